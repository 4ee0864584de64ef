import type { Klok, Logger, LogVelden } from '../../src/observe/port.ts';

/** A clock that a test sets. */
export interface ProefKlok extends Klok {
  verzet(seconden: number): void;
  /** Moves the wall clock alone, as who sets a clock does. */
  verspring(seconden: number): void;
}

/** @returns a clock that stands still until it is moved; both of its hands move together unless it springs. */
export function proefKlok(begin: Date): ProefKlok {
  let ms = 0;
  let sprong = 0;
  return {
    nu: () => new Date(begin.getTime() + ms + sprong),
    monotoonMs: () => ms,
    verzet: (seconden) => {
      ms += seconden * 1000;
    },
    verspring: (seconden) => {
      sprong += seconden * 1000;
    },
  };
}

/** A log that keeps its lines. */
export function proefLog(): Logger & { readonly regels: { zin: string; velden?: LogVelden | undefined }[] } {
  const regels: { zin: string; velden?: LogVelden | undefined }[] = [];
  const schrijf = (zin: string, velden?: LogVelden): void => void regels.push({ zin, velden });
  return { regels, debug: schrijf, info: schrijf, warn: schrijf, error: schrijf };
}
