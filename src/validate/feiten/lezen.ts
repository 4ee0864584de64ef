import { GEEN } from '../xml/boom.ts';
import type { Boom, Knoop } from '../xml/boom.ts';

/** The child elements of one element, by local name: names are unique in every sequence of the standard. */
export type Velden = ReadonlyMap<string, Knoop>;

/** Reads from the tree of a valid message, each element once. */
export interface Lezer {
  velden(knoop: Knoop | undefined): Velden;
  /** All children of a list element, `[]` when the list is absent. */
  lijst(knoop: Knoop | undefined): readonly Knoop[];
  tekst(knoop: Knoop | undefined): string | undefined;
  /** Text with white space collapsed, as the type of numbers, dates and times prescribes. */
  kaal(knoop: Knoop | undefined): string | undefined;
  /** Whole cents, or a whole number. */
  getal(knoop: Knoop | undefined): number | undefined;
}

const LEEG: Velden = new Map();

/** Makes a reader of a tree. */
export function createLezer(boom: Boom): Lezer {
  const tekst = (knoop: Knoop | undefined): string | undefined => (knoop === undefined ? undefined : boom.tekst(knoop));
  const kaal = (knoop: Knoop | undefined): string | undefined => tekst(knoop)?.trim();
  return {
    tekst,
    kaal,
    getal: (knoop) => {
      const gelezen = kaal(knoop);
      return gelezen === undefined ? undefined : Number(gelezen);
    },
    velden: (knoop) => {
      if (knoop === undefined) return LEEG;
      const gevonden = new Map<string, Knoop>();
      for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind))
        gevonden.set(boom.naam(kind), kind);
      return gevonden;
    },
    lijst: (knoop) => {
      const gevonden: Knoop[] = [];
      if (knoop === undefined) return gevonden;
      for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) gevonden.push(kind);
      return gevonden;
    },
  };
}

/** An object of which the absent values are left out, so that a feit says only what the message says. */
export type Aanwezig<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is `undefined`. */
export function aanwezig<T extends object>(velden: T): Aanwezig<T> {
  const over: Record<string, unknown> = {};
  for (const [naam, waarde] of Object.entries(velden)) if (waarde !== undefined) over[naam] = waarde;
  return over as Aanwezig<T>;
}
