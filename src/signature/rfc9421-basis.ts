import { serializeItem } from 'structured-headers';

/** Parameters as parsed: a String is a string, a bare one is `true`, an Integer is a number. */
export type VeldParameters = ReadonlyMap<string, unknown>;

/** A covered component: its name, its parameters, and its identifier as it stands in the base. */
export interface Component {
  readonly naam: string;
  readonly parameters: VeldParameters;
  /** `"content-type"`, `"@method";req` … */
  readonly id: string;
}

type ItemParameters = Parameters<typeof serializeItem>[1];
const GEEN: VeldParameters = new Map();

/** @returns the component with its identifier written in the one way of RFC 8941. */
export function maakComponent(naam: string, parameters: VeldParameters = GEEN): Component {
  return {
    naam,
    parameters,
    id: parameters.size === 0 ? `"${naam}"` : serializeItem(naam, new Map(parameters) as ItemParameters),
  };
}

/** What a request is made of, for the derived components. */
export interface VerzoekFeiten {
  /** As received, case kept. */
  readonly method: string;
  readonly scheme: string;
  /** Host in lower case without the default port. */
  readonly authority: string;
  /** Path and query as on the wire. */
  readonly target: string;
  /** @returns the value of a header by its lower-case name: lines trimmed and joined; `undefined` when absent. */
  readonly kop: (naam: string) => string | undefined;
  /** @returns the base64 of another signature on the message, by label. */
  readonly handtekening: (label: string) => string | undefined;
}

/** What an answer is made of; `verzoek` for the components that carry `req`. */
export interface AntwoordFeiten {
  readonly status: number;
  readonly kop: (naam: string) => string | undefined;
  readonly verzoek: VerzoekFeiten;
}

/**
 * Builds the signature base: one line per component, the line of the parameters last, joined with LF, none at the end.
 * @param signatureParams the inner list with its parameters, as serialised again.
 * @returns the text, or the identifier of the first component that cannot be resolved.
 * @see RFC 9421 §2.5
 */
export function bouwSignatureBase(
  componenten: readonly Component[],
  signatureParams: string,
  feiten: VerzoekFeiten | AntwoordFeiten,
): { readonly ok: true; readonly waarde: string } | { readonly ok: false; readonly fout: string } {
  let basis = '';
  for (const component of componenten) {
    const waarde = los(component, feiten);
    // a line break in a value would let one component pass for two
    if (waarde === undefined || waarde.includes('\n')) return { ok: false, fout: component.id };
    basis += `${component.id}: ${waarde}\n`;
  }
  return { ok: true, waarde: `${basis}"@signature-params": ${signatureParams}` };
}

function los({ naam, parameters }: Component, feiten: VerzoekFeiten | AntwoordFeiten): string | undefined {
  const overVerzoek = parameters.get('req') === true;
  const anders = [...parameters.keys()].filter((sleutel) => sleutel !== 'req');
  if ('status' in feiten) {
    if (overVerzoek) return losVerzoek(naam, parameters, anders, feiten.verzoek);
    if (anders.length > 0) return undefined;
    if (naam === '@status') return String(feiten.status);
    return naam.startsWith('@') ? undefined : vouwOpen(feiten.kop(naam));
  }
  return overVerzoek ? undefined : losVerzoek(naam, parameters, anders, feiten);
}

function losVerzoek(
  naam: string,
  parameters: VeldParameters,
  anders: readonly string[],
  feiten: VerzoekFeiten,
): string | undefined {
  const [enige, ...meer] = anders;
  if (enige !== undefined) {
    const waarde = parameters.get(enige);
    if (meer.length > 0 || typeof waarde !== 'string') return undefined;
    if (naam === 'signature' && enige === 'key') return alsBytes(feiten.handtekening(waarde));
    return naam === '@query-param' && enige === 'name' ? queryParam(feiten.target, waarde) : undefined;
  }
  const vraag = feiten.target.indexOf('?');
  switch (naam) {
    case '@method':
      return feiten.method;
    case '@scheme':
      return feiten.scheme;
    case '@authority':
      return feiten.authority;
    case '@target-uri':
      return `${feiten.scheme}://${feiten.authority}${feiten.target}`;
    case '@path':
      return (vraag === -1 ? feiten.target : feiten.target.slice(0, vraag)) || '/';
    case '@query':
      return vraag === -1 ? '?' : feiten.target.slice(vraag);
    default:
      return naam.startsWith('@') ? undefined : vouwOpen(feiten.kop(naam));
  }
}

function alsBytes(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : `:${base64}:`;
}

const VOUW = /[ \t]*\r?\n[ \t]+/g;

function vouwOpen(waarde: string | undefined): string | undefined {
  return waarde?.includes('\n') === true ? waarde.replace(VOUW, ' ') : waarde;
}

/** Name and value are decoded as a form and encoded again; a name that occurs twice cannot be signed. @see RFC 9421 §2.2.8 */
function queryParam(target: string, naam: string): string | undefined {
  const vraag = target.indexOf('?');
  if (vraag === -1) return undefined;
  const gevonden = [...new URLSearchParams(target.slice(vraag + 1))].filter(([sleutel]) => codeer(sleutel) === naam);
  const [enige, ...meer] = gevonden;
  return enige === undefined || meer.length > 0 ? undefined : codeer(enige[1]);
}

function codeer(tekst: string): string {
  return encodeURIComponent(tekst).replace(/[!'()~]/g, (teken) => `%${teken.charCodeAt(0).toString(16).toUpperCase()}`);
}
