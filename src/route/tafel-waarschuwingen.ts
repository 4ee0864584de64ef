import type { Tafels } from '../bericht/aansluiting.ts';
import { isGeldigOp } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import { heeftGeldig } from './load/keur-samenhang.ts';

/** Something in good tables that an operator wants to know. */
export interface TafelWaarschuwing {
  readonly bestand: string;
  readonly lijn: number;
  readonly uitleg: string;
}

/**
 * Tells what is allowed but probably not meant: a connection whose certificates have all ended (it must not stop the
 * hub for all others), a route to an ended gemeente (its messages go to the successor, so the route takes none).
 */
export function tafelWaarschuwingen(tafels: Tafels, op: Datum): readonly TafelWaarschuwing[] {
  const zonder = [...tafels.aansluitingen.values()]
    .filter(
      (aansluiting) => aansluiting.certificaten.length > 0 && !aansluiting.geblokkeerd && !heeftGeldig(aansluiting, op),
    )
    .map(({ id, plaats }) => ({
      ...plaats,
      uitleg: `Aansluiting ${id} heeft op ${op} geen geldig certificaat: zij kan niets indienen of ophalen.`,
    }));
  const nutteloos = tafels.routes.flatMap(({ ontvanger, plaats }) => {
    const gemeente = ontvanger === undefined ? undefined : tafels.gemeenten.get(ontvanger as never);
    if (gemeente === undefined || isGeldigOp(gemeente, op) || gemeente.opvolger === undefined) return [];
    const uitleg = `Gemeente ${gemeente.code} is opgevolgd door ${gemeente.opvolger}: deze route neemt geen berichten meer.`;
    return [{ ...plaats, uitleg }];
  });
  return [...zonder, ...nutteloos];
}
