import { CODERING, DTD } from './kwaad/dtd.ts';
import { HANDTEKENING } from './kwaad/handtekening.ts';
import { HTTP } from './kwaad/http.ts';
import { JSON_AANROEPEN } from './kwaad/json.ts';
import type { Recept } from './kwaad/recept.ts';
import { NAMESPACES, SMOKKEL } from './kwaad/smokkel.ts';
import { GROOT, VORM } from './kwaad/vorm.ts';

const RECEPTEN: ReadonlyMap<string, readonly Recept[]> = new Map(
  [DTD, CODERING, VORM, GROOT, SMOKKEL, NAMESPACES, HTTP, HANDTEKENING, JSON_AANROEPEN].flatMap((groep) =>
    Object.entries(groep),
  ),
);

/**
 * @returns the recipes of a case, one for each form of its trick; none for a case that needs a hub of its own (small
 *   limits, several messages) and so has a test of its own.
 */
export function maakKwaad(id: string): readonly Recept[] {
  return RECEPTEN.get(id) ?? [];
}
