import type { Bevinding } from '../client/antwoorden.ts';
import { aanZet } from '../trace/woorden.ts';

/** Forms that several commands print. All text is Dutch, all times are those on a clock in the Netherlands. */

/** @returns lines with columns as wide as their widest text, the headings first. */
export function maakTabel(koppen: readonly string[], rijen: readonly (readonly string[])[]): readonly string[] {
  const breedtes = koppen.map((kop, kolom) => Math.max(kop.length, ...rijen.map((rij) => (rij[kolom] ?? '').length)));
  return [koppen, ...rijen].map((rij) =>
    breedtes
      .map((breedte, kolom) => (rij[kolom] ?? '').padEnd(breedte))
      .join('  ')
      .trimEnd(),
  );
}

/** @returns the lines of a finding: code and place, then what is wrong, what was expected and who acts. */
export function bevindingRegels(bevinding: Bevinding): readonly string[] {
  const { code, lijn, pad, regel, retourcode, uitleg, verwacht, wieIsAanZet } = bevinding;
  const codes = [code, regel, retourcode === undefined ? undefined : `retourcode ${retourcode}`];
  const plaats = [lijn === undefined ? undefined : `regel ${lijn}`, pad];
  const bekend = (deel: string | undefined): deel is string => deel !== undefined && deel !== '';
  return [
    `- [${codes.filter(bekend).join(', ')}] ${plaats.filter(bekend).join('  ')}`.trimEnd(),
    `  ${uitleg}${verwacht === undefined ? '' : ` Verwacht: ${verwacht}.`} Aan zet: ${aanZet(wieIsAanZet)}.`,
  ];
}
