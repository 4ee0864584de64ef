import { createXmlWerkers } from '../../../src/validate/worker/xml-werkers.ts';
import type { ProefTaak } from './proef-script.ts';

/** A process of its own that makes a pool, uses both lanes, and does not close it. */
const werkers = await createXmlWerkers<ProefTaak, number>({
  script: new URL('./proef-script.js', import.meta.url),
  workerData: undefined,
  aantal: 2,
  tijdslimietMs: 10_000,
  maxGeheugenMb: 64,
  grootVanafBytes: 1_000,
});
const klein = await werkers.doe({ soort: 'duurt', ms: 50 }, 1);
const groot = await werkers.doe({ soort: 'duurt', ms: 50 }, 1_001);
process.stdout.write(klein === groot ? 'dezelfde draad' : 'twee draden');
