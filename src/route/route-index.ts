import type { Pauze, ReleaseTermijn, RouteRegel, Tafels } from '../bericht/aansluiting.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import { isGeldigOp } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import { aantalKenmerken, kenmerkenVan, maskerVan, sleutelVan } from './route-kenmerk.ts';
import type { RouteVraag } from './route-kenmerk.ts';

/** The tables laid out for looking up: made once per snapshot, a few look-ups per message whatever their size. */
export interface RouteIndex {
  /** @returns the dates of a release, or `undefined` when the tables do not name it. */
  release(standaard: string, release: string): ReleaseTermijn | undefined;
  /** @returns the pauses that can hold a message of this kind, at any time. */
  pauzes(soort: BerichtSoort): readonly Pauze[];
  /** @returns the most specific route that takes the message on that day. */
  route(vraag: RouteVraag, dag: Datum): RouteRegel | undefined;
}

const INDEXEN = new WeakMap<Tafels, RouteIndex>();

/** @returns the index of a snapshot; the same snapshot always gives the same one. */
export function indexVan(tafels: Tafels): RouteIndex {
  const bekend = INDEXEN.get(tafels);
  if (bekend !== undefined) return bekend;
  const nieuw = createIndex(tafels);
  INDEXEN.set(tafels, nieuw);
  return nieuw;
}

interface Laag {
  readonly masker: number;
  readonly routes: Map<string, RouteRegel[]>;
}

function createIndex(tafels: Tafels): RouteIndex {
  const releases = new Map(tafels.releases.map((termijn) => [`${termijn.standaard} ${termijn.release}`, termijn]));
  const voorAlle = tafels.pauzes.filter(({ berichtsoorten }) => berichtsoorten.length === 0);
  const perSoort = new Map<BerichtSoort, Pauze[]>();
  for (const pauze of tafels.pauzes)
    for (const soort of pauze.berichtsoorten) perSoort.set(soort, [...(perSoort.get(soort) ?? voorAlle), pauze]);
  const lagen = createLagen(tafels.routes);

  return {
    release: (standaard, release) => releases.get(`${standaard} ${release}`),
    pauzes: (soort) => perSoort.get(soort) ?? voorAlle,
    route(vraag, dag) {
      for (const { masker, routes } of lagen) {
        const gevonden = routes.get(sleutelVan({ ...vraag }, masker))?.find((route) => isGeldigOp(route, dag));
        if (gevonden !== undefined) return gevonden;
      }
      return undefined;
    },
  };
}

/** A layer per combination of things that routes look at (sixteen at most), the most specific first. */
function createLagen(routes: readonly RouteRegel[]): readonly Laag[] {
  const lagen = new Map<number, Laag>();
  for (const route of routes) {
    const kenmerken = kenmerkenVan(route);
    const masker = maskerVan(kenmerken);
    const laag = lagen.get(masker) ?? { masker, routes: new Map<string, RouteRegel[]>() };
    lagen.set(masker, laag);
    const sleutel = sleutelVan(kenmerken, masker);
    laag.routes.set(sleutel, [...(laag.routes.get(sleutel) ?? []), route]);
  }
  // equal counts never both match in a checked table; the mask only makes the order of an unchecked one fixed
  return [...lagen.values()].toSorted(
    (a, b) => aantalKenmerken(b.masker) - aantalKenmerken(a.masker) || b.masker - a.masker,
  );
}
