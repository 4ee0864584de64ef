import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datumInNederland } from '../../src/bericht/datum.ts';
import type { Omgeving, Tafels } from '../../src/bericht/aansluiting.ts';
import type { Uitkomst } from '../../src/bericht/uitkomst.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';
import type { TafelFout } from '../../src/route/load/tafel-fout.ts';

/** Good small tables: two gemeenten with a former one, two aanbieders, three connections. */
export const GOEDE_TAFELS: Readonly<Record<string, string>> = {
  'gemeenten.csv': `code,naam,geldigVan,geldigTot,opvolger
0363,Amsterdam,,,
0384,Diemen,,,
0001,Oudedorp,,2025-12-31,0002
0002,Middendorp,2026-01-01,2026-06-30,0363
`,
  'aanbieders.csv': `agb,naam,grondslag,geldigVan,geldigTot
65656055,De Voorbeeldhof,wmo jw,,
42420001,Het Proefveld,jw,,
98989898,De Akker,wmo,2026-01-01,2026-12-31
`,
  'aansluitingen.yaml': `aansluitingen:
  - id: gemeente-a
    naam: Gemeente A
    oin: '00000099000000363000'
    eigenPartijen: ['0363', '0384']
    rollen: [gemeente]
    levering: { wijze: pull }
  - id: zorg-b
    naam: Zorg B
    oin: '00000099065656055000'
    eigenPartijen: ['65656055', '42420001']
    rollen: [aanbieder]
    levering: { wijze: pull }
  - id: leverancier-c
    naam: Leverancier C
    oin: '00000099000000001000'
    rollen: [aanbieder]
    levering: { wijze: pull }
`,
  'routes.yaml': `releases:
  - standaard: iwmo
    release: '3.2'
  - standaard: ijw
    release: '3.2'
routes:
  - ontvanger: '98989898'
    aansluiting: leverancier-c
`,
  'mandaten.csv': `afzender,indiener,berichtsoorten,geldigVan,geldigTot
98989898,leverancier-c,,,
`,
  'pauzes.csv': `berichtsoort,van,tot
`,
};

/** What to put in the place of a good table: other contents, or `null` for no file. */
export type Wijziging = Readonly<Record<string, string | Buffer | null>>;

/** Makes a folder with the good tables and some changes. The caller removes it with {@link ruimMap}. */
export async function maakMap(wijziging: Wijziging = {}): Promise<string> {
  const map = await mkdtemp(join(tmpdir(), 'tafels-'));
  for (const [bestand, inhoud] of Object.entries({ ...GOEDE_TAFELS, ...wijziging }))
    if (inhoud !== null) await writeFile(join(map, bestand), inhoud);
  return map;
}

/** Removes a folder of {@link maakMap}. */
export function ruimMap(map: string): Promise<void> {
  return rm(map, { recursive: true, force: true });
}

/** Loads the good tables with some changes, and cleans up. */
export async function laad(
  wijziging: Wijziging = {},
  {
    omgeving = 'test',
    op = new Date('2026-11-25T12:00:00Z'),
    vorige,
  }: { omgeving?: Omgeving; op?: Date; vorige?: Tafels } = {},
): Promise<Uitkomst<Tafels, readonly TafelFout[]>> {
  const map = await maakMap(wijziging);
  try {
    return await laadTafels({ map, omgeving, op: datumInNederland(op), vorige });
  } finally {
    await ruimMap(map);
  }
}

/** Loads tables that must be good. */
export async function laadGoed(wijziging: Wijziging = {}, opties: Parameters<typeof laad>[1] = {}): Promise<Tafels> {
  const uitkomst = await laad(wijziging, opties);
  if (!uitkomst.ok) throw new Error(JSON.stringify(uitkomst.fout));
  return uitkomst.waarde;
}

/** The faults as `bestand:lijn CODE`, in order. */
export async function foutenVan(
  wijziging: Wijziging,
  opties: Parameters<typeof laad>[1] = {},
): Promise<readonly string[]> {
  const uitkomst = await laad(wijziging, opties);
  return uitkomst.ok ? [] : uitkomst.fout.map(({ bestand, lijn, code }) => `${bestand}:${lijn} ${code}`);
}

/** A good table with one text replaced; fails when the text is not there. */
export function vervang(bestand: string, oud: string, nieuw: string): Record<string, string> {
  const tekst = GOEDE_TAFELS[bestand] ?? '';
  if (!tekst.includes(oud)) throw new Error(`${oud} staat niet in ${bestand}`);
  return { [bestand]: tekst.replace(oud, nieuw) };
}

/** A good table with lines added at the end. */
export function voegToe(bestand: string, ...regels: readonly string[]): Record<string, string> {
  return { [bestand]: `${GOEDE_TAFELS[bestand] ?? ''}${regels.join('\n')}\n` };
}
