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
  /** The same body as text, where it was text: then header and body go out in one write. */
  readonly tekst?: string;
}

/** Turns an answer or a no into bytes with their headers. */
export function maakVerzendklaar(uit: Antwoord | Weigering): Verzendklaar {
  if (isWeigering(uit)) {
    const inhoud = probleem(uit.code, uit.details);
    const tekst = JSON.stringify(inhoud);
    const body = Buffer.from(tekst);
    return {
      status: inhoud.status,
      koppen: [['Content-Type', PROBLEEM_TYPE], lengte(body), ...(uit.koppen ?? [])],
      body,
      tekst,
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
  const tekst = JSON.stringify(uit.json);
  const body = Buffer.from(tekst);
  return {
    status: uit.status,
    koppen: [['Content-Type', 'application/json'], lengte(body), ...(uit.koppen ?? [])],
    body,
    tekst,
  };
}

function lengte(body: Buffer): readonly [string, string] {
  return ['Content-Length', String(body.length)];
}

const ZONDER_TLS: readonly string[] = VASTE_KOPPEN.flat();
const MET_TLS: readonly string[] = [...ZONDER_TLS, ...HSTS];

/** Writes an answer to the socket, with the headers that every answer has. */
export function verstuur(res: ServerResponse, { status, koppen, body, tekst }: Verzendklaar, tls: boolean): void {
  if (res.headersSent || res.destroyed) return;
  const alle = [...(tls ? MET_TLS : ZONDER_TLS)];
  for (const [naam, waarde] of koppen) alle.push(naam, waarde);
  res.writeHead(status, alle);
  res.end(body.length === 0 ? undefined : (tekst ?? body));
}
