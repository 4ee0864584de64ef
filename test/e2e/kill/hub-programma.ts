import { parseArgs } from 'node:util';
import { openHub } from '../../../src/compose.ts';
import { leesConfig } from '../../../src/config/config.ts';
import { createKlok } from '../../../src/observe/clock.ts';
import { createLogger } from '../../../src/observe/logger.ts';
import { PROJECT } from '../proef-hub.ts';

/**
 * A hub that can be killed at a named place and whose wall clock can be set. It stops and reloads on the signals of
 * `knooppunt start`.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    config: { type: 'string' },
    verzet: { type: 'string', default: '0' },
  },
});
const gelezen = leesConfig({
  ...(values.config === undefined ? {} : { bestand: values.config }),
  overschrijf: { dataMap: values.data!, poort: values.port! },
  pakketMap: PROJECT,
  cores: 2,
});
if (!gelezen.ok) throw new Error(JSON.stringify(gelezen.fout));

const echt = createKlok();
let verzetMs = Number(values.verzet);
const log = createLogger('info', process.stderr);
const hub = await openHub(gelezen.waarde, log, {
  messageWorker: new URL('./dodelijke-worker.js', import.meta.url),
  faalpunten: new URL('./val.js', import.meta.url),
  klok: { ...echt, nu: () => new Date(echt.nu().getTime() + verzetMs) },
});

process.on('message', (naar: { readonly verzetMs: number }) => {
  verzetMs = naar.verzetMs;
  process.send?.('verzet');
});
process.on('SIGHUP', () => void hub.herlaad());
process.once('SIGTERM', () => {
  void hub.close().then(async () => {
    await log.close();
    process.disconnect();
  });
});
