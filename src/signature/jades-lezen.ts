import { gelukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { JADES_ALGORITMEN } from './algoritmen.ts';
import type { Algoritme } from './algoritmen.ts';
import { parseBase64, parseBase64Url } from './base64.ts';
import { sha256 } from './digest.ts';
import { HTTP_HEADERS_MID, JADES_KOPNAMEN, REQUEST_TARGET } from './jades-namen.ts';
import { isKleineKopnaam } from './koppen.ts';
import { parseStrictObject } from './strict-json.ts';
import type { StrictObject } from './strict-json.ts';
import { weiger } from './weigering.ts';
import type { Weigering } from './weigering.ts';

/** A JAdES header value whose form and members are in order; nothing of it is proven yet. */
export interface JadesHandtekening {
  /** The protected header as it stands in the value, base64url. */
  readonly beschermd: string;
  readonly handtekening: Buffer;
  readonly alg: string;
  readonly algoritme: Algoritme;
  /** Names of the signed elements as received; judged by {@link toetsPars}. */
  readonly pars: readonly string[];
  /** `iat` or `sigT`, in whole seconds since 1970. */
  readonly moment: number;
  /** `exp`, in whole seconds since 1970. */
  readonly verloopt?: number;
  /** SHA-256 over the certificate that the header names, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  /** First entry of `x5c`: to be looked at only where a certificate may come with the message. */
  readonly certificaatDer?: Buffer;
}

const VORM = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)$/;
const MAX = {
  waarde: 24 * 1024,
  handtekening: 1024,
  pars: 32,
  certificaten: 6,
  // 8 KiB of DER in base64
  certificaat: Math.ceil(8192 / 3) * 4,
  diepte: 4,
} as const;
const BEGREPEN: ReadonlySet<string> = new Set(['b64', 'sigD', 'sigT', 'iat', 'exp', 'jti']);
const VERBODEN = ['jwk', 'jku', 'x5u', 'x5t'] as const;
const JTI = /^[A-Za-z0-9_-]{16,64}$/;
const SIG_T = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

/**
 * Reads the value of a JAdES header: form, strict base64url and JSON and the limits (HND02), then `alg` (HND14), then
 * every other member (HND06). Nothing that brings or fetches a key is ever used.
 * @see API Design Rules, module Signing 1.0.0; ETSI TS 119 182-1 §5; RFC 7515 §4; RFC 7797
 */
export function leesJades(waarde: string): Uitkomst<JadesHandtekening, Weigering> {
  if (waarde.length > MAX.waarde) return weiger('HND02', 'De header met de handtekening is groter dan 24 KiB.');
  const delen = VORM.exec(waarde);
  const beschermd = delen?.[1] ?? '';
  const kop = parseBase64Url(beschermd);
  const handtekening = parseBase64Url(delen?.[2] ?? '');
  if (delen === null || kop === undefined || handtekening === undefined) {
    return weiger(
      'HND02',
      'De handtekening heeft niet de vorm BASE64URL(beschermde kop)..BASE64URL(handtekening), zonder opvulling.',
    );
  }
  if (handtekening.length > MAX.handtekening) return weiger('HND02', 'De handtekening is langer dan 1024 bytes.');
  const json = parseStrictObject(kop, MAX.diepte);
  if (json === undefined) {
    return weiger(
      'HND02',
      'De beschermde kop is geen JSON-object in UTF-8 zonder BOM, met elke naam een keer en ten hoogste vier niveaus diep.',
    );
  }
  if (isTeGroot(json)) return weiger('HND02', 'pars mag 32 namen hebben, x5c 6 certificaten van elk 8 KiB.');
  return leesLeden(json, beschermd, handtekening);
}

function isTeGroot({ leden }: StrictObject): boolean {
  const { sigD, x5c } = leden;
  const pars = isObject(sigD) ? sigD['pars'] : undefined;
  if (Array.isArray(pars) && pars.length > MAX.pars) return true;
  if (!Array.isArray(x5c)) return false;
  return x5c.length > MAX.certificaten || x5c.some((c) => typeof c === 'string' && c.length > MAX.certificaat);
}

function leesLeden(
  json: StrictObject,
  beschermd: string,
  handtekening: Buffer,
): Uitkomst<JadesHandtekening, Weigering> {
  const { leden } = json;
  const { alg } = leden;
  if (typeof alg !== 'string') return weiger('HND06', 'alg ontbreekt of is geen tekst.');
  const algoritme = JADES_ALGORITMEN.get(alg);
  if (algoritme === undefined) {
    return weiger('HND14', 'Dit algoritme is niet toegestaan. Gebruik PS256 of ES256.');
  }
  const bezwaar = toetsVasteLeden(leden);
  if (bezwaar !== undefined) return weiger('HND06', bezwaar);
  const pars = leesPars(leden['sigD']);
  if (pars === undefined) {
    return weiger('HND06', `sigD heeft precies mId (${HTTP_HEADERS_MID}) en pars, een lijst van teksten.`);
  }
  const tijd = leesTijd(json);
  if (tijd === undefined) {
    return weiger(
      'HND06',
      'Precies een van iat (hele seconden) en sigT (jjjj-mm-ddTuu:mm:ssZ) hoort er te staan; exp is een geheel getal later dan dat.',
    );
  }
  const certificaat = leesCertificaat(leden);
  if (typeof certificaat === 'string') return weiger('HND06', certificaat);
  return gelukt({ beschermd, handtekening, alg, algoritme, pars, ...tijd, ...certificaat });
}

/** @returns what is wrong with the members that need no further reading, or `undefined`. */
function toetsVasteLeden(leden: StrictObject['leden']): string | undefined {
  if (leden['b64'] !== false) return 'b64 hoort false te zijn.';
  const verboden = VERBODEN.find((naam) => Object.hasOwn(leden, naam));
  if (verboden !== undefined)
    return `${verboden} is niet toegestaan. Verwijs naar het certificaat met x5t#S256 of x5c.`;
  const { crit } = leden;
  if (!Array.isArray(crit) || !crit.includes('b64') || !crit.includes('sigD'))
    return 'crit hoort b64 en sigD te noemen.';
  if (new Set(crit).size !== crit.length) return 'crit noemt een naam dubbel.';
  for (const naam of crit as readonly unknown[]) {
    if (typeof naam !== 'string' || !BEGREPEN.has(naam)) return 'crit noemt een lid dat het knooppunt niet kent.';
    if (!Object.hasOwn(leden, naam)) return `crit noemt ${naam}, maar dat lid ontbreekt.`;
  }
  if (Object.hasOwn(leden, 'jti') && (typeof leden['jti'] !== 'string' || !JTI.test(leden['jti']))) {
    return 'jti is 16 tot 64 tekens van A-Z, a-z, 0-9, _ en -.';
  }
  return undefined;
}

function leesPars(sigD: unknown): readonly string[] | undefined {
  if (!isObject(sigD) || sigD['mId'] !== HTTP_HEADERS_MID || Object.keys(sigD).length !== 2) return undefined;
  const pars = sigD['pars'];
  return Array.isArray(pars) && pars.every((naam) => typeof naam === 'string') ? pars : undefined;
}

function leesTijd({ leden, nietGeheel }: StrictObject): { moment: number; verloopt?: number } | undefined {
  const heeftIat = Object.hasOwn(leden, 'iat');
  if (heeftIat === Object.hasOwn(leden, 'sigT')) return undefined;
  const moment = heeftIat ? geheel(leden['iat'], nietGeheel.has('iat')) : leesSigT(leden['sigT']);
  if (moment === undefined) return undefined;
  if (!Object.hasOwn(leden, 'exp')) return { moment };
  const verloopt = geheel(leden['exp'], nietGeheel.has('exp'));
  return verloopt === undefined || verloopt <= moment ? undefined : { moment, verloopt };
}

function geheel(waarde: unknown, isGebroken: boolean): number | undefined {
  return typeof waarde === 'number' && Number.isInteger(waarde) && !isGebroken ? waarde : undefined;
}

function leesSigT(waarde: unknown): number | undefined {
  if (typeof waarde !== 'string' || !SIG_T.test(waarde)) return undefined;
  const ms = Date.parse(waarde);
  // Date.parse moves 30 February on to March
  if (Number.isNaN(ms) || `${new Date(ms).toISOString().slice(0, 19)}Z` !== waarde) return undefined;
  return ms / 1000;
}

function leesCertificaat(
  leden: StrictObject['leden'],
): Pick<JadesHandtekening, 'vingerafdruk' | 'certificaatDer'> | string {
  const x5t = leden['x5t#S256'];
  let afdruk: Buffer | undefined;
  if (Object.hasOwn(leden, 'x5t#S256')) {
    afdruk = typeof x5t === 'string' && x5t.length === 43 ? parseBase64Url(x5t) : undefined;
    if (afdruk === undefined) return 'x5t#S256 is SHA-256 over het certificaat in base64url: 43 tekens.';
  }
  if (!Object.hasOwn(leden, 'x5c')) {
    return afdruk === undefined
      ? 'x5t#S256 of x5c hoort het certificaat te noemen; kid alleen is niet genoeg.'
      : { vingerafdruk: afdruk.toString('hex') };
  }
  const x5c = leden['x5c'];
  const [blad] = Array.isArray(x5c) && x5c.every((c) => typeof c === 'string') ? (x5c as readonly string[]) : [];
  const der = blad === undefined || blad === '' ? undefined : parseBase64(blad);
  if (der === undefined)
    return 'x5c is een lijst van certificaten (DER) in base64 met opvulling, dat van de ondertekenaar eerst.';
  const vanX5c = sha256(der);
  if (afdruk?.equals(vanX5c) === false) return 'x5c en x5t#S256 noemen niet hetzelfde certificaat.';
  return { vingerafdruk: vanX5c.toString('hex'), certificaatDer: der };
}

/**
 * Judges the names in `pars`: `(request-target)` or a header name in lower case, each once, none of the signature
 * headers themselves.
 * @returns what is wrong (HND10), or `undefined`.
 */
export function toetsPars(pars: readonly string[]): string | undefined {
  const gezien = new Set<string>();
  for (const naam of pars) {
    if (naam !== REQUEST_TARGET && !isKleineKopnaam(naam)) {
      return 'pars noemt iets dat geen headernaam in kleine letters is.';
    }
    if (JADES_KOPNAMEN.has(naam)) return 'pars noemt de header van de handtekening zelf.';
    if (gezien.has(naam)) return `pars noemt ${naam.length <= 64 ? naam : 'een naam'} dubbel.`;
    gezien.add(naam);
  }
  return undefined;
}

function isObject(waarde: unknown): waarde is Readonly<Record<string, unknown>> {
  return typeof waarde === 'object' && waarde !== null && !Array.isArray(waarde);
}
