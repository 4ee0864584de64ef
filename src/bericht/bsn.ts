/** Burgerservicenummer. Lives between parse and hash only: no field, port, error or log carries it onward. */
export type Bsn = string & { readonly __brand: 'Bsn' };

/** @returns the number, or `undefined` when the text is not nine digits that pass the elfproef. */
export function parseBsn(text: string): Bsn | undefined {
  return /^[0-9]{9}$/.test(text) && passesElfproef(text) ? (text as Bsn) : undefined;
}

/** Tells whether nine digits pass the elfproef: 9a+8b+…+2h−i is a multiple of eleven, and not all are zero. */
export function passesElfproef(negenCijfers: string): boolean {
  let som = 0;
  for (let i = 0; i < 8; i += 1) som += (9 - i) * (negenCijfers.charCodeAt(i) - 48);
  som -= negenCijfers.charCodeAt(8) - 48;
  return som !== 0 && som % 11 === 0;
}

/** Tells whether a number lies in the range that is reserved for tests, 999900006 to 999999990. */
export function isTestBsn(negenCijfers: string): boolean {
  return negenCijfers >= '999900006' && negenCijfers <= '999999990';
}

const UUIDS = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/gi;
// not right behind a letter: in WMO305-2026-03 the 305 is part of a name
const GESCHEIDEN = /(?:(?<![0-9a-z])|(?<=bsn))[0-9]+(?:[\s.\-/_]{1,3}[0-9]+)+(?![0-9a-f])/gi;

/**
 * Tells whether a text may hold a BSN: nine digits that pass the elfproef, in one group or in several with points,
 * spaces or dashes between. Whole UUIDs are no one's number and do not count.
 * @param opties.inLangeReeks whether nine digits inside a longer group count as well (default true). False where long
 *   groups are ordinary: one in three numbers of twelve digits holds nine that pass by chance.
 */
export function kanBsnBevatten(tekst: string, { inLangeReeks = true } = {}): boolean {
  const kaal = tekst.replaceAll(UUIDS, 'x');
  const reeksen = kaal.match(/[0-9]{9,}/g) ?? [];
  if (reeksen.some((reeks) => (inLangeReeks || reeks.length === 9) && houdtBsn(reeks))) return true;
  return (kaal.match(GESCHEIDEN) ?? []).some((rij) => groepenVormenBsn(rij.match(/[0-9]+/g) ?? []));
}

function houdtBsn(reeks: string): boolean {
  for (let i = 0; i + 9 <= reeks.length; i += 1) if (passesElfproef(reeks.slice(i, i + 9))) return true;
  return false;
}

/** Whole groups that make nine digits together: `999 900 006 2026` holds one, `11-12 2026` none. */
function groepenVormenBsn(groepen: readonly string[]): boolean {
  return groepen.some((_, begin) => {
    let getal = '';
    for (let i = begin; i < groepen.length && getal.length < 9; i += 1) getal += groepen[i] ?? '';
    return getal.length === 9 && passesElfproef(getal);
  });
}
