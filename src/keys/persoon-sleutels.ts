import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Bsn } from '../bericht/bsn.ts';
import type { PersoonSleutels } from '../bericht/feiten.ts';

/** Turns a BSN into its keyed hashes. The BSN goes no further than this. */
export type PersoonHasher = (bsn: Bsn) => PersoonSleutels;

/** A main key that is too short to keep nine digits secret. */
export class HoofdsleutelOngeldig extends Error {
  override readonly name = 'HoofdsleutelOngeldig';
  readonly code = 'PERSOONSLEUTEL';
}

/** Enough to tell all Dutch persons apart many times over, and half the room of the whole HMAC. */
const HASH_BYTES = 16;
const SLEUTEL_BYTES = 32;

/**
 * Makes the hasher of persons: HMAC-SHA-256 under a key per purpose, derived from the main key with HKDF, so that what
 * serves one purpose cannot be joined with another. The first sixteen bytes, as base64url.
 * @param hoofdsleutel 32 bytes; only the derived keys are kept.
 * @param versie version of the main key; stands beside every hash.
 * @throws HoofdsleutelOngeldig when the main key has another length.
 * @see RFC 5869 (HKDF), RFC 2104 (HMAC)
 */
export function createPersoonHasher(hoofdsleutel: Uint8Array, versie: number): PersoonHasher {
  if (hoofdsleutel.length !== SLEUTEL_BYTES)
    throw new HoofdsleutelOngeldig('De persoonssleutel heeft een onjuiste lengte.');
  const trace = leidAf(hoofdsleutel, 'trace');
  const historie = leidAf(hoofdsleutel, 'historie');
  const samenloop = leidAf(hoofdsleutel, 'samenloop');
  const inzage = leidAf(hoofdsleutel, 'inzage');
  return (bsn) => ({
    sleutelVersie: versie,
    trace: hash(trace, bsn),
    historie: hash(historie, bsn),
    samenloop: hash(samenloop, bsn),
    inzage: hash(inzage, bsn),
  });
}

/** The label is part of what is stored: changing it changes every hash. */
function leidAf(hoofdsleutel: Uint8Array, doel: keyof Omit<PersoonSleutels, 'sleutelVersie'>): KeyObject {
  const bytes = hkdfSync('sha256', hoofdsleutel, new Uint8Array(0), `knooppunt/persoon/${doel}`, SLEUTEL_BYTES);
  return createSecretKey(Buffer.from(bytes));
}

function hash(sleutel: KeyObject, bsn: Bsn): string {
  return createHmac('sha256', sleutel).update(bsn).digest().toString('base64url', 0, HASH_BYTES);
}
