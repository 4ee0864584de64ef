import { randomUUID } from 'node:crypto';
import { FlattenedSign } from 'jose';
import { EIGEN_ALG } from '../../src/signature/algoritmen.ts';
import { bouwDigest } from '../../src/signature/digest.ts';
import { JADES_KOPPEN, REQUEST_TARGET, STURENDE_KOPPEN, TE_DEKKEN_KOPPEN } from '../../src/signature/jades-namen.ts';
import { bouwJadesPayload } from '../../src/signature/jades-payload.ts';
import { leesKoppen, naarRawHeaders } from '../../src/signature/koppen.ts';
import { ondertekenVerzoek } from '../../src/signature/onderteken-verzoek.ts';
import { bouwJadesKop, type Ondertekenaar } from '../../src/signature/ondertekenaar.ts';
import { digestVan, lengteVan, stukkenVan, type Brok } from './brokken.ts';
import type { Stap } from './verbinding.ts';

/** Header lines in the order in which they go over the wire. */
export type Koppen = readonly (readonly [naam: string, waarde: string])[];

/** A request to sign; what is absent is as in an ordinary `POST /v1/berichten`. */
export interface Verzoek {
  readonly method?: string;
  readonly target?: string;
  readonly body?: readonly Brok[];
  /** `undefined` written out = no Content-Type at all. */
  readonly contentType?: string | undefined;
  /** Written as Host and signed; absent = the hub's own. */
  readonly host?: string;
  readonly koppen?: Koppen;
  /** Sends the body in one chunk instead of under a Content-Length. */
  readonly inStukken?: boolean;
  readonly profiel?: 'jades' | 'rfc9421';
}

/** A request with a correct signature over everything in it. */
export interface Getekend {
  readonly method: string;
  readonly target: string;
  readonly koppen: Koppen;
  readonly body: readonly Brok[];
  readonly inStukken: boolean;
  /** Port of the hub, as it stands in Host. */
  readonly host: string;
  readonly ondertekenaar: Ondertekenaar;
}

/** Signs a request over its body, which is read as it will be sent. */
export async function teken(ondertekenaar: Ondertekenaar, poort: number, verzoek: Verzoek): Promise<Getekend> {
  const { method = 'POST', target = '/v1/berichten', body = [], inStukken = false } = verzoek;
  const host = verzoek.host ?? `localhost:${poort}`;
  const type = 'contentType' in verzoek ? verzoek.contentType : lengteVan(body) > 0 ? 'application/xml' : undefined;
  const zonder: Koppen = [
    ...(type === undefined ? [] : [['Content-Type', type] as const]),
    ...(inStukken
      ? [['Transfer-Encoding', 'chunked'] as const]
      : method === 'POST' || lengteVan(body) > 0
        ? [['Content-Length', String(lengteVan(body))] as const]
        : []),
    ...(verzoek.koppen ?? []),
  ];
  const handtekening =
    verzoek.profiel === 'rfc9421'
      ? await tekenRfc9421(ondertekenaar, { method, target, host, koppen: zonder, body })
      : await tekenJades(ondertekenaar, { method, target, host, koppen: zonder, body });
  return {
    method,
    target,
    body,
    inStukken,
    host,
    ondertekenaar,
    koppen: [['Host', host], ...zonder, ...handtekening],
  };
}

interface Deel {
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly koppen: Koppen;
  readonly body: readonly Brok[];
}

/** As `ondertekenVerzoek` does, but over a body that is not in memory. */
async function tekenJades(ondertekenaar: Ondertekenaar, { method, target, host, koppen, body }: Deel): Promise<Koppen> {
  const digest = bouwDigest(digestVan(body));
  const gelezen = leesKoppen([...naarRawHeaders(koppen), 'Host', host]);
  const gedekt = [...TE_DEKKEN_KOPPEN, ...STURENDE_KOPPEN].filter((naam) => gelezen.waarden.has(naam));
  const pars = [REQUEST_TARGET, ...gedekt, 'digest'];
  const payload = bouwJadesPayload(pars, {
    method,
    target,
    kop: (naam) => (naam === 'digest' ? digest : gelezen.waarden.get(naam)),
  });
  if (!payload.ok) throw new Error(`no header ${payload.fout} to sign`);
  const kop = bouwJadesKop({
    alg: EIGEN_ALG.jades[ondertekenaar.soort],
    pars,
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    x5t: ondertekenaar.x5t,
  });
  return [
    ['Digest', digest],
    [JADES_KOPPEN.adr.bericht, await tekenJws(ondertekenaar, kop, payload.waarde)],
  ];
}

/** Signs any protected header over any detached payload. @returns the value of the header. */
export async function tekenJws(
  ondertekenaar: Ondertekenaar,
  kop: Readonly<Record<string, unknown>>,
  payload: string,
): Promise<string> {
  const jws = await new FlattenedSign(Buffer.from(payload, 'latin1'))
    .setProtectedHeader(kop)
    .sign(ondertekenaar.sleutel, { crit: { sigD: true } });
  return `${jws.protected ?? ''}..${jws.signature}`;
}

async function tekenRfc9421(ondertekenaar: Ondertekenaar, { body, ...deel }: Deel): Promise<Koppen> {
  const getekend = await ondertekenVerzoek(ondertekenaar, {
    ...deel,
    profiel: 'rfc9421',
    scheme: 'http',
    body: Buffer.concat([...stukkenVan(body)]),
    nu: new Date(),
    nonce: randomUUID(),
  });
  return getekend.koppen;
}

/** @returns the header lines with one of them replaced, or dropped for `undefined`. */
export function metKop(koppen: Koppen, naam: string, waarde: string | undefined): Koppen {
  return koppen.flatMap((kop): Koppen =>
    kop[0].toLowerCase() !== naam.toLowerCase() ? [kop] : waarde === undefined ? [] : [[kop[0], waarde]],
  );
}

/** @returns the value of a header line; throws when there is none. */
export function kopWaarde(koppen: Koppen, naam: string): string {
  const kop = koppen.find(([eigen]) => eigen.toLowerCase() === naam.toLowerCase());
  if (kop === undefined) throw new Error(`the request has no ${naam}`);
  return kop[1];
}

/** @returns request line and header lines as they go over the wire. */
export function kopBlok({ method, target, koppen }: Pick<Getekend, 'method' | 'target' | 'koppen'>): string {
  return `${[`${method} ${target} HTTP/1.1`, ...koppen.map(([naam, waarde]) => `${naam}: ${waarde}`)].join('\r\n')}\r\n\r\n`;
}

/** @returns the steps of an ordinary request. */
export function stappenVan(getekend: Getekend): readonly Stap[] {
  const { body, inStukken } = getekend;
  if (!inStukken) return [kopBlok(getekend), ...body];
  const lengte = lengteVan(body);
  return [kopBlok(getekend), ...(lengte === 0 ? [] : [`${lengte.toString(16)}\r\n`, ...body, '\r\n']), '0\r\n\r\n'];
}
