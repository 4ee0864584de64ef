import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { BERICHTTYPEN } from '../bericht/catalogus.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import { datumInNederland, parseDatum } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../bericht/partij.ts';
import type { Paar } from './generate/casus.ts';
import { createGenerator, EERSTE_PEILDATUM } from './generate/generator.ts';
import type { BerichtWens, Generator, SynthetischBericht } from './generate/generator.ts';
import { leesGetal, leesSoort } from './opties.ts';

/** What the command needs of its surroundings. */
export interface GenerateOmgeving {
  /** Today is the default of `--peildatum`. */
  readonly nu: () => Date;
  readonly monotoonMs: () => number;
  readonly schrijf: (regel: string) => void;
  readonly schrijfFout: (regel: string) => void;
  /** Where the progress bar is drawn, when a person watches. */
  readonly stderr: NodeJS.WriteStream;
  /** Sets the exit code: 0 all written, 1 refused or not all written. */
  readonly zetExitCode: (code: number) => void;
}

interface Opties {
  readonly aantal: number;
  readonly seed: number;
  readonly map: string;
  readonly soort?: BerichtSoort;
  readonly bytes?: number;
  readonly peildatum?: Datum;
  readonly paar: readonly Paar[];
  readonly overschrijf: boolean;
  readonly json: boolean;
}

const MAX_BYTES = 25_000_000;
const MAX_AANTAL = 1_000_000;
const BALK_NA_MS = 2000;
const STANDAARD_PAREN = ['0363:65656055', '0384:42420001'] as const;

/** Adds `generate` to the program: writes synthetic messages, one file each, and never over an existing file unasked. */
export function registreerGenerate(program: Command, omgeving: GenerateOmgeving): void {
  program
    .command('generate')
    .description('maak geldige, verzonnen berichten: alle 28 soorten, met testpersonen')
    .requiredOption('--map <map>', 'map waarin de berichten komen')
    .option('--aantal <aantal>', 'hoeveel berichten', leesGetal(1, MAX_AANTAL), BERICHTTYPEN.length)
    .option('--seed <getal>', 'zelfde getal, zelfde berichten', leesGetal(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--soort <bericht>', 'alleen deze soort, zoals WMO305', leesSoort)
    .option('--bytes <aantal>', 'maak elk bericht precies zo groot', leesGetal(1, MAX_BYTES))
    .option('--peildatum <datum>', 'de dag die als vandaag geldt (jjjj-mm-dd); zonder opgave: vandaag', leesPeildatum)
    .option('--paar <gemeente:aanbieder...>', 'wie berichten uitwisselen', leesPaar)
    .option('--overschrijf', 'vervang bestanden die al bestaan', false)
    .option('--json', 'per bestand een regel JSON', false)
    .action(async (gegeven: Omit<Opties, 'paar'> & { readonly paar?: readonly Paar[] }) => {
      const opties = { ...gegeven, paar: gegeven.paar ?? STANDAARD_PAREN.flatMap((tekst) => leesPaar(tekst, [])) };
      omgeving.zetExitCode((await voerUit(opties, omgeving)) ? 0 : 1);
    });
}

/** @returns whether all was written. */
async function voerUit(opties: Opties, omgeving: GenerateOmgeving): Promise<boolean> {
  const peildatum = opties.peildatum ?? datumInNederland(omgeving.nu());
  const generator = createGenerator({ seed: opties.seed, paren: opties.paar, peildatum });
  const balk = createBalk(opties.aantal, omgeving);
  let geschreven = 0;
  try {
    await mkdir(opties.map, { recursive: true });
    for (; geschreven < opties.aantal; geschreven += 1) {
      const bericht = maakBericht(generator, opties);
      const bestand = join(opties.map, bericht.bestandsnaam);
      await writeFile(bestand, bericht.xml, { flag: opties.overschrijf ? 'w' : 'wx' });
      if (opties.json) omgeving.schrijf(regelVan(bericht, bestand));
      balk.zet(geschreven + 1);
    }
  } catch (fout) {
    balk.stop();
    omgeving.schrijfFout(
      `${verklaar(fout, opties.map)} Er zijn ${geschreven} van ${opties.aantal} berichten geschreven.`,
    );
    return false;
  }
  balk.stop();
  if (!opties.json) {
    omgeving.schrijf(
      `${geschreven} berichten geschreven in ${opties.map} (seed ${opties.seed}, peildatum ${peildatum}).`,
    );
    omgeving.schrijf('Alle personen zijn verzonnen; elk BSN komt uit de testreeks 999900006 tot en met 999999990.');
  }
  return true;
}

function maakBericht(generator: Generator, { soort, bytes }: Opties): SynthetischBericht {
  const wens: BerichtWens = { ...(soort !== undefined && { soort }), ...(bytes !== undefined && { bytes }) };
  return generator.volgende(wens);
}

/** Facts of the header only: no name, no BSN. */
function regelVan(bericht: SynthetischBericht, bestand: string): string {
  const { soort, afzender, ontvanger, identificatie, identificatieRetour, dagtekening, xml } = bericht;
  return JSON.stringify({
    bestand,
    bericht: soort,
    afzender,
    ontvanger,
    identificatie,
    identificatieRetour,
    dagtekening,
    bytes: Buffer.byteLength(xml),
  });
}

/** @throws what is not the folder's or the question's fault */
function verklaar(fout: unknown, map: string): string {
  if (fout instanceof RangeError)
    return 'Deze soort bericht kan niet zo groot worden gemaakt; kies een kleinere --bytes.';
  const { code, syscall } = fout as Partial<NodeJS.ErrnoException>;
  if (code === 'ENOTDIR' || (code === 'EEXIST' && syscall === 'mkdir')) return `${map} is geen map.`;
  if (code === 'EEXIST')
    return `In ${map} staat al een bestand met dezelfde naam; met --overschrijf wordt het vervangen.`;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return `In ${map} mag niet worden geschreven.`;
  if (code === 'ENOSPC') return `De schijf van ${map} is vol.`;
  throw fout;
}

/** A bar that shows itself after two seconds, on a terminal only. */
function createBalk(aantal: number, omgeving: GenerateOmgeving): { zet(stand: number): void; stop(): void } {
  const begin = omgeving.monotoonMs();
  const balk = new SingleBar({
    stream: omgeving.stderr,
    format: 'Berichten {bar} {value}/{total}',
    clearOnComplete: true,
  });
  let zichtbaar = false;
  return {
    zet: (stand) => {
      if (!zichtbaar && omgeving.stderr.isTTY && omgeving.monotoonMs() - begin > BALK_NA_MS) {
        zichtbaar = true;
        balk.start(aantal, stand);
      }
      if (zichtbaar) balk.update(stand);
    },
    stop: () => {
      if (zichtbaar) balk.stop();
    },
  };
}

function leesPeildatum(tekst: string): Datum {
  const datum = parseDatum(tekst);
  if (datum === undefined || datum < EERSTE_PEILDATUM)
    throw new InvalidArgumentError(`Verwacht wordt een datum als 2026-11-24, niet voor ${EERSTE_PEILDATUM}.`);
  return datum;
}

function leesPaar(tekst: string, eerder: readonly Paar[] = []): readonly Paar[] {
  const [links = '', rechts = '', ...rest] = tekst.split(':');
  const [gemeente, aanbieder] = [parseGemeenteCode(links), parseAgbCode(rechts)];
  if (gemeente === undefined || aanbieder === undefined || rest.length > 0)
    throw new InvalidArgumentError('Verwacht wordt gemeentecode:AGB-code, zoals 0363:65656055.');
  return [...eerder, { gemeente, aanbieder }];
}
