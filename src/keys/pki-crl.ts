import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schrijfBestand } from './bestand-schrijven.ts';
import { leesPem, schrijfPem } from './certificaat-lezen.ts';
import { geefCrlUit } from './certificaat-uitgeven.ts';
import { leesCrl } from './crl.ts';
import type { Crl } from './crl.ts';
import type { OntwikkelCa, OntwikkelCas } from './pki-ca.ts';
import { DAG_MS } from './pki-map.ts';
import type { PkiMap } from './pki-map.ts';

const BESTAND = 'crl.pem';
const GELDIG_MS = 60 * DAG_MS;

/**
 * Makes `crl.pem` with the lists of intermediate and root, or refreshes both when one passed half of its life, is not
 * signed by the present CA, or lacks a certificate that must be on it. What is on a list stays on it.
 * @param ingetrokken certificate numbers (hex) of leaves that must be on the list of the intermediate.
 * @returns what was done.
 */
export async function zorgVoorCrl(
  pki: PkiMap,
  { root, tussen }: OntwikkelCas,
  ingetrokken: readonly string[],
): Promise<'gemaakt' | 'vernieuwd' | 'ongewijzigd'> {
  const bestaand = await leesCrls(pki);
  const vanTussen = lijstVan(bestaand, tussen);
  const vanRoot = lijstVan(bestaand, root);
  const isVers = (crl: Crl | undefined): boolean =>
    crl !== undefined && crl.vanMs <= pki.nu.getTime() && pki.nu.getTime() < (crl.vanMs + crl.volgendeMs) / 2;
  const compleet = ingetrokken.every((nummer) => vanTussen?.ingetrokken.has(nummer) === true);
  if (isVers(vanTussen) && isVers(vanRoot) && compleet) return 'ongewijzigd';
  const ders = [await maakLijst(pki, tussen, vanTussen, ingetrokken), await maakLijst(pki, root, vanRoot, [])];
  await schrijfBestand(join(pki.map, BESTAND), ders.map((der) => schrijfPem(der, 'X509 CRL')).join(''));
  return bestaand.length === 0 ? 'gemaakt' : 'vernieuwd';
}

/** @returns the lists in `crl.pem`; none when the file is not there. */
async function leesCrls({ map }: PkiMap): Promise<readonly Crl[]> {
  const tekst = await readFile(join(map, BESTAND), 'latin1').catch(() => '');
  return leesPem(tekst, 'X509 CRL')
    .map(leesCrl)
    .filter((crl) => crl !== undefined);
}

function lijstVan(crls: readonly Crl[], { certificaat }: OntwikkelCa): Crl | undefined {
  return crls.find((crl) => crl.uitgever === certificaat.onderwerp && crl.isGetekendDoor(certificaat));
}

async function maakLijst(
  { nu }: PkiMap,
  ca: OntwikkelCa,
  vorige: Crl | undefined,
  erbij: readonly string[],
): Promise<Buffer> {
  const ingetrokken = new Map([...(vorige?.ingetrokken ?? [])].map(([nummer, moment]) => [nummer, new Date(moment)]));
  for (const nummer of erbij) if (!ingetrokken.has(nummer)) ingetrokken.set(nummer, nu);
  return geefCrlUit(
    { nummer: BigInt(vorige?.nummer ?? 0) + 1n, van: nu, volgende: new Date(nu.getTime() + GELDIG_MS), ingetrokken },
    { der: ca.certificaat.der, sleutel: await ca.sleutel() },
  );
}
