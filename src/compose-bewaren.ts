import { join } from 'node:path';
import type { Bewaartermijnen } from './bericht/bewaartermijn.ts';
import { maakBreukTekenaar, type BreukVerklaring } from './compose-audit.ts';
import type { Config } from './config/port.ts';
import { controleerBewaren, type BewaarRapport } from './deliver/bewaar-controle.ts';
import { openSleutelmap } from './keys/sleutelmap.ts';
import { openBewaarLezer } from './store/sqlite/lees/bewaar-lezer.ts';
import {
  bevestigTijd,
  maakKopie,
  zetKopieTerug,
  type HerstelRapport,
  type KopieRapport,
} from './store/sqlite/reservekopie.ts';

const database = (dataMap: string): string => join(dataMap, 'knooppunt.db');

/** Copies the database of a hub that may be running. The keys are not in it. @throws StoreOnbruikbaar */
export function maakReservekopie(dataMap: string, naar: string): KopieRapport {
  return maakKopie(database(dataMap), naar);
}

/**
 * Puts a backup in the place of the database of a hub that is stopped, and records what cut that makes in the journal.
 * @throws StoreOnbruikbaar, SleutelOntbreekt: then nothing was changed.
 */
export async function zetReservekopieTerug(
  config: Pick<Config, 'certificatenMap' | 'dataMap'>,
  van: string,
  verklaring: BreukVerklaring,
): Promise<HerstelRapport & { readonly zonderSleutel: readonly number[] }> {
  const { dataMap } = config;
  const bepaal = await maakBreukTekenaar(config, verklaring);
  const rapport = zetKopieTerug(database(dataMap), van, verklaring.nu, bepaal);
  const bekend = await openSleutelmap({ map: join(dataMap, 'sleutels'), databaseBestaat: true }).then(
    ({ keks }) => keks,
    () => new Map<number, Buffer>(),
  );
  return { ...rapport, zonderSleutel: rapport.kekVersies.filter((versie) => !bekend.has(versie)) };
}

/** A person says that the clock is right, while the hub is stopped. @throws StoreOnbruikbaar */
export function bevestigKlok(dataMap: string, nu: Date): void {
  bevestigTijd(database(dataMap), nu);
}

/** Holds what is kept against the terms; the hub may be running. @throws StoreOnbruikbaar */
export async function controleerTermijnen(
  dataMap: string,
  termijnen: Bewaartermijnen,
  nu: Date,
): Promise<BewaarRapport> {
  const lezer = openBewaarLezer(database(dataMap));
  try {
    return await controleerBewaren(lezer, termijnen, nu);
  } finally {
    lezer.close();
  }
}
