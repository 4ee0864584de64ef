import type { Klok } from '../observe/port.ts';

/**
 * Wakes those who wait for something under a name (the mailbox of an aansluiting, new events), so that long polling costs
 * no look at the store in between.
 */
export interface Wekker {
  /**
   * Waits until the name is woken, the time is over, or the signal ends it.
   * @returns true when it was woken.
   */
  wacht(naam: string, ms: number, signaal: AbortSignal): Promise<boolean>;
  wek(naam: string): void;
  /** Wakes all, for an orderly stop. */
  wekAlles(): void;
}

/** What a long poll waits for. */
export interface Wachten {
  readonly naam: string;
  /** Zero looks once. */
  readonly wachtMs: number;
  readonly signaal: AbortSignal;
}

/**
 * Looks, and looks again each time that the name is woken, until something is found or the wait is over.
 * @returns what was found; undefined when the time is over, the signal ended it, or an orderly stop woke all for nothing.
 */
export async function zoekOfWacht<T>(
  { wekker, klok }: { readonly wekker: Wekker; readonly klok: Klok },
  { naam, wachtMs, signaal }: Wachten,
  zoek: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const einde = klok.monotoonMs() + wachtMs;
  for (;;) {
    const ophouden = new AbortController();
    try {
      const rest = einde - klok.monotoonMs();
      // the wait starts before the look, so that nothing slips in between
      const gewekt = wekker.wacht(naam, rest, AbortSignal.any([signaal, ophouden.signal]));
      const gevonden = await zoek();
      if (gevonden !== undefined || rest <= 0 || signaal.aborted || !(await gewekt)) return gevonden;
    } finally {
      ophouden.abort();
    }
  }
}

/** Makes a waker; nothing runs until somebody waits. */
export function createWekker(): Wekker {
  const wachtenden = new Map<string, Set<() => void>>();

  function wek(naam: string): void {
    const groep = wachtenden.get(naam);
    if (groep === undefined) return;
    wachtenden.delete(naam);
    for (const klaar of groep) klaar();
  }

  return {
    wacht: (naam, ms, signaal) =>
      new Promise((resolve) => {
        if (signaal.aborted || ms <= 0) {
          resolve(false);
          return;
        }
        const groep = wachtenden.get(naam) ?? new Set();
        wachtenden.set(naam, groep);
        const timer = setTimeout(() => einde(false), ms);
        const gewekt = (): void => einde(true);
        const gestopt = (): void => einde(false);
        groep.add(gewekt);
        signaal.addEventListener('abort', gestopt, { once: true });
        function einde(wakker: boolean): void {
          clearTimeout(timer);
          signaal.removeEventListener('abort', gestopt);
          groep.delete(gewekt);
          if (groep.size === 0 && wachtenden.get(naam) === groep) wachtenden.delete(naam);
          resolve(wakker);
        }
      }),
    wek,
    wekAlles: () => {
      for (const naam of [...wachtenden.keys()]) wek(naam);
    },
  };
}
