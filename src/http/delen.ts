import type { Config } from '../config/port.ts';
import type { Klok, Logger, Metrieken } from '../observe/port.ts';
import type { Verifier } from '../verify/port.ts';
import type { AntwoordTekenaar } from './antwoord.ts';
import type { MislukteVerzoeken } from './mislukte-verzoeken.ts';
import type { Snelheidsgrens } from './snelheid.ts';

/** What doors and calls share to prove a request and to answer it. */
export interface HttpDelen {
  readonly config: Config;
  readonly verifier: Verifier;
  readonly tekenaar: AntwoordTekenaar;
  readonly snelheid: Snelheidsgrens;
  readonly mislukt: Pick<MislukteVerzoeken, 'meld'>;
  readonly klok: Klok;
  readonly log: Logger;
  readonly metrieken: Metrieken;
  /** Aborts when the hub stops: ends long polling. */
  readonly stopSignaal: AbortSignal;
}
