import { proef } from './accept-proef.ts';
import { maakBerichten } from './berichten.ts';
import type { Ronde } from './meet-server.ts';
import type { Omgeving } from './omgeving.ts';
import type { StapNaam } from './stappen.ts';

/** One kind of sender. */
export interface Soort {
  readonly naam: 'JAdES RSA' | 'JAdES EC' | 'RFC 9421 RSA' | 'RFC 9421 EC';
  readonly profiel: 'jades' | 'rfc9421';
  readonly sleutel: 'rsa' | 'ec';
  readonly verifieer: StapNaam;
}

/** All kinds; the baseline knows JAdES alone. */
export const SOORTEN: readonly Soort[] = [
  { naam: 'JAdES RSA', profiel: 'jades', sleutel: 'rsa', verifieer: 'verifieer kaal JAdES RSA' },
  { naam: 'JAdES EC', profiel: 'jades', sleutel: 'ec', verifieer: 'verifieer kaal JAdES EC' },
  { naam: 'RFC 9421 RSA', profiel: 'rfc9421', sleutel: 'rsa', verifieer: 'verifieer kaal RFC 9421 RSA' },
  { naam: 'RFC 9421 EC', profiel: 'rfc9421', sleutel: 'ec', verifieer: 'verifieer kaal RFC 9421 EC' },
];

/** Rounds of hub and baseline for one kind of sender. */
export interface AcceptUitslag {
  readonly soort: Soort;
  readonly hub: readonly Ronde[];
  readonly baseline: readonly Ronde[];
}

/** Connections of the closed loop. */
export const VERBINDINGEN = 64;

/** Hub and baseline in turns, each run on a fresh data folder with the same messages. */
export async function meetAccept(omgeving: Omgeving): Promise<readonly AcceptUitslag[]> {
  const { snel, map, lastgever, meld } = omgeving;
  const opwarmen = snel ? 1000 : 4000;
  const berichten = maakBerichten(opwarmen + (snel ? 3000 : 10_000), 11);
  const uitslagen: AcceptUitslag[] = [];
  for (const soort of SOORTEN) {
    const metBaseline = soort.profiel === 'jades';
    const hub: Ronde[] = [];
    const baseline: Ronde[] = [];
    const rondes = snel ? (metBaseline ? 2 : 1) : 3;
    for (let i = 0; i < rondes; i += 1) {
      const { profiel, sleutel } = soort;
      const wens = { profiel, opstelling: omgeving[sleutel], lastgever, opwarmen, verbindingen: VERBINDINGEN, map };
      meld(`accept ${soort.naam}, ronde ${i + 1} van ${rondes}`);
      hub.push(await proef({ soort: 'hub', berichten, ...wens }));
      // the baseline is slower: fewer messages give the same figure sooner
      if (metBaseline && (!snel || i === 0))
        baseline.push(
          await proef({
            soort: 'baseline',
            berichten: berichten.slice(0, Math.floor(opwarmen / 2 + berichten.length / 3)),
            ...wens,
            opwarmen: opwarmen / 2,
          }),
        );
    }
    uitslagen.push({ soort, hub, baseline });
  }
  return uitslagen;
}
