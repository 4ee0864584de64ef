import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AansluitingId, Omgeving } from '../bericht/aansluiting.ts';
import { isTestOin } from '../bericht/oin.ts';
import { TIJDELIJK, schrijfBestand } from './bestand-schrijven.ts';
import type { CertsJsonRegel } from './certs-json.ts';
import { zorgVoorBlad } from './pki-blad.ts';
import type { BladWens } from './pki-blad.ts';
import { zorgVoorCas } from './pki-ca.ts';
import type { OntwikkelCa } from './pki-ca.ts';
import { zorgVoorCrl } from './pki-crl.ts';
import type { PkiAansluiting } from './pki-aansluiting.ts';
import type { PkiMap } from './pki-map.ts';
import { SLECHTE_MAP, zorgVoorSlechte } from './pki-slecht.ts';
import { metSlot } from './slot.ts';

/** What must be there afterwards. */
export interface OntwikkelPkiOpties {
  /** Folder; made when it is not there. */
  readonly map: string;
  readonly aansluitingen: readonly PkiAansluiting[];
  readonly omgeving: Omgeving;
  readonly nu: Date;
  /** Makes everything anew, also what is still valid. Default false. */
  readonly opnieuw?: boolean;
  /** Makes the bad certificates for tests as well, in the folder `slechte/`. Default false. */
  readonly slechte?: boolean;
}

/** What was done. Names are those of files without `.key.pem` and `.crt.pem`. */
export interface OntwikkelPkiUitkomst {
  readonly gemaakt: readonly string[];
  readonly vernieuwd: readonly string[];
  readonly ongewijzigd: readonly string[];
  /** Connections whose OIN is not of the test range: they bring their own certificate. */
  readonly overgeslagen: readonly AansluitingId[];
  /** Contents of `certs.json`. */
  readonly regels: readonly CertsJsonRegel[];
}

/** Development certificates are not made here. The message is one Dutch sentence for the operator. */
export class OntwikkelPkiGeweigerd extends Error {
  override readonly name = 'OntwikkelPkiGeweigerd';
  readonly code = 'ONTWIKKEL_PKI';
}

/** OIN of the hub's development certificates. */
export const HUB_OIN = '00000099900000000000';

/** Names of files that belong to the PKI itself. */
const GERESERVEERD = /^(hub|hub-.*|root|intermediate|ca|crl|slechte)$/;
const GITIGNORE = '# keys and certificates are made on this machine and stay here\n*\n!.gitignore\n!README.md\n';

/**
 * Sees to it that the development PKI is there: makes what is missing, replaces leaves that end within thirty days and
 * lists past half of their life, adds leaves for new connections, and writes `certs.json`. What is valid stays, unless
 * `opnieuw`. Processes that do this at once wait for one another.
 * @throws OntwikkelPkiGeweigerd in production, or when a connection's id is a name that the PKI uses itself.
 * @throws OntwikkelPkiBeschadigd when a CA key is needed that is not there.
 * @throws SlotBezet when another process holds the folder for more than two minutes.
 */
export async function zorgVoorOntwikkelPki(opties: OntwikkelPkiOpties): Promise<OntwikkelPkiUitkomst> {
  const { map, aansluitingen, omgeving } = opties;
  if (omgeving === 'productie')
    throw new OntwikkelPkiGeweigerd('In productie maakt en gebruikt het knooppunt geen ontwikkelcertificaten.');
  const verboden = aansluitingen.find(({ aansluiting }) => GERESERVEERD.test(aansluiting));
  if (verboden !== undefined)
    throw new OntwikkelPkiGeweigerd(
      `De aansluiting "${verboden.aansluiting}" draagt een naam die de ontwikkelcertificaten zelf gebruiken. Geef haar een andere naam.`,
    );
  await mkdir(map, { recursive: true, mode: 0o700 });
  return metSlot(join(map, '.slot'), async (verleng) => {
    await ruimTijdelijkeOp(map);
    // before the first key, so that no moment exists in which git would take one along
    await schrijfAlsAnders(join(map, '.gitignore'), GITIGNORE);
    return werkBij({ map, nu: opties.nu, verleng }, opties);
  });
}

async function werkBij(pki: PkiMap, opties: OntwikkelPkiOpties): Promise<OntwikkelPkiUitkomst> {
  const { opnieuw = false, slechte = false, aansluitingen } = opties;
  const gedaan: Record<'gemaakt' | 'vernieuwd' | 'ongewijzigd', string[]> = {
    gemaakt: [],
    vernieuwd: [],
    ongewijzigd: [],
  };
  const cas = await zorgVoorCas(pki, opnieuw);
  gedaan[cas.stand].push('ca');
  for (const wens of HUB_WENSEN) gedaan[await stand(pki, cas.tussen, wens, opnieuw)].push(wens.bestand);
  const regels: CertsJsonRegel[] = [];
  for (const aansluiting of aansluitingen.filter(({ oin }) => isTestOin(oin))) {
    await pki.verleng();
    const wens = { bestand: aansluiting.aansluiting, ...aansluiting, vanHub: false };
    const blad = await zorgVoorBlad(pki, cas.tussen, wens, opnieuw);
    gedaan[blad.stand].push(wens.bestand);
    const { vingerafdruk, totMs } = blad.certificaat;
    regels.push(regelVan(aansluiting, vingerafdruk, new Date(totMs)));
  }
  const bad = slechte ? await zorgVoorSlechte(pki, cas, opnieuw) : undefined;
  if (bad !== undefined) gedaan[bad.gemaakt ? 'gemaakt' : 'ongewijzigd'].push(SLECHTE_MAP);
  gedaan[await zorgVoorCrl(pki, cas, bad === undefined ? [] : [bad.intrekken])].push('crl');
  await schrijfAlsAnders(join(pki.map, 'certs.json'), `${JSON.stringify(regels, undefined, 2)}\n`);
  const overgeslagen = aansluitingen.filter(({ oin }) => !isTestOin(oin)).map(({ aansluiting }) => aansluiting);
  return { ...gedaan, overgeslagen, regels };
}

const HUB_WENSEN: readonly BladWens[] = [
  { bestand: 'hub', naam: 'Knooppunt ONTWIKKEL', oin: HUB_OIN, sleutelsoort: 'ec', vanHub: true },
  { bestand: 'hub-rsa', naam: 'Knooppunt ONTWIKKEL', oin: HUB_OIN, sleutelsoort: 'rsa', vanHub: true },
];

async function stand(pki: PkiMap, ca: OntwikkelCa, wens: BladWens, opnieuw: boolean): ReturnType<typeof zorgVoorCrl> {
  return (await zorgVoorBlad(pki, ca, wens, opnieuw)).stand;
}

function regelVan(
  { aansluiting, naam, oin, partijen }: PkiAansluiting,
  vingerafdruk: string,
  geldigTot: Date,
): CertsJsonRegel {
  return {
    aansluiting,
    naam,
    oin,
    partijen,
    sleutel: `${aansluiting}.key.pem`,
    certificaat: `${aansluiting}.crt.pem`,
    vingerafdruk,
    geldigTot: geldigTot.toISOString(),
  };
}

async function schrijfAlsAnders(pad: string, inhoud: string): Promise<void> {
  if ((await readFile(pad, 'utf8').catch(() => undefined)) !== inhoud) await schrijfBestand(pad, inhoud);
}

/** Only the holder of the lock writes, so what is half written now was left behind by a crash. */
async function ruimTijdelijkeOp(map: string): Promise<void> {
  const namen = (await readdir(map)).filter((naam) => naam.endsWith(TIJDELIJK));
  await Promise.all(namen.map((naam) => rm(join(map, naam), { force: true })));
}
