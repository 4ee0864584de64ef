import { X509Certificate, createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { TAG, leesElementen, leesEnige, leesHex, leesInhoud, leesOid, leesTijd, verwacht } from './der.ts';
import type { DerElement } from './der.ts';
import { leesHandtekeningAlgoritme } from './handtekening-algoritme.ts';
import type { HandtekeningAlgoritme } from './handtekening-algoritme.ts';

/** What the hub needs to know of a certificate; read once, kept in memory. */
export interface GelezenCertificaat {
  readonly x509: X509Certificate;
  readonly der: Buffer;
  /** SHA-256 over the DER, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  /** Raw names as hex: compared byte for byte. */
  readonly onderwerp: string;
  readonly uitgever: string;
  /** The certificate's own number, lower-case hex without leading zeros. */
  readonly serienummer: string;
  readonly vanMs: number;
  /** notAfter: the last second in which it is valid. */
  readonly totMs: number;
  readonly sleutel: KeyObject;
  /** How it was signed; `undefined` when too weak (SHA-1, MD5) or unknown. */
  readonly algoritme: HandtekeningAlgoritme | undefined;
  readonly isCa: boolean;
  readonly padLengte: number | undefined;
  /** Bits of keyUsage, by name; `undefined` when the extension is absent. */
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined;
  /** Purposes of extendedKeyUsage; `undefined` when the extension is absent. */
  readonly doelen: readonly string[] | undefined;
  /** Tells whether a critical extension is there that the hub does not know. */
  readonly onbekendKritiek: boolean;
  /** All values of `subject.serialNumber` (2.5.4.5): an OIN stands there. */
  readonly serialNumbers: readonly string[];
}

/** Names of the keyUsage bits, in the order of RFC 5280 §4.2.1.3. */
const KEY_USAGES = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

/** A bit of keyUsage. */
export type KeyUsage = (typeof KEY_USAGES)[number];

/** Attribute serialNumber of a name. */
const SERIAL_NUMBER = '2.5.4.5';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** Understood or without weight for a signature: usages, constraints, alternative name, policies (any policy will do). */
const BEKENDE_EXTENSIES = new Set([BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, '2.5.29.17', '2.5.29.32']);

/**
 * Reads a certificate in DER.
 * @returns the facts, or `undefined` when OpenSSL or our own reader cannot read it, or when it has an extension twice.
 */
export function leesCertificaat(der: Buffer): GelezenCertificaat | undefined {
  try {
    const x509 = new X509Certificate(der);
    // OpenSSL forgives bytes after the certificate; a fingerprint over them would be another one
    if (!x509.raw.equals(der)) return undefined;
    return leesVelden(x509);
  } catch {
    // both readers only say "not readable" here: no certificate, so nothing to trust
    return undefined;
  }
}

/** @returns SHA-256 over the DER, 64 lower-case hex digits. */
export function vingerafdrukVan(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

function leesVelden(x509: X509Certificate): GelezenCertificaat {
  const der = x509.raw;
  const [tbs, algoritme] = leesInhoud(leesEnige(der, TAG.sequence), TAG.sequence);
  const velden = [...leesInhoud(tbs, TAG.sequence)];
  if (velden[0]?.tag === 0xa0) velden.shift();
  const [serie, , uitgever, geldigheid, onderwerp, , ...rest] = velden;
  const [van, tot] = leesInhoud(geldigheid, TAG.sequence);
  const extensies = leesExtensies(rest.find(({ tag }) => tag === 0xa3));
  return {
    x509,
    der,
    vingerafdruk: vingerafdrukVan(der),
    onderwerp: verwacht(onderwerp, TAG.sequence).geheel.toString('hex'),
    uitgever: verwacht(uitgever, TAG.sequence).geheel.toString('hex'),
    serienummer: leesHex(serie),
    vanMs: leesTijd(van),
    totMs: leesTijd(tot),
    sleutel: x509.publicKey,
    algoritme: leesHandtekeningAlgoritme(algoritme),
    ...leesBasicConstraints(extensies.get(BASIC_CONSTRAINTS)?.waarde),
    keyUsage: leesKeyUsage(extensies.get(KEY_USAGE)?.waarde),
    doelen: leesDoelen(extensies.get(EXTENDED_KEY_USAGE)?.waarde),
    onbekendKritiek: [...extensies].some(([oid, { kritiek }]) => kritiek && !BEKENDE_EXTENSIES.has(oid)),
    serialNumbers: leesSerialNumbers(onderwerp),
  };
}

interface Extensie {
  readonly kritiek: boolean;
  readonly waarde: Buffer;
}

/** Reads the extensions of a certificate, a CRL or an entry of one. @throws when the same one stands there twice. */
export function leesExtensies(omhulsel: DerElement | undefined): ReadonlyMap<string, Extensie> {
  const extensies = new Map<string, Extensie>();
  if (omhulsel === undefined) return extensies;
  for (const extensie of leesInhoud(leesEnige(omhulsel.inhoud, TAG.sequence), TAG.sequence)) {
    const [oid, ...rest] = leesInhoud(extensie, TAG.sequence);
    const kritiek = rest[0]?.tag === TAG.boolean && rest[0].inhoud[0] !== 0;
    const naam = leesOid(oid);
    if (extensies.has(naam)) throw new Error('extension given twice');
    extensies.set(naam, { kritiek, waarde: verwacht(rest.at(-1), TAG.octetString).inhoud });
  }
  return extensies;
}

function leesBasicConstraints(waarde: Buffer | undefined): Pick<GelezenCertificaat, 'isCa' | 'padLengte'> {
  if (waarde === undefined) return { isCa: false, padLengte: undefined };
  const [ca, pad] = leesInhoud(leesEnige(waarde, TAG.sequence), TAG.sequence);
  const isCa = ca?.tag === TAG.boolean && ca.inhoud[0] !== 0;
  return { isCa, padLengte: pad === undefined ? undefined : Number.parseInt(leesHex(pad), 16) };
}

function leesKeyUsage(waarde: Buffer | undefined): ReadonlySet<KeyUsage> | undefined {
  if (waarde === undefined) return undefined;
  const bits = leesEnige(waarde, TAG.bitString).inhoud.subarray(1);
  return new Set(KEY_USAGES.filter((_, i) => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0));
}

function leesDoelen(waarde: Buffer | undefined): readonly string[] | undefined {
  return waarde === undefined ? undefined : leesInhoud(leesEnige(waarde, TAG.sequence), TAG.sequence).map(leesOid);
}

function leesSerialNumbers(naam: DerElement | undefined): readonly string[] {
  return leesInhoud(naam, TAG.sequence)
    .flatMap((rdn) => leesInhoud(rdn, TAG.set))
    .map((attribuut) => leesInhoud(attribuut, TAG.sequence))
    .filter(([oid]) => leesOid(oid) === SERIAL_NUMBER)
    .map(([, waarde]) => leesTekst(waarde));
}

/** Another kind of string than the two that RFC 5280 asks for gives a text that is no OIN. */
function leesTekst(waarde: DerElement | undefined): string {
  const gewoon = waarde?.tag === TAG.printableString || waarde?.tag === TAG.utf8String;
  return gewoon ? waarde.inhoud.toString('latin1') : '';
}

/** @returns the DER blocks of a PEM text that carry this label, in order; a block that is no base64 is left out. */
export function leesPem(tekst: string, label: 'CERTIFICATE' | 'X509 CRL'): readonly Buffer[] {
  const blokken = tekst.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'));
  return [...blokken].map(([, inhoud]) => Buffer.from(inhoud ?? '', 'base64'));
}

/** @returns the PEM text of one DER block, with a newline at the end. */
export function schrijfPem(der: Uint8Array, label: 'CERTIFICATE' | 'X509 CRL'): string {
  const regels =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${regels.join('\n')}\n-----END ${label}-----\n`;
}

/** Tells whether the bytes start as DER does; else they are taken for PEM. */
export function isDer(bytes: Buffer): boolean {
  return bytes[0] === TAG.sequence && leesbaar(bytes);
}

function leesbaar(bytes: Buffer): boolean {
  try {
    return leesElementen(bytes).length === 1;
  } catch {
    return false;
  }
}
