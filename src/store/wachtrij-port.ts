import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { WachtrijItem } from '../queue/port.ts';

/** One item as the store keeps it for the embedded queue. */
export interface BewaardItem {
  readonly id: number;
  readonly item: WachtrijItem;
}

/**
 * What the embedded queue needs of the store it lives in. Small on purpose: order, durability and the mark of an
 * earlier hand-out are kept here; who is handed what, and when, is the queue's own business.
 */
export interface WachtrijOpslag {
  /**
   * Appends an item durably. The same `outboxId` while the first is still kept adds nothing.
   * @returns false when the aansluiting has `maxDiepte` items already; then nothing was kept.
   */
  zetBij(vraag: { readonly item: WachtrijItem; readonly maxDiepte?: number }): Promise<boolean>;
  /**
   * Hands out the first `max` items of an aansluiting that are in nobody's hands, in order of publication, and marks
   * them durably first: whoever takes one after a crash sees `herlevering`.
   */
  neem(aansluiting: AansluitingId, max: number): Promise<readonly BewaardItem[]>;
  /** Forgets items that are done. Unknown ids are ignored. */
  klaar(ids: readonly number[]): Promise<void>;
  /** Puts items back at their own place. Unknown ids are ignored. */
  terug(ids: readonly number[]): Promise<void>;
  /** Number of kept items per aansluiting that has any. */
  diepte(): Promise<ReadonlyMap<AansluitingId, number>>;
  /** Tries a write that changes nothing. */
  proefSchrijven(): Promise<void>;
}
