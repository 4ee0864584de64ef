/** The figures of several rounds of one thing. */
export interface Cijfers {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @returns median, smallest and largest; all `NaN` for no rounds. */
export function vatSamen(waarden: readonly number[]): Cijfers {
  const op = [...waarden].sort((a, b) => a - b);
  const midden = op.length / 2;
  const median =
    op.length % 2 === 1 ? (op[Math.floor(midden)] ?? NaN) : ((op[midden - 1] ?? NaN) + (op[midden] ?? NaN)) / 2;
  return { median, min: op[0] ?? NaN, max: op.at(-1) ?? NaN };
}

/** @returns the value below which `deel` (0–1) of the sorted values lie. */
export function percentiel(gesorteerd: ArrayLike<number>, deel: number): number {
  const plek = Math.min(gesorteerd.length - 1, Math.ceil(gesorteerd.length * deel) - 1);
  return gesorteerd[Math.max(0, plek)] ?? NaN;
}

/** @returns the median of a field over several results. */
export function mediaanVan<T>(rondes: readonly T[], veld: (ronde: T) => number): number {
  return vatSamen(rondes.map(veld)).median;
}
