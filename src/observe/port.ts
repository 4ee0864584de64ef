/** What every room may use of `observe/`: the clock, ids, the log, the metrics. */

/** Time comes through here only. */
export interface Klok {
  /** Wall-clock time. */
  nu(): Date;
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  monotoonMs(): number;
}

/** Chance comes through here only. */
export interface Ids {
  /** A new UUID, version 7, lower case: later ones sort behind, so that an index on them grows at its end (RFC 9562). */
  uuid(): string;
  /** Random bytes as base64url without padding. */
  willekeurig(bytes: number): string;
}

/**
 * Holds the wall clock against the clock that never jumps. What deletes or gives up by the calendar asks it first: a clock
 * that was set a year ahead must not delete anything (design, invariant 12).
 */
export interface Klokwacht {
  /** The jump of more than five minutes that nobody has looked at yet; `undefined` = go on. */
  sprong(): { readonly sinds: Date; readonly verschilMs: number } | undefined;
  /** A person says that the clock is right now. @returns false when there was no jump. */
  gaVerder(): boolean;
}

/** The kinds of alarm. */
export type AlarmCode =
  | 'KLOK'
  | 'OUTBOX_OUD'
  | 'WACHT_LANG'
  | 'SCHIJF_VOL'
  | 'OPSLAG'
  | 'UITVAL'
  | 'CERTIFICAAT'
  | 'NIET_BEOORDEELD'
  | 'BEWAARTERMIJN'
  | 'JOURNAAL'
  | 'TABELLEN'
  | 'ONBESTELBAAR';

/**
 * Raises alarms. An alarm is one open row with code, subject, since when, count and owner; a metric; one log line when it
 * opens and one when it closes; and a signed webhook where configured.
 */
export interface Alarmen {
  /**
   * Opens it, or counts it once more. Never throws and waits for nothing: it may be called on any path.
   * @param onderwerp what it is about: the id of an aansluiting, a fingerprint; never a person, a party's text or a value.
   */
  meld(code: AlarmCode, onderwerp?: string): void;
  /** The cause is gone: closes it. */
  herstel(code: AlarmCode, onderwerp?: string): void;
}

/** A fact in a log line. Fields that the logger does not know, or whose text does not fit, are left out. */
export type LogVelden = Readonly<Record<string, string | number | boolean | undefined>>;

/** Fixed sentence, facts in fields. Never a body, a party's text, or the message of a library about input. */
export interface Logger {
  debug(zin: string, velden?: LogVelden): void;
  info(zin: string, velden?: LogVelden): void;
  warn(zin: string, velden?: LogVelden): void;
  error(zin: string, velden?: LogVelden): void;
}

/** The stages whose duration is measured. */
export type Stap = 'verifieer' | 'valideer' | 'registreer' | 'onderteken' | 'totaal';

/** Prometheus figures. Labels are never a party, an id or text of a message. */
export interface Metrieken {
  stap(stap: Stap, seconden: number): void;
  verdict(code: string): void;
  teller(
    naam: 'leveringen' | 'bevestigingen' | 'weigeringen' | 'teruggaven' | 'worker_vervangen',
    aantal?: number,
  ): void;
}

/** What `/health/ready` answers. */
export interface Gezondheid {
  readonly status: 'gereed' | 'niet_gereed';
  readonly onderdelen: readonly { readonly naam: string; readonly ok: boolean; readonly uitleg?: string }[];
}
