import type { KeyObject } from 'node:crypto';
import { EIGEN_ALG, sleutelSoort } from './algoritmen.ts';
import type { SleutelSoort } from './algoritmen.ts';
import { sha256 } from './digest.ts';
import { HTTP_HEADERS_MID } from './jades-namen.ts';

/** Who signs: a private key with its certificate. Made once per key by {@link createOndertekenaar}. */
export interface Ondertekenaar {
  readonly soort: SleutelSoort;
  /** The private key. */
  readonly sleutel: KeyObject;
  readonly certificaatDer: Buffer;
  /** SHA-256 over the DER, 64 lower-case hex digits: `keyid` in RFC 9421. */
  readonly vingerafdruk: string;
  /** The same in base64url, 43 characters: `x5t#S256` in JAdES. */
  readonly x5t: string;
  /**
   * Protected JAdES header of an answer or a push, base64url, with the leaf in `x5c` and without `jti`. Remembered per
   * set of `pars` for as long as the second lasts, so that under load only the signature itself is computed.
   */
  readonly beschermdeKop: (pars: readonly string[], iat: number) => string;
}

/** Members of a protected header as we write it. */
export interface JadesKopGegevens {
  readonly alg: string;
  readonly pars: readonly string[];
  /** Whole seconds since 1970. */
  readonly iat: number;
  readonly x5t: string;
  readonly jti?: string | undefined;
  /** Certificate in standard base64; absent = the receiver knows it by its fingerprint. */
  readonly x5c?: string | undefined;
}

/** The protected header that we write. @see ETSI TS 119 182-1 (baseline B), RFC 7515, RFC 7797 */
export function bouwJadesKop({ alg, pars, iat, x5t, jti, x5c }: JadesKopGegevens): Readonly<Record<string, unknown>> {
  return {
    alg,
    typ: 'JOSE',
    b64: false,
    crit: ['b64', 'sigD'],
    sigD: { mId: HTTP_HEADERS_MID, pars },
    iat,
    ...(jti === undefined ? {} : { jti }),
    'x5t#S256': x5t,
    ...(x5c === undefined ? {} : { x5c: [x5c] }),
  };
}

/**
 * Makes a signer of a private key and its certificate.
 * @throws Error when the key is of a kind that may not sign here (RSA, P-256, P-384 and Ed25519 may).
 */
export function createOndertekenaar(sleutel: KeyObject, certificaatDer: Buffer): Ondertekenaar {
  const soort = sleutelSoort(sleutel);
  if (soort === undefined || sleutel.type !== 'private')
    throw new Error('geen sleutel om mee te ondertekenen: verwacht een geheime sleutel RSA, P-256, P-384 of Ed25519');
  const afdruk = sha256(certificaatDer);
  const x5t = afdruk.toString('base64url');
  const x5c = certificaatDer.toString('base64');
  const alg = EIGEN_ALG.jades[soort];
  const onthouden = new Map<string, { readonly iat: number; readonly tekst: string }>();
  return {
    soort,
    sleutel,
    certificaatDer,
    vingerafdruk: afdruk.toString('hex'),
    x5t,
    beschermdeKop: (pars, iat) => {
      const naam = pars.join(' ');
      const eerder = onthouden.get(naam);
      if (eerder?.iat === iat) return eerder.tekst;
      const tekst = Buffer.from(JSON.stringify(bouwJadesKop({ alg, pars, iat, x5t, x5c }))).toString('base64url');
      // the sets of pars are ours and few; a caller that makes more must not make this grow
      if (onthouden.size >= 64) onthouden.clear();
      onthouden.set(naam, { iat, tekst });
      return tekst;
    },
  };
}
