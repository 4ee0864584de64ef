import { Piscina } from 'piscina';
import type { BenchBericht } from '../berichten.ts';
import { vatSamen, type Cijfers } from '../statistiek.ts';
import { verbruik } from './meet.ts';

/** @returns CPU microseconds, over both threads, of a job that does nothing with its message: 64 under way at once. */
export async function meetHop(berichten: readonly BenchBericht[], rondes: number): Promise<Cijfers> {
  const piscina = new Piscina({
    filename: new URL('./hop-draad.js', import.meta.url).href,
    name: 'doe',
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Infinity,
    recordTiming: false,
  });
  const uit: number[] = [];
  for (let ronde = 0; ronde <= rondes; ronde += 1) {
    const voor = process.cpuUsage();
    let aantal = 0;
    for (let keer = 0; keer < 10; keer += 1) {
      for (let i = 0; i < berichten.length; i += 64) {
        const deel = berichten.slice(i, i + 64);
        await Promise.all(deel.map(({ xml }) => piscina.run({ inhoud: xml })));
        aantal += deel.length;
      }
    }
    // the first round compiles
    if (ronde > 0) uit.push(verbruik(voor) / aantal);
  }
  await piscina.destroy();
  return vatSamen(uit);
}
