import type { Kind } from './kind.ts';
import type { Opstelling } from './opstelling.ts';

/** What every bench works with; made once by `main.ts`, which also clears it up. */
export interface Omgeving {
  readonly snel: boolean;
  /** Folder for data; on the disk of the project's own machine, not in memory. */
  readonly map: string;
  readonly lastgever: Kind;
  readonly rsa: Opstelling;
  readonly ec: Opstelling;
  /** Says on stderr what is being done. */
  readonly meld: (zin: string) => void;
}
