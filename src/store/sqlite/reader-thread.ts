import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { leesFaalpunt } from './faalpunt.ts';
import { toFoutBericht } from './fouten.ts';
import { createLezers } from './lees/opdrachten.ts';
import type { Afloop, Faalpunt, LeesOpdrachten, NaarDraad, Opdracht, VanDraad } from './opdrachten.ts';
import { openKopieerder, openLezer } from './verbinding.ts';
import type { VerbindingOpties } from './verbinding.ts';

/** The thread that reads for pages, traces and lists; each query sees the last commit. */
function lees(poort: MessagePort, opties: VerbindingOpties, faalpunt: Faalpunt | undefined): void {
  const zeg = (bericht: VanDraad): void => poort.postMessage(bericht);
  const verbindingen: ReturnType<typeof openLezer>[] = [];
  let lezers: ReturnType<typeof createLezers>;
  try {
    const db = openLezer(opties);
    verbindingen.push(db);
    const kopieerder = openKopieerder(opties);
    verbindingen.push(kopieerder);
    lezers = createLezers(db, kopieerder);
  } catch (fout) {
    for (const verbinding of verbindingen) verbinding.close();
    zeg({ soort: 'niet_open', fout: toFoutBericht(fout) });
    return;
  }
  poort.on('message', (bericht: NaarDraad<LeesOpdrachten>) => {
    switch (bericht.soort) {
      case 'groep':
        zeg({ soort: 'groep', aflopen: bericht.opdrachten.map((opdracht) => beantwoord(lezers, opdracht, faalpunt)) });
        break;
      case 'checkpoint':
        break;
      case 'sluit':
        for (const verbinding of verbindingen) verbinding.close();
        zeg({ soort: 'dicht' });
        poort.close();
        break;
    }
  });
  zeg({ soort: 'open' });
}

function beantwoord(
  lezers: ReturnType<typeof createLezers>,
  [soort, invoer]: Opdracht<LeesOpdrachten>,
  faalpunt: Faalpunt | undefined,
): Afloop {
  try {
    faalpunt?.(`${soort}.lees`);
    // the pair (name, input) was typed as one when it was made; the compiler cannot follow it through a lookup
    return [true, (lezers[soort] as (invoer: unknown) => unknown)(invoer)];
  } catch (fout) {
    return [false, toFoutBericht(fout)];
  }
}

if (parentPort !== null) {
  const opties = workerData as VerbindingOpties;
  lees(parentPort, opties, await leesFaalpunt(opties));
}
