import { expect } from 'chai';
import { parseAansluitingId } from '../../src/bericht/aansluiting.ts';
import type { Aanbieder, Aansluiting, Gemeente, Mandaat, Rol, Tafels } from '../../src/bericht/aansluiting.ts';
import { berichtType } from '../../src/bericht/catalogus.ts';
import type { BerichtSoort } from '../../src/bericht/catalogus.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode, parsePartij, parsePartijCode } from '../../src/bericht/partij.ts';
import { beoordeelMandaat } from '../../src/verify/mandaat.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';

const datum = (tekst: string) => parseDatum(tekst)!;
const plaats = (lijn: number) => ({ bestand: 'x', lijn });

function aanbieder(agb: string, anders: Partial<Aanbieder> = {}): Aanbieder {
  return { agb: parseAgbCode(agb)!, naam: 'Zorg', grondslagen: ['wmo'], plaats: plaats(2), ...anders };
}

function gemeente(code: string, anders: Partial<Gemeente> = {}): Gemeente {
  return { code: parseGemeenteCode(code)!, naam: 'Stad', plaats: plaats(2), ...anders };
}

function mandaat(afzender: string, anders: Partial<Mandaat> = {}): Mandaat {
  return {
    afzender: parsePartijCode(afzender)!,
    indiener: parseAansluitingId('leverancier')!,
    berichtsoorten: [],
    plaats: plaats(12),
    ...anders,
  };
}

const AANBIEDERS = [
  aanbieder('11111111'),
  aanbieder('22222222', { grondslagen: ['jw'] }),
  aanbieder('33333333', { geldigVan: datum('2026-06-01'), geldigTot: datum('2026-06-30') }),
];
const GEMEENTEN = [
  gemeente('0001'),
  gemeente('0002', { geldigTot: datum('2025-12-31'), opvolger: parseGemeenteCode('0003')! }),
  gemeente('0003', { geldigTot: datum('2025-12-31'), opvolger: parseGemeenteCode('0004')! }),
  gemeente('0004', { geldigVan: datum('2026-01-01') }),
  gemeente('0005', { geldigTot: datum('2025-12-31'), opvolger: parseGemeenteCode('0006')! }),
  gemeente('0006', { geldigTot: datum('2025-12-31'), opvolger: parseGemeenteCode('0005')! }),
];

function tafels(mandaten: readonly Mandaat[] = []): Tafels {
  return {
    versie: 'v',
    aansluitingen: new Map(),
    gemeenten: new Map(GEMEENTEN.map((rij) => [rij.code, rij])),
    aanbieders: new Map(AANBIEDERS.map((rij) => [rij.agb, rij])),
    mandaten,
    routes: [],
    releases: [],
    pauzes: [],
  };
}

function aansluiting(partijen: readonly string[], rollen: readonly Rol[], id = 'eigen'): Aansluiting {
  return maakAansluiting({
    id: parseAansluitingId(id)!,
    partijen: partijen.map((code) => parsePartijCode(code)!),
    rollen,
  });
}

function oordeel(vraag: {
  readonly wie: Aansluiting;
  readonly partij: string;
  readonly soort: BerichtSoort;
  readonly mandaten?: readonly Mandaat[];
  readonly op?: string;
}): string | undefined {
  const uitkomst = beoordeelMandaat(tafels(vraag.mandaten), {
    aansluiting: vraag.wie,
    partij: parsePartij(vraag.partij)!,
    type: berichtType(vraag.soort),
    op: datum(vraag.op ?? '2026-06-15'),
  });
  return uitkomst.ok ? (uitkomst.waarde.regel ?? 'eigen') : uitkomst.fout;
}

describe('mandate: who may act for whom', function () {
  const zorg = aansluiting(['11111111', '22222222', '33333333'], ['aanbieder']);
  const stad = aansluiting(['0001', '0002', '0004', '0005'], ['gemeente']);
  const leverancier = aansluiting([], ['aanbieder', 'gemeente'], 'leverancier');

  it('lets a connection act for the parties that it serves', function () {
    expect(oordeel({ wie: zorg, partij: '11111111', soort: 'WMO305' })).to.equal('eigen');
    expect(oordeel({ wie: stad, partij: '0001', soort: 'WMO301' })).to.equal('eigen');
  });

  it('does not know a party outside the tables, or outside its dates → BRS01', function () {
    expect(oordeel({ wie: zorg, partij: '99999999', soort: 'WMO305' })).to.equal('BRS01');
    expect(oordeel({ wie: stad, partij: '9999', soort: 'WMO301' })).to.equal('BRS01');
    expect(oordeel({ wie: zorg, partij: '33333333', soort: 'WMO305', op: '2026-05-31' })).to.equal('BRS01');
    expect(oordeel({ wie: zorg, partij: '33333333', soort: 'WMO305', op: '2026-06-01' })).to.equal('eigen');
    expect(oordeel({ wie: zorg, partij: '33333333', soort: 'WMO305', op: '2026-06-30' })).to.equal('eigen');
    expect(oordeel({ wie: zorg, partij: '33333333', soort: 'WMO305', op: '2026-07-01' })).to.equal('BRS01');
  });

  it('refuses a provider the messages of a law under which it does not work → BRS02', function () {
    expect(oordeel({ wie: zorg, partij: '11111111', soort: 'JW305' })).to.equal('BRS02');
    expect(oordeel({ wie: zorg, partij: '22222222', soort: 'JW305' })).to.equal('eigen');
    expect(oordeel({ wie: zorg, partij: '22222222', soort: 'WMO305' })).to.equal('BRS02');
  });

  it('refuses a connection without the role of the side for which it acts → BRS02', function () {
    const zonderRol = aansluiting(['0001'], ['aanbieder']);
    const gemachtigd = aansluiting([], ['aanbieder'], 'leverancier');

    expect(oordeel({ wie: zonderRol, partij: '0001', soort: 'WMO301' })).to.equal('BRS02');
    expect(oordeel({ wie: gemachtigd, partij: '0001', soort: 'WMO301', mandaten: [mandaat('0001')] })).to.equal(
      'BRS02',
    );
  });

  it('refuses the certificate of one party for another → BRS03', function () {
    expect(oordeel({ wie: aansluiting(['22222222'], ['aanbieder']), partij: '11111111', soort: 'WMO305' })).to.equal(
      'BRS03',
    );
    expect(oordeel({ wie: zorg, partij: '0001', soort: 'WMO301' })).to.equal('BRS03');
  });

  it('takes a toestemmingsverklaring of that day and that message, and names its line', function () {
    const rij = mandaat('11111111', {
      berichtsoorten: ['WMO305', 'WMO307'],
      geldigVan: datum('2026-06-01'),
      geldigTot: datum('2026-06-30'),
    });
    const vraag = { wie: leverancier, partij: '11111111', mandaten: [mandaat('0001', { plaats: plaats(3) }), rij] };

    expect(oordeel({ ...vraag, soort: 'WMO305' })).to.equal('mandaten.csv:12');
    expect(oordeel({ ...vraag, soort: 'WMO305', op: '2026-06-30' })).to.equal('mandaten.csv:12');
    expect(oordeel({ ...vraag, soort: 'WMO305', op: '2026-07-01' })).to.equal('BRS03');
    expect(oordeel({ ...vraag, soort: 'WMO305', op: '2026-05-31' })).to.equal('BRS03');
    expect(oordeel({ ...vraag, soort: 'WMO323' })).to.equal('BRS03');
  });

  it('does not take the toestemmingsverklaring of another connection → BRS03', function () {
    const ander = mandaat('11111111', { indiener: parseAansluitingId('ander')! });

    expect(oordeel({ wie: leverancier, partij: '11111111', soort: 'WMO305', mandaten: [ander] })).to.equal('BRS03');
  });

  it('lets the successor answer a message that was addressed to a merged municipality, and send nothing else for it', function () {
    const opvolger = aansluiting(['0004'], ['gemeente']);

    expect(oordeel({ wie: opvolger, partij: '0002', soort: 'WMO306' })).to.equal('eigen');
    expect(oordeel({ wie: opvolger, partij: '0002', soort: 'WMO301' })).to.equal('BRS01');
    expect(oordeel({ wie: leverancier, partij: '0002', soort: 'WMO306', mandaten: [mandaat('0004')] })).to.equal(
      'mandaten.csv:12',
    );
  });

  it('does not run in circles where successors name each other → BRS01', function () {
    expect(oordeel({ wie: stad, partij: '0005', soort: 'WMO306' })).to.equal('BRS01');
  });
});
