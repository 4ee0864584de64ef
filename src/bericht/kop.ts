import type { BerichtType } from './catalogus.ts';
import type { PartijCode } from './partij.ts';

/**
 * The header fields of a message that the hub needs, read by exact path with exactly one occurrence. A Kop exists only
 * where all of them are readable: without it no mandate can be judged.
 */
export interface Kop {
  readonly soort: BerichtType['soort'];
  /** Header/Afzender: for a retour 302–320 the sender of the heenbericht. */
  readonly afzender: PartijCode;
  /** Header/Ontvanger: for a retour 302–320 the receiver of the heenbericht. */
  readonly ontvanger: PartijCode;
  /** BerichtIdentificatie/Identificatie: for a retour 302–320 that of the heenbericht. */
  readonly identificatie: string;
  /** BerichtIdentificatie/Dagtekening; absent when it is no ordinary date: no stage needs it, and it may hold anything. */
  readonly dagtekening?: string | undefined;
  /** Header/IdentificatieRetour of a retour 302–320. */
  readonly identificatieRetour?: string;
  /** DeclaratieIdentificatie/Identificatie of a 325: the 323 that it answers. */
  readonly declaratieIdentificatie?: string;
}

/** @returns the party that acts with this message: Afzender, but for a retour 302–320 Ontvanger. */
export function handelendePartij(kop: Kop, type: BerichtType): PartijCode {
  return type.handelt === 'afzender' ? kop.afzender : kop.ontvanger;
}

/** @returns the party to which the message goes: Ontvanger, but for a retour 302–320 Afzender. */
export function bestemming(kop: Kop, type: BerichtType): PartijCode {
  return type.bestemming === 'ontvanger' ? kop.ontvanger : kop.afzender;
}
