import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Tafels } from '../src/bericht/aansluiting.ts';
import { datumInNederland } from '../src/bericht/datum.ts';
import { leesConfig } from '../src/config/config.ts';
import type { Config } from '../src/config/port.ts';
import { ontwikkelAansluitingen } from '../src/keys/certs-json.ts';
import { zorgVoorOntwikkelPki } from '../src/keys/ontwikkel-pki.ts';
import { laadTafels } from '../src/route/load/laad-tafels.ts';
import { createOndertekenaar, type Ondertekenaar } from '../src/signature/ondertekenaar.ts';

/** Which key every sender of a run has: RSA-2048 (PS256) or P-256 (ES256). */
export type Sleutelsoort = 'rsa' | 'ec';

/** Demo tables of which all connections have the same kind of key, with the certificates that belong to them. */
export interface Opstelling {
  readonly sleutelsoort: Sleutelsoort;
  readonly routingMap: string;
  readonly certificatenMap: string;
  readonly tafels: Tafels;
  readonly ondertekenaar: (aansluiting: string) => Ondertekenaar;
}

/** The project's own folder: the bench runs from it. */
export const PROJECT = resolve('.');

/** Makes tables and certificates for one kind of key under `map`. */
export async function maakOpstelling(map: string, sleutelsoort: Sleutelsoort): Promise<Opstelling> {
  const routingMap = join(map, `routing-${sleutelsoort}`);
  const certificatenMap = join(map, `certs-${sleutelsoort}`);
  cpSync(join(PROJECT, 'routing'), routingMap, { recursive: true });
  mkdirSync(certificatenMap, { recursive: true });
  const bestand = join(routingMap, 'aansluitingen.yaml');
  // the same parties with another key, so that two runs differ in nothing else
  writeFileSync(bestand, readFileSync(bestand, 'utf8').replaceAll(/^( *sleutelsoort:).*$/gm, `$1 ${sleutelsoort}`));
  const nu = new Date();
  const tafels = await laadTafels({ map: routingMap, omgeving: 'demo', op: datumInNederland(nu) });
  if (!tafels.ok) throw new Error(`de demotabellen laden niet: ${JSON.stringify(tafels.fout)}`);
  await zorgVoorOntwikkelPki({
    map: certificatenMap,
    aansluitingen: ontwikkelAansluitingen(tafels.waarde),
    omgeving: 'demo',
    nu,
  });
  const ondertekenaars = new Map<string, Ondertekenaar>();
  return {
    sleutelsoort,
    routingMap,
    certificatenMap,
    tafels: tafels.waarde,
    ondertekenaar: (aansluiting) => {
      const bekend = ondertekenaars.get(aansluiting);
      if (bekend !== undefined) return bekend;
      const lees = (soort: string): Buffer => readFileSync(join(certificatenMap, `${aansluiting}.${soort}.pem`));
      const nieuw = createOndertekenaar(createPrivateKey(lees('key')), new X509Certificate(lees('crt')).raw);
      ondertekenaars.set(aansluiting, nieuw);
      return nieuw;
    },
  };
}

/** @returns a configuration with rates so high that they never count, on a port that was free a moment ago. */
export async function maakConfig(opstelling: Opstelling, dataMap: string): Promise<Config> {
  const { routingMap, certificatenMap } = opstelling;
  const gelezen = leesConfig({
    overschrijf: {
      dataMap,
      // a signature covers the host with its port, so both sides must know it beforehand
      poort: String(await vrijePoort()),
      routingMap,
      certificatenMap,
      logniveau: 'warn',
      limieten: { verzoekenPerSecondePerAdres: '1000000', verzoekenPerSecondePerAansluiting: '1000000' },
    } as { poort: string },
    pakketMap: PROJECT,
    cores: 2,
  });
  if (!gelezen.ok) throw new Error(JSON.stringify(gelezen.fout));
  return gelezen.waarde;
}

/** @returns a port that was free a moment ago. */
export async function vrijePoort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
  const { port } = server.address() as AddressInfo;
  await new Promise((klaar) => server.close(klaar));
  return port;
}
