/** A JSON object as received, and the members at its root whose number is not written as a plain integer. */
export interface StrictObject {
  /** Own members only; read them by known names. `__proto__` is an ordinary member here (JSON.parse makes it so). */
  readonly leden: Readonly<Record<string, unknown>>;
  /** Names of root members whose number has a fraction or an exponent: `1.0` is no integer for a signature. */
  readonly nietGeheel: ReadonlySet<string>;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NIET_GEHEEL = /-?[0-9]+[.eE]/y;
const GEEN: ReadonlySet<string> = new Set();

/**
 * Reads one JSON object strictly: valid UTF-8, no byte order mark, no name twice in one object at any depth (compared
 * after decoding, so `"\u0061lg"` is `alg`), not nested deeper than `maxDiepte`. `JSON.parse` and jose take the last of
 * two equal names without a word, which lets two readers see two headers.
 * @returns `undefined` when any of this fails; never throws.
 */
export function parseStrictObject(bytes: Uint8Array, maxDiepte: number): StrictObject | undefined {
  let tekst: string;
  let waarde: unknown;
  try {
    tekst = UTF8.decode(bytes);
    waarde = JSON.parse(tekst);
  } catch {
    return undefined;
  }
  if (typeof waarde !== 'object' || waarde === null || Array.isArray(waarde)) return undefined;
  const nietGeheel = scan(tekst, maxDiepte);
  return nietGeheel === undefined ? undefined : { leden: waarde as Record<string, unknown>, nietGeheel };
}

/**
 * Walks a text of which JSON.parse has said that it is JSON, so only quotes and brackets need a look. Strings are jumped
 * over with indexOf: certificates in `x5c` are long.
 * @returns the root members with a number that is no plain integer, or `undefined` for a duplicate name or too deep.
 */
function scan(tekst: string, maxDiepte: number): ReadonlySet<string> | undefined {
  // per open bracket: the names seen (object) or undefined (array)
  const open: (Set<string> | undefined)[] = [];
  let nietGeheel: Set<string> | undefined;
  let naam = '';
  let verwachtNaam = false;
  for (let i = 0; i < tekst.length; i += 1) {
    switch (tekst.charCodeAt(i)) {
      case 0x22: {
        const eind = eindVanString(tekst, i);
        if (verwachtNaam) {
          naam = decodeString(tekst.slice(i, eind + 1));
          const namen = open.at(-1);
          if (namen === undefined || namen.has(naam)) return undefined;
          namen.add(naam);
          verwachtNaam = false;
        }
        i = eind;
        break;
      }
      case 0x7b: // {
        if (open.push(new Set()) > maxDiepte) return undefined;
        verwachtNaam = true;
        break;
      case 0x5b: // [
        if (open.push(undefined) > maxDiepte) return undefined;
        verwachtNaam = false;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        verwachtNaam = false;
        break;
      case 0x2c: // ,
        verwachtNaam = open.at(-1) !== undefined;
        break;
      case 0x3a: // :
        if (open.length === 1 && isNietGeheel(tekst, i + 1)) (nietGeheel ??= new Set()).add(naam);
        break;
      default:
    }
  }
  return nietGeheel ?? GEEN;
}

function eindVanString(tekst: string, begin: number): number {
  let eind = tekst.indexOf('"', begin + 1);
  while (isGeescapet(tekst, eind)) eind = tekst.indexOf('"', eind + 1);
  return eind;
}

function isGeescapet(tekst: string, plaats: number): boolean {
  let strepen = 0;
  while (tekst.charCodeAt(plaats - 1 - strepen) === 0x5c) strepen += 1;
  return strepen % 2 === 1;
}

function decodeString(metAanhalingstekens: string): string {
  return metAanhalingstekens.includes('\\')
    ? (JSON.parse(metAanhalingstekens) as string)
    : metAanhalingstekens.slice(1, -1);
}

function isNietGeheel(tekst: string, vanaf: number): boolean {
  let i = vanaf;
  while (tekst.charCodeAt(i) <= 0x20) i += 1;
  NIET_GEHEEL.lastIndex = i;
  return NIET_GEHEEL.test(tekst);
}
