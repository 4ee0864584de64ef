import { availableParallelism } from 'node:os';
import { leesConfig } from '../config/config.ts';
import type { Config } from '../config/port.ts';

/** Options of a command that stand above the environment, which stands above the file. */
export interface InstellingOpties {
  readonly data?: string;
  readonly port?: string;
  readonly config?: string;
}

/** Where the rest comes from, and where faults are said. */
export interface InstellingBron {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pakketMap: string;
  /** First line when the settings are wrong. */
  readonly kop: string;
  readonly schrijfFout: (regel: string) => void;
}

/** Reads the settings of the hub. @returns `undefined` when they are wrong: then every fault was said, with its place. */
export function leesInstellingen(opties: InstellingOpties, bron: InstellingBron): Config | undefined {
  const { env, pakketMap, kop, schrijfFout } = bron;
  const bestand = opties.config ?? env['KNOOPPUNT_CONFIG'];
  const dataMap = opties.data ?? env['KNOOPPUNT_DATA'];
  const poort = opties.port ?? env['KNOOPPUNT_PORT'];
  const gelezen = leesConfig({
    ...(bestand === undefined ? {} : { bestand }),
    overschrijf: { ...(dataMap === undefined ? {} : { dataMap }), ...(poort === undefined ? {} : { poort }) },
    pakketMap,
    cores: availableParallelism(),
  });
  if (gelezen.ok) return gelezen.waarde;
  schrijfFout(kop);
  for (const { plaats, uitleg } of gelezen.fout) schrijfFout(`  ${plaats}  ${uitleg}`);
  return undefined;
}
