/** AGB-code of a care provider: eight digits, leading zeros kept. */
export type AgbCode = string & { readonly __brand: 'AgbCode' };

/** CBS code of a municipality: four digits, leading zeros kept. */
export type GemeenteCode = string & { readonly __brand: 'GemeenteCode' };

/** The code of a party as it stands in a header: an AGB-code or a gemeentecode. */
export type PartijCode = AgbCode | GemeenteCode;

/** Which side of the traffic a party is on. */
export type PartijSoort = 'aanbieder' | 'gemeente';

/** Who sends or receives: never both codes, never neither. */
export type Partij =
  { readonly soort: 'aanbieder'; readonly agb: AgbCode } | { readonly soort: 'gemeente'; readonly code: GemeenteCode };

/** @returns the code, or `undefined` when `text` is not eight digits. */
export function parseAgbCode(text: string): AgbCode | undefined {
  return /^[0-9]{8}$/.test(text) ? (text as AgbCode) : undefined;
}

/** @returns the code, or `undefined` when `text` is not four digits. */
export function parseGemeenteCode(text: string): GemeenteCode | undefined {
  return /^[0-9]{4}$/.test(text) ? (text as GemeenteCode) : undefined;
}

/** @returns the party that the code names, told apart by its length, or `undefined` for any other text. */
export function parsePartij(text: string): Partij | undefined {
  const agb = parseAgbCode(text);
  if (agb !== undefined) return { soort: 'aanbieder', agb };
  const code = parseGemeenteCode(text);
  return code === undefined ? undefined : { soort: 'gemeente', code };
}

/** @returns the code, or `undefined` when `text` is neither an AGB-code nor a gemeentecode. */
export function parsePartijCode(text: string): PartijCode | undefined {
  return parseAgbCode(text) ?? parseGemeenteCode(text);
}

/** @returns the side on which the holder of a code stands. */
export function partijSoort(code: PartijCode): PartijSoort {
  return code.length === 8 ? 'aanbieder' : 'gemeente';
}
