import { GEEN } from '../xml/boom.ts';
import type { Boom, Knoop } from '../xml/boom.ts';

/** A feit while it is put together: what the message does not say is left out, not `undefined`. */
export type Schrijfbaar<T> = { -readonly [K in keyof T]: T[K] };

/** Text with white space collapsed, as the type of numbers, dates and times prescribes. */
export function leesKaal(boom: Boom, knoop: Knoop): string {
  return boom.tekst(knoop).trim();
}

/** Whole cents, or a whole number. */
export function leesGetal(boom: Boom, knoop: Knoop): number {
  return Number(leesKaal(boom, knoop));
}

/** Reads all children of a list element, in document order. */
export function leesLijst<T>(boom: Boom, knoop: Knoop, lees: (boom: Boom, kind: Knoop) => T): readonly T[] {
  const gelezen: T[] = [];
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) gelezen.push(lees(boom, kind));
  return gelezen;
}

/** The child of that local name, {@link GEEN} when there is none: names are unique in every sequence of the standard. */
export function vindKind(boom: Boom, knoop: Knoop, naam: string): Knoop {
  let kind = boom.eersteKind(knoop);
  while (kind !== GEEN && boom.naam(kind) !== naam) kind = boom.volgende(kind);
  return kind;
}
