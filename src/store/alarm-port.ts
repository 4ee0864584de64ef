import type { AlarmCode } from '../observe/port.ts';

/** An alarm: one row from the moment it opened. */
export interface AlarmRij {
  readonly id: string;
  readonly code: AlarmCode;
  /** What it is about (an aansluiting, a fingerprint); empty when it is about the hub itself. Never a person. */
  readonly onderwerp: string;
  readonly sinds: Date;
  /** When it was last raised. */
  readonly laatst: Date;
  /** How often it was raised, from 1. */
  readonly aantal: number;
  /** Who said to look after it. */
  readonly eigenaar?: string;
  /** Absent while it is open. */
  readonly gesloten?: Date;
}

/** Keeps alarms, so that they survive a restart. */
export interface AlarmOpslag {
  /**
   * Writes rows in one commit: new ones come in, known ones (by id) get their `laatst`, `aantal` and `gesloten`. The owner
   * is left as it stands. Closed rows from before `ruimVoor` are deleted. An empty list writes nothing.
   * @throws StoreNietBeschikbaar when nothing was written; the caller keeps the rows and comes back.
   */
  bewaar(rijen: readonly AlarmRij[], ruimVoor: Date): Promise<void>;

  /** Newest first; the open ones only, unless `ookGesloten`. */
  lijst(vraag: { readonly ookGesloten: boolean; readonly max: number }): Promise<readonly AlarmRij[]>;

  /** Names who looks after an open alarm. @returns false when it is not open. */
  wijsToe(id: string, eigenaar: string): Promise<boolean>;
}
