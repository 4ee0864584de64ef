import { parseDatum } from '../../../src/bericht/datum.ts';
import type { Datum } from '../../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../../src/bericht/partij.ts';
import type { Paar } from '../../../src/cli/generate/casus.ts';
import type { GeneratorVraag } from '../../../src/cli/generate/generator.ts';

export const PEILDATUM = datum('2026-11-24');

export const PAREN: readonly Paar[] = [
  { gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! },
  { gemeente: parseGemeenteCode('0384')!, aanbieder: parseAgbCode('42420001')! },
];

export function vraag(seed: number, peildatum: Datum = PEILDATUM): GeneratorVraag {
  return { seed, paren: PAREN, peildatum };
}

export function datum(tekst: string): Datum {
  return parseDatum(tekst)!;
}
