import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { Tafels } from '../../src/bericht/aansluiting.ts';
import { datumInNederland } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import type { ClientOmgeving } from '../../src/cli/client-omgeving.ts';
import { registreerAudit } from '../../src/cli/audit.ts';
import { registreerBeheer } from '../../src/cli/beheer.ts';
import { registreerBewijs } from '../../src/cli/bewijs.ts';
import { maakVoorbeelden } from '../../src/cli/generate/generator.ts';
import { registreerMislukt } from '../../src/cli/mislukt.ts';
import { registreerPull } from '../../src/cli/pull.ts';
import { registreerSend } from '../../src/cli/send.ts';
import { registreerTrace } from '../../src/cli/trace.ts';
import { createKlok } from '../../src/observe/clock.ts';
import { createIds } from '../../src/observe/ids.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';

/** What a command printed, and how it ended. */
export interface Gedraaid {
  readonly uit: string;
  readonly fouten: string;
  readonly code: number;
}

/** Runs `send`, `pull`, `trace` or `mislukt` as the command line does, on this hub and these keys. */
export async function draaiOpdracht(
  argumenten: readonly string[],
  bij: { readonly url: string; readonly certificatenMap: string; readonly stdin?: Buffer },
): Promise<Gedraaid> {
  const uit: string[] = [];
  const fouten: string[] = [];
  let code = -1;
  const omgeving: ClientOmgeving = {
    klok: createKlok(),
    ids: createIds(),
    url: bij.url,
    certificatenMap: bij.certificatenMap,
    tafels: () => demoTafels(),
    schrijf: (regel) => uit.push(regel),
    schrijfFout: (regel) => fouten.push(regel),
    leesStdin: () => Promise.resolve(bij.stdin ?? Buffer.alloc(0)),
    zetExitCode: (waarde) => (code = waarde),
    herhaling: { wacht: () => Promise.resolve() },
  };
  const program = new Command();
  registreerSend(program, omgeving);
  registreerPull(program, omgeving);
  registreerTrace(program, omgeving);
  registreerMislukt(program, omgeving);
  registreerAudit(program, { ...omgeving, env: {}, pakketMap: resolve('.') });
  registreerBewijs(program, omgeving);
  registreerBeheer(program, omgeving);
  for (const opdracht of [program, ...program.commands])
    opdracht.exitOverride().configureOutput({ writeErr: (tekst) => fouten.push(tekst) });
  try {
    await program.parseAsync(argumenten, { from: 'user' });
  } catch (fout) {
    if (!(fout instanceof CommanderError)) throw fout;
    code = 2;
  }
  return { uit: uit.join('\n'), fouten: fouten.join('\n'), code };
}

let tafels: Promise<Tafels> | undefined;

/** The demo tables. */
export function demoTafels(): Promise<Tafels> {
  return (tafels ??= laad());
}

async function laad(): Promise<Tafels> {
  const geladen = await laadTafels({
    map: resolve('routing'),
    omgeving: 'demo',
    op: datumInNederland(createKlok().nu()),
  });
  if (!geladen.ok) throw new Error('de demotabellen laden niet');
  return geladen.waarde;
}

/** A valid message from one demo party to another; another seed is another message. */
export function voorbeeld(soort: string, seed: number, aanbieder = '65656055'): Buffer {
  const paren = [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode(aanbieder)! }];
  const alle = maakVoorbeelden({ seed, paren, peildatum: parseDatum('2026-11-01')! });
  return Buffer.from(alle.find((bericht) => bericht.soort === soort)!.xml);
}

/** The first UUID in a text. */
export function uuidIn(tekst: string): string {
  return /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(tekst)?.[0] ?? '';
}
