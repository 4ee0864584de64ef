import { join } from 'node:path';
import { StartGeweigerd } from './compose-fout.ts';
import { createHerwikkelaar } from './deliver/herwikkelaar.ts';
import { createPayloadKluis } from './keys/payload-kluis.ts';
import type { PayloadHerwikkelaar, PayloadKluis } from './keys/port.ts';
import { createSleutelbord, type Sleutelbord } from './keys/sleutelbord.ts';
import { maakNieuweKek, openSleutelmap, type HubGeheimen } from './keys/sleutelmap.ts';
import type { Klok, Logger } from './observe/port.ts';
import type { SleutelOpslag, SleutelWisselaar } from './store/sleutel-port.ts';

/** The keys that a hub starts with. */
export interface HubSleutelkast {
  readonly geheimen: HubGeheimen;
  readonly bord: Sleutelbord;
  readonly kluis: PayloadKluis & PayloadHerwikkelaar;
}

const mapVan = (dataMap: string): string => join(dataMap, 'sleutels');

/** Reads the keys; makes them when there is no database yet. @throws SleutelOntbreekt */
export async function openSleutelkast(dataMap: string, databaseBestaat: boolean): Promise<HubSleutelkast> {
  const geheimen = await openSleutelmap({ map: mapVan(dataMap), databaseBestaat });
  const bord = createSleutelbord(geheimen.keks, geheimen.kekActief);
  return { geheimen, bord, kluis: createPayloadKluis(bord) };
}

/** Changes keys, and goes on with a change that was under way. */
export interface HubSleutelwissel extends SleutelWisselaar {
  close(): Promise<void>;
}

/**
 * Builds the change of key-encryption keys, in this order: the key is on disk, the act is in the store, the key hangs on
 * the board where it seals. A crash after the first leaves a key that the next start takes into use, and writes down.
 * @throws StartGeweigerd when the database was written under a key that is not there
 */
export async function openSleutelwissel(delen: {
  readonly dataMap: string;
  readonly kast: HubSleutelkast;
  readonly opslag: SleutelOpslag;
  readonly klok: Klok;
  readonly log: Logger;
}): Promise<HubSleutelwissel> {
  const { kast, opslag, klok, log, dataMap } = delen;
  const { kekActief } = kast.geheimen;
  const laatste = (await opslag.wissels()).at(-1)?.versie ?? 1;
  if (laatste > kekActief)
    throw new StartGeweigerd(
      `De database is geschreven onder sleutel kek-${laatste}, en die ontbreekt in ${mapVan(dataMap)}. Zet hem terug uit de reservekopie van de sleutelmap.`,
    );
  if (laatste < kekActief) {
    const reden = 'bij het starten stond er een nieuwere sleutel in de sleutelmap';
    await opslag.wissel({ actor: 'hub', reden, nu: klok.nu() }, kekActief, { onafgerond: true });
  }
  const herwikkelaar = createHerwikkelaar({ opslag, kluis: kast.kluis, klok, log });
  herwikkelaar.wek();

  let bezig: Promise<unknown> = Promise.resolve();
  const eenVoorEen = <T>(doe: () => Promise<T>): Promise<T> => {
    const uit = bezig.then(doe);
    bezig = uit.catch(() => undefined);
    return uit;
  };

  return {
    lijst: () => opslag.wissels(),
    wissel: (handeling) =>
      eenVoorEen(async () => {
        if ((await opslag.wissels()).some(({ klaarOp }) => klaarOp === undefined)) return 'niet_nu';
        const nieuw = await maakNieuweKek(mapVan(dataMap));
        const { versie, sleutel } = nieuw;
        const uit = await opslag.wissel(handeling, versie);
        if (uit !== 'gedaan') {
          await nieuw.vervallen();
          return uit;
        }
        kast.bord.hangOp(versie, sleutel);
        herwikkelaar.wek();
        log.info('nieuwe sleutel voor bewaarde inhoud', { versie: `kek-${versie}` });
        return { versie };
      }),
    close: () => herwikkelaar.close(),
  };
}
