import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { toFoutBericht } from './fouten.ts';
import { migreer } from './migraties/migreer.ts';
import type { NaarDraad, SchrijfOpdrachten, VanDraad } from './opdrachten.ts';
import { createGroep } from './schrijf/groep.ts';
import { createKern } from './schrijf/kern.ts';
import { createUitvoerders } from './schrijf/opdrachten.ts';
import { bezet, openSchrijver } from './verbinding.ts';
import type { VerbindingOpties } from './verbinding.ts';

/** Above so many bytes of log the reader thread is asked to copy it into the database file: 32 MB. */
const CHECKPOINT_BYTES = 33_554_432;

/** Looking at the size of the log costs a system call: once in so many groups is enough. */
const KIJK_NA_GROEPEN = 8;

/** The thread that owns the one connection that writes. Its outcomes go back in the order of the commands. */
function schrijf(poort: MessagePort, opties: VerbindingOpties): void {
  const zeg = (bericht: VanDraad): void => poort.postMessage(bericht);
  let open: ReturnType<typeof openAlles>;
  try {
    open = openAlles(opties);
  } catch (fout) {
    zeg({ soort: 'niet_open', fout: toFoutBericht(fout) });
    return;
  }
  const { db, slot, voerGroepUit } = open;
  let groepen = 0;
  poort.on('message', (bericht: NaarDraad<SchrijfOpdrachten>) => {
    switch (bericht.soort) {
      case 'groep': {
        const afloop = voerGroepUit(bericht.opdrachten, bericht.bytes);
        groepen += 1;
        const checkpoint = groepen % KIJK_NA_GROEPEN === 0 && walBytes(opties.pad) > CHECKPOINT_BYTES;
        zeg({ soort: 'groep', ...afloop, checkpoint });
        break;
      }
      case 'checkpoint':
        // what little was added since the reader copied the rest; after it the log starts again at its beginning
        db.pragma('wal_checkpoint(passive)');
        break;
      case 'sluit':
        db.close();
        slot.close();
        zeg({ soort: 'dicht' });
        poort.close();
        break;
    }
  });
  zeg({ soort: 'open' });
}

function openAlles(opties: VerbindingOpties): {
  readonly db: ReturnType<typeof openSchrijver>;
  readonly slot: ReturnType<typeof bezet>;
  readonly voerGroepUit: ReturnType<typeof createGroep>;
} {
  const slot = bezet(opties.pad);
  let db: ReturnType<typeof openSchrijver> | undefined;
  try {
    db = openSchrijver(opties);
    migreer(db);
    const kern = createKern(db);
    const uitvoerders = createUitvoerders(kern);
    return { db, slot, voerGroepUit: createGroep(kern, uitvoerders) };
  } catch (fout) {
    db?.close();
    slot.close();
    throw fout;
  }
}

function walBytes(pad: string): number {
  return statSync(`${pad}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

if (parentPort !== null) schrijf(parentPort, workerData as VerbindingOpties);
