import type { FoutCode } from '../bericht/fault-catalogue.ts';
import { foutGegevens } from '../bericht/fault-catalogue.ts';

/** Names of the headers beside their values; several values are several lines. */
export type AntwoordKop = readonly [naam: string, waarde: string | readonly string[]];

const BEWIJS_GEVRAAGD: readonly AntwoordKop[] = [
  [
    'WWW-Authenticate',
    [
      'JAdES realm="knooppunt", header="Message-Signature", alg="PS256 ES256", pars="(request-target) host content-type content-length digest"',
      'Signature realm="knooppunt"',
    ],
  ],
  [
    'Accept-Signature',
    'knooppunt=("@method" "@target-uri" "content-digest" "content-type");created;nonce;keyid;tag="knooppunt-v1"',
  ],
];

const DIGEST_GEVRAAGD: readonly AntwoordKop[] = [
  ['Want-Digest', 'SHA-256, SHA-512;q=0.5'],
  ['Want-Content-Digest', 'sha-256=10, sha-512=5'],
];

const LATER: readonly AntwoordKop[] = [['Retry-After', '60']];
const GEEN: readonly AntwoordKop[] = [];

/**
 * @returns the headers that an answer with a signature code carries beside its problem: how to sign on every 401, which
 *   digests count on HND17–19, when to come back on HND13. Empty for every other code.
 * @see RFC 9110 §11.6.1, RFC 9421 §5.1, RFC 9530 §4, RFC 3230 §4.3.1
 */
export function koppenBijCode(code: FoutCode): readonly AntwoordKop[] {
  if (!code.startsWith('HND')) return GEEN;
  if (code === 'HND13') return LATER;
  if (code === 'HND17' || code === 'HND18' || code === 'HND19') return DIGEST_GEVRAAGD;
  return foutGegevens(code).http === 401 ? BEWIJS_GEVRAAGD : GEEN;
}
