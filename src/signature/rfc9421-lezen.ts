import { parseDictionary, serializeInnerList } from 'structured-headers';
import type { Dictionary, InnerList, Item } from 'structured-headers';
import { gelukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { parseBase64 } from './base64.ts';
import { maakComponent } from './rfc9421-basis.ts';
import type { Component, VeldParameters } from './rfc9421-basis.ts';
import { scanDictionary } from './sf-scan.ts';
import type { RuwLid } from './sf-scan.ts';
import { weiger } from './weigering.ts';
import type { Weigering } from './weigering.ts';

/** One signature of a message whose form is in order; nothing of it is proven yet. */
export interface Rfc9421Handtekening {
  readonly label: string;
  readonly componenten: readonly Component[];
  /** Values of the parameters as parsed; an Integer is a number. */
  readonly parameters: VeldParameters;
  /** Names of parameters whose value looks like a number but is no Integer of RFC 8941 (`1.0`, `1e99`, `@1`). */
  readonly nietGeheel: ReadonlySet<string>;
  /** The inner list with its parameters, serialised again: last line of the base. */
  readonly signatureParams: string;
  readonly handtekening: Buffer;
  /** The same, as the base64 between the colons. */
  readonly handtekeningBase64: string;
}

const MAX = { labels: 4, componenten: 24, handtekening: 1024 } as const;
const GETAL = /^[-@0-9][0-9.eE+-]*$/;
const GEHEEL = /^-?[0-9]{1,15}$/;

/**
 * Reads the two Dictionaries of RFC 9421 strictly: no label or parameter twice, inner lists of Strings, canonical
 * base64, the limits (HND02); the same labels in both (HND03).
 */
export function leesRfc9421(
  signatureInput: string,
  signature: string,
): Uitkomst<readonly Rfc9421Handtekening[], Weigering> {
  const ruw = scanDictionary(signatureInput);
  const waarden = leesSignature(signature);
  if (ruw === undefined || waarden === undefined || ruw.length === 0 || waarden.size === 0) return onleesbaar();
  if (ruw.length > MAX.labels || waarden.size > MAX.labels) {
    return weiger('HND02', 'Er staan meer dan vier handtekeningen in het verzoek.');
  }
  const geparset = parse(signatureInput);
  if (geparset === undefined) {
    // a number like 1e99 is no structured field at all, yet what is wrong is the moment, and that is what helps
    return ruw.some(heeftOnmogelijkMoment) ? geenGeheel() : onleesbaar();
  }
  const handtekeningen: Rfc9421Handtekening[] = [];
  for (const lid of ruw) {
    const waarde = waarden.get(lid.label);
    if (waarde === undefined) return anderLabel();
    const gelezen = leesLid(lid, geparset.get(lid.label), waarde);
    if (gelezen === undefined) return onleesbaar();
    handtekeningen.push(gelezen);
  }
  return waarden.size === ruw.length ? gelukt(handtekeningen) : anderLabel();
}

/** @returns the tags of all signatures that a `Signature-Input` names, or `undefined` when it cannot be read. */
export function leesTags(signatureInput: string): readonly string[] | undefined {
  return scanDictionary(signatureInput)?.map(({ parameters }) => parameters.get('tag')?.replace(/^"|"$/g, '') ?? '');
}

function onleesbaar() {
  return weiger(
    'HND02',
    'Signature en Signature-Input zijn samen niet te lezen als Dictionary (RFC 8941), of overschrijden de grenzen: 24 onderdelen, 1024 bytes.',
  );
}

function anderLabel() {
  return weiger('HND03', 'Signature en Signature-Input noemen niet dezelfde labels.');
}

function geenGeheel() {
  return weiger('HND06', 'created en expires zijn gehele seconden.');
}

function heeftOnmogelijkMoment({ parameters }: RuwLid): boolean {
  return ['created', 'expires'].some((naam) => isNietGeheel(parameters.get(naam) ?? ''));
}

function isNietGeheel(tekst: string): boolean {
  return GETAL.test(tekst) && !GEHEEL.test(tekst);
}

function parse(veld: string): Dictionary | undefined {
  try {
    return parseDictionary(veld);
  } catch {
    return undefined;
  }
}

/** The scan says what a label and a value are; what is left to ask is whether the value is one Byte Sequence. */
function leesSignature(veld: string): ReadonlyMap<string, { bytes: Buffer; base64: string }> | undefined {
  const leden = scanDictionary(veld);
  if (leden === undefined) return undefined;
  const waarden = new Map<string, { bytes: Buffer; base64: string }>();
  for (const { label, parameters, waarde } of leden) {
    if (parameters.size > 0 || waarde.length < 2 || !waarde.startsWith(':') || !waarde.endsWith(':')) return undefined;
    const base64 = waarde.slice(1, -1);
    const bytes = parseBase64(base64);
    if (bytes === undefined || bytes.length > MAX.handtekening) return undefined;
    waarden.set(label, { bytes, base64 });
  }
  return waarden;
}

function leesLid(
  { label, parameters: ruw }: RuwLid,
  lid: Item | InnerList | undefined,
  { base64, bytes }: { bytes: Buffer; base64: string },
): Rfc9421Handtekening | undefined {
  if (lid === undefined || !isInnerList(lid) || lid[0].length > MAX.componenten) return undefined;
  const componenten: Component[] = [];
  for (const [naam, parameters] of lid[0]) {
    if (typeof naam !== 'string') return undefined;
    componenten.push(maakComponent(naam, parameters));
  }
  return {
    label,
    componenten,
    parameters: lid[1],
    nietGeheel: new Set([...ruw].filter(([, waarde]) => isNietGeheel(waarde)).map(([naam]) => naam)),
    signatureParams: serializeInnerList(lid),
    handtekening: bytes,
    handtekeningBase64: base64,
  };
}

function isInnerList(lid: Item | InnerList): lid is InnerList {
  return Array.isArray(lid[0]);
}
