import type { Bevinding } from '../bericht/bevinding.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { FeitenTekst } from '../bericht/feiten.ts';
import type { Kop } from '../bericht/kop.ts';
import type { Status } from '../bericht/status.ts';
import type { Rapport } from '../bericht/verdict.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import type { VerzegeldeInhoud } from '../keys/port.ts';
import type { Bewijs } from '../store/port.ts';
import type { ValidatieOpdracht } from '../validate/port.ts';
import type { BewezenVerzoek } from '../verify/port.ts';

/** One job of the message worker: check the bytes, and seal them for keeping. */
export interface KeurOpdracht extends ValidatieOpdracht {
  /** Present when the payload is kept afterwards: it is sealed under this id. */
  readonly verzegelOnder?: TraceerId;
}

/**
 * What the message worker gives back. Flat, and without what can be told from the rest: each object costs its copying
 * between threads.
 */
export interface KeurUitkomst {
  /** Absent when the message passed without a single finding. */
  readonly rapport?: Rapport | undefined;
  /** The outer code when refused. */
  readonly code?: string | undefined;
  readonly kop?: Kop | undefined;
  readonly soort?: BerichtSoort | undefined;
  /** Only of a message that passed and is kept. */
  readonly feiten?: FeitenTekst | undefined;
  readonly verzegeld?: VerzegeldeInhoud | undefined;
}

/** The place where messages are checked, off the main thread. */
export interface Keurmeester {
  /** @throws NietBeoordeeld (of `validate/worker/`) after the second try. */
  keur(opdracht: KeurOpdracht): Promise<KeurUitkomst>;
}

/** A message whose sender is proven, as a door hands it over. */
export interface Aanbod {
  readonly inhoud: Buffer;
  readonly verzoek: BewezenVerzoek;
  /** Chosen by the sender; the hub makes one otherwise. */
  readonly traceerId?: TraceerId;
  readonly conversatieId?: string;
  readonly traceparent?: string;
  readonly fscTransactionId?: string;
}

/** What becomes of a message: the door makes an answer of it. */
export type Uitslag =
  | {
      readonly soort: 'geaccepteerd' | 'herhaald';
      readonly traceerId: TraceerId;
      readonly conversatieId: string;
      readonly status: Status;
      readonly berichtsoort: BerichtSoort;
      readonly kop: Kop;
      readonly bevindingen: readonly Bevinding[];
      readonly moment: Date;
    }
  | {
      readonly soort: 'geweigerd';
      readonly code: FoutCode;
      /** Sentence with the particulars of this case; the catalogue's text otherwise. */
      readonly uitleg?: string | undefined;
      readonly traceerId?: TraceerId | undefined;
      readonly bevindingen: readonly Bevinding[];
      readonly moment: Date;
      /** Seconds after which trying again makes sense. */
      readonly opnieuwNa?: number | undefined;
    };

/** An answer that is ready to send, with the evidence that it was given. */
export interface Opgesteld<A> {
  readonly antwoord: A;
  readonly bewijs?: Bewijs;
}

/** What became of an offered message. */
export interface Verwerkt<A> extends Opgesteld<A> {
  /** Code of a refusal of which no message was recorded: a replay, a conflict, a fault of ours. */
  readonly nietVastgelegd?: FoutCode;
}

/** Makes (and signs) the answer of an {@link Uitslag}. Called before the commit, so that the receipt is in it. */
export type Opsteller<A> = (uitslag: Uitslag) => Promise<Opgesteld<A>>;
