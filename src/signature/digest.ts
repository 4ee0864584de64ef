import { hash } from 'node:crypto';
import { parseDictionary } from 'structured-headers';
import { parseBase64 } from './base64.ts';
import { trimOws } from './koppen.ts';
import { scanDictionary } from './sf-scan.ts';

/** The digests of a header that count: at least one of the two is there. Algorithms that are broken are left out. */
export interface Digesten {
  readonly sha256?: Buffer;
  readonly sha512?: Buffer;
}

/** @returns SHA-256 over the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array | string): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** @returns the value of a `Digest` header for a body with this SHA-256. @see RFC 3230, RFC 5843 */
export function bouwDigest(bodySha256: Buffer): string {
  return `SHA-256=${bodySha256.toString('base64')}`;
}

/** @returns the value of a `Content-Digest` header for a body with this SHA-256. @see RFC 9530 §2 */
export function bouwContentDigest(bodySha256: Buffer): string {
  return `sha-256=:${bodySha256.toString('base64')}:`;
}

const DIGEST_NAAM = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * Reads a `Digest` header: names in any case, values in strict base64 of exactly 32 or 64 bytes.
 * @returns `undefined` when the form is wrong, an algorithm stands there twice, or neither SHA-256 nor SHA-512 does.
 */
export function parseDigest(waarde: string): Digesten | undefined {
  const gezien = new Set<string>();
  let digesten: Digesten = {};
  for (const deel of waarde.split(',')) {
    const lid = trimOws(deel);
    const is = lid.indexOf('=');
    const naam = lid.slice(0, Math.max(is, 0)).toLowerCase();
    if (!DIGEST_NAAM.test(naam) || gezien.has(naam)) return undefined;
    gezien.add(naam);
    if (naam !== 'sha-256' && naam !== 'sha-512') continue;
    const met = voegToe(digesten, naam, parseBase64(lid.slice(is + 1)));
    if (met === undefined) return undefined;
    digesten = met;
  }
  return heeftEen(digesten) ? digesten : undefined;
}

/** What nearly everybody sends: one SHA-256. Spares the general parser. */
const ENKEL = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/**
 * Reads a `Content-Digest` header (a Dictionary of Byte Sequences).
 * @returns `undefined` when the form is wrong, a name stands there twice, or neither sha-256 nor sha-512 does.
 */
export function parseContentDigest(waarde: string): Digesten | undefined {
  const enkel = ENKEL.exec(waarde)?.[1];
  if (enkel !== undefined) {
    const bytes = parseBase64(enkel);
    return bytes === undefined ? undefined : { sha256: bytes };
  }
  const leden = scanDictionary(waarde);
  if (leden === undefined || !isDictionary(waarde)) return undefined;
  let digesten: Digesten = {};
  for (const { label, waarde: ruw } of leden) {
    if (label !== 'sha-256' && label !== 'sha-512') continue;
    const bytes =
      ruw.length >= 2 && ruw.startsWith(':') && ruw.endsWith(':') ? parseBase64(ruw.slice(1, -1)) : undefined;
    const met = voegToe(digesten, label, bytes);
    if (met === undefined) return undefined;
    digesten = met;
  }
  return heeftEen(digesten) ? digesten : undefined;
}

/** Tells whether every digest that counts is that of the body. */
export function pastBijDigest(digesten: Digesten, body: Uint8Array, bodySha256: Buffer): boolean {
  if (digesten.sha256 !== undefined && !digesten.sha256.equals(bodySha256)) return false;
  return digesten.sha512 === undefined || digesten.sha512.equals(hash('sha512', body, 'buffer'));
}

function voegToe(digesten: Digesten, naam: 'sha-256' | 'sha-512', bytes: Buffer | undefined): Digesten | undefined {
  if (bytes?.length !== (naam === 'sha-256' ? 32 : 64)) return undefined;
  return naam === 'sha-256' ? { ...digesten, sha256: bytes } : { ...digesten, sha512: bytes };
}

function heeftEen({ sha256: kort, sha512: lang }: Digesten): boolean {
  return kort !== undefined || lang !== undefined;
}

function isDictionary(waarde: string): boolean {
  try {
    parseDictionary(waarde);
    return true;
  } catch {
    return false;
  }
}
