import { SingleBar } from 'cli-progress';

/** A bar on the terminal. */
export interface Voortgang {
  /** So much was done since the last time; 1 when it is not said. */
  stap(aantal?: number): void;
  stop(): void;
}

const BALK_NA_MS = 2000;

/** Makes a bar that shows itself once the work takes longer than two seconds, and only when a person watches. */
export function createVoortgang(opties: {
  /** What is going on, one word. */
  readonly wat: string;
  readonly totaal: number;
  readonly terminal: NodeJS.WritableStream | undefined;
  readonly monotoonMs: () => number;
}): Voortgang {
  const { monotoonMs, terminal, totaal, wat } = opties;
  const begin = monotoonMs();
  let gedaan = 0;
  let balk: SingleBar | undefined;
  return {
    stap: (aantal = 1) => {
      gedaan += aantal;
      if (balk === undefined && terminal !== undefined && monotoonMs() - begin > BALK_NA_MS) {
        balk = new SingleBar({ stream: terminal, format: `${wat} {bar} {value}/{total}`, clearOnComplete: true });
        balk.start(totaal, gedaan);
      } else balk?.update(gedaan);
    },
    stop: () => balk?.stop(),
  };
}
