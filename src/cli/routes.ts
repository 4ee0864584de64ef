import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Omgeving } from '../bericht/aansluiting.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import { datumInNederland, parseDatum } from '../bericht/datum.ts';
import { parsePartijCode } from '../bericht/partij.ts';
import type { PartijCode } from '../bericht/partij.ts';
import { legUit } from '../route/leg-uit.ts';
import type { RouteUitleg } from '../route/leg-uit.ts';
import { laadTafels } from '../route/load/laad-tafels.ts';
import type { TafelFout } from '../route/load/tafel-fout.ts';
import { parseMoment } from '../route/load/velden.ts';
import { tafelWaarschuwingen } from '../route/tafel-waarschuwingen.ts';
import { leesOmgeving, leesSoort } from './opties.ts';

/** What the commands reach the world with; the default is the process. */
export interface RoutesUitvoer {
  readonly schrijf: (tekst: string) => void;
  readonly eindig: (exitcode: number) => void;
  readonly nu: () => Date;
}

const PROCES: RoutesUitvoer = {
  schrijf: (tekst) => void process.stdout.write(tekst),
  eindig: (exitcode) => {
    process.exitCode = exitcode;
  },
  nu: () => new Date(),
};

interface TafelOpties {
  readonly map: string;
  readonly omgeving: Omgeving;
  readonly json?: boolean;
}

interface UitlegOpties extends TafelOpties {
  readonly van: PartijCode;
  readonly naar: PartijCode;
  readonly bericht: BerichtSoort;
  readonly op?: Date;
}

/**
 * Adds `routes check` and `routes explain`. Exit codes: 0 = no faults, or a route; 1 = faults, or no route; commander's
 * own for wrong use.
 */
export function registreerRoutes(program: Command, uitvoer: RoutesUitvoer = PROCES): void {
  const routes = program
    .command('routes')
    .description('de tabellen met aansluitingen en routes controleren en uitleggen');

  metTafels(
    routes.command('check').description('controleer alle tabellen en noem alle fouten, met bestand en regel'),
  ).action(async (opties: TafelOpties) => uitvoer.eindig(await controleer(opties, uitvoer)));

  metTafels(routes.command('explain').description('leg uit waar een bericht heen gaat, en waarom'))
    .requiredOption('--van <partij>', 'AGB-code of gemeentecode van wie het bericht stuurt', leesPartij)
    .requiredOption('--naar <partij>', 'AGB-code of gemeentecode van wie het bericht krijgt', leesPartij)
    .requiredOption('--bericht <soort>', 'berichtsoort, zoals WMO305', leesSoort)
    .option('--op <dag>', 'dag (jjjj-mm-dd) of tijdstip met tijdzone; anders nu', leesMoment)
    .action(async (opties: UitlegOpties) => uitvoer.eindig(await verklaar(opties, uitvoer)));
}

function metTafels(opdracht: Command): Command {
  return opdracht
    .option('--map <map>', 'map met de tabellen', 'routing')
    .option('--omgeving <omgeving>', 'demo, test of productie', leesOmgeving, 'demo')
    .option('--json', 'schrijf het resultaat als JSON');
}

async function controleer({ map, omgeving, json }: TafelOpties, { schrijf, nu }: RoutesUitvoer): Promise<number> {
  const op = datumInNederland(nu());
  const uitkomst = await laadTafels({ map, omgeving, op });
  const fouten = uitkomst.ok ? [] : uitkomst.fout;
  const waarschuwingen = uitkomst.ok ? tafelWaarschuwingen(uitkomst.waarde, op) : [];
  if (json === true) {
    const versie = uitkomst.ok ? { versie: uitkomst.waarde.versie } : {};
    schrijf(`${JSON.stringify({ map, omgeving, goed: uitkomst.ok, ...versie, fouten, waarschuwingen })}\n`);
  } else if (uitkomst.ok) {
    const { versie, aansluitingen, gemeenten, aanbieders, routes, mandaten } = uitkomst.waarde;
    for (const { bestand, lijn, uitleg } of waarschuwingen) schrijf(`Let op: ${bestand}:${lijn}  ${uitleg}\n`);
    schrijf(
      `De tabellen in ${map} zijn in orde (versie ${versie}). Aansluitingen: ${aansluitingen.size}, gemeenten: ${gemeenten.size}, ` +
        `aanbieders: ${aanbieders.size}, routes: ${routes.length}, toestemmingsverklaringen: ${mandaten.length}.\n`,
    );
  } else schrijf(schrijfFouten(fouten, map));
  return uitkomst.ok ? 0 : 1;
}

async function verklaar(opties: UitlegOpties, { schrijf, nu }: RoutesUitvoer): Promise<number> {
  const { map, omgeving, json, van, naar, bericht, op = nu() } = opties;
  const tafels = await laadTafels({ map, omgeving, op: datumInNederland(nu()) });
  if (!tafels.ok) {
    schrijf(
      json === true
        ? `${JSON.stringify({ map, goed: false, fouten: tafels.fout })}\n`
        : schrijfFouten(tafels.fout, map),
    );
    return 1;
  }
  const uitleg = legUit(tafels.waarde, { van, naar, soort: bericht, op });
  schrijf(
    json === true
      ? `${JSON.stringify({ van, naar, bericht, tafelVersie: tafels.waarde.versie, ...uitleg })}\n`
      : schrijfUitleg(uitleg),
  );
  return uitleg.uitkomst.ok ? 0 : 1;
}

/** The faults of tables as text for people: one per line, with the place first, so that an editor can jump to it. */
export function schrijfFouten(fouten: readonly TafelFout[], map: string): string {
  const regels = fouten.map(
    ({ bestand, lijn, code, uitleg }) => `${bestand}${lijn === 0 ? '' : `:${lijn}`}  ${code}  ${uitleg}`,
  );
  const aantal = fouten.length === 1 ? 'een fout' : `${fouten.length} fouten`;
  return `${[...regels, `De tabellen in ${map} hebben ${aantal}. Herstel ze en probeer het opnieuw.`].join('\n')}\n`;
}

function schrijfUitleg({ stappen, uitkomst }: RouteUitleg): string {
  const regels = stappen.flatMap(({ uitkomst: oordeel, tekst, regels: bekeken }, index) => [
    `${index + 1}. [${oordeel}] ${tekst}`,
    ...bekeken.map(({ regel, oordeel: o, tekst: t }) => `     ${regel}  ${o}: ${t}`),
  ]);
  const slot = uitkomst.ok
    ? `Aansluiting: ${uitkomst.waarde.aansluiting} (${uitkomst.waarde.tafelRegel}, tabellen ${uitkomst.waarde.tafelVersie})`
    : `Geen route: ${uitkomst.fout.code}. ${uitkomst.fout.uitleg}`;
  return `${[...regels, slot].join('\n')}\n`;
}

function leesPartij(tekst: string): PartijCode {
  const partij = parsePartijCode(tekst);
  if (partij === undefined)
    throw new InvalidArgumentError('Verwacht wordt een AGB-code (8 cijfers) of gemeentecode (4 cijfers).');
  return partij;
}

/** A day stands for its noon: no pause or release changes there, so a day gives what most of it would give. */
function leesMoment(tekst: string): Date {
  const moment = parseDatum(tekst) === undefined ? parseMoment(tekst) : new Date(`${tekst}T12:00:00+01:00`);
  if (moment === undefined)
    throw new InvalidArgumentError('Verwacht wordt een dag (jjjj-mm-dd) of een tijdstip met tijdzone.');
  return moment;
}
