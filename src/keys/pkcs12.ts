import { createPrivateKey } from 'node:crypto';
import type { KeyObject, X509Certificate } from 'node:crypto';
import type { pkcs12 as ForgePkcs12 } from 'node-forge';
import { mislukt, gelukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { leesCertificaat } from './certificaat-lezen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';

/** What a PKCS#12 file holds. */
export interface Pkcs12Inhoud {
  readonly sleutel: KeyObject;
  /** The certificate of the key. */
  readonly certificaat: X509Certificate;
  /** SHA-256 over its DER, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  /** The issuers that are in the file, from the leaf's own upwards. Never a reason to trust anything. */
  readonly keten: readonly X509Certificate[];
}

/** Why a PKCS#12 file gives no key. Forge cannot tell a wrong password from a damaged file. */
export type Pkcs12Fout =
  | 'geen_pkcs12'
  | 'wachtwoord_of_bestand_onjuist'
  | 'geen_sleutel'
  | 'meer_dan_een_sleutel'
  | 'geen_certificaat_bij_sleutel';

/** One Dutch sentence per reason, for the command line. */
export const PKCS12_UITLEG: Readonly<Record<Pkcs12Fout, string>> = {
  geen_pkcs12: 'Dit is geen PKCS#12-bestand (.p12 of .pfx).',
  wachtwoord_of_bestand_onjuist: 'Het wachtwoord past niet bij dit bestand, of het bestand is beschadigd.',
  geen_sleutel: 'Dit bestand bevat geen privésleutel die het knooppunt kan gebruiken.',
  meer_dan_een_sleutel:
    'Dit bestand bevat meer dan een privésleutel. Maak een bestand met alleen de sleutel voor ondertekenen.',
  geen_certificaat_bij_sleutel: 'Dit bestand bevat geen certificaat bij de privésleutel.',
};

/** Reads a PKCS#12 file (.p12, .pfx) with an RSA or EC key, as certificate issuers deliver them. */
export async function leesPkcs12(bytes: Buffer, wachtwoord: string): Promise<Uitkomst<Pkcs12Inhoud, Pkcs12Fout>> {
  // loaded on first use: a hub with PEM keys never needs it
  const { asn1, pkcs12, pki, util } = (await import('node-forge')).default;
  let inhoud: ReturnType<typeof asn1.fromDer>;
  try {
    inhoud = asn1.fromDer(util.createBuffer(bytes.toString('latin1')));
  } catch {
    return mislukt('geen_pkcs12');
  }
  let zakken: readonly ForgePkcs12.Bag[];
  try {
    zakken = pkcs12.pkcs12FromAsn1(inhoud, wachtwoord).safeContents.flatMap(({ safeBags }) => safeBags);
  } catch {
    // the library's sentence is English and may tell of the content
    return mislukt('wachtwoord_of_bestand_onjuist');
  }
  // what forge cannot take apart (every EC key and certificate) it leaves as ASN.1; the rest goes back to DER
  const der = (waarde: ReturnType<typeof asn1.fromDer>): Buffer => Buffer.from(asn1.toDer(waarde).getBytes(), 'latin1');
  const van = (...soorten: (string | undefined)[]): readonly ForgePkcs12.Bag[] =>
    zakken.filter(({ type }) => soorten.includes(type));
  const [sleutel, ...meer] = van(pki.oids['keyBag'], pki.oids['pkcs8ShroudedKeyBag'])
    .map((zak) => (zak.key ? der(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(zak.key))) : der(zak.asn1)))
    .map(alsSleutel)
    .filter((gelezen) => gelezen !== undefined);
  if (sleutel === undefined) return mislukt('geen_sleutel');
  if (meer.length > 0) return mislukt('meer_dan_een_sleutel');
  const certificaten = van(pki.oids['certBag'])
    .map((zak) => leesCertificaat(der(zak.cert ? pki.certificateToAsn1(zak.cert) : zak.asn1)))
    .filter((gelezen) => gelezen !== undefined);
  const blad = certificaten.find(({ x509 }) => x509.checkPrivateKey(sleutel));
  if (blad === undefined) return mislukt('geen_certificaat_bij_sleutel');
  return gelukt({
    sleutel,
    certificaat: blad.x509,
    vingerafdruk: blad.vingerafdruk,
    keten: ketenVan(blad, certificaten).map(({ x509 }) => x509),
  });
}

function ketenVan(blad: GelezenCertificaat, alle: readonly GelezenCertificaat[]): readonly GelezenCertificaat[] {
  const keten: GelezenCertificaat[] = [];
  for (let laatste = blad; ;) {
    const vorige = laatste;
    const uitgever = alle.find(
      (kandidaat) =>
        kandidaat !== blad &&
        !keten.includes(kandidaat) &&
        kandidaat.onderwerp === vorige.uitgever &&
        vorige.x509.verify(kandidaat.sleutel),
    );
    if (uitgever === undefined) return keten;
    keten.push(uitgever);
    laatste = uitgever;
  }
}

function alsSleutel(pkcs8: Buffer): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}
