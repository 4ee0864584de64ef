import type { Standaard } from '../../bericht/catalogus.ts';
import type { Datum } from '../../bericht/datum.ts';
import type { AgbCode, GemeenteCode } from '../../bericht/partij.ts';
import { maandMet, plusDagen } from './kalender.ts';
import type { Maand } from './kalender.ts';
import type { Nummers } from './nummers.ts';
import type { Personen, Persoon } from './personen.ts';
import { maakProduct, volumeInMaand, vraagtEinddatum } from './producten.ts';
import type { Product } from './producten.ts';
import type { Toeval } from './toeval.ts';

/** A municipality and a care provider that exchange messages. */
export interface Paar {
  readonly gemeente: GemeenteCode;
  readonly aanbieder: AgbCode;
}

/** One allocation as municipality and provider know it. */
export interface Toewijzing {
  readonly nummer: string;
  /** ReferentieAanbieder of the request that it honours, where there was one. */
  readonly referentie?: string;
  readonly product: Product;
  readonly ingang: Datum;
  readonly einde?: Datum;
  readonly redenWijziging?: string;
}

/** One declared line. */
export interface Prestatie {
  readonly bsn: string;
  readonly referentie: string;
  readonly vorigeReferentie?: string;
  readonly toewijzing: Toewijzing;
  readonly periode: Maand;
  readonly volume: number;
  readonly bedragCenten: number;
  readonly debetCredit: 'D' | 'C';
}

/** The days on which things happen in a case, all before or on the peildatum. */
export interface Tijdlijn {
  readonly verzoek: Datum;
  readonly toewijzing: Datum;
  readonly ingang: Datum;
  readonly start: Datum;
  readonly wijzigingsverzoek: Datum;
  readonly tweedeToewijzing: Datum;
  /** Calendar month that is declared; a change takes effect on its first day. */
  readonly maand: Maand;
  readonly declaratie: Datum;
}

/** One client with one provider: everything that the messages about him agree on. */
export interface Casus {
  readonly standaard: Standaard;
  readonly paar: Paar;
  readonly persoon: Persoon;
  readonly toeval: Toeval;
  readonly nummers: Nummers;
  readonly dagen: Tijdlijn;
  /** The allocations of the story, in order. */
  readonly toewijzingen: readonly Toewijzing[];
  /** The allocation that a request for change adds; made once. */
  nieuweToewijzing(): Toewijzing;
  /** A further allocation, for a message that has to grow. The same index gives the same allocation. */
  extraToewijzing(index: number): Toewijzing;
  /**
   * Further lines, for a declaration that has to grow: eight to a client, each client another person, each line on an
   * allocation of its own. Every declaration has a series of its own, in which the same index gives the same line.
   */
  nieuweReeks(): (index: number) => Prestatie;
}

/** What a case is made of. */
export interface CasusVraag {
  readonly standaard: Standaard;
  readonly paar: Paar;
  readonly personen: Personen;
  readonly persoonIndex: number;
  readonly toeval: Toeval;
  readonly nummers: Nummers;
  readonly peildatum: Datum;
  /** Whether the allocations honour a request of the provider, and so carry its ReferentieAanbieder. */
  readonly opVerzoek: boolean;
  /** How many products a client has, from and to; absent = one to three. */
  readonly producten?: readonly [number, number];
}

const PRESTATIES_PER_CLIENT = 8;

/** Makes a case: a client, what he is allocated and when things happen. */
export function maakCasus(vraag: CasusVraag): Casus {
  const { toeval, nummers, personen, standaard } = vraag;
  const dagen = maakTijdlijn(toeval, vraag.peildatum);
  const aantal = vraag.producten === undefined ? toeval.kies([1, 1, 2, 2, 3]) : toeval.heel(...vraag.producten);
  const kast = { standaard, eersteCategorie: toeval.heel(0, 12), budget: aantal > 1 && toeval.kans(0.4) };
  let nieuw: Toewijzing | undefined;

  function maakToewijzing(index: number): Toewijzing {
    const product = maakProduct(toeval, kast, index);
    const referentie = vraag.opVerzoek ? { referentie: nummers.referentieAanbieder() } : {};
    const einde =
      vraagtEinddatum(product) || toeval.kans(0.6)
        ? { einde: maandMet(dagen.maand.begin, toeval.heel(1, 10)).einde }
        : {};
    return { nummer: nummers.nummer(), product, ingang: dagen.ingang, ...einde, ...referentie };
  }

  function nieuweReeks(): (index: number) => Prestatie {
    return reeks((index) => {
      const { bsn } = personen.persoon(standaard, vraag.persoonIndex + 1 + Math.floor(index / PRESTATIES_PER_CLIENT));
      return maakPrestatie({ toeval, nummers, dagen }, bsn, maakToewijzing(index));
    });
  }

  return {
    standaard,
    paar: vraag.paar,
    persoon: personen.persoon(standaard, vraag.persoonIndex),
    toeval,
    nummers,
    dagen,
    toewijzingen: Array.from({ length: aantal }, (_, index) => maakToewijzing(index)),
    nieuweToewijzing: () => (nieuw ??= maakToewijzing(aantal)),
    // one index lies between the story's own and the extra ones: the product that a request for change adds
    extraToewijzing: reeks((index) => maakToewijzing(aantal + 1 + index)),
    nieuweReeks,
  };
}

/** Remembers what it made, and makes it in order: the chance that an index gets does not depend on who asks first. */
function reeks<T>(maak: (index: number) => T): (index: number) => T {
  const gemaakt: T[] = [];
  return (index) => {
    while (gemaakt.length <= index) gemaakt.push(maak(gemaakt.length));
    return gemaakt[index] ?? maak(index);
  };
}

/** A line over the declared month, with an amount that is volume × tariff, or the volume itself for unit 83. */
export function maakPrestatie(
  bron: Pick<Casus, 'toeval' | 'nummers' | 'dagen'>,
  bsn: string,
  toewijzing: Toewijzing,
): Prestatie {
  const volume = volumeInMaand(bron.toeval, toewijzing.product);
  return {
    bsn,
    referentie: bron.nummers.referentieNummer(),
    toewijzing,
    periode: bron.dagen.maand,
    volume,
    bedragCenten: bedragVan(toewijzing.product, volume),
    debetCredit: 'D',
  };
}

/** Cents for a volume of a product. */
export function bedragVan(product: Product, volume: number): number {
  return volume * (product.declaratie.tariefCenten ?? 1);
}

/**
 * The last whole month before the peildatum is declared; everything else lies before it. So two cases of one pair never
 * declare an earlier month after a later one (TR318).
 */
function maakTijdlijn(toeval: Toeval, peildatum: Datum): Tijdlijn {
  const maand = maandMet(peildatum, -1);
  const ingang = plusDagen(maand.begin, -toeval.heel(50, 95));
  const wijzigingsverzoek = plusDagen(maand.begin, -toeval.heel(15, 25));
  return {
    verzoek: plusDagen(ingang, -toeval.heel(25, 40)),
    toewijzing: plusDagen(ingang, -toeval.heel(2, 8)),
    ingang,
    start: plusDagen(ingang, toeval.heel(0, 4)),
    wijzigingsverzoek,
    tweedeToewijzing: plusDagen(wijzigingsverzoek, toeval.heel(3, 7)),
    maand,
    declaratie: eersteDagNa(maand, peildatum, toeval.heel(0, 9)),
  };
}

function eersteDagNa(maand: Maand, peildatum: Datum, dagen: number): Datum {
  const dag = plusDagen(maand.einde, 1 + dagen);
  return dag < peildatum ? dag : peildatum;
}
