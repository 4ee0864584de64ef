import { Worker } from 'node:worker_threads';
import { STAND, WASM_PAGINA } from './draad-taak.ts';
import type { DraadBericht, DraadStart } from './draad-taak.ts';
import { NietBeoordeeld, WerkerStartMislukt } from './niet-beoordeeld.ts';
import type { NietBeoordeeldReden } from './niet-beoordeeld.ts';

/** How the threads of a pool are made. */
export interface WerkerOpties {
  readonly script: URL;
  readonly workerData: unknown;
  readonly tijdslimietMs: number;
  readonly maxGeheugenMb: number;
}

/** A job and who waits for it. */
export interface Opdracht<I, O> {
  readonly invoer: I;
  readonly klaar: (uitvoer: O) => void;
  readonly mislukt: (fout: NietBeoordeeld) => void;
}

/** How a thread ended that was not asked to. */
export interface Einde<I, O> {
  readonly reden: NietBeoordeeldReden;
  /** Stack frames, when its script threw. */
  readonly spoor: string | undefined;
  /** The job it was at, if any. */
  readonly verdacht: Opdracht<I, O> | undefined;
  /** The other jobs without an answer, in order: they had no part in it. */
  readonly anderen: readonly Opdracht<I, O>[];
}

/** Whom a thread tells what. */
export interface WerkerLuisteraar<I, O> {
  /** Some jobs have had their answer. */
  readonly gedaan: () => void;
  /** Once, after loading; not after `sluit`. All answers that the thread sent have arrived. */
  readonly geeindigd: (einde: Einde<I, O>) => void;
}

/** One thread with the jobs it was given, which it does in order. It keeps the process alive while it has any. */
export interface Werker<I, O> {
  /** Resolves when the script is loaded. @throws WerkerStartMislukt */
  readonly geladen: Promise<void>;
  /** Jobs without an answer. */
  onderweg(): number;
  /** Size of the thread's WASM memory after its last job. */
  wasmBytes(): number;
  /** Takes a job; those of one turn of the event loop travel together. */
  geef(opdracht: Opdracht<I, O>): void;
  /** To be called ten times per time limit: ends the thread when one job lasts longer. */
  tik(): void;
  /** Ends the thread. Idempotent. */
  sluit(): Promise<void>;
}

/** Calls of `tik` without progress that end a thread: the limit lies between this number of intervals and one more. */
export const TIKKEN_PER_LIMIET = 10;

/**
 * Size of a thread's nursery. Measured on messages of 2-8 kB: 8 takes no more CPU than 48 and saves some 30 MB for each
 * thread.
 */
const JONG_MB = 8;

const DRAAD = new URL('./draad.js', import.meta.url);

/** Starts a thread. It loads its script at once. */
export function startWerker<I, O>(opties: WerkerOpties, luisteraar: WerkerLuisteraar<I, O>): Werker<I, O> {
  const { script, workerData, maxGeheugenMb } = opties;
  const draad = new Worker(DRAAD, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: maxGeheugenMb, maxYoungGenerationSizeMb: JONG_MB },
  });
  const stand = new Int32Array(new SharedArrayBuffer(STAND.plaatsen * Int32Array.BYTES_PER_ELEMENT));
  const { promise: geladen, resolve: isGeladen, reject: ladenMislukt } = belofte();
  // told to whoever waits for it; nobody may
  geladen.catch(() => undefined);

  const opdrachten: Opdracht<I, O>[] = [];
  let nietVerstuurd = 0;
  let beantwoord = 0;
  let laadt = true;
  let sluiting: Promise<void> | undefined;
  let oorzaak: { readonly reden: NietBeoordeeldReden; readonly spoor?: string } | undefined;
  let gezien = 0;
  let stil = 0;
  /** The turn that lasted too long. */
  let hangt: number | undefined;

  /** Ends a thread that failed; what becomes of its jobs is decided when it has ended. */
  const beeindig = (reden: NietBeoordeeldReden, spoor?: string): void => {
    oorzaak ??= spoor === undefined ? { reden } : { reden, spoor };
    void draad.terminate();
  };

  const neemAntwoorden = (vanaf: number, uitvoer: readonly O[]): void => {
    // answers have no name but their order: one that was lost would give a message the verdict of another
    if (vanaf !== beantwoord || uitvoer.length > opdrachten.length) {
      beeindig('onbekend');
      return;
    }
    beantwoord += uitvoer.length;
    const klaar = opdrachten.splice(0, uitvoer.length);
    klaar.forEach((opdracht, i) => opdracht.klaar(uitvoer[i] as O));
    naGedaan();
  };
  const naGedaan = (): void => {
    if (opdrachten.length === 0) draad.unref();
    luisteraar.gedaan();
  };

  const verstuur = (): void => {
    const nieuw = nietVerstuurd === 0 ? [] : opdrachten.slice(-nietVerstuurd);
    nietVerstuurd = 0;
    try {
      draad.postMessage(nieuw.map(({ invoer }) => invoer));
    } catch {
      // a job that cannot be copied is ours to mend; which one it is shows when they go one by one
      for (const opdracht of nieuw) {
        try {
          draad.postMessage([opdracht.invoer]);
        } catch {
          opdrachten.splice(opdrachten.indexOf(opdracht), 1);
          opdracht.mislukt(new NietBeoordeeld('onbekend'));
        }
      }
      naGedaan();
    }
  };

  draad.on('message', (bericht: DraadBericht<O>) => {
    switch (bericht.soort) {
      case 'gedaan':
        neemAntwoorden(bericht.vanaf, bericht.uitvoer);
        break;
      case 'mislukt':
        beeindig(bericht.reden, bericht.spoor);
        break;
      case 'geladen':
        laadt = false;
        draad.unref();
        isGeladen();
        break;
      case 'laden_mislukt':
        ladenMislukt(new WerkerStartMislukt(bericht.uitleg));
        void draad.terminate();
    }
  });
  draad.on('messageerror', () => beeindig('onbekend'));
  draad.on('error', (fout: unknown) => (oorzaak ??= { reden: redenVan(fout) }));
  // comes after every answer that the thread sent
  draad.on('exit', () => {
    if (laadt) ladenMislukt(new WerkerStartMislukt('de werker stopte'));
    if (laadt || sluiting !== undefined) return;
    const { reden, spoor } = oorzaak ?? { reden: 'gecrasht' };
    const beurt = Atomics.load(stand, STAND.beurt);
    // `beurt` starts again after 2^32
    const plaats = ((beurt >>> 1) - beantwoord) & 0x7fff_ffff;
    // a job that was done after all between the verdict and the end is no suspect, nor is the next
    const tochKlaar = hangt !== undefined && hangt !== beurt;
    // a thread that ends between two jobs is held against the first, so that it cannot go on for ever
    const [verdacht] = opdrachten.splice(plaats < opdrachten.length ? plaats : 0, tochKlaar ? 0 : 1);
    luisteraar.geeindigd({ reden, spoor, verdacht, anderen: opdrachten.splice(0) });
  });
  draad.postMessage({
    script: script.href,
    maxBytes: maxGeheugenMb * 1_048_576,
    stand: stand.buffer,
  } satisfies DraadStart);

  return {
    geladen,
    onderweg: () => opdrachten.length,
    wasmBytes: () => Atomics.load(stand, STAND.wasmPaginas) * WASM_PAGINA,
    geef: (opdracht) => {
      if (opdrachten.length === 0) draad.ref();
      opdrachten.push(opdracht);
      nietVerstuurd += 1;
      if (nietVerstuurd === 1) setImmediate(verstuur);
    },
    tik: () => {
      const beurt = Atomics.load(stand, STAND.beurt);
      if (opdrachten.length === nietVerstuurd || beurt !== gezien) {
        gezien = beurt;
        stil = 0;
        return;
      }
      stil += 1;
      if (stil < TIKKEN_PER_LIMIET) return;
      hangt ??= beurt;
      beeindig('te_traag');
    },
    sluit: () => {
      sluiting ??= draad.terminate().then(() => undefined);
      return sluiting;
    },
  };
}

function redenVan(fout: unknown): NietBeoordeeldReden {
  const code = fout instanceof Error && 'code' in fout ? fout.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'te_groot' : 'gecrasht';
}

function belofte(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (fout: Error) => void;
} {
  let resolve!: () => void;
  let reject!: (fout: Error) => void;
  const promise = new Promise<void>((ja, nee) => {
    resolve = ja;
    reject = nee;
  });
  return { promise, resolve, reject };
}
