import type { VolgordeModus } from '../../../src/bericht/aansluiting.ts';
import type { Stap } from './stappen.ts';

/** A row of steps that once showed a fault, as the search cut it down. */
export interface Voorbeeld {
  readonly verhaal: string;
  readonly volgorde: VolgordeModus;
  readonly rij: readonly Stap[];
}

export const VOORBEELDEN: readonly Voorbeeld[] = [];
