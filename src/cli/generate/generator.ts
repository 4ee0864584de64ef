import { BERICHTTYPEN, berichtType } from '../../bericht/catalogus.ts';
import type { BerichtSoort, Standaard } from '../../bericht/catalogus.ts';
import type { Datum } from '../../bericht/datum.ts';
import type { PartijCode } from '../../bericht/partij.ts';
import { maakCasus } from './casus.ts';
import type { Paar } from './casus.ts';
import { createNummers } from './nummers.ts';
import { maakPassend } from './passend.ts';
import { createPersonen } from './personen.ts';
import { createToeval } from './toeval.ts';
import { isOpVerzoek, vertel } from './verhalen.ts';
import type { VerhaalSoort } from './verhalen.ts';
import type { Stap } from './verhaal.ts';
import { schrijfBericht } from './xml.ts';

/** What a generator starts from. */
export interface GeneratorVraag {
  /** Whole number from 0; the same seed with the same question gives the same bytes. */
  readonly seed: number;
  /** Who exchange messages, at least one pair; cases take them in turn. */
  readonly paren: readonly Paar[];
  /** "Today": no date in a header lies after it. From 2021-02-01 on, as a declared month lies in 2021 or later. */
  readonly peildatum: Datum;
  /** How many products a client has, from and to; absent = one to three. More of them make all messages of a case larger. */
  readonly producten?: readonly [number, number];
}

/** Which message is wanted, and how large. */
export interface BerichtWens {
  /** Only this message: each comes from a case of its own. Absent = the next one of the stories. */
  readonly soort?: BerichtSoort;
  /**
   * Exact size in UTF-8 bytes: more products, lines or clients, then white space between elements. A message that is
   * larger by itself stays so. A message that was made larger is valid by itself; what the others of its case say about
   * the added products is not promised.
   */
  readonly bytes?: number;
}

/** One synthetic message. */
export interface SynthetischBericht {
  /** Sorts in the order of making: `000001-WMO315-BCDFG-000001.xml`. */
  readonly bestandsnaam: string;
  readonly soort: BerichtSoort;
  readonly xml: string;
  /** Header/Afzender and Header/Ontvanger as they stand there: a retour 302–320 echoes those of its heenbericht. */
  readonly afzender: PartijCode;
  readonly ontvanger: PartijCode;
  /** BerichtIdentificatie/Identificatie as it stands there: a retour echoes that of its heenbericht. */
  readonly identificatie: string;
  readonly identificatieRetour?: string;
  /** The day on which it is written: Dagtekening, or DagtekeningRetour. */
  readonly dagtekening: Datum;
  /** Every Achternaam and Voornamen in it. */
  readonly namen: readonly string[];
  /** Every BSN in it, all from the test range. */
  readonly bsns: readonly string[];
}

/** Makes synthetic messages without end. */
export interface Generator extends Iterable<SynthetischBericht> {
  /**
   * The next message. The stories of two clients, one of iWmo and one of iJw, are told in turns; the first twenty-eight
   * messages are each of the types once.
   * @throws RangeError when `bytes` cannot be reached
   */
  volgende(wens?: BerichtWens): SynthetischBericht;
}

/** The first peildatum of which the declared month lies in 2021 (CS100). */
export const EERSTE_PEILDATUM = '2021-02-01';

/** The kinds of story after the first two, as often as they stand here. */
const VERHALEN: readonly VerhaalSoort[] = [
  ...Array<VerhaalSoort>(8).fill('volledig'),
  ...Array<VerhaalSoort>(4).fill('rechtstreeks'),
  ...Array<VerhaalSoort>(2).fill('correctie'),
  ...Array<VerhaalSoort>(3).fill('afgewezen'),
  ...Array<VerhaalSoort>(3).fill('geweigerd'),
];

/**
 * Makes a generator of valid synthetic messages: by the schemas, and by the content rules of the standard that can be
 * decided from the messages.
 * @throws RangeError when there is no pair or no product, the seed is no whole number from 0, or the peildatum is too early
 */
export function createGenerator(vraag: GeneratorVraag): Generator {
  const { seed, paren, peildatum, producten: [minste] = [1] } = vraag;
  if (minste < 1) throw new RangeError('a client has at least one product');
  if (paren.length === 0) throw new RangeError('at least one pair of parties is needed');
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError('a seed is a whole number from 0');
  if (peildatum < EERSTE_PEILDATUM) throw new RangeError(`the peildatum lies before ${EERSTE_PEILDATUM}`);

  const personen = createPersonen(seed, peildatum);
  const nummers = createNummers(seed);
  const wachtend: Record<Standaard, Stap[]> = { iwmo: [], ijw: [] };
  let gemaakt = 0;
  let casussen = 0;
  let beurt = 0;

  function nieuweCasus(standaard: Standaard, soort?: VerhaalSoort): readonly Stap[] {
    const nummer = casussen;
    casussen += 1;
    const toeval = createToeval(seed, 4, nummer);
    const verhaal = soort ?? toeval.kies(VERHALEN);
    const casus = maakCasus({
      standaard,
      paar: neem(paren[nummer % paren.length]),
      personen,
      persoonIndex: nummer,
      toeval,
      nummers,
      peildatum,
      opVerzoek: isOpVerzoek(verhaal),
      ...(vraag.producten !== undefined && { producten: vraag.producten }),
    });
    return vertel(verhaal, casus, peildatum);
  }

  function volgendeStap(soort: BerichtSoort | undefined): Stap {
    if (soort !== undefined) {
      const standaard = berichtType(soort).standaard;
      return neem(nieuweCasus(standaard, 'voorbeeld').find(({ type }) => type.soort === soort));
    }
    const standaard = beurt % 2 === 0 ? 'iwmo' : 'ijw';
    if (wachtend[standaard].length === 0) {
      wachtend[standaard].push(...nieuweCasus(standaard, beurt < 2 ? 'voorbeeld' : undefined));
    }
    beurt += 1;
    return neem(wachtend[standaard].shift());
  }

  function schrijf(stap: Stap, bytes: number | undefined): SynthetischBericht {
    const maak = (extra: number, metLichaam: boolean): ReturnType<typeof schrijfBericht> =>
      schrijfBericht(stap.type, stap.maak({ extra, metLichaam }));
    const geschreven = bytes === undefined ? maak(0, false) : maakPassend((extra) => maak(extra, true), bytes);
    gemaakt += 1;
    const nummer = stap.identificatieRetour ?? stap.identificatie;
    return {
      bestandsnaam: `${String(gemaakt).padStart(6, '0')}-${stap.type.soort}-${nummer}.xml`,
      soort: stap.type.soort,
      xml: geschreven.xml,
      afzender: stap.afzender,
      ontvanger: stap.ontvanger,
      identificatie: stap.identificatie,
      ...(stap.identificatieRetour !== undefined && { identificatieRetour: stap.identificatieRetour }),
      dagtekening: stap.dagtekening,
      namen: geschreven.namen,
      bsns: geschreven.bsns,
    };
  }

  const volgende = (wens: BerichtWens = {}): SynthetischBericht => schrijf(volgendeStap(wens.soort), wens.bytes);
  return {
    volgende,
    *[Symbol.iterator]() {
      for (;;) yield volgende();
    },
  };
}

/** @returns each of the twenty-eight messages once: one case of iWmo and one of iJw, from request to answer. */
export function maakVoorbeelden(vraag: GeneratorVraag): readonly SynthetischBericht[] {
  const generator = createGenerator(vraag);
  return BERICHTTYPEN.map(() => generator.volgende());
}

function neem<T>(deel: T | undefined): T {
  if (deel === undefined) throw new Error('a list of a generator ended too early');
  return deel;
}
