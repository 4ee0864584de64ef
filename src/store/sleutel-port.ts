import type { GewikkeldeSleutel } from '../keys/port.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import type { Handeling } from './beheer-port.ts';
import type { Nonce } from './port.ts';

/** Who changes the key and why; the hub itself has no request, so no nonce. */
export type SleutelHandeling = Omit<Handeling, 'nonce' | 'actor'> & { readonly actor: string; readonly nonce?: Nonce };

/** A key-encryption key that took over from the one before, and how far the payloads have followed. */
export interface KekWissel {
  readonly versie: number;
  readonly sinds: Date;
  readonly door: string;
  readonly reden: string;
  /** Payloads that were brought under this key. */
  readonly herwikkeld: number;
  /** When nothing was left under a former key; absent = under way. */
  readonly klaarOp?: Date;
}

/** The wrapped key of a kept payload that is still under a former version. */
export interface TeHerwikkelen extends GewikkeldeSleutel {
  /** Volgnummer of the message. */
  readonly bericht: number;
  readonly traceerId: TraceerId;
}

/** What is written of one payload. */
export interface Herwikkeld {
  readonly bericht: number;
  readonly oud: Uint8Array;
  readonly nieuw: Uint8Array;
}

/**
 * The change of key-encryption keys, as the store keeps it. The keys themselves are never here.
 *
 * A payload that was sealed under the former key may be recorded a moment after the change. So all payloads are gone
 * through once, and those from the change on once more, after a pause that the caller keeps.
 */
export interface SleutelOpslag {
  /**
   * Writes down that a version seals from now on, with its event.
   * @param over also over a change that is under way: what was left of that is done with this one
   * @returns `niet_nu` when an earlier change is under way or the version is not higher than the last
   */
  wissel(
    handeling: SleutelHandeling,
    versie: number,
    over?: { readonly onafgerond: boolean },
  ): Promise<'gedaan' | 'niet_nu' | 'nonce_bekend'>;
  /** All changes, oldest first. */
  wissels(): Promise<readonly KekWissel[]>;
  /**
   * The next payloads of the change under way: of at most `max` that it looks at, those under a former version.
   * @returns `tot` = how far it looked; absent when there is nothing behind the place that was reached
   */
  teHerwikkelen(
    versie: number,
    max: number,
  ): Promise<{ readonly rijen: readonly TeHerwikkelen[]; readonly tot?: number }>;
  /** Writes the new wrapped keys and how far this got, in one transaction. What changed or went in between is left alone. */
  herwikkel(vraag: {
    readonly versie: number;
    readonly rijen: readonly Herwikkeld[];
    readonly tot: number;
  }): Promise<void>;
  /** The end was reached. @returns whether those from the change on must be gone through once more */
  rondeKlaar(versie: number, nu: Date): Promise<'nog_een' | 'klaar'>;
}

/** The change of keys for who asks for it: the key itself is made on the way, and goes into use. */
export interface SleutelWisselaar {
  /** @returns the new version, or why nothing was changed */
  wissel(handeling: Handeling): Promise<{ readonly versie: number } | 'niet_nu' | 'nonce_bekend'>;
  /** All changes, oldest first. */
  lijst(): Promise<readonly KekWissel[]>;
}
