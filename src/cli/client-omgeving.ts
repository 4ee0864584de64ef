import type { Tafels } from '../bericht/aansluiting.ts';
import type { HerhalingOpties } from '../client/herhaling.ts';
import type { Ids, Klok } from '../observe/port.ts';

/** Where the demo hub listens: plain HTTP on loopback, on the default port of the configuration. */
export const STANDAARD_URL = 'http://localhost:8443';

/** What `send`, `pull` and `trace` need of their surroundings. */
export interface ClientOmgeving {
  readonly klok: Klok;
  readonly ids: Ids;
  /** Default of `--certs`. */
  readonly certificatenMap: string;
  /** Default of `--url`. */
  readonly url: string;
  /** The routing tables, for names and mandates; `undefined` when there are none to be had. */
  readonly tafels: () => Promise<Tafels | undefined>;
  /** Writes a line. */
  readonly schrijf: (regel: string) => void;
  readonly schrijfFout: (regel: string) => void;
  readonly leesStdin: () => Promise<Buffer>;
  /** Where a progress bar is drawn, when a person watches. */
  readonly terminal?: NodeJS.WritableStream;
  /** Sets the exit code: one of `UITGANG`. */
  readonly zetExitCode: (code: number) => void;
  /** How calls are tried again; for tests. */
  readonly herhaling?: HerhalingOpties;
}
