import type {
  FeitLevering,
  FeitOmvang,
  FeitPrestatie,
  FeitProduct,
  FeitToewijzing,
  FeitVerzoek,
} from '../../bericht/feiten.ts';
import { GEEN } from '../xml/boom.ts';
import type { Boom, Knoop } from '../xml/boom.ts';
import { leesGetal, leesKaal, leesLijst } from './lezen.ts';
import type { Schrijfbaar } from './lezen.ts';

/*
 * Each class is read in one walk over its children and written in a fixed order of fields, whatever their order in the
 * message. Plainly, field by field: a map of children and a loop over the fields of an object cost as much as all the
 * rest (12 µs for a message of 5 kB).
 */

/** The retourcodes of a class. */
export function leesRetourcodes(boom: Boom, knoop: Knoop): readonly string[] {
  return leesLijst(boom, knoop, leesTekst);
}

function leesTekst(boom: Boom, knoop: Knoop): string {
  return boom.tekst(knoop);
}

function leesProduct(boom: Boom, knoop: Knoop): FeitProduct {
  let categorie = '';
  let code: string | undefined;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'Categorie') categorie = boom.tekst(kind);
    else if (naam === 'Code') code = boom.tekst(kind);
  }
  return code === undefined ? { categorie } : { categorie, code };
}

/** Omvang and Budget stand beside one another: one feit, absent when both are. */
function leesOmvang(boom: Boom, omvang: Knoop, budgetCenten: number | undefined): FeitOmvang | undefined {
  if (omvang === GEEN) return budgetCenten === undefined ? undefined : { budgetCenten };
  const feit: Schrijfbaar<FeitOmvang> = {};
  for (let kind = boom.eersteKind(omvang); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'Volume') feit.volume = leesKaal(boom, kind);
    else if (naam === 'Eenheid') feit.eenheid = boom.tekst(kind);
    else if (naam === 'Frequentie') feit.frequentie = boom.tekst(kind);
  }
  if (budgetCenten !== undefined) feit.budgetCenten = budgetCenten;
  return feit;
}

/** ToegewezenProduct (301, 302). */
export function leesToewijzing(boom: Boom, knoop: Knoop): FeitToewijzing {
  let toewijzingNummer = '';
  let toewijzingsdatum = '';
  let toewijzingstijd = '';
  let ingangsdatum = '';
  let referentieAanbieder: string | undefined;
  let product: FeitProduct | undefined;
  let einddatum: string | undefined;
  let redenWijziging: string | undefined;
  let inOmvang = GEEN;
  let budget: number | undefined;
  let retourcodes: readonly string[] | undefined;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'ToewijzingNummer') toewijzingNummer = leesKaal(boom, kind);
    else if (naam === 'ReferentieAanbieder') referentieAanbieder = boom.tekst(kind);
    else if (naam === 'Product') product = leesProduct(boom, kind);
    else if (naam === 'Toewijzingsdatum') toewijzingsdatum = leesKaal(boom, kind);
    else if (naam === 'Toewijzingstijd') toewijzingstijd = leesKaal(boom, kind);
    else if (naam === 'Ingangsdatum') ingangsdatum = leesKaal(boom, kind);
    else if (naam === 'Einddatum') einddatum = leesKaal(boom, kind);
    else if (naam === 'RedenWijziging') redenWijziging = boom.tekst(kind);
    else if (naam === 'Omvang') inOmvang = kind;
    else if (naam === 'Budget') budget = leesGetal(boom, kind);
    else if (naam === 'RetourCodes') retourcodes = leesRetourcodes(boom, kind);
  }
  const omvang = leesOmvang(boom, inOmvang, budget);
  const feit: Schrijfbaar<FeitToewijzing> = { toewijzingNummer, toewijzingsdatum, toewijzingstijd, ingangsdatum };
  if (referentieAanbieder !== undefined) feit.referentieAanbieder = referentieAanbieder;
  if (product !== undefined) feit.product = product;
  if (einddatum !== undefined) feit.einddatum = einddatum;
  if (redenWijziging !== undefined) feit.redenWijziging = redenWijziging;
  if (omvang !== undefined) feit.omvang = omvang;
  if (retourcodes !== undefined) feit.retourcodes = retourcodes;
  return feit;
}

/** StartProduct and StopProduct (305–308). */
export function leesLevering(boom: Boom, knoop: Knoop): FeitLevering {
  let begindatum = '';
  let statusAanlevering = '';
  let toewijzingNummer: string | undefined;
  let product: FeitProduct | undefined;
  let toewijzingIngangsdatum: string | undefined;
  let einddatum: string | undefined;
  let redenBeeindiging: string | undefined;
  let retourcodes: readonly string[] | undefined;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'ToewijzingNummer') toewijzingNummer = leesKaal(boom, kind);
    else if (naam === 'Product') product = leesProduct(boom, kind);
    else if (naam === 'ToewijzingIngangsdatum') toewijzingIngangsdatum = leesKaal(boom, kind);
    else if (naam === 'Begindatum') begindatum = leesKaal(boom, kind);
    else if (naam === 'StatusAanlevering') statusAanlevering = boom.tekst(kind);
    else if (naam === 'Einddatum') einddatum = leesKaal(boom, kind);
    else if (naam === 'RedenBeeindiging') redenBeeindiging = boom.tekst(kind);
    else if (naam === 'RetourCodes') retourcodes = leesRetourcodes(boom, kind);
  }
  const feit: Schrijfbaar<FeitLevering> = { begindatum, statusAanlevering };
  if (toewijzingNummer !== undefined) feit.toewijzingNummer = toewijzingNummer;
  if (product !== undefined) feit.product = product;
  if (toewijzingIngangsdatum !== undefined) feit.toewijzingIngangsdatum = toewijzingIngangsdatum;
  if (einddatum !== undefined) feit.einddatum = einddatum;
  if (redenBeeindiging !== undefined) feit.redenBeeindiging = redenBeeindiging;
  if (retourcodes !== undefined) feit.retourcodes = retourcodes;
  return feit;
}

/** AangevraagdProduct (315, 316), the products of a Verzoek (317, 318) and an Antwoord (319, 320). */
export function leesVerzoek(boom: Boom, knoop: Knoop, soort: FeitVerzoek['soort']): FeitVerzoek {
  let referentieAanbieder: string | undefined;
  let toewijzingNummer: string | undefined;
  let product: FeitProduct | undefined;
  let ingangVanToewijzing: string | undefined;
  let gewensteIngang: string | undefined;
  let eindVanToewijzing: string | undefined;
  let eind: string | undefined;
  let verzoekAntwoord: string | undefined;
  let redenAfwijzing: string | undefined;
  let redenVerzoek: string | undefined;
  let inOmvang = GEEN;
  let budget: number | undefined;
  let retourcodes: readonly string[] | undefined;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'ReferentieAanbieder') referentieAanbieder = boom.tekst(kind);
    else if (naam === 'ToewijzingNummer') toewijzingNummer = leesKaal(boom, kind);
    else if (naam === 'Product') product = leesProduct(boom, kind);
    else if (naam === 'ToewijzingIngangsdatum') ingangVanToewijzing = leesKaal(boom, kind);
    else if (naam === 'GewensteIngangsdatum') gewensteIngang = leesKaal(boom, kind);
    else if (naam === 'ToewijzingEinddatum') eindVanToewijzing = leesKaal(boom, kind);
    else if (naam === 'Einddatum') eind = leesKaal(boom, kind);
    else if (naam === 'VerzoekAntwoord') verzoekAntwoord = boom.tekst(kind);
    else if (naam === 'RedenAfwijzingVerzoek') redenAfwijzing = boom.tekst(kind);
    else if (naam === 'RedenVerzoek') redenVerzoek = boom.tekst(kind);
    else if (naam === 'Omvang') inOmvang = kind;
    else if (naam === 'Budget') budget = leesGetal(boom, kind);
    else if (naam === 'RetourCodes') retourcodes = leesRetourcodes(boom, kind);
  }
  const ingangsdatum = ingangVanToewijzing ?? gewensteIngang;
  const einddatum = eindVanToewijzing ?? eind;
  const omvang = leesOmvang(boom, inOmvang, budget);
  const feit: Schrijfbaar<FeitVerzoek> = { soort };
  if (referentieAanbieder !== undefined) feit.referentieAanbieder = referentieAanbieder;
  if (toewijzingNummer !== undefined) feit.toewijzingNummer = toewijzingNummer;
  if (product !== undefined) feit.product = product;
  if (ingangsdatum !== undefined) feit.ingangsdatum = ingangsdatum;
  if (einddatum !== undefined) feit.einddatum = einddatum;
  if (verzoekAntwoord !== undefined) feit.verzoekAntwoord = verzoekAntwoord;
  if (redenAfwijzing !== undefined) feit.redenAfwijzing = redenAfwijzing;
  if (redenVerzoek !== undefined) feit.redenVerzoek = redenVerzoek;
  if (omvang !== undefined) feit.omvang = omvang;
  if (retourcodes !== undefined) feit.retourcodes = retourcodes;
  return feit;
}

/** Prestatie (323, 325). Credit is negative. */
export function leesPrestatie(boom: Boom, knoop: Knoop): FeitPrestatie {
  let inReferentie = GEEN;
  let toewijzingNummer: string | undefined;
  let categorie: string | undefined;
  let code: string | undefined;
  let inPeriode = GEEN;
  let volume: string | undefined;
  let eenheid: string | undefined;
  let tariefCenten: number | undefined;
  let bedragCenten: number | undefined;
  let retourcodes: readonly string[] | undefined;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'ProductReferentie') inReferentie = kind;
    else if (naam === 'ToewijzingNummer') toewijzingNummer = leesKaal(boom, kind);
    else if (naam === 'ProductCategorie') categorie = boom.tekst(kind);
    else if (naam === 'ProductCode') code = boom.tekst(kind);
    else if (naam === 'ProductPeriode') inPeriode = kind;
    else if (naam === 'GeleverdVolume') volume = leesKaal(boom, kind);
    else if (naam === 'Eenheid') eenheid = boom.tekst(kind);
    else if (naam === 'ProductTarief') tariefCenten = leesGetal(boom, kind);
    else if (naam === 'IngediendBedrag') bedragCenten = leesBedrag(boom, kind, 'Bedrag');
    else if (naam === 'RetourCodes') retourcodes = leesRetourcodes(boom, kind);
  }
  const feit = leesReferentie(boom, inReferentie);
  if (toewijzingNummer !== undefined) feit.toewijzingNummer = toewijzingNummer;
  if (categorie !== undefined) feit.product = code === undefined ? { categorie } : { categorie, code };
  if (inPeriode !== GEEN) leesPeriode(boom, inPeriode, feit);
  if (volume !== undefined) feit.volume = volume;
  if (eenheid !== undefined) feit.eenheid = eenheid;
  if (tariefCenten !== undefined) feit.tariefCenten = tariefCenten;
  if (bedragCenten !== undefined) feit.bedragCenten = bedragCenten;
  if (retourcodes !== undefined) feit.retourcodes = retourcodes;
  return feit;
}

/** The own reference of a line and the one that it replaces: the begin of its feit. */
function leesReferentie(boom: Boom, knoop: Knoop): Schrijfbaar<FeitPrestatie> {
  const feit: Schrijfbaar<FeitPrestatie> = { referentieNummer: '' };
  if (knoop === GEEN) return feit;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'ReferentieNummer') feit.referentieNummer = boom.tekst(kind);
    else if (naam === 'VorigReferentieNummer') feit.vorigReferentieNummer = boom.tekst(kind);
  }
  return feit;
}

/** Begin and end of a period, as fields of the feit that it belongs to. */
export function leesPeriode(boom: Boom, knoop: Knoop, feit: { begindatum?: string; einddatum?: string }): void {
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'Begindatum') feit.begindatum = leesKaal(boom, kind);
    else if (naam === 'Einddatum') feit.einddatum = leesKaal(boom, kind);
  }
}

/** An amount with its DebetCredit: whole cents, credit negative. */
export function leesBedrag(boom: Boom, knoop: Knoop, veld: 'Bedrag' | 'TotaalBedrag'): number | undefined {
  let bedrag: number | undefined;
  let credit = false;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === veld) bedrag = leesGetal(boom, kind);
    else if (naam === 'DebetCredit') credit = boom.tekst(kind) === 'C';
  }
  // no minus zero: it does not survive JSON
  return credit && bedrag !== undefined && bedrag !== 0 ? -bedrag : bedrag;
}
