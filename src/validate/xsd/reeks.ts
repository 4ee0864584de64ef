import type { ElementDef } from './model.ts';

/** An element as it stands in the message. */
export interface ReeksKind {
  readonly naam: string;
  readonly namespace: string;
}

/** What is wrong in the order of elements; `kind` and `bij` are indexes of the children, `bij` may be their number. */
export type ReeksFout =
  | { readonly soort: 'ontbreekt'; readonly bij: number; readonly def: ElementDef }
  | { readonly soort: 'onbekend'; readonly bij: number; readonly verwacht: readonly ElementDef[] }
  | { readonly soort: 'namespace'; readonly bij: number; readonly def: ElementDef }
  | { readonly soort: 'te_vaak'; readonly bij: number; readonly def: ElementDef }
  | { readonly soort: 'volgorde'; readonly bij: number; readonly def: ElementDef; readonly na?: ElementDef };

/** The comparison of a sequence with what stands there. */
export interface ReeksVergelijking {
  /** In document order; what is missing comes before the child in whose place it should have stood. */
  readonly fouten: readonly ReeksFout[];
  /** Per child the declaration that it is held against, or `undefined` when there is none. */
  readonly defs: readonly (ElementDef | undefined)[];
}

/** Reads children one by one, as libxml2 does: it is stuck at the first that does not fit. */
export interface ReeksLezer {
  /** @returns the declaration of this child, or `undefined` when it does not fit here. */
  neem(naam: string, namespace: string): ElementDef | undefined;
  /** What must still come. */
  ontbrekend(): readonly ElementDef[];
}

/** Starts reading a sequence. */
export function leesReeks(reeks: readonly ElementDef[]): ReeksLezer {
  let [hier, aantal] = [0, 0];
  return {
    neem: (naam, namespace) => {
      for (; hier < reeks.length; hier += 1, aantal = 0) {
        const def = reeks[hier];
        if (def === undefined) return undefined;
        if (def.naam === naam && def.namespace === namespace) {
          aantal += 1;
          return aantal <= def.max ? def : undefined;
        }
        if (aantal < def.min) return undefined;
      }
      return undefined;
    },
    ontbrekend: () => reeks.filter((def, i) => (i === hier && aantal < def.min) || (i > hier && def.min > 0)),
  };
}

const ONBEKEND = -1;

/**
 * Compares the children of an element with the sequence that the schema prescribes, and reports all that is wrong, where
 * libxml2 stops at the first. The fewest elements are called misplaced: those outside the longest run in right order.
 * Linear but for that run (n log n).
 * @param opties.maxFouten it stops there.
 * @param opties.volledig false when more children follow: then nothing is called missing.
 */
export function vergelijkReeks(
  reeks: readonly ElementDef[],
  kinderen: readonly ReeksKind[],
  { maxFouten, volledig }: { readonly maxFouten: number; readonly volledig: boolean } = {
    maxFouten: Infinity,
    volledig: true,
  },
): ReeksVergelijking {
  const exact = new Map(reeks.map((def, i) => [`${def.namespace} ${def.naam}`, i]));
  const opNaam = new Map(reeks.map((def, i) => [def.naam, i]));
  const plaatsen = kinderen.map(
    ({ naam, namespace }) => exact.get(`${namespace} ${naam}`) ?? opNaam.get(naam) ?? ONBEKEND,
  );
  const inOrde = langsteOplopende(plaatsen);
  const aantal = reeks.map(() => 0);
  for (const plaats of plaatsen) if (plaats !== ONBEKEND) aantal[plaats] = (aantal[plaats] ?? 0) + 1;

  const fouten: ReeksFout[] = [];
  const gezien = reeks.map(() => 0);
  // what lies before `volgende` in the sequence has been seen, or was reported as missing
  let volgende = 0;
  const meldOntbrekend = (tot: number, bij: number): void => {
    for (; volgende < tot; volgende += 1) {
      const def = reeks[volgende];
      if (volledig && def !== undefined && def.min > 0 && aantal[volgende] === 0)
        fouten.push({ soort: 'ontbreekt', bij, def });
    }
  };

  kinderen.forEach((kind, i) => {
    if (fouten.length >= maxFouten) return;
    const plaats = plaatsen[i] ?? ONBEKEND;
    const def = reeks[plaats];
    if (def === undefined) {
      fouten.push({ soort: 'onbekend', bij: i, verwacht: mogelijk(reeks, gezien, volgende) });
      return;
    }
    if (inOrde.has(i)) meldOntbrekend(plaats, i);
    if (kind.namespace !== def.namespace) fouten.push({ soort: 'namespace', bij: i, def });
    gezien[plaats] = (gezien[plaats] ?? 0) + 1;
    if ((gezien[plaats] ?? 0) > def.max) fouten.push({ soort: 'te_vaak', bij: i, def });
    else if (!inOrde.has(i)) {
      const na = reeks.slice(0, plaats).findLast((_, j) => (aantal[j] ?? 0) > 0);
      fouten.push({ soort: 'volgorde', bij: i, def, ...(na === undefined ? {} : { na }) });
    }
  });
  if (fouten.length < maxFouten) meldOntbrekend(reeks.length, kinderen.length);
  return { fouten, defs: plaatsen.map((plaats) => reeks[plaats]) };
}

/** What may stand at this point: the current element again, and the next ones up to the first that must. */
function mogelijk(reeks: readonly ElementDef[], gezien: readonly number[], volgende: number): readonly ElementDef[] {
  const gevonden: ElementDef[] = [];
  for (let i = volgende; i < reeks.length; i += 1) {
    const def = reeks[i];
    if (def === undefined || (gezien[i] ?? 0) >= def.max) continue;
    gevonden.push(def);
    if (def.min > 0 && (gezien[i] ?? 0) === 0) break;
  }
  return gevonden;
}

/** Indexes of a longest non-decreasing subsequence, leaving out the unknown. */
function langsteOplopende(plaatsen: readonly number[]): ReadonlySet<number> {
  const staarten: number[] = [];
  const vorige = plaatsen.map(() => -1);
  plaatsen.forEach((plaats, i) => {
    if (plaats === ONBEKEND) return;
    let [laag, hoog] = [0, staarten.length];
    while (laag < hoog) {
      const midden = (laag + hoog) >> 1;
      if ((plaatsen[staarten[midden] ?? 0] ?? 0) <= plaats) laag = midden + 1;
      else hoog = midden;
    }
    vorige[i] = staarten[laag - 1] ?? -1;
    staarten[laag] = i;
  });
  const gevonden = new Set<number>();
  for (let i = staarten.at(-1) ?? -1; i >= 0; i = vorige[i] ?? -1) gevonden.add(i);
  return gevonden;
}
