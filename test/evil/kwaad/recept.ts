import type { Brok } from '../brokken.ts';
import { stappenVan, type Getekend, type Koppen, type Verzoek } from '../teken.ts';
import type { Stap } from '../verbinding.ts';

/** A word that stands in what is hostile: no answer and no line of the log may hold it. */
export const KANARIE = 'KANARIE';

/** What a recipe starts from. */
export interface Bron {
  /** A valid WMO301 with an Identificatie of its own. */
  readonly xml: string;
  /** Port of the listener that nobody may ever call. */
  readonly lokaas: number;
}

/**
 * How a case is made. `tekst`: text replaced in a valid message; `bytes`: encoded or cut; `herhaal`: a pattern many
 * times over, streamed; `http`: raw lines with pauses; `teken`: headers changed after signing; `json`: another call.
 */
export interface Recept {
  readonly soort: 'tekst' | 'bytes' | 'herhaal' | 'http' | 'teken' | 'json';
  /** Which form of the trick, where a case has more than one. */
  readonly variant?: string;
  readonly verzoek: (bron: Bron) => Verzoek;
  /** What goes over the socket; absent = the signed request as it is. */
  readonly stappen?: (getekend: Getekend) => readonly Stap[] | Promise<readonly Stap[]>;
  /** Where this form is answered otherwise than its case in the table. */
  readonly anders?: { readonly http?: number | 'als geldig'; readonly code?: string; readonly bevinding?: string };
}

/** Replaces text in the valid message. */
export function tekst(maak: (xml: string, bron: Bron) => string, rest: Partial<Recept> = {}): Recept {
  return { soort: 'tekst', verzoek: (bron) => ({ body: [Buffer.from(maak(bron.xml, bron))] }), ...rest };
}

/** Makes bytes of the valid message. */
export function bytes(maak: (xml: string) => Buffer, rest: Partial<Recept> = {}): Recept {
  return { soort: 'bytes', verzoek: ({ xml }) => ({ body: [maak(xml)] }), ...rest };
}

/** Streams parts. */
export function stroom(maak: (xml: string) => readonly Brok[], rest: Partial<Recept> = {}): Recept {
  return { soort: 'herhaal', verzoek: ({ xml }) => ({ body: maak(xml) }), ...rest };
}

/** Sends the valid message under another request. */
export function metVerzoek(anders: Partial<Verzoek>, rest: Partial<Recept> = {}): Recept {
  return { soort: 'http', verzoek: ({ xml }) => ({ body: [Buffer.from(xml)], ...anders }), ...rest };
}

/** Writes the signed valid message to the socket in a way of its own. */
export function http(stappen: (getekend: Getekend) => readonly Stap[], rest: Partial<Recept> = {}): Recept {
  return metVerzoek({}, { stappen, ...rest });
}

/** Changes the header lines after signing. */
export function teken(
  koppen: (getekend: Getekend) => Koppen | Promise<Koppen>,
  rest: Partial<Recept> & { readonly profiel?: Verzoek['profiel'] } = {},
): Recept {
  const { profiel = 'rfc9421', ...overig } = rest;
  return {
    soort: 'teken',
    verzoek: ({ xml }) => ({ body: [Buffer.from(xml)], profiel }),
    stappen: async (getekend) => stappenVan({ ...getekend, koppen: await koppen(getekend) }),
    ...overig,
  };
}

/** Sends a JSON body to a call; to the lease by default. */
export function json(
  body: string | Buffer | readonly Brok[],
  rest: Partial<Recept> & { target?: string } = {},
): Recept {
  const { target = '/v1/leveringen', ...overig } = rest;
  const brokken = typeof body === 'string' ? [Buffer.from(body)] : Buffer.isBuffer(body) ? [body] : body;
  return { soort: 'json', verzoek: () => ({ target, body: brokken, contentType: 'application/json' }), ...overig };
}

/** @returns the text with the first match replaced by a text as it is; throws when nothing matches. */
export function vervang(xml: string, wat: RegExp | string, door: string): string {
  const uit = xml.replace(wat, () => door);
  if (uit === xml) throw new Error(`the message has no place for this trick: ${String(wat)}`);
  return uit;
}

/** @returns the message with other content in the first element of this name. */
export function metInhoud(xml: string, element: string, inhoud: string): string {
  const gevonden = new RegExp(`(<[a-z0-9]+:${element}>)[^<]*(</[a-z0-9]+:${element}>)`).exec(xml);
  if (gevonden === null) throw new Error(`the message has no ${element}`);
  return vervang(xml, gevonden[0], `${gevonden[1] ?? ''}${inhoud}${gevonden[2] ?? ''}`);
}

/** @returns the message with something between the XML declaration and the root element. */
export function inProloog(xml: string, wat: string): string {
  return vervang(xml, '?>\n', `?>\n${wat}\n`);
}

/** @returns the message with attributes or declarations added to the root element. */
export function opHoofdelement(xml: string, wat: string): string {
  return vervang(xml, '<wmo301:Bericht ', `<wmo301:Bericht ${wat} `);
}

/** @returns the message in two halves: up to before the end tag of this element, and the rest. */
export function voorEind(xml: string, element: string): readonly [string, string] {
  const plek = xml.indexOf(`</wmo301:${element}>`);
  if (plek < 0) throw new Error(`the message has no ${element}`);
  return [xml.slice(0, plek), xml.slice(plek)];
}
