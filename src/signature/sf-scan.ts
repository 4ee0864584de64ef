/** One member of a Dictionary field, as its text stands there. */
export interface RuwLid {
  readonly label: string;
  /** Text of the value: an inner list with its brackets, or a bare item; empty for a bare key. */
  readonly waarde: string;
  /** Parameters of the member itself with the text of their values (empty = none): `;created=12` → `created` → `12`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TEKENS = /^[\t\x20-\x7e]*$/;
const SLEUTEL = /[a-z*][a-z0-9_.*-]*/y;
const ITEM = /[^\t ;,()"]+/y;

/**
 * Looks over the text of a Dictionary (RFC 8941 §3.2) for what a parser hides: the library keeps the last of two equal
 * labels or parameters. The values themselves are the library's to judge.
 * @returns the members in order, or `undefined` when a label or a parameter stands there twice, when a character does
 *   not belong in a field, or when quotes, brackets or separators do not fit.
 */
export function scanDictionary(veld: string): readonly RuwLid[] | undefined {
  if (!TEKENS.test(veld)) return undefined;
  const leden: RuwLid[] = [];
  const labels = new Set<string>();
  let i = slaWitOver(veld, 0);
  if (i === veld.length) return leden;
  for (;;) {
    const label = leesSleutel(veld, i);
    if (label === undefined || labels.has(label)) return undefined;
    labels.add(label);
    i += label.length;
    let waarde = '';
    if (veld[i] === '=') {
      const eind = veld[i + 1] === '(' ? eindVanLijst(veld, i + 1) : eindVanItem(veld, i + 1);
      if (eind === undefined) return undefined;
      waarde = veld.slice(i + 1, eind);
      i = eind;
    }
    const parameters = new Map<string, string>();
    const na = leesParameters(veld, i, parameters);
    if (na === undefined) return undefined;
    leden.push({ label, waarde, parameters });
    i = slaWitOver(veld, na);
    if (i === veld.length) return leden;
    if (veld[i] !== ',') return undefined;
    i = slaWitOver(veld, i + 1);
  }
}

function slaWitOver(veld: string, vanaf: number): number {
  let i = vanaf;
  while (veld[i] === ' ' || veld[i] === '\t') i += 1;
  return i;
}

function leesSleutel(veld: string, vanaf: number): string | undefined {
  SLEUTEL.lastIndex = vanaf;
  return SLEUTEL.exec(veld)?.[0];
}

function eindVanItem(veld: string, vanaf: number): number | undefined {
  if (veld[vanaf] === '"') {
    for (let i = vanaf + 1; i < veld.length; i += 1) {
      if (veld[i] === '\\') i += 1;
      else if (veld[i] === '"') return i + 1;
    }
    return undefined;
  }
  ITEM.lastIndex = vanaf;
  return ITEM.test(veld) ? ITEM.lastIndex : undefined;
}

function eindVanLijst(veld: string, vanaf: number): number | undefined {
  let i = vanaf + 1;
  for (;;) {
    i = slaWitOver(veld, i);
    if (veld[i] === ')') return i + 1;
    const eind = eindVanItem(veld, i);
    const na = eind === undefined ? undefined : leesParameters(veld, eind, new Map());
    if (na === undefined) return undefined;
    i = na;
  }
}

function leesParameters(veld: string, vanaf: number, parameters: Map<string, string>): number | undefined {
  let i = vanaf;
  while (veld[i] === ';') {
    i = slaWitOver(veld, i + 1);
    const naam = leesSleutel(veld, i);
    if (naam === undefined || parameters.has(naam)) return undefined;
    i += naam.length;
    let waarde = '';
    if (veld[i] === '=') {
      const eind = eindVanItem(veld, i + 1);
      if (eind === undefined) return undefined;
      waarde = veld.slice(i + 1, eind);
      i = eind;
    }
    parameters.set(naam, waarde);
  }
  return i;
}
