import { vatSamen, type Cijfers } from '../statistiek.ts';

/** How long each step is measured. */
export interface MeetDuur {
  readonly rondes: number;
  /** Milliseconds of CPU that a round takes at least. */
  readonly rondeMs: number;
}

/**
 * Measures the CPU time of one piece of work in microseconds: of the whole process, so with what it causes in other
 * threads (garbage collection, thread pool).
 * @param doe does the work for item `i`; called in turns over `aantal` items.
 */
export async function meetCpu(duur: MeetDuur, aantal: number, doe: (i: number) => unknown): Promise<Cijfers> {
  const keer = async (): Promise<void> => {
    for (let i = 0; i < aantal; i += 1) {
      const uit = doe(i);
      if (uit instanceof Promise) await uit;
    }
  };
  // once to compile, then as often as the round needs
  const begin = process.cpuUsage();
  await keer();
  await keer();
  const eerste = verbruik(begin) / 2;
  const keren = Math.max(1, Math.ceil((duur.rondeMs * 1000) / Math.max(eerste, 1)));
  const rondes: number[] = [];
  for (let ronde = 0; ronde < duur.rondes; ronde += 1) {
    const voor = process.cpuUsage();
    for (let k = 0; k < keren; k += 1) await keer();
    rondes.push(verbruik(voor) / (keren * aantal));
  }
  return vatSamen(rondes);
}

/** @returns microseconds of CPU since a reading. */
export function verbruik(voor: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(voor);
  return user + system;
}
