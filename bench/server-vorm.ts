import type { Draden } from './cpu.ts';

/** What a server under test is asked over IPC. */
export type ServerVraag = { readonly soort: 'rust' } | { readonly soort: 'stop' };

/** What it says: once when it is open, and on `rust` when all that was accepted is done. */
export type ServerAntwoord =
  | { readonly soort: 'open'; readonly poort: number; readonly draden?: Draden }
  | { readonly soort: 'rust'; readonly commits?: number; readonly operaties?: number };
