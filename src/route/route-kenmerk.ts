import type { RouteRegel } from '../bericht/aansluiting.ts';
import { berichtType } from '../bericht/catalogus.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import { partijSoort } from '../bericht/partij.ts';
import type { PartijCode } from '../bericht/partij.ts';

/** What a route can look at, least telling first. */
export const KENMERKEN = ['standaard', 'release', 'berichtsoort', 'ontvanger'] as const;

/** A thing that a route can look at. */
export type Kenmerk = (typeof KENMERKEN)[number];

/** A message as a route sees it. */
export interface RouteVraag {
  readonly standaard: string;
  readonly release: string;
  readonly berichtsoort: BerichtSoort;
  readonly ontvanger: PartijCode;
}

/**
 * What a route looks at, with what it wants there. A route for a berichtsoort looks at the standard of it as well:
 * `berichtsoort: WMO305` is therefore more specific than `standaard: iwmo`.
 */
export function kenmerkenVan(route: RouteRegel): Readonly<Partial<Record<Kenmerk, string>>> {
  const { release, berichtsoort, ontvanger } = route;
  const standaard = route.standaard ?? (berichtsoort === undefined ? undefined : berichtType(berichtsoort).standaard);
  return {
    ...(standaard !== undefined && { standaard }),
    ...(release !== undefined && { release }),
    ...(berichtsoort !== undefined && { berichtsoort }),
    ...(ontvanger !== undefined && { ontvanger }),
  };
}

/** The things that a route looks at, as a set of bits in the order of {@link KENMERKEN}. */
export function maskerVan(kenmerken: Readonly<Partial<Record<Kenmerk, string>>>): number {
  return KENMERKEN.reduce(
    (masker, kenmerk, bit) => (kenmerken[kenmerk] === undefined ? masker : masker | (1 << bit)),
    0,
  );
}

/** What stands at the things of a mask, as one text: equal texts mean that both want (or are) the same there. */
export function sleutelVan(bron: Readonly<Partial<Record<Kenmerk, string>>>, masker: number): string {
  let sleutel = '';
  for (const [bit, kenmerk] of KENMERKEN.entries())
    if ((masker & (1 << bit)) !== 0) sleutel += `${bron[kenmerk] ?? ''}|`;
  return sleutel;
}

/** How many things a mask holds: the more, the more specific. */
export function aantalKenmerken(masker: number): number {
  let aantal = 0;
  for (let rest = masker; rest > 0; rest >>= 1) aantal += rest & 1;
  return aantal;
}

/** Tells whether messages of a kind go to the side (aanbieder or gemeente) on which a party stands. */
export function gaatNaar(soort: BerichtSoort, partij: PartijCode): boolean {
  const { afzender, bestemming } = berichtType(soort);
  // the side in Afzender gets the retours 302–320, the other side everything else
  return (partijSoort(partij) === afzender) === (bestemming === 'afzender');
}
