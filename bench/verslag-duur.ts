import type { DoodUitslag, DuurUitslag } from './duur.ts';
import { mediaanVan, vatSamen } from './statistiek.ts';
import { getal, tabel } from './tabel.ts';
import type { Deelverslag, Doel } from './verslag.ts';

type MetDoelen = Deelverslag & { readonly doelen: readonly Doel[] };

/** @returns the minutes of the long run beside one another. */
export function verslagDuur({ minuten, opgehaald }: DuurUitslag): MetDoelen {
  const tempo = minuten.map(({ aangenomen, seconden }) => aangenomen / seconden);
  const [eerste = NaN] = tempo;
  const overMinuutEen = (tempo.at(-1) ?? NaN) / eerste;
  // the first minute fills pools and caches; from the second on it should not grow
  const rss = minuten.slice(1).map(({ rssMb }) => rssMb);
  const overRss = (rss.at(-1) ?? NaN) / (rss[0] ?? NaN);
  const aangenomen = minuten.reduce((som, minuut) => som + minuut.aangenomen, 0);
  const rijen = minuten.map((minuut, i) => [
    String(i + 1),
    getal(tempo[i]),
    getal(minuut.p99),
    getal(minuut.rssMb),
    String(minuut.aangenomen),
  ]);
  return {
    tekst: `${tabel(['minuut onder last', '/s', 'p99 ms', 'RSS MB', 'aangenomen'], rijen)}\n${aangenomen} aangenomen, ${opgehaald} opgehaald en bevestigd`,
    benches: {
      duur: { ...vatSamen(tempo), unit: 'berichten/s', ratios: { overMinuutEen, overRss } },
    },
    doelen: [
      { naam: 'duur: laatste minuut over de eerste', bereikt: overMinuutEen, grens: 0.95, omlaag: false },
      { naam: 'duur: RSS laatste minuut over de tweede', bereikt: overRss, grens: 1.1, omlaag: true },
    ],
  };
}

/** @returns what a full mailbox of a dead receiver costs the others. */
export function verslagDood({ wachtend, vol, leeg }: DoodUitslag): MetDoelen {
  const ratio = mediaanVan(vol, (r) => r.perSeconde) / mediaanVan(leeg, (r) => r.perSeconde);
  const rij = (naam: string, rondes: DoodUitslag['vol']): string[] => [
    naam,
    getal(mediaanVan(rondes, (r) => r.perSeconde)),
    getal(mediaanVan(rondes, (r) => r.p99)),
    getal(mediaanVan(rondes, (r) => r.rssMb)),
  ];
  return {
    tekst: tabel(
      ['dode ontvanger', '/s', 'p99 ms', 'RSS MB'],
      [rij(`${wachtend} in zijn postbus`, vol), rij('lege postbus', leeg)],
    ),
    benches: { dood: { ...vatSamen(vol.map((r) => r.perSeconde)), unit: 'berichten/s', ratios: { overLeeg: ratio } } },
    doelen: [{ naam: 'dood: deel van het tempo zonder', bereikt: ratio, grens: 0.95, omlaag: false }],
  };
}
