import { z } from 'zod';
import type { Aanbieder, Gemeente, Grondslag, Mandaat, Pauze, TafelPlaats } from '../../bericht/aansluiting.ts';
import type { Datum } from '../../bericht/datum.ts';
import { parseDatum } from '../../bericht/datum.ts';
import type { AgbCode, GemeenteCode } from '../../bericht/partij.ts';
import { parseAgbCode, parseGemeenteCode } from '../../bericht/partij.ts';
import { leesCsv } from './csv-tafel.ts';
import type { CsvRij } from './csv-tafel.ts';
import type { FoutenBak } from './tafel-fout.ts';
import { leegOf, VELD, woorden } from './velden.ts';
import { keur } from './zod-fouten.ts';

/** What a table gave: the good rows, and every code that it names, in a good row or a faulty one. */
export interface GelezenTafel<Rij, Code> {
  readonly rijen: readonly Rij[];
  /** So that a fault in one row gives no second fault where another table names its code. */
  readonly genoemd: ReadonlySet<Code>;
}

/** A period as it stands in a row, from and until, for {@link keurPeriode}. */
interface Periode {
  readonly geldigVan?: Datum;
  readonly geldigTot?: Datum;
}

const periode = { geldigVan: leegOf(VELD.datum), geldigTot: leegOf(VELD.datum) };

const GEMEENTE = z.strictObject({
  code: VELD.gemeenteCode,
  naam: VELD.naam,
  ...periode,
  opvolger: leegOf(VELD.gemeenteCode),
});

const AANBIEDER = z.strictObject({
  agb: VELD.agbCode,
  naam: VELD.naam,
  grondslag: woorden(
    (woord): Grondslag | undefined => (woord === 'wmo' || woord === 'jw' ? woord : undefined),
    'wmo, jw, of beide met een spatie ertussen',
  ).refine((grondslagen) => grondslagen.length > 0, { message: 'verwacht wordt ten minste wmo of jw' }),
  ...periode,
});

const MANDAAT = z.strictObject({
  afzender: VELD.partij,
  indiener: VELD.aansluiting,
  berichtsoorten: VELD.berichtsoorten,
  ...periode,
});

const PAUZE = z.strictObject({ berichtsoort: VELD.berichtsoorten, van: VELD.moment, tot: VELD.moment });

/** Reads `gemeenten.csv`. @returns `undefined` when nothing can be said of its rows. */
export function leesGemeenten(
  bestand: string,
  tekst: string,
  fouten: FoutenBak,
): GelezenTafel<Gemeente, GemeenteCode> | undefined {
  const rijen = leesCsv({ bestand, tekst, kolommen: Object.keys(GEMEENTE.shape) }, fouten);
  if (rijen === undefined) return undefined;
  const genoemd = keurUniek({ bestand, rijen, kolom: 'code', parse: parseGemeenteCode }, fouten);
  const goede = leesRijen(GEMEENTE, { bestand, rijen }, fouten);
  return {
    genoemd,
    rijen: goede.map(({ waarde: { code, naam, geldigVan, geldigTot, opvolger }, plaats }) => ({
      code,
      naam,
      ...alsPeriode(geldigVan, geldigTot),
      ...(opvolger !== undefined && { opvolger }),
      plaats,
    })),
  };
}

/** Reads `aanbieders.csv`. @returns `undefined` when nothing can be said of its rows. */
export function leesAanbieders(
  bestand: string,
  tekst: string,
  fouten: FoutenBak,
): GelezenTafel<Aanbieder, AgbCode> | undefined {
  const rijen = leesCsv({ bestand, tekst, kolommen: Object.keys(AANBIEDER.shape) }, fouten);
  if (rijen === undefined) return undefined;
  const genoemd = keurUniek({ bestand, rijen, kolom: 'agb', parse: parseAgbCode }, fouten);
  const goede = leesRijen(AANBIEDER, { bestand, rijen }, fouten);
  return {
    genoemd,
    rijen: goede.map(({ waarde: { agb, naam, grondslag, geldigVan, geldigTot }, plaats }) => ({
      agb,
      naam,
      grondslagen: grondslag,
      ...alsPeriode(geldigVan, geldigTot),
      plaats,
    })),
  };
}

/** Reads `mandaten.csv`; the same row twice is a fault. @returns `undefined` when nothing can be said of its rows. */
export function leesMandaten(bestand: string, tekst: string, fouten: FoutenBak): readonly Mandaat[] | undefined {
  const rijen = leesCsv({ bestand, tekst, kolommen: Object.keys(MANDAAT.shape) }, fouten);
  if (rijen === undefined) return undefined;
  keurDubbeleRijen({ bestand, rijen }, fouten);
  return leesRijen(MANDAAT, { bestand, rijen }, fouten).map(({ waarde, plaats }) => ({
    afzender: waarde.afzender,
    indiener: waarde.indiener,
    berichtsoorten: waarde.berichtsoorten,
    ...alsPeriode(waarde.geldigVan, waarde.geldigTot),
    plaats,
  }));
}

/** Reads `pauzes.csv`; `tot` is the moment at which the pause is over. */
export function leesPauzes(bestand: string, tekst: string, fouten: FoutenBak): readonly Pauze[] | undefined {
  const rijen = leesCsv({ bestand, tekst, kolommen: Object.keys(PAUZE.shape) }, fouten);
  if (rijen === undefined) return undefined;
  return leesRijen(PAUZE, { bestand, rijen }, fouten).map(({ waarde: { berichtsoort, van, tot }, plaats }) => {
    if (tot <= van)
      fouten.meld(plaats, 'DATUMS_OMGEKEERD', 'De pauze eindigt niet na het begin. Controleer van en tot.');
    return { berichtsoorten: berichtsoort, van, tot, plaats };
  });
}

/** A period whose end lies before its begin is a fault, whatever else is wrong in the row. */
export function keurPeriode({ geldigVan, geldigTot }: Periode, plaats: TafelPlaats, fouten: FoutenBak): void {
  if (geldigVan === undefined || geldigTot === undefined || geldigVan <= geldigTot) return;
  const uitleg = `De geldigheid eindigt (${geldigTot}) voordat zij begint (${geldigVan}).`;
  fouten.meld(plaats, 'DATUMS_OMGEKEERD', uitleg);
}

/** @returns only the ends that there are. */
export function alsPeriode(geldigVan: Datum | undefined, geldigTot: Datum | undefined): Periode {
  return { ...(geldigVan !== undefined && { geldigVan }), ...(geldigTot !== undefined && { geldigTot }) };
}

function leesRijen<T>(
  schema: z.ZodType<T>,
  { bestand, rijen }: { readonly bestand: string; readonly rijen: readonly CsvRij[] },
  fouten: FoutenBak,
): readonly { readonly waarde: T; readonly plaats: TafelPlaats }[] {
  return rijen.flatMap(({ lijn, velden }) => {
    const plaats = { bestand, lijn };
    keurPeriode(
      alsPeriode(parseDatum(velden['geldigVan'] ?? ''), parseDatum(velden['geldigTot'] ?? '')),
      plaats,
      fouten,
    );
    const waarde = keur(schema, { bestand, waarde: velden, lijnVan: () => lijn }, fouten);
    return waarde === undefined ? [] : [{ waarde, plaats }];
  });
}

/** @returns every well-formed code of a column; a code that comes twice is a fault on the later line. */
function keurUniek<Code extends string>(
  {
    bestand,
    rijen,
    kolom,
    parse,
  }: {
    readonly bestand: string;
    readonly rijen: readonly CsvRij[];
    readonly kolom: string;
    readonly parse: (tekst: string) => Code | undefined;
  },
  fouten: FoutenBak,
): ReadonlySet<Code> {
  const gezien = new Map<Code, number>();
  for (const { lijn, velden } of rijen) {
    const code = parse(velden[kolom] ?? '');
    if (code === undefined) continue;
    const eerder = gezien.get(code);
    if (eerder === undefined) gezien.set(code, lijn);
    else
      fouten.meld({ bestand, lijn }, 'DUBBEL', `De code ${code} staat al op regel ${eerder}. Laat een van beide weg.`);
  }
  return new Set(gezien.keys());
}

function keurDubbeleRijen(
  { bestand, rijen }: { readonly bestand: string; readonly rijen: readonly CsvRij[] },
  fouten: FoutenBak,
): void {
  const gezien = new Map<string, number>();
  for (const { lijn, velden } of rijen) {
    const sleutel = Object.keys(velden)
      .toSorted()
      .map((kolom) => velden[kolom])
      .join(',');
    const eerder = gezien.get(sleutel);
    if (eerder === undefined) gezien.set(sleutel, lijn);
    else fouten.meld({ bestand, lijn }, 'DUBBEL', `Deze regel is gelijk aan regel ${eerder}. Laat een van beide weg.`);
  }
}
