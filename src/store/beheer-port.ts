import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { DeadLetterReden, Gebeurtenis, Status } from '../bericht/status.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import type { Nonce, RegistratieRoute } from './port.ts';

/** What every act of an operator carries: who, when and why, and the nonce of his request. */
export interface Handeling {
  readonly actor: AansluitingId;
  /** Why; at most 200 characters, one line, no personal data. The caller has checked it. */
  readonly reden: string;
  readonly nu: Date;
  /** Stored in the transaction of the act: the same request does nothing a second time. */
  readonly nonce: Nonce;
}

/** What became of an act on one message. */
export type BerichtUitkomst =
  | { readonly traceerId: TraceerId; readonly soort: 'gedaan'; readonly status: Status }
  /** The message is not (or no longer) where the act may happen; nothing was changed. */
  | { readonly traceerId: TraceerId; readonly soort: 'niet_nu'; readonly status: Status }
  /** The payload is gone: the sender has to submit anew. */
  | { readonly traceerId: TraceerId; readonly soort: 'inhoud_weg'; readonly status: Status }
  /** It was closed longer ago than an undo may reach. */
  | { readonly traceerId: TraceerId; readonly soort: 'te_laat'; readonly status: Status }
  | { readonly traceerId: TraceerId; readonly soort: 'onbekend' };

/** A message with the route that the tables give it now. */
export interface NieuweRoute {
  readonly traceerId: TraceerId;
  readonly route: RegistratieRoute;
}

/** An aansluiting to which nothing goes for now. */
export interface Gepauzeerd {
  readonly aansluiting: AansluitingId;
  readonly sinds: Date;
  /** Who paused it: the owner. */
  readonly door: AansluitingId;
  readonly reden: string;
}

/** A message that needs no more attention. */
export interface Gesloten {
  readonly volgnummer: number;
  readonly traceerId: TraceerId;
  readonly status: Status;
  readonly moment: Date;
  readonly door: AansluitingId;
  readonly reden: string;
}

/** One act in the audit. */
export interface HandelingRij {
  readonly volgnummer: number;
  readonly moment: Date;
  readonly gebeurtenis: Gebeurtenis;
  readonly door: string;
  readonly reden: string;
  readonly traceerId?: TraceerId;
  /** The aansluiting that was paused or resumed. */
  readonly aansluiting?: AansluitingId;
  /** The key that took over, `kek-2`. */
  readonly sleutel?: string;
}

/** Which messages are meant, where they are not named one by one. Absent fields match everything. */
export interface Selectie {
  readonly stand: 'onbestelbaar' | 'wachtend_of_onbestelbaar';
  readonly aansluiting?: AansluitingId;
  readonly deadLetterReden?: DeadLetterReden;
  /** Received at or after this moment. */
  readonly vanaf?: Date;
}

/** A page, newest first. */
export interface Bladzijde {
  /** Only rows with a lower volgnummer. */
  readonly voor?: number;
  readonly max: number;
}

/**
 * What operators do. Each act is atomic and an event with its actor, moment and reason; an act that is not about one
 * message is an event that only operators see.
 */
export interface BeheerOpslag {
  /** Counts a selection; looks at no more than `max` messages. */
  tel(selectie: Selectie, max: number): Promise<number>;

  /** The ids of a selection in order of volgnummer, those above `na`. */
  kies(
    selectie: Selectie,
    na: number,
    max: number,
  ): Promise<readonly { readonly volgnummer: number; readonly traceerId: TraceerId }[]>;

  /**
   * Offers messages again, at the aansluiting of their new route: `onbestelbaar` or `bezorgd` → `in_wachtrij`, marked
   * as `herlevering`, with a new series of attempts and the same traceerId. A closed one is open again.
   */
  herlever(
    handeling: Handeling,
    berichten: readonly NieuweRoute[],
  ): Promise<readonly BerichtUitkomst[] | 'nonce_bekend'>;

  /**
   * Moves messages to the aansluiting of their new route: those of `ontvangen`, `in_wachtrij` and `onbestelbaar`, at
   * their own place and in their own status. One that is out on a lease stays (`niet_nu`): its receiver may have it.
   */
  hangOm(handeling: Handeling, berichten: readonly NieuweRoute[]): Promise<readonly BerichtUitkomst[] | 'nonce_bekend'>;

  /** Nothing is leased or relayed for it any more; acceptance goes on. @returns `al` when it was paused. */
  pauzeer(handeling: Handeling, aansluiting: AansluitingId): Promise<'gedaan' | 'al' | 'nonce_bekend'>;

  /** Ends a pause. @returns `al` when there was none. */
  hervat(handeling: Handeling, aansluiting: AansluitingId): Promise<'gedaan' | 'al' | 'nonce_bekend'>;

  /** All pauses, by aansluiting. */
  pauzes(): Promise<readonly Gepauzeerd[]>;

  /** The pause of an aansluiting, from memory: it may be asked on any path. */
  pauzeVan(aansluiting: AansluitingId): Gepauzeerd | undefined;

  /** Closes `onbestelbaar`, `geweigerd`, `afgekeurd` or `niet_beoordeeld`: a flag, the status stays. */
  sluit(handeling: Handeling, traceerId: TraceerId): Promise<BerichtUitkomst | 'nonce_bekend'>;

  /** Takes the flag away, up to seven days after it was set. */
  heropen(handeling: Handeling, traceerId: TraceerId): Promise<BerichtUitkomst | 'nonce_bekend'>;

  /** The closing of one message, or `undefined` when it is open. */
  sluitingVan(traceerId: TraceerId): Promise<Gesloten | undefined>;

  /** Since when the oldest undeliverable message is so that nobody has closed; `undefined` = there is none. */
  onbestelbaarSinds(): Promise<Date | undefined>;

  /** How many messages are closed. */
  aantalGesloten(): Promise<number>;

  /** Closed messages, by volgnummer of the message, newest first. */
  sluitingen(blad: Bladzijde): Promise<readonly Gesloten[]>;

  /**
   * Writes down that the clock is right now, with its event: retention goes on, also after a restart. The caller has seen
   * that it stood still.
   */
  bevestigKlok(handeling: Handeling): Promise<'gedaan' | 'nonce_bekend'>;

  /** The audit: all acts, newest first. */
  handelingen(blad: Bladzijde): Promise<readonly HandelingRij[]>;
}
