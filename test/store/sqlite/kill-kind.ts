/** Registers messages from many hands at once, without end, and prints the id of each that was kept. */
import { writeSync } from 'node:fs';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { bericht, nieuweTraceerId } from '../../contract/bericht-store/voorbeeld.ts';

const HANDEN = 32;

const store = await createSqliteStore({ pad: process.argv[2] ?? '' });

async function registreer(): Promise<never> {
  for (;;) {
    const gekozen = nieuweTraceerId();
    // unique over all children: they share a database, and each counts its identificaties from one
    const uitkomst = await store.registreer(bericht({ gekozen, identificatie: gekozen.slice(0, 12) }));
    // synchronous: what is printed was resolved, and nothing that was printed is lost in a buffer
    if (uitkomst.soort === 'nieuw') writeSync(1, `${uitkomst.traceerId}\n`);
  }
}

await Promise.all(Array.from({ length: HANDEN }, registreer));
