import type { PartijSoort } from './partij.ts';

/** heen: asks or tells; retour: echoes the header of its heenbericht, unswapped; antwoord: the 325, swapped. */
export type BerichtVorm = 'heen' | 'retour' | 'antwoord';

/** One message of a release, as its file writes it down. */
export interface BerichtGegevens {
  readonly soort: string;
  readonly nummer: string;
  readonly berichtcode: string;
  readonly naam: string;
  readonly vorm: BerichtVorm;
  /** The side whose code stands in `Header/Afzender`; the other side stands in `Header/Ontvanger`. */
  readonly afzender: PartijSoort;
  readonly retour?: string;
  readonly retourVan?: string;
}

/** One release of a standard, as its file writes it down. */
export interface ReleaseGegevens {
  readonly standaard: string;
  readonly titel: string;
  readonly release: string;
  readonly basisNamespace: string;
  readonly berichten: readonly BerichtGegevens[];
}
