import { berichtType, type BerichtSoort } from '../src/bericht/catalogus.ts';
import { parseDatum } from '../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../src/bericht/partij.ts';
import { createGenerator } from '../src/cli/generate/generator.ts';

/** A message with the connection that may send it. */
export interface BenchBericht {
  readonly soort: BerichtSoort;
  readonly xml: Buffer;
  readonly aansluiting: string;
}

/** Sizes of the messages in bytes: what most of them have in practice. */
const KLEINSTE = 2000;
const GROOTSTE = 8000;

/** Which connection of the demo tables sends for a party. */
const ZENDER: Readonly<Record<string, string>> = {
  '0363': 'gemeente-amsterdam',
  '0384': 'gemeente-diemen',
  '65656055': 'zorg-voorbeeldhof',
  '42420001': 'zorg-proefveld',
  '98989898': 'softwareleverancier-fictief',
};

const PAREN = [
  ['0363', '65656055'],
  ['0384', '42420001'],
  ['0363', '98989898'],
] as const;

/**
 * Makes synthetic messages of all types in the order of real stories, 2 to 8 kB each, sent in turns by five connections.
 * The same seed gives the same bytes.
 */
export function maakBerichten(aantal: number, seed: number): readonly BenchBericht[] {
  const paren = PAREN.map(([gemeente, aanbieder]) => ({
    gemeente: zeker(parseGemeenteCode(gemeente)),
    aanbieder: zeker(parseAgbCode(aanbieder)),
  }));
  const generator = createGenerator({ seed, paren, peildatum: zeker(parseDatum('2026-11-01')) });
  const uit: BenchBericht[] = [];
  // a linear congruence: sizes must be spread, not secret
  let stand = seed + 1;
  while (uit.length < aantal) {
    stand = (stand * 1_103_515_245 + 12_345) % 2_147_483_648;
    const bytes = KLEINSTE + Math.floor((stand / 2_147_483_648) * (GROOTSTE - KLEINSTE + 1));
    const { soort, xml, afzender, ontvanger } = generator.volgende({ bytes });
    const inhoud = Buffer.from(xml);
    if (inhoud.length > GROOTSTE) continue;
    const partij = berichtType(soort).handelt === 'afzender' ? afzender : ontvanger;
    uit.push({ soort, xml: inhoud, aansluiting: zeker(ZENDER[partij]) });
  }
  return uit;
}

function zeker<T>(waarde: T | undefined): T {
  if (waarde === undefined) throw new Error('een vaste waarde van de bench klopt niet');
  return waarde;
}
