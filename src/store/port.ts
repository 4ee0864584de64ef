import type { AansluitingId, LeveringSoort, VolgordeModus } from '../bericht/aansluiting.ts';
import type { Bevinding } from '../bericht/bevinding.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import type { Feiten, FeitenTekst } from '../bericht/feiten.ts';
import type { Kop } from '../bericht/kop.ts';
import type { Oin } from '../bericht/oin.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { DeadLetterReden, Gebeurtenis, Status } from '../bericht/status.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import type { Verdict } from '../bericht/verdict.ts';
import type { VerzegeldeInhoud } from '../keys/port.ts';
import type { BerichtStand } from './stand-port.ts';

/** The store cannot be reached or cannot write (disk full, read-only, locked): nothing was written, try again. */
export class StoreNietBeschikbaar extends Error {
  readonly code = 'STORE';
  readonly retryable = true;
  constructor(reden: string, options?: ErrorOptions) {
    super(reden, options);
    this.name = 'StoreNietBeschikbaar';
  }
}

/** Evidence of one act: what was signed, by whom, when. Never the body. */
export interface Bewijs {
  readonly handeling: 'indienen' | 'ontvangstbewijs' | 'bevestigen' | 'weigeren' | 'teruggeven' | 'leveren' | 'inzien';
  readonly profiel: 'jades' | 'rfc9421';
  readonly handtekening: string;
  readonly basis: string;
  readonly alg: string;
  readonly vingerafdruk: string;
  readonly crlNummer?: string;
  readonly inhoudDigest: string;
  readonly moment: Date;
}

/** What must never be seen twice. */
export interface Nonce {
  readonly sleutel: Uint8Array;
  readonly tot: Date;
}

/** Where the tables sent a message. */
export interface RegistratieRoute {
  readonly aansluiting: AansluitingId;
  readonly ontvangendePartij: PartijCode;
  readonly tafelVersie: string;
  /** File and line of the table that decided, `routes.yaml:12`. */
  readonly tafelRegel: string;
  /** Set when an ended gemeentecode was followed to its successor. */
  readonly opvolging?: string | undefined;
}

/**
 * A message as the pipeline hands it over: accepted, refused or not judged. Members that are not known may be absent or
 * `undefined`: on the hot path one shape for all is cheaper than leaving out.
 */
export interface NieuwBericht {
  readonly verdict: Verdict;
  readonly traceerId: TraceerId;
  /** True when the sender chose the traceerId: then it may name a message that exists. */
  readonly traceerIdGekozen: boolean;
  readonly conversatieId: string;
  readonly traceparent?: string | undefined;
  readonly fscTransactionId?: string | undefined;
  readonly ontvangenOp: Date;
  readonly indiener: { readonly aansluiting: AansluitingId; readonly oin: Oin };
  /** The mandate row that the Indiener acted under, `mandaten.csv:4`; absent when he serves the party himself. */
  readonly mandaat?: string | undefined;
  readonly soort?: BerichtSoort | undefined;
  readonly kop?: Kop | undefined;
  /**
   * The acting party, only where the Indiener may act for it: then the message is in its list as well. Absent when the
   * Kop cannot be read or the mandate is missing: then the Indiener alone sees it.
   */
  readonly handelendePartij?: PartijCode | undefined;
  /** Outer code of a refusal. */
  readonly code?: string | undefined;
  readonly bevindingen: readonly Bevinding[];
  /** SHA-256 of the exact bytes. */
  readonly inhoudSha256: Uint8Array;
  readonly inhoud?: VerzegeldeInhoud | undefined;
  readonly feiten?: FeitenTekst | undefined;
  readonly route?: RegistratieRoute | undefined;
  readonly nonce: Nonce;
  readonly bewijs: readonly Bewijs[];
}

/** What became of {@link BerichtStore.registreer}. In every case but `nonce_bekend` the nonce is now known. */
export type RegistratieUitkomst =
  | { readonly soort: 'nieuw'; readonly traceerId: TraceerId; readonly volgnummer: number }
  | {
      /** The same content was accepted before: nothing is queued again, the same answer is given. */
      readonly soort: 'herhaald';
      readonly traceerId: TraceerId;
      readonly conversatieId: string;
      readonly status: Status;
      readonly ontvangenOp: Date;
      readonly bevindingen: readonly Bevinding[];
    }
  | { readonly soort: 'botsing'; readonly code: 'BRS20' | 'BRS114' }
  | { readonly soort: 'nonce_bekend' };

/** One row of the outbox, claimed for the relay. */
export interface OutboxRij {
  readonly outboxId: number;
  readonly volgnummer: number;
  readonly traceerId: TraceerId;
  readonly aansluiting: AansluitingId;
  /** True when it was claimed before and its publish may have arrived. */
  readonly herlevering: boolean;
}

/** An item that a receiver leased. */
export interface Levering {
  readonly leveringId: string;
  readonly traceerId: TraceerId;
  readonly conversatieId: string;
  readonly soort: LeveringSoort;
  readonly contentType: string;
  readonly berichtsoort: BerichtSoort;
  readonly afzender: PartijCode;
  readonly ontvanger: PartijCode;
  readonly poging: number;
  readonly herlevering: boolean;
  readonly verlooptOp: Date;
  readonly volgnummer: number;
  readonly inhoudSha256: Buffer;
  readonly inhoud: VerzegeldeInhoud;
}

/** A request for leased items. */
export interface LeaseVraag {
  readonly aansluiting: AansluitingId;
  readonly volgorde: VolgordeModus;
  /** Lease only what is for this party; absent = all parties of the aansluiting. */
  readonly partij?: PartijCode;
  readonly soorten: readonly LeveringSoort[];
  readonly max: number;
  /** Stop before the batch would exceed this many bytes of message; the first item always fits. */
  readonly maxBytes: number;
  readonly leaseMs: number;
  readonly nu: Date;
  /** Ids for the offers, at least `max` of them: chance comes from outside. */
  readonly leveringIds: readonly string[];
  readonly nonce?: Nonce;
  readonly bewijs?: Bewijs;
}

/** What a receiver does with an offer. */
export type Afhandeling =
  | { readonly soort: 'bevestigen' }
  | { readonly soort: 'weigeren'; readonly code: string; readonly omschrijving: string }
  | { readonly soort: 'teruggeven' };

/** Result of settling one offer: HTTP-like, so that the table of delivery.md §3 reads in one place. */
export type AfhandelUitkomst =
  | { readonly httpStatus: 204; readonly traceerId: TraceerId; readonly status: Status }
  | { readonly httpStatus: 404 }
  | { readonly httpStatus: 409; readonly traceerId: TraceerId; readonly status: Status };

/** Who asks: what he may see follows from it. */
export interface Kijker {
  readonly aansluiting: AansluitingId;
  readonly partijen: readonly PartijCode[];
}

/** One thing that happened. Append-only. */
export interface GebeurtenisRij {
  readonly volgnummer: number;
  readonly moment: Date;
  readonly traceerId: TraceerId;
  readonly gebeurtenis: Gebeurtenis;
  /** Status after it. */
  readonly status: Status;
  readonly code?: string;
  readonly poging?: number;
  /** Who did it: `hub`, or the id of an aansluiting. */
  readonly actor: string;
  readonly reden?: string;
}

/** A request for a list of messages, newest first. */
export interface LijstVraag {
  readonly kijker: Kijker;
  readonly status?: Status;
  readonly berichtsoort?: BerichtSoort;
  readonly vanaf?: Date;
  readonly tot?: Date;
  /** Only messages with a lower volgnummer. */
  readonly voor?: number;
  readonly max: number;
}

/** Figures for readiness and metrics. */
export interface StoreStand {
  readonly outboxRijen: number;
  readonly outboxOudste?: Date;
  readonly wachtend: ReadonlyMap<AansluitingId, { readonly aantal: number; readonly oudste: Date }>;
  readonly openLeases: number;
  /** Commits since start and operations in them: their ratio is what the group commit gains. */
  readonly commits: number;
  readonly operaties: number;
}

/**
 * Keeps messages, their events, leases and the outbox. Every method is atomic: it happened whole or not at all. What
 * resolves is durable (it survives a kill -9); a rejection with {@link StoreNietBeschikbaar} wrote nothing.
 */
export interface BerichtStore {
  /**
   * Commits message, first event, feiten, evidence, nonce and (when accepted) the outbox row together.
   *
   * In this order: nonce known → `nonce_bekend`. Accepted before under the same key (acting party, berichtcode,
   * identificatie, for a retour identificatieRetour) with the same content → `herhaald` (unless the chosen traceerId
   * belongs to yet another message: `botsing` BRS114); with other content and a verdict of `geaccepteerd` → `botsing`
   * BRS20. The chosen traceerId belongs to a message of another Indiener, or to one that was accepted → `botsing`
   * BRS114; to a refused or unjudged one of the same Indiener → judged anew under that id, `nieuw`. A verdict other than
   * `geaccepteerd` whose key was accepted with other content is recorded as refused.
   */
  registreer(bericht: NieuwBericht): Promise<RegistratieUitkomst>;

  /** Adds evidence to a message afterwards (the receipt of a repeat). */
  voegBewijsToe(traceerId: TraceerId, bewijs: Bewijs): Promise<void>;

  /**
   * Claims up to `max` outbox rows, lowest volgnummer first and what a person offered again behind what waited then, of
   * aansluitingen that are not paused and not in `overslaan`. A claim ends at `tot`; rows whose claim ended are claimed
   * again with `herlevering`. One aansluiting takes at most `maxPerAansluiting`, so that a large backlog of one does not
   * fill the window.
   */
  claimOutbox(vraag: {
    readonly max: number;
    readonly maxPerAansluiting: number;
    readonly overslaan: readonly AansluitingId[];
    readonly nu: Date;
    readonly tot: Date;
  }): Promise<readonly OutboxRij[]>;

  /** Marks claimed rows as published: `ontvangen` → `in_wachtrij`, with its event, and the outbox row is gone. */
  markeerGepubliceerd(outboxIds: readonly number[], nu: Date): Promise<void>;

  /**
   * Gives claimed rows back at once. Those in `misschienAangekomen` were published, and nobody knows whether it arrived:
   * they are claimed again with `herlevering`.
   */
  geefOutboxTerug(outboxIds: readonly number[], misschienAangekomen?: readonly number[]): Promise<void>;

  /** `ontvangen` or `in_wachtrij` → `onbestelbaar`, with its reason, and no outbox row. */
  markeerOnbestelbaar(traceerId: TraceerId, reden: DeadLetterReden, nu: Date): Promise<boolean>;

  /**
   * Leases the next eligible items of an aansluiting, in order of volgnummer as its mode allows: `soepel` every item in
   * `in_wachtrij`; `strikt` nothing beyond an unsettled one (at most one batch is out at a time); `keten` nothing of a
   * chain (sender, receiver, client) of which an earlier one is unsettled in another batch. Expired leases are put back
   * first. Status → `aangeboden` with an event, poging + 1.
   * @returns the items, or `nonce_bekend` when the request was seen before (then nothing is leased).
   */
  lease(vraag: LeaseVraag): Promise<readonly Levering[] | 'nonce_bekend'>;

  /** Settles one offer by the table of settling; a leveringId of another aansluiting is as an unknown one. */
  handelAf(vraag: {
    readonly aansluiting: AansluitingId;
    readonly leveringId: string;
    readonly afhandeling: Afhandeling;
    readonly nu: Date;
    readonly bewijs?: Bewijs;
  }): Promise<AfhandelUitkomst>;

  /** Puts items whose lease ran out back at their own place. @returns the aansluitingen that got something back. */
  verloopLeases(nu: Date): Promise<readonly AansluitingId[]>;

  /** Stores a nonce by itself. @returns false when it was known. */
  onthoudNonce(nonce: Nonce): Promise<boolean>;

  /** Forgets nonces that ended. @returns how many. */
  ruimNonces(nu: Date): Promise<number>;

  /** Leaves an event that changes nothing (a look at the contents), with evidence; stores the nonce with it. */
  registreerInzage(vraag: {
    readonly traceerId: TraceerId;
    readonly actor: AansluitingId;
    readonly nu: Date;
    readonly nonce: Nonce;
    readonly bewijs?: Bewijs;
  }): Promise<'ok' | 'nonce_bekend'>;

  /** @returns the message, or `undefined`. Whether the asker may see it is for `trace/` to say. */
  zoekBericht(traceerId: TraceerId): Promise<(BerichtStand & { readonly zichtbaarVoor: ZichtbaarVoor }) | undefined>;

  /** All events of a message, oldest first. */
  gebeurtenissenVan(traceerId: TraceerId): Promise<readonly GebeurtenisRij[]>;

  /** The sealed payload while it is kept. */
  inhoudVan(traceerId: TraceerId): Promise<VerzegeldeInhoud | undefined>;

  /** Evidence of a message, oldest first. */
  bewijsVan(traceerId: TraceerId): Promise<readonly Bewijs[]>;

  /** The feiten of accepted messages with a higher volgnummer, lowest first: the cursor of every projection. */
  feitenNa(
    volgnummer: number,
    max: number,
  ): Promise<readonly { readonly volgnummer: number; readonly traceerId: TraceerId; readonly feiten: Feiten }[]>;

  /** Messages that the asker may see, newest first. */
  lijst(vraag: LijstVraag): Promise<readonly BerichtStand[]>;

  /** Events with a higher volgnummer of messages that the asker may see, lowest first. */
  gebeurtenissenNa(vraag: {
    readonly kijker: Kijker;
    readonly na: number;
    readonly max: number;
  }): Promise<readonly GebeurtenisRij[]>;

  /** Figures for readiness and metrics. */
  stand(): Promise<StoreStand>;

  /** Tries a write that changes nothing: rejects when the store could not take a message now. */
  proefSchrijven(): Promise<void>;

  /** Calls back after each commit that made something leasable or added events. @returns a function that ends it. */
  opWijziging(terugroep: (wijziging: StoreWijziging) => void): () => void;

  /** Waits for what is under way, then closes. Idempotent. */
  close(): Promise<void>;
}

/**
 * Who may see a message: the Indiener; by party (the acting one, and when accepted the receiving one); and when accepted
 * the aansluiting that it was routed to, which fetches it whether or not it serves the party.
 */
export interface ZichtbaarVoor {
  readonly indiener: AansluitingId;
  readonly partijen: readonly PartijCode[];
  readonly aansluiting?: AansluitingId;
}

/** What a commit changed, for those who wait. */
export interface StoreWijziging {
  /** True when the outbox got rows. */
  readonly outbox: boolean;
  /** Aansluitingen whose mailbox got something. */
  readonly klaargezet: readonly AansluitingId[];
  readonly laatsteGebeurtenis: number;
}
