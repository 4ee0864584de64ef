import type { Tafelbron } from './compose-tafels.ts';
import type { Gezondheidscheck } from './observe/health.ts';
import type { Meetstand } from './observe/metrics.ts';
import type { BeheerOpslag } from './store/beheer-port.ts';
import type { BerichtStore } from './store/port.ts';

/** The figures of a moment for the metrics. */
export async function meetstand(
  store: BerichtStore,
  beheer: Pick<BeheerOpslag, 'pauzes' | 'aantalGesloten'>,
  nu: Date,
): Promise<Meetstand> {
  const stand = await store.stand();
  const leeftijd = (moment: Date | undefined): number =>
    moment === undefined ? 0 : Math.max(0, (nu.getTime() - moment.getTime()) / 1000);
  const wachtend = [...stand.wachtend.values()];
  return {
    outboxRijen: stand.outboxRijen,
    outboxOudsteSeconden: leeftijd(stand.outboxOudste),
    wachtend: wachtend.reduce((som, { aantal }) => som + aantal, 0),
    oudsteWachtendSeconden: Math.max(0, ...wachtend.map(({ oudste }) => leeftijd(oudste))),
    openLeases: stand.openLeases,
    commits: stand.commits,
    operaties: stand.operaties,
    pauzes: (await beheer.pauzes()).length,
    gesloten: await beheer.aantalGesloten(),
  };
}

/** What must be right before the hub says that it is ready, each as a sentence when it is not. */
export function gezondheidsChecks(delen: {
  readonly store: BerichtStore;
  readonly wachtrij: { gezondheid(): Promise<{ readonly ok: boolean; readonly uitleg?: string }> };
  readonly tafelbron: Pick<Tafelbron, 'aantalFouten' | 'certificaatGebrek'>;
  readonly stop: AbortSignal;
}): readonly Gezondheidscheck[] {
  const { store, wachtrij, tafelbron, stop } = delen;
  return [
    { naam: 'proces', kijk: () => Promise.resolve(stop.aborted ? 'Het knooppunt wordt gestopt.' : undefined) },
    {
      naam: 'opslag',
      kijk: async () => {
        try {
          await store.proefSchrijven();
          return undefined;
        } catch {
          return 'De database kan nu niet schrijven (schijf vol, alleen-lezen of vergrendeld).';
        }
      },
    },
    {
      naam: 'wachtrij',
      kijk: async () => {
        const { ok, uitleg } = await wachtrij.gezondheid();
        return ok ? undefined : (uitleg ?? 'De wachtrij neemt nu niets aan.');
      },
    },
    {
      naam: 'tabellen',
      kijk: () => {
        const aantal = tafelbron.aantalFouten();
        return Promise.resolve(
          aantal === 0
            ? undefined
            : `De laatste wijziging van de routeringstabellen bevat ${aantal} fout(en); de vorige tabellen blijven in gebruik. Zie knooppunt routes check.`,
        );
      },
    },
    { naam: 'certificaten', kijk: () => Promise.resolve(tafelbron.certificaatGebrek()) },
  ];
}
