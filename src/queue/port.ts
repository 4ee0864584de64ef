import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';

/** What is carried to the place where the work is done: a claim check (push), or the XML itself (AMQP parties). */
export interface WachtrijItem {
  /** Identity of the outbox row: the same on a second publish of the same row. */
  readonly outboxId: number;
  readonly aansluiting: AansluitingId;
  readonly traceerId: TraceerId;
  /** True when an earlier publish of this row may have arrived. */
  readonly herlevering: boolean;
  readonly inhoud?: {
    readonly bytes: Uint8Array;
    readonly contentType: string;
    readonly koppen: Readonly<Record<string, string>>;
  };
}

/**
 * What became of a publish. `bevestigd`: durable in the queue of its aansluiting. `vol`: try again later. `onbestelbaar`:
 * no such queue (returned by the broker). A rejection of the promise means: unknown, publish again with `herlevering`.
 */
export type PublicatieUitkomst = 'bevestigd' | 'vol' | 'onbestelbaar';

/** One item in the hands of a consumer. Exactly one of `klaar` and `terug` is called; a crash counts as `terug`. */
export interface OntvangenItem {
  readonly aansluiting: AansluitingId;
  readonly traceerId: TraceerId;
  /** True when it was handed out before. */
  readonly herlevering: boolean;
  readonly inhoud?: WachtrijItem['inhoud'];
  /** Done: never handed out again. */
  klaar(): Promise<void>;
  /** Not done: handed out again, near its old place. */
  terug(): Promise<void>;
}

/** Handle of a running consumer; `close` is idempotent and waits for what is in hand. */
export interface Consument {
  close(): Promise<void>;
}

/**
 * Carries work to an aansluiting. Promises: a confirmed item is handed to a consumer of its aansluiting at least once,
 * also after a crash; first offers of one aansluiting come in the order of publication; a slow consumer slows no other
 * aansluiting; at most `gelijktijdig` items are in one consumer's hands.
 */
export interface Wachtrij {
  publiceer(item: WachtrijItem): Promise<PublicatieUitkomst>;
  /** Starts a consumer. Items are handed out until it is closed; a handler that rejects counts as `terug`. */
  consumeer(
    aansluiting: AansluitingId,
    opties: { readonly gelijktijdig: number },
    verwerk: (item: OntvangenItem) => Promise<void>,
  ): Promise<Consument>;
  /** Number of items that wait or are in hand, per aansluiting that has any. */
  diepte(): Promise<ReadonlyMap<AansluitingId, number>>;
  /** Says whether the queue can take items now, and if not why (for readiness). */
  gezondheid(): Promise<{ readonly ok: boolean; readonly uitleg?: string }>;
  close(): Promise<void>;
}
