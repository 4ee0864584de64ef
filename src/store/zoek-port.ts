import type { BerichtSoort } from '../bericht/catalogus.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { BerichtStand } from './stand-port.ts';

/** One thing to search by. Texts are compared exactly, but for those that are named a beginning. */
export type ZoekSleutel =
  | {
      /** `begin`: the first hexadecimal digits of a traceerId, lower case, without dashes; 1 to 32 of them. */
      readonly soort: 'traceerId';
      readonly begin: string;
    }
  | { readonly soort: 'identificatie'; readonly waarde: string }
  | { readonly soort: 'identificatieBegin'; readonly begin: string }
  | { readonly soort: 'conversatieId'; readonly waarde: string }
  | { readonly soort: 'partij'; readonly partij: PartijCode }
  | { readonly soort: 'berichtsoort'; readonly berichtsoort: BerichtSoort }
  | { readonly soort: 'code'; readonly code: string };

/** What the pages search in: metadata of all messages, never a body. Who may ask is for `web/` to say. */
export interface ZoekOpslag {
  /**
   * @returns messages that match at least one of the keys, each once, newest first, at most `max`; none without keys.
   * @param vraag.voor only messages with a lower volgnummer.
   */
  zoekBerichten(vraag: {
    readonly sleutels: readonly ZoekSleutel[];
    readonly voor?: number;
    readonly max: number;
  }): Promise<readonly BerichtStand[]>;

  /** @returns when the oldest message that is still known came in; `undefined` while there is none. */
  oudsteBericht(): Promise<Date | undefined>;
}
