import { z } from 'zod';
import { parseAansluitingId } from '../../bericht/aansluiting.ts';
import type { Aansluiting, AansluitingId, TafelPlaats } from '../../bericht/aansluiting.ts';
import type { Datum } from '../../bericht/datum.ts';
import { parsePartijCode, partijSoort } from '../../bericht/partij.ts';
import type { PartijCode } from '../../bericht/partij.ts';
import type { FoutenBak } from './tafel-fout.ts';
import { keuze, lijst, VELD } from './velden.ts';
import { leesYaml, waardeOp } from './yaml-tafel.ts';
import type { YamlPad } from './yaml-tafel.ts';
import { keur } from './zod-fouten.ts';

/** What `aansluitingen.yaml` gave: the good entries, and every id and party that it names. */
export interface GelezenAansluitingen {
  readonly rijen: readonly Aansluiting[];
  readonly genoemd: ReadonlySet<AansluitingId>;
  /** Every well-formed party of every entry, good or faulty, with its own line. */
  readonly bediend: readonly { readonly partij: PartijCode; readonly plaats: TafelPlaats }[];
}

const CERTIFICAAT = z.strictObject({
  vingerafdruk: VELD.vingerafdruk,
  van: VELD.datum.optional(),
  tot: VELD.datum.optional(),
});

const LEVERING = z.strictObject({
  wijze: keuze('pull', 'push-rest', 'push-stuf', 'amqp'),
  adres: VELD.adres.optional(),
  toegestaneAdressen: lijst(VELD.toegestaanAdres).optional(),
  gelijktijdig: VELD.gelijktijdig.optional(),
});

const AANSLUITING = z.strictObject({
  id: VELD.aansluiting,
  naam: VELD.naam,
  oin: VELD.oin,
  certificaten: z.preprocess((waarde) => (waarde === '' ? [] : waarde), z.array(CERTIFICAAT)).optional(),
  eigenPartijen: lijst(VELD.partij).optional(),
  rollen: lijst(keuze('aanbieder', 'gemeente', 'ciz', 'helpdesk', 'beheer')).refine((rollen) => rollen.length > 0, {
    message: 'verwacht wordt ten minste een rol',
  }),
  levering: LEVERING,
  volgorde: keuze('soepel', 'strikt', 'keten').optional(),
  soorten: lijst(keuze('bericht', 'fo01', 'wlz-signaal')).optional(),
  regelbeleid: keuze('weigeren', 'melden').optional(),
  bomBeleid: keuze('weigeren', 'melden').optional(),
  retourMandaat: VELD.jaNee.optional(),
  geblokkeerd: VELD.jaNee.optional(),
  profiel: keuze('jades', 'rfc9421').optional(),
  kopnaam: keuze('adr', 'nlgov-adr').optional(),
  antwoordAlg: keuze('ES256', 'PS256').optional(),
  payloadHandtekening: VELD.jaNee.optional(),
  certificaatbinding: keuze('vingerafdruk', 'oin').optional(),
  handtekeningHosts: lijst(VELD.host)
    .refine((hosts) => hosts.length <= 2, { message: 'verwacht worden ten hoogste twee namen' })
    .optional(),
  sleutelsoort: keuze('rsa', 'ec').optional(),
});

const BESTAND = z.strictObject({
  aansluitingen: z.preprocess((waarde) => (waarde === '' ? [] : waarde), z.array(z.unknown())),
});

type Regel = z.output<typeof AANSLUITING>;

/** Pushes to one receiver at a time unless its line says otherwise. */
const GELIJKTIJDIG = 4;

/** Reads `aansluitingen.yaml`. @returns `undefined` when nothing can be said of its entries. */
export function leesAansluitingen(bestand: string, tekst: string, fouten: FoutenBak): GelezenAansluitingen | undefined {
  const yaml = leesYaml({ bestand, tekst }, fouten);
  if (yaml === undefined) return undefined;
  const inhoud = keur(BESTAND, { bestand, ...yaml }, fouten);
  // an unknown key beside the list does not make the list unreadable
  const lijstWaarde = inhoud?.aansluitingen ?? waardeOp(yaml.waarde, ['aansluitingen']);
  if (!Array.isArray(lijstWaarde)) return undefined;

  const rijen: Aansluiting[] = [];
  const bediend: GelezenAansluitingen['bediend'][number][] = [];
  const gezien: Gezien = { ids: new Map(), vingerafdrukken: new Map() };
  for (const [index, waarde] of (lijstWaarde as readonly unknown[]).entries()) {
    const basis = ['aansluitingen', index];
    const lijnVan = (pad: YamlPad): number => yaml.lijnVan([...basis, ...pad]);
    const plaatsVan = (...pad: YamlPad): TafelPlaats => ({ bestand, lijn: lijnVan(pad) });
    keurUniek(waarde, { gezien, plaatsVan }, fouten);
    bediend.push(...genoemdePartijen(waarde, plaatsVan));
    const regel = keur(AANSLUITING, { bestand, waarde, lijnVan }, fouten);
    if (regel === undefined) continue;
    keurRegel(regel, plaatsVan, fouten);
    rijen.push(naarAansluiting(regel, plaatsVan()));
  }
  return { rijen, genoemd: new Set(gezien.ids.keys()), bediend };
}

interface Gezien {
  readonly ids: Map<AansluitingId, number>;
  readonly vingerafdrukken: Map<string, number>;
}

type PlaatsVan = (...pad: YamlPad) => TafelPlaats;

function keurUniek(
  waarde: unknown,
  { gezien, plaatsVan }: { readonly gezien: Gezien; readonly plaatsVan: PlaatsVan },
  fouten: FoutenBak,
): void {
  const ruweId = waardeOp(waarde, ['id']);
  const id = typeof ruweId === 'string' ? parseAansluitingId(ruweId) : undefined;
  if (id !== undefined) {
    const plaats = plaatsVan('id');
    const eerder = gezien.ids.get(id);
    if (eerder === undefined) gezien.ids.set(id, plaats.lijn);
    else fouten.meld(plaats, 'DUBBEL', `Het id ${id} staat al op regel ${eerder}. Kies een ander id.`);
  }
  const certificaten = waardeOp(waarde, ['certificaten']);
  if (!Array.isArray(certificaten)) return;
  for (const index of certificaten.keys()) {
    const gelezen = VELD.vingerafdruk.safeParse(waardeOp(certificaten, [index, 'vingerafdruk']));
    if (!gelezen.success) continue;
    const plaats = plaatsVan('certificaten', index, 'vingerafdruk');
    const eerder = gezien.vingerafdrukken.get(gelezen.data);
    if (eerder === undefined) gezien.vingerafdrukken.set(gelezen.data, plaats.lijn);
    else {
      const uitleg = `Deze vingerafdruk staat al op regel ${eerder}. Een certificaat hoort bij een aansluiting.`;
      fouten.meld(plaats, 'DUBBEL', uitleg);
    }
  }
}

function genoemdePartijen(waarde: unknown, plaatsVan: PlaatsVan): GelezenAansluitingen['bediend'] {
  const partijen = waardeOp(waarde, ['eigenPartijen']);
  if (!Array.isArray(partijen)) return [];
  return (partijen as readonly unknown[]).flatMap((tekst, index) => {
    const partij = typeof tekst === 'string' ? parsePartijCode(tekst) : undefined;
    return partij === undefined ? [] : [{ partij, plaats: plaatsVan('eigenPartijen', index) }];
  });
}

/** What one entry must hold in itself, beyond the form of each key. */
function keurRegel(regel: Regel, plaatsVan: PlaatsVan, fouten: FoutenBak): void {
  for (const [index, { van, tot }] of (regel.certificaten ?? []).entries())
    if (van !== undefined && tot !== undefined && tot < van)
      fouten.meld(
        plaatsVan('certificaten', index, 'tot'),
        'DATUMS_OMGEKEERD',
        `Het certificaat eindigt (${tot}) voordat het begint (${van}).`,
      );

  for (const [index, partij] of (regel.eigenPartijen ?? []).entries()) {
    const rol = partijSoort(partij);
    if (!regel.rollen.includes(rol))
      fouten.meld(
        plaatsVan('eigenPartijen', index),
        'ROL_ONTBREEKT',
        `Partij ${partij} vraagt de rol ${rol}, maar die staat niet bij rollen.`,
      );
  }

  const { wijze } = regel.levering;
  if (wijze === 'amqp' && regel.volgorde !== undefined && regel.volgorde !== 'soepel')
    fouten.meld(plaatsVan('volgorde'), 'AMQP_VOLGORDE', 'Bij levering over AMQP kan alleen volgorde: soepel.');
  keurAdres(regel.levering, plaatsVan, fouten);
}

function keurAdres(levering: Regel['levering'], plaatsVan: PlaatsVan, fouten: FoutenBak): void {
  const { wijze, adres, toegestaneAdressen = [] } = levering;
  const isPush = wijze === 'push-rest' || wijze === 'push-stuf';
  const meld = (sleutel: string, uitleg: string): void =>
    fouten.meld(plaatsVan('levering', sleutel), 'PUSH_ADRES', uitleg);
  if (!isPush) {
    if (adres !== undefined) meld('adres', `Een adres hoort alleen bij push, niet bij ${wijze}. Laat adres weg.`);
    return;
  }
  if (adres === undefined) meld('wijze', `Bij ${wijze} is een adres verplicht.`);
  if (toegestaneAdressen.length === 0) meld('wijze', `Bij ${wijze} is een lijst toegestaneAdressen verplicht.`);
  if (adres === undefined || toegestaneAdressen.length === 0) return;
  const { hostname, host } = new URL(adres);
  const isNaam = (toegestaan: string): boolean => /[g-z]/.test(toegestaan.replace(/:[0-9]+$/, ''));
  // networks and addresses can only be held against what the name resolves to, when pushing
  if (toegestaneAdressen.every(isNaam) && !toegestaneAdressen.includes(hostname) && !toegestaneAdressen.includes(host))
    meld('adres', 'De host van het adres staat niet in toegestaneAdressen.');
}

function naarAansluiting(regel: Regel, plaats: TafelPlaats): Aansluiting {
  const { levering, volgorde = 'soepel' } = regel;
  return {
    id: regel.id,
    naam: regel.naam,
    oin: regel.oin,
    certificaten: (regel.certificaten ?? []).map(({ vingerafdruk, van, tot }) => ({
      vingerafdruk,
      ...grens('van', van),
      ...grens('tot', tot),
    })),
    partijen: regel.eigenPartijen ?? [],
    rollen: regel.rollen,
    levering: {
      wijze: levering.wijze,
      ...(levering.adres !== undefined && { adres: levering.adres }),
      toegestaneAdressen: levering.toegestaneAdressen ?? [],
      // strict order means one at a time, whatever the line says
      gelijktijdig: volgorde === 'strikt' ? 1 : (levering.gelijktijdig ?? GELIJKTIJDIG),
    },
    volgorde,
    soorten: regel.soorten ?? ['bericht'],
    regelbeleid: regel.regelbeleid ?? 'weigeren',
    bomBeleid: regel.bomBeleid ?? 'weigeren',
    retourMandaat: regel.retourMandaat ?? false,
    geblokkeerd: regel.geblokkeerd ?? false,
    profiel: regel.profiel ?? 'jades',
    kopnaam: regel.kopnaam ?? 'adr',
    antwoordAlg: regel.antwoordAlg ?? 'ES256',
    payloadHandtekening: regel.payloadHandtekening ?? false,
    certificaatbinding: regel.certificaatbinding ?? 'vingerafdruk',
    handtekeningHosts: regel.handtekeningHosts ?? [],
    ...(regel.sleutelsoort !== undefined && { sleutelsoort: regel.sleutelsoort }),
    plaats,
  };
}

function grens<N extends 'van' | 'tot'>(naam: N, datum: Datum | undefined): Partial<Record<N, Datum>> {
  return datum === undefined ? {} : ({ [naam]: datum } as Partial<Record<N, Datum>>);
}
