import { NietBeoordeeld } from './niet-beoordeeld.ts';
import type { NietBeoordeeldReden } from './niet-beoordeeld.ts';
import { startWerker } from './werker.ts';
import type { Einde, Opdracht, Werker, WerkerOpties } from './werker.ts';

/** What a lane is. */
export interface BaanOpties extends WerkerOpties {
  /** Number of threads. */
  readonly aantal: number;
  /** Jobs that a thread has at most: one at work, the others waiting in the thread, so that it does not sleep. */
  readonly plekken: number;
  /** A thread with more WASM memory than this gets no new jobs. */
  readonly vervangBovenBytes: number;
  /** Whether the threads are there before the first job, and replaced when they end. Otherwise: when a job waits. */
  readonly vast: boolean;
  /** A thread fell away and was, or will be, replaced. */
  readonly vervangen: () => void;
}

/** Threads that share a queue. */
export interface Baan<I, O> {
  /** Starts the fixed threads. @throws WerkerStartMislukt */
  start(): Promise<void>;
  doe(invoer: I): Promise<O>;
  /** Jobs that no thread is at work on. */
  wachtend(): number;
  /** To be called `TIKKEN_PER_LIMIET` times per time limit. */
  tik(): void;
  /** Finishes the jobs it has, then ends the threads. */
  close(): Promise<void>;
}

interface Plaats<I, O> {
  readonly werker: Werker<I, O>;
  staat: 'laadt' | 'werkt' | 'loopt_leeg';
}

/**
 * Makes a lane. A thread is in one of these states:
 *
 * | state      | gets jobs | goes to                                                                       |
 * | ---------- | --------- | ----------------------------------------------------------------------------- |
 * | laadt      | no        | werkt: script loaded; gone: it does not load                                  |
 * | werkt      | yes       | loopt_leeg: its WASM memory passed the mark; gone: crash, hang, memory, error |
 * | loopt_leeg | no        | gone: has answered all it had, or as above                                    |
 * | alleen     | just one  | gone: it is answered, or as above                                             |
 *
 * and a job in one of these:
 *
 * | state     | where                 | goes to                                                                    |
 * | --------- | --------------------- | -------------------------------------------------------------------------- |
 * | wacht     | `wachtrij`            | onderweg                                                                   |
 * | onderweg  | a thread of the lane  | done; verdacht: it was at work on it when it ended; else front of wacht    |
 * | verdacht  | `verdachten`          | alleen, at most as many at once as the lane has threads                    |
 * | alleen    | a thread of its own   | done, or NietBeoordeeld with how that thread ended                         |
 */
export function createBaan<I, O>(opties: BaanOpties): Baan<I, O> {
  const { aantal, plekken, vast, vervangBovenBytes, vervangen } = opties;
  const wachtrij: Opdracht<I, O>[] = [];
  const plaatsen = new Set<Plaats<I, O>>();
  const verdachten: Opdracht<I, O>[] = [];
  const alleen = new Set<Werker<I, O>>();
  /** Threads that were asked to end and have not yet. */
  const eindes = new Set<Promise<void>>();
  let open = 0;
  let opLeeg: (() => void) | undefined;
  let gesloten = false;

  const startPlaats = (): void => {
    const plaats: Plaats<I, O> = {
      werker: startWerker<I, O>(opties, {
        gedaan: () => naAntwoord(plaats),
        geeindigd: (einde) => naEinde(plaats, einde),
      }),
      staat: 'laadt',
    };
    plaatsen.add(plaats);
    plaats.werker.geladen.then(
      () => {
        plaats.staat = 'werkt';
        pomp();
      },
      () => naLadenMislukt(plaats),
    );
  };
  const vulAan = (): void => {
    const blijvend = [...plaatsen].filter(({ staat }) => staat !== 'loopt_leeg').length;
    for (let n = blijvend; vast && !gesloten && n < aantal; n += 1) startPlaats();
  };
  const stop = (werker: Werker<I, O>): void => {
    const einde = werker.sluit().finally(() => eindes.delete(einde));
    eindes.add(einde);
  };

  /** Of the threads that have room, the one with the fewest jobs. */
  const rustigste = (): Plaats<I, O> | undefined => {
    let beste: Plaats<I, O> | undefined;
    let minste = plekken;
    for (const plaats of plaatsen) {
      const onderweg = plaats.werker.onderweg();
      if (plaats.staat !== 'werkt' || onderweg >= minste) continue;
      beste = plaats;
      minste = onderweg;
    }
    return beste;
  };
  const pomp = (): void => {
    // a lane without fixed threads has one that may be very large: it waits for the one that is tried alone
    if (!vast && alleen.size > 0) return;
    while (wachtrij.length > 0) {
      const plaats = rustigste();
      const opdracht = plaats && wachtrij.shift();
      if (opdracht === undefined) break;
      plaats?.werker.geef(opdracht);
    }
    if (wachtrij.length > 0 && plaatsen.size === 0) startPlaats();
  };

  const naAntwoord = (plaats: Plaats<I, O>): void => {
    const { werker } = plaats;
    if (plaats.staat === 'werkt' && werker.wasmBytes() > vervangBovenBytes) {
      plaats.staat = 'loopt_leeg';
      if (vast) vervangen();
      vulAan();
    }
    if (plaats.staat === 'loopt_leeg' && werker.onderweg() === 0) {
      plaatsen.delete(plaats);
      stop(werker);
    }
    pomp();
  };
  const naEinde = (plaats: Plaats<I, O>, { verdacht, anderen }: Einde<I, O>): void => {
    plaatsen.delete(plaats);
    if (plaats.staat !== 'loopt_leeg') vervangen();
    wachtrij.unshift(...anderen);
    // one that ends without a job would do so again and again: its place waits for the next tick
    if (verdacht !== undefined) {
      verdenk(verdacht);
      vulAan();
    }
    pomp();
  };
  const naLadenMislukt = (plaats: Plaats<I, O>): void => {
    plaatsen.delete(plaats);
    stop(plaats.werker);
    // when others work, the next tick tries again; else a job pays for it, so that none waits for ever
    const opdracht = plaatsen.size === 0 ? wachtrij.shift() : undefined;
    if (opdracht !== undefined) verdenk(opdracht);
    pomp();
  };

  const verdenk = (opdracht: Opdracht<I, O>): void => {
    verdachten.push(opdracht);
    probeerAlleen();
  };
  const probeerAlleen = (): void => {
    const opdracht = alleen.size < aantal ? verdachten.shift() : undefined;
    if (opdracht === undefined) return;
    const weg = (): void => {
      alleen.delete(werker);
      stop(werker);
      probeerAlleen();
      pomp();
    };
    const mislukt = (reden: NietBeoordeeldReden, spoor?: string): void => {
      vervangen();
      opdracht.mislukt(new NietBeoordeeld(reden, spoor));
      weg();
    };
    const werker = startWerker<I, O>(opties, {
      gedaan: weg,
      geeindigd: ({ reden, spoor }) => mislukt(reden, spoor),
    });
    alleen.add(werker);
    werker.geladen.then(
      () => werker.geef(opdracht),
      () => mislukt('onbekend'),
    );
  };

  const klaar = (): void => {
    open -= 1;
    if (open === 0) opLeeg?.();
  };

  return {
    start: async () => {
      vulAan();
      await Promise.all([...plaatsen].map(({ werker }) => werker.geladen));
    },
    doe: (invoer) => {
      open += 1;
      return new Promise<O>((resolve, reject) => {
        wachtrij.push({
          invoer,
          klaar: (uitvoer) => {
            resolve(uitvoer);
            klaar();
          },
          mislukt: (fout) => {
            reject(fout);
            klaar();
          },
        });
        pomp();
      });
    },
    wachtend: () => {
      let bezig = alleen.size;
      for (const { werker } of plaatsen) if (werker.onderweg() > 0) bezig += 1;
      return Math.max(0, open - bezig);
    },
    tik: () => {
      for (const { werker } of plaatsen) werker.tik();
      for (const werker of alleen) werker.tik();
      vulAan();
    },
    close: async () => {
      if (open > 0) await new Promise<void>((leeg) => (opLeeg = leeg));
      gesloten = true;
      for (const { werker } of plaatsen) stop(werker);
      await Promise.all(eindes);
    },
  };
}
