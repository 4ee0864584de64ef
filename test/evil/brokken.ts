import { createHash } from 'node:crypto';

/** A part of a body: bytes, or a pattern that is written so many times without ever standing in memory as a whole. */
export type Brok = Buffer | { readonly herhaal: Buffer; readonly aantal: number };

/** How many bytes of a pattern are put together at a time. */
const STUK_BYTES = 256 * 1024;

/** @returns a part of which the text is repeated. */
export function herhaal(tekst: string, aantal: number): Brok {
  return { herhaal: Buffer.from(tekst), aantal };
}

/** @returns the number of bytes of all parts together. */
export function lengteVan(brokken: readonly Brok[]): number {
  return brokken.reduce(
    (som, brok) => som + (Buffer.isBuffer(brok) ? brok.length : brok.herhaal.length * brok.aantal),
    0,
  );
}

/** Gives the parts as pieces of at most a quarter of a megabyte (a plain part comes as it is). */
export function* stukkenVan(brokken: readonly Brok[]): Generator<Buffer> {
  for (const brok of brokken) {
    if (Buffer.isBuffer(brok)) {
      if (brok.length > 0) yield brok;
      continue;
    }
    const perStuk = Math.max(1, Math.floor(STUK_BYTES / brok.herhaal.length));
    const stuk = Buffer.alloc(Math.min(perStuk, brok.aantal) * brok.herhaal.length, brok.herhaal);
    let rest = brok.aantal;
    for (; rest >= perStuk; rest -= perStuk) yield stuk;
    if (rest > 0) yield stuk.subarray(0, rest * brok.herhaal.length);
  }
}

/** @returns SHA-256 over the parts. */
export function digestVan(brokken: readonly Brok[]): Buffer {
  const hash = createHash('sha256');
  for (const stuk of stukkenVan(brokken)) hash.update(stuk);
  return hash.digest();
}
