import type { AcceptUitslag } from './accept.ts';
import type { LatentieUitslag } from './latentie.ts';
import type { Ronde } from './meet-server.ts';
import { mediaanVan, vatSamen } from './statistiek.ts';
import { ONVERMIJDELIJK, somOnvermijdelijk, type StapKosten, type StapNaam } from './stappen.ts';
import { getal, tabel } from './tabel.ts';
import type { Benches } from './vorm.ts';
import type { VolUitslag } from './vol.ts';

/** A table for people and the lines for the JSON form. */
export interface Deelverslag {
  readonly tekst: string;
  readonly benches: Benches;
}

/** Measured beside what is asked. */
export interface Doel {
  readonly naam: string;
  readonly bereikt: number;
  readonly grens: number;
  readonly doel?: number;
  /** True when less is better. */
  readonly omlaag: boolean;
}

/** @returns a name as it stands in the JSON form. */
export const slug = (naam: string): string => naam.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** @returns the cost of each stage, and the sums of what nobody can do without. */
export function verslagStappen(kosten: StapKosten): Deelverslag {
  const namen = Object.keys(kosten) as StapNaam[];
  const rijen = namen.map((naam) => {
    const { median, min, max } = kosten[naam];
    const telt = ONVERMIJDELIJK.includes(naam) || naam.startsWith('verifieer kaal') ? '*' : '';
    return [`${naam} ${telt}`.trim(), getal(median), getal(min), getal(max)];
  });
  const sommen = namen
    .filter((naam) => naam.startsWith('verifieer kaal'))
    .map((naam) => [
      `som van * met ${naam.slice('verifieer kaal '.length)}`,
      getal(somOnvermijdelijk(kosten, naam)),
      '',
      '',
    ]);
  return {
    tekst: `Kosten per bericht, CPU µs (* telt als onvermijdelijk)\n\n${tabel(['stap', 'mediaan', 'min', 'max'], [...rijen, ...sommen])}`,
    benches: Object.fromEntries(
      namen.map((naam) => [`stap-${slug(naam)}`, { ...kosten[naam], unit: 'µs cpu', ratios: {} }]),
    ),
  };
}

const perDraad = (rondes: readonly Ronde[]): string[] =>
  (['totaal', 'hoofd', 'werkers', 'schrijver', 'lezer', 'overig'] as const).map((deel) =>
    getal(mediaanVan(rondes, ({ cpu }) => cpu[deel])),
  );

/** @returns rate, CPU and latency of hub and baseline, with the ratios of the issue. */
export function verslagAccept(
  uitslagen: readonly AcceptUitslag[],
  kosten: StapKosten,
): Deelverslag & { readonly doelen: readonly Doel[] } {
  const benches: Benches = {};
  const rijen: string[][] = [];
  const doelen: Doel[] = [];
  for (const { soort, hub, baseline } of uitslagen) {
    const som = somOnvermijdelijk(kosten, soort.verifieer);
    const overUnavoidable = mediaanVan(hub, ({ cpu }) => cpu.totaal) / som;
    const perSeconde = mediaanVan(hub, (r) => r.perSeconde);
    const overBaseline = baseline.length === 0 ? undefined : perSeconde / mediaanVan(baseline, (r) => r.perSeconde);
    const commits = mediaanVan(hub, (r) => r.commitsPerBericht);
    for (const [wie, rondes] of [
      ['hub', hub],
      ['baseline', baseline],
    ] as const) {
      if (rondes.length === 0) continue;
      rijen.push([
        `${soort.naam} ${wie}`,
        getal(mediaanVan(rondes, (r) => r.perSeconde)),
        ...perDraad(rondes),
        wie === 'hub' ? commits.toFixed(3) : '1.000',
        getal(mediaanVan(rondes, (r) => r.p50)),
        getal(mediaanVan(rondes, (r) => r.p99)),
        getal(mediaanVan(rondes, (r) => r.rssMb)),
        getal(mediaanVan(rondes, (r) => r.eigenCpuUs)),
        wie === 'hub' ? getal(overUnavoidable) : '',
        wie === 'hub' ? getal(overBaseline) : '',
      ]);
    }
    benches[`accept-${slug(soort.naam)}`] = {
      ...vatSamen(hub.map((r) => r.perSeconde)),
      unit: 'berichten/s',
      ratios: {
        ...(overBaseline === undefined ? {} : { overBaseline }),
        overUnavoidable,
        cpuPerBericht: mediaanVan(hub, ({ cpu }) => cpu.totaal),
        onvermijdelijk: som,
        overUnavoidableStreng:
          mediaanVan(hub, ({ cpu }) => cpu.totaal) / somOnvermijdelijk(kosten, soort.verifieer, true),
        commitsPerBericht: commits,
      },
    };
    if (overBaseline !== undefined)
      doelen.push(
        { naam: `${soort.naam}: maal de baseline`, bereikt: overBaseline, grens: 1.7, doel: 2.5, omlaag: false },
        {
          naam: `${soort.naam}: maal het onvermijdelijke`,
          bereikt: overUnavoidable,
          grens: 2,
          doel: 1.5,
          omlaag: true,
        },
        { naam: `${soort.naam}: fsync per bericht`, bereikt: commits, grens: 0.1, omlaag: true },
      );
  }
  benches['accept'] = slechtste(benches);
  const kop = ['accept, 64 verbindingen', '/s', 'cpu µs', 'hoofd', 'werkers', 'schrijver', 'lezer', 'overig'];
  return {
    tekst: tabel([...kop, 'fsync', 'p50 ms', 'p99 ms', 'RSS MB', 'last µs', '/onverm.', '/baseline'], rijen),
    benches,
    doelen,
  };
}

/** The line `accept`: a floor holds only when it holds for both kinds of JAdES senders, so the worse of the two. */
function slechtste(benches: Benches): Benches[string] {
  const jades = [benches['accept-jades-rsa'], benches['accept-jades-ec']].filter((b) => b !== undefined);
  const [traagste] = jades.toSorted((a, b) => a.median - b.median);
  if (traagste === undefined) throw new Error('geen uitslag van accept');
  const { median, min, max, unit } = traagste;
  return {
    median,
    min,
    max,
    unit,
    ratios: {
      overBaseline: Math.min(...jades.map(({ ratios }) => ratios['overBaseline'] ?? NaN)),
      overUnavoidable: Math.max(...jades.map(({ ratios }) => ratios['overUnavoidable'] ?? NaN)),
    },
  };
}

/** @returns latencies at half of the maximum rate. */
export function verslagLatentie(
  uitslagen: readonly LatentieUitslag[],
): Deelverslag & { readonly doelen: readonly Doel[] } {
  const benches: Benches = {};
  for (const { soort, rondes, perSeconde } of uitslagen) {
    benches[`latentie-${slug(soort.naam)}`] = {
      ...vatSamen(rondes.map((r) => r.p99)),
      unit: 'ms p99',
      ratios: { p50: mediaanVan(rondes, (r) => r.p50), perSeconde },
    };
  }
  const rijen = uitslagen.map(({ soort, rondes, perSeconde }) => [
    soort.naam,
    getal(perSeconde),
    getal(mediaanVan(rondes, (r) => r.p50)),
    getal(mediaanVan(rondes, (r) => r.p99)),
    getal(mediaanVan(rondes, (r) => r.langste)),
  ]);
  return {
    tekst: tabel(['latentie op half tempo', 'aanbod/s', 'p50 ms', 'p99 ms', 'langste ms'], rijen),
    benches,
    doelen: uitslagen.map(({ soort, rondes }) => ({
      naam: `${soort.naam}: p99 op half tempo, ms`,
      bereikt: mediaanVan(rondes, (r) => r.p99),
      grens: 100,
      doel: 25,
      omlaag: true,
    })),
  };
}

/** @returns memory and rate with full mailboxes beside empty ones. */
export function verslagVol({ wachtend, vol, leeg }: VolUitslag): Deelverslag & { readonly doelen: readonly Doel[] } {
  const ratio = mediaanVan(vol, (r) => r.perSeconde) / mediaanVan(leeg, (r) => r.perSeconde);
  const rssMb = Math.max(...vol.map((r) => r.rssMb));
  const hoogsteMb = Math.max(...vol.map((r) => r.hoogsteRssMb));
  const rij = (naam: string, rondes: readonly Ronde[]): string[] => [
    naam,
    getal(mediaanVan(rondes, (r) => r.perSeconde)),
    getal(mediaanVan(rondes, (r) => r.cpu.totaal)),
    getal(mediaanVan(rondes, (r) => r.rssBijStartMb)),
    getal(mediaanVan(rondes, (r) => r.rssMb)),
    getal(Math.max(...rondes.map((r) => r.hoogsteRssMb))),
  ];
  return {
    tekst: tabel(
      ['volle postbussen', '/s', 'cpu µs', 'RSS voor MB', 'RSS na MB', 'hoogste MB'],
      [rij(`${wachtend} wachtend`, vol), rij('leeg', leeg)],
    ),
    benches: {
      vol: {
        ...vatSamen(vol.map((r) => r.perSeconde)),
        unit: 'berichten/s',
        ratios: { overLeeg: ratio, rssMb, hoogsteMb },
      },
    },
    doelen: [
      { naam: 'vol: deel van het tempo van een lege hub', bereikt: ratio, grens: 0.9, omlaag: false },
      { naam: 'vol: RSS onder last, MB', bereikt: rssMb, grens: 400, omlaag: true },
    ],
  };
}

/** @returns what is asked beside what was reached. Says it, fails nothing: figures depend on the machine. */
export function verslagDoelen(doelen: readonly Doel[]): string {
  const rijen = doelen.map(({ naam, bereikt, grens, doel, omlaag }) => {
    const haalt = (wat: number): boolean => (omlaag ? bereikt <= wat : bereikt >= wat);
    const oordeel = !haalt(grens)
      ? 'NIET GEHAALD'
      : doel !== undefined && haalt(doel)
        ? 'doel gehaald'
        : 'grens gehaald';
    const teken = omlaag ? '≤' : '≥';
    return [naam, getal(bereikt), `${teken} ${grens}`, doel === undefined ? '' : `${teken} ${doel}`, oordeel];
  });
  return tabel(['gevraagd', 'bereikt', 'grens', 'doel', ''], rijen);
}
