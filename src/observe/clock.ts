import { performance } from 'node:perf_hooks';
import type { Klok } from './port.ts';

/** The real clock: the only place in `src/` that reads the time. */
export function createKlok(): Klok {
  return { nu: () => new Date(), monotoonMs: () => performance.now() };
}
