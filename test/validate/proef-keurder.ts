import { join } from 'node:path';
import type { Bevinding } from '../../src/bericht/bevinding.ts';
import type { PersoonSleutels } from '../../src/bericht/feiten.ts';
import { createKeurder } from '../../src/validate/keur.ts';
import type { Keurder } from '../../src/validate/keur.ts';
import type { ValidatieOpdracht, ValidatieUitkomst } from '../../src/validate/port.ts';

/** The schemas of the project; tests run from its root. */
export const XSD_MAP = join(process.cwd(), 'xsd');

/** Keys of a person in tests: no hash, and no digit of the BSN either. */
export const PROEF_PERSOON: PersoonSleutels = {
  sleutelVersie: 1,
  trace: 'trace',
  historie: 'historie',
  samenloop: 'samenloop',
  inzage: 'inzage',
};

let keurder: Keurder | undefined;

/** The keurder that the tests of this process share: compiling the schemas is the slow part. */
export function proefKeurder(): Keurder {
  keurder ??= createKeurder({ xsdMap: XSD_MAP, hashPersoon: () => PROEF_PERSOON });
  return keurder;
}

/** Judges bytes or text as the test environment would. */
export function keur(inhoud: string | Uint8Array, opties: Partial<ValidatieOpdracht> = {}): ValidatieUitkomst {
  const bytes = typeof inhoud === 'string' ? Buffer.from(inhoud) : inhoud;
  return proefKeurder().keur({ inhoud: bytes, bomBeleid: 'weigeren', omgeving: 'test', metFeiten: true, ...opties });
}

/** The findings of a judgement. */
export function bevindingenVan(
  inhoud: string | Uint8Array,
  opties: Partial<ValidatieOpdracht> = {},
): readonly Bevinding[] {
  return keur(inhoud, opties).rapport.bevindingen;
}

/** `code pad:lijn` of each finding. */
export function kort(inhoud: string | Uint8Array, opties: Partial<ValidatieOpdracht> = {}): readonly string[] {
  return bevindingenVan(inhoud, opties).map(({ code, pad = '', lijn = 0 }) => `${code} ${pad}:${lijn}`);
}
