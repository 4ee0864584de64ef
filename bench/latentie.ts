import { proef } from './accept-proef.ts';
import { SOORTEN, VERBINDINGEN, type AcceptUitslag, type Soort } from './accept.ts';
import { maakBerichten } from './berichten.ts';
import type { Ronde } from './meet-server.ts';
import type { Omgeving } from './omgeving.ts';
import { mediaanVan } from './statistiek.ts';

/** Latency at half of the maximum rate, for one kind of sender. */
export interface LatentieUitslag {
  readonly soort: Soort;
  /** The schedule: requests a second. */
  readonly perSeconde: number;
  readonly rondes: readonly Ronde[];
}

/**
 * Sends on a fixed schedule at half of the rate that the closed loop reached. Latency counts from the moment of the
 * schedule, so that a hub that stalls is not helped by a client that waits for it.
 */
export async function meetLatentie(
  omgeving: Omgeving,
  accept: readonly AcceptUitslag[] | undefined,
): Promise<readonly LatentieUitslag[]> {
  const { snel, map, lastgever, meld } = omgeving;
  const seconden = snel ? 4 : 12;
  const opwarmen = snel ? 1000 : 4000;
  const uitslagen: LatentieUitslag[] = [];
  for (const soort of SOORTEN.filter(({ profiel }) => profiel === 'jades')) {
    const wens = {
      soort: 'hub',
      profiel: soort.profiel,
      opstelling: omgeving[soort.sleutel],
      lastgever,
      opwarmen,
      verbindingen: VERBINDINGEN,
      map,
    } as const;
    const bekend = accept?.find((uitslag) => uitslag.soort === soort)?.hub;
    meld(`latentie ${soort.naam}`);
    const hoogste = bekend ?? [await proef({ ...wens, berichten: maakBerichten(opwarmen + (snel ? 2000 : 6000), 12) })];
    const perSeconde = mediaanVan(hoogste, (ronde) => ronde.perSeconde) / 2;
    const rondes: Ronde[] = [];
    for (let i = 0; i < (snel ? 1 : 3); i += 1) {
      const berichten = maakBerichten(opwarmen + Math.ceil(perSeconde * seconden), 13);
      rondes.push(await proef({ ...wens, berichten, perSeconde }));
    }
    uitslagen.push({ soort, perSeconde, rondes });
  }
  return uitslagen;
}
