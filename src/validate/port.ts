import type { BerichtSoort } from '../bericht/catalogus.ts';
import type { Feiten } from '../bericht/feiten.ts';
import type { Kop } from '../bericht/kop.ts';
import type { Rapport } from '../bericht/verdict.ts';

/** What the checks are asked about one message. */
export interface ValidatieOpdracht {
  readonly inhoud: Uint8Array;
  readonly bomBeleid: 'weigeren' | 'melden';
  /** `test` refuses a BSN outside the test range, `productie` one inside it (BRS18). */
  readonly omgeving: 'demo' | 'test' | 'productie';
  /** False for `check` and `controles`: no facts are taken out. */
  readonly metFeiten: boolean;
}

/** What the checks say. The tree itself never leaves the worker. */
export interface ValidatieUitkomst {
  readonly rapport: Rapport;
  /** The outer code when refused: BRS13, BRS14, BRS18, LEEG …; absent when nothing refuses the message. */
  readonly code?: string;
  /** Present when every field of it could be read by exact path, exactly once. */
  readonly kop?: Kop;
  readonly soort?: BerichtSoort;
  /** Only for a message that passed, and only when asked for. */
  readonly feiten?: Feiten;
}
