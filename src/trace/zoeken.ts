import type { Tafels } from '../bericht/aansluiting.ts';
import { passesElfproef } from '../bericht/bsn.ts';
import { BERICHTTYPEN, findBerichtType } from '../bericht/catalogus.ts';
import { isFoutCode } from '../bericht/fault-catalogue.ts';
import { parsePartijCode, type PartijCode } from '../bericht/partij.ts';
import { parseTraceerId, type TraceerId } from '../bericht/traceer-id.ts';
import type { BerichtStore, GebeurtenisRij } from '../store/port.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import type { ZoekOpslag, ZoekSleutel } from '../store/zoek-port.ts';

/** Rows on one page of results. */
export const RIJEN_PER_BLAD = 50;
/** Fewest characters of a traceerId that are searched by. */
export const MIN_BEGIN = 6;
/** Longest text that is searched for. */
export const MAX_ZOEKTEKST = 100;

const MAX_PARTIJEN = 20;
const MAX_DICHTBIJ = 5;

/** One page of results, with what was searched. */
export interface Zoekblad {
  readonly sleutels: readonly ZoekSleutel[];
  readonly rijen: readonly BerichtStand[];
  /** Pass it as `voor` for the next page; absent on the last one. */
  readonly verder?: number;
  /** Messages that come nearest; only where nothing was found. */
  readonly dichtbij: readonly BerichtStand[];
  /** Since when the hub knows messages; absent while there is none. */
  readonly vanaf?: Date;
}

/** The questions of a helpdesk: metadata of all messages, never a body. Whoever asks has the role helpdesk. */
export interface Zoeken {
  zoek(tekst: string, voor?: number): Promise<Zoekblad>;
  bericht(
    traceerId: TraceerId,
  ): Promise<{ readonly stand: BerichtStand; readonly gebeurtenissen: readonly GebeurtenisRij[] } | undefined>;
}

/**
 * Tells whether a text may hold a BSN and so is never searched for, shown or put in an address. Points, spaces and dashes
 * between digits do not hide one. A whole traceerId is let through: its digits are no one's number; and so is a longer row
 * of digits, which is the number of a message.
 */
export function lijktOpBsn(tekst: string): boolean {
  const kaal = tekst.trim();
  if (parseTraceerId(kaal) !== undefined) return false;
  const reeksen = [...(kaal.match(/[0-9]+/g) ?? []), ...(kaal.match(/[0-9](?:[\s.\-/_]{0,3}[0-9])*/g) ?? [])];
  return reeksen
    .map((reeks) => reeks.replaceAll(/[^0-9]/g, ''))
    .some((getal) => getal.length === 9 && passesElfproef(getal));
}

/** Says what a text can mean: all of it is searched at once, so that nobody has to say what he has in hand. */
export function duidZoektekst(invoer: string, tafels: Tafels): readonly ZoekSleutel[] {
  const tekst = invoer.trim();
  if (tekst === '' || tekst.length > MAX_ZOEKTEKST || lijktOpBsn(tekst)) return [];
  const sleutels: ZoekSleutel[] = [];
  const hex = tekst.toLowerCase().replaceAll('-', '');
  if (/^[0-9a-f]{6,32}$/.test(hex)) sleutels.push({ soort: 'traceerId', begin: hex });
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
  // what stands in a header is no longer than these
  if (/^\S{1,64}$/.test(tekst)) {
    sleutels.push({ soort: 'identificatie', waarde: tekst });
    sleutels.push({ soort: 'conversatieId', waarde: parseTraceerId(tekst) ?? tekst });
  }
  return sleutels;
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

/** What comes near a text that gave nothing: the same first characters of a number. */
function dichtbij(sleutels: readonly ZoekSleutel[]): readonly ZoekSleutel[] {
  return sleutels.flatMap((sleutel): ZoekSleutel[] => {
    if (sleutel.soort === 'traceerId' && sleutel.begin.length > MIN_BEGIN)
      return [{ soort: 'traceerId', begin: sleutel.begin.slice(0, MIN_BEGIN) }];
    if (sleutel.soort === 'identificatie' && sleutel.waarde.length > 4)
      return [{ soort: 'identificatieBegin', begin: sleutel.waarde.slice(0, 4) }];
    return [];
  });
}

/** Makes the questions on top of a store and the tables in use. */
export function createZoeken(store: BerichtStore, opslag: ZoekOpslag, tafels: () => Tafels): Zoeken {
  return {
    async zoek(tekst, voor) {
      const sleutels = duidZoektekst(tekst, tafels());
      const grens = voor === undefined ? {} : { voor };
      const [gelezen, vanaf] = await Promise.all([
        opslag.zoekBerichten({ sleutels, ...grens, max: RIJEN_PER_BLAD + 1 }),
        opslag.oudsteBericht(),
      ]);
      const rijen = gelezen.slice(0, RIJEN_PER_BLAD);
      const laatste = gelezen.length > RIJEN_PER_BLAD ? rijen.at(-1)?.volgnummer : undefined;
      const buren =
        rijen.length === 0 ? await opslag.zoekBerichten({ sleutels: dichtbij(sleutels), max: MAX_DICHTBIJ }) : [];
      return {
        sleutels,
        rijen,
        dichtbij: buren,
        ...(laatste === undefined ? {} : { verder: laatste }),
        ...(vanaf === undefined ? {} : { vanaf }),
      };
    },
    async bericht(traceerId) {
      const stand = await store.zoekBericht(traceerId);
      return stand === undefined ? undefined : { stand, gebeurtenissen: await store.gebeurtenissenVan(traceerId) };
    },
  };
}
