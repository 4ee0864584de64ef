import { percentiel, vatSamen } from './statistiek.ts';
import { getal, tabel } from './tabel.ts';
import { slug, type Deelverslag, type Doel } from './verslag.ts';
import type { Benches } from './vorm.ts';
import type { ZoekMeting, ZoekUitslag } from './zoeken.ts';

/** @returns the time of each kind of search, and how many bare look-ups would go into it. */
export function verslagZoeken({
  berichten,
  kaal,
  soorten,
}: ZoekMeting): Deelverslag & { readonly doelen: readonly Doel[] } {
  const p95 = ({ ms }: ZoekUitslag): number => percentiel(ms, 0.95);
  const maalKaal = ({ ms }: ZoekUitslag): number => percentiel(ms, 0.5) / percentiel(kaal.ms, 0.5);
  const rijen = [...soorten, kaal].map((soort) => [
    soort === kaal ? 'kale zoekactie op een id' : soort.naam,
    ...[getal(percentiel(soort.ms, 0.5)), getal(p95(soort)), getal(soort.ms.at(-1)), getal(maalKaal(soort))],
    ...[getal(soort.rijen), String(soort.ms.length)],
  ]);
  const benches: Benches = {};
  const bewaar = (naam: string, soort: ZoekUitslag): void => {
    const { median, min, max } = vatSamen(soort.ms);
    benches[naam] = { median, min, max, unit: 'ms', ratios: { p95: p95(soort), overKaal: maalKaal(soort) } };
  };
  for (const soort of soorten) bewaar(`search-${slug(soort.naam)}`, soort);
  const [traagste] = soorten.toSorted((een, ander) => p95(ander) - p95(een));
  if (traagste === undefined) throw new Error('niets gemeten');
  // a helpdesk waits for whatever it asks: the slowest kind is the one that counts
  bewaar('search', traagste);
  const kop = [`zoeken in ${berichten}`, 'p50 ms', 'p95 ms', 'langste ms', 'maal kaal', 'rijen', 'keer'];
  return {
    tekst: tabel(kop, rijen),
    benches,
    doelen: [{ naam: `zoeken: p95 van ${traagste.naam}, ms`, bereikt: p95(traagste), grens: 300, omlaag: true }],
  };
}
