import { createPublicKey, X509Certificate } from 'node:crypto';
import { RFC9421_ALGORITMEN, verifieerBytes } from '../../src/signature/algoritmen.ts';
import { controleerAntwoord } from '../../src/signature/controleer-antwoord.ts';
import { parseContentDigest, pastBijDigest, sha256 } from '../../src/signature/digest.ts';
import { bouwSignatureBase } from '../../src/signature/rfc9421-basis.ts';
import type { VerzoekFeiten } from '../../src/signature/rfc9421-basis.ts';
import { leesRfc9421 } from '../../src/signature/rfc9421-lezen.ts';
import { createVerifier } from '../../src/verify/verifier.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';
import { maakRegister } from './register.ts';
import type { Uitslag } from './uitslag.ts';

interface Vector {
  readonly id: string;
  readonly label: string;
  readonly alg: string;
  readonly keyid: string;
  readonly signatureInput: string;
  readonly signatureBaseLines: readonly string[];
  readonly signatureBase64: string;
}

/** The form of a file with the vectors of RFC 9421. */
export interface Rfc9421Vectoren {
  readonly contentDigest: readonly (Readonly<Record<string, string>> & { readonly body: string })[];
  readonly keys: Readonly<Record<string, string>>;
  readonly vectors: readonly Vector[];
}

/** The messages of RFC 9421 appendix B.2, with their target of ten years of drafts. */
const VERZOEK = {
  method: 'POST',
  target: '/foo?param=Value&Pet=dog',
  body: '{"hello": "world"}',
  koppen: [
    ['Host', 'example.com'],
    ['Date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
    ['Content-Type', 'application/json'],
    ['Content-Length', '18'],
  ],
} as const;
const ANTWOORD = {
  status: 200,
  body: '{"message": "good dog"}',
  koppen: [
    ['Content-Type', 'application/json'],
    ['Content-Length', '23'],
  ],
} as const;

/** Runs the vectors: digests, base, signature, one LF too many, and our policy, which takes none of them. */
export async function draaiRfc9421(bestand: Rfc9421Vectoren): Promise<readonly Uitslag[]> {
  const uitslagen: Uitslag[] = bestand.contentDigest.flatMap((regel) => draaiDigest(regel));
  for (const vector of bestand.vectors) uitslagen.push(...(await draaiVector(bestand, vector)));
  return uitslagen;
}

function bytesVan(body: string): Buffer {
  if (body === 'empty') return Buffer.alloc(0);
  return Buffer.from(body.replace(/ \+ LF.*$/, '\n'));
}

function draaiDigest({ body, ...digesten }: Readonly<Record<string, string>>): Uitslag[] {
  const bytes = bytesVan(body ?? '');
  return Object.entries(digesten).map(([alg, waarde]) => {
    const gelezen = parseContentDigest(`${alg}=:${waarde}:`);
    const past = gelezen !== undefined && pastBijDigest(gelezen, bytes, sha256(bytes));
    return { id: `content-digest ${alg} ${body ?? ''}`, verwacht: 'past', gekregen: past ? 'past' : 'past niet' };
  });
}

function digestVan({ contentDigest }: Rfc9421Vectoren, body: string): string {
  const sha512 = contentDigest.find((regel) => regel.body === body)?.['sha-512'] ?? '';
  return `sha-512=:${sha512}:`;
}

async function draaiVector(bestand: Rfc9421Vectoren, vector: Vector): Promise<readonly Uitslag[]> {
  const { alg, id, keyid, label, signatureBase64, signatureBaseLines, signatureInput } = vector;
  const signature = `${label}=:${signatureBase64}:`;
  const gelezen = leesRfc9421(signatureInput, signature);
  const onze = gelezen.ok ? gelezen.waarde[0] : undefined;
  if (onze === undefined) return [{ id, verwacht: 'leesbaar', gekregen: 'onleesbaar' }];
  const isAntwoord = signatureBaseLines.some((regel) => regel.startsWith('"@status"'));
  const { koppen, body } = isAntwoord ? ANTWOORD : VERZOEK;
  const regels = [...koppen, ['Content-Digest', digestVan(bestand, body)]] as const;
  const waarden = new Map<string, string>(regels.map(([naam, waarde]) => [naam.toLowerCase(), waarde]));
  const feiten: VerzoekFeiten = {
    method: VERZOEK.method,
    scheme: 'https',
    authority: 'example.com',
    target: VERZOEK.target,
    kop: (naam) => waarden.get(naam),
    handtekening: () => undefined,
  };
  const basis = bouwSignatureBase(
    onze.componenten,
    onze.signatureParams,
    isAntwoord ? { status: ANTWOORD.status, kop: feiten.kop, verzoek: feiten } : feiten,
  );
  const tekst = basis.ok ? basis.waarde : `geen ${basis.fout}`;
  const algoritme = RFC9421_ALGORITMEN.get(alg)!;
  const sleutel = createPublicKey(bestand.keys[keyid] ?? '');
  const klopt = (invoer: string): string =>
    verifieerBytes(algoritme, sleutel, Buffer.from(invoer, 'latin1'), onze.handtekening) ? 'klopt' : 'klopt niet';
  const rawHeaders = [...regels.flat(), 'Signature-Input', signatureInput, 'Signature', signature];
  const beleid = isAntwoord
    ? await beleidAntwoord(rawHeaders, Buffer.from(body))
    : beleidVerzoek(rawHeaders, sha256(Buffer.from(keyid)));
  return [
    { id: `${id} basis`, verwacht: signatureBaseLines.join('\n'), gekregen: tekst },
    { id: `${id} handtekening`, verwacht: 'klopt', gekregen: klopt(tekst) },
    { id: `${id} met een LF erachter`, verwacht: 'klopt niet', gekregen: klopt(`${tekst}\n`) },
    // none of them carries our tag, and that is the first thing that is asked
    { id: `${id} beleid`, verwacht: 'HND04', gekregen: beleid },
  ];
}

function beleidVerzoek(rawHeaders: readonly string[], der: Buffer): string {
  const verifier = createVerifier({
    certificaten: maakRegister([{ der, sleutel: createPublicKey(ED25519) }]),
    publiekeUrls: ['https://example.com'],
    vertrouwdeProxies: [],
    padVoorvoegsel: '',
  });
  const { method, target } = VERZOEK;
  const kop = verifier.kop(
    { method, target, rawHeaders, peerAdres: '192.0.2.1', payloadHandtekeningToegestaan: true },
    new Date(1618884475_000),
  );
  return kop.ok ? 'ok' : kop.fout.code;
}

const ED25519 =
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----';

async function beleidAntwoord(rawHeaders: readonly string[], body: Buffer): Promise<string> {
  const uitkomst = await controleerAntwoord({
    verzoek: {
      profiel: 'rfc9421',
      kopnaam: 'adr',
      method: VERZOEK.method,
      target: VERZOEK.target,
      targetUri: `https://example.com${VERZOEK.target}`,
      verzoekDigest: '',
      handtekening: '',
      verzoekHandtekening: '',
    },
    antwoord: { status: ANTWOORD.status, rawHeaders, body },
    certificaten: [],
  });
  return uitkomst.ok ? 'ok' : uitkomst.fout.code;
}

/** One signed request whose body and certificate stand beside it. */
export interface VerzoekVector {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly signatureBaseLines: readonly string[];
}

/** Runs one request through the whole policy, at the moment of its signature. */
export async function draaiVerzoek(
  { request, signatureBaseLines }: VerzoekVector,
  body: Buffer,
  certificaat: Buffer,
): Promise<readonly Uitslag[]> {
  const url = new URL(request.url);
  const verifier = createVerifier({
    certificaten: maakRegister([
      { der: new X509Certificate(certificaat).raw, aansluiting: maakAansluiting({ profiel: 'rfc9421' }) },
    ]),
    publiekeUrls: [url.origin],
    vertrouwdeProxies: [],
    padVoorvoegsel: '',
  });
  const created = /;created=([0-9]+)/.exec(request.headers['Signature-Input'] ?? '')?.[1] ?? '0';
  const verzoek = {
    method: request.method,
    target: request.url.slice(url.origin.length),
    rawHeaders: ['Host', url.host, 'Content-Length', String(body.length), ...Object.entries(request.headers).flat()],
    peerAdres: '192.0.2.1',
    payloadHandtekeningToegestaan: true,
  };
  const { basis, code } = await verifier.diagnose(verzoek, body, new Date(Number(created) * 1000));
  return [
    { id: 'verzoek', verwacht: 'ok', gekregen: code ?? 'ok' },
    { id: 'basis', verwacht: signatureBaseLines.join('\n'), gekregen: basis ?? '' },
  ];
}
