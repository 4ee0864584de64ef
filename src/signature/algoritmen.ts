import { constants, sign, verify } from 'node:crypto';
import type { KeyObject, SignKeyObjectInput, VerifyKeyObjectInput } from 'node:crypto';

/** Kinds of key that may sign. RSA is plain `rsaEncryption`, as PKIoverheid issues it. */
export type SleutelSoort = 'rsa' | 'p256' | 'p384' | 'ed25519';

/** How a signature is computed: what `node:crypto` needs to know. */
export interface Algoritme {
  readonly soort: SleutelSoort;
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null;
  readonly opties: Readonly<Omit<VerifyKeyObjectInput, 'key'> & Omit<SignKeyObjectInput, 'key'>>;
  /** Length of every signature in bytes; for RSA it is that of the modulus. */
  readonly lengte?: number;
  /** So slow that it is computed in the thread pool: P-384 takes 640 µs a verification, eight times P-256. */
  readonly traag?: boolean;
}

// saltLength is written out: without it Node verifies any length
const pss = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
const P1363 = { dsaEncoding: 'ieee-p1363' } as const;

const PSS_512: Algoritme = { soort: 'rsa', hash: 'sha512', opties: pss(64) };
const P256: Algoritme = { soort: 'p256', hash: 'sha256', opties: P1363, lengte: 64 };
const P384: Algoritme = { soort: 'p384', hash: 'sha384', opties: P1363, lengte: 96, traag: true };
const ED25519: Algoritme = { soort: 'ed25519', hash: null, opties: {}, lengte: 64 };

/** The `alg` values that JAdES may name. @see RFC 7518 §3.1, RFC 8037, RFC 9864 */
export const JADES_ALGORITMEN: ReadonlyMap<string, Algoritme> = new Map([
  ['PS256', { soort: 'rsa', hash: 'sha256', opties: pss(32) }],
  ['PS384', { soort: 'rsa', hash: 'sha384', opties: pss(48) }],
  ['PS512', PSS_512],
  ['ES256', P256],
  ['ES384', P384],
  ['EdDSA', ED25519],
  ['Ed25519', ED25519],
]);

/** The `alg` values of RFC 9421 §6.2.2 that may be used; `hmac-sha256` never may. */
export const RFC9421_ALGORITMEN: ReadonlyMap<string, Algoritme> = new Map([
  ['rsa-pss-sha512', PSS_512],
  ['rsa-v1_5-sha256', { soort: 'rsa', hash: 'sha256', opties: { padding: constants.RSA_PKCS1_PADDING } }],
  ['ecdsa-p256-sha256', P256],
  ['ecdsa-p384-sha384', P384],
  ['ed25519', ED25519],
]);

/** The `alg` with which a key signs when nothing else is asked, per profile. */
export const EIGEN_ALG: Readonly<Record<'jades' | 'rfc9421', Readonly<Record<SleutelSoort, string>>>> = {
  jades: { rsa: 'PS256', p256: 'ES256', p384: 'ES384', ed25519: 'EdDSA' },
  rfc9421: { rsa: 'rsa-pss-sha512', p256: 'ecdsa-p256-sha256', p384: 'ecdsa-p384-sha384', ed25519: 'ed25519' },
};

/** Smallest and largest RSA modulus in bits. @see RFC 7518 §3.5 for the lower end; the upper end bounds the work */
export const RSA_BITS = { min: 2048, max: 8192 } as const;

/** Tells whether a key is of the kind and the size that the algorithm needs. */
export function pastBijSleutel(
  algoritme: Algoritme,
  sleutel: { readonly sleutelSoort: SleutelSoort | 'anders'; readonly bits: number },
): boolean {
  if (sleutel.sleutelSoort !== algoritme.soort) return false;
  return algoritme.soort !== 'rsa' || (sleutel.bits >= RSA_BITS.min && sleutel.bits <= RSA_BITS.max);
}

const CURVES: ReadonlyMap<string, SleutelSoort> = new Map([
  ['prime256v1', 'p256'],
  ['secp384r1', 'p384'],
]);

/** @returns the kind of a key, or `undefined` for one that may not sign here (other curves, rsassaPss, DSA …). */
export function sleutelSoort(sleutel: KeyObject): SleutelSoort | undefined {
  const { asymmetricKeyDetails, asymmetricKeyType } = sleutel;
  if (asymmetricKeyType === 'rsa' || asymmetricKeyType === 'ed25519') return asymmetricKeyType;
  return asymmetricKeyType === 'ec' ? CURVES.get(asymmetricKeyDetails?.namedCurve ?? '') : undefined;
}

/** Signs on the calling thread: P-256 takes 27 µs, RSA-2048 310 µs. */
export function ondertekenBytes(algoritme: Algoritme, sleutel: KeyObject, invoer: Buffer): Buffer {
  return sign(algoritme.hash, invoer, { key: sleutel, ...algoritme.opties });
}

/** Signs in the thread pool. @throws what OpenSSL says when the key does not fit. */
export function ondertekenBytesInPool(algoritme: Algoritme, sleutel: KeyObject, invoer: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign(algoritme.hash, invoer, { key: sleutel, ...algoritme.opties }, (fout, handtekening) => {
      if (fout === null) resolve(handtekening);
      else reject(fout);
    });
  });
}

/**
 * Verifies a signature on the calling thread. A signature of another length is refused before OpenSSL sees it, so that
 * DER-encoded ECDSA never passes.
 * @returns false for anything that does not verify; never throws on what the signer sent.
 */
export function verifieerBytes(
  algoritme: Algoritme,
  sleutel: KeyObject,
  invoer: Buffer,
  handtekening: Buffer,
): boolean {
  if (algoritme.lengte !== undefined && handtekening.length !== algoritme.lengte) return false;
  return verify(algoritme.hash, invoer, { key: sleutel, ...algoritme.opties }, handtekening);
}

/** The same as {@link verifieerBytes}, slow algorithms in the thread pool. */
export function verifieerBytesAsync(
  algoritme: Algoritme,
  sleutel: KeyObject,
  invoer: Buffer,
  handtekening: Buffer,
): boolean | Promise<boolean> {
  if (algoritme.traag !== true) return verifieerBytes(algoritme, sleutel, invoer, handtekening);
  if (algoritme.lengte !== undefined && handtekening.length !== algoritme.lengte) return false;
  return new Promise((resolve, reject) => {
    verify(algoritme.hash, invoer, { key: sleutel, ...algoritme.opties }, handtekening, (fout, klopt) => {
      if (fout === null) resolve(klopt);
      else reject(fout);
    });
  });
}
