import { createHash } from 'node:crypto';
import type { Aansluiting } from '../../src/bericht/aansluiting.ts';
import { naarRawHeaders } from '../../src/signature/koppen.ts';
import type { KopRegel } from '../../src/signature/koppen.ts';
import type { BewezenVerzoek, Verifier } from '../../src/verify/port.ts';
import { createVerifier } from '../../src/verify/verifier.ts';
import type { VerifierOpties } from '../../src/verify/verifier.ts';
import { EC, ED, P384, RSA, RSA_1024, TEKEN } from '../signature/sleutels.ts';
import type { Proefsleutel, Teken } from '../signature/sleutels.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';
import { maakRegister } from './register.ts';
import type { RegisterRegel } from './register.ts';

/** The test clock, and the same in whole seconds. */
export const NU = new Date('2026-11-26T09:30:00.000Z');
export const SECONDEN = NU.getTime() / 1000;
export const BODY: Buffer = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<proef:Bericht xmlns:proef="urn:proef">é</proef:Bericht>\n',
);

/** @returns base64 of the SHA-256, computed without the code under test. */
export function sha256Base64(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** A request as it goes over the wire. */
export interface Proefverzoek {
  readonly method: string;
  readonly target: string;
  readonly koppen: readonly KopRegel[];
  readonly body: Buffer;
  readonly peerAdres?: string;
  readonly payloadToegestaan?: boolean;
}

/** A verifier that knows the test keys, under `https://hub.example.nl`. */
export function maakVerifier(
  anders: {
    readonly aansluiting?: Partial<Aansluiting>;
    readonly regels?: readonly RegisterRegel[];
    readonly opties?: Partial<VerifierOpties>;
  } = {},
): Verifier {
  const aansluiting = maakAansluiting(anders.aansluiting);
  const regels = [EC, P384, ED, RSA, RSA_1024].map(({ der, openbaar }) => ({ der, sleutel: openbaar, aansluiting }));
  return createVerifier({
    certificaten: maakRegister(anders.regels ?? regels),
    publiekeUrls: ['https://hub.example.nl'],
    vertrouwdeProxies: [],
    padVoorvoegsel: '',
    ...anders.opties,
  });
}

/** @returns `ok` with what was proven, or the code. */
export async function beoordeel(
  verifier: Verifier,
  { body, koppen, method, payloadToegestaan = true, peerAdres = '192.0.2.1', target }: Proefverzoek,
  nu = NU,
): Promise<{ readonly code: string; readonly bewezen?: BewezenVerzoek }> {
  const kop = verifier.kop(
    { method, target, rawHeaders: naarRawHeaders(koppen), peerAdres, payloadHandtekeningToegestaan: payloadToegestaan },
    nu,
  );
  if (!kop.ok) return { code: kop.fout.code };
  const inhoud = await verifier.inhoud(kop.waarde, body);
  return inhoud.ok ? { code: 'ok', bewezen: inhoud.waarde } : { code: inhoud.fout.code };
}

/** The only difference with a good JAdES request. */
export interface JadesAnders {
  readonly sleutel?: Proefsleutel;
  readonly teken?: Teken;
  readonly method?: string;
  readonly target?: string;
  /** Headers beside the signature; default those of a message of {@link BODY}. */
  readonly koppen?: readonly KopRegel[];
  readonly pars?: readonly unknown[];
  /** Members to set; `undefined` takes one away. */
  readonly leden?: Readonly<Record<string, unknown>>;
  /** The protected header as bytes, in place of the one made of `leden`. */
  readonly kopBytes?: Buffer;
  /** What the signer signs, in place of the right payload. */
  readonly payload?: (goed: string) => string;
  /** The signature in the header, made of the right one. */
  readonly schrijf?: (handtekening: Buffer) => string;
  readonly kopnaam?: string;
  readonly body?: Buffer;
}

/** Headers of a message. */
export function berichtKoppen(body: Buffer = BODY): readonly KopRegel[] {
  return [
    ['Host', 'hub.example.nl'],
    ['Content-Type', 'application/xml'],
    ['Content-Length', String(body.length)],
    ['Digest', `SHA-256=${sha256Base64(body)}`],
  ];
}

/** @returns the protected header of a good signature. */
export function jadesLeden(sleutel: Proefsleutel, pars: readonly unknown[]): Record<string, unknown> {
  return {
    alg: ALG.get(sleutel),
    typ: 'JOSE',
    b64: false,
    crit: ['b64', 'sigD'],
    sigD: { mId: 'http://uri.etsi.org/19182/HttpHeaders', pars },
    iat: SECONDEN - 5,
    jti: 'Zm9vYmFyYmF6cXV4MDAwMQ',
    'x5t#S256': sleutel.x5t,
  };
}

const ALG = new Map([
  [EC, 'ES256'],
  [P384, 'ES384'],
  [ED, 'EdDSA'],
  [RSA, 'PS256'],
  [RSA_1024, 'PS256'],
]);
const EIGEN = new Map<Proefsleutel, Teken>([
  [EC, TEKEN.es256],
  [P384, TEKEN.es384],
  [ED, TEKEN.ed25519],
  [RSA, TEKEN.ps256],
  [RSA_1024, TEKEN.ps256],
]);

/** Builds a JAdES request by the text of the standard, with code of its own. */
export function jadesVerzoek(anders: JadesAnders = {}): Proefverzoek {
  const { body = BODY, koppen = berichtKoppen(body), method = 'POST', sleutel = EC, target = '/v1/berichten' } = anders;
  const pars = anders.pars ?? ['(request-target)', 'host', 'content-type', 'content-length', 'digest'];
  const leden = Object.fromEntries(
    Object.entries({ ...jadesLeden(sleutel, pars), ...anders.leden }).filter(([, waarde]) => waarde !== undefined),
  );
  const beschermd = (anders.kopBytes ?? Buffer.from(JSON.stringify(leden))).toString('base64url');
  const regels = pars
    .filter((naam) => typeof naam === 'string')
    .map((naam) => {
      if (naam === '(request-target)') return `${naam}: ${method.toLowerCase()} ${target}`;
      const waarden = koppen
        .filter(([kop]) => kop.toLowerCase() === naam.toLowerCase())
        .map(([, waarde]) => waarde.trim());
      return `${naam.toLowerCase()}: ${waarden.join(', ')}`;
    });
  const goed = regels.join('\n');
  const invoer = Buffer.from(`${beschermd}.${anders.payload?.(goed) ?? goed}`, 'latin1');
  const handtekening = (anders.teken ?? EIGEN.get(sleutel) ?? TEKEN.es256)(invoer, sleutel.geheim);
  const waarde = `${beschermd}..${anders.schrijf?.(handtekening) ?? handtekening.toString('base64url')}`;
  return { method, target, koppen: [...koppen, [anders.kopnaam ?? 'Message-Signature', waarde]], body };
}

/** The only difference with a good RFC 9421 request. */
export interface RfcAnders {
  readonly sleutel?: Proefsleutel;
  readonly teken?: Teken;
  readonly method?: string;
  readonly target?: string;
  readonly koppen?: readonly KopRegel[];
  /** Identifiers of the covered components, quotes and parameters included. */
  readonly componenten?: readonly string[];
  /** Text of the parameters, made of the right ones. */
  readonly parameters?: (goed: string) => string;
  /** What the signer signs, in place of the right base. */
  readonly basis?: (goed: string) => string;
  /** Values of the two headers, made of the right ones. */
  readonly signatureInput?: (goed: string) => string;
  readonly signature?: (goed: string) => string;
  readonly body?: Buffer;
  readonly label?: string;
}

/** Headers of a message in RFC 9421. */
export function rfcKoppen(body: Buffer = BODY): readonly KopRegel[] {
  return [
    ['Host', 'hub.example.nl'],
    ['Content-Type', 'application/xml'],
    ['Content-Length', String(body.length)],
    ['Content-Digest', `sha-256=:${sha256Base64(body)}:`],
  ];
}

const RFC_ALG = new Map([
  [EC, 'ecdsa-p256-sha256'],
  [P384, 'ecdsa-p384-sha384'],
  [ED, 'ed25519'],
  [RSA, 'rsa-pss-sha512'],
  [RSA_1024, 'rsa-pss-sha512'],
]);

/** Builds an RFC 9421 request by the text of the RFC, with code of its own. */
export function rfcVerzoek(anders: RfcAnders = {}): Proefverzoek {
  const {
    body = BODY,
    koppen = rfcKoppen(body),
    label = 'sig',
    method = 'POST',
    sleutel = EC,
    target = '/v1/berichten',
  } = anders;
  const componenten = anders.componenten ?? ['"@method"', '"@target-uri"', '"content-digest"', '"content-type"'];
  const goedeParameters = `;created=${SECONDEN - 5};nonce="Zk3vQ1x8Rj2mT7pLw9sYbA";keyid="${sleutel.vingerafdruk}";alg="${RFC_ALG.get(sleutel) ?? ''}";tag="knooppunt-v1"`;
  const params = `(${componenten.join(' ')})${anders.parameters?.(goedeParameters) ?? goedeParameters}`;
  const afgeleid: Readonly<Record<string, string>> = {
    '"@method"': method,
    '"@target-uri"': `https://hub.example.nl${target}`,
    '"@authority"': 'hub.example.nl',
    '"@scheme"': 'https',
    '"@path"': target.split('?')[0] ?? '',
    '"@query"': `?${target.split('?')[1] ?? ''}`,
  };
  const regels = componenten.map((id) => {
    const naam = id.replaceAll('"', '');
    const waarde = koppen.filter(([kop]) => kop.toLowerCase() === naam).map(([, tekst]) => tekst.trim());
    return `${id}: ${afgeleid[id] ?? waarde.join(', ')}`;
  });
  const goed = [...regels, `"@signature-params": ${params}`].join('\n');
  const teken = anders.teken ?? (sleutel === RSA ? TEKEN.ps512 : (EIGEN.get(sleutel) ?? TEKEN.es256));
  const bytes = teken(Buffer.from(anders.basis?.(goed) ?? goed, 'latin1'), sleutel.geheim);
  const invoer = `${label}=${params}`;
  const handtekening = `${label}=:${bytes.toString('base64')}:`;
  return {
    method,
    target,
    koppen: [
      ...koppen,
      ['Signature-Input', anders.signatureInput?.(invoer) ?? invoer],
      ['Signature', anders.signature?.(handtekening) ?? handtekening],
    ],
    body,
  };
}

/** @returns the same lines with one replaced, added or taken away. */
export function metKop(koppen: readonly KopRegel[], naam: string, waarde: string | undefined): readonly KopRegel[] {
  const rest = koppen.filter(([kop]) => kop.toLowerCase() !== naam.toLowerCase());
  return waarde === undefined ? rest : [...rest, [naam, waarde]];
}
