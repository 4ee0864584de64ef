/** What plays rows of steps on a thing and on its model. */
export interface Spel<S> {
  doe(stap: S): Promise<void>;
  /** Whether both are the same now. */
  vergelijk(): Promise<void>;
  /** The same, with what is too slow to look at after every step. */
  sluitAf(): Promise<void>;
}

/** Plays a row of steps, and compares after every step. */
export async function speelAf<S>(spel: Spel<S>, stappen: readonly S[]): Promise<void> {
  for (const stap of stappen) {
    await spel.doe(stap);
    await spel.vergelijk();
  }
  await spel.sluitAf();
}

/** @returns what a number in a step names: it counts what there is by then, and goes round. */
export function rond<T>(lijst: readonly T[], plek: number): T | undefined {
  return lijst[plek % Math.max(1, lijst.length)];
}
