import type { Database } from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { leesFaalpunt } from './faalpunt.ts';
import { isVol, toFoutBericht } from './fouten.ts';
import { migreer } from './migraties/migreer.ts';
import type { Faalpunt, NaarDraad, SchrijfOpdrachten, VanDraad } from './opdrachten.ts';
import { createGroep } from './schrijf/groep.ts';
import { createKern } from './schrijf/kern.ts';
import { createUitvoerders } from './schrijf/opdrachten.ts';
import { bezet, openSchrijver } from './verbinding.ts';
import type { VerbindingOpties } from './verbinding.ts';
import { createVerwijderlog, verwijderMap } from './verwijderlog.ts';

/** Above so many pages of log (32 MB) the reader thread is asked to copy it into the database file. */
const MAX_PAGINAS_IN_LOG = 8192;

/** Looking at the length of the log takes locks: once in so many groups is enough. */
const KIJK_NA_GROEPEN = 8;

/** The thread that owns the one connection that writes. Its outcomes go back in the order of the commands. */
function schrijf(poort: MessagePort, opties: VerbindingOpties, faalpunt: Faalpunt | undefined): void {
  const zeg = (bericht: VanDraad): void => poort.postMessage(bericht);
  let open: ReturnType<typeof openAlles>;
  try {
    open = openAlles(opties, faalpunt);
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
        const checkpoint = groepen % KIJK_NA_GROEPEN === 0 && paginasInLog(db) > MAX_PAGINAS_IN_LOG;
        zeg({ soort: 'groep', ...afloop, checkpoint });
        break;
      }
      case 'checkpoint':
        kopieerRest(db);
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

function openAlles(
  opties: VerbindingOpties,
  faalpunt: Faalpunt | undefined,
): {
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
    const uitvoerders = createUitvoerders(kern, createVerwijderlog(verwijderMap(opties.pad)));
    probeer(db, () => uitvoerders.proefSchrijven(undefined, []));
    return { db, slot, voerGroepUit: createGroep(kern, uitvoerders, faalpunt) };
  } catch (fout) {
    db?.close();
    slot.close();
    throw fout;
  }
}

/**
 * A store that may not be written is worse than none: it says so when it opens, not at the first message. One that is
 * full does open: what it holds can be read, and every write says that it is full.
 */
function probeer(db: Database, proef: () => void): void {
  try {
    db.transaction(proef).immediate();
  } catch (fout) {
    if (!isVol(fout)) throw fout;
  }
}

/** Copies what little was added since the reader copied the rest; then the log starts again at its beginning. */
function kopieerRest(db: Database): void {
  try {
    db.pragma('wal_checkpoint(passive)');
  } catch {
    // nothing is lost: the log keeps it. What is wrong with the disk, the next write says to someone who waits
  }
}

/** Pages in the log; its file never shrinks by itself, so its size says nothing. */
function paginasInLog(db: Database): number {
  const [stand] = db.pragma('wal_checkpoint(noop)') as { readonly log: number }[];
  return stand?.log ?? 0;
}

if (parentPort !== null) {
  const opties = workerData as VerbindingOpties;
  schrijf(parentPort, opties, await leesFaalpunt(opties));
}
