import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchBericht } from './berichten.ts';
import type { Kind } from './kind.ts';
import { laadVerzoeken, meetRonde, startServer, type MeetServer, type Ronde } from './meet-server.ts';
import { maakConfig, type Opstelling } from './opstelling.ts';
import { bewaarVerzoeken, tekenAlle } from './tekenen.ts';

/** What one run against a server on a fresh (or given) data folder needs. */
export interface ProefWens {
  readonly soort: 'hub' | 'baseline';
  readonly profiel: 'jades' | 'rfc9421';
  readonly opstelling: Opstelling;
  readonly lastgever: Kind;
  /** The messages; the first `opwarmen` of them warm the server up and are not measured. */
  readonly berichten: readonly BenchBericht[];
  readonly opwarmen: number;
  readonly verbindingen: number;
  /** Folder for what this run needs; the caller removes it. */
  readonly map: string;
  /** Open loop at this rate. Absent = closed loop. */
  readonly perSeconde?: number;
  /** Use this data folder instead of a fresh one. */
  readonly dataMap?: string;
  readonly execArgv?: readonly string[];
}

/** As `npm start` and the image run it: on few cores V8's helper threads cost more than they gain. */
const HUB_VLAGGEN: readonly string[] = ['--single-threaded-gc'];

const SCRIPT = { hub: './hub-proces.js', baseline: './baseline/server.js' } as const;

/** Starts a server on a data folder of its own. */
export async function openProef(
  soort: ProefWens['soort'],
  opstelling: Opstelling,
  dataMap: string,
  execArgv: readonly string[] = soort === 'hub' ? HUB_VLAGGEN : [],
): Promise<MeetServer> {
  mkdirSync(dataMap, { recursive: true });
  const configPad = join(dataMap, 'bench-config.json');
  writeFileSync(configPad, JSON.stringify(await maakConfig(opstelling, dataMap)));
  return startServer(new URL(SCRIPT[soort], import.meta.url), [configPad], execArgv);
}

/** One run: a fresh server, requests signed for it now, some to warm up, then the measured ones. */
export async function proef(wens: ProefWens): Promise<Ronde> {
  const dataMap = wens.dataMap ?? join(wens.map, 'proef-data');
  if (wens.dataMap === undefined) rmSync(dataMap, { recursive: true, force: true });
  const server = await openProef(wens.soort, wens.opstelling, dataMap, wens.execArgv);
  try {
    const bestand = join(wens.map, 'verzoeken.bin');
    const { profiel, opstelling, berichten, opwarmen, verbindingen } = wens;
    bewaarVerzoeken(bestand, await tekenAlle(berichten, { profiel, opstelling, poort: server.poort }));
    await laadVerzoeken(wens.lastgever, bestand);
    await meetRonde(server, wens.lastgever, { verbindingen, van: 0, tot: opwarmen });
    const ronde = await meetRonde(server, wens.lastgever, {
      verbindingen,
      van: opwarmen,
      tot: berichten.length,
      ...(wens.perSeconde === undefined ? {} : { perSeconde: wens.perSeconde }),
    });
    const anders = Object.entries(ronde.statussen).filter(([status]) => status !== '202');
    if (anders.length > 0) {
      process.stderr.write(
        `${wens.soort}: niet alles is aangenomen: ${JSON.stringify(anders)}\n${ronde.eersteAndere ?? ''}\n`,
      );
    }
    return ronde;
  } finally {
    await server.kind.stop();
  }
}
