import type { KeyObject } from 'node:crypto';
import { geefUit } from './certificaat-uitgeven.ts';
import { splitsCas } from './certificaat-bronnen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import { ONTWIKKEL_ROOT, ONTWIKKEL_TUSSEN } from './ontwikkel-namen.ts';
import {
  DAG_MS,
  leesCertificaten,
  leesEigen,
  leesSleutel,
  maakSleutel,
  schrijfCertificaten,
  schrijfSleutel,
} from './pki-map.ts';
import type { PkiMap } from './pki-map.ts';

/** A CA of the development PKI, ready to sign. */
export interface OntwikkelCa {
  readonly certificaat: GelezenCertificaat;
  /** @throws OntwikkelPkiBeschadigd when the key file is not there or is another key. */
  sleutel(): Promise<KeyObject>;
}

/** The two CAs, and whether they are new. */
export interface OntwikkelCas {
  readonly root: OntwikkelCa;
  readonly tussen: OntwikkelCa;
  readonly stand: 'gemaakt' | 'vernieuwd' | 'ongewijzigd';
}

/** The folder holds parts that do not belong together; only a person can say what should happen. */
export class OntwikkelPkiBeschadigd extends Error {
  override readonly name = 'OntwikkelPkiBeschadigd';
  readonly code = 'ONTWIKKEL_PKI';
}

const BESTAND = 'ca.pem';
const ROOT_SLEUTEL = 'root.key.pem';
const TUSSEN_SLEUTEL = 'intermediate.key.pem';
const ROOT_DAGEN = 3650;
const TUSSEN_DAGEN = 1825;
/** A CA is signed again, with the same key, while a leaf of a year still fits in. */
const MARGE_MS = 400 * DAG_MS;
const ACHTERUIT_MS = 3_600_000;

/** Makes the CAs when they are not there; signs them again, keys kept, when they end within 400 days. */
export async function zorgVoorCas(pki: PkiMap, opnieuw: boolean): Promise<OntwikkelCas> {
  const [[root], [tussen]] = splitsCas(await leesCertificaten(pki, BESTAND));
  if (opnieuw || root === undefined || tussen === undefined) return maakCas(pki);
  const kort = [root, tussen].some(({ totMs }) => totMs - pki.nu.getTime() < MARGE_MS);
  const cas = { root: alsCa(pki, root, ROOT_SLEUTEL), tussen: alsCa(pki, tussen, TUSSEN_SLEUTEL) };
  if (!kort) return { ...cas, stand: 'ongewijzigd' };
  const sleutels = { root: await cas.root.sleutel(), tussen: await cas.tussen.sleutel() };
  return { ...(await tekenCas(pki, sleutels)), stand: 'vernieuwd' };
}

async function maakCas(pki: PkiMap): Promise<OntwikkelCas> {
  const root = await maakSleutel('rsa', 4096);
  await pki.verleng();
  const tussen = await maakSleutel('rsa', 3072);
  await schrijfSleutel(pki, ROOT_SLEUTEL, root);
  await schrijfSleutel(pki, TUSSEN_SLEUTEL, tussen);
  return { ...(await tekenCas(pki, { root, tussen })), stand: 'gemaakt' };
}

async function tekenCas(
  pki: PkiMap,
  sleutels: { readonly root: KeyObject; readonly tussen: KeyObject },
): Promise<Pick<OntwikkelCas, 'root' | 'tussen'>> {
  const nuMs = pki.nu.getTime();
  const termijn = (dagen: number): { van: Date; tot: Date } => ({
    van: new Date(nuMs - ACHTERUIT_MS),
    tot: new Date(nuMs + dagen * DAG_MS),
  });
  const root = await geefUit(
    { naam: ONTWIKKEL_ROOT, sleutel: sleutels.root, ...termijn(ROOT_DAGEN), gebruik: 'ca', padLengte: 1 },
    { der: undefined, sleutel: sleutels.root },
  );
  const tussen = await geefUit(
    { naam: ONTWIKKEL_TUSSEN, sleutel: sleutels.tussen, ...termijn(TUSSEN_DAGEN), gebruik: 'ca', padLengte: 0 },
    { der: root, sleutel: sleutels.root },
  );
  await schrijfCertificaten(pki, BESTAND, [root, tussen]);
  return {
    root: alsCa(pki, leesEigen(root), ROOT_SLEUTEL),
    tussen: alsCa(pki, leesEigen(tussen), TUSSEN_SLEUTEL),
  };
}

function alsCa(pki: PkiMap, certificaat: GelezenCertificaat, bestand: string): OntwikkelCa {
  return {
    certificaat,
    async sleutel() {
      const sleutel = await leesSleutel(pki, bestand);
      if (sleutel !== undefined && certificaat.x509.checkPrivateKey(sleutel)) return sleutel;
      throw new OntwikkelPkiBeschadigd(
        `In de map ${pki.map} hoort ${bestand} niet bij ca.pem, of het ontbreekt. Zet het bestand terug, of maak alle ontwikkelcertificaten nieuw met "knooppunt certs --opnieuw".`,
      );
    },
  };
}
