import type { BewezenVerzoek } from '../../src/verify/port.ts';

/** What the store does with nonces, in memory. */
export interface Replay {
  /** @returns whether this was never seen before; remembers it. */
  eerste(nonce: BewezenVerzoek['nonce']): boolean;
}

/** Makes an empty memory. */
export function createReplay(): Replay {
  const gezien = new Set<string>();
  return {
    eerste: ({ sleutel }) => {
      const naam = sleutel.toString('hex');
      if (gezien.has(naam)) return false;
      gezien.add(naam);
      return true;
    },
  };
}
