import type { Digesten } from '../signature/digest.ts';
import type { Koppen } from '../signature/koppen.ts';
import type { Adres } from './adres.ts';
import type { BewezenVerzoek, OntvangenVerzoek } from './port.ts';

/** A request after the first step: its headers read, addressed to us. */
export interface Aanvraag {
  readonly verzoek: OntvangenVerzoek;
  readonly koppen: Koppen;
  readonly adres: Adres;
  readonly nu: Date;
}

/** What a profile leaves behind for diagnosis, also where it refuses. */
export interface Spoor {
  profiel?: BewezenVerzoek['profiel'];
  /** Builds what the hub would verify, once the header could be read; `undefined` when a part cannot be resolved. */
  basis?: (body: Buffer) => string | undefined;
}

/** The digests of the headers that came. */
export interface InhoudDigesten {
  /** Value of the header that the profile signs; the empty text when there is none and none is needed. */
  readonly waarde: string;
  readonly digesten: readonly Digesten[];
}

/** Replay: kept for as long as the signature can be in time, clocks apart and a margin. */
export const BEWAAR_SECONDEN = 420;

const OUD_SECONDEN = 300;
const VOORUIT_SECONDEN = 60;

/**
 * Judges the moment of a signature (whole seconds): at most 300 seconds old, 60 ahead; an end of validity may have passed
 * by 60 seconds, so that clocks may differ.
 * @returns what is wrong (HND07), or `undefined`.
 */
export function toetsTijd(moment: number, verloopt: number | undefined, nu: Date): string | undefined {
  const seconden = nu.getTime() / 1000;
  if (moment < seconden - OUD_SECONDEN) return 'Het tijdstip van de handtekening ligt meer dan 300 seconden terug.';
  if (moment > seconden + VOORUIT_SECONDEN) {
    return 'Het tijdstip van de handtekening ligt meer dan 60 seconden vooruit. Hele seconden worden verwacht.';
  }
  return verloopt !== undefined && verloopt < seconden - VOORUIT_SECONDEN
    ? 'De geldigheid van de handtekening is voorbij.'
    : undefined;
}
