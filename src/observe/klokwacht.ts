import type { Alarmen, Klok, Klokwacht } from './port.ts';

/** What the watch needs. It compares when it is asked: somebody has to ask it often. */
export interface KlokwachtDelen {
  readonly klok: Klok;
  readonly alarmen: Alarmen;
  /** The last moment that was written down before this start; absent = none. */
  readonly laatsteTijd?: Date | undefined;
}

/** Clocks that differ by more than this have jumped: drift and a correction by NTP stay far below it. */
const MAX_VERSCHIL_MS = 300_000;
/** After a longer standstill a person looks at the clock: by so much at most a term is cut short unseen. */
const MAX_STILSTAND_MS = 24 * 3_600_000;

/**
 * Holds the wall clock against the monotonic one since the start, or since the last jump that a person looked at. Across a
 * restart no clock runs on: then a wall clock before the last moment that was written down has jumped back, and one more
 * than a day after it is not believed either, for the hub may as well have been started on a clock that is ahead.
 */
export function createKlokwacht({ klok, alarmen, laatsteTijd }: KlokwachtDelen): Klokwacht {
  let begin = { wand: klok.nu().getTime(), monotoon: klok.monotoonMs() };
  let gevonden: { readonly sinds: Date; readonly verschilMs: number } | undefined;

  function merk(verschilMs: number): void {
    if (gevonden !== undefined) return;
    gevonden = { sinds: klok.nu(), verschilMs };
    alarmen.meld('KLOK');
  }

  function kijk(): void {
    const verschil = klok.nu().getTime() - begin.wand - (klok.monotoonMs() - begin.monotoon);
    if (Math.abs(verschil) > MAX_VERSCHIL_MS) merk(verschil);
  }

  if (laatsteTijd !== undefined) {
    const stil = begin.wand - laatsteTijd.getTime();
    if (stil < -MAX_VERSCHIL_MS || stil > MAX_STILSTAND_MS) merk(stil);
  }

  return {
    sprong() {
      kijk();
      return gevonden;
    },
    gaVerder() {
      kijk();
      if (gevonden === undefined) return false;
      gevonden = undefined;
      begin = { wand: klok.nu().getTime(), monotoon: klok.monotoonMs() };
      alarmen.herstel('KLOK');
      return true;
    },
  };
}
