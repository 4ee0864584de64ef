import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { EIGEN_ALG, RFC9421_ALGORITMEN, verifieerBytesAsync } from '../signature/algoritmen.ts';
import type { Algoritme } from '../signature/algoritmen.ts';
import { parseContentDigest, pastBijDigest, sha256 } from '../signature/digest.ts';
import { STURENDE_KOPPEN } from '../signature/jades-namen.ts';
import { isKleineKopnaam } from '../signature/koppen.ts';
import type { Koppen } from '../signature/koppen.ts';
import { RFC9421_TAG } from '../signature/onderteken-antwoord.ts';
import { normaliseerAuthority } from '../signature/onderteken-verzoek.ts';
import { bouwSignatureBase } from '../signature/rfc9421-basis.ts';
import type { Component, VerzoekFeiten } from '../signature/rfc9421-basis.ts';
import { leesRfc9421 } from '../signature/rfc9421-lezen.ts';
import type { Rfc9421Handtekening } from '../signature/rfc9421-lezen.ts';
import { weiger } from '../signature/weigering.ts';
import type { Weigering } from '../signature/weigering.ts';
import type { CertificaatStap, GeldigCertificaat } from './certificaat-stap.ts';
import type { BekendCertificaat, BewezenVerzoek, HandtekeningFout } from './port.ts';
import { BEWAAR_SECONDEN, toetsTijd } from './voorwerk.ts';
import type { Aanvraag, InhoudDigesten, Spoor } from './voorwerk.ts';

/** The parameters of a signature, of the right types. */
interface Parameters9421 {
  readonly created: number;
  readonly expires?: number;
  readonly nonce: string;
  readonly keyid: string;
  readonly alg?: string;
}

/** An RFC 9421 request of which only body and signature are still to be judged. */
export interface Rfc9421Voorwerk extends GeldigCertificaat {
  readonly profiel: 'rfc9421';
  readonly aanvraag: Aanvraag;
  readonly onze: Rfc9421Handtekening;
  readonly alle: readonly Rfc9421Handtekening[];
  readonly parameters: Parameters9421;
  readonly alg: string;
  readonly inhoud: InhoudDigesten;
}

const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const KEYID = /^[0-9a-f]{64}$/;
/** Derived components of a request that may be signed; `@request-target` and `@query-param` are refused. */
const AFGELEID: ReadonlySet<string> = new Set(['@method', '@authority', '@scheme', '@target-uri', '@path', '@query']);
const DELEN_VAN_URI = ['"@authority"', '"@path"', '"@query"'] as const;

/** Steps 2 to 7 of the RFC 9421 policy: all that headers alone can tell. */
export function beoordeelRfc9421Kop(
  aanvraag: Aanvraag,
  certificaatStap: CertificaatStap,
  spoor: Spoor,
): Uitkomst<Rfc9421Voorwerk, HandtekeningFout> {
  const { koppen } = aanvraag;
  const alle = leesRfc9421(koppen.waarden.get('signature-input') ?? '', koppen.waarden.get('signature') ?? '');
  if (!alle.ok) return alle;
  const [onze, ...meer] = alle.waarde.filter(({ parameters }) => parameters.get('tag') === RFC9421_TAG);
  if (onze === undefined) return weiger('HND04', `Geen van de handtekeningen draagt de tag "${RFC9421_TAG}".`);
  if (meer.length > 0) return weiger('HND05', `Meer dan een handtekening draagt de tag "${RFC9421_TAG}".`);
  spoor.basis = () => bouwBasis(aanvraag, onze, alle.waarde, aanvraag.adres.authority);
  const gelezen = leesParameters(onze);
  if (!gelezen.ok) return gelezen;
  const parameters = gelezen.waarde;
  const vingerafdruk = parameters.keyid;
  const tijd = toetsTijd(parameters.created, parameters.expires, aanvraag.nu);
  if (tijd !== undefined) return mislukt({ code: 'HND07', uitleg: tijd, vingerafdruk });
  const dekking = toetsDekking(onze, aanvraag, alle.waarde);
  if (dekking !== undefined) return mislukt({ ...dekking, vingerafdruk });
  let alg = '';
  const certificaat = certificaatStap({
    vingerafdruk,
    kiesAlgoritme: (bekend) => {
      const gekozen = kiesAlgoritme(parameters.alg, bekend);
      if (!gekozen.ok) return gekozen;
      alg = gekozen.waarde.alg;
      return gelukt(gekozen.waarde.algoritme);
    },
    nu: aanvraag.nu,
  });
  if (!certificaat.ok) return certificaat;
  const inhoud = leesDigest(koppen);
  const beweerd = certificaat.waarde.certificaat.aansluiting;
  if (!inhoud.ok) return mislukt({ ...inhoud.fout, beweerd, vingerafdruk });
  return gelukt({
    profiel: 'rfc9421',
    aanvraag,
    onze,
    alle: alle.waarde,
    parameters,
    alg,
    inhoud: inhoud.waarde,
    ...certificaat.waarde,
  });
}

function leesParameters({ nietGeheel, parameters }: Rfc9421Handtekening): Uitkomst<Parameters9421, Weigering> {
  const [alg, created, expires, keyid, nonce] = ['alg', 'created', 'expires', 'keyid', 'nonce'].map((naam) =>
    parameters.get(naam),
  );
  if (!isSeconden(created) || nietGeheel.has('created'))
    return weiger('HND06', 'created is een geheel aantal seconden.');
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) {
    return weiger('HND06', 'nonce is een tekst van 16 tot 64 tekens van A-Z, a-z, 0-9, _ en -.');
  }
  if (typeof keyid !== 'string' || !KEYID.test(keyid)) {
    return weiger('HND06', 'keyid is SHA-256 over het certificaat: 64 hexadecimale cijfers in kleine letters.');
  }
  if (alg !== undefined && typeof alg !== 'string') return weiger('HND06', 'alg is een tekst.');
  if (expires !== undefined && (!isSeconden(expires) || nietGeheel.has('expires') || expires <= created)) {
    return weiger('HND06', 'expires is een geheel aantal seconden, later dan created.');
  }
  return gelukt({
    created,
    nonce,
    keyid,
    ...(alg === undefined ? {} : { alg }),
    ...(expires === undefined ? {} : { expires }),
  });
}

function isSeconden(waarde: unknown): waarde is number {
  return typeof waarde === 'number' && Number.isInteger(waarde) && waarde >= 0;
}

/** Required components (HND08), steering headers (HND09), then each component by itself (HND10, HND17). */
function toetsDekking(
  { componenten, label }: Rfc9421Handtekening,
  aanvraag: Aanvraag,
  alle: readonly Rfc9421Handtekening[],
): Weigering | undefined {
  const gedekt = new Set(componenten.map(({ id }) => id));
  const { koppen } = aanvraag;
  const nodig = heeftBody(koppen) ? ['"@method"', '"content-digest"', '"content-type"'] : ['"@method"'];
  const ontbreekt = nodig.find((id) => !gedekt.has(id));
  if (ontbreekt !== undefined) return { code: 'HND08', uitleg: `De handtekening dekt ${ontbreekt} niet.` };
  if (!gedekt.has('"@target-uri"') && !DELEN_VAN_URI.every((id) => gedekt.has(id))) {
    return {
      code: 'HND08',
      uitleg: 'De handtekening dekt "@target-uri" niet, en ook niet "@authority", "@path" en "@query" samen.',
    };
  }
  const sturend = STURENDE_KOPPEN.find((naam) => koppen.waarden.has(naam) && !gedekt.has(`"${naam}"`));
  if (sturend !== undefined) {
    return { code: 'HND09', uitleg: `De header ${sturend} staat in het verzoek, maar niet onder de handtekening.` };
  }
  if (gedekt.size !== componenten.length) return { code: 'HND10', uitleg: 'Een onderdeel staat dubbel in de lijst.' };
  for (const component of componenten) {
    const bezwaar = toetsComponent(component, koppen, label, alle);
    if (bezwaar !== undefined) return bezwaar;
  }
  return undefined;
}

function toetsComponent(
  { naam, parameters }: Component,
  koppen: Koppen,
  eigenLabel: string,
  alle: readonly Rfc9421Handtekening[],
): Weigering | undefined {
  if (naam === 'signature' && parameters.size === 1) {
    const label = parameters.get('key');
    if (label !== eigenLabel && alle.some((ander) => ander.label === label)) return undefined;
  }
  if (parameters.size > 0) return { code: 'HND10', uitleg: 'Een onderdeel heeft een parameter die hier niet mag.' };
  if (naam.startsWith('@')) {
    return AFGELEID.has(naam)
      ? undefined
      : { code: 'HND10', uitleg: 'Een afgeleid onderdeel in de lijst is onbekend of mag hier niet.' };
  }
  if (!isKleineKopnaam(naam)) return { code: 'HND10', uitleg: 'Een onderdeel is geen headernaam in kleine letters.' };
  if (koppen.waarden.has(naam)) return undefined;
  return naam === 'content-digest'
    ? { code: 'HND17', uitleg: 'De header Content-Digest ontbreekt.' }
    : { code: 'HND10', uitleg: 'De handtekening dekt een header die niet in het verzoek staat.' };
}

function heeftBody(koppen: Koppen): boolean {
  const lengte = koppen.waarden.get('content-length');
  return (lengte !== undefined && lengte !== '0') || koppen.waarden.has('transfer-encoding');
}

function kiesAlgoritme(
  alg: string | undefined,
  { sleutelSoort }: BekendCertificaat,
): Uitkomst<{ readonly alg: string; readonly algoritme: Algoritme }, Weigering> {
  if (alg === undefined && sleutelSoort === 'rsa') {
    return weiger('HND06', 'Bij een RSA-sleutel hoort alg in de handtekening te staan.');
  }
  const naam = alg ?? (sleutelSoort === 'anders' ? '' : EIGEN_ALG.rfc9421[sleutelSoort]);
  const algoritme = RFC9421_ALGORITMEN.get(naam);
  return algoritme === undefined
    ? weiger('HND14', 'Dit algoritme is niet toegestaan.')
    : gelukt({ alg: naam, algoritme });
}

function leesDigest(koppen: Koppen): Uitkomst<InhoudDigesten, Weigering> {
  const waarde = koppen.waarden.get('content-digest');
  if (waarde === undefined) return gelukt({ waarde: '', digesten: [] });
  const digesten = parseContentDigest(waarde);
  return digesten === undefined
    ? weiger('HND18', 'Content-Digest noemt sha-256 of sha-512, als Byte Sequence van de juiste lengte.')
    : gelukt({ waarde, digesten: [digesten] });
}

/** Steps 8 to 11: the body against its digest, then the signature itself. */
export async function beoordeelRfc9421Inhoud(
  voorwerk: Rfc9421Voorwerk,
  body: Buffer,
): Promise<Uitkomst<BewezenVerzoek, HandtekeningFout>> {
  const { aanvraag, alg, algoritme, certificaat, crlNummer, inhoud, onze, parameters } = voorwerk;
  const wie = { beweerd: certificaat.aansluiting, vingerafdruk: certificaat.vingerafdruk };
  const bodySha256 = sha256(body);
  if (body.length > 0 && inhoud.digesten.length === 0) {
    return mislukt({ code: 'HND17', uitleg: 'De header Content-Digest ontbreekt.', ...wie });
  }
  if (!inhoud.digesten.every((digesten) => pastBijDigest(digesten, body, bodySha256))) {
    return mislukt({ code: 'HND19', uitleg: 'Content-Digest hoort bij een andere inhoud.', ...wie });
  }
  const { adres, koppen, verzoek } = aanvraag;
  const authorities = [
    adres.authority,
    ...certificaat.aansluiting.handtekeningHosts.map((host) => normaliseerAuthority(adres.scheme, host)),
  ];
  for (const authority of authorities) {
    const basis = bouwBasis(aanvraag, onze, voorwerk.alle, authority);
    if (basis === undefined) break;
    const klopt = verifieerBytesAsync(algoritme, certificaat.sleutel, Buffer.from(basis, 'latin1'), onze.handtekening);
    if (!(typeof klopt === 'boolean' ? klopt : await klopt)) continue;
    return gelukt({
      aansluiting: certificaat.aansluiting,
      profiel: 'rfc9421',
      vorm: 'bericht',
      kopnaam: 'adr',
      method: verzoek.method,
      target: adres.target,
      handtekening: onze.handtekeningBase64,
      label: onze.label,
      vingerafdruk: certificaat.vingerafdruk,
      alg,
      bodySha256,
      verzoekDigest: inhoud.waarde,
      verzoekHandtekening: sha256(onze.handtekeningBase64).toString('base64url'),
      targetUri: `${adres.scheme}://${authority}${adres.target}`,
      nonce: {
        sleutel: sha256(`${parameters.keyid} ${parameters.nonce}`),
        tot: new Date((parameters.created + BEWAAR_SECONDEN) * 1000),
      },
      bewijs: [
        {
          profiel: 'rfc9421',
          handtekening: `${koppen.waarden.get('signature-input') ?? ''}\n${koppen.waarden.get('signature') ?? ''}`,
          basis,
          alg,
          vingerafdruk: certificaat.vingerafdruk,
          ...(crlNummer === undefined ? {} : { crlNummer }),
          inhoudDigest: inhoud.waarde,
          moment: new Date(parameters.created * 1000),
        },
      ],
    });
  }
  return mislukt({ code: 'HND15', uitleg: 'De handtekening past niet bij het verzoek.', ...wie });
}

function bouwBasis(
  { adres, koppen, verzoek }: Aanvraag,
  { componenten, signatureParams }: Rfc9421Handtekening,
  alle: readonly Rfc9421Handtekening[],
  authority: string,
): string | undefined {
  const feiten: VerzoekFeiten = {
    method: verzoek.method,
    scheme: adres.scheme,
    authority,
    target: adres.target,
    kop: (naam) => koppen.waarden.get(naam),
    handtekening: (label) => alle.find((ander) => ander.label === label)?.handtekeningBase64,
  };
  const basis = bouwSignatureBase(componenten, signatureParams, feiten);
  return basis.ok ? basis.waarde : undefined;
}
