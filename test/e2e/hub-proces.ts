import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zorgVoorProefPki } from './proef-certificaten.ts';
import { PROJECT } from './proef-hub.ts';
import { stuurRuw } from './ondertekend-verzoek.ts';

/** A hub in a process of its own, as an operator runs it: it can be killed. */
export interface HubProces {
  readonly poort: number;
  readonly kind: ChildProcess;
  /** What it wrote to stdout and stderr. */
  readonly uitvoer: () => string;
  /** SIGKILL; resolves when the process is gone. */
  dood(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** A program that takes the place of `knooppunt start`: it gets the same folder, port and file. */
export interface AnderProgramma {
  readonly script: URL;
  readonly argumenten?: readonly string[];
  readonly omgeving: Readonly<Record<string, string>>;
}

/**
 * Starts `knooppunt start` on a data folder, with settings as YAML lines; resolves when it is ready. Another program can
 * be talked to over `kind.send`.
 */
export async function startHubProces(
  dataMap: string,
  poort: number,
  regels: readonly string[] = [],
  programma?: AnderProgramma,
): Promise<HubProces> {
  const config = join(dataMap, 'knooppunt.yaml');
  writeFileSync(
    config,
    [
      `certificatenMap: ${await zorgVoorProefPki()}`,
      'limieten: { verzoekenPerSecondePerAdres: 100000, verzoekenPerSecondePerAansluiting: 100000 }',
      'levering: { minLeaseSeconden: 1 }',
      ...regels,
      '',
    ].join('\n'),
  );
  const plek = ['--data', dataMap, '--port', String(poort), '--config', config];
  const kind =
    programma === undefined
      ? spawn(process.execPath, ['bin/knooppunt.js', 'start', ...plek, '--geen-demo'], {
          cwd: PROJECT,
          stdio: ['ignore', 'pipe', 'pipe'],
        })
      : spawn(process.execPath, [fileURLToPath(programma.script), ...plek, ...(programma.argumenten ?? [])], {
          cwd: PROJECT,
          env: { ...process.env, ...programma.omgeving },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        });
  let tekst = '';
  kind.stdout?.on('data', (deel: Buffer) => (tekst += deel.toString()));
  kind.stderr?.on('data', (deel: Buffer) => (tekst += deel.toString()));
  const weg = once(kind, 'exit') as Promise<[number | null, string | null]>;
  await wachtOpGereed(poort, kind, () => tekst);
  return {
    poort,
    kind,
    uitvoer: () => tekst,
    async dood() {
      kind.kill('SIGKILL');
      await weg;
    },
    async stop() {
      kind.kill('SIGTERM');
      return (await weg)[0];
    },
  };
}

async function wachtOpGereed(poort: number, kind: ChildProcess, uitvoer: () => string): Promise<void> {
  const uiterlijk = Date.now() + 60_000;
  while (Date.now() < uiterlijk) {
    if (kind.exitCode !== null || kind.signalCode !== null)
      throw new Error(`het knooppunt stopte bij het starten (${String(kind.signalCode)}):\n${uitvoer()}`);
    try {
      const { status } = await stuurRuw(
        poort,
        'GET',
        '/health/ready',
        [['Host', `localhost:${poort}`]],
        Buffer.alloc(0),
      );
      if (status === 200) return;
    } catch {
      // not listening yet
    }
    await new Promise((klaar) => setTimeout(klaar, 25));
  }
  throw new Error(`het knooppunt werd niet gereed:\n${uitvoer()}`);
}
