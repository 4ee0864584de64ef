import type { BewezenVerzoek } from '../verify/port.ts';
import type { Bewijs } from '../store/port.ts';
import type { Verzendklaar } from './verstuur.ts';

/** Signs answers to proven requests, each in the profile of its request. */
export interface AntwoordTekenaar {
  /**
   * @param vorm `ontvangstbewijs`: the body holds status and request; `koppen`: two signed headers say them.
   * @returns the headers to add, and the signature as evidence.
   */
  teken(
    verzoek: BewezenVerzoek,
    antwoord: Verzendklaar,
    vorm: 'ontvangstbewijs' | 'koppen',
  ): Promise<{ readonly koppen: readonly (readonly [string, string])[]; readonly bewijs: Bewijs }>;
}
