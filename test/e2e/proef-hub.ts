import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { openHub, type Hub, type HubDelen } from '../../src/compose.ts';
import { leesConfig } from '../../src/config/config.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { ondertekenaarVan, stuurOndertekend, type AlsWens, type RuwAntwoord } from './ondertekend-verzoek.ts';
import { zorgVoorProefPki } from './proef-certificaten.ts';

/** A hub in this process on a port of its own, with everything that it logged. */
export interface ProefHub {
  readonly hub: Hub;
  readonly url: string;
  readonly poort: number;
  readonly dataMap: string;
  readonly certificatenMap: string;
  /** All that was logged so far. */
  readonly logboek: () => string;
  /** Sends a request, signed by a connection of the tables. */
  als(aansluiting: string, wens: AlsWens): Promise<RuwAntwoord>;
  /** Stops the hub; the data stays until `ruimOp`. */
  stop(): Promise<void>;
  ruimOp(): Promise<void>;
}

/** Settings that a test may set; as text, as in the file. */
export type ProefInstellingen = Readonly<Record<string, unknown>>;

/** The project's own folder: tests run from it. */
export const PROJECT = resolve('.');

/** @returns a port that was free a moment ago. */
export async function vrijePoort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
  const { port } = server.address() as AddressInfo;
  await new Promise((klaar) => server.close(klaar));
  return port;
}

/** Opens a hub with the demo tables, generous rates and a short least lease. */
export async function openProefHub(
  instellingen: ProefInstellingen = {},
  dataMap?: string,
  delen: HubDelen = {},
): Promise<ProefHub> {
  const map = dataMap ?? (await mkdtemp(join(tmpdir(), 'knooppunt-e2e-')));
  const eigenMap = instellingen['certificatenMap'];
  const certificatenMap = typeof eigenMap === 'string' ? eigenMap : await zorgVoorProefPki();
  const gelezen = leesConfig({
    overschrijf: {
      dataMap: map,
      // a signature covers the host with its port, so the hub must know it beforehand
      poort: String(await vrijePoort()),
      certificatenMap,
      logniveau: 'debug',
      limieten: { verzoekenPerSecondePerAdres: '100000', verzoekenPerSecondePerAansluiting: '100000' },
      levering: { minLeaseSeconden: '1' },
      ...instellingen,
    } as { poort: string },
    pakketMap: PROJECT,
    cores: 2,
  });
  if (!gelezen.ok) throw new Error(JSON.stringify(gelezen.fout));
  const regels = new PassThrough();
  let tekst = '';
  regels.on('data', (deel: Buffer) => {
    tekst += deel.toString('utf8');
  });
  const log = createLogger('debug', regels);
  const hub = await openHub(gelezen.waarde, log, delen);
  return {
    hub,
    url: `http://localhost:${hub.poort}`,
    poort: hub.poort,
    dataMap: map,
    certificatenMap,
    logboek: () => tekst,
    als: (aansluiting, wens) =>
      stuurOndertekend({
        poort: hub.poort,
        ondertekenaar: ondertekenaarVan(certificatenMap, aansluiting),
        ...wens,
      }),
    stop: () => hub.close(),
    async ruimOp() {
      await hub.close();
      await rm(map, { recursive: true, force: true });
    },
  };
}
