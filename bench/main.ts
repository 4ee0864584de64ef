import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { meetAccept, type AcceptUitslag } from './accept.ts';
import { meetDood, meetDuur } from './duur.ts';
import { meetLatentie } from './latentie.ts';
import { startLastgever } from './meet-server.ts';
import type { Omgeving } from './omgeving.ts';
import { GEBRUIK, leesOpties, type Opties } from './opties.ts';
import { maakOpstelling } from './opstelling.ts';
import { mediaanVan } from './statistiek.ts';
import { meetStappen } from './stappen.ts';
import {
  verslagAccept,
  verslagDoelen,
  verslagLatentie,
  verslagStappen,
  verslagVol,
  type Deelverslag,
  type Doel,
} from './verslag.ts';
import { meetVol } from './vol.ts';
import { verslagDood, verslagDuur } from './verslag-duur.ts';
import { verslagZoeken } from './verslag-zoeken.ts';
import { maakVerslag, type Benches } from './vorm.ts';
import { meetZoeken } from './zoeken.ts';

/** Rows in one commit when the hub was not measured in the same run: what it reached at 64 connections. */
const PER_GROEP = 27;

/**
 * `npm run bench`: measures the stages, the accept path beside the baseline, its latency, full mailboxes and the search; prints
 * a table and writes the JSON form. Needs Linux: CPU and memory of other processes come from /proc.
 */
async function draai(opties: Opties, omgeving: Omgeving): Promise<Benches> {
  const { alleen } = opties;
  const wil = (naam: Opties['alleen']): boolean => alleen === undefined || alleen === naam;
  const benches: Benches = {};
  const doelen: Doel[] = [];
  const toon = (deel: Deelverslag & { readonly doelen?: readonly Doel[] }): void => {
    process.stdout.write(`${deel.tekst}\n\n`);
    Object.assign(benches, deel.benches);
    doelen.push(...(deel.doelen ?? []));
  };

  let accept: readonly AcceptUitslag[] | undefined;
  if (wil('accept')) accept = await meetAccept(omgeving);
  if (wil('accept') || wil('stappen')) {
    const perGroep =
      accept === undefined
        ? PER_GROEP
        : mediaanVan(
            accept.flatMap(({ hub }) => hub),
            (r) => r.perCommit,
          );
    omgeving.meld('stappen');
    const kosten = await meetStappen(omgeving, Math.max(1, Math.round(perGroep)));
    toon(verslagStappen(kosten));
    if (accept !== undefined) toon(verslagAccept(accept, kosten));
  }
  if (wil('latentie')) toon(verslagLatentie(await meetLatentie(omgeving, accept)));
  if (wil('vol')) toon(verslagVol(await meetVol(omgeving)));
  if (wil('dood')) toon(verslagDood(await meetDood(omgeving)));
  if (wil('search')) toon(verslagZoeken(await meetZoeken(omgeving)));
  // ten minutes by itself: only when it is asked for
  if (alleen === 'duur') toon(verslagDuur(await meetDuur(omgeving)));
  if (doelen.length > 0) process.stdout.write(`${verslagDoelen(doelen)}\n`);
  return benches;
}

async function main(): Promise<void> {
  const opties = leesOpties(process.argv.slice(2));
  if (opties === undefined) {
    process.stderr.write(`${GEBRUIK}\n`);
    process.exitCode = 2;
    return;
  }
  const basis = opties.map === undefined ? tmpdir() : resolve(opties.map);
  mkdirSync(basis, { recursive: true });
  const map = mkdtempSync(join(basis, 'knooppunt-bench-'));
  const lastgever = startLastgever();
  try {
    const omgeving: Omgeving = {
      snel: opties.snel,
      map,
      lastgever,
      rsa: await maakOpstelling(map, 'rsa'),
      ec: await maakOpstelling(map, 'ec'),
      meld: (zin) => void process.stderr.write(`… ${zin}\n`),
    };
    const verslag = maakVerslag(await draai(opties, omgeving));
    process.stdout.write(`\n${verslag.machine}, commit ${verslag.commit}\n`);
    if (opties.json !== undefined) writeFileSync(opties.json, `${JSON.stringify(verslag, undefined, 2)}\n`);
  } finally {
    await lastgever.stop();
    rmSync(map, { recursive: true, force: true });
  }
}

await main();
