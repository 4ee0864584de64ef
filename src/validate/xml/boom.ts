import type { Adres, Libxml2 } from './libxml2.ts';

/** An element of the tree; 0 = none. Only means something together with its {@link Boom}. */
export type Knoop = number & { readonly __brand: 'Knoop' };

/** No element. */
export const GEEN = 0 as Knoop;

/** Name and namespace of an attribute. */
export interface Attribuut {
  readonly naam: string;
  readonly namespace: string;
}

/**
 * A parsed message, read only. Reads from the WASM memory without a call per node: 142 elements with their texts in
 * 15 µs, against 80–160 µs through the wrappers of the library. Use it while its document lives and before the next call
 * into libxml2.
 */
export interface Boom {
  readonly wortel: Knoop;
  /** Local name. */
  naam(knoop: Knoop): string;
  /** Namespace, or the empty text. */
  namespace(knoop: Knoop): string;
  ouder(knoop: Knoop): Knoop;
  eersteKind(knoop: Knoop): Knoop;
  /** Next sibling that is an element. */
  volgende(knoop: Knoop): Knoop;
  /** Own text: text and CDATA directly under the element, comments left out. */
  tekst(knoop: Knoop): string;
  attributen(knoop: Knoop): readonly Attribuut[];
  /** Value of an attribute without namespace, or `undefined`. */
  attribuut(knoop: Knoop, naam: string): string | undefined;
  /** Namespace that a prefix stands for at this place; the empty prefix is the default. */
  namespaceVanPrefix(knoop: Knoop, prefix: string): string | undefined;
}

// struct _xmlNode, in words of 32 bits
const TYPE = 1;
const NAAM = 2;
const KINDEREN = 3;
const OUDER = 5;
const VOLGENDE = 6;
const NS = 9;
const INHOUD = 10;
const ATTRIBUTEN = 11;
const NS_DECLARATIES = 12;
// struct _xmlNs
const NS_VOLGENDE = 0;
const NS_HREF = 2;
const NS_PREFIX = 3;

const MAX_NAMEN = 4_096;

const ELEMENT = 1;
const TEKST = 3;
const CDATA = 4;

/** Opens a parsed document for reading. */
export function openBoom(libxml2: Libxml2, document: Adres): Boom {
  const wortel = libxml2.wortel(document) as Knoop;
  const geheugen = libxml2.geheugen();
  const woorden = new Int32Array(geheugen);
  const bytes = Buffer.from(geheugen);
  // names are interned by the parser: the same address is the same name
  const namen = new Map<Adres, string>();
  const ruimten = new Map<Adres, string>();

  const woord = (adres: Adres, plaats: number): number => woorden[(adres >> 2) + plaats] ?? 0;

  const lees = (adres: Adres): string => {
    if (adres === 0) return '';
    let eind = adres;
    let ascii = 0;
    for (let byte = bytes[eind] ?? 0; byte !== 0; byte = bytes[eind] ?? 0) {
      ascii |= byte;
      eind += 1;
    }
    return bytes.toString(ascii < 0x80 ? 'latin1' : 'utf8', adres, eind);
  };

  const eersteElement = (adres: Adres): Knoop => {
    let knoop = adres;
    while (knoop !== 0 && woord(knoop, TYPE) !== ELEMENT) knoop = woord(knoop, VOLGENDE);
    return knoop as Knoop;
  };

  const naam = (knoop: Knoop): string => {
    const adres = woord(knoop, NAAM);
    let gevonden = namen.get(adres);
    if (gevonden === undefined) {
      gevonden = lees(adres);
      // a message has some eighty names; one with a million is not worth the memory
      if (namen.size < MAX_NAMEN) namen.set(adres, gevonden);
    }
    return gevonden;
  };

  const namespace = (knoop: Knoop): string => {
    const adres = woord(knoop, NS);
    if (adres === 0) return '';
    let gevonden = ruimten.get(adres);
    if (gevonden === undefined) {
      gevonden = lees(woord(adres, NS_HREF));
      if (ruimten.size < MAX_NAMEN) ruimten.set(adres, gevonden);
    }
    return gevonden;
  };

  const tekst = (knoop: Knoop): string => {
    let som = '';
    for (let kind = woord(knoop, KINDEREN); kind !== 0; kind = woord(kind, VOLGENDE)) {
      const type = woord(kind, TYPE);
      if (type === TEKST || type === CDATA) som += lees(woord(kind, INHOUD));
    }
    return som;
  };

  const attributen = (knoop: Knoop): readonly Attribuut[] => {
    const gevonden: Attribuut[] = [];
    // struct _xmlAttr begins like a node, with its namespace at the same place
    for (let adres = woord(knoop, ATTRIBUTEN); adres !== 0; adres = woord(adres, VOLGENDE)) {
      gevonden.push({ naam: naam(adres as Knoop), namespace: namespace(adres as Knoop) });
    }
    return gevonden;
  };

  const attribuut = (knoop: Knoop, gezocht: string): string | undefined => {
    for (let adres = woord(knoop, ATTRIBUTEN); adres !== 0; adres = woord(adres, VOLGENDE)) {
      if (woord(adres, NS) === 0 && naam(adres as Knoop) === gezocht) return tekst(adres as Knoop);
    }
    return undefined;
  };

  const namespaceVanPrefix = (knoop: Knoop, prefix: string): string | undefined => {
    for (let adres: Adres = knoop; adres !== 0 && woord(adres, TYPE) === ELEMENT; adres = woord(adres, OUDER)) {
      for (let ns = woord(adres, NS_DECLARATIES); ns !== 0; ns = woord(ns, NS_VOLGENDE)) {
        if (lees(woord(ns, NS_PREFIX)) === prefix) return lees(woord(ns, NS_HREF));
      }
    }
    return undefined;
  };

  return {
    wortel,
    attribuut,
    namespaceVanPrefix,
    naam,
    namespace,
    tekst,
    attributen,
    ouder: (knoop) => woord(knoop, OUDER) as Knoop,
    eersteKind: (knoop) => eersteElement(woord(knoop, KINDEREN)),
    volgende: (knoop) => eersteElement(woord(knoop, VOLGENDE)),
  };
}
