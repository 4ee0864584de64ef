import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { datumInNederland } from '../bericht/datum.ts';
import { ontwikkelAansluitingen } from '../keys/certs-json.ts';
import type { PkiAansluiting } from '../keys/pki-aansluiting.ts';
import { createKlok } from '../observe/clock.ts';
import { laadTafels } from '../route/load/laad-tafels.ts';
import { registreerCerts } from './certs.ts';
import { registreerCheck } from './check.ts';
import { zetNederlands } from './nederlands.ts';
import { registreerGenerate } from './generate.ts';
import { registreerRoutes, schrijfFouten } from './routes.ts';
import { registreerStart } from './start.ts';
import { UITGANG } from './uitgang.ts';

/** The package's own folder: where `xsd/`, `routing/` and `certs-dev/` stand. */
export const PAKKET_MAP = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');

const schrijf = (regel: string): void => void process.stdout.write(`${regel}\n`);
const schrijfFout = (regel: string): void => void process.stderr.write(`${regel}\n`);
const zetExitCode = (code: number): void => {
  process.exitCode = code;
};

/** Builds the whole command line. Texts are Dutch; exit codes stand in {@link UITGANG}. */
export function bouwProgramma(): Command {
  const klok = createKlok();
  const { version } = JSON.parse(readFileSync(`${PAKKET_MAP}/package.json`, 'utf8')) as { version: string };
  const program = new Command('knooppunt')
    .description('Berichtenknooppunt voor iWmo- en iJw-berichten')
    .version(version, '-V, --versie', 'toon de versie');
  const nu = (): Date => klok.nu();

  registreerStart(program, PAKKET_MAP);
  registreerCerts(program, {
    aansluitingen: () => demoAansluitingen(nu()),
    omgeving: () => 'demo',
    map: `${PAKKET_MAP}/certs-dev`,
    nu,
    schrijf,
    schrijfFout,
    zetExitCode,
  });
  registreerCheck(program);
  registreerRoutes(program);
  registreerGenerate(program, {
    nu,
    monotoonMs: () => klok.monotoonMs(),
    schrijf,
    schrijfFout,
    stderr: process.stderr,
    zetExitCode,
  });
  zetNederlands(program);
  return program;
}

/** Runs the command line. Wrong use says so in Dutch and ends with {@link UITGANG.gebruik}. */
export async function draaiProgramma(argv: readonly string[]): Promise<void> {
  try {
    await bouwProgramma().parseAsync(argv);
  } catch (fout) {
    if (!(fout instanceof CommanderError)) throw fout;
    process.exitCode = fout.exitCode === 0 ? UITGANG.goed : UITGANG.gebruik;
  }
}

async function demoAansluitingen(nu: Date): Promise<readonly PkiAansluiting[]> {
  const map = `${PAKKET_MAP}/routing`;
  const tafels = await laadTafels({ map, omgeving: 'demo', op: datumInNederland(nu) });
  if (tafels.ok) return ontwikkelAansluitingen(tafels.waarde);
  schrijfFout(schrijfFouten(tafels.fout, map));
  throw new CommanderError(UITGANG.afgekeurd, 'tafels', 'de tabellen bevatten fouten');
}
