import { parse } from 'csv-parse/sync';
import type { FoutenBak } from './tafel-fout.ts';

/** One record of a CSV table: the text of each column, by name. */
export interface CsvRij {
  readonly lijn: number;
  readonly velden: Readonly<Record<string, string>>;
}

/** A line whose quotes are right: fields without any quote, or wholly quoted ones with doubled quotes inside. */
const REGEL = /^(?:[^",]*|[ \t]*"(?:[^"]|"")*"[ \t]*)(?:,(?:[^",]*|[ \t]*"(?:[^"]|"")*"[ \t]*))*$/;

/**
 * Reads a CSV table with a header line. One line is one record; empty lines and lines that begin with `#` are skipped;
 * white space around a field is dropped; the columns may stand in any order.
 * @returns the records that have the right number of columns, or `undefined` when the header is wrong: then nothing
 *   can be said of the lines under it.
 */
export function leesCsv(
  {
    bestand,
    tekst,
    kolommen,
  }: { readonly bestand: string; readonly tekst: string; readonly kolommen: readonly string[] },
  fouten: FoutenBak,
): readonly CsvRij[] | undefined {
  const [kop, ...rijen] = leesRegels(bestand, tekst, fouten);
  if (kop === undefined) {
    const uitleg = `De kopregel ontbreekt. Verwacht wordt: ${kolommen.join(',')}.`;
    fouten.meld({ bestand, lijn: 1 }, 'ONTBREEKT', uitleg);
    return undefined;
  }
  if (!keurKop({ bestand, kop, kolommen }, fouten)) return undefined;
  return rijen.flatMap(({ lijn, velden }) => {
    if (velden.length === kop.velden.length)
      return [{ lijn, velden: Object.fromEntries(kop.velden.map((naam, i) => [naam, velden[i] ?? ''])) }];
    const uitleg = `De regel heeft ${velden.length} kolommen; verwacht worden er ${kop.velden.length}.`;
    fouten.meld({ bestand, lijn }, 'CSV', uitleg);
    return [];
  });
}

interface Regel {
  readonly lijn: number;
  readonly velden: readonly string[];
}

function leesRegels(bestand: string, tekst: string, fouten: FoutenBak): readonly Regel[] {
  // csv-parse stops at the first wrong quote, and an open one swallows the lines after it: those lines are told here,
  // and left out with their number kept
  const regels = tekst.split('\n').map((regel, index) => {
    if (!regel.includes('"') || regel.startsWith('#') || REGEL.test(regel)) return regel;
    const uitleg =
      'De aanhalingstekens in de regel kloppen niet. Zet het hele veld tussen aanhalingstekens en verdubbel die erbinnen.';
    fouten.meld({ bestand, lijn: index + 1 }, 'CSV', uitleg);
    return '';
  });
  const gelezen: unknown = parse(regels.join('\n'), {
    comment: '#',
    comment_no_infix: true,
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  // the types of csv-parse do not know what `info` does to the records
  return (gelezen as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[])
    .map(({ record, info }) => ({ lijn: info.lines, velden: record }))
    .filter(({ velden }) => velden.length > 1 || velden[0] !== '');
}

function keurKop(
  { bestand, kop, kolommen }: { readonly bestand: string; readonly kop: Regel; readonly kolommen: readonly string[] },
  fouten: FoutenBak,
): boolean {
  const plaats = { bestand, lijn: kop.lijn };
  if (kop.velden.length === 1 && kop.velden[0]?.includes(';') === true) {
    fouten.meld(
      plaats,
      'CSV',
      'De kolommen zijn met puntkomma gescheiden. Sla het bestand op met komma als scheidingsteken.',
    );
    return false;
  }
  let goed = true;
  const meld = (...fout: [code: Parameters<FoutenBak['meld']>[1], uitleg: string]): void => {
    goed = false;
    fouten.meld(plaats, ...fout);
  };
  for (const [index, naam] of kop.velden.entries()) {
    if (!kolommen.includes(naam))
      meld('ONBEKENDE_SLEUTEL', `Kolom ${index + 1} heeft een onbekende naam. Bekend zijn: ${kolommen.join(', ')}.`);
    else if (kop.velden.indexOf(naam) !== index) meld('DUBBELE_SLEUTEL', `Kolom ${naam} staat er twee keer.`);
  }
  for (const naam of kolommen) if (!kop.velden.includes(naam)) meld('ONTBREEKT', `Kolom ${naam} ontbreekt.`);
  return goed;
}
