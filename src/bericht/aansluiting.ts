import type { BerichtSoort, Standaard } from './catalogus.ts';
import type { Datum } from './datum.ts';
import type { Oin } from './oin.ts';
import { parseAgbCode, parseGemeenteCode } from './partij.ts';
import type { AgbCode, GemeenteCode, PartijCode } from './partij.ts';

/** Name of a connection in the tables: lower-case letters, digits and hyphens. Safe in queue names and URLs. */
export type AansluitingId = string & { readonly __brand: 'AansluitingId' };

/** @returns the id, or `undefined` when the text has another form. */
export function parseAansluitingId(text: string): AansluitingId | undefined {
  return /^[a-z][a-z0-9-]{1,62}$/.test(text) ? (text as AansluitingId) : undefined;
}

/** What a connection may do. */
export type Rol = 'aanbieder' | 'gemeente' | 'ciz' | 'helpdesk' | 'beheer';

/** The kinds of item in a mailbox. */
export type LeveringSoort = 'bericht' | 'fo01' | 'wlz-signaal';

/** How messages reach a connection. */
export type LeverWijze = 'pull' | 'push-rest' | 'push-stuf' | 'amqp';

/** Order of delivery: `soepel` (a redelivery may come later), `strikt` (one line), `keten` (strict per chain). */
export type VolgordeModus = 'soepel' | 'strikt' | 'keten';

/** Profile in which a connection signs and is answered. */
export type HandtekeningProfiel = 'jades' | 'rfc9421';

/** The law under which a care provider works. */
export type Grondslag = 'wmo' | 'jw';

/** Environment of the hub: decides which certificates and which BSNs it takes. */
export type Omgeving = 'demo' | 'test' | 'productie';

/** Where a line of a table stands. */
export interface TafelPlaats {
  readonly bestand: string;
  readonly lijn: number;
}

/** A certificate that a connection signs with, by fingerprint. */
export interface AansluitingCertificaat {
  /** SHA-256 over the DER, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  readonly van?: Datum;
  readonly tot?: Datum;
}

/** A connection: one organisation's line to the hub, with the parties that it serves. */
export interface Aansluiting {
  readonly id: AansluitingId;
  readonly naam: string;
  readonly oin: Oin;
  readonly certificaten: readonly AansluitingCertificaat[];
  /** The parties that this connection serves itself (`eigenPartijen`): no mandate needed. */
  readonly partijen: readonly PartijCode[];
  readonly rollen: readonly Rol[];
  readonly levering: {
    readonly wijze: LeverWijze;
    readonly adres?: string;
    readonly toegestaneAdressen: readonly string[];
    readonly gelijktijdig: number;
  };
  readonly volgorde: VolgordeModus;
  readonly soorten: readonly LeveringSoort[];
  readonly regelbeleid: 'weigeren' | 'melden';
  readonly bomBeleid: 'weigeren' | 'melden';
  readonly retourMandaat: boolean;
  readonly geblokkeerd: boolean;
  readonly profiel: HandtekeningProfiel;
  /** Family of header names in answers and pushes: the published names, or those of before November 2025. */
  readonly kopnaam: 'adr' | 'nlgov-adr';
  readonly antwoordAlg: 'ES256' | 'PS256';
  readonly payloadHandtekening: boolean;
  readonly certificaatbinding: 'vingerafdruk' | 'oin';
  readonly handtekeningHosts: readonly string[];
  /** Kind of key that `knooppunt certs` makes for this connection; means nothing outside development. */
  readonly sleutelsoort?: 'rsa' | 'ec';
  readonly plaats: TafelPlaats;
}

/** A municipality of the table; an ended one names its successor. */
export interface Gemeente {
  readonly code: GemeenteCode;
  readonly naam: string;
  readonly geldigVan?: Datum;
  readonly geldigTot?: Datum;
  readonly opvolger?: GemeenteCode;
  readonly plaats: TafelPlaats;
}

/** A care provider of the table. */
export interface Aanbieder {
  readonly agb: AgbCode;
  readonly naam: string;
  readonly grondslagen: readonly Grondslag[];
  readonly geldigVan?: Datum;
  readonly geldigTot?: Datum;
  readonly plaats: TafelPlaats;
}

/** A toestemmingsverklaring: this connection may submit these messages for this party. */
export interface Mandaat {
  readonly afzender: PartijCode;
  readonly indiener: AansluitingId;
  /** Empty = all messages. */
  readonly berichtsoorten: readonly BerichtSoort[];
  readonly geldigVan?: Datum;
  readonly geldigTot?: Datum;
  readonly plaats: TafelPlaats;
}

/** A line of `routes.yaml`; an absent field matches everything. */
export interface RouteRegel {
  readonly standaard?: Standaard;
  readonly release?: string;
  readonly berichtsoort?: BerichtSoort;
  readonly ontvanger?: PartijCode;
  readonly aansluiting: AansluitingId;
  readonly geldigVan?: Datum;
  readonly geldigTot?: Datum;
  readonly plaats: TafelPlaats;
}

/** When a release of a standard may be used. Both ends are inclusive Dutch calendar days. */
export interface ReleaseTermijn {
  readonly standaard: Standaard;
  readonly release: string;
  readonly geldigVan?: Datum;
  readonly geldigTot?: Datum;
  /** Until when retours and answers to messages of this release may still come; later than `geldigTot`. */
  readonly retourTot?: Datum;
  readonly plaats: TafelPlaats;
}

/** A freeze: in this time messages of this kind are refused with the moment at which it ends. */
export interface Pauze {
  /** Empty = all messages. */
  readonly berichtsoorten: readonly BerichtSoort[];
  readonly van: Date;
  readonly tot: Date;
  readonly plaats: TafelPlaats;
}

/** All tables at one moment: read as a whole, checked as a whole, replaced as a whole. Never changed in place. */
export interface Tafels {
  /** Short digest of the contents of all files: stands in the trace of every message that they routed. */
  readonly versie: string;
  readonly aansluitingen: ReadonlyMap<AansluitingId, Aansluiting>;
  readonly gemeenten: ReadonlyMap<GemeenteCode, Gemeente>;
  readonly aanbieders: ReadonlyMap<AgbCode, Aanbieder>;
  readonly mandaten: readonly Mandaat[];
  readonly routes: readonly RouteRegel[];
  readonly releases: readonly ReleaseTermijn[];
  readonly pauzes: readonly Pauze[];
}

const BEDIEND = new WeakMap<Tafels, ReadonlyMap<PartijCode, Aansluiting>>();

/**
 * @returns the connection that serves a party itself, or `undefined`. A checked table has at most one. The parties are
 *   laid out once per snapshot: asking costs one look-up, however many connections there are.
 */
export function aansluitingVanPartij(tafels: Tafels, partij: PartijCode): Aansluiting | undefined {
  const bekend = BEDIEND.get(tafels);
  if (bekend !== undefined) return bekend.get(partij);
  const bediend = new Map<PartijCode, Aansluiting>();
  for (const aansluiting of tafels.aansluitingen.values())
    for (const eigen of aansluiting.partijen) if (!bediend.has(eigen)) bediend.set(eigen, aansluiting);
  BEDIEND.set(tafels, bediend);
  return bediend.get(partij);
}

/** @returns the name of a party in the tables, or `undefined` when they do not know it. */
export function naamVanPartij(tafels: Tafels, code: string): string | undefined {
  const gemeente = parseGemeenteCode(code);
  if (gemeente !== undefined) return tafels.gemeenten.get(gemeente)?.naam;
  const agb = parseAgbCode(code);
  return agb === undefined ? undefined : tafels.aanbieders.get(agb)?.naam;
}
