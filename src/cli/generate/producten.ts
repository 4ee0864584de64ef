import type { Standaard } from '../../bericht/catalogus.ts';
import type { Toeval } from './toeval.ts';
import type { Klasse } from './xml.ts';

/** Volume with its unit (Eenheid) and Frequentie; a volume in unit 83 is in cents. */
export interface Omvang {
  readonly volume: number;
  readonly eenheid: string;
  readonly frequentie: string;
}

/** A product as it is allocated: a code with an Omvang, or only a category with a Budget. */
export interface Product {
  readonly categorie: string;
  /** Absent in an allocation by category (aspecifiek). */
  readonly code?: string;
  readonly omvang?: Omvang;
  readonly budgetCenten?: number;
  /** What is declared on it: code, unit and tariff in cents; no tariff for unit 83. */
  readonly declaratie: { readonly code: string; readonly eenheid: string; readonly tariefCenten?: number };
}

/** Categories with free codes. Not here: iWmo 11–14 (own code list), and those that are kept for a Budget. */
const CATEGORIEEN: Readonly<Record<Standaard, readonly string[]>> = {
  iwmo: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '15', '16', '17', '18'],
  ijw: ['40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '51', '52', '53', '54'],
};

/** Categories that only occur with a Budget, so that no code of the same category can overlap with them (TR302). */
const BUDGET_CATEGORIE: Readonly<Record<Standaard, string>> = { iwmo: '10', ijw: '50' };

/** Some codes of the national list of hulpmiddelen. */
const HULPMIDDELEN = ['11X01', '11X03', '11X10', '12X10', '13X10'] as const;

/** Per unit: the frequencies that are in use with the least and largest volume, and the tariff in cents. */
const OMVANGEN: readonly {
  readonly eenheid: string;
  readonly tarief?: readonly [number, number];
  readonly frequenties: Readonly<Record<string, readonly [number, number]>>;
}[] = [
  { eenheid: '01', tarief: [75, 190], frequenties: { '1': [20, 90], '2': [60, 600], '4': [240, 2400] } },
  { eenheid: '04', tarief: [4500, 12_500], frequenties: { '2': [1, 20], '4': [4, 60] } },
  // units 14, 16, 83 and 84 are never per day (CS338, CS343)
  { eenheid: '14', tarief: [15_000, 42_000], frequenties: { '2': [2, 7], '4': [8, 31] } },
  { eenheid: '16', tarief: [3000, 9500], frequenties: { '2': [1, 9], '4': [4, 36] } },
  { eenheid: '82', tarief: [10_000, 95_000], frequenties: { '4': [1, 2], '6': [2, 12] } },
  { eenheid: '83', frequenties: { '4': [50_000, 400_000], '6': [200_000, 2_000_000] } },
  { eenheid: '84', tarief: [5000, 20_000], frequenties: { '2': [1, 3], '4': [2, 10] } },
];

/**
 * The products of one client. Each has a category of its own as long as there are any, and always a code of its own, so
 * that two of them may run at the same time (TR302, TR386, TR410).
 * @param index 0 and up; product 0 always has an Omvang per day, week or month, so that it may be changed later
 */
export function maakProduct(
  toeval: Toeval,
  kast: { readonly standaard: Standaard; readonly eersteCategorie: number; readonly budget: boolean },
  index: number,
): Product {
  if (kast.budget && index === 1) return maakBudget(toeval, kast.standaard);
  if (kast.standaard === 'iwmo' && index === 2 && toeval.kans(0.5)) return maakHulpmiddel(toeval);
  const categorieen = CATEGORIEEN[kast.standaard];
  const categorie = categorieen[(kast.eersteCategorie + index) % categorieen.length] ?? '';
  const code = categorie + codeStaart(Math.floor(index / categorieen.length), toeval);
  const { omvang, tariefCenten } = maakOmvang(toeval, index !== 0);
  return { categorie, code, omvang, declaratie: { code, eenheid: omvang.eenheid, ...tariefCenten } };
}

/** Changes a volume by a quarter, at least by one. */
export function wijzigVolume(toeval: Toeval, omvang: Omvang): Omvang {
  const stap = Math.max(1, Math.round(omvang.volume / 4));
  const volume = omvang.volume > stap && toeval.kans(0.4) ? omvang.volume - stap : omvang.volume + stap;
  return { ...omvang, volume };
}

/** A volume that one calendar month may hold (TR321), at least 1. */
export function volumeInMaand(toeval: Toeval, product: Product): number {
  if (product.omvang === undefined) return Math.ceil((product.budgetCenten ?? 0) / toeval.heel(12, 24));
  const { volume, frequentie } = product.omvang;
  if (frequentie === '1') return volume * toeval.heel(10, 20);
  // a month touches at least four weeks
  if (frequentie === '2') return toeval.heel(Math.ceil(volume / 2), volume) * 4;
  if (frequentie === '6') return Math.ceil(volume / toeval.heel(2, 6));
  return toeval.heel(Math.ceil(volume / 2), volume);
}

/** CDT_Product. */
export function productKlasse(product: Product): Klasse {
  return { Categorie: product.categorie, Code: product.code };
}

/** CDT_Omvang, or `undefined` for a product with a Budget. */
export function omvangKlasse(omvang: Omvang | undefined): Klasse | undefined {
  if (omvang === undefined) return undefined;
  return { Volume: String(omvang.volume), Eenheid: omvang.eenheid, Frequentie: omvang.frequentie };
}

/** Budget as text in cents, or `undefined`. */
export function budgetTekst(product: Product): string | undefined {
  return product.budgetCenten === undefined ? undefined : String(product.budgetCenten);
}

/** Without Omvang there is a Budget, and then an end date (CD075); with frequency per week as well (CD076). */
export function vraagtEinddatum(product: Product): boolean {
  return product.omvang === undefined || product.omvang.frequentie === '2';
}

function maakBudget(toeval: Toeval, standaard: Standaard): Product {
  const categorie = BUDGET_CATEGORIE[standaard];
  const code = categorie + codeStaart(0, toeval);
  const budgetCenten = toeval.heel(500, 20_000) * 100;
  return { categorie, budgetCenten, declaratie: { code, eenheid: '83' } };
}

function maakHulpmiddel(toeval: Toeval): Product {
  const code = toeval.kies(HULPMIDDELEN);
  const omvang = { volume: 1, eenheid: '82', frequentie: '4' };
  const tariefCenten = toeval.heel(2500, 45_000);
  return { categorie: code.slice(0, 2), code, omvang, declaratie: { code, eenheid: '82', tariefCenten } };
}

function maakOmvang(toeval: Toeval, totaalMag: boolean): { omvang: Omvang; tariefCenten: { tariefCenten?: number } } {
  const { eenheid, tarief, frequenties } = toeval.kies(OMVANGEN);
  const [frequentie, [van, tot]] = toeval.kies(Object.entries(frequenties).filter(([f]) => totaalMag || f !== '6'));
  const volume = toeval.heel(van, tot);
  return {
    omvang: { volume, eenheid, frequentie },
    tariefCenten: tarief === undefined ? {} : { tariefCenten: toeval.heel(...tarief) },
  };
}

/** A letter and two characters; `ronde` counts how often the category was used before, so that a code never returns. */
function codeStaart(ronde: number, toeval: Toeval): string {
  if (ronde === 0) return `${toeval.kies(['A', 'B', 'C', 'F', 'G'])}0${toeval.heel(1, 9)}`;
  const letter = 'HJKLMNPQRSTUVWYZ'.charAt(Math.floor(ronde / 1296) % 16);
  return letter + (ronde % 1296).toString(36).toUpperCase().padStart(2, '0');
}
