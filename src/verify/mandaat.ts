import type { Aansluiting, Gemeente, Grondslag, Tafels } from '../bericht/aansluiting.ts';
import type { BerichtType, Standaard } from '../bericht/catalogus.ts';
import { isGeldigOp } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import type { GemeenteCode, Partij, PartijCode } from '../bericht/partij.ts';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';

/** Who asks to act for whom. */
export interface MandaatVraag {
  /** The Indiener: whose signature was proven. */
  readonly aansluiting: Aansluiting;
  /** The party that acts: the header's Afzender, for a retour its Ontvanger. */
  readonly partij: Partij;
  readonly type: BerichtType;
  /** Dutch calendar day of reception. */
  readonly op: Datum;
}

/** Why an Indiener may act. */
export interface MandaatOordeel {
  /** Line of the toestemmingsverklaring, `mandaten.csv:12`; absent when the connection serves the party itself. */
  readonly regel?: string;
}

/** The law under which a provider works with the messages of a standard. */
const GRONDSLAG: Readonly<Record<Standaard, Grondslag>> = { iwmo: 'wmo', ijw: 'jw' };

/**
 * Judges whether a connection may act for a party, in this order: the party exists on that day (BRS01) and, a provider,
 * works under the law of the standard (BRS02); the connection serves it itself or holds a toestemmingsverklaring of it
 * for this message on that day (BRS03); the connection has the role of the side for which it acts (BRS02).
 *
 * A retour echoes the header of its heenbericht: when that was addressed to a municipality that has since been merged,
 * its successor answers in the name of the old code.
 */
export function beoordeelMandaat(
  tafels: Tafels,
  { aansluiting, op, partij, type }: MandaatVraag,
): Uitkomst<MandaatOordeel, 'BRS01' | 'BRS02' | 'BRS03'> {
  const codes = handelendeCodes(tafels, partij, type, op);
  if (codes.length === 0) return mislukt('BRS01');
  if (partij.soort === 'aanbieder') {
    const grondslagen = tafels.aanbieders.get(partij.agb)?.grondslagen ?? [];
    if (!grondslagen.includes(GRONDSLAG[type.standaard])) return mislukt('BRS02');
  }
  const oordeel = codes.some((code) => aansluiting.partijen.includes(code))
    ? {}
    : vindMandaat(tafels, codes, aansluiting, type, op);
  if (oordeel === undefined) return mislukt('BRS03');
  return aansluiting.rollen.includes(partij.soort) ? gelukt(oordeel) : mislukt('BRS02');
}

/** @returns the codes under which the party is known that day; none when it is unknown or has ended. */
function handelendeCodes(tafels: Tafels, partij: Partij, type: BerichtType, op: Datum): readonly PartijCode[] {
  if (partij.soort === 'aanbieder') {
    const aanbieder = tafels.aanbieders.get(partij.agb);
    return aanbieder !== undefined && isGeldigOp(aanbieder, op) ? [partij.agb] : [];
  }
  const gemeente = tafels.gemeenten.get(partij.code);
  if (gemeente === undefined) return [];
  if (isGeldigOp(gemeente, op)) return [partij.code];
  const opvolger = type.vorm === 'retour' ? vindOpvolger(tafels, gemeente, op) : undefined;
  return opvolger === undefined ? [] : [partij.code, opvolger];
}

function vindOpvolger(tafels: Tafels, vanaf: Gemeente, op: Datum): GemeenteCode | undefined {
  const gezien = new Set<GemeenteCode>([vanaf.code]);
  let code = vanaf.opvolger;
  while (code !== undefined && !gezien.has(code)) {
    gezien.add(code);
    const gemeente = tafels.gemeenten.get(code);
    if (gemeente === undefined) return undefined;
    if (isGeldigOp(gemeente, op)) return code;
    code = gemeente.opvolger;
  }
  return undefined;
}

function vindMandaat(
  tafels: Tafels,
  codes: readonly PartijCode[],
  { id }: Aansluiting,
  { soort }: BerichtType,
  op: Datum,
): MandaatOordeel | undefined {
  const rij = tafels.mandaten.find(
    (mandaat) =>
      mandaat.indiener === id &&
      codes.includes(mandaat.afzender) &&
      (mandaat.berichtsoorten.length === 0 || mandaat.berichtsoorten.includes(soort)) &&
      isGeldigOp(mandaat, op),
  );
  return rij === undefined ? undefined : { regel: `mandaten.csv:${rij.plaats.lijn}` };
}
