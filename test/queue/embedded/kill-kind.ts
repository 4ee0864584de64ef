/** Publishes and consumes without end, and prints what was confirmed, what was got and what was done. */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { AansluitingId } from '../../../src/bericht/aansluiting.ts';
import type { TraceerId } from '../../../src/bericht/traceer-id.ts';
import { createEmbeddedWachtrij } from '../../../src/queue/embedded/embedded-wachtrij.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

const HANDEN = 8;
const PER_BEURT = 1_000_000;

const [, , pad = '', beurt = '0'] = process.argv;
const store = await createSqliteStore({ pad });
const wachtrij = createEmbeddedWachtrij({ opslag: store.wachtrij });
const aansluiting = 'gemeente-a' as AansluitingId;
let outboxId = Number(beurt) * PER_BEURT;

async function publiceer(): Promise<never> {
  for (;;) {
    outboxId += 1;
    const traceerId = randomUUID() as TraceerId;
    const uitkomst = await wachtrij.publiceer({ outboxId, aansluiting, traceerId, herlevering: false });
    if (uitkomst === 'bevestigd') writeSync(1, `bevestigd ${traceerId}\n`);
  }
}

await wachtrij.consumeer(aansluiting, { gelijktijdig: 4 }, async (item) => {
  writeSync(1, `gekregen ${item.traceerId}\n`);
  await item.klaar();
  writeSync(1, `klaar ${item.traceerId}\n`);
});
await Promise.all(Array.from({ length: HANDEN }, publiceer));
