import { constants, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject, SignKeyObjectInput } from 'node:crypto';
import { sha256 } from '../../src/signature/digest.ts';
import { createOndertekenaar } from '../../src/signature/ondertekenaar.ts';
import type { Ondertekenaar } from '../../src/signature/ondertekenaar.ts';

/** A key pair with bytes that stand for its certificate: the signature layer looks at their digest alone. */
export interface Proefsleutel {
  readonly geheim: KeyObject;
  readonly openbaar: KeyObject;
  readonly der: Buffer;
  readonly vingerafdruk: string;
  readonly x5t: string;
}

function maak(naam: string, paar: { privateKey: KeyObject; publicKey: KeyObject }): Proefsleutel {
  const der = Buffer.from(`certificaat van ${naam}`);
  const afdruk = sha256(der);
  return {
    geheim: paar.privateKey,
    openbaar: paar.publicKey,
    der,
    vingerafdruk: afdruk.toString('hex'),
    x5t: afdruk.toString('base64url'),
  };
}

/** Made once per run of the tests. */
export const EC = maak('ec', generateKeyPairSync('ec', { namedCurve: 'P-256' }));
export const EC_ANDER = maak('een ander', generateKeyPairSync('ec', { namedCurve: 'P-256' }));
export const P384 = maak('p384', generateKeyPairSync('ec', { namedCurve: 'P-384' }));
export const ED = maak('ed25519', generateKeyPairSync('ed25519'));
export const RSA = maak('rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }));
export const RSA_1024 = maak('rsa-1024', generateKeyPairSync('rsa', { modulusLength: 1024 }));
export const HUB = maak('hub', generateKeyPairSync('ec', { namedCurve: 'P-256' }));
export const HUB_RSA = maak('hub-rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }));

/** @returns the signer that belongs to a key. */
export function ondertekenaarVan({ der, geheim }: Proefsleutel): Ondertekenaar {
  return createOndertekenaar(geheim, der);
}

/** A way to sign, also one that must not pass. */
export type Teken = (invoer: Buffer, sleutel: KeyObject) => Buffer;

const met =
  (hash: string | null, opties: Omit<SignKeyObjectInput, 'key'> = {}): Teken =>
  (invoer, key) =>
    sign(hash, invoer, { key, ...opties });
const pss = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
const P1363 = { dsaEncoding: 'ieee-p1363' } as const;

export const TEKEN = {
  es256: met('sha256', P1363),
  es256Der: met('sha256', { dsaEncoding: 'der' }),
  es384: met('sha384', P1363),
  ed25519: met(null),
  ps256: met('sha256', pss(32)),
  ps256Zout64: met('sha256', pss(64)),
  ps384: met('sha384', pss(48)),
  ps512: met('sha512', pss(64)),
  ps512Zout32: met('sha512', pss(32)),
  rs256: met('sha256'),
} as const satisfies Readonly<Record<string, Teken>>;

/** Order of the base point of P-256 (FIPS 186). */
const N = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** @returns the other ECDSA signature that verifies over the same bytes: (r, n−s). */
export function andereEcdsa(handtekening: Buffer): Buffer {
  const s = BigInt(`0x${handtekening.subarray(32).toString('hex')}`);
  return Buffer.concat([handtekening.subarray(0, 32), Buffer.from((N - s).toString(16).padStart(64, '0'), 'hex')]);
}
