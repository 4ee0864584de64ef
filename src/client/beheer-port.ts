import type { OproepOpties } from './oproep.ts';

/** What became of an act on one message; 200 = done. */
export interface HandelingResultaat {
  readonly traceerId: string;
  readonly httpStatus: number;
  readonly code?: string;
  readonly berichtStatus?: string;
}

/** The outcome of one page of an act. */
export interface HandelingResultaten {
  /** Messages in the whole selection, counted up to 10,000. */
  readonly aantal: number;
  readonly resultaten: readonly HandelingResultaat[];
  /** Give this as `na` for the rest; absent at the end. */
  readonly verder?: number;
}

/** Which page of a selection; `proef` counts and does nothing. */
export interface Deel {
  readonly na?: number;
  readonly proef?: boolean;
}

/** Which messages are offered again: those that are named, at most 100, or undeliverable ones by what they have in common. */
export type HerleverKeuze = Deel &
  (
    | { readonly traceerIds: readonly string[]; readonly selectie?: never }
    | {
        readonly selectie: { readonly aansluiting?: string; readonly deadLetterReden?: string; readonly vanaf?: Date };
        readonly traceerIds?: never;
      }
  );

/** A key-encryption key that took over. */
export interface KekWissel {
  readonly versie: number;
  readonly sinds: Date;
  readonly door: string;
  readonly reden: string;
  readonly herwikkeld: number;
  /** Absent while kept payloads still follow. */
  readonly klaarOp?: Date;
}

/** The key that seals now, and the changes that led there, oldest first. */
export interface Sleutels {
  readonly actief: number;
  readonly wisselingen: readonly KekWissel[];
}

/** The clock of the hub; `sprong` when it jumped and nobody has said that it is right. */
export interface KlokStand {
  readonly nu: Date;
  readonly sprong?: { readonly sinds: Date; readonly seconden: number };
}

/** An alarm. */
export interface AlarmKort {
  readonly code: string;
  /** Empty when it is about the hub itself. */
  readonly onderwerp: string;
  readonly sinds: Date;
  readonly laatst: Date;
  readonly aantal: number;
  readonly eigenaar?: string;
  readonly gesloten?: Date;
}

/**
 * What an operator does (role beheer). Each act is audited with its reason, which holds nothing about a person.
 * @throws AanroepGeweigerd when the hub says no, also when someone else was first.
 */
export interface BeheerClient {
  pauzeer(aansluiting: string, reden: string, opties?: OproepOpties): Promise<void>;
  hervat(aansluiting: string, reden: string, opties?: OproepOpties): Promise<void>;
  sluit(traceerId: string, reden: string, opties?: OproepOpties): Promise<void>;
  heropen(traceerId: string, reden: string, opties?: OproepOpties): Promise<void>;
  /** One page; go on with `verder`. */
  herlever(keuze: HerleverKeuze, reden: string, opties?: OproepOpties): Promise<HandelingResultaten>;
  /** Moves what waits for a connection to where the tables send it now. One page; go on with `verder`. */
  hangOm(
    keuze: Deel & { readonly aansluiting: string },
    reden: string,
    opties?: OproepOpties,
  ): Promise<HandelingResultaten>;
  /** @returns the version that seals from now on */
  wisselSleutel(reden: string, opties?: OproepOpties): Promise<number>;
  sleutels(opties?: OproepOpties): Promise<Sleutels>;
  /** Says that the clock is right after a jump. */
  gaVerder(reden: string, opties?: OproepOpties): Promise<void>;
  klok(opties?: OproepOpties): Promise<KlokStand>;
  /** The newest first. */
  alarmen(vraag?: OproepOpties & { readonly ookGesloten?: boolean }): Promise<readonly AlarmKort[]>;
}
