import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openHub } from '../src/compose.ts';
import type { Config } from '../src/config/port.ts';
import { createLogger } from '../src/observe/logger.ts';
import type { Draden } from './cpu.ts';
import type { ServerAntwoord, ServerVraag } from './server-vorm.ts';

/** The hub as a process of its own: `node hub-proces.js CONFIG.json`. Speaks with the bench over IPC. */

const antwoord = (bericht: ServerAntwoord): void => void process.send?.(bericht);
const taken = (): number[] => readdirSync('/proc/self/task').map(Number);

const pad = process.argv[2] ?? '';
// the thread pool starts at its first use: before the threads are counted
await readFile(pad);
const config = JSON.parse(readFileSync(pad, 'utf8')) as Config;
const voor = new Set(taken());
const hub = await openHub(config, createLogger('warn', process.stderr));
antwoord({ soort: 'open', poort: hub.poort, ...draden() });

/** Threads get rising ids, and the hub starts them in this order: writer, reader, workers. */
function draden(): { readonly draden?: Draden } {
  const nieuw = taken()
    .filter((tid) => !voor.has(tid))
    .sort((a, b) => a - b);
  const [schrijver, lezer, ...werkers] = nieuw;
  if (schrijver === undefined || lezer === undefined || werkers.length !== config.workers.aantal) {
    process.stderr.write(`hub-proces: ${nieuw.length} nieuwe threads, de verdeling is niet te bepalen\n`);
    return {};
  }
  return { draden: { schrijver, lezer, werkers } };
}

/** The figures that the hub itself publishes. */
async function meting(naam: string): Promise<number> {
  const tekst = await (await fetch(`http://127.0.0.1:${hub.poort}/metrics`)).text();
  return Number(new RegExp(`^${naam} (.*)$`, 'm').exec(tekst)?.[1] ?? NaN);
}

process.on('message', (vraag: ServerVraag) => {
  void (async () => {
    if (vraag.soort === 'rust') {
      await hub.klaargezet();
      antwoord({
        soort: 'rust',
        commits: await meting('knooppunt_store_commits'),
        operaties: await meting('knooppunt_store_operaties'),
      });
    } else {
      await hub.close();
      process.exit(0);
    }
  })();
});
