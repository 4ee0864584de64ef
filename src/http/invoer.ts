import type { Request } from 'express';
import type { z } from 'zod';
import { parseTraceerId } from '../bericht/traceer-id.ts';
import { gelukt, mislukt, type Uitkomst } from '../bericht/uitkomst.ts';
import { parseStrictObject } from '../signature/strict-json.ts';
import { weiger, type Operatie, type Weigering } from './operatie.ts';

const JSON_DIEPTE = 16;

/** Reads the query: each name once, none unknown, each value of its form. */
export function leesQuery(target: string, schema: z.ZodObject | undefined): Uitkomst<unknown, Weigering> {
  const vraagteken = target.indexOf('?');
  const waarden: Record<string, string> = {};
  if (vraagteken >= 0) {
    const gezien = new Set<string>();
    for (const [naam, waarde] of new URLSearchParams(target.slice(vraagteken + 1))) {
      if (schema === undefined || !Object.hasOwn(schema.shape, naam)) {
        return mislukt(weiger('SYNTAX', { uitleg: `Onbekende parameter "${toonbaar(naam)}" in de vraag.` }));
      }
      if (gezien.has(naam)) return mislukt(weiger('SYNTAX', { uitleg: `Parameter "${naam}" staat er twee keer.` }));
      gezien.add(naam);
      waarden[naam] = waarde;
    }
  }
  if (schema === undefined) return gelukt({});
  return toets(schema, waarden);
}

/** A name from outside, cut and made harmless. */
function toonbaar(naam: string): string {
  return naam.slice(0, 64).replace(/[^A-Za-z0-9_.-]/g, '?');
}

function toets(schema: z.ZodType, waarde: unknown): Uitkomst<unknown, Weigering> {
  const uit = schema.safeParse(waarde);
  if (uit.success) return gelukt(uit.data);
  const zinnen = uit.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `onbekend: ${issue.keys.map((sleutel) => `"${toonbaar(sleutel)}"`).join(', ')}`;
    const plaats = issue.path.map(String).map(toonbaar).join('.');
    const zin = issue.code === 'invalid_type' ? 'ontbreekt of is van de verkeerde soort' : issue.message;
    return plaats === '' ? zin : `${plaats}: ${zin}`;
  });
  return mislukt(weiger('SYNTAX', { uitleg: zinnen.join('; ') }));
}

/** Reads a JSON body of the form that the operation declares; `undefined` for other bodies. */
export function leesBodyInhoud(operatie: Operatie, body: Buffer): Uitkomst<unknown, Weigering> {
  const eis = operatie.body;
  if (eis?.contentType !== 'application/json' || eis.schema === undefined) return gelukt(undefined);
  if (body.length === 0) return eis.verplicht === false ? gelukt({}) : mislukt(weiger('LEEG'));
  const json = parseStrictObject(body, JSON_DIEPTE);
  if (json === undefined) {
    return mislukt(
      weiger('SYNTAX', {
        uitleg: `De inhoud is geen JSON-object in UTF-8 zonder BOM, met elke naam een keer en ten hoogste ${JSON_DIEPTE} niveaus diep.`,
      }),
    );
  }
  if (heeftOnbruikbareTekst(json.leden)) {
    return mislukt(weiger('SYNTAX', { uitleg: 'Een tekst bevat een NUL-teken of een half teken (surrogaat).' }));
  }
  return toets(eis.schema, json.leden);
}

/** Reads path parameters: all are UUIDs, and percent-encoding never belongs in them. */
export function leesParams(req: Request): Record<string, string> | 'gecodeerd' | 'onjuist' {
  const params: Record<string, string> = {};
  for (const [naam, waarde] of Object.entries(req.params)) {
    if (typeof waarde !== 'string') return 'onjuist';
    if (parseTraceerId(waarde) === undefined)
      return (req.url.split('?')[0] ?? '').includes('%') ? 'gecodeerd' : 'onjuist';
    params[naam] = waarde;
  }
  return params;
}

/** Half a character and NUL are JSON, but no text that every store can keep. */
function heeftOnbruikbareTekst(waarde: unknown): boolean {
  if (typeof waarde === 'string') return /\p{Surrogate}|\0/u.test(waarde);
  if (typeof waarde !== 'object' || waarde === null) return false;
  return Object.entries(waarde).some(([naam, deel]) => heeftOnbruikbareTekst(naam) || heeftOnbruikbareTekst(deel));
}
