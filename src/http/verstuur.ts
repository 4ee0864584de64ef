import type { ServerResponse } from 'node:http';
import { HSTS, VASTE_KOPPEN } from './koppen.ts';
import { isWeigering, type Antwoord, type Weigering } from './operatie.ts';
import { PROBLEEM_TYPE, probleem } from './probleem.ts';

const LEEG = Buffer.alloc(0);

/** A good or bad answer as bytes. */
export interface Verzendklaar {
  readonly status: number;
  readonly koppen: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** Turns an answer or a no into bytes with their headers. */
export function maakVerzendklaar(uit: Antwoord | Weigering): Verzendklaar {
  if (isWeigering(uit)) {
    const inhoud = probleem(uit.code, uit.details);
    const body = Buffer.from(JSON.stringify(inhoud));
    return {
      status: inhoud.status,
      koppen: [['Content-Type', PROBLEEM_TYPE], lengte(body), ...(uit.koppen ?? [])],
      body,
    };
  }
  if (uit.inhoud !== undefined) {
    const { contentType, bytes } = uit.inhoud;
    return {
      status: uit.status,
      koppen: [['Content-Type', contentType], lengte(bytes), ...(uit.koppen ?? [])],
      body: bytes,
    };
  }
  if (uit.json === undefined) return { status: uit.status, koppen: uit.koppen ?? [], body: LEEG };
  const body = Buffer.from(JSON.stringify(uit.json));
  return {
    status: uit.status,
    koppen: [['Content-Type', 'application/json'], lengte(body), ...(uit.koppen ?? [])],
    body,
  };
}

function lengte(body: Buffer): readonly [string, string] {
  return ['Content-Length', String(body.length)];
}

/** Writes an answer to the socket, with the headers that every answer has. */
export function verstuur(res: ServerResponse, { status, koppen, body }: Verzendklaar, tls: boolean): void {
  if (res.headersSent || res.destroyed) return;
  const alle: string[] = [];
  for (const [naam, waarde] of VASTE_KOPPEN) alle.push(naam, waarde);
  if (tls) alle.push(HSTS[0], HSTS[1]);
  for (const [naam, waarde] of koppen) alle.push(naam, waarde);
  res.writeHead(status, alle);
  res.end(body.length === 0 ? undefined : body);
}
