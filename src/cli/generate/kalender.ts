import { parseDatum } from '../../bericht/datum.ts';
import type { Datum } from '../../bericht/datum.ts';

/** A calendar month, both ends inclusive. */
export interface Maand {
  readonly begin: Datum;
  readonly einde: Datum;
}

/** @returns the day `dagen` later, or earlier when negative. */
export function plusDagen(datum: Datum, dagen: number): Datum {
  return utcDag(jaarVan(datum), maandVan(datum), Number(datum.slice(8, 10)) + dagen);
}

/** @returns the calendar month that lies `maanden` after the month of a day (0 = its own month). */
export function maandMet(datum: Datum, maanden: number): Maand {
  const [jaar, maand] = [jaarVan(datum), maandVan(datum) + maanden];
  return { begin: utcDag(jaar, maand, 1), einde: utcDag(jaar, maand + 1, 0) };
}

/** @returns the earlier of two days. */
export function vroegste(a: Datum, b: Datum): Datum {
  return a < b ? a : b;
}

function jaarVan(datum: Datum): number {
  return Number(datum.slice(0, 4));
}

function maandVan(datum: Datum): number {
  return Number(datum.slice(5, 7)) - 1;
}

/** Month from 0; a day or month outside its range runs over, as Date.UTC lets it. */
function utcDag(jaar: number, maand: number, dag: number): Datum {
  const datum = parseDatum(new Date(Date.UTC(jaar, maand, dag)).toISOString().slice(0, 10));
  if (datum === undefined) throw new RangeError('the day lies outside the years 1 to 9999');
  return datum;
}
