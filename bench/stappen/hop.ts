import { createXmlWerkers } from '../../src/validate/worker/xml-werkers.ts';
import type { BenchBericht } from '../berichten.ts';
import { vatSamen, type Cijfers } from '../statistiek.ts';
import { verbruik } from './meet.ts';

/** @returns CPU microseconds, over both threads, of a job that does nothing with its message: 64 under way at once. */
export async function meetHop(berichten: readonly BenchBericht[], rondes: number): Promise<Cijfers> {
  const werkers = await createXmlWerkers<{ readonly inhoud: Uint8Array }, unknown>({
    script: new URL('./hop-draad.js', import.meta.url),
    workerData: undefined,
    aantal: 1,
    tijdslimietMs: 10_000,
    maxGeheugenMb: 64,
    grootVanafBytes: 1_000_000,
  });
  const uit: number[] = [];
  for (let ronde = 0; ronde <= rondes; ronde += 1) {
    const voor = process.cpuUsage();
    let aantal = 0;
    for (let keer = 0; keer < 10; keer += 1) {
      for (let i = 0; i < berichten.length; i += 64) {
        const deel = berichten.slice(i, i + 64);
        await Promise.all(deel.map(({ xml }) => werkers.doe({ inhoud: xml }, xml.length)));
        aantal += deel.length;
      }
    }
    // the first round compiles
    if (ronde > 0) uit.push(verbruik(voor) / aantal);
  }
  await werkers.close();
  return vatSamen(uit);
}
