import {
  EIGEN_ALG,
  JADES_ALGORITMEN,
  ondertekenBytes,
  ondertekenBytesInPool,
  RFC9421_ALGORITMEN,
} from './algoritmen.ts';
import type { Algoritme } from './algoritmen.ts';
import { bouwContentDigest, bouwDigest, sha256 } from './digest.ts';
import { JADES_KOPPEN, REQUEST_TARGET } from './jades-namen.ts';
import type { KopFamilie } from './jades-namen.ts';
import { bouwJadesPayload, jadesInvoer } from './jades-payload.ts';
import type { KopRegel } from './koppen.ts';
import type { Ondertekenaar } from './ondertekenaar.ts';
import { bouwSignatureBase, maakComponent } from './rfc9421-basis.ts';
import type { Component } from './rfc9421-basis.ts';
import { schrijfSignatureParams } from './rfc9421-parameters.ts';

/** The facts of a request to which its answer is bound. A proven request has them; the client keeps those of its own. */
export interface VerzoekBinding {
  readonly profiel: 'jades' | 'rfc9421';
  /** Header family of the request (JAdES): the answer uses the same. */
  readonly kopnaam: KopFamilie;
  readonly method: string;
  /** Path and query as the client addressed them. */
  readonly target: string;
  /** Absolute URI as the client addressed it. */
  readonly targetUri: string;
  /** Value of Digest (JAdES) or Content-Digest (RFC 9421) of the request; empty when there was none. */
  readonly verzoekDigest: string;
  /** Value of the signature header (JAdES), or the base64 between the colons (RFC 9421). */
  readonly handtekening: string;
  /** base64url SHA-256 over the ASCII of `handtekening`. */
  readonly verzoekHandtekening: string;
  /** Label of the signature (RFC 9421). */
  readonly label?: string;
}

/** An answer about to be sent. */
export interface TeTekenenAntwoord {
  readonly verzoek: VerzoekBinding;
  readonly status: number;
  /** Absent for an answer without content. */
  readonly contentType?: string;
  /** The bytes that will be sent; empty for 204. */
  readonly body: Buffer;
  /**
   * Binds status and request by two headers: for answers whose body has no `ontvangstbewijs`. Such a body is the other
   * way to bind them.
   */
  readonly bindKoppen: boolean;
  readonly nu: Date;
}

/** Header of an answer that repeats its status under the signature. */
export const ANTWOORD_STATUS = 'Antwoord-Status';
/** Header of an answer that names the signature of the request that it answers. */
export const VERZOEK_HANDTEKENING = 'Verzoek-Handtekening';
/** The label of the hub's own signatures in RFC 9421, and the tag that tells them from those of others. */
export const RFC9421_TAG = 'knooppunt-v1';
const LABEL = 'knooppunt';

/** The signature under an answer, as evidence. */
export interface AntwoordBewijs {
  readonly profiel: 'jades' | 'rfc9421';
  /** JAdES: the header value. RFC 9421: the values of Signature-Input and Signature, on a line each. */
  readonly handtekening: string;
  /** The JWS payload (JAdES) or the signature base (RFC 9421). */
  readonly basis: string;
  readonly alg: string;
  readonly vingerafdruk: string;
  /** Value of Digest or Content-Digest. */
  readonly inhoudDigest: string;
  readonly moment: Date;
}

/** The headers to add to an answer, and the signature as evidence. */
export interface OndertekendAntwoord {
  readonly koppen: readonly KopRegel[];
  readonly bewijs: AntwoordBewijs;
}

/** What is to be signed, and how the answer looks once the signature is there. */
interface Ontwerp {
  readonly algoritme: Algoritme;
  readonly invoer: Buffer;
  readonly maakAf: (handtekening: Buffer) => OndertekendAntwoord;
}

/**
 * Signs an answer to a verified request, in the profile of that request, on the calling thread (P-256: about 30 µs).
 * @returns the headers to add and the evidence. The headers: `Content-Length` (not for 204 and 304), `Digest` or `Content-Digest`, `Cache-Control`,
 *   the binding headers when asked, and the signature. `Content-Type` is the caller's to set, with exactly the same text.
 */
export function ondertekenAntwoord(ondertekenaar: Ondertekenaar, antwoord: TeTekenenAntwoord): OndertekendAntwoord {
  const { algoritme, invoer, maakAf } = ontwerp(ondertekenaar, antwoord);
  return maakAf(ondertekenBytes(algoritme, ondertekenaar.sleutel, invoer));
}

/** The same as {@link ondertekenAntwoord} with the signature computed in the thread pool: for RSA (310 µs and more). */
export async function ondertekenAntwoordInPool(
  ondertekenaar: Ondertekenaar,
  antwoord: TeTekenenAntwoord,
): Promise<OndertekendAntwoord> {
  const { algoritme, invoer, maakAf } = ontwerp(ondertekenaar, antwoord);
  return maakAf(await ondertekenBytesInPool(algoritme, ondertekenaar.sleutel, invoer));
}

function ontwerp(ondertekenaar: Ondertekenaar, antwoord: TeTekenenAntwoord): Ontwerp {
  const { body, status, verzoek } = antwoord;
  const digest = sha256(body);
  const koppen: KopRegel[] = [];
  if (status !== 204 && status !== 304) koppen.push(['Content-Length', String(body.length)]);
  if (antwoord.bindKoppen) {
    koppen.push([ANTWOORD_STATUS, String(status)], [VERZOEK_HANDTEKENING, verzoek.verzoekHandtekening]);
  }
  koppen.push(['Cache-Control', 'no-store, no-transform']);
  return verzoek.profiel === 'jades'
    ? ontwerpJades(ondertekenaar, antwoord, bouwDigest(digest), koppen)
    : ontwerpRfc9421(ondertekenaar, antwoord, bouwContentDigest(digest), koppen);
}

function ontwerpJades(
  ondertekenaar: Ondertekenaar,
  { contentType, nu, verzoek }: TeTekenenAntwoord,
  digest: string,
  koppen: KopRegel[],
): Ontwerp {
  const waarden = new Map<string, string>([['digest', digest]]);
  const pars = [REQUEST_TARGET];
  if (contentType !== undefined) {
    waarden.set('content-type', contentType);
    pars.push('content-type');
  }
  for (const [naam, waarde] of koppen) {
    if (naam === 'Cache-Control') continue;
    waarden.set(naam.toLowerCase(), waarde);
    pars.push(naam.toLowerCase());
  }
  pars.push('digest');
  const { method, target } = verzoek;
  const payload = bouwJadesPayload(pars, { method, target, kop: (naam) => waarden.get(naam) });
  if (!payload.ok) throw new Error(`antwoord zonder ${payload.fout}`);
  const beschermd = ondertekenaar.beschermdeKop(pars, Math.floor(nu.getTime() / 1000));
  const alg = EIGEN_ALG.jades[ondertekenaar.soort];
  return {
    algoritme: algoritmeVan(JADES_ALGORITMEN, alg),
    invoer: jadesInvoer(beschermd, payload.waarde),
    maakAf: (bytes) => {
      const handtekening = `${beschermd}..${bytes.toString('base64url')}`;
      const { vingerafdruk } = ondertekenaar;
      const basis = payload.waarde;
      return {
        koppen: [...koppen, ['Digest', digest], [JADES_KOPPEN[verzoek.kopnaam].bericht, handtekening]],
        bewijs: { profiel: 'jades', handtekening, basis, alg, vingerafdruk, inhoudDigest: digest, moment: nu },
      };
    },
  };
}

function ontwerpRfc9421(
  ondertekenaar: Ondertekenaar,
  { contentType, nu, status, verzoek }: TeTekenenAntwoord,
  contentDigest: string,
  koppen: KopRegel[],
): Ontwerp {
  const waarden = new Map<string, string>([['content-digest', contentDigest]]);
  if (contentType !== undefined) waarden.set('content-type', contentType);
  const eigen: Component[] = [maakComponent('@status'), ...[...waarden.keys()].map((naam) => maakComponent(naam))];
  for (const [naam, waarde] of koppen) {
    if (naam !== ANTWOORD_STATUS && naam !== VERZOEK_HANDTEKENING) continue;
    waarden.set(naam.toLowerCase(), waarde);
    eigen.push(maakComponent(naam.toLowerCase()));
  }
  const componenten = [...eigen, ...vanVerzoek(verzoek)];
  const alg = EIGEN_ALG.rfc9421[ondertekenaar.soort];
  const parameters = schrijfSignatureParams(componenten, {
    created: Math.floor(nu.getTime() / 1000),
    keyid: ondertekenaar.vingerafdruk,
    alg,
    tag: RFC9421_TAG,
  });
  const basis = bouwSignatureBase(componenten, parameters, {
    status,
    kop: (naam) => waarden.get(naam),
    verzoek: feitenVan(verzoek),
  });
  if (!basis.ok) throw new Error(`antwoord zonder ${basis.fout}`);
  return {
    algoritme: algoritmeVan(RFC9421_ALGORITMEN, alg),
    invoer: Buffer.from(basis.waarde, 'latin1'),
    maakAf: (bytes) => {
      const invoer = `${LABEL}=${parameters}`;
      const handtekening = `${LABEL}=:${bytes.toString('base64')}:`;
      return {
        koppen: [
          ...koppen,
          ['Content-Digest', contentDigest],
          ['Signature-Input', invoer],
          ['Signature', handtekening],
        ],
        bewijs: {
          profiel: 'rfc9421',
          handtekening: `${invoer}\n${handtekening}`,
          basis: basis.waarde,
          alg,
          vingerafdruk: ondertekenaar.vingerafdruk,
          inhoudDigest: contentDigest,
          moment: nu,
        },
      };
    },
  };
}

/** The components that bind an answer to exactly one request. */
function vanVerzoek({ label }: VerzoekBinding): Component[] {
  const req = new Map<string, string | boolean>([['req', true]]);
  const componenten = [maakComponent('@method', req), maakComponent('@target-uri', req)];
  if (label !== undefined) componenten.push(maakComponent('signature', new Map([...req, ['key', label]])));
  return componenten;
}

/** @returns the request of a binding as the base builder takes it; only what an answer refers to is there. */
export function feitenVan({ handtekening, label, method, target, targetUri }: VerzoekBinding): {
  readonly method: string;
  readonly scheme: string;
  readonly authority: string;
  readonly target: string;
  readonly kop: () => undefined;
  readonly handtekening: (gevraagd: string) => string | undefined;
} {
  const naScheme = targetUri.indexOf('://');
  return {
    method,
    scheme: targetUri.slice(0, naScheme),
    authority: targetUri.slice(naScheme + 3, targetUri.length - target.length),
    target,
    kop: () => undefined,
    handtekening: (gevraagd) => (gevraagd === label ? handtekening : undefined),
  };
}

function algoritmeVan(tabel: ReadonlyMap<string, Algoritme>, alg: string): Algoritme {
  const algoritme = tabel.get(alg);
  if (algoritme === undefined) throw new Error(`algoritme ${alg} staat niet in de tabel`);
  return algoritme;
}
