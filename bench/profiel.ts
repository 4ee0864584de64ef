import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { proef } from './accept-proef.ts';
import { maakBerichten } from './berichten.ts';
import { startLastgever } from './meet-server.ts';
import { maakOpstelling } from './opstelling.ts';

/**
 * Not a bench: runs the hub once under load with Node's own CPU profiler, one profile per thread, for who wants to know
 * where the time goes. `node dist/bench/profiel.js MAP [AANTAL] [rsa|ec] [jades|rfc9421] [hub|baseline]`; MAP `-` = without profiler.
 */
/** Flags for Node of the server under test, to try what they do. */
const vlaggen = (process.env['BENCH_NODE_OPTIES'] ?? '').split(' ').filter((vlag) => vlag !== '');
const [uit = 'profielen', aantal = '6000', sleutels = 'ec', profiel = 'jades', soort = 'hub'] = process.argv.slice(2);
const map = mkdtempSync(join(tmpdir(), 'knooppunt-profiel-'));
const lastgever = startLastgever();
try {
  if (uit !== '-') mkdirSync(uit, { recursive: true });
  const opstelling = await maakOpstelling(map, sleutels === 'rsa' ? 'rsa' : 'ec');
  const ronde = await proef({
    soort: soort === 'baseline' ? 'baseline' : 'hub',
    profiel: profiel === 'rfc9421' ? 'rfc9421' : 'jades',
    opstelling,
    lastgever,
    berichten: maakBerichten(Number(aantal) + 4000, 7),
    opwarmen: 4000,
    verbindingen: 64,
    map,
    execArgv:
      uit === '-' ? vlaggen : [...vlaggen, '--cpu-prof', `--cpu-prof-dir=${resolve(uit)}`, '--cpu-prof-interval=200'],
  });
  process.stdout.write(`${JSON.stringify(ronde, undefined, 2)}\n`);
} finally {
  await lastgever.stop();
  rmSync(map, { recursive: true, force: true });
}
