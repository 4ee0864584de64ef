import type { TafelPlaats } from '../../bericht/aansluiting.ts';

/** Every kind of fault that a table can have, with what it means (Dutch, for the operator). */
export const TAFEL_FOUTEN = {
  BESTAND_ONTBREEKT: 'het bestand staat niet in de map met tabellen',
  BESTAND_ONLEESBAAR: 'het bestand kan niet worden gelezen',
  BESTAND_TE_GROOT: 'het bestand is groter dan toegestaan',
  GEEN_UTF8: 'het bestand is geen UTF-8',
  NUL_BYTE: 'het bestand bevat een NUL-byte',
  TEKEN: 'er staat een onzichtbaar teken of een stuurteken in de regel',
  CSV: 'de regel is geen geldige CSV: aanhalingstekens of aantal kolommen kloppen niet',
  YAML: 'het bestand is geen geldige YAML, of gebruikt een vorm die hier niet mag (anker, verwijzing, label)',
  ONTBREEKT: 'een verplichte kolom of sleutel ontbreekt',
  ONBEKENDE_SLEUTEL: 'een kolom of sleutel met deze naam bestaat niet',
  DUBBELE_SLEUTEL: 'een kolom of sleutel staat er twee keer',
  VORM: 'de waarde heeft niet de vereiste vorm',
  DUBBEL: 'een code, id, vingerafdruk of regel komt twee keer voor',
  DATUMS_OMGEKEERD: 'het einde ligt voor het begin',
  BERICHTSOORT_ONBEKEND: 'deze berichtsoort bestaat niet',
  RELEASE_ONBEKEND: 'dit knooppunt kent deze release van de standaard niet',
  PARTIJ_ONBEKEND: 'de partij staat niet in gemeenten.csv of aanbieders.csv',
  PARTIJ_DUBBEL: 'de partij wordt door twee aansluitingen bediend',
  AANSLUITING_ONBEKEND: 'de aansluiting staat niet in aansluitingen.yaml',
  OPVOLGER_ONBEKEND: 'de opvolger staat niet in gemeenten.csv',
  OPVOLGER_KRINGLOOP: 'de opvolgers verwijzen in een kring naar elkaar',
  ROUTES_BOTSEN: 'twee routes passen even goed op hetzelfde bericht',
  ROUTE_NOOIT: 'de route past op geen enkel bericht',
  ROL_ONTBREEKT: 'de aansluiting bedient een partij zonder de rol die daarbij hoort',
  AMQP_VOLGORDE: 'AMQP-levering kent alleen de volgorde soepel',
  PUSH_ADRES: 'het adres of de lijst toegestane adressen past niet bij de wijze van levering',
  OIN_OMGEVING: 'het OIN hoort niet in deze omgeving',
  OIN_DUBBEL: 'een OIN waarop wordt herkend, hoort bij meer dan een aansluiting',
  CERTIFICAAT_ONTBREEKT: 'de aansluiting heeft geen geldig certificaat (meer)',
  TE_VEEL: 'er zijn meer regels of fouten dan worden behandeld',
} as const;

/** Code of a fault in a table. */
export type TafelFoutCode = keyof typeof TAFEL_FOUTEN;

/** One fault in one table. The sentence never holds a text of the file that was not recognised as a code or a name. */
export interface TafelFout {
  /** File name inside the folder of tables. */
  readonly bestand: string;
  /** Line from 1, or 0 when the fault is about the file as a whole. */
  readonly lijn: number;
  readonly code: TafelFoutCode;
  /** What is wrong and what was expected, in Dutch. */
  readonly uitleg: string;
}

/** Collects faults while the tables are read. */
export interface FoutenBak {
  meld(plaats: TafelPlaats, code: TafelFoutCode, uitleg: string): void;
  /** Tells whether any fault was found. */
  leeg(): boolean;
  /** All faults by file and line; of each file at most {@link MAX_FOUTEN_PER_BESTAND}, and one that counts the rest. */
  alle(): readonly TafelFout[];
}

/** A file of which every line is wrong must not fill the memory or the screen. */
export const MAX_FOUTEN_PER_BESTAND = 500;

/**
 * Makes an empty collection.
 * @param bestanden the order in which the files appear in the result; others come after them.
 */
export function createFoutenBak(bestanden: readonly string[]): FoutenBak {
  const perBestand = new Map<string, { readonly fouten: TafelFout[]; rest: number }>(
    bestanden.map((bestand) => [bestand, { fouten: [], rest: 0 }]),
  );
  let gevonden = false;

  return {
    meld({ bestand, lijn }, code, uitleg) {
      gevonden = true;
      const bak = perBestand.get(bestand) ?? { fouten: [], rest: 0 };
      perBestand.set(bestand, bak);
      if (bak.fouten.length < MAX_FOUTEN_PER_BESTAND) bak.fouten.push({ bestand, lijn, code, uitleg });
      else bak.rest += 1;
    },
    leeg: () => !gevonden,
    alle: () =>
      [...perBestand].flatMap(([bestand, { fouten, rest }]) => [
        ...fouten.toSorted((a, b) => a.lijn - b.lijn),
        ...(rest > 0 ? [{ bestand, lijn: 0, code: 'TE_VEEL', uitleg: meerFouten(rest) } as const] : []),
      ]),
  };
}

function meerFouten(rest: number): string {
  return `Er zijn nog ${rest} fouten in dit bestand. Herstel eerst de fouten hierboven.`;
}
