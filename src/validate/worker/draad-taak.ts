import type { NietBeoordeeldReden } from './niet-beoordeeld.ts';

/** What a script of the pool exports. Synchronous or not; what it throws is never a verdict. */
export interface WerkerModule<I, O> {
  readonly doe: (invoer: I) => O | Promise<O>;
}

/** What goes to a thread: load the script, or do a job. */
export type DraadTaak<I> =
  | { readonly soort: 'laad'; readonly script: string; readonly maxBytes: number }
  | { readonly soort: 'doe'; readonly invoer: I };

/** What comes back. Faults come back as data: an error that crosses threads keeps its text, but not its code. */
export type DraadUitkomst<O> =
  | { readonly soort: 'geladen' }
  | { readonly soort: 'gedaan'; readonly uitvoer: O; readonly geheugenBytes: number }
  | { readonly soort: 'laden_mislukt'; readonly uitleg: string }
  | { readonly soort: 'mislukt'; readonly reden: NietBeoordeeldReden; readonly spoor: string };
