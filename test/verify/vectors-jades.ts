import { X509Certificate } from 'node:crypto';
import { controleerAntwoord } from '../../src/signature/controleer-antwoord.ts';
import { sha256 } from '../../src/signature/digest.ts';
import { leesHubCertificaat } from '../../src/signature/hub-certificaat.ts';
import { leesKoppen, naarRawHeaders } from '../../src/signature/koppen.ts';
import type { VerzoekBinding } from '../../src/signature/onderteken-antwoord.ts';
import { createVerifier } from '../../src/verify/verifier.ts';
import type { Verifier } from '../../src/verify/port.ts';
import { createReplay } from './replay.ts';
import type { Replay } from './replay.ts';
import { maakRegister } from './register.ts';
import type { Uitslag } from './uitslag.ts';

type Koppen = readonly (readonly [string, string])[];

interface Verzoek {
  readonly method: string;
  readonly target: string;
  readonly headers: Koppen;
  readonly body_base64: string;
}

interface Vector {
  readonly id: string;
  readonly request?: Verzoek;
  readonly response?: { readonly status: number; readonly headers: Koppen; readonly body_base64: string };
  readonly answers?: string;
  readonly after?: string;
  readonly expected: string;
}

/** The form of a file with JAdES vectors. */
export interface JadesVectoren {
  readonly now: number;
  readonly our_hosts: readonly string[];
  readonly payload_signature_allowed_on: readonly string[];
  readonly keys: Readonly<
    Record<string, { readonly in_table: boolean; readonly revoked?: boolean; readonly test_certificate_pem: string }>
  >;
  readonly vectors: readonly Vector[];
}

/** Runs all vectors, each with a replay memory of its own. */
export async function draaiJades(bestand: JadesVectoren): Promise<readonly Uitslag[]> {
  const verifier = createVerifier({
    certificaten: maakRegister(
      Object.values(bestand.keys)
        .filter(({ in_table }) => in_table)
        .map(({ revoked, test_certificate_pem }) => {
          const x509 = new X509Certificate(test_certificate_pem);
          return {
            der: x509.raw,
            oordeel: (nu) =>
              revoked === true || nu < new Date(x509.validFrom) || nu > new Date(x509.validTo) ? 'HND12' : undefined,
          };
        }),
    ),
    publiekeUrls: bestand.our_hosts.map((host) => `https://${host}`),
    vertrouwdeProxies: [],
    padVoorvoegsel: '',
  });
  const uitslagen: Uitslag[] = [];
  for (const vector of bestand.vectors) {
    const gekregen =
      vector.response === undefined
        ? await draaiVerzoek(bestand, vector, verifier, createReplay())
        : await draaiAntwoord(bestand, vector);
    uitslagen.push({ id: vector.id, verwacht: vector.expected, gekregen });
  }
  return uitslagen;
}

function zoek({ vectors }: JadesVectoren, id: string | undefined): Vector | undefined {
  return vectors.find((vector) => vector.id === id);
}

async function draaiVerzoek(
  bestand: JadesVectoren,
  { after, request }: Vector,
  verifier: Verifier,
  replay: Replay,
): Promise<string> {
  const eerst = zoek(bestand, after);
  if (eerst !== undefined) {
    const uit = await draaiVerzoek(bestand, eerst, verifier, replay);
    if (uit !== 'ok') return `na ${eerst.id}: ${uit}`;
  }
  if (request === undefined) return 'geen verzoek';
  const { body_base64, headers, method, target } = request;
  const nu = new Date(bestand.now * 1000);
  const kop = verifier.kop(
    {
      method,
      target,
      rawHeaders: naarRawHeaders(headers),
      peerAdres: '192.0.2.1',
      payloadHandtekeningToegestaan: bestand.payload_signature_allowed_on.includes(`${method} ${target}`),
    },
    nu,
  );
  if (!kop.ok) return kop.fout.code;
  const uitkomst = await verifier.inhoud(kop.waarde, Buffer.from(body_base64, 'base64'));
  if (!uitkomst.ok) return uitkomst.fout.code;
  return replay.eerste(uitkomst.waarde.nonce) ? 'ok' : 'HND16';
}

async function draaiAntwoord(bestand: JadesVectoren, { answers, response }: Vector): Promise<string> {
  const verzoek = zoek(bestand, answers)?.request;
  if (verzoek === undefined || response === undefined) return 'geen verzoek';
  const uitkomst = await controleerAntwoord({
    verzoek: bindingVan(verzoek),
    antwoord: {
      status: response.status,
      rawHeaders: naarRawHeaders(response.headers),
      body: Buffer.from(response.body_base64, 'base64'),
    },
    certificaten: ['test-hub-ec', 'test-hub-rsa'].map((naam) =>
      leesHubCertificaat(bestand.keys[naam]?.test_certificate_pem ?? ''),
    ),
    nu: new Date(bestand.now * 1000),
  });
  return uitkomst.ok ? 'ok' : uitkomst.fout.code;
}

function bindingVan({ headers, method, target }: Verzoek): VerzoekBinding {
  const { waarden } = leesKoppen(naarRawHeaders(headers));
  const namen = ['message-signature', 'nlgov-adr-message-sig', 'payload-signature', 'nlgov-adr-payload-sig'];
  const handtekening = namen.map((naam) => waarden.get(naam)).find((waarde) => waarde !== undefined) ?? '';
  return {
    profiel: 'jades',
    kopnaam: 'adr',
    method,
    target,
    targetUri: `https://${waarden.get('host') ?? ''}${target}`,
    verzoekDigest: waarden.get('digest') ?? '',
    handtekening,
    verzoekHandtekening: sha256(handtekening).toString('base64url'),
  };
}
