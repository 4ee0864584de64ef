import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { datumInNederland } from '../bericht/datum.ts';
import { ontwikkelAansluitingen } from '../keys/certs-json.ts';
import type { PkiAansluiting } from '../keys/pki-aansluiting.ts';
import { createKlok } from '../observe/clock.ts';
import { laadTafels } from '../route/load/laad-tafels.ts';
import type { Tafels } from '../bericht/aansluiting.ts';
import { createIds } from '../observe/ids.ts';
import { leesStdin } from './berichtbestanden.ts';
import { registreerBewaren } from './bewaren.ts';
import { registreerAudit } from './audit.ts';
import { registreerBewijs } from './bewijs.ts';
import { registreerBeheer } from './beheer.ts';
import { registreerCerts } from './certs.ts';
import { registreerCheck } from './check.ts';
import { registreerMislukt } from './mislukt.ts';
import { zetNederlands } from './nederlands.ts';
import { registreerGenerate } from './generate.ts';
import { STANDAARD_URL, type ClientOmgeving } from './client-omgeving.ts';
import { registreerPull } from './pull.ts';
import { registreerRoutes, schrijfFouten } from './routes.ts';
import { registreerSend } from './send.ts';
import { registreerStart } from './start.ts';
import { registreerTrace } from './trace.ts';
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
  const omgeving: ClientOmgeving = {
    klok,
    ids: createIds(),
    certificatenMap: process.env['KNOOPPUNT_CERTS'] ?? `${PAKKET_MAP}/certs-dev`,
    url: process.env['KNOOPPUNT_URL'] ?? STANDAARD_URL,
    tafels: () => demoTafels(nu()),
    schrijf,
    schrijfFout,
    leesStdin,
    ...(process.stderr.isTTY ? { terminal: process.stderr } : {}),
    zetExitCode,
  };

  registreerStart(program, PAKKET_MAP);
  registreerSend(program, omgeving);
  registreerPull(program, omgeving);
  registreerTrace(program, omgeving);
  registreerMislukt(program, omgeving);
  registreerBeheer(program, omgeving);
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
  registreerAudit(program, { ...omgeving, env: process.env, pakketMap: PAKKET_MAP });
  registreerBewijs(program, omgeving);
  registreerRoutes(program);
  registreerGenerate(program, {
    nu,
    monotoonMs: () => klok.monotoonMs(),
    schrijf,
    schrijfFout,
    stderr: process.stderr,
    zetExitCode,
  });
  registreerBewaren(program, { pakketMap: PAKKET_MAP, nu, env: process.env, schrijf, schrijfFout, zetExitCode });
  zetNederlands(program);
  return program;
}

/** Runs the command line. Wrong use says so in Dutch and ends with {@link UITGANG.gebruik}. */
export async function draaiProgramma(argv: readonly string[]): Promise<void> {
  for (const stroom of [process.stdout, process.stderr]) stroom.on('error', laatWegGaan);
  try {
    await bouwProgramma().parseAsync(argv);
  } catch (fout) {
    if (!(fout instanceof CommanderError)) throw fout;
    process.exitCode = fout.exitCode === 0 ? UITGANG.goed : UITGANG.gebruik;
  }
}

/** Nobody reads on (`knooppunt send … | head`): the work goes on to its end, only its words are lost. */
function laatWegGaan(fout: Error & { readonly code?: string }): void {
  if (fout.code !== 'EPIPE') throw fout;
}

const laadDemo = (nu: Date) => laadTafels({ map: `${PAKKET_MAP}/routing`, omgeving: 'demo', op: datumInNederland(nu) });

/** The tables beside the certificates, for names and mandates; commands work without them as well. */
async function demoTafels(nu: Date): Promise<Tafels | undefined> {
  const tafels = await laadDemo(nu);
  return tafels.ok ? tafels.waarde : undefined;
}

async function demoAansluitingen(nu: Date): Promise<readonly PkiAansluiting[]> {
  const tafels = await laadDemo(nu);
  if (tafels.ok) return ontwikkelAansluitingen(tafels.waarde);
  schrijfFout(schrijfFouten(tafels.fout, `${PAKKET_MAP}/routing`));
  throw new CommanderError(UITGANG.afgekeurd, 'tafels', 'de tabellen bevatten fouten');
}
