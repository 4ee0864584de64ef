import type { Bevinding, WieIsAanZet } from '../bericht/bevinding.ts';
import type { LaagUitkomst, Rapport, Verdict } from '../bericht/verdict.ts';

/** The report on one file, in the form that others build on: see the description of `check --json`. */
export interface RapportJson {
  readonly bestand: string;
  readonly bericht?: string;
  readonly uitkomst: Verdict;
  readonly lagen: Rapport['lagen'];
  readonly bevindingen: readonly Omit<Bevinding, 'ernst'>[];
}

/** The report as data. Fields stand in a fixed order; what does not apply is left out. */
export function rapportAlsJson(bestand: string, { bericht, uitkomst, lagen, bevindingen }: Rapport): RapportJson {
  return {
    bestand,
    ...(bericht === undefined ? {} : { bericht }),
    uitkomst,
    lagen: lagen.map((laag) => ({ laag: laag.laag, uitkomst: laag.uitkomst })),
    bevindingen: bevindingen.map((b) => bevindingAlsJson(b)),
  };
}

/** A finding as it goes over the wire and into files. */
export function bevindingAlsJson(b: Bevinding): Omit<Bevinding, 'ernst'> {
  return {
    laag: b.laag,
    code: b.code,
    ...(b.regel === undefined ? {} : { regel: b.regel }),
    ...(b.retourcode === undefined ? {} : { retourcode: b.retourcode }),
    ...(b.pad === undefined ? {} : { pad: b.pad }),
    ...(b.lijn === undefined ? {} : { lijn: b.lijn }),
    uitleg: b.uitleg,
    ...(b.verwacht === undefined ? {} : { verwacht: b.verwacht }),
    wieIsAanZet: b.wieIsAanZet,
  };
}

const UITKOMST: Readonly<Record<Verdict, string>> = {
  geaccepteerd: 'goedgekeurd',
  afgekeurd: 'afgekeurd',
  niet_beoordeeld: 'niet beoordeeld',
};

const LAAG: Readonly<Record<LaagUitkomst, string>> = {
  geslaagd: 'geslaagd',
  gezakt: 'gezakt',
  overgeslagen: 'overgeslagen',
  niet_beoordeelbaar: 'niet te beoordelen',
};

const WIE: Readonly<Record<WieIsAanZet, string>> = {
  afzender: 'de afzender',
  leverancier: 'de leverancier van de software',
  ontvanger: 'de ontvanger',
  hubbeheer: 'de beheerder van het knooppunt',
  niemand: 'niemand',
};

/** The report as text for people, several lines, ending with a line break. */
export function rapportAlsTekst(bestand: string, { bericht, uitkomst, lagen, bevindingen }: Rapport): string {
  const soort = bericht === undefined ? '' : ` (${bericht})`;
  const regels = [
    `${bestand}${soort}: ${UITKOMST[uitkomst]}`,
    `  ${lagen.map((laag) => `${laag.laag} ${LAAG[laag.uitkomst]}`).join(' · ')}`,
    ...bevindingen.flatMap((b) => bevindingAlsTekst(b)),
  ];
  return `${regels.join('\n')}\n`;
}

function bevindingAlsTekst(b: Bevinding): readonly string[] {
  const plaats = [b.lijn === undefined ? '' : `regel ${b.lijn}`, b.pad ?? ''].filter((deel) => deel !== '').join('  ');
  const codes = [b.code, b.regel, b.retourcode && `retourcode ${b.retourcode}`].filter(Boolean).join(', ');
  const slot = b.ernst === 'melden' ? 'Alleen ter informatie.' : `Aan zet: ${WIE[b.wieIsAanZet]}.`;
  return [
    `  - [${codes}] ${plaats}`.trimEnd(),
    `    ${b.uitleg}${b.verwacht === undefined ? '' : ` Verwacht: ${b.verwacht}.`} ${slot}`,
  ];
}
