import { z } from 'zod';
import { parseAansluitingId } from '../../bericht/aansluiting.ts';
import { BERICHTTYPEN, STANDAARDEN, findBerichtType } from '../../bericht/catalogus.ts';
import type { BerichtSoort, Standaard } from '../../bericht/catalogus.ts';
import { parseDatum } from '../../bericht/datum.ts';
import { parseOin } from '../../bericht/oin.ts';
import { parseAgbCode, parseGemeenteCode, parsePartijCode } from '../../bericht/partij.ts';
import type { TafelFoutCode } from './tafel-fout.ts';

/** A field of a table as zod reads it: text in, a domain value out. */
export type Veld<T> = z.ZodType<T, string>;

/**
 * Makes a field of a parser.
 * @param verwacht what was expected, in Dutch, as it follows on "verwacht wordt".
 * @param code the fault when the text is something else.
 */
export function veld<T>(
  parse: (tekst: string) => T | undefined,
  verwacht: string,
  code: TafelFoutCode = 'VORM',
): Veld<T> {
  return z.string().transform((tekst, ctx): T => {
    const waarde = parse(tekst);
    if (waarde !== undefined) return waarde;
    ctx.addIssue({ code: 'custom', message: `verwacht wordt ${verwacht}`, params: { code } });
    return z.NEVER;
  });
}

/** A field of a CSV table that may be empty. */
export function leegOf<T>(binnen: Veld<T>): Veld<T | undefined> {
  return z
    .string()
    .transform((tekst) => (tekst === '' ? undefined : tekst))
    .pipe(binnen.optional());
}

/** A field that takes one of some words. */
export function keuze<const W extends string>(...woorden: readonly W[]): Veld<W> {
  return veld((tekst) => woorden.find((woord) => woord === tekst), `een van: ${woorden.join(', ')}`);
}

/** A list in YAML; nothing after the colon is an empty list. */
export function lijst<T>(item: Veld<T>): z.ZodType<readonly T[]> {
  return z.preprocess((waarde) => (waarde === '' ? [] : waarde), z.array(item));
}

/** Words with a space between them in one CSV field; an empty field is an empty list. */
export function woorden<T>(
  parse: (woord: string) => T | undefined,
  verwacht: string,
  code?: TafelFoutCode,
): Veld<readonly T[]> {
  return veld(
    (tekst) => {
      const gevonden = tekst.split(/ +/).filter((woord) => woord !== '');
      const waarden = gevonden.map(parse).filter((waarde) => waarde !== undefined);
      return waarden.length === gevonden.length ? waarden : undefined;
    },
    verwacht,
    code,
  );
}

/** @returns the name of a message when the catalogue knows it. */
export function parseBerichtSoort(tekst: string): BerichtSoort | undefined {
  return findBerichtType(tekst)?.soort;
}

/** @returns the standard when the catalogue knows it. */
function parseStandaard(tekst: string): Standaard | undefined {
  return BERICHTTYPEN.find(({ standaard }) => standaard === tekst)?.standaard;
}

/** A name for people. Not one that a spreadsheet would take for a formula. */
function parseNaam(tekst: string): string | undefined {
  return tekst !== '' && tekst.length <= 200 && tekst.trim() === tekst && !/^[=+@\-|%]/.test(tekst) ? tekst : undefined;
}

/** @returns the fingerprint in lower case without colons, as OpenSSL writes it with or without. */
function parseVingerafdruk(tekst: string): string | undefined {
  if (!/^(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){31})$/.test(tekst)) return undefined;
  return tekst.replaceAll(':', '').toLowerCase();
}

/**
 * @returns the moment, or `undefined` when the text is no existing moment with a time zone: without one, a freeze would
 *   begin at another time on another machine.
 */
export function parseMoment(tekst: string): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(?:Z|[+-](\d{2}):(\d{2}))$/.exec(tekst);
  if (match === null || parseDatum(match[1] ?? '') === undefined) return undefined;
  const [uur, minuut, seconde = 0, zoneUur = 0, zoneMinuut = 0] = match
    .slice(2)
    .map((deel: string | undefined) => Number(deel ?? 0));
  if (Number(uur) > 23 || Number(minuut) > 59 || seconde > 59 || zoneUur > 14 || zoneMinuut > 59) return undefined;
  return new Date(tekst);
}

function parseHost(tekst: string): string | undefined {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  return tekst.length <= 260 && new RegExp(`^${label}(?:\\.${label})*(?::[0-9]{1,5})?$`).test(tekst)
    ? tekst
    : undefined;
}

/** A host name, an IP address, or a network (`10.1.2.0/24`, `2001:db8::/32`). */
function parseToegestaanAdres(tekst: string): string | undefined {
  const isAdres =
    /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:\/[0-9]{1,2})?$/.test(tekst) || /^[0-9a-f:]{2,39}(?:\/[0-9]{1,3})?$/.test(tekst);
  return isAdres && (tekst.includes('.') || tekst.includes(':')) ? tekst : parseHost(tekst);
}

function parseAdres(tekst: string): string | undefined {
  if (tekst.length > 2048 || !URL.canParse(tekst)) return undefined;
  const { protocol, username, password, hash } = new URL(tekst);
  return (protocol === 'https:' || protocol === 'http:') && username + password + hash === '' ? tekst : undefined;
}

const SOORTEN = BERICHTTYPEN.map(({ soort }) => soort).join(', ');

/** The fields of the tables, by their kind. */
export const VELD = {
  naam: veld(parseNaam, 'een naam van 1 tot 200 tekens die niet begint met = + - @ | of %'),
  gemeenteCode: veld(parseGemeenteCode, 'een gemeentecode van vier cijfers'),
  agbCode: veld(parseAgbCode, 'een AGB-code van acht cijfers'),
  partij: veld(parsePartijCode, 'een gemeentecode van vier cijfers of een AGB-code van acht cijfers'),
  datum: veld(parseDatum, 'een bestaande dag als jjjj-mm-dd'),
  moment: veld(parseMoment, 'een bestaand tijdstip met tijdzone, zoals 2027-01-01T06:00:00+01:00'),
  aansluiting: veld(
    parseAansluitingId,
    'een id van 2 tot 63 tekens: kleine letters, cijfers en streepjes, beginnend met een letter',
  ),
  oin: veld(parseOin, 'een OIN van twintig tekens'),
  vingerafdruk: veld(parseVingerafdruk, 'een SHA-256-vingerafdruk van 64 hexadecimale tekens'),
  jaNee: veld((tekst) => (tekst === 'true' ? true : tekst === 'false' ? false : undefined), 'true of false'),
  gelijktijdig: veld(
    (tekst) => (/^[1-9][0-9]?$/.test(tekst) ? Number(tekst) : undefined),
    'een getal van 1 tot en met 99',
  ),
  adres: veld(parseAdres, 'een volledig webadres (https://…) zonder inloggegevens en zonder #'),
  toegestaanAdres: veld(parseToegestaanAdres, 'een hostnaam in kleine letters, een IP-adres of een netwerk'),
  host: veld(parseHost, 'een hostnaam in kleine letters, eventueel met poort'),
  standaard: veld(parseStandaard, `een van: ${STANDAARDEN.map(({ standaard }) => standaard).join(', ')}`),
  release: veld(
    (tekst) => (/^[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}$/.test(tekst) ? tekst : undefined),
    'een release zoals 3.2',
  ),
  berichtsoort: veld(parseBerichtSoort, `een van: ${SOORTEN}`, 'BERICHTSOORT_ONBEKEND'),
  berichtsoorten: woorden(
    parseBerichtSoort,
    `een of meer, met een spatie ertussen, van: ${SOORTEN}`,
    'BERICHTSOORT_ONBEKEND',
  ),
} as const;
