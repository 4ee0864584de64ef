import { setTimeout as wachtTijd } from 'node:timers/promises';
import type { Ids } from '../observe/port.ts';

/** How often and how patiently a call is tried again. */
export interface HerhalingOpties {
  /** Attempts in all, the first one included. Default 5. */
  readonly pogingen?: number;
  /** Wait after the first attempt; doubles from there. Default 500. */
  readonly eersteWachtMs?: number;
  /** No wait of our own is longer. Default 30 000. */
  readonly maxWachtMs?: number;
  /** A `Retry-After` that asks for more ends the attempts at once. Default 120 000. */
  readonly maxRetryAfterMs?: number;
  /** Waits; default by a timer. */
  readonly wacht?: (ms: number, signaal: AbortSignal | undefined) => Promise<void>;
  /** A number from 0 up to 1. Default from the ids. */
  readonly toeval?: () => number;
  /** Told before each wait: for a log or a person who watches. */
  readonly bijHerhaling?: (herhaling: {
    readonly poging: number;
    readonly reden: string;
    readonly wachtMs: number;
  }) => void;
}

/** The same with everything filled in. */
export interface Herhaling {
  readonly pogingen: number;
  /**
   * @param poging the attempt that failed, from 1
   * @param retryAfterMs what the hub asked for
   * @returns how long to wait before the next one, or `undefined` when there is none.
   */
  readonly wachtNa: (poging: number, retryAfterMs?: number) => number | undefined;
  readonly wacht: (ms: number, signaal: AbortSignal | undefined) => Promise<void>;
  readonly meld: NonNullable<HerhalingOpties['bijHerhaling']>;
}

/** Fills in the defaults. The wait doubles, and differs up to half either way so that clients do not come back together. */
export function createHerhaling(opties: HerhalingOpties, ids: Pick<Ids, 'willekeurig'>): Herhaling {
  const {
    pogingen = 5,
    eersteWachtMs = 500,
    maxWachtMs = 30_000,
    maxRetryAfterMs = 120_000,
    toeval = () => Buffer.from(ids.willekeurig(4), 'base64url').readUInt32BE() / 2 ** 32,
    wacht = wachtMetTimer,
    bijHerhaling = () => undefined,
  } = opties;
  return {
    pogingen,
    wachtNa: (poging, retryAfterMs) => {
      if (poging >= pogingen || (retryAfterMs ?? 0) > maxRetryAfterMs) return undefined;
      const eigen = Math.min(maxWachtMs, eersteWachtMs * 2 ** (poging - 1)) * (0.5 + toeval());
      // never sooner than asked
      return Math.round(Math.max(eigen, retryAfterMs === undefined ? 0 : retryAfterMs + toeval() * 1000));
    },
    wacht,
    meld: bijHerhaling,
  };
}

/** @returns the wait that `Retry-After` asks for in milliseconds (seconds or a date), or `undefined`. @see RFC 9110 §10.2.3 */
export function leesRetryAfter(waarde: string | undefined, nu: Date): number | undefined {
  if (waarde === undefined) return undefined;
  if (/^[0-9]{1,9}$/.test(waarde)) return Number(waarde) * 1000;
  const moment = Date.parse(waarde);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - nu.getTime());
}

async function wachtMetTimer(ms: number, signaal: AbortSignal | undefined): Promise<void> {
  await wachtTijd(ms, undefined, signaal === undefined ? {} : { signal: signaal });
}
