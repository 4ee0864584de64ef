import type { Tafels } from '../bericht/aansluiting.ts';
import { kanBsnBevatten } from '../bericht/bsn.ts';
import { BERICHTTYPEN, findBerichtType } from '../bericht/catalogus.ts';
import { isFoutCode } from '../bericht/fault-catalogue.ts';
import { parsePartijCode, type PartijCode } from '../bericht/partij.ts';
import { parseTraceerId, type TraceerId } from '../bericht/traceer-id.ts';
import type { BeheerOpslag, Gepauzeerd } from '../store/beheer-port.ts';
import type { BerichtStore, GebeurtenisRij } from '../store/port.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import type { ZoekOpslag, ZoekSleutel } from '../store/zoek-port.ts';
import { pauzeOp } from './spoor.ts';

/** Rows on one page of results. */
export const RIJEN_PER_BLAD = 50;
/** Fewest characters of an id or an identification that are searched by as its beginning. */
const MIN_BEGIN = 6;
/** Longest text that is searched for. */
export const MAX_ZOEKTEKST = 100;

const MAX_PARTIJEN = 20;
const MAX_DICHTBIJ = 5;
const UUID_IN_TEKST = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/i;

/** One page of results, with what was searched. */
export interface Zoekblad {
  readonly rijen: readonly BerichtStand[];
  /** Pass it as `voor` for the next page; absent on the last one. */
  readonly verder?: number;
  /** More messages begin with this text than are looked at: only a longer text gives the newest. */
  readonly teKort: boolean;
  /** Messages that come nearest; only where nothing was found. */
  readonly dichtbij: readonly BerichtStand[];
  /** Since when the hub knows messages; absent while there is none. */
  readonly vanaf?: Date;
}

/** The questions of a helpdesk: metadata of all messages, never a body. Whoever asks has the role helpdesk. */
export interface Zoeken {
  /**
   * @param tekst what is searched for; nothing = all messages.
   * @param voor the `verder` of the page before.
   */
  zoek(tekst: string, voor?: number): Promise<Zoekblad>;
  bericht(traceerId: TraceerId): Promise<GevondenBericht | undefined>;
}

/** A message with all that happened to it, oldest first. */
export interface GevondenBericht {
  readonly stand: BerichtStand;
  readonly gebeurtenissen: readonly GebeurtenisRij[];
  /** Set while nothing goes to the aansluiting that it waits for. */
  readonly pauze?: Gepauzeerd;
}

/** What the questions are asked of. */
export interface ZoekDelen {
  readonly store: Pick<BerichtStore, 'zoekBericht' | 'gebeurtenissenVan'>;
  readonly opslag: ZoekOpslag;
  readonly tafels: () => Tafels;
  readonly pauzeVan: BeheerOpslag['pauzeVan'];
}

/** Why a text is not searched for. */
export type Zoekbezwaar = 'bsn' | 'te_lang';

/**
 * Says what keeps a text from being searched for. One that may hold a BSN is never shown or put in an address either; a
 * longer row of digits is let through, since numbers of messages are such rows.
 */
export function zoekbezwaar(tekst: string): Zoekbezwaar | undefined {
  // the length first: what is too long is not looked at
  if (tekst.length > MAX_ZOEKTEKST) return 'te_lang';
  return kanBsnBevatten(tekst, { inLangeReeks: false }) ? 'bsn' : undefined;
}

/** Says what a text can mean: all of it is searched at once, so that nobody has to say what he has in hand. */
export function duidZoektekst(invoer: string, tafels: Tafels): readonly ZoekSleutel[] {
  const tekst = invoer.trim();
  if (zoekbezwaar(tekst) !== undefined) return [];
  if (tekst === '') return [{ soort: 'alle' }];
  const sleutels: ZoekSleutel[] = [];
  const hex = deelVanId(tekst);
  if (hex !== undefined) sleutels.push({ soort: 'traceerId', begin: hex }, { soort: 'conversatieId', begin: hex });
  const soorten = /^[0-9]{3}$/.test(tekst)
    ? BERICHTTYPEN.filter(({ soort }) => soort.endsWith(tekst)).map(({ soort }) => soort)
    : berichtsoort(tekst);
  sleutels.push(...soorten.map((soort) => ({ soort: 'berichtsoort' as const, berichtsoort: soort })));
  // the berichtcode of the standard, 415 for WMO302, is not its number
  for (const { berichtcode, soort } of BERICHTTYPEN)
    if (berichtcode === tekst && !soorten.includes(soort))
      sleutels.push({ soort: 'berichtsoort', berichtsoort: soort });
  if (isFoutCode(tekst.toUpperCase())) sleutels.push({ soort: 'code', code: tekst.toUpperCase() });
  for (const partij of partijen(tekst, tafels)) sleutels.push({ soort: 'partij', partij });
  // the name of a message or a party is no beginning: identifications that open with it would crowd out the rest
  const isBegin = sleutels.every(({ soort }) => soort === 'traceerId' || soort === 'conversatieId');
  // what stands in a header is no longer than this, and people type it in either case
  if (/^\S{1,64}$/.test(tekst))
    for (const waarde of new Set([tekst, tekst.toUpperCase()])) {
      sleutels.push({ soort: 'identificatie', waarde });
      if (isBegin && waarde.length >= MIN_BEGIN) sleutels.push({ soort: 'identificatieBegin', begin: waarde });
    }
  return sleutels;
}

/** @returns the digits of what may be a part of an id, or a whole one, pasted with what stood around it. */
function deelVanId(tekst: string): string | undefined {
  const [heel] = UUID_IN_TEKST.exec(tekst) ?? [];
  const hex = (heel ?? tekst).toLowerCase().replaceAll('-', '');
  return /^[0-9a-f]{6,32}$/.test(hex) ? hex : undefined;
}

function berichtsoort(tekst: string): readonly (typeof BERICHTTYPEN)[number]['soort'][] {
  const type = findBerichtType(tekst.toUpperCase().replaceAll(/[\s-]/g, ''));
  return type === undefined ? [] : [type.soort];
}

function partijen(tekst: string, tafels: Tafels): readonly PartijCode[] {
  const code = parsePartijCode(tekst);
  if (code !== undefined) return [code];
  const gezocht = tekst.toLowerCase();
  if (gezocht.length < 3) return [];
  const gevonden: PartijCode[] = [];
  for (const tafel of [tafels.gemeenten, tafels.aanbieders])
    for (const [partij, { naam }] of tafel) if (naam.toLowerCase().includes(gezocht)) gevonden.push(partij);
  return gevonden.slice(0, MAX_PARTIJEN);
}

/** What comes near a text that gave nothing: the last two characters may be wrong. */
function dichtbij(sleutels: readonly ZoekSleutel[]): readonly ZoekSleutel[] {
  return sleutels.flatMap((sleutel): ZoekSleutel[] => {
    if (!('begin' in sleutel) || sleutel.begin.length < MIN_BEGIN + 2) return [];
    return [{ ...sleutel, begin: sleutel.begin.slice(0, -2) }];
  });
}

/** Makes the questions on top of a store and the tables in use. */
export function createZoeken({ store, opslag, tafels, pauzeVan }: ZoekDelen): Zoeken {
  /** What the index does not give: a part from the middle or the end of an id, or a tombstone by its whole id. */
  async function zoekVerder(tekst: string): Promise<readonly BerichtStand[]> {
    const deel = deelVanId(tekst);
    if (deel === undefined) return [];
    if (deel.length < 32) {
      const sleutels = [{ soort: 'traceerIdDeel', deel }] as const;
      return (await opslag.zoekBerichten({ sleutels, max: RIJEN_PER_BLAD })).rijen;
    }
    const traceerId = parseTraceerId(deel.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
    const steen = traceerId === undefined ? undefined : await store.zoekBericht(traceerId);
    return steen === undefined ? [] : [steen];
  }

  return {
    async zoek(invoer, voor) {
      const tekst = invoer.trim();
      const sleutels = duidZoektekst(tekst, tafels());
      const grens = voor === undefined ? {} : { voor };
      const [{ rijen: gelezen, teKort }, vanaf] = await Promise.all([
        opslag.zoekBerichten({ sleutels, ...grens, max: RIJEN_PER_BLAD + 1 }),
        opslag.oudsteBericht(),
      ]);
      const isMeer = gelezen.length > RIJEN_PER_BLAD && !teKort;
      const leeg = gelezen.length === 0 && voor === undefined;
      const rijen = leeg ? await zoekVerder(tekst) : gelezen.slice(0, RIJEN_PER_BLAD);
      const verder = isMeer ? rijen.at(-1)?.volgnummer : undefined;
      const buren =
        rijen.length === 0
          ? await opslag.zoekBerichten({ sleutels: dichtbij(sleutels), max: MAX_DICHTBIJ })
          : undefined;
      return {
        rijen,
        teKort,
        dichtbij: buren?.rijen ?? [],
        ...(verder === undefined ? {} : { verder }),
        ...(vanaf === undefined ? {} : { vanaf }),
      };
    },
    async bericht(traceerId) {
      const stand = await store.zoekBericht(traceerId);
      if (stand === undefined) return undefined;
      const pauze = pauzeOp(pauzeVan, stand);
      const gebeurtenissen = await store.gebeurtenissenVan(traceerId);
      return { stand, gebeurtenissen, ...(pauze === undefined ? {} : { pauze }) };
    },
  };
}
