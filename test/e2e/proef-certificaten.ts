import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { datumInNederland } from '../../src/bericht/datum.ts';
import { ontwikkelAansluitingen } from '../../src/keys/certs-json.ts';
import { zorgVoorOntwikkelPki } from '../../src/keys/ontwikkel-pki.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';

let gemaakt: Promise<string> | undefined;

/** Makes the development PKI of the demo tables once for this process, the bad certificates with it. */
export function zorgVoorProefPki(): Promise<string> {
  return (gemaakt ??= maak());
}

async function maak(): Promise<string> {
  const map = mkdtempSync(join(tmpdir(), 'knooppunt-pki-'));
  process.once('exit', () => rmSync(map, { recursive: true, force: true }));
  const nu = new Date();
  const tafels = await laadTafels({ map: resolve('routing'), omgeving: 'demo', op: datumInNederland(nu) });
  if (!tafels.ok) throw new Error('de demotabellen laden niet');
  await zorgVoorOntwikkelPki({
    map,
    aansluitingen: ontwikkelAansluitingen(tafels.waarde),
    omgeving: 'demo',
    nu,
    slechte: true,
  });
  return map;
}
