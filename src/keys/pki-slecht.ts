import type { KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schrijfBestand } from './bestand-schrijven.ts';
import { geefUit } from './certificaat-uitgeven.ts';
import type { Aanvraag } from './certificaat-uitgeven.ts';
import { ONTWIKKEL_TUSSEN } from './ontwikkel-namen.ts';
import type { OntwikkelCas } from './pki-ca.ts';
import { DAG_MS, leesCertificaten, leesEigen, maakSleutel, schrijfCertificaten, schrijfSleutel } from './pki-map.ts';
import type { PkiMap } from './pki-map.ts';

/** OIN that the bad certificates carry: a connection with this OIN meets each of them. */
export const SLECHTE_OIN = '00000099910000000000';

/** Certificates that each have one thing wrong. */
export const SLECHTE_SOORTEN = [
  'verlopen',
  'nog-niet-geldig',
  'verkeerde-ca',
  'ingetrokken',
  'ca-als-blad',
  'geen-oin',
  'twee-oins',
  'rsa-1024',
  'sha1',
] as const;

/** What is wrong with a bad certificate. */
export type SlechteSoort = (typeof SLECHTE_SOORTEN)[number];

/** A line of `slechte/slechte.json`. File names are those in the folder `slechte/`. */
export interface SlechtCertificaat {
  readonly soort: SlechteSoort;
  readonly oin: string;
  readonly sleutel: string;
  readonly certificaat: string;
  readonly vingerafdruk: string;
}

/** The folder of the bad ones. It is apart so that a hub never reads them as certificates of parties. */
export const SLECHTE_MAP = 'slechte';

/**
 * Makes the bad certificates, or keeps them when all are there and as bad as they should be.
 * @returns the certificate number of the one to revoke, and whether they were made.
 */
export async function zorgVoorSlechte(
  pki: PkiMap,
  cas: OntwikkelCas,
  opnieuw: boolean,
): Promise<{ readonly intrekken: string; readonly gemaakt: boolean }> {
  const slecht: PkiMap = { ...pki, map: join(pki.map, SLECHTE_MAP) };
  const bestaand = opnieuw ? undefined : await nummerVanBestaande(slecht, cas);
  if (bestaand !== undefined) return { intrekken: bestaand, gemaakt: false };
  await mkdir(slecht.map, { recursive: true, mode: 0o700 });
  const regels: SlechtCertificaat[] = [];
  let intrekken = '';
  for (const soort of SLECHTE_SOORTEN) {
    await pki.verleng();
    const sleutel = await maakSleutel(
      soort === 'rsa-1024' || soort === 'sha1' || soort === 'ca-als-blad' ? 'rsa' : 'ec',
      soort === 'rsa-1024' ? 1024 : 2048,
    );
    const certificaat = leesEigen(await geefSlechtUit(pki, cas, soort, sleutel));
    await schrijfSleutel(slecht, `${soort}.key.pem`, sleutel);
    await schrijfCertificaten(slecht, `${soort}.crt.pem`, [certificaat.der]);
    if (soort === 'ingetrokken') intrekken = certificaat.serienummer;
    regels.push({
      soort,
      oin: SLECHTE_OIN,
      sleutel: `${soort}.key.pem`,
      certificaat: `${soort}.crt.pem`,
      vingerafdruk: certificaat.vingerafdruk,
    });
  }
  await schrijfBestand(join(slecht.map, 'slechte.json'), `${JSON.stringify(regels, undefined, 2)}\n`);
  return { intrekken, gemaakt: true };
}

async function geefSlechtUit(pki: PkiMap, cas: OntwikkelCas, soort: SlechteSoort, sleutel: KeyObject): Promise<Buffer> {
  const dag = (aantal: number): Date => new Date(pki.nu.getTime() + aantal * DAG_MS);
  const goed: Aanvraag = {
    naam: `Slecht certificaat ${soort}`,
    organisatie: 'Knooppunt ONTWIKKEL',
    oins: [SLECHTE_OIN],
    sleutel,
    van: dag(-400),
    tot: dag(365),
    gebruik: 'ondertekenen',
  };
  const uitgever = { der: cas.tussen.certificaat.der, sleutel: await cas.tussen.sleutel() };
  switch (soort) {
    case 'verlopen':
      return geefUit({ ...goed, tot: dag(-1) }, uitgever);
    case 'nog-niet-geldig':
      return geefUit({ ...goed, van: dag(730), tot: dag(1095) }, uitgever);
    case 'verkeerde-ca':
      return geefUit(goed, await maakNagemaakteCa(goed));
    case 'ingetrokken':
    case 'rsa-1024':
      return geefUit(goed, uitgever);
    case 'ca-als-blad':
      return geefUit({ ...goed, gebruik: 'ca-als-blad' }, uitgever);
    case 'geen-oin':
      return geefUit({ ...goed, oins: [] }, uitgever);
    case 'twee-oins':
      return geefUit({ ...goed, oins: [SLECHTE_OIN, '00000099911000000000'] }, uitgever);
    case 'sha1':
      return geefUit({ ...goed, hash: 'sha1' }, uitgever);
  }
}

/** A CA that copies the name of the real one: only its signature tells. */
async function maakNagemaakteCa({ van, tot }: Aanvraag): Promise<{ der: Buffer; sleutel: KeyObject }> {
  const sleutel = await maakSleutel('rsa');
  const der = await geefUit({ naam: ONTWIKKEL_TUSSEN, sleutel, van, tot, gebruik: 'ca' }, { der: undefined, sleutel });
  return { der, sleutel };
}

async function nummerVanBestaande(slecht: PkiMap, { tussen }: OntwikkelCas): Promise<string | undefined> {
  const lijst = await readFile(join(slecht.map, 'slechte.json')).catch(() => undefined);
  const [ingetrokken] = await leesCertificaten(slecht, 'ingetrokken.crt.pem');
  const bruikbaar =
    ingetrokken !== undefined &&
    ingetrokken.x509.verify(tussen.certificaat.sleutel) &&
    ingetrokken.totMs - slecht.nu.getTime() > 30 * DAG_MS;
  return lijst !== undefined && bruikbaar ? ingetrokken.serienummer : undefined;
}
