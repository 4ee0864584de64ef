import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openProef } from './accept-proef.ts';
import { VERBINDINGEN } from './accept.ts';
import { maakBerichten } from './berichten.ts';
import { startKind } from './kind.ts';
import { laadVerzoeken, meetRonde, type Ronde } from './meet-server.ts';
import type { Omgeving } from './omgeving.ts';
import { bewaarVerzoeken, tekenAlle } from './tekenen.ts';
import { ONTVANGERS, vulPostbussen } from './vul-postbussen.ts';

/** One minute under load, put together from slices. */
export interface Minuut {
  readonly aangenomen: number;
  readonly seconden: number;
  /** The worst slice. */
  readonly p99: number;
  /** After the last slice. */
  readonly rssMb: number;
}

/** How a hub does over a long time. */
export interface DuurUitslag {
  readonly minuten: readonly Minuut[];
  readonly opgehaald: number;
}

/** A hub of which one receiver is dead, with a full mailbox, beside one without that mailbox. */
export interface DoodUitslag {
  readonly wachtend: number;
  readonly vol: readonly Ronde[];
  readonly leeg: readonly Ronde[];
}

/** Sends a slice of so many messages, signed just before: a signature is good for five minutes, and signing takes CPU. */
type Deel = (aantal: number, seed: number) => Promise<Ronde>;

const EERSTE_SEED = 1000;
const DODE = 'zorg-proefveld';

/**
 * Ten minutes at full rate, while the receivers fetch and acknowledge all of it. The time in which the next slice is signed
 * does not count; the hub delivers then what it has.
 */
export async function meetDuur(omgeving: Omgeving): Promise<DuurUitslag> {
  const { snel, meld } = omgeving;
  const [minuten, perMinuut, perDeel] = snel ? [2, 5, 2000] : [10, 60, 10_000];
  const dataMap = join(omgeving.map, 'duur-data');
  const wie = ONTVANGERS.map(([aansluiting]) => aansluiting);
  try {
    return await metHub(omgeving, { dataMap, ophalers: wie }, async (deel, opgehaald) => {
      const uit: Minuut[] = [];
      let seed = EERSTE_SEED;
      await deel(perDeel, seed);
      while (uit.length < minuten) {
        const rondes: Ronde[] = [];
        while (som(rondes, 'seconden') < perMinuut) rondes.push(await deel(perDeel, (seed += 1)));
        uit.push({
          aangenomen: som(rondes, 'aangenomen'),
          seconden: som(rondes, 'seconden'),
          p99: Math.max(...rondes.map((r) => r.p99)),
          rssMb: rondes.at(-1)?.rssMb ?? NaN,
        });
        meld(`duur: minuut ${uit.length} van ${minuten}`);
      }
      return { minuten: uit, opgehaald: await opgehaald() };
    });
  } finally {
    rmSync(dataMap, { recursive: true, force: true });
  }
}

/** The others fetch on, in turns with and without a full mailbox of the one that does not. */
export async function meetDood(omgeving: Omgeving): Promise<DoodUitslag> {
  const { snel, map, meld } = omgeving;
  const [wachtend, rondes, perDeel] = snel ? [20_000, 1, 3000] : [200_000, 3, 10_000];
  const volMap = join(map, 'dood-data');
  const leegMap = join(map, 'dood-leeg');
  const ophalers = ONTVANGERS.map(([aansluiting]) => aansluiting).filter((id) => id !== DODE);
  try {
    meld(`dood: ${wachtend} berichten in één postbus zetten`);
    await vulPostbussen(
      volMap,
      wachtend,
      ONTVANGERS.filter(([id]) => id === DODE),
    );
    const vol: Ronde[] = [];
    const leeg: Ronde[] = [];
    for (let i = 0; i < rondes; i += 1) {
      meld(`dood: ronde ${i + 1}`);
      const meet = (dataMap: string): Promise<Ronde> =>
        metHub(omgeving, { dataMap, ophalers }, async (deel) => {
          await deel(perDeel / 2, EERSTE_SEED + 2 * i);
          return deel(perDeel, EERSTE_SEED + 2 * i + 1);
        });
      vol.push(await meet(volMap));
      rmSync(leegMap, { recursive: true, force: true });
      leeg.push(await meet(leegMap));
    }
    return { wachtend, vol, leeg };
  } finally {
    rmSync(volMap, { recursive: true, force: true });
    rmSync(leegMap, { recursive: true, force: true });
  }
}

/** Runs work against a hub with its receivers beside it. */
async function metHub<T>(
  { map, lastgever, ec }: Omgeving,
  { dataMap, ophalers }: { readonly dataMap: string; readonly ophalers: readonly string[] },
  werk: (deel: Deel, opgehaald: () => Promise<number>) => Promise<T>,
): Promise<T> {
  const server = await openProef('hub', ec, dataMap);
  const ophaler = startKind(new URL('./ophaler.js', import.meta.url), [
    String(server.poort),
    ec.certificatenMap,
    ...ophalers,
  ]);
  let gestopt: Promise<{ readonly opgehaald: number }> | undefined;
  const stopOphalen = async (): Promise<number> => {
    gestopt ??= ophaler.vraag({ soort: 'stop' });
    return (await gestopt).opgehaald;
  };
  try {
    const deel: Deel = async (aantal, seed) => {
      const bestand = join(map, 'deel.bin');
      const wens = { profiel: 'jades', opstelling: ec, poort: server.poort } as const;
      bewaarVerzoeken(bestand, await tekenAlle(maakBerichten(aantal, seed), wens));
      await laadVerzoeken(lastgever, bestand);
      return meetRonde(server, lastgever, { verbindingen: VERBINDINGEN, van: 0, tot: aantal });
    };
    return await werk(deel, stopOphalen);
  } finally {
    await stopOphalen();
    await server.kind.stop();
  }
}

function som(rondes: readonly Ronde[], veld: 'aangenomen' | 'seconden'): number {
  return rondes.reduce((tot, ronde) => tot + ronde[veld], 0);
}
