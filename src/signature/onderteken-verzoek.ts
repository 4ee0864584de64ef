import { FlattenedSign } from 'jose';
import { EIGEN_ALG, ondertekenBytesInPool, RFC9421_ALGORITMEN } from './algoritmen.ts';
import { bouwContentDigest, bouwDigest, sha256 } from './digest.ts';
import { JADES_KOPPEN, REQUEST_TARGET, STURENDE_KOPPEN, TE_DEKKEN_KOPPEN } from './jades-namen.ts';
import type { HandtekeningVorm, KopFamilie } from './jades-namen.ts';
import { bouwJadesPayload } from './jades-payload.ts';
import { leesKoppen, naarRawHeaders } from './koppen.ts';
import type { Koppen, KopRegel } from './koppen.ts';
import { RFC9421_TAG } from './onderteken-antwoord.ts';
import type { VerzoekBinding } from './onderteken-antwoord.ts';
import { bouwJadesKop } from './ondertekenaar.ts';
import type { Ondertekenaar } from './ondertekenaar.ts';
import { bouwSignatureBase, maakComponent } from './rfc9421-basis.ts';
import { schrijfSignatureParams } from './rfc9421-parameters.ts';

/** A request about to be sent. */
export interface TeTekenenVerzoek {
  readonly profiel: 'jades' | 'rfc9421';
  /** Header family (JAdES). Default `adr`, the names of the published module. */
  readonly kopnaam?: KopFamilie;
  /** `payload` signs the body digest alone (JAdES; `POST /v1/berichten` only). Default `bericht`. */
  readonly vorm?: HandtekeningVorm;
  readonly method: string;
  /** Path and query exactly as they will go over the wire. */
  readonly target: string;
  readonly scheme: 'https' | 'http';
  /** Value of the `Host` header as it will go over the wire: host, and the port when it is not the default one. */
  readonly host: string;
  /**
   * The other headers that will be sent. A request with a body needs its `Content-Length` here (as the HTTP client will
   * send it) for JAdES; leave it out when the body is sent in chunks.
   */
  readonly koppen: readonly KopRegel[];
  /** Bytes of the body; empty when there is none. */
  readonly body: Buffer;
  readonly nu: Date;
  /** Makes equal requests within a second different: 22 or more random characters of base64url. Becomes jti or nonce. */
  readonly nonce: string;
  /** Further headers to sign, in lower case (a push signs `poging` and `herlevering`). */
  readonly ookDekken?: readonly string[];
  /** Tag of RFC 9421. Default `knooppunt-v1`; a push has `knooppunt-push-v1`. */
  readonly tag?: string;
  /** Puts the certificate itself in the header (JAdES). Default: its fingerprint alone. */
  readonly metCertificaat?: boolean;
}

/** The headers to add to a request, and what to keep for checking its answer. */
export interface OndertekendVerzoek {
  readonly koppen: readonly KopRegel[];
  readonly binding: VerzoekBinding;
}

/**
 * Signs a request. JAdES adds `Digest` and `Message-Signature` (or `Payload-Signature`); RFC 9421 adds `Content-Digest`
 * (when there is a body), `Signature-Input` and `Signature`. Every header that steers the hub is covered.
 * @throws what jose or OpenSSL says when the key cannot sign.
 */
export function ondertekenVerzoek(
  ondertekenaar: Ondertekenaar,
  verzoek: TeTekenenVerzoek,
): Promise<OndertekendVerzoek> {
  return verzoek.profiel === 'jades' ? tekenJades(ondertekenaar, verzoek) : tekenRfc9421(ondertekenaar, verzoek);
}

async function tekenJades(ondertekenaar: Ondertekenaar, verzoek: TeTekenenVerzoek): Promise<OndertekendVerzoek> {
  const { host, kopnaam = 'adr', koppen, nonce, nu, vorm = 'bericht' } = verzoek;
  const digest = bouwDigest(sha256(verzoek.body));
  const gelezen = leesKoppen([...naarRawHeaders(koppen), 'Host', host, 'Digest', digest]);
  const pars = vorm === 'payload' ? ['digest'] : [REQUEST_TARGET, ...teDekken(gelezen, verzoek.ookDekken), 'digest'];
  const payload = bouwJadesPayload(pars, {
    method: verzoek.method,
    target: verzoek.target,
    kop: (naam) => gelezen.waarden.get(naam),
  });
  if (!payload.ok) throw new Error(`geen header ${payload.fout} om te ondertekenen`);
  const kop = bouwJadesKop({
    alg: EIGEN_ALG.jades[ondertekenaar.soort],
    pars,
    iat: Math.floor(nu.getTime() / 1000),
    jti: nonce,
    x5t: ondertekenaar.x5t,
    x5c: verzoek.metCertificaat === true ? ondertekenaar.certificaatDer.toString('base64') : undefined,
  });
  const jws = await new FlattenedSign(Buffer.from(payload.waarde, 'latin1'))
    .setProtectedHeader(kop)
    .sign(ondertekenaar.sleutel, { crit: { sigD: true } });
  const handtekening = `${jws.protected ?? ''}..${jws.signature}`;
  return {
    koppen: [
      ['Digest', digest],
      [JADES_KOPPEN[kopnaam][vorm], handtekening],
    ],
    binding: bind(verzoek, kopnaam, digest, handtekening),
  };
}

const LABEL = 'knooppunt';

async function tekenRfc9421(ondertekenaar: Ondertekenaar, verzoek: TeTekenenVerzoek): Promise<OndertekendVerzoek> {
  const { body, host, koppen, method, nonce, nu, scheme, tag = RFC9421_TAG, target } = verzoek;
  const contentDigest = body.length === 0 ? undefined : bouwContentDigest(sha256(body));
  const gelezen = leesKoppen([
    ...naarRawHeaders(koppen),
    ...(contentDigest === undefined ? [] : ['Content-Digest', contentDigest]),
  ]);
  const gedekt = ['content-type', ...STURENDE_KOPPEN, ...(verzoek.ookDekken ?? [])];
  const namen = ['@method', '@target-uri', 'content-digest', ...new Set(gedekt)].filter(
    (naam) => naam.startsWith('@') || gelezen.waarden.has(naam),
  );
  const componenten = namen.map((naam) => maakComponent(naam));
  const alg = EIGEN_ALG.rfc9421[ondertekenaar.soort];
  const created = Math.floor(nu.getTime() / 1000);
  const parameters = schrijfSignatureParams(componenten, {
    created,
    nonce,
    keyid: ondertekenaar.vingerafdruk,
    alg,
    tag,
  });
  const basis = bouwSignatureBase(componenten, parameters, {
    method,
    scheme,
    authority: normaliseerAuthority(scheme, host),
    target,
    kop: (naam) => gelezen.waarden.get(naam),
    handtekening: () => undefined,
  });
  const algoritme = RFC9421_ALGORITMEN.get(alg);
  if (!basis.ok || algoritme === undefined) throw new Error('verzoek niet te ondertekenen');
  const bytes = await ondertekenBytesInPool(algoritme, ondertekenaar.sleutel, Buffer.from(basis.waarde, 'latin1'));
  const handtekening = bytes.toString('base64');
  return {
    koppen: [
      ...(contentDigest === undefined ? [] : [['Content-Digest', contentDigest] as const]),
      ['Signature-Input', `${LABEL}=${parameters}`],
      ['Signature', `${LABEL}=:${handtekening}:`],
    ],
    binding: { ...bind(verzoek, 'adr', contentDigest ?? '', handtekening), label: LABEL },
  };
}

function teDekken(koppen: Koppen, ookDekken: readonly string[] = []): string[] {
  const namen = new Set([...TE_DEKKEN_KOPPEN, ...STURENDE_KOPPEN, ...ookDekken]);
  return [...namen].filter((naam) => koppen.waarden.has(naam) && naam !== 'digest');
}

function bind(verzoek: TeTekenenVerzoek, kopnaam: KopFamilie, digest: string, handtekening: string): VerzoekBinding {
  const { host, method, profiel, scheme, target } = verzoek;
  return {
    profiel,
    kopnaam,
    method,
    target,
    targetUri: `${scheme}://${normaliseerAuthority(scheme, host)}${target}`,
    verzoekDigest: digest,
    handtekening,
    verzoekHandtekening: sha256(handtekening).toString('base64url'),
  };
}

/** @returns a host as it stands in `@authority`: lower case, without the default port. @see RFC 9421 §2.2.3 */
export function normaliseerAuthority(scheme: string, host: string): string {
  const klein = host.toLowerCase();
  const standaard = scheme === 'https' ? ':443' : ':80';
  return klein.endsWith(standaard) ? klein.slice(0, -standaard.length) : klein;
}
