import { createPublicKey, randomBytes, sign, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JsonNameParams } from '@peculiar/x509';
import type { pki as ForgePki } from 'node-forge';
import { TAG } from './der.ts';

/**
 * Issues development certificates and revocation lists. The libraries are loaded on first use: a hub that has its
 * certificates never needs them.
 */

/** What a new certificate must say. */
export interface Aanvraag {
  readonly naam: string;
  /** Organisation; a CA has none. */
  readonly organisatie?: string;
  /** Values of `subject.serialNumber`: one OIN, but for bad certificates. */
  readonly oins?: readonly string[];
  readonly sleutel: KeyObject;
  readonly van: Date;
  readonly tot: Date;
  readonly gebruik: 'ca' | 'ondertekenen' | 'ondertekenen-en-tls' | 'ca-als-blad';
  readonly padLengte?: number;
  /** SHA-1 for a bad certificate only; needs an RSA key. */
  readonly hash?: 'sha1';
}

/** Who signs: its certificate (`undefined` = the certificate signs itself) and its RSA private key. */
export interface Uitgever {
  readonly der: Buffer | undefined;
  readonly sleutel: KeyObject;
}

/** Hosts that the hub's own certificate names. */
const DNS = 'localhost';
const ADRESSEN = ['127.0.0.1', '::1'] as const;

/** Issues a certificate: RSA keys through node-forge, all others through `@peculiar/x509`. @returns the DER. */
export async function geefUit(aanvraag: Aanvraag, uitgever: Uitgever): Promise<Buffer> {
  return aanvraag.sleutel.asymmetricKeyType === 'rsa' ? geefRsaUit(aanvraag, uitgever) : geefEcUit(aanvraag, uitgever);
}

/** What a revocation list must say. */
export interface CrlAanvraag {
  readonly nummer: bigint;
  readonly van: Date;
  readonly volgende: Date;
  /** Certificate number (hex) and moment of revocation. */
  readonly ingetrokken: ReadonlyMap<string, Date>;
}

/** Issues a revocation list. @returns the DER. */
export async function geefCrlUit(
  aanvraag: CrlAanvraag,
  uitgever: Uitgever & { readonly der: Buffer },
): Promise<Buffer> {
  const x509 = await laadX509();
  // a copy: with the types of the pages in the program, a Buffer that may be shared is no BufferSource
  const ca = new x509.X509Certificate(new Uint8Array(uitgever.der));
  const nummerHex = aanvraag.nummer.toString(16);
  const nummer = Buffer.from(nummerHex.padStart(nummerHex.length + 2 - (nummerHex.length % 2), '0'), 'hex');
  const crl = await x509.X509CrlGenerator.create({
    issuer: ca.subjectName,
    thisUpdate: heleSeconde(aanvraag.van),
    nextUpdate: heleSeconde(aanvraag.volgende),
    signingAlgorithm: RSA,
    signingKey: await importeer(uitgever.sleutel),
    // a reason is given because the library writes an empty extension list without one, which DER does not allow
    entries: [...aanvraag.ingetrokken].map(([serialNumber, moment]) => ({
      serialNumber,
      revocationDate: heleSeconde(moment),
      reason: x509.X509CrlReason.keyCompromise,
    })),
    extensions: [
      new x509.Extension('2.5.29.20', false, Buffer.concat([Buffer.from([0x02, nummer.length]), nummer])),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
  return Buffer.from(crl.rawData);
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

async function geefRsaUit(aanvraag: Aanvraag, { der, sleutel }: Uitgever): Promise<Buffer> {
  const { pki, asn1, md, util } = (await import('node-forge')).default;
  const cert = pki.createCertificate();
  cert.serialNumber = serienummer();
  cert.publicKey = pki.publicKeyFromPem(createPublicKeyPem(aanvraag.sleutel));
  cert.validity.notBefore = heleSeconde(aanvraag.van);
  cert.validity.notAfter = heleSeconde(aanvraag.tot);
  const onderwerp = forgeNaam(aanvraag);
  cert.setSubject(onderwerp);
  const ca = der === undefined ? undefined : pki.certificateFromAsn1(asn1.fromDer(util.createBuffer(bin(der))));
  cert.setIssuer(ca === undefined ? onderwerp : ca.subject.attributes);
  const issuerKey = ca === undefined ? cert.publicKey : ca.publicKey;
  const keyIdentifier = pki.getPublicKeyFingerprint(issuerKey, { type: 'RSAPublicKey' }).getBytes();
  cert.setExtensions([...forgeExtensies(aanvraag), { name: 'authorityKeyIdentifier', keyIdentifier }]);
  const hash = aanvraag.hash ?? 'sha256';
  // forge builds the certificate, OpenSSL signs it: a signature with RSA-4096 in plain JavaScript takes long
  const ondertekenaar = {
    sign: () => bin(sign(hash, Buffer.from(asn1.toDer(cert.tbsCertificate as never).getBytes(), 'latin1'), sleutel)),
  } as unknown as ForgePki.rsa.PrivateKey;
  cert.sign(ondertekenaar, hash === 'sha1' ? md.sha1.create() : md.sha256.create());
  return Buffer.from(asn1.toDer(pki.certificateToAsn1(cert)).getBytes(), 'latin1');
}

/** The kind of string is given for each value: an OIN must be a PrintableString, a name may have accents. */
function forgeNaam(aanvraag: Aanvraag): ForgePki.CertificateField[] {
  const velden: readonly object[] = [
    { name: 'countryName', value: 'NL' },
    ...(aanvraag.organisatie === undefined ? [] : [utf8('organizationName', aanvraag.organisatie)]),
    ...(aanvraag.oins ?? []).map((value) => ({ type: SERIAL_NUMBER, value, valueTagClass: printable })),
    utf8('commonName', aanvraag.naam),
  ];
  // its types want the class of a tag here; the library itself wants the tag
  return velden as ForgePki.CertificateField[];
}

const printable: number = TAG.printableString;

function utf8(name: string, value: string): object {
  return { name, value, valueTagClass: TAG.utf8String };
}

const SERIAL_NUMBER = '2.5.4.5';

function forgeExtensies({ gebruik, padLengte }: Aanvraag): object[] {
  const cA = gebruik === 'ca' || gebruik === 'ca-als-blad';
  const pad = padLengte === undefined ? {} : { pathLenConstraint: padLengte };
  const tls = gebruik === 'ondertekenen-en-tls';
  return [
    { name: 'basicConstraints', critical: true, cA, ...pad },
    gebruik === 'ca'
      ? { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true }
      : { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true },
    ...(gebruik === 'ca' ? [] : [{ name: 'extKeyUsage', clientAuth: true, serverAuth: tls }]),
    ...(tls
      ? [{ name: 'subjectAltName', altNames: [{ type: 2, value: DNS }, ...ADRESSEN.map((ip) => ({ type: 7, ip }))] }]
      : []),
    { name: 'subjectKeyIdentifier' },
  ];
}

async function geefEcUit(aanvraag: Aanvraag, { der, sleutel }: Uitgever): Promise<Buffer> {
  if (der === undefined) throw new Error('a development CA has an RSA key');
  const x509 = await laadX509();
  const ca = new x509.X509Certificate(new Uint8Array(der));
  const tls = aanvraag.gebruik === 'ondertekenen-en-tls';
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const publicKey = new x509.PublicKey(new Uint8Array(createPublicKeyDer(aanvraag.sleutel)));
  const certificaat = await x509.X509CertificateGenerator.create({
    serialNumber: serienummer(),
    subject: new x509.Name(x509Naam(aanvraag)),
    issuer: ca.subjectName,
    notBefore: heleSeconde(aanvraag.van),
    notAfter: heleSeconde(aanvraag.tot),
    publicKey,
    signingAlgorithm: RSA,
    signingKey: await importeer(sleutel),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      new x509.ExtendedKeyUsageExtension(tls ? [clientAuth, serverAuth] : [clientAuth]),
      ...(tls
        ? [
            new x509.SubjectAlternativeNameExtension([
              { type: 'dns', value: DNS },
              ...ADRESSEN.map((value) => ({ type: 'ip' as const, value })),
            ]),
          ]
        : []),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
  return Buffer.from(certificaat.rawData);
}

function x509Naam(aanvraag: Aanvraag): JsonNameParams {
  return [
    { C: [{ printableString: 'NL' }] },
    ...(aanvraag.organisatie === undefined ? [] : [{ O: [{ utf8String: aanvraag.organisatie }] }]),
    ...(aanvraag.oins ?? []).map((oin) => ({ [SERIAL_NUMBER]: [{ printableString: oin }] })),
    { CN: [{ utf8String: aanvraag.naam }] },
  ];
}

async function laadX509(): Promise<typeof import('@peculiar/x509')> {
  // x509 does not load without this polyfill, which must come first
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function importeer(sleutel: KeyObject): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', sleutel.export({ type: 'pkcs8', format: 'der' }), RSA, false, ['sign']);
}

/** Sixteen random bytes whose first bit is 0: a positive number, and never the same twice. */
function serienummer(): string {
  const bytes = randomBytes(16);
  // a first byte of 1 to 127: no leading zero byte, which DER would want removed
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString('hex');
}

/** Certificates hold whole seconds. */
function heleSeconde(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

function createPublicKeyPem(sleutel: KeyObject): string {
  return publiek(sleutel).export({ type: 'spki', format: 'pem' }).toString();
}

function createPublicKeyDer(sleutel: KeyObject): Buffer {
  return publiek(sleutel).export({ type: 'spki', format: 'der' });
}

function publiek(sleutel: KeyObject): KeyObject {
  return sleutel.type === 'private' ? createPublicKey(sleutel) : sleutel;
}

function bin(bytes: Buffer): string {
  return bytes.toString('latin1');
}
