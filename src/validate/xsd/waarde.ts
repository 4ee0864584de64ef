import { parseDatum } from '../../bericht/datum.ts';
import type { XsdCode } from './codes.ts';
import type { WaardeType } from './model.ts';
import { patroonAlsRegExp } from './patroon.ts';

/** Longer lists are not written out in a finding. */
const MAX_LIJST = 30;

const TELWOORDEN = [
  'nul',
  'een',
  'twee',
  'drie',
  'vier',
  'vijf',
  'zes',
  'zeven',
  'acht',
  'negen',
  'tien',
  'elf',
  'twaalf',
];

/** Patterns that say one thing in words. */
const VASTE_PATRONEN: ReadonlyMap<string, string> = new Map([
  ['.*[^\\s].*', 'ten minste één teken dat geen spatie is, op één regel'],
  ['([.\\s]*\\S+[.\\s]*)+', 'ten minste één teken dat geen spatie is'],
  ['[0-9]*', 'alleen cijfers'],
  ['([a-zA-Z0-9])+', 'alleen letters en cijfers'],
  ['([a-zA-ZÀ-ỳ])+', 'alleen letters'],
  ['(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)', 'versienummer zoals 1.0.0'],
]);

/** Describes in Dutch what a value must be, from the facts of its type. */
export function beschrijfWaarde(type: WaardeType): string {
  const vast = vasteWaarde(type);
  if (vast !== undefined) return `precies ${vast}`;
  if (type.lijst !== undefined) {
    return type.lijst.length > MAX_LIJST
      ? `een van de ${type.lijst.length} codes van de codelijst`
      : `een van: ${type.lijst.join(', ')}`;
  }
  if (type.basis === 'date') return 'datum jjjj-mm-dd, zonder tijdzone';
  if (type.basis === 'time') return 'tijd uu:mm:ss, zonder tijdzone';
  if (type.basis === 'integer') {
    if (type.min === undefined || type.max === undefined) return 'geheel getal';
    return `geheel getal van ${type.min} tot en met ${type.max}`;
  }
  return [...type.patronen.map((p) => beschrijfPatroon(p)), ...beschrijfLengte(type)].join('; ') || 'tekst';
}

/** The only value that a type allows, when its last pattern is a plain text. */
export function vasteWaarde(type: WaardeType): string | undefined {
  const patroon = type.patronen.at(-1);
  return patroon !== undefined && /^[A-Za-z0-9]+$/.test(patroon) ? patroon : undefined;
}

function beschrijfPatroon(patroon: string): string {
  const bekend = VASTE_PATRONEN.get(patroon);
  if (bekend !== undefined) return bekend;
  const cijfers = /^\[0-9\]\{([0-9]+)\}$/.exec(patroon)?.[1];
  if (cijfers !== undefined) return `${TELWOORDEN[Number(cijfers)] ?? cijfers} cijfers`;
  return `tekst volgens het patroon ${patroon}`;
}

function beschrijfLengte({ minLengte, maxLengte, patronen }: WaardeType): readonly string[] {
  // a pattern of n digits says the length already
  if (patronen.some((p) => /^\[0-9\]\{[0-9]+\}$/.test(p))) return [];
  if (maxLengte !== undefined) return [`ten hoogste ${maxLengte} ${maxLengte === 1 ? 'teken' : 'tekens'}`];
  return minLengte !== undefined && patronen.length === 0 ? [`ten minste ${minLengte} tekens`] : [];
}

/**
 * Judges a value as libxml2 does, for the parts of a refused message that libxml2 skips after a fault in the order of
 * elements. Patterns that this reading does not cover pass.
 * @returns the code of the first fault, or `undefined`.
 */
export function toetsWaarde(type: WaardeType, tekst: string): XsdCode | undefined {
  const isTekst = type.basis === 'string';
  const waarde = isTekst ? tekst : tekst.replace(/[ \t\r\n]+/g, ' ').trim();
  if (!isTekst && !heeftBasisvorm(type.basis, waarde)) return 'XSD11';
  if (type.basis === 'integer' && !ligtBinnen(type, waarde)) return 'XSD12';
  if (type.lijst !== undefined) return type.lijst.includes(waarde) ? undefined : 'XSD08';
  const lengte = isTekst ? aantalTekens(waarde) : 0;
  if (isTekst && (lengte < (type.minLengte ?? 0) || lengte > (type.maxLengte ?? Infinity))) return 'XSD10';
  const past = type.patronen.every((patroon) => patroonAlsRegExp(patroon)?.test(waarde) ?? true);
  if (past) return undefined;
  return vasteWaarde(type) === undefined ? 'XSD09' : 'XSD13';
}

/** Length as XSD counts it: in characters, not in UTF-16 units. */
export function aantalTekens(tekst: string): number {
  return Array.from(tekst).length;
}

function heeftBasisvorm(basis: string, waarde: string): boolean {
  switch (basis) {
    case 'integer':
      return /^[+-]?[0-9]+$/.test(waarde);
    case 'date': {
      const dag = /^(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?$/.exec(waarde)?.[1];
      return dag !== undefined && (dag.length !== 10 || parseDatum(dag) !== undefined);
    }
    case 'time':
      return /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$|^24:00:00(\.0+)?$/.test(
        waarde,
      );
    default:
      return true;
  }
}

function ligtBinnen({ min, max }: WaardeType, waarde: string): boolean {
  const getal = BigInt(waarde.replace(/^\+/, ''));
  return (min === undefined || getal >= BigInt(min)) && (max === undefined || getal <= BigInt(max));
}
