import type { z } from 'zod';
import { TAFEL_FOUTEN } from './tafel-fout.ts';
import type { FoutenBak, TafelFoutCode } from './tafel-fout.ts';
import { leesbareNaam, waardeOp } from './yaml-tafel.ts';
import type { YamlPad } from './yaml-tafel.ts';

/** Where what was judged stands, so that each finding gets its line. */
export interface ZodBron {
  readonly bestand: string;
  /** What was given to zod. */
  readonly waarde: unknown;
  /** Line of what stands at a path inside it. */
  lijnVan(pad: YamlPad): number;
}

/**
 * Turns zod's findings into faults with file, line and our own Dutch sentence.
 * @returns the value, or `undefined` when there was a finding.
 */
export function keur<T>(schema: z.ZodType<T>, bron: ZodBron, fouten: FoutenBak): T | undefined {
  const uitkomst = schema.safeParse(bron.waarde);
  if (uitkomst.success) return uitkomst.data;
  for (const bevinding of uitkomst.error.issues) meldBevinding(bevinding, bron, fouten);
  return undefined;
}

function meldBevinding(bevinding: z.core.$ZodIssue, bron: ZodBron, fouten: FoutenBak): void {
  const { bestand } = bron;
  const lijn = bron.lijnVan(bevinding.path);
  const veldnaam = leesbaarPad(bevinding.path);
  const meld = (code: TafelFoutCode, uitleg: string): void =>
    fouten.meld({ bestand, lijn }, code, `Bij ${veldnaam}: ${uitleg}.`);
  if (bevinding.code === 'unrecognized_keys')
    for (const sleutel of bevinding.keys) {
      const plaats = { bestand, lijn: bron.lijnVan([...bevinding.path, sleutel]) };
      const uitleg = `De sleutel ${leesbareNaam(sleutel)} is hier niet bekend. Controleer de spelling.`;
      fouten.meld(plaats, 'ONBEKENDE_SLEUTEL', uitleg);
    }
  else if (bevinding.code === 'custom') meld(codeVan(bevinding.params), bevinding.message);
  else if (waardeOp(bron.waarde, bevinding.path) === undefined) meld('ONTBREEKT', 'deze verplichte sleutel ontbreekt');
  else {
    const vorm = bevinding.code === 'invalid_type' ? SOORT_VORM[bevinding.expected] : undefined;
    meld('VORM', `verwacht wordt ${vorm ?? 'een andere vorm'}`);
  }
}

const SOORT_VORM: Readonly<Partial<Record<string, string>>> = {
  array: 'een lijst',
  object: 'een blok met sleutels',
  string: 'een enkele waarde',
};

function codeVan(params: Readonly<Record<string, unknown>> | undefined): TafelFoutCode {
  const code = params?.['code'];
  return typeof code === 'string' && Object.hasOwn(TAFEL_FOUTEN, code) ? (code as TafelFoutCode) : 'VORM';
}

function leesbaarPad(pad: YamlPad): string {
  const namen = pad.filter((deel) => typeof deel === 'string');
  return namen.length === 0 ? 'het bestand' : namen.join('.');
}
