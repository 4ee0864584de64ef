import { createHash } from 'node:crypto';
import type { Omgeving, Tafels } from '../../bericht/aansluiting.ts';
import type { Datum } from '../../bericht/datum.ts';
import { gelukt, mislukt } from '../../bericht/uitkomst.ts';
import type { Uitkomst } from '../../bericht/uitkomst.ts';
import { keurOmgeving, keurSamenhang } from './keur-samenhang.ts';
import { leesAansluitingen } from './lees-aansluitingen.ts';
import { leesBestand } from './lees-bestand.ts';
import { leesAanbieders, leesGemeenten, leesMandaten, leesPauzes } from './lees-csv-tafels.ts';
import { leesRoutes } from './lees-routes.ts';
import { keurRouteBotsingen } from './route-botsingen.ts';
import { createFoutenBak } from './tafel-fout.ts';
import type { FoutenBak, TafelFout } from './tafel-fout.ts';

/** The files of the tables, in the order in which their faults are told. */
export const TAFEL_BESTANDEN = [
  'gemeenten.csv',
  'aanbieders.csv',
  'aansluitingen.yaml',
  'routes.yaml',
  'mandaten.csv',
  'pauzes.csv',
] as const;

type TafelNaam = (typeof TAFEL_BESTANDEN)[number];

/** Largest size of each kind of file: far above need, and read and checked in seconds. */
const MAX_BYTES = { csv: 8 * 1024 * 1024, yaml: 2 * 1024 * 1024 } as const;

/** What is loaded, and for what. */
export interface TafelVraag {
  /** Folder in which the files stand. */
  readonly map: string;
  readonly omgeving: Omgeving;
  /** Today in the Netherlands: tells whether a certificate is still valid. */
  readonly op: Datum;
  /** The tables in use, at a reload: their last valid certificates may not be taken away. */
  readonly vorige?: Tafels | undefined;
}

/**
 * Reads all tables and checks them as a whole.
 * @returns the tables, or every fault of every file by file and line; never throws for what the files hold.
 */
export async function laadTafels({
  map,
  omgeving,
  op,
  vorige,
}: TafelVraag): Promise<Uitkomst<Tafels, readonly TafelFout[]>> {
  const fouten = createFoutenBak(TAFEL_BESTANDEN);
  const digest = createHash('sha256');
  const teksten = new Map<TafelNaam, string>();
  for (const bestand of TAFEL_BESTANDEN) {
    const maxBytes = bestand.endsWith('.csv') ? MAX_BYTES.csv : MAX_BYTES.yaml;
    const { bytes, tekst } = await leesBestand({ map, bestand, maxBytes }, fouten);
    // name and length before the bytes: a line that moves from one file to another is another version
    digest.update(`${bestand} ${bytes.length}\n`).update(bytes);
    if (tekst !== undefined) teksten.set(bestand, tekst);
  }

  const lees = <T>(
    bestand: TafelNaam,
    lezer: (bestand: string, tekst: string, fouten: FoutenBak) => T | undefined,
  ): T | undefined => {
    const tekst = teksten.get(bestand);
    return tekst === undefined ? undefined : lezer(bestand, tekst, fouten);
  };
  const gemeenten = lees('gemeenten.csv', leesGemeenten);
  const aanbieders = lees('aanbieders.csv', leesAanbieders);
  const aansluitingen = lees('aansluitingen.yaml', leesAansluitingen);
  const routes = lees('routes.yaml', leesRoutes);
  const mandaten = lees('mandaten.csv', leesMandaten);
  const pauzes = lees('pauzes.csv', leesPauzes);

  keurSamenhang({ gemeenten, aanbieders, aansluitingen, mandaten, routes: routes?.routes }, fouten);
  keurOmgeving(aansluitingen?.rijen ?? [], { omgeving, op, vorige }, fouten);
  keurRouteBotsingen(routes?.bruikbaar ?? [], fouten);

  const alles = { gemeenten, aanbieders, aansluitingen, routes, mandaten, pauzes };
  if (!fouten.leeg() || !isVolledig(alles)) return mislukt(fouten.alle());
  return gelukt({
    versie: digest.digest('hex').slice(0, 12),
    aansluitingen: new Map(alles.aansluitingen.rijen.map((rij) => [rij.id, rij])),
    gemeenten: new Map(alles.gemeenten.rijen.map((rij) => [rij.code, rij])),
    aanbieders: new Map(alles.aanbieders.rijen.map((rij) => [rij.agb, rij])),
    mandaten: alles.mandaten,
    routes: alles.routes.routes,
    releases: alles.routes.releases,
    pauzes: alles.pauzes,
  });
}

function isVolledig<T extends object>(alles: T): alles is { [K in keyof T]-?: NonNullable<T[K]> } & T {
  return Object.values(alles).every((tafel) => tafel !== undefined);
}
