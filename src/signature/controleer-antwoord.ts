import { flattenedVerify } from 'jose';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { RFC9421_ALGORITMEN, verifieerBytes } from './algoritmen.ts';
import { parseContentDigest, parseDigest, pastBijDigest, sha256 } from './digest.ts';
import type { HubCertificaat } from './hub-certificaat.ts';
import { leesJades, toetsPars } from './jades-lezen.ts';
import type { JadesHandtekening } from './jades-lezen.ts';
import { JADES_KOPPEN, REQUEST_TARGET } from './jades-namen.ts';
import { bouwJadesPayload } from './jades-payload.ts';
import { leesKoppen } from './koppen.ts';
import type { Koppen } from './koppen.ts';
import { ANTWOORD_STATUS, feitenVan, RFC9421_TAG, VERZOEK_HANDTEKENING } from './onderteken-antwoord.ts';
import type { VerzoekBinding } from './onderteken-antwoord.ts';
import { leesOntvangstbewijs } from './ontvangstbewijs.ts';
import type { Ontvangstbewijs } from './ontvangstbewijs.ts';
import { bouwSignatureBase } from './rfc9421-basis.ts';
import { leesRfc9421 } from './rfc9421-lezen.ts';
import type { Rfc9421Handtekening } from './rfc9421-lezen.ts';
import type { HandtekeningCode } from './weigering.ts';

/** An answer as the client received it. */
export interface OntvangenAntwoord {
  readonly status: number;
  /** Name, value, name, value … */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** What is checked: the answer, against the request that it should answer. */
export interface AntwoordControle {
  /** What was kept when the request was signed. */
  readonly verzoek: VerzoekBinding;
  readonly antwoord: OntvangenAntwoord;
  /** The certificates of the hub that the client trusts; several around a rollover. */
  readonly certificaten: readonly HubCertificaat[];
  /** Time of reception; absent = the time is not judged (evidence is checked years later). */
  readonly nu?: Date;
}

/** An answer of which is proven that the hub gave it, to this request, with this status. */
export interface BewezenAntwoord {
  readonly vingerafdruk: string;
  readonly alg: string;
  /** Moment that the hub names, in whole seconds. */
  readonly moment: Date;
  readonly ontvangstbewijs?: Ontvangstbewijs;
}

/** Why an answer is not believed. `BINDING`: well signed, but for another request or with another status. */
export interface AntwoordFout {
  readonly code: HandtekeningCode | 'BINDING';
  readonly uitleg: string;
}

interface Gelezen {
  readonly alg: string;
  readonly vingerafdruk: string;
  readonly moment: number;
  readonly klopt: (certificaat: HubCertificaat) => boolean | Promise<boolean>;
}

/**
 * Checks an answer of the hub against the request of the client: digest, signature under a certificate that the client
 * knows, and that status and request are those under the signature.
 */
export async function controleerAntwoord(controle: AntwoordControle): Promise<Uitkomst<BewezenAntwoord, AntwoordFout>> {
  const koppen = leesKoppen(controle.antwoord.rawHeaders);
  const gelezen =
    controle.verzoek.profiel === 'jades' ? leesJadesAntwoord(controle, koppen) : leesRfcAntwoord(controle, koppen);
  if (!gelezen.ok) return gelezen;
  const { alg, klopt, moment, vingerafdruk } = gelezen.waarde;
  if (controle.nu !== undefined && !isInVenster(moment, controle.nu)) {
    return fout('HND07', 'Het tijdstip van het antwoord ligt te ver van de eigen tijd.');
  }
  const certificaat = controle.certificaten.find((kandidaat) => kandidaat.vingerafdruk === vingerafdruk);
  if (certificaat === undefined)
    return fout('HND11', 'Het certificaat van het antwoord is niet dat van het knooppunt.');
  const digest = toetsDigest(controle, koppen);
  if (digest !== undefined) return mislukt(digest);
  if (!(await klopt(certificaat)))
    return fout('HND15', 'De handtekening past niet bij het antwoord of bij het verzoek.');
  const binding = toetsBinding(controle, koppen);
  if (!binding.ok) return binding;
  return gelukt({ vingerafdruk, alg, moment: new Date(moment * 1000), ...binding.waarde });
}

function fout(code: AntwoordFout['code'], uitleg: string): { readonly ok: false; readonly fout: AntwoordFout } {
  return mislukt({ code, uitleg });
}

function isInVenster(moment: number, nu: Date): boolean {
  const seconden = nu.getTime() / 1000;
  return moment >= seconden - 300 && moment <= seconden + 60;
}

function toetsDigest({ antwoord, verzoek }: AntwoordControle, koppen: Koppen): AntwoordFout | undefined {
  const naam = verzoek.profiel === 'jades' ? 'digest' : 'content-digest';
  const waarde = koppen.waarden.get(naam);
  if (waarde === undefined) return { code: 'HND17', uitleg: 'Het antwoord heeft geen digest.' };
  const digesten = naam === 'digest' ? parseDigest(waarde) : parseContentDigest(waarde);
  if (digesten === undefined)
    return { code: 'HND18', uitleg: 'De digest van het antwoord heeft niet de vereiste vorm.' };
  return pastBijDigest(digesten, antwoord.body, sha256(antwoord.body))
    ? undefined
    : { code: 'HND19', uitleg: 'De digest van het antwoord hoort bij een andere inhoud.' };
}

// --- JAdES

const BINDKOPPEN = [ANTWOORD_STATUS.toLowerCase(), VERZOEK_HANDTEKENING.toLowerCase()] as const;
const CRIT = { sigD: true, sigT: true, iat: true, exp: true, jti: true } as const;

function leesJadesAntwoord({ antwoord, verzoek }: AntwoordControle, koppen: Koppen): Uitkomst<Gelezen, AntwoordFout> {
  const namen = Object.values(JADES_KOPPEN).map(({ bericht }) => bericht.toLowerCase());
  const [naam, ...meer] = namen.filter((kandidaat) => koppen.waarden.has(kandidaat));
  if (naam === undefined) return fout('HND01', 'Het antwoord heeft geen handtekening.');
  if (meer.length > 0 || koppen.herhaald.has(naam))
    return fout('HND05', 'Het antwoord heeft meer dan een handtekening.');
  const jades = leesJades(koppen.waarden.get(naam) ?? '');
  if (!jades.ok) return jades;
  const { alg, moment, pars, vingerafdruk } = jades.waarde;
  const bezwaar = toetsPars(pars);
  if (bezwaar !== undefined) return fout('HND10', bezwaar);
  const nodig = [REQUEST_TARGET, 'digest'];
  for (const kop of ['content-type', 'content-encoding', ...BINDKOPPEN]) if (koppen.waarden.has(kop)) nodig.push(kop);
  const ontbreekt = nodig.find((kop) => !pars.includes(kop));
  if (ontbreekt !== undefined) return fout('HND08', `De handtekening van het antwoord dekt ${ontbreekt} niet.`);
  const herhaald = pars.find((kop) => koppen.herhaald.has(kop));
  if (herhaald !== undefined) return fout('HND10', 'Een ondertekende header staat dubbel in het antwoord.');
  const payload = bouwJadesPayload(pars, {
    method: verzoek.method,
    target: verzoek.target,
    // a proxy may have sent the answer in chunks; the digest fixes the length anyhow
    kop: (kop) => koppen.waarden.get(kop) ?? (kop === 'content-length' ? String(antwoord.body.length) : undefined),
  });
  if (!payload.ok) return fout(payload.fout === 'digest' ? 'HND17' : 'HND10', 'Een ondertekende header ontbreekt.');
  return gelukt({
    alg,
    vingerafdruk,
    moment,
    klopt: (certificaat) => kloptJades(jades.waarde, payload.waarde, certificaat),
  });
}

async function kloptJades(
  jades: JadesHandtekening,
  payload: string,
  { sleutel, soort }: HubCertificaat,
): Promise<boolean> {
  if (jades.algoritme.soort !== soort) return false;
  const jws = {
    protected: jades.beschermd,
    payload: Buffer.from(payload, 'latin1'),
    signature: jades.handtekening.toString('base64url'),
  };
  try {
    await flattenedVerify(jws, sleutel, { crit: CRIT, algorithms: [jades.alg] });
    return true;
  } catch {
    return false;
  }
}

// --- RFC 9421

function leesRfcAntwoord({ antwoord, verzoek }: AntwoordControle, koppen: Koppen): Uitkomst<Gelezen, AntwoordFout> {
  const invoer = koppen.waarden.get('signature-input');
  const waarde = koppen.waarden.get('signature');
  if (invoer === undefined || waarde === undefined) return fout('HND01', 'Het antwoord heeft geen handtekening.');
  const alle = leesRfc9421(invoer, waarde);
  if (!alle.ok) return alle;
  const [onze, ...meer] = alle.waarde.filter(({ parameters }) => parameters.get('tag') === RFC9421_TAG);
  if (onze === undefined) return fout('HND04', 'Geen van de handtekeningen draagt de tag van het knooppunt.');
  if (meer.length > 0) return fout('HND05', 'Het antwoord heeft meer dan een handtekening.');
  const { alg, created, keyid } = parametersVan(onze);
  if (alg === undefined || created === undefined || keyid === undefined) {
    return fout('HND06', 'created, keyid of alg ontbreekt in de handtekening van het antwoord.');
  }
  const gedekt = new Set(onze.componenten.map(({ id }) => id));
  const ontbreekt = nodigeComponenten(verzoek, koppen).find((id) => !gedekt.has(id));
  if (ontbreekt !== undefined) return fout('HND08', `De handtekening van het antwoord dekt ${ontbreekt} niet.`);
  const basis = bouwSignatureBase(onze.componenten, onze.signatureParams, {
    status: antwoord.status,
    kop: (naam) => koppen.waarden.get(naam),
    verzoek: feitenVan(verzoek),
  });
  if (!basis.ok || gedekt.size !== onze.componenten.length) {
    const zonderDigest = !basis.ok && basis.fout === '"content-digest"';
    return fout(zonderDigest ? 'HND17' : 'HND10', 'Een ondertekend onderdeel van het antwoord is onbruikbaar.');
  }
  const algoritme = RFC9421_ALGORITMEN.get(alg);
  return gelukt({
    alg,
    vingerafdruk: keyid,
    moment: created,
    klopt: ({ sleutel, soort }) =>
      algoritme?.soort === soort &&
      verifieerBytes(algoritme, sleutel, Buffer.from(basis.waarde, 'latin1'), onze.handtekening),
  });
}

function parametersVan({ nietGeheel, parameters }: Rfc9421Handtekening): {
  readonly alg: string | undefined;
  readonly created: number | undefined;
  readonly keyid: string | undefined;
} {
  const [alg, created, keyid] = ['alg', 'created', 'keyid'].map((naam) => parameters.get(naam));
  return {
    alg: typeof alg === 'string' ? alg : undefined,
    created: typeof created === 'number' && !nietGeheel.has('created') ? created : undefined,
    keyid: typeof keyid === 'string' ? keyid : undefined,
  };
}

function nodigeComponenten({ label }: VerzoekBinding, koppen: Koppen): readonly string[] {
  const nodig = ['"@status"', '"content-digest"', '"@method";req', '"@target-uri";req'];
  for (const kop of ['content-type', ...BINDKOPPEN]) if (koppen.waarden.has(kop)) nodig.push(`"${kop}"`);
  if (label !== undefined) nodig.push(`"signature";req;key="${label}"`);
  return nodig;
}

// --- both: status and request

function toetsBinding(
  { antwoord, verzoek }: AntwoordControle,
  koppen: Koppen,
): Uitkomst<{ readonly ontvangstbewijs?: Ontvangstbewijs }, AntwoordFout> {
  const [status, handtekening] = BINDKOPPEN.map((naam) => koppen.waarden.get(naam));
  if (status !== undefined || handtekening !== undefined) {
    return status === String(antwoord.status) && handtekening === verzoek.verzoekHandtekening
      ? gelukt({})
      : fout('BINDING', 'Het antwoord hoort bij een ander verzoek, of heeft een andere status gekregen.');
  }
  const ontvangstbewijs = leesOntvangstbewijs(antwoord.body);
  if (ontvangstbewijs === undefined) {
    return verzoek.profiel === 'rfc9421'
      ? gelukt({})
      : fout('BINDING', 'Het antwoord noemt niet bij welk verzoek het hoort.');
  }
  const klopt =
    ontvangstbewijs.httpStatus === antwoord.status &&
    ontvangstbewijs.verzoekDigest === verzoek.verzoekDigest &&
    ontvangstbewijs.verzoekHandtekening === verzoek.verzoekHandtekening;
  return klopt
    ? gelukt({ ontvangstbewijs })
    : fout('BINDING', 'Het ontvangstbewijs hoort bij een ander verzoek, of heeft een andere status gekregen.');
}
