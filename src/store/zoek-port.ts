import type { BerichtSoort } from '../bericht/catalogus.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { BerichtStand } from './stand-port.ts';

/**
 * One thing to search by. Texts are compared exactly, but for those that are named a beginning or a part. `begin` and
 * `deel` of an id are its hexadecimal digits, lower case, without dashes: 1 to 32 of them.
 */
export type ZoekSleutel =
  | { readonly soort: 'alle' }
  | { readonly soort: 'traceerId'; readonly begin: string }
  /** Anywhere in the id; looks at the newest {@link MAX_DOORZOCHT} ids only. */
  | { readonly soort: 'traceerIdDeel'; readonly deel: string }
  | { readonly soort: 'conversatieId'; readonly begin: string }
  /** The identification of a message, or that of the retour itself. */
  | { readonly soort: 'identificatie'; readonly waarde: string }
  /** The beginning of the identification of a message. */
  | { readonly soort: 'identificatieBegin'; readonly begin: string }
  | { readonly soort: 'partij'; readonly partij: PartijCode }
  | { readonly soort: 'berichtsoort'; readonly berichtsoort: BerichtSoort }
  | { readonly soort: 'code'; readonly code: string };

/**
 * How many ids are looked at for a part that is no beginning: under 0.1 s, and no more on a larger store. An index on the
 * end of the id would find it in any of them, and cost each message that comes in 6.5 µs and half as much log again.
 */
export const MAX_DOORZOCHT = 500_000;

/** What was found. */
export interface Gevonden {
  /** Each message once, newest first. */
  readonly rijen: readonly BerichtStand[];
  /**
   * True when more messages begin with an `identificatieBegin` than a store looks at: these are some of them, and only a
   * longer beginning gives the newest.
   */
  readonly teKort: boolean;
}

/** What the pages search in: metadata of all messages, never a body. Who may ask is for `web/` to say. */
export interface ZoekOpslag {
  /**
   * Finds messages that match at least one of the keys; none without keys. Of an id that very many begin with, the end of
   * the range is read, where the newest are: ids begin with their time.
   * @param vraag.voor only messages with a lower volgnummer.
   * @param vraag.max most rows that are given.
   */
  zoekBerichten(vraag: {
    readonly sleutels: readonly ZoekSleutel[];
    readonly voor?: number;
    readonly max: number;
  }): Promise<Gevonden>;

  /** @returns when the oldest message that is still known came in; `undefined` while there is none. */
  oudsteBericht(): Promise<Date | undefined>;
}
