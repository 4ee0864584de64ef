import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { leesKoppen } from '../signature/koppen.ts';
import type { Koppen } from '../signature/koppen.ts';
import { RFC9421_TAG } from '../signature/onderteken-antwoord.ts';
import { leesTags } from '../signature/rfc9421-lezen.ts';
import { weiger } from '../signature/weigering.ts';
import type { Weigering } from '../signature/weigering.ts';
import { createAdresBepaling } from './adres.ts';
import type { AdresOpties } from './adres.ts';
import { createCertificaatStap } from './certificaat-stap.ts';
import { beoordeelJadesInhoud, beoordeelJadesKop, vindJadesKoppen } from './jades-beleid.ts';
import type { JadesVoorwerk } from './jades-beleid.ts';
import type {
  BewezenVerzoek,
  CertificaatRegister,
  HandtekeningDiagnose,
  HandtekeningFout,
  OntvangenVerzoek,
  Verifier,
  VoorlopigVerzoek,
} from './port.ts';
import { beoordeelRfc9421Inhoud, beoordeelRfc9421Kop } from './rfc9421-beleid.ts';
import type { Rfc9421Voorwerk } from './rfc9421-beleid.ts';
import type { Aanvraag, Spoor } from './voorwerk.ts';

/** What the verifier works with. */
export interface VerifierOpties extends AdresOpties {
  readonly certificaten: CertificaatRegister;
}

type Voorwerk = JadesVoorwerk | Rfc9421Voorwerk;

/** Headers that a request may carry once. Node passes a second `Host` on without a word. */
const EENMALIG = [
  'host',
  'origin',
  'content-type',
  'content-encoding',
  'content-length',
  'content-digest',
  'traceer-id',
  'conversatie-id',
] as const;

const LENGTE = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * Makes the verifier: JAdES and RFC 9421 behind one port. Keeps no state of requests: what must never be seen twice is
 * named in the result, and the store decides.
 */
export function createVerifier(opties: VerifierOpties): Verifier {
  const bepaalAdres = createAdresBepaling(opties);
  const certificaatStap = createCertificaatStap(opties.certificaten);
  const voorwerken = new WeakMap<VoorlopigVerzoek, Voorwerk>();

  function bekijk(verzoek: OntvangenVerzoek, nu: Date, spoor: Spoor): Uitkomst<Voorwerk, HandtekeningFout> {
    const koppen = leesKoppen(verzoek.rawHeaders);
    const vorm = toetsEenmalig(koppen);
    if (vorm !== undefined) return mislukt(vorm);
    const adres = bepaalAdres(verzoek, koppen);
    if (!adres.ok) return adres;
    const aanvraag: Aanvraag = { verzoek, koppen, adres: adres.waarde, nu };
    const jades = vindJadesKoppen(koppen);
    if (!jades.ok) return jades;
    const heeft9421 = koppen.waarden.has('signature-input');
    if (jades.waarde.length > 0) {
      const naast = heeft9421 ? toetsNaastJades(koppen) : undefined;
      if (naast !== undefined) return mislukt(naast);
      spoor.profiel = 'jades';
      return beoordeelJadesKop(aanvraag, jades.waarde, certificaatStap, spoor);
    }
    if (!heeft9421 || !koppen.waarden.has('signature')) {
      return weiger(
        'HND01',
        'Het verzoek heeft geen handtekening: verwacht Message-Signature (JAdES), of Signature-Input en Signature (RFC 9421).',
      );
    }
    spoor.profiel = 'rfc9421';
    return beoordeelRfc9421Kop(aanvraag, certificaatStap, spoor);
  }

  function beoordeelInhoud(voorwerk: Voorwerk, body: Buffer): Promise<Uitkomst<BewezenVerzoek, HandtekeningFout>> {
    return voorwerk.profiel === 'jades' ? beoordeelJadesInhoud(voorwerk, body) : beoordeelRfc9421Inhoud(voorwerk, body);
  }

  return {
    kop: (verzoek, nu) => {
      const voorwerk = bekijk(verzoek, nu, {});
      if (!voorwerk.ok) return voorwerk;
      const { waarde } = voorwerk;
      const certificaat = waarde.profiel === 'jades' ? waarde.hoofd.certificaat : waarde.certificaat;
      const voorlopig: VoorlopigVerzoek = { profiel: waarde.profiel, certificaat };
      voorwerken.set(voorlopig, waarde);
      return gelukt(voorlopig);
    },
    inhoud: (voorlopig, body) => {
      const voorwerk = voorwerken.get(voorlopig);
      if (voorwerk === undefined) throw new Error('inhoud() kent alleen wat kop() gaf');
      return beoordeelInhoud(voorwerk, body);
    },
    diagnose: async (verzoek, body, nu): Promise<HandtekeningDiagnose> => {
      const spoor: Spoor = {};
      const kop = bekijk(verzoek, nu, spoor);
      const uitkomst = kop.ok ? await beoordeelInhoud(kop.waarde, body) : kop;
      const basis = spoor.basis?.(body);
      return {
        ...(spoor.profiel === undefined ? {} : { profiel: spoor.profiel }),
        ...(uitkomst.ok
          ? { uitleg: 'De handtekening klopt.' }
          : { code: uitkomst.fout.code, uitleg: uitkomst.fout.uitleg }),
        ...(basis === undefined ? {} : { basis }),
      };
    },
  };
}

function toetsEenmalig({ herhaald, waarden }: Koppen): Weigering | undefined {
  if (herhaald.size > 0) {
    const dubbel = EENMALIG.find((naam) => herhaald.has(naam));
    if (dubbel !== undefined) return { code: 'HND10', uitleg: `De header ${dubbel} staat dubbel in het verzoek.` };
    if (herhaald.has('digest')) return { code: 'HND18', uitleg: 'De header Digest staat dubbel in het verzoek.' };
  }
  const lengte = waarden.get('content-length');
  return lengte === undefined || LENGTE.test(lengte)
    ? undefined
    : { code: 'HND10', uitleg: 'Content-Length is geen geheel getal zonder voorloopnullen.' };
}

/** Beside a JAdES signature stands one of RFC 9421: not ours to look at, unless it says that it is. */
function toetsNaastJades(koppen: Koppen): Weigering | undefined {
  const tags = leesTags(koppen.waarden.get('signature-input') ?? '');
  if (tags === undefined)
    return { code: 'HND02', uitleg: 'Signature-Input is niet te lezen als Dictionary (RFC 8941).' };
  return tags.includes(RFC9421_TAG)
    ? { code: 'HND05', uitleg: 'Het verzoek is in twee profielen tegelijk ondertekend.' }
    : undefined;
}
