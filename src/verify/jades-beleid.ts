import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { verifieerBytesAsync } from '../signature/algoritmen.ts';
import { parseContentDigest, parseDigest, pastBijDigest, sha256 } from '../signature/digest.ts';
import { leesJades, toetsPars } from '../signature/jades-lezen.ts';
import type { JadesHandtekening } from '../signature/jades-lezen.ts';
import { JADES_KOPPEN, REQUEST_TARGET, STURENDE_KOPPEN, TE_DEKKEN_KOPPEN } from '../signature/jades-namen.ts';
import type { HandtekeningVorm, KopFamilie } from '../signature/jades-namen.ts';
import { bouwJadesPayload, jadesInvoer } from '../signature/jades-payload.ts';
import type { Koppen } from '../signature/koppen.ts';
import { weiger } from '../signature/weigering.ts';
import type { Weigering } from '../signature/weigering.ts';
import type { CertificaatStap, GeldigCertificaat } from './certificaat-stap.ts';
import type { BewezenVerzoek, HandtekeningBewijs, HandtekeningFout } from './port.ts';
import { BEWAAR_SECONDEN, toetsTijd } from './voorwerk.ts';
import type { Aanvraag, InhoudDigesten, Spoor } from './voorwerk.ts';

/** A JAdES header of a request, as found. */
export interface JadesKopregel {
  readonly vorm: HandtekeningVorm;
  readonly kopnaam: KopFamilie;
  readonly waarde: string;
}

/** One signature whose headers, members, time and certificate are in order. */
interface JadesDeel extends JadesKopregel, GeldigCertificaat {
  readonly jades: JadesHandtekening;
}

/** A JAdES request of which only body and signature are still to be judged. */
export interface JadesVoorwerk {
  readonly profiel: 'jades';
  readonly aanvraag: Aanvraag;
  /** Says who signs. */
  readonly hoofd: JadesDeel;
  /** A payload signature beside a message signature: has to verify, gives no rights. */
  readonly bij?: JadesDeel;
  readonly inhoud: InhoudDigesten;
}

const REGELS: readonly { readonly naam: string; readonly vorm: HandtekeningVorm; readonly kopnaam: KopFamilie }[] = (
  ['bericht', 'payload'] as const
).flatMap((vorm) =>
  (['adr', 'nlgov-adr'] as const).map((kopnaam) => ({
    naam: JADES_KOPPEN[kopnaam][vorm].toLowerCase(),
    vorm,
    kopnaam,
  })),
);

/** @returns the JAdES headers of a request, the message signature first; HND05 when one of the two stands there twice. */
export function vindJadesKoppen(koppen: Koppen): Uitkomst<readonly JadesKopregel[], Weigering> {
  const gevonden: JadesKopregel[] = [];
  for (const { naam, vorm, kopnaam } of REGELS) {
    const waarde = koppen.waarden.get(naam);
    if (waarde === undefined) continue;
    if (koppen.herhaald.has(naam) || gevonden.some((eerder) => eerder.vorm === vorm)) {
      return weiger('HND05', 'De header met de handtekening staat er meer dan eens, of onder twee namen.');
    }
    gevonden.push({ vorm, kopnaam, waarde });
  }
  return gelukt(gevonden);
}

/** Steps 2 to 7 of the JAdES policy: all that headers alone can tell. */
export function beoordeelJadesKop(
  aanvraag: Aanvraag,
  regels: readonly JadesKopregel[],
  certificaatStap: CertificaatStap,
  spoor: Spoor,
): Uitkomst<JadesVoorwerk, HandtekeningFout> {
  const [eerste, tweede] = regels;
  if (eerste === undefined) return weiger('HND01', 'Het verzoek heeft geen handtekening.');
  const hoofd = beoordeelDeel(aanvraag, eerste, certificaatStap, spoor);
  if (!hoofd.ok) return hoofd;
  if (eerste.vorm === 'payload' && !hoofd.waarde.certificaat.aansluiting.payloadHandtekening) {
    return mislukt({
      code: 'HND08',
      uitleg: 'Voor deze aansluiting is een payload-handtekening alleen niet genoeg: onderteken het hele verzoek.',
      ...wieBeweerd(hoofd.waarde),
    });
  }
  const bij = tweede === undefined ? undefined : beoordeelDeel(aanvraag, tweede, certificaatStap, {});
  if (bij?.ok === false) return bij;
  const inhoud = leesDigesten(aanvraag.koppen);
  if (!inhoud.ok) return mislukt({ ...inhoud.fout, ...wieBeweerd(hoofd.waarde) });
  return gelukt({
    profiel: 'jades',
    aanvraag,
    hoofd: hoofd.waarde,
    ...(bij === undefined ? {} : { bij: bij.waarde }),
    inhoud: inhoud.waarde,
  });
}

function beoordeelDeel(
  aanvraag: Aanvraag,
  regel: JadesKopregel,
  certificaatStap: CertificaatStap,
  spoor: Spoor,
): Uitkomst<JadesDeel, HandtekeningFout> {
  const gelezen = leesJades(regel.waarde);
  if (!gelezen.ok) return gelezen;
  const jades = gelezen.waarde;
  const { algoritme, certificaatDer, moment, pars, verloopt, vingerafdruk } = jades;
  const namen = toetsPars(pars);
  if (namen !== undefined) return mislukt({ code: 'HND10', uitleg: namen, vingerafdruk });
  spoor.basis = (body) => bouwPayload(aanvraag, pars, aanvraag.adres.host, body);
  const dekking = regel.vorm === 'bericht' ? toetsBerichtPars(pars, aanvraag) : toetsPayloadPars(pars, aanvraag);
  if (dekking !== undefined) return mislukt({ ...dekking, vingerafdruk });
  const tijd = toetsTijd(moment, verloopt, aanvraag.nu);
  if (tijd !== undefined) return mislukt({ code: 'HND07', uitleg: tijd, vingerafdruk });
  const certificaat = certificaatStap({
    vingerafdruk,
    der: certificaatDer,
    kiesAlgoritme: () => gelukt(algoritme),
    nu: aanvraag.nu,
  });
  return certificaat.ok ? gelukt({ ...regel, jades, ...certificaat.waarde }) : certificaat;
}

/** Required elements (HND08), steering ones (HND09), each of them there (HND10, HND17). */
function toetsBerichtPars(pars: readonly string[], { adres, koppen }: Aanvraag): Weigering | undefined {
  const nodig = [REQUEST_TARGET, 'digest', ...TE_DEKKEN_KOPPEN.filter((naam) => koppen.waarden.has(naam))];
  const ontbreekt = nodig.find(
    // a proxy that collects the body adds the length after the client signed; the digest fixes it anyhow
    (naam) => !pars.includes(naam) && !(naam === 'content-length' && adres.viaProxy),
  );
  if (ontbreekt !== undefined) return { code: 'HND08', uitleg: `pars noemt ${ontbreekt} niet.` };
  const sturend = STURENDE_KOPPEN.find((naam) => koppen.waarden.has(naam) && !pars.includes(naam));
  if (sturend !== undefined) {
    return { code: 'HND09', uitleg: `De header ${sturend} staat in het verzoek, maar niet in pars.` };
  }
  return toetsAanwezig(pars, koppen, adres.viaProxy);
}

function toetsPayloadPars(pars: readonly string[], { koppen, verzoek }: Aanvraag): Weigering | undefined {
  if (!pars.includes('digest'))
    return { code: 'HND08', uitleg: 'pars van een payload-handtekening noemt digest niet.' };
  if (pars.length !== 1) return { code: 'HND10', uitleg: 'pars van een payload-handtekening is precies ["digest"].' };
  if (!heeftBerichtHandtekening(koppen) && !verzoek.payloadHandtekeningToegestaan) {
    return { code: 'HND08', uitleg: 'Voor deze aanroep is een handtekening over het hele verzoek nodig.' };
  }
  return toetsAanwezig(pars, koppen, false);
}

function heeftBerichtHandtekening(koppen: Koppen): boolean {
  return REGELS.some(({ naam, vorm }) => vorm === 'bericht' && koppen.waarden.has(naam));
}

function toetsAanwezig(pars: readonly string[], koppen: Koppen, viaProxy: boolean): Weigering | undefined {
  const afwezig = pars.find(
    (naam) => naam !== REQUEST_TARGET && !koppen.waarden.has(naam) && !(naam === 'content-length' && viaProxy),
  );
  if (afwezig === undefined) return undefined;
  return afwezig === 'digest'
    ? { code: 'HND17', uitleg: 'De header Digest ontbreekt; Content-Digest komt daar niet voor in de plaats.' }
    : { code: 'HND10', uitleg: 'pars noemt een header die niet in het verzoek staat.' };
}

function leesDigesten(koppen: Koppen): Uitkomst<InhoudDigesten, Weigering> {
  const waarde = koppen.waarden.get('digest') ?? '';
  const digest = parseDigest(waarde);
  if (digest === undefined) {
    return weiger('HND18', 'Digest noemt SHA-256 of SHA-512, elk hoogstens een keer, in base64 met opvulling.');
  }
  const ook = koppen.waarden.get('content-digest');
  if (ook === undefined) return gelukt({ waarde, digesten: [digest] });
  const contentDigest = parseContentDigest(ook);
  return contentDigest === undefined
    ? weiger('HND18', 'Content-Digest noemt sha-256 of sha-512, als Byte Sequence van de juiste lengte.')
    : gelukt({ waarde, digesten: [digest, contentDigest] });
}

/** Steps 7 to 10: the body against its digests, then the signature itself. */
export async function beoordeelJadesInhoud(
  { aanvraag, bij, hoofd, inhoud }: JadesVoorwerk,
  body: Buffer,
): Promise<Uitkomst<BewezenVerzoek, HandtekeningFout>> {
  const bodySha256 = sha256(body);
  if (!inhoud.digesten.every((digesten) => pastBijDigest(digesten, body, bodySha256))) {
    return mislukt({ code: 'HND19', uitleg: 'De digest hoort bij een andere inhoud.', ...wieBeweerd(hoofd) });
  }
  const bewezen = await verifieer(aanvraag, hoofd, body);
  if (bewezen === undefined) return ongeldig(hoofd);
  const ook = bij === undefined ? undefined : await verifieer(aanvraag, bij, body);
  if (bij !== undefined && ook === undefined) return ongeldig(bij);
  const { adres, verzoek } = aanvraag;
  const { certificaat, jades, kopnaam, vorm, waarde } = hoofd;
  return gelukt({
    aansluiting: certificaat.aansluiting,
    profiel: 'jades',
    vorm,
    kopnaam,
    method: verzoek.method,
    target: adres.target,
    handtekening: waarde,
    vingerafdruk: certificaat.vingerafdruk,
    alg: jades.alg,
    bodySha256,
    verzoekDigest: inhoud.waarde,
    verzoekHandtekening: sha256(waarde).toString('base64url'),
    targetUri: `${adres.scheme}://${adres.authority}${adres.target}`,
    // over the signing input: for ECDSA another signature over the same input verifies as well
    nonce: { sleutel: sha256(bewezen.invoer), tot: new Date((jades.moment + BEWAAR_SECONDEN) * 1000) },
    bewijs: [hoofd, bij].flatMap((deel, i) =>
      deel === undefined ? [] : [bewijsVan(deel, inhoud.waarde, (i === 0 ? bewezen : ook)?.payload ?? '')],
    ),
  });
}

/** @returns the bytes that the signature is over, or `undefined` when it does not verify. */
async function verifieer(
  aanvraag: Aanvraag,
  { algoritme, certificaat, jades, vorm }: JadesDeel,
  body: Buffer,
): Promise<{ readonly payload: string; readonly invoer: Buffer } | undefined> {
  // behind an Outway a client signs the name that it calls, which the tables then list
  const hosts = vorm === 'bericht' ? [aanvraag.adres.host, ...certificaat.aansluiting.handtekeningHosts] : [''];
  for (const host of hosts) {
    const payload = bouwPayload(aanvraag, jades.pars, host, body);
    if (payload === undefined) return undefined;
    const invoer = jadesInvoer(jades.beschermd, payload);
    const klopt = verifieerBytesAsync(algoritme, certificaat.sleutel, invoer, jades.handtekening);
    if (typeof klopt === 'boolean' ? klopt : await klopt) return { payload, invoer };
  }
  return undefined;
}

function bouwPayload(
  { adres, koppen, verzoek }: Aanvraag,
  pars: readonly string[],
  host: string,
  body: Buffer,
): string | undefined {
  const payload = bouwJadesPayload(pars, {
    method: verzoek.method,
    target: adres.target,
    kop: (naam) => {
      if (naam === 'host') return host;
      const waarde = koppen.waarden.get(naam);
      return waarde === undefined && naam === 'content-length' && adres.viaProxy ? String(body.length) : waarde;
    },
  });
  return payload.ok ? payload.waarde : undefined;
}

function bewijsVan(
  { certificaat, crlNummer, jades, waarde }: JadesDeel,
  digest: string,
  payload: string,
): HandtekeningBewijs {
  return {
    profiel: 'jades',
    handtekening: waarde,
    basis: payload,
    alg: jades.alg,
    vingerafdruk: certificaat.vingerafdruk,
    ...(crlNummer === undefined ? {} : { crlNummer }),
    inhoudDigest: digest,
    moment: new Date(jades.moment * 1000),
  };
}

function ongeldig(deel: JadesDeel): { readonly ok: false; readonly fout: HandtekeningFout } {
  return mislukt({ code: 'HND15', uitleg: 'De handtekening past niet bij het verzoek.', ...wieBeweerd(deel) });
}

function wieBeweerd({ certificaat }: JadesDeel): Pick<HandtekeningFout, 'beweerd' | 'vingerafdruk'> {
  return { beweerd: certificaat.aansluiting, vingerafdruk: certificaat.vingerafdruk };
}
