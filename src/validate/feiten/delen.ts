import type {
  FeitLevering,
  FeitOmvang,
  FeitPrestatie,
  FeitProduct,
  FeitToewijzing,
  FeitVerzoek,
} from '../../bericht/feiten.ts';
import type { Knoop } from '../xml/boom.ts';
import { aanwezig } from './lezen.ts';
import type { Lezer, Velden } from './lezen.ts';

/** The retourcodes of a class, `undefined` when it has none (heenberichten). */
export function leesRetourcodes(lezer: Lezer, velden: Velden): readonly string[] | undefined {
  const codes = velden.get('RetourCodes');
  return codes === undefined ? undefined : lezer.lijst(codes).map((code) => lezer.tekst(code) ?? '');
}

function leesProduct(lezer: Lezer, knoop: Knoop | undefined): FeitProduct | undefined {
  if (knoop === undefined) return undefined;
  const velden = lezer.velden(knoop);
  const code = lezer.tekst(velden.get('Code'));
  return { categorie: lezer.tekst(velden.get('Categorie')) ?? '', ...(code === undefined ? {} : { code }) };
}

/** Omvang and Budget stand beside one another: one feit. */
function leesOmvang(lezer: Lezer, velden: Velden): FeitOmvang | undefined {
  const omvang = lezer.velden(velden.get('Omvang'));
  const gelezen = aanwezig({
    volume: lezer.kaal(omvang.get('Volume')),
    eenheid: lezer.tekst(omvang.get('Eenheid')),
    frequentie: lezer.tekst(omvang.get('Frequentie')),
    budgetCenten: lezer.getal(velden.get('Budget')),
  });
  return Object.keys(gelezen).length === 0 ? undefined : gelezen;
}

/** ToegewezenProduct (301, 302). */
export function leesToewijzing(lezer: Lezer, knoop: Knoop): FeitToewijzing {
  const v = lezer.velden(knoop);
  return {
    toewijzingNummer: lezer.kaal(v.get('ToewijzingNummer')) ?? '',
    toewijzingsdatum: lezer.kaal(v.get('Toewijzingsdatum')) ?? '',
    toewijzingstijd: lezer.kaal(v.get('Toewijzingstijd')) ?? '',
    ingangsdatum: lezer.kaal(v.get('Ingangsdatum')) ?? '',
    ...aanwezig({
      referentieAanbieder: lezer.tekst(v.get('ReferentieAanbieder')),
      product: leesProduct(lezer, v.get('Product')),
      einddatum: lezer.kaal(v.get('Einddatum')),
      redenWijziging: lezer.tekst(v.get('RedenWijziging')),
      omvang: leesOmvang(lezer, v),
      retourcodes: leesRetourcodes(lezer, v),
    }),
  };
}

/** StartProduct and StopProduct (305–308). */
export function leesLevering(lezer: Lezer, knoop: Knoop): FeitLevering {
  const v = lezer.velden(knoop);
  return {
    begindatum: lezer.kaal(v.get('Begindatum')) ?? '',
    statusAanlevering: lezer.tekst(v.get('StatusAanlevering')) ?? '',
    ...aanwezig({
      toewijzingNummer: lezer.kaal(v.get('ToewijzingNummer')),
      product: leesProduct(lezer, v.get('Product')),
      toewijzingIngangsdatum: lezer.kaal(v.get('ToewijzingIngangsdatum')),
      einddatum: lezer.kaal(v.get('Einddatum')),
      redenBeeindiging: lezer.tekst(v.get('RedenBeeindiging')),
      retourcodes: leesRetourcodes(lezer, v),
    }),
  };
}

/** AangevraagdProduct (315, 316), the products of a Verzoek (317, 318) and an Antwoord (319, 320). */
export function leesVerzoek(lezer: Lezer, knoop: Knoop, soort: FeitVerzoek['soort']): FeitVerzoek {
  const v = lezer.velden(knoop);
  return {
    soort,
    ...aanwezig({
      referentieAanbieder: lezer.tekst(v.get('ReferentieAanbieder')),
      toewijzingNummer: lezer.kaal(v.get('ToewijzingNummer')),
      product: leesProduct(lezer, v.get('Product')),
      ingangsdatum: lezer.kaal(v.get('ToewijzingIngangsdatum') ?? v.get('GewensteIngangsdatum')),
      einddatum: lezer.kaal(v.get('ToewijzingEinddatum') ?? v.get('Einddatum')),
      verzoekAntwoord: lezer.tekst(v.get('VerzoekAntwoord')),
      redenAfwijzing: lezer.tekst(v.get('RedenAfwijzingVerzoek')),
      redenVerzoek: lezer.tekst(v.get('RedenVerzoek')),
      omvang: leesOmvang(lezer, v),
      retourcodes: leesRetourcodes(lezer, v),
    }),
  };
}

/** Prestatie (323, 325). Credit is negative. */
export function leesPrestatie(lezer: Lezer, knoop: Knoop): FeitPrestatie {
  const v = lezer.velden(knoop);
  const referentie = lezer.velden(v.get('ProductReferentie'));
  const periode = lezer.velden(v.get('ProductPeriode'));
  const categorie = lezer.tekst(v.get('ProductCategorie'));
  const code = lezer.tekst(v.get('ProductCode'));
  return {
    referentieNummer: lezer.tekst(referentie.get('ReferentieNummer')) ?? '',
    ...aanwezig({
      vorigReferentieNummer: lezer.tekst(referentie.get('VorigReferentieNummer')),
      toewijzingNummer: lezer.kaal(v.get('ToewijzingNummer')),
      product: categorie === undefined ? undefined : { categorie, ...(code === undefined ? {} : { code }) },
      begindatum: lezer.kaal(periode.get('Begindatum')),
      einddatum: lezer.kaal(periode.get('Einddatum')),
      volume: lezer.kaal(v.get('GeleverdVolume')),
      eenheid: lezer.tekst(v.get('Eenheid')),
      tariefCenten: lezer.getal(v.get('ProductTarief')),
      bedragCenten: leesBedrag(lezer, v.get('IngediendBedrag'), 'Bedrag'),
      retourcodes: leesRetourcodes(lezer, v),
    }),
  };
}

/** An amount with its DebetCredit: whole cents, credit negative. */
export function leesBedrag(
  lezer: Lezer,
  knoop: Knoop | undefined,
  naam: 'Bedrag' | 'TotaalBedrag',
): number | undefined {
  const v = lezer.velden(knoop);
  const bedrag = lezer.getal(v.get(naam));
  if (bedrag === undefined) return undefined;
  // no minus zero: it does not survive JSON
  return lezer.tekst(v.get('DebetCredit')) === 'C' && bedrag !== 0 ? -bedrag : bedrag;
}
