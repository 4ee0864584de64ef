import { foutGegevens, type FoutCode } from '../bericht/fault-catalogue.ts';
import { API_VERSIE } from '../http/koppen.ts';
import type { Operatie } from '../http/operatie.ts';
import { ANTWOORD_STATUS, VERZOEK_HANDTEKENING } from '../signature/onderteken-antwoord.ts';
import { koppenBijCode } from '../verify/antwoord-koppen.ts';
import type { JsonObject } from './openapi-velden.ts';
import { kopVoorbeeld } from './voorbeelden.ts';

/** A header as the document describes it once. */
interface Kop {
  readonly description: string;
  readonly soort?: 'integer';
  /** Value to show where no recorded answer has one. */
  readonly voorbeeld?: string | number;
}

/** The value that the hub itself would send with a code. */
const bijCode = (code: FoutCode, naam: string): string => {
  const waarde = koppenBijCode(code).find(([een]) => een === naam)?.[1] ?? '';
  return typeof waarde === 'string' ? waarde : waarde.join(', ');
};

const ANTWOORD_KOPPEN: Readonly<Record<string, Kop>> = {
  'API-Version': { description: 'Volledige versie van de API. Staat in elk antwoord.', voorbeeld: API_VERSIE },
  Digest: { description: 'JAdES: SHA-256 over de inhoud van het antwoord, in base64.' },
  'Message-Signature': { description: 'JAdES: de handtekening van het knooppunt over dit antwoord (hier afgekort).' },
  'Content-Digest': { description: 'RFC 9421: SHA-256 over de inhoud van het antwoord.' },
  'Signature-Input': {
    description: 'RFC 9421: wat de handtekening van het knooppunt dekt, wanneer en met welke sleutel.',
  },
  Signature: { description: 'RFC 9421: de handtekening van het knooppunt over dit antwoord (hier afgekort).' },
  [ANTWOORD_STATUS]: { description: 'De HTTP-status, onder de handtekening.', soort: 'integer' },
  [VERZOEK_HANDTEKENING]: {
    description:
      'SHA-256 (base64url) over de handtekening van uw verzoek: zo hoort dit antwoord bij precies dat verzoek.',
  },
  Allow: { description: 'De methoden die dit pad wel kent.', voorbeeld: 'GET, HEAD' },
  'Retry-After': { description: 'Over hoeveel seconden opnieuw proberen zin heeft.', soort: 'integer', voorbeeld: 30 },
  'WWW-Authenticate': {
    description: 'Welke handtekeningen het knooppunt aanneemt.',
    voorbeeld: bijCode('HND01', 'WWW-Authenticate'),
  },
  'Accept-Signature': {
    description: 'Wat een handtekening volgens RFC 9421 moet dekken.',
    voorbeeld: bijCode('HND01', 'Accept-Signature'),
  },
  'Want-Digest': { description: 'Welke digest in Digest telt (JAdES).', voorbeeld: bijCode('HND17', 'Want-Digest') },
  'Want-Content-Digest': {
    description: 'Welke digest in Content-Digest telt (RFC 9421).',
    voorbeeld: bijCode('HND17', 'Want-Content-Digest'),
  },
};

/** Headers of a request that belong to its signature, beside those that the security schemes name. */
const VERZOEK_KOPPEN: Readonly<Record<string, string>> = {
  Digest: 'JAdES: SHA-256 over de inhoud, ook als die leeg is. Staat onder de handtekening.',
  'Content-Digest': 'RFC 9421: SHA-256 over de inhoud. Staat onder de handtekening; alleen als er inhoud is.',
  'Signature-Input': 'RFC 9421: wat de handtekening dekt, met created, nonce, keyid en tag "knooppunt-v1".',
};

const HANDTEKENING = ['Digest', 'Message-Signature', 'Content-Digest', 'Signature-Input', 'Signature'] as const;
/** With these codes the signature could not be believed, or not be looked at: the answer is not signed. */
const NOOIT_ONDERTEKEND: ReadonlySet<FoutCode> = new Set([
  ...(['KOPPEN', 'MEDIA', 'TIJD', 'BRS06', 'STOPT', 'METHODE', 'VERWACHTING'] as const),
]);
const MET_RETRY_AFTER: ReadonlySet<FoutCode> = new Set(['DRUK', 'HND13', 'STOPT', 'STORE', 'NIET_BEOORDEELD']);

const verwijzing = (naam: string): readonly [string, JsonObject] => [naam, { $ref: `#/components/headers/${naam}` }];

/** The names of the signature and of what binds it to its request: in the body of a receipt, else in headers. */
function handtekeningKoppen({ id, wie }: Operatie): readonly string[] {
  if (wie === 'iedereen') return [];
  return id === 'postBerichten' ? HANDTEKENING : [...HANDTEKENING, ANTWOORD_STATUS, VERZOEK_HANDTEKENING];
}

/** Headers that every good answer of an operation has, of which the text stands in the components. */
export function koppenVanGoed(operatie: Operatie): JsonObject {
  return Object.fromEntries(['API-Version', ...handtekeningKoppen(operatie)].map(verwijzing));
}

/** Headers that a no with one of these codes (all of one status) can have. */
export function koppenVanProbleem(operatie: Operatie, codes: readonly FoutCode[]): JsonObject {
  const namen = new Set(['API-Version']);
  for (const code of codes) {
    for (const [naam] of koppenBijCode(code)) namen.add(naam);
    if (MET_RETRY_AFTER.has(code)) namen.add('Retry-After');
    if (code === 'METHODE') namen.add('Allow');
    if (!code.startsWith('HND') && !NOOIT_ONDERTEKEND.has(code))
      for (const naam of handtekeningKoppen(operatie)) namen.add(naam);
  }
  return Object.fromEntries([...namen].map(verwijzing));
}

/** Parameters of a signed call beside its own: the headers that go with a signature. */
export function parametersVanHandtekening({ wie }: Operatie): readonly JsonObject[] {
  if (wie === 'iedereen') return [];
  return Object.keys(VERZOEK_KOPPEN).map((naam) => ({ $ref: `#/components/parameters/${naam}` }));
}

/** `components/headers` of the document. */
export function koppenComponenten(): JsonObject {
  return Object.fromEntries(
    Object.entries(ANTWOORD_KOPPEN).map(([naam, { description, soort, voorbeeld }]) => {
      const opgenomen = kopVoorbeeld(naam, 'antwoord');
      const tekst = opgenomen === undefined ? voorbeeld : soort === 'integer' ? Number(opgenomen) : opgenomen;
      return [
        naam,
        { description, schema: { type: soort ?? 'string' }, ...(tekst === undefined ? {} : { example: tekst }) },
      ];
    }),
  );
}

/** `components/parameters` of the document. */
export function parameterComponenten(): JsonObject {
  return Object.fromEntries(
    Object.entries(VERZOEK_KOPPEN).map(([name, description]) => {
      const example = kopVoorbeeld(name, 'verzoek');
      const schema = { type: 'string' };
      return [
        name,
        { name, in: 'header', required: false, description, schema, ...(example === undefined ? {} : { example }) },
      ];
    }),
  );
}

/** What a status with these codes says, in a line. */
export function beschrijfCodes(codes: readonly FoutCode[]): string {
  return codes.map((code) => `${code}: ${foutGegevens(code).titel}`).join('; ');
}
