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
