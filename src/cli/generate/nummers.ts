import { mengZaad } from './toeval.ts';

/**
 * Numbers that are unique within one generator, and very likely between generators of different seeds: two runs can be
 * sent to the same hub. None has nine digits in a row, so that none is ever mistaken for a BSN.
 */
export interface Nummers {
  /** Identificatie or IdentificatieRetour: twelve characters. */
  identificatie(): string;
  /** ReferentieAanbieder of a request. */
  referentieAanbieder(): string;
  /** ToewijzingNummer or BeschikkingNummer: eight digits. */
  nummer(): string;
  /** DeclaratieNummer: twelve letters and digits. */
  declaratieNummer(): string;
  /** ReferentieNummer of a Prestatie. */
  referentieNummer(): string;
}

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const EERSTE_NUMMER = 10_000_000;
const AANTAL_NUMMERS = 90_000_000;

/** Makes the counters of one generator. */
export function createNummers(seed: number): Nummers {
  const reeks = reeksVan(seed);
  let identificaties = 0;
  let referenties = 0;
  let declaraties = 0;
  let prestaties = 0;
  let nummer = mengZaad([seed, 1]) % AANTAL_NUMMERS;
  return {
    identificatie: () => `${reeks}-${volgnummer((identificaties += 1))}`,
    referentieAanbieder: () => `VRZ-${reeks}-${volgnummer((referenties += 1))}`,
    nummer: () => String(EERSTE_NUMMER + (nummer = (nummer + 1) % AANTAL_NUMMERS)),
    declaratieNummer: () => `D${reeks}${volgnummer((declaraties += 1))}`,
    referentieNummer: () => `P${reeks}-${volgnummer((prestaties += 1))}`,
  };
}

/** Six characters, counting in base 36: room for two thousand million. */
function volgnummer(n: number): string {
  return n.toString(36).toUpperCase().padStart(6, '0');
}

function reeksVan(seed: number): string {
  let rest = mengZaad([seed]);
  let tekst = '';
  for (let i = 0; i < 5; i += 1) {
    tekst += LETTERS.charAt(rest % LETTERS.length);
    rest = Math.floor(rest / LETTERS.length);
  }
  return tekst;
}
