import { Piscina } from 'piscina';
import type { DraadTaak, DraadUitkomst } from './draad-taak.ts';
import { WerkerStartMislukt } from './niet-beoordeeld.ts';
import type { NietBeoordeeldReden } from './niet-beoordeeld.ts';

/** How the threads of a pool are made. */
export interface WerkerOpties {
  readonly script: URL;
  readonly workerData: unknown;
  readonly tijdslimietMs: number;
  readonly maxGeheugenMb: number;
}

/** How a try ended. */
export type Poging<O> =
  | { readonly ok: true; readonly uitvoer: O; readonly geheugenBytes: number }
  | { readonly ok: false; readonly reden: NietBeoordeeldReden; readonly spoor?: string };

/** One thread. Takes one job at a time; after a failed try it is not to be used again. */
export interface Werker<I, O> {
  /** Resolves when the script is loaded. @throws WerkerStartMislukt */
  readonly geladen: Promise<void>;
  /** Never rejects: a crash, a hang and a full memory are outcomes. */
  doe(invoer: I): Promise<Poging<O>>;
  sluit(): Promise<void>;
}

const DRAAD = new URL('./draad.js', import.meta.url).href;

/**
 * Starts a thread. A piscina of one: it knows how to end an endless loop and a worker without memory, and a whole one
 * can be retired between two jobs, which a single worker of a larger piscina cannot.
 */
export function startWerker<I, O>({ script, workerData, tijdslimietMs, maxGeheugenMb }: WerkerOpties): Werker<I, O> {
  const piscina = new Piscina<DraadTaak<I>, DraadUitkomst<O>>({
    filename: DRAAD,
    name: 'doe',
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Infinity,
    recordTiming: false,
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: maxGeheugenMb },
  });
  // a thread that dies between jobs is noticed by the next job
  piscina.on('error', () => undefined);

  const laad = async (): Promise<void> => {
    const taak = { soort: 'laad', script: script.href, maxBytes: maxGeheugenMb * 1_048_576 } as const;
    const uitkomst = await piscina
      .run(taak)
      .catch((): DraadUitkomst<O> => ({ soort: 'laden_mislukt', uitleg: 'de werker stopte' }));
    if (uitkomst.soort === 'laden_mislukt') throw new WerkerStartMislukt(uitkomst.uitleg);
  };
  const geladen = laad();
  // told to whoever waits for it; nobody may
  geladen.catch(() => undefined);

  const doe = async (invoer: I): Promise<Poging<O>> => {
    const afbreker = new AbortController();
    const wekker = setTimeout(() => afbreker.abort(), tijdslimietMs);
    try {
      const uitkomst = await piscina.run({ soort: 'doe', invoer }, { signal: afbreker.signal });
      if (uitkomst.soort === 'gedaan')
        return { ok: true, uitvoer: uitkomst.uitvoer, geheugenBytes: uitkomst.geheugenBytes };
      return uitkomst.soort === 'mislukt'
        ? { ok: false, reden: uitkomst.reden, spoor: uitkomst.spoor }
        : { ok: false, reden: 'onbekend' };
    } catch (fout) {
      return { ok: false, reden: afbreker.signal.aborted ? 'te_traag' : redenVan(fout) };
    } finally {
      clearTimeout(wekker);
    }
  };

  return { geladen, doe, sluit: () => piscina.destroy() };
}

function redenVan(fout: unknown): NietBeoordeeldReden {
  const code = fout instanceof Error && 'code' in fout ? fout.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'te_groot' : 'gecrasht';
}
