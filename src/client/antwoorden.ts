import type { VerzoekBinding } from '../signature/onderteken-antwoord.ts';

/**
 * What the hub answers, as values. Words that a later hub may add to (statuses, events, codes) are plain text here: a
 * client must not break on one that it does not know.
 */

/** A place where a message falls short. Never holds a value of the message. */
export interface Bevinding {
  /** `xml`, `xsd`, `regels`, `historie` or `route`. */
  readonly laag: string;
  readonly code: string;
  /** Rule of the standard, where one applies. */
  readonly regel?: string;
  /** Retourcode of the standard, where one applies. */
  readonly retourcode?: string;
  /** Readable element path. */
  readonly pad?: string;
  /** Line in the message, from 1. */
  readonly lijn?: number;
  /** Sentence in Dutch: what is wrong. */
  readonly uitleg: string;
  readonly verwacht?: string;
  /** `afzender`, `leverancier`, `ontvanger`, `hubbeheer` or `niemand`. */
  readonly wieIsAanZet: string;
}

/** A no of the hub, in the form of RFC 9457. */
export interface Probleem {
  readonly httpStatus: number;
  /** Short title in Dutch. */
  readonly titel: string;
  /** Sentence in Dutch: what is wrong and what to do. */
  readonly uitleg: string;
  /** Code of the hub's catalogue; `ONBEKEND` when the answer had none. */
  readonly code: string;
  readonly traceerId?: string;
  readonly bevindingen: readonly Bevinding[];
}

/**
 * All that is needed to prove, years later and to anyone, what the hub answered to which request. Plain data: store it
 * as JSON beside the message that was sent. Checked by `controleerBewijsstuk`.
 */
export interface Bewijsstuk {
  readonly versie: 1;
  /** The request as it was signed; its Digest names the message. */
  readonly verzoek: VerzoekBinding & { readonly koppen: readonly (readonly [string, string])[] };
  readonly antwoord: {
    readonly status: number;
    /** Name, value, name, value … as received. */
    readonly rawHeaders: readonly string[];
    /** The exact bytes, base64. */
    readonly body: string;
  };
  readonly hub: {
    /** SHA-256 of the certificate that signed the answer, 64 hex digits. */
    readonly vingerafdruk: string;
    /** The certificate itself, PEM. */
    readonly certificaat: string;
    readonly alg: string;
    /** Moment under the signature, ISO text in UTC. */
    readonly moment: string;
  };
}

/** The hub has the message: `aangenomen` now, `herhaald` when it had it already. Proven by its signature. */
export interface Aangenomen {
  readonly soort: 'aangenomen' | 'herhaald';
  /** Identity of the message; when `herhaald`, that of the first time. */
  readonly traceerId: string;
  readonly conversatieId: string;
  readonly status: string;
  readonly berichtsoort: string;
  readonly afzender: string;
  readonly ontvanger: string;
  /** Remarks that did not refuse the message. */
  readonly bevindingen: readonly Bevinding[];
  readonly ontvangstbewijs: Bewijsstuk;
  /** How often the request was sent, 1 when the first one was answered. */
  readonly pogingen: number;
}

/** The hub did not take the message. Sending the same again gives the same no. */
export interface Geweigerd extends Probleem {
  readonly soort: 'geweigerd';
  /**
   * Whether the hub signed this no. Not when it could not prove who asked (a 401), or when the client itself saw that
   * the message is too large: then there is nothing to keep.
   */
  readonly bewezen: boolean;
  readonly ontvangstbewijs?: Bewijsstuk;
  readonly pogingen: number;
}

/** Outcome of sending a message. */
export type VerstuurUitkomst = Aangenomen | Geweigerd;

/** A message taken from the mailbox, on lease until `verlooptOp`. */
export interface Levering {
  /** Identity of this offer: what is acknowledged, refused or given back. */
  readonly leveringId: string;
  /** Identity of the message, the same on every offer: deduplicate on this one. A checked UUID in lower case. */
  readonly traceerId: string;
  readonly conversatieId: string;
  /** `bericht`, `fo01` or `wlz-signaal`. */
  readonly soort: string;
  readonly contentType: string;
  readonly berichtsoort: string;
  readonly afzender: string;
  readonly ontvanger: string;
  /** How often it was offered, from 1. */
  readonly poging: number;
  /** The hub cannot rule out that an earlier offer arrived. */
  readonly herlevering: boolean;
  readonly verlooptOp: Date;
  readonly volgnummer: number;
  /** The exact bytes that the sender signed; checked against their digest. */
  readonly inhoud: Buffer;
}

/** What became of one acknowledgement in a batch. */
export interface AfhandelResultaat {
  readonly leveringId: string;
  /** 204 done, 404 unknown, 409 settled in another way. */
  readonly httpStatus: number;
  readonly code?: string;
}

/** A message in a list. */
export interface BerichtKort {
  readonly traceerId: string;
  readonly conversatieId: string;
  readonly status: string;
  /** The status as a word for people. */
  readonly statusWoord: string;
  readonly berichtsoort?: string;
  readonly afzender?: string;
  readonly ontvanger?: string;
  readonly identificatie?: string;
  readonly identificatieRetour?: string;
  readonly ontvangenOp: Date;
  readonly code?: string;
}

/** Something that happened to a message. */
export interface Gebeurtenis {
  readonly volgnummer: number;
  readonly moment: Date;
  readonly gebeurtenis: string;
  /** Status after it. */
  readonly status: string;
  readonly code?: string;
  readonly poging?: number;
  /** Who did it: the hub or a connection. */
  readonly door: string;
  readonly reden?: string;
}

/** The trace of one message. */
export interface BerichtSpoor extends BerichtKort {
  readonly dagtekening?: string;
  readonly indiener: string;
  readonly mandaat?: string;
  /** What the caller is to this message: `indiener`, `partij` or both. */
  readonly uwRollen: readonly string[];
  readonly bevindingen: readonly Bevinding[];
  readonly contentDigest: string;
  readonly bytes: number;
  /** Whether the hub still has the contents. */
  readonly inhoudBewaard: boolean;
  readonly poging: number;
  readonly herlevering: boolean;
  readonly deadLetterReden?: string;
  /** Which connection it was routed to, and by which line of which version of the tables. */
  readonly route?: {
    readonly aansluiting: string;
    readonly tafelVersie: string;
    readonly tafelRegel: string;
    readonly opvolging?: string;
  };
  /** Nothing goes to its receiver for now. */
  readonly gepauzeerd?: Vlag;
  /** An operator closed it: it needs no more attention. */
  readonly gesloten?: Vlag;
  /** Oldest first. */
  readonly gebeurtenissen: readonly Gebeurtenis[];
}

/** Set by an operator. */
export interface Vlag {
  readonly sinds: Date;
  readonly door: string;
  readonly reden: string;
}

/** A page of a list; `volgende` is the cursor of the next one. */
export interface BerichtenPagina {
  readonly berichten: readonly BerichtKort[];
  readonly volgende?: string;
}

/** Something that happened to one of the caller's messages. */
export interface EigenGebeurtenis {
  readonly volgnummer: number;
  readonly moment: Date;
  readonly traceerId: string;
  readonly gebeurtenis: string;
  readonly status: string;
  readonly code?: string;
}

/** Events since a cursor; ask the next ones with `na: laatste`. */
export interface GebeurtenissenPagina {
  readonly gebeurtenissen: readonly EigenGebeurtenis[];
  readonly laatste: number;
}

/** A request that was refused before its sender was proven. */
export interface MisluktVerzoek {
  readonly moment: Date;
  readonly methode: string;
  /** Route as the contract has it: never the path that was asked. */
  readonly pad: string;
  readonly code: string;
  /** SHA-256 of the certificate that it named. */
  readonly vingerafdruk: string;
}

/** What the hub remembers of refused requests that named one of the own certificates, oldest first. */
export interface MislukteVerzoeken {
  readonly mislukteVerzoeken: readonly MisluktVerzoek[];
  /** How many the hub no longer holds. */
  readonly vervallen: number;
  /** Since when it counts. */
  readonly sinds: Date;
}

/** What the hub says of a message that was not sent. */
export interface ControleRapport {
  readonly bericht?: string;
  /** `geaccepteerd`, `afgekeurd` or `niet_beoordeeld`. */
  readonly uitkomst: string;
  readonly lagen: readonly { readonly laag: string; readonly uitkomst: string }[];
  readonly bevindingen: readonly Bevinding[];
}

/** What the hub expected under a signature. */
export interface HandtekeningDiagnose {
  readonly profiel?: string;
  /** Absent when the signature is good. */
  readonly code?: string;
  readonly uitleg: string;
  /** The lines that the hub builds. */
  readonly basis?: string;
}

/** A certificate with which the hub signs, or signed. */
export interface HubCertificaatInfo {
  readonly vingerafdruk: string;
  readonly alg: string;
  readonly geldigVan: Date;
  readonly geldigTot: Date;
  readonly pem: string;
  /** Whether the hub signs with it now. */
  readonly actief: boolean;
}

/** The certificates of the hub, newest first, with the PEM of those above them. Not signed: judge them yourself. */
export interface HubCertificaten {
  readonly certificaten: readonly HubCertificaatInfo[];
  readonly keten: readonly string[];
}
