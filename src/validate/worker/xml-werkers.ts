import type { Metrieken } from '../../observe/port.ts';
import { createBaan } from './baan.ts';
import { NietBeoordeeld } from './niet-beoordeeld.ts';
import { TIKKEN_PER_LIMIET } from './werker.ts';
import type { WerkerOpties } from './werker.ts';

/** How the pool is made. */
export interface XmlWerkersOpties extends WerkerOpties {
  /** Number of threads for ordinary documents. */
  readonly aantal: number;
  /** A document larger than this goes to the lane of its own, one at a time. */
  readonly grootVanafBytes: number;
  /** Jobs that each thread for ordinary documents has at most. Default 16. */
  readonly plekken?: number;
  /** A thread whose WASM memory is larger than this after a job is replaced: it never shrinks. Default 64. */
  readonly vervangBovenMb?: number;
  readonly metrieken?: Pick<Metrieken, 'teller'>;
}

/** A pool of threads that judge documents. */
export interface XmlWerkers<I, O> {
  /**
   * Does a job. One that crashes, hangs or outgrows its memory is tried once more, alone in a fresh thread. The time
   * limit counts from the moment that a thread begins with it; the jobs behind it in that thread simply run again.
   * @param grootteBytes size of the job's document: decides the lane.
   * @throws NietBeoordeeld after the second try, or when the pool is closing.
   */
  doe(invoer: I, grootteBytes: number): Promise<O>;
  /** Jobs that wait for a thread. */
  wachtend(): number;
  /** Finishes what it took, then stops the threads. Idempotent. */
  close(): Promise<void>;
}

/**
 * Makes the pool. Resolves when all threads have loaded their script; that for large documents starts at the first one.
 * @throws WerkerStartMislukt with the reason when the script does not load; no thread is left.
 */
export async function createXmlWerkers<I, O>(opties: XmlWerkersOpties): Promise<XmlWerkers<I, O>> {
  const { grootVanafBytes, plekken = 16, vervangBovenMb = 64, tijdslimietMs, metrieken } = opties;
  const elk = {
    ...opties,
    vervangBovenBytes: vervangBovenMb * 1_048_576,
    vervangen: () => metrieken?.teller('worker_vervangen'),
  };
  const gewoon = createBaan<I, O>({ ...elk, plekken, vast: true });
  // the thread for large documents is let go when it has grown: the next one may be long in coming
  const groot = createBaan<I, O>({ ...elk, aantal: 1, plekken: 1, vast: false });
  // one timer for all threads; a job keeps its thread, and that the process, alive
  const tik = (): void => {
    gewoon.tik();
    groot.tik();
  };
  const wekker = setInterval(tik, Math.ceil(tijdslimietMs / TIKKEN_PER_LIMIET)).unref();

  let gesloten: Promise<void> | undefined;
  const close = (): Promise<void> => {
    gesloten ??= Promise.all([gewoon.close(), groot.close()]).then(() => clearInterval(wekker));
    return gesloten;
  };
  try {
    await gewoon.start();
  } catch (fout) {
    await close();
    throw fout;
  }
  return {
    close,
    doe: (invoer, grootteBytes) => {
      if (gesloten !== undefined) return Promise.reject(new NietBeoordeeld('onbekend'));
      return (grootteBytes > grootVanafBytes ? groot : gewoon).doe(invoer);
    },
    wachtend: () => gewoon.wachtend() + groot.wachtend(),
  };
}
