import type { Metrieken } from '../../observe/port.ts';
import { NietBeoordeeld } from './niet-beoordeeld.ts';
import { startWerker } from './werker.ts';
import type { Werker, WerkerOpties } from './werker.ts';

/** How the pool is made. */
export interface XmlWerkersOpties extends WerkerOpties {
  /** Number of threads for ordinary documents. */
  readonly aantal: number;
  /** A document larger than this goes to the lane of its own, one at a time. */
  readonly grootVanafBytes: number;
  /** A thread whose WASM memory is larger than this after a job is replaced: it never shrinks. Default 64. */
  readonly vervangBovenMb?: number;
  readonly metrieken?: Pick<Metrieken, 'teller'>;
}

/** A pool of threads that judge documents. */
export interface XmlWerkers<I, O> {
  /**
   * Does a job. One that crashes, hangs or outgrows its memory is tried once more, alone in a fresh thread.
   * @param grootteBytes size of the job's document: decides the lane.
   * @throws NietBeoordeeld after the second try, or when the pool is closing.
   */
  doe(invoer: I, grootteBytes: number): Promise<O>;
  /** Jobs that wait for a thread. */
  wachtend(): number;
  /** Finishes what it took, then stops the threads. Idempotent. */
  close(): Promise<void>;
}

interface Opdracht<I, O> {
  readonly invoer: I;
  readonly klaar: (uitvoer: O) => void;
  readonly mislukt: (fout: NietBeoordeeld) => void;
}

/** Threads that share a queue. */
interface Baan<I, O> {
  readonly doe: (invoer: I) => Promise<O>;
  readonly start: () => Promise<void>;
  readonly wachtend: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Makes the pool. Resolves when all threads have loaded their script; that for large documents starts at the first one.
 * @throws WerkerStartMislukt with the reason when the script does not load; no thread is left.
 */
export async function createXmlWerkers<I, O>(opties: XmlWerkersOpties): Promise<XmlWerkers<I, O>> {
  const gewoon = createBaan<I, O>(opties, opties.aantal);
  // the thread for large documents is let go when it has grown: the next one may be long in coming
  const groot = createBaan<I, O>(opties, 1, { hergebruik: false });
  let gesloten: Promise<void> | undefined;
  const close = (): Promise<void> => {
    gesloten ??= Promise.all([gewoon.close(), groot.close()]).then(() => undefined);
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
      return (grootteBytes > opties.grootVanafBytes ? groot : gewoon).doe(invoer);
    },
    wachtend: () => gewoon.wachtend() + groot.wachtend(),
  };
}

function createBaan<I, O>(opties: XmlWerkersOpties, aantal: number, { hergebruik } = { hergebruik: true }): Baan<I, O> {
  const maxBytes = (opties.vervangBovenMb ?? 64) * 1_048_576;
  const wachtrij: Opdracht<I, O>[] = [];
  /** Threads at rest. A place whose thread is at work is in neither list. */
  const vrij: Werker<I, O>[] = [];
  const bezig = new Set<Promise<void>>();
  let gestart = 0;

  const neem = (): Werker<I, O> | undefined => {
    const werker = vrij.pop();
    if (werker !== undefined || gestart >= aantal) return werker;
    gestart += 1;
    return startWerker<I, O>(opties);
  };
  const vervang = (oud: Werker<I, O>): Werker<I, O> => {
    opties.metrieken?.teller('worker_vervangen');
    void oud.sluit();
    return startWerker<I, O>(opties);
  };
  /** What becomes of a thread after a job that went well. */
  const naGebruik = (werker: Werker<I, O>, geheugenBytes: number): Werker<I, O> | undefined => {
    if (geheugenBytes <= maxBytes) return werker;
    if (hergebruik) return vervang(werker);
    void werker.sluit();
    return undefined;
  };

  /** Does a job on a thread. @returns the thread that takes its place, if any. */
  const verwerk = async (werker: Werker<I, O>, opdracht: Opdracht<I, O>): Promise<Werker<I, O> | undefined> => {
    const eerste = await probeer(werker, opdracht.invoer);
    if (eerste.ok) {
      opdracht.klaar(eerste.uitvoer);
      return naGebruik(werker, eerste.geheugenBytes);
    }
    const vers = vervang(werker);
    const tweede = await probeer(vers, opdracht.invoer);
    if (tweede.ok) {
      opdracht.klaar(tweede.uitvoer);
      return naGebruik(vers, tweede.geheugenBytes);
    }
    opdracht.mislukt(new NietBeoordeeld(tweede.reden, tweede.spoor));
    return vervang(vers);
  };

  const pomp = (): void => {
    while (wachtrij.length > 0) {
      const werker = neem();
      if (werker === undefined) return;
      const opdracht = wachtrij.shift();
      if (opdracht === undefined) return;
      const werk = verwerk(werker, opdracht).then((rust) => {
        if (rust === undefined) gestart -= 1;
        else vrij.push(rust);
        bezig.delete(werk);
        pomp();
      });
      bezig.add(werk);
    }
  };

  return {
    start: async () => {
      while (gestart < aantal) {
        gestart += 1;
        vrij.push(startWerker<I, O>(opties));
      }
      await Promise.all(vrij.map(({ geladen }) => geladen));
    },
    doe: (invoer) =>
      new Promise<O>((klaar, mislukt) => {
        wachtrij.push({ invoer, klaar, mislukt });
        pomp();
      }),
    wachtend: () => wachtrij.length,
    close: async () => {
      while (bezig.size > 0) await Promise.all(bezig);
      await Promise.all(vrij.splice(0).map((werker) => werker.sluit()));
    },
  };
}

/** A try that waits for the script to load first: loading is not held against the job. */
async function probeer<I, O>(werker: Werker<I, O>, invoer: I): ReturnType<Werker<I, O>['doe']> {
  try {
    await werker.geladen;
  } catch {
    return { ok: false, reden: 'onbekend' };
  }
  return werker.doe(invoer);
}
