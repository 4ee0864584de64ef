import type { BewaarRegel, Bewaartermijnen } from '../bericht/bewaartermijn.ts';
import type { Status } from '../bericht/status.ts';

/** The steps of a round: the rules that follow events, and what has a table of its own. */
export type BewaarStap = BewaarRegel | 'feiten' | 'grafstenen' | 'gebeurtenissen';

/** What one batch did. */
export interface BewaarDeel {
  /** Deletions, each with its event or (tombstones, events) without. */
  readonly verwijderd: number;
  /** True when more may be due: ask again with `vanaf`. */
  readonly meer: boolean;
  /** Where the next batch looks among what was skipped before; absent = that is done. */
  readonly vanaf?: number;
}

/** A message as the check sees it: what is there, and when what happened. */
export interface BewaarFeit {
  readonly volgnummer: number;
  readonly status: Status;
  readonly oordeel: 'geaccepteerd' | 'afgekeurd' | 'niet_beoordeeld';
  readonly oordeelOp: Date;
  /** Last acknowledgement and last refusal by the receiver. */
  readonly bevestigdOp?: Date;
  readonly geweigerdOp?: Date;
  /** Whether the message itself, its payload, its findings, its tombstone are there. */
  readonly bericht: boolean;
  readonly inhoud: boolean;
  readonly bevindingen: boolean;
  /** Whether findings were there: their digest stays. */
  readonly hadBevindingen: boolean;
  readonly grafsteen: boolean;
  readonly feiten?: string;
}

/**
 * Deletes what is past its term, in small batches. Each batch is one transaction of bounded size; what a batch deletes
 * stands in the deletion log, durably, before its transaction commits. Rows that are leased or being pushed are skipped
 * and looked at again in the next round. Killed at any point, the next round goes on where the last commit was.
 */
export interface BewaarOpslag {
  /** Does one batch of a step. */
  ruim(vraag: {
    readonly stap: BewaarStap;
    readonly nu: Date;
    readonly termijnen: Bewaartermijnen;
    readonly vanaf: number;
  }): Promise<BewaarDeel>;

  /** Judged messages with a higher number of their judging event, lowest first: for the check. Superseded ones are left out. */
  feitenVoorControle(na: number, max: number): Promise<readonly BewaarFeit[]>;

  /** The last moment that was written down, of the clock watch. */
  laatsteTijd(): Promise<Date | undefined>;
  /** Writes a moment down. */
  onthoudTijd(nu: Date): Promise<void>;
}
