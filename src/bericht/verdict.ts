import type { Bevinding } from './bevinding.ts';

/** What the checks say of a message as a whole. */
export type Verdict = 'geaccepteerd' | 'afgekeurd' | 'niet_beoordeeld';

/** A layer of the checks in the report of `check` and `POST /v1/controles`. */
export type RapportLaag = 'xml' | 'xsd' | 'regels' | 'historie';

/** How a layer ended. */
export type LaagUitkomst = 'geslaagd' | 'gezakt' | 'overgeslagen' | 'niet_beoordeelbaar';

/** The report on one message: the same for sending, for a check beforehand and on the command line. */
export interface Rapport {
  /** Name of the message (`WMO305`), absent when it cannot be told. */
  readonly bericht?: string;
  readonly uitkomst: Verdict;
  readonly lagen: readonly { readonly laag: RapportLaag; readonly uitkomst: LaagUitkomst }[];
  readonly bevindingen: readonly Bevinding[];
}
