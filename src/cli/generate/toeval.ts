/**
 * Chance from a seed. No `Math.random`: the same seed gives the same messages on every machine, so that a failing test
 * can be repeated by one number.
 */
export interface Toeval {
  /** A whole number from `van` to `tot`, both inclusive. */
  heel(van: number, tot: number): number;
  /** One element of a list. @throws RangeError when the list is empty. */
  kies<T>(lijst: readonly T[]): T;
  /** True in `deel` of the cases (0 to 1). */
  kans(deel: number): boolean;
}

/**
 * Makes a source of chance. Each series of numbers gives a stream of its own, so that one case or person does not depend
 * on how many were made before it.
 * @param zaad whole numbers; parts above 2^32 count as well
 */
export function createToeval(...zaad: readonly number[]): Toeval {
  let stand = mengZaad(zaad);

  // mulberry32: 32 bits of state, good enough for sample data and three multiplications a number
  function deel(): number {
    stand = (stand + 0x6d2b79f5) | 0;
    let t = Math.imul(stand ^ (stand >>> 15), 1 | stand);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  return {
    heel: (van, tot) => van + Math.floor(deel() * (tot - van + 1)),
    kies: <T>(lijst: readonly T[]): T => {
      if (lijst.length === 0) throw new RangeError('an empty list has nothing to choose from');
      return lijst[Math.floor(deel() * lijst.length)] as T;
    },
    kans: (grens) => deel() < grens,
  };
}

/** Mixes whole numbers to 32 bits (FNV-1a over their words, then the finish of murmur3), order matters. */
export function mengZaad(zaad: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const getal of zaad) {
    for (const woord of [getal >>> 0, Math.floor(getal / 4_294_967_296) >>> 0]) {
      hash = Math.imul(hash ^ (woord & 0xffff), 0x01000193);
      hash = Math.imul(hash ^ (woord >>> 16), 0x01000193);
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
