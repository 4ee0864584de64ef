import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** Version of the API, in every answer (Dutch API Design Rules: full version in a header). */
export const API_VERSIE = '1.0.0';

/** Headers of every answer of the API: nothing is cached, framed, sniffed or changed on its way. */
export const VASTE_KOPPEN: readonly (readonly [string, string])[] = [
  ['API-Version', API_VERSIE],
  ['Cache-Control', 'no-store, no-transform'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
];

/** Added where the listener speaks TLS. */
export const HSTS: readonly [string, string] = ['Strict-Transport-Security', 'max-age=31536000'];

/** @returns the headers of every answer on this connection. A proxy that ends TLS for us adds its own HSTS. */
export function koppenVoor(verbinding: Duplex | null): readonly (readonly [string, string])[] {
  return verbinding instanceof TLSSocket ? [...VASTE_KOPPEN, HSTS] : VASTE_KOPPEN;
}
