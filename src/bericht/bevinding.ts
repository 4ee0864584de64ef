/** The layer of the checks that found something. */
export type BevindingLaag = 'xml' | 'xsd' | 'regels' | 'historie' | 'route';

/** Who has to do something about a finding. */
export type WieIsAanZet = 'afzender' | 'leverancier' | 'ontvanger' | 'hubbeheer' | 'niemand';

/**
 * One thing that the checks found. Never holds a value of the message: what stands there may be personal data.
 */
export interface Bevinding {
  readonly laag: BevindingLaag;
  /** Code of the one catalogue: XMLnn, XSDnn, a rule code … */
  readonly code: string;
  /** Rule of the standard, where one applies. */
  readonly regel?: string;
  /** Retourcode of the standard's list, where one applies. */
  readonly retourcode?: string;
  /** Readable element path, `/Bericht/Client/StartProducten/StartProduct[2]/Begindatum`; absent when there is none. */
  readonly pad?: string;
  /** Line in the message, from 1; true past 65 535 as well. */
  readonly lijn?: number;
  /** What is wrong, in Dutch, for the person who has to mend it. */
  readonly uitleg: string;
  /** What was expected, in Dutch. */
  readonly verwacht?: string;
  readonly wieIsAanZet: WieIsAanZet;
  /** `melden` does not refuse the message; `weigeren` does. */
  readonly ernst: 'weigeren' | 'melden';
}
