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

/** Tells whether a text holds nine digits in a row that pass the elfproef: such a text may hold a BSN. */
export function kanBsnBevatten(tekst: string): boolean {
  for (const reeks of tekst.match(/[0-9]{9,}/g) ?? []) {
    for (let i = 0; i + 9 <= reeks.length; i += 1) if (passesElfproef(reeks.slice(i, i + 9))) return true;
  }
  return false;
}
