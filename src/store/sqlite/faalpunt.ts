import type { Faalpunt } from './opdrachten.ts';
import type { VerbindingOpties } from './verbinding.ts';

/** @returns what a test wants called at its places; `undefined` = nothing, as everywhere else. */
export async function leesFaalpunt({ faalpunten }: VerbindingOpties): Promise<Faalpunt | undefined> {
  if (faalpunten === undefined) return undefined;
  return ((await import(faalpunten)) as { readonly faalpunt: Faalpunt }).faalpunt;
}
