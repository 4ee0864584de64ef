import type { NietBeoordeeldReden } from './niet-beoordeeld.ts';

/** What a script of the pool exports. Synchronous or not; what it throws is never a verdict. */
export interface WerkerModule<I, O> {
  readonly doe: (invoer: I) => O | Promise<O>;
}

/** The first message to a thread. All that follow are arrays of jobs, to be done in order. */
export interface DraadStart {
  readonly script: string;
  /** Limit of each WASM memory of the thread, in bytes. */
  readonly maxBytes: number;
  /** Places as `STAND` says. */
  readonly stand: SharedArrayBuffer;
}

/**
 * Numbers that a thread shares with the main thread, which can so look at a thread that does not answer any more.
 * `beurt` rises by one when a job begins and by one when it ends: odd is at work, and half of it, rounded down, is the
 * number of jobs that ended.
 */
export const STAND = { beurt: 0, wasmPaginas: 1, plaatsen: 2 } as const;

/** Bytes in a page of WASM memory. */
export const WASM_PAGINA = 65_536;

/** What comes back. Faults come back as data: an error that crosses threads keeps its text, but not its code. */
export type DraadBericht<O> =
  | { readonly soort: 'geladen' }
  | { readonly soort: 'laden_mislukt'; readonly uitleg: string }
  /** Answers to the jobs in the order in which they were given; `vanaf` were answered before these. */
  | { readonly soort: 'gedaan'; readonly vanaf: number; readonly uitvoer: readonly O[] }
  /** The job after those answered threw. The thread does nothing more. */
  | { readonly soort: 'mislukt'; readonly reden: NietBeoordeeldReden; readonly spoor: string };
