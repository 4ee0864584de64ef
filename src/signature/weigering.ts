import type { FoutCode } from '../bericht/fault-catalogue.ts';
import { mislukt } from '../bericht/uitkomst.ts';

/** The codes of signatures. */
export type HandtekeningCode = Extract<FoutCode, `HND${string}`>;

/** Why a signature is refused. */
export interface Weigering {
  readonly code: HandtekeningCode;
  /** Sentence in Dutch: what is wrong and what was expected; never what the sender wrote. */
  readonly uitleg: string;
}

/** @returns the refusal as a failed outcome. */
export function weiger(code: HandtekeningCode, uitleg: string): { readonly ok: false; readonly fout: Weigering } {
  return mislukt({ code, uitleg });
}
