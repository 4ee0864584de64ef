import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDer, leesCertificaat, leesPem } from './certificaat-lezen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import { leesCrl } from './crl.ts';
import type { Crl } from './crl.ts';
import type { Vertrouwen } from './keten.ts';

/** All that the register reads from files: replaced as a whole. */
export interface CertificaatBronnen extends Vertrouwen {
  /** Certificates of parties; only those that the tables name by fingerprint count. */
  readonly bladen: readonly GelezenCertificaat[];
  readonly crls: readonly Crl[];
}

/** Files with certificates or revocation lists could not be read or do not hold what they should. */
export class CertificatenOnleesbaar extends Error {
  override readonly name = 'CertificatenOnleesbaar';
  readonly code = 'CERTIFICATEN';
}

const BESTAND = /\.(pem|crt|cer|der|crl)$/;

/**
 * Reads a folder with certificates:
 * - `ca.pem` and everything in `vertrouwd/`: roots (those that sign themselves) and intermediates;
 * - `crl.pem` and everything in `crl/`: revocation lists;
 * - all other certificate files: the parties' own. Key files (`*.key.pem`) and other folders are not opened.
 *
 * Files are PEM, several blocks a file, or DER.
 * @throws CertificatenOnleesbaar with every faulty file in one Dutch text; the caller keeps what it had.
 */
export async function laadCertificaatBronnen(map: string): Promise<CertificaatBronnen> {
  const fouten: string[] = [];
  const [namen, vertrouwd, lijsten] = await Promise.all([
    bestanden(map, true, fouten),
    bestanden(join(map, 'vertrouwd'), false, fouten),
    bestanden(join(map, 'crl'), false, fouten),
  ]);
  const isCa = (naam: string): boolean => naam === join(map, 'ca.pem');
  const isLijst = (naam: string): boolean => naam === join(map, 'crl.pem');
  const lees = async <T>(paden: readonly string[], soort: Soort<T>): Promise<readonly T[]> =>
    (await Promise.all(paden.map((pad) => leesBestand(pad, soort, fouten)))).flat();
  const [cas, crls, bladen] = await Promise.all([
    lees([...namen.filter(isCa), ...vertrouwd], CERTIFICAAT),
    lees([...namen.filter(isLijst), ...lijsten], LIJST),
    lees(
      namen.filter((naam) => !isCa(naam) && !isLijst(naam)),
      CERTIFICAAT,
    ),
  ]);
  if (fouten.length > 0) throw new CertificatenOnleesbaar(fouten.join('\n'));
  const [wortels, tussen] = splitsCas(cas);
  return { wortels, tussen, crls, bladen };
}

/** Splits CA certificates into roots, which sign themselves, and intermediates. */
export function splitsCas(
  cas: readonly GelezenCertificaat[],
): readonly [readonly GelezenCertificaat[], readonly GelezenCertificaat[]] {
  const isWortel = (ca: GelezenCertificaat): boolean => ca.onderwerp === ca.uitgever && ca.x509.verify(ca.sleutel);
  return [cas.filter(isWortel), cas.filter((ca) => !isWortel(ca))];
}

interface Soort<T> {
  readonly label: 'CERTIFICATE' | 'X509 CRL';
  readonly naam: string;
  readonly lees: (der: Buffer) => T | undefined;
}

const CERTIFICAAT: Soort<GelezenCertificaat> = { label: 'CERTIFICATE', naam: 'certificaat', lees: leesCertificaat };
const LIJST: Soort<Crl> = { label: 'X509 CRL', naam: 'bruikbare intrekkingslijst', lees: leesCrl };

async function leesBestand<T>(pad: string, { label, naam, lees }: Soort<T>, fouten: string[]): Promise<readonly T[]> {
  const bytes = await readFile(pad).catch(() => undefined);
  if (bytes === undefined) {
    fouten.push(`Het bestand ${pad} kan niet worden gelezen.`);
    return [];
  }
  const blokken = isDer(bytes) ? [bytes] : leesPem(bytes.toString('latin1'), label);
  const gelezen = blokken.map(lees).filter((waarde) => waarde !== undefined);
  if (gelezen.length === 0 || gelezen.length < blokken.length)
    fouten.push(`Het bestand ${pad} bevat geen ${naam} dat het knooppunt kan lezen.`);
  return gelezen;
}

async function bestanden(map: string, verplicht: boolean, fouten: string[]): Promise<readonly string[]> {
  const inhoud = await readdir(map, { withFileTypes: true }).catch(() => undefined);
  if (inhoud === undefined && verplicht)
    fouten.push(`De map ${map} met certificaten bestaat niet of is niet leesbaar.`);
  return (inhoud ?? [])
    .filter((item) => !item.isDirectory() && BESTAND.test(item.name) && !item.name.endsWith('.key.pem'))
    .map(({ name }) => join(map, name))
    .sort();
}
