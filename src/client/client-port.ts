import type { Ids, Klok } from '../observe/port.ts';
import type { KopFamilie } from '../signature/jades-namen.ts';
import type { Ondertekenaar } from '../signature/ondertekenaar.ts';
import type {
  AfhandelResultaat,
  BerichtenPagina,
  BerichtSpoor,
  ControleRapport,
  EigenGebeurtenis,
  GebeurtenissenPagina,
  HandtekeningDiagnose,
  HubCertificaten,
  Levering,
  MislukteVerzoeken,
  VerstuurUitkomst,
} from './antwoorden.ts';
import type { BeheerClient } from './beheer-port.ts';
import type { HerhalingOpties } from './herhaling.ts';
import type { HubVertrouwen } from './hub-vertrouwen.ts';
import type { OproepOpties } from './oproep.ts';
import type { TransportOpties } from './transport.ts';

export type { OproepOpties } from './oproep.ts';

/** How a client is set up. One client is for one party at one hub; it keeps its connections open between calls. */
export interface ClientOpties extends TransportOpties {
  /** Who signs: see `leesOndertekenaar`. */
  readonly ondertekenaar: Ondertekenaar;
  /** Which certificates of the hub are believed under its answers. */
  readonly hub: HubVertrouwen;
  /** How requests are signed. Default `jades`, the Dutch norm; `rfc9421` for keys that cannot do PSS. */
  readonly profiel?: 'jades' | 'rfc9421';
  /** Names of the JAdES headers. Default `adr`; `nlgov-adr` are those of before November 2025. */
  readonly kopnaam?: KopFamilie;
  readonly klok: Klok;
  readonly ids: Ids;
  readonly herhaling?: HerhalingOpties;
}

/** Choices for one message. */
export interface VerstuurOpties extends OproepOpties {
  /** UUID that identifies the message for good. Give the one of an earlier attempt to repeat it; default a new one. */
  readonly traceerId?: string;
  /** UUID that ties messages together. */
  readonly conversatieId?: string;
}

/** What is taken from the mailbox. Absent = the default of the hub. */
export interface HaalOpVraag extends OproepOpties {
  /** One of the parties that the connection serves; default all. */
  readonly partij?: string;
  /** 1 to 100, default 20; a batch holds at most 25 MB. */
  readonly max?: number;
  /** How long the messages are yours, 30 to 3600, default 300. */
  readonly leaseSeconden?: number;
  /** How long the hub waits for the first message, 0 to 30, default 0. */
  readonly wachtSeconden?: number;
}

/** Which of the own messages a list shows. */
export interface LijstFilter extends OproepOpties {
  readonly status?: string;
  readonly berichtsoort?: string;
  readonly vanaf?: Date;
  readonly tot?: Date;
  readonly cursor?: string;
  /** 1 to 100, default 50. */
  readonly max?: number;
}

/** Which refused requests are shown: from `vanaf` up to, not including, `tot`. */
export interface MislukteVerzoekenVraag extends OproepOpties {
  readonly vanaf?: Date;
  readonly tot?: Date;
}

/** From where events are read. */
export interface GebeurtenissenVraag extends OproepOpties {
  /** `laatste` of the page before; default 0, the beginning. */
  readonly na?: number;
  /** 1 to 1000, default 100. */
  readonly max?: number;
  /** How long the hub waits for the first one, 0 to 30, default 0. */
  readonly wachtSeconden?: number;
}

/**
 * A party's side of the hub. All calls are signed, all answers proven; what is safe to try again is tried again. Calls
 * may run side by side.
 *
 * @throws KnooppuntOnbereikbaar, KnooppuntBezet when it did not work in all attempts: try again later.
 * @throws AntwoordNietBewezen when an answer may not be believed.
 * @throws AanroepGeweigerd when the hub says no (but `verstuur` returns its no: keep it).
 */
export interface KnooppuntClient {
  /** Sends a message, byte for byte as given. Keep `ontvangstbewijs`: it proves what the hub answered. */
  verstuur(xml: Buffer, opties?: VerstuurOpties): Promise<VerstuurUitkomst>;
  /** Takes messages on lease; settle each before `verlooptOp`. @throws InhoudBeschadigd when one does not fit its digest */
  haalOp(vraag?: HaalOpVraag): Promise<readonly Levering[]>;
  /** Says that a message is stored safely. Saying so again is harmless. */
  bevestig(leveringId: string, opties?: OproepOpties): Promise<void>;
  /** The same for many. @returns the outcome of each, in the same order */
  bevestigAlle(leveringIds: readonly string[], opties?: OproepOpties): Promise<readonly AfhandelResultaat[]>;
  /** Refuses a message for good; the sender sees code and text (200 characters at most, no personal data). */
  weiger(
    leveringId: string,
    reden: { readonly code: string; readonly omschrijving: string },
    opties?: OproepOpties,
  ): Promise<void>;
  /** Gives a message back unprocessed: it waits again at its own place, at once. */
  geefTerug(leveringId: string, opties?: OproepOpties): Promise<void>;
  /** @returns the trace of a message, or `undefined` when it does not exist or is not yours to see */
  spoor(traceerId: string, opties?: OproepOpties): Promise<BerichtSpoor | undefined>;
  /** @returns a page of the own messages, newest first */
  lijst(filter?: LijstFilter): Promise<BerichtenPagina>;
  /** @returns the bytes of a message, while the hub keeps them; leaves an event */
  inhoud(traceerId: string, opties?: OproepOpties): Promise<Buffer>;
  /** @returns what happened to the own messages since a cursor */
  gebeurtenissen(vraag?: GebeurtenissenVraag): Promise<GebeurtenissenPagina>;
  /** All events since a cursor and all that follow, until `signaal` ends it: then it stops without an error. */
  volgGebeurtenissen(vraag?: GebeurtenissenVraag): AsyncGenerator<EigenGebeurtenis, void, undefined>;
  /** @returns the latest requests that named an own certificate and were refused before their sender was proven */
  mislukteVerzoeken(vraag?: MislukteVerzoekenVraag): Promise<MislukteVerzoeken>;
  /** Checks a message without sending it. */
  controleer(xml: Buffer, opties?: OproepOpties): Promise<ControleRapport>;
  /** Asks what the hub expects under the signature of this client: for a signature that does not verify yet. */
  controleerHandtekening(xml: Buffer, opties?: OproepOpties): Promise<HandtekeningDiagnose>;
  /** The certificates of the hub as it shows them, unsigned. */
  certificaten(opties?: OproepOpties): Promise<HubCertificaten>;
  /** What operators do. */
  readonly beheer: BeheerClient;
  /** Ends idle connections. Idempotent. */
  close(): void;
}
