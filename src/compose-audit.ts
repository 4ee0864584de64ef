import { join } from 'node:path';
import type { Config } from './config/port.ts';
import { laadHubSleutels } from './keys/hub-sleutels.ts';
import { openJournaalLezer } from './store/sqlite/lees/journaal.ts';
import { StoreOnbruikbaar } from './store/sqlite/fouten.ts';
import { legBreukVast, type BepaalBreuk } from './store/sqlite/reservekopie.ts';
import type { JournaalBreuk, JournaalLezer } from './store/journaal-port.ts';
import { bepaalBreuk } from './trace/bepaal-breuk.ts';
import { tekenBreuk } from './trace/journaal-breuk.ts';
import { koppenPad, leesKoppen } from './trace/koppen-bestand.ts';

/** Opens the journal of a database file to read, for `audit verify`. The caller closes it. @throws when there is none. */
export function openJournaal(pad: string): JournaalLezer {
  return openJournaalLezer(pad);
}

/** Who vouches for a cut, why, and when. */
export interface BreukVerklaring {
  readonly door: string;
  readonly reden: string;
  readonly nu: Date;
}

/** Says which errors are one Dutch sentence for who runs a command: nothing was changed. */
export function isTeMelden(fout: unknown): fout is Error {
  return fout instanceof Error && (fout.name === 'StoreOnbruikbaar' || fout.name === 'SleutelOntbreekt');
}

/**
 * Loads the hub's key and makes what signs a cut, if there is one.
 * @throws SleutelOntbreekt without the key: who can write in the folder alone cannot explain a cut away.
 */
export async function maakBreukTekenaar(
  { certificatenMap, dataMap }: Pick<Config, 'certificatenMap' | 'dataMap'>,
  { door, nu, reden }: BreukVerklaring,
): Promise<BepaalBreuk> {
  const { es256 } = await laadHubSleutels(certificatenMap);
  return (stand, oud) => {
    const breuk = bepaalBreuk({ stand, oud, bestand: leesKoppen(koppenPad(dataMap)) });
    if (!breuk.ok) throw new StoreOnbruikbaar(`${breuk.fout} Er is niets veranderd.`);
    if (breuk.waarde === undefined) return undefined;
    const wie = { door, reden, moment: nu.toISOString(), vingerafdruk: es256.vingerafdruk };
    return tekenBreuk({ ...breuk.waarde, ...wie }, es256.sleutel);
  };
}

/**
 * Writes down, for a hub that is stopped, why its file of heads and its database do not fit; the hub takes it up when it
 * starts.
 * @returns `undefined` when they fit. @throws StoreOnbruikbaar, SleutelOntbreekt: then nothing was changed.
 */
export async function verklaarBreuk(
  config: Pick<Config, 'certificatenMap' | 'dataMap'>,
  verklaring: BreukVerklaring,
): Promise<JournaalBreuk | undefined> {
  return legBreukVast(join(config.dataMap, 'knooppunt.db'), await maakBreukTekenaar(config, verklaring));
}
