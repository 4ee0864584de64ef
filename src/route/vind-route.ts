import { aansluitingVanPartij } from '../bericht/aansluiting.ts';
import type { Aansluiting, AansluitingId, Tafels } from '../bericht/aansluiting.ts';
import type { BerichtType } from '../bericht/catalogus.ts';
import { datumInNederland } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import { bestemming, handelendePartij } from '../bericht/kop.ts';
import type { Kop } from '../bericht/kop.ts';
import type { PartijCode } from '../bericht/partij.ts';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { indexVan } from './route-index.ts';
import { geenRoute, toetsOntvanger, toetsPauze, toetsRelease, toetsScheiding } from './route-stappen.ts';
import type { RouteFout } from './route-stappen.ts';

/** What is asked: where does this message go, now? */
export interface RouteOpdracht {
  readonly type: BerichtType;
  readonly kop: Kop;
  readonly nu: Date;
  /** The connection that signed. Without it, the one that serves the acting party itself stands for the sender. */
  readonly indiener?: Aansluiting;
}

/** Where a message goes, and by which line of which version of the tables. */
export interface Route {
  readonly aansluiting: AansluitingId;
  /** The party that the message is for: where a gemeente ended, its successor. */
  readonly ontvangendePartij: PartijCode;
  readonly tafelVersie: string;
  /** `routes.yaml:12` or `aansluitingen.yaml:7`. */
  readonly tafelRegel: string;
  /** The gemeentecodes that were followed, `0384 → 0363`; absent when the code in the header is still valid. */
  readonly opvolging?: string;
}

/**
 * Finds the connection to which a message goes: dates of the release, pauses, destination (a retour 302–320 goes to the
 * party in Afzender, everything else to the one in Ontvanger), successor, known party and law, and then the line. A
 * line of `routes.yaml` goes before serving: that a connection serves the party itself only counts when no route takes
 * the message. A blocked connection keeps its mailbox: blocking stops what it sends, not what waits for it.
 *
 * Pure: the same tables, message and moment always give the same answer.
 */
export function vindRoute(tafels: Tafels, { type, kop, nu, indiener }: RouteOpdracht): Uitkomst<Route, RouteFout> {
  const index = indexVan(tafels);
  const dag = datumInNederland(nu);
  const release = toetsRelease(index, type, dag);
  if (!release.ok) return release;
  const pauze = toetsPauze(index, type, nu);
  if (!pauze.ok) return pauze;
  const ontvanger = toetsOntvanger(tafels, { partij: bestemming(kop, type), type, dag });
  if (!ontvanger.ok) return ontvanger;

  const { partij, codes } = ontvanger.waarde;
  const gekozen = kiesAansluiting(tafels, { type, partij, dag });
  if (gekozen === undefined) return mislukt(geenRoute(type.soort));
  const scheiding = toetsScheiding(
    indiener ?? aansluitingVanPartij(tafels, handelendePartij(kop, type)),
    gekozen.aansluiting,
  );
  if (!scheiding.ok) return scheiding;
  return gelukt({
    aansluiting: gekozen.aansluiting.id,
    ontvangendePartij: partij,
    tafelVersie: tafels.versie,
    tafelRegel: gekozen.tafelRegel,
    ...(codes.length > 1 && { opvolging: codes.join(' → ') }),
  });
}

/** @returns the connection that a route names, or else the one that serves the party itself, with the line that says so. */
export function kiesAansluiting(
  tafels: Tafels,
  { type, partij, dag }: { readonly type: BerichtType; readonly partij: PartijCode; readonly dag: Datum },
): { readonly aansluiting: Aansluiting; readonly tafelRegel: string } | undefined {
  const index = indexVan(tafels);
  const { standaard, release, soort } = type;
  const route = index.route({ standaard, release, berichtsoort: soort, ontvanger: partij }, dag);
  const aansluiting =
    route === undefined ? aansluitingVanPartij(tafels, partij) : tafels.aansluitingen.get(route.aansluiting);
  if (aansluiting === undefined) return undefined;
  const { bestand, lijn } = (route ?? aansluiting).plaats;
  return { aansluiting, tafelRegel: `${bestand}:${lijn}` };
}
