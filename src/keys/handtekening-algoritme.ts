import { constants, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { TAG, leesEnige, leesInhoud, leesOid } from './der.ts';
import type { DerElement } from './der.ts';

/** How a certificate or CRL was signed. */
export interface HandtekeningAlgoritme {
  /** Digest for `node:crypto`; `null` for Ed25519, which has its own. */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null;
  readonly soort: 'rsa' | 'rsa-pss' | 'ec' | 'ed25519';
}

/** SHA-256 or better only: what is not listed is refused. */
const ALGORITMEN: ReadonlyMap<string, HandtekeningAlgoritme> = new Map([
  ['1.2.840.113549.1.1.11', { hash: 'sha256', soort: 'rsa' }],
  ['1.2.840.113549.1.1.12', { hash: 'sha384', soort: 'rsa' }],
  ['1.2.840.113549.1.1.13', { hash: 'sha512', soort: 'rsa' }],
  ['1.2.840.10045.4.3.2', { hash: 'sha256', soort: 'ec' }],
  ['1.2.840.10045.4.3.3', { hash: 'sha384', soort: 'ec' }],
  ['1.2.840.10045.4.3.4', { hash: 'sha512', soort: 'ec' }],
  ['1.3.101.112', { hash: null, soort: 'ed25519' }],
]);

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const DIGESTS: ReadonlyMap<string, 'sha256' | 'sha384' | 'sha512'> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Reads an AlgorithmIdentifier. @returns `undefined` when it is weaker than SHA-256, or unknown. */
export function leesHandtekeningAlgoritme(element: DerElement | undefined): HandtekeningAlgoritme | undefined {
  const [oid, parameters] = leesInhoud(element, TAG.sequence);
  const naam = leesOid(oid);
  return naam === RSASSA_PSS ? leesPss(parameters) : ALGORITMEN.get(naam);
}

/** Checks a signature over raw bytes, as it stands in a CRL. A key of another kind than the algorithm gives `false`. */
export function klopt(
  { hash, soort }: HandtekeningAlgoritme,
  getekend: Buffer,
  sleutel: KeyObject,
  handtekening: Buffer,
): boolean {
  const past = sleutel.asymmetricKeyType === (soort === 'rsa-pss' ? 'rsa' : soort);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  return past && verify(hash, getekend, { key: sleutel, ...(soort === 'rsa-pss' ? pss : {}) }, handtekening);
}

/** Without parameters RSASSA-PSS means SHA-1 (RFC 4055 §3.1), so the digest must be named. */
function leesPss(parameters: DerElement | undefined): HandtekeningAlgoritme | undefined {
  if (parameters === undefined) return undefined;
  const digest = leesInhoud(parameters, TAG.sequence).find(({ tag }) => tag === 0xa0);
  if (digest === undefined) return undefined;
  const [oid] = leesInhoud(leesEnige(digest.inhoud, TAG.sequence), TAG.sequence);
  const hash = DIGESTS.get(leesOid(oid));
  return hash === undefined ? undefined : { hash, soort: 'rsa-pss' };
}
