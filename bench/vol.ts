import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { proef } from './accept-proef.ts';
import { SOORTEN, VERBINDINGEN } from './accept.ts';
import { maakBerichten } from './berichten.ts';
import type { Ronde } from './meet-server.ts';
import type { Omgeving } from './omgeving.ts';
import { vulPostbussen } from './vul-postbussen.ts';

/** A hub with full mailboxes beside an empty one. */
export interface VolUitslag {
  readonly wachtend: number;
  readonly vol: readonly Ronde[];
  readonly leeg: readonly Ronde[];
}

/** One million messages wait; then hubs with and without them take messages in turns. */
export async function meetVol(omgeving: Omgeving): Promise<VolUitslag> {
  const { snel, map, lastgever, ec, meld } = omgeving;
  const wachtend = snel ? 100_000 : 1_000_000;
  const dataMap = join(map, 'vol-data');
  if (!existsSync(dataMap)) {
    meld(`vol: ${wachtend} berichten in postbussen zetten`);
    await vulPostbussen(dataMap, wachtend);
  }
  const opwarmen = snel ? 1000 : 4000;
  const aantal = opwarmen + (snel ? 3000 : 10_000);
  const [soort] = SOORTEN.filter(({ naam }) => naam === 'JAdES EC');
  if (soort === undefined) throw new Error('soort ontbreekt');
  const vol: Ronde[] = [];
  const leeg: Ronde[] = [];
  for (let i = 0; i < (snel ? 1 : 3); i += 1) {
    meld(`vol: ronde ${i + 1}`);
    // what was accepted once is a repeat on the same folder: other messages every round
    const berichten = maakBerichten(aantal, 100 + i);
    const wens = {
      soort: 'hub',
      profiel: soort.profiel,
      opstelling: ec,
      lastgever,
      berichten,
      opwarmen,
      verbindingen: VERBINDINGEN,
      map,
    } as const;
    vol.push(await proef({ ...wens, dataMap }));
    leeg.push(await proef(wens));
  }
  rmSync(dataMap, { recursive: true, force: true });
  return { wachtend, vol, leeg };
}
