/** The benches that there are. */
export const NAMEN = ['accept', 'stappen', 'latentie', 'vol', 'duur', 'dood', 'search'] as const;

/** Name of one bench. */
export type BenchNaam = (typeof NAMEN)[number];

/** What the command line asks. */
export interface Opties {
  readonly json?: string;
  readonly alleen?: BenchNaam;
  readonly snel: boolean;
  /** Folder for data of the runs; default a fresh one in the system's temporary folder. */
  readonly map?: string;
}

/** How to call the bench. */
export const GEBRUIK = `Gebruik: npm run bench -- [--json BESTAND] [--only ${NAMEN.join('|')}] [--snel] [--map MAP]`;

/** Reads the command line. @returns `undefined` when it is not understood. */
export function leesOpties(argv: readonly string[]): Opties | undefined {
  const opties: { json?: string; alleen?: BenchNaam; snel: boolean; map?: string } = { snel: false };
  for (let i = 0; i < argv.length; i += 1) {
    const naam = argv[i];
    if (naam === '--snel') {
      opties.snel = true;
      continue;
    }
    i += 1;
    const waarde = argv[i];
    if (waarde === undefined) return undefined;
    const bench = NAMEN.find((kandidaat) => kandidaat === waarde);
    if (naam === '--json') opties.json = waarde;
    else if (naam === '--map') opties.map = waarde;
    else if (naam === '--only' && bench !== undefined) opties.alleen = bench;
    else return undefined;
  }
  return opties;
}
