import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Aansluiting, AansluitingId, Mandaat, RouteRegel, Tafels } from '../../src/bericht/aansluiting.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import type { PartijCode } from '../../src/bericht/partij.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';
import { kijkerVan, partijenInPostbus } from '../../src/trace/spoor.ts';

const NU = new Date('2026-11-25T12:00:00Z');
const LEVERANCIER = 'softwareleverancier-fictief' as AansluitingId;
const PARTIJ = '98989898' as PartijCode;
const plaats = { bestand: 'x', lijn: 1 };
const route: RouteRegel = { aansluiting: LEVERANCIER, ontvanger: PARTIJ, plaats };
const mandaat: Mandaat = { afzender: PARTIJ, indiener: LEVERANCIER, berichtsoorten: [], plaats };

describe('As whom a connection looks', function () {
  let demo: Tafels;
  let leverancier: Aansluiting;

  before(async function () {
    const geladen = await laadTafels({ map: resolve('routing'), omgeving: 'demo', op: parseDatum('2026-11-25')! });
    if (!geladen.ok) throw new Error('de demotabellen laden niet');
    demo = geladen.waarde;
    leverancier = demo.aansluitingen.get(LEVERANCIER)!;
  });
  const partijen = (anders: Partial<Tafels>): readonly PartijCode[] =>
    kijkerVan({ ...demo, ...anders }, leverancier, NU).partijen;

  it('is for a party that handed over everything: all its messages come here, and all may be sent from here', function () {
    expect(partijen({ routes: [route], mandaten: [mandaat] })).to.deep.equal([PARTIJ]);
  });

  for (const [wat, anders] of [
    ['a route for one message alone', { routes: [{ ...route, berichtsoort: 'WMO323' }], mandaten: [mandaat] }],
    ['a route for one standard alone', { routes: [{ ...route, standaard: 'iwmo' }], mandaten: [mandaat] }],
    ['a route without a toestemmingsverklaring', { routes: [route], mandaten: [] }],
    [
      'a toestemmingsverklaring for one message',
      { routes: [route], mandaten: [{ ...mandaat, berichtsoorten: ['WMO305'] }] },
    ],
    [
      'a toestemmingsverklaring that ended',
      { routes: [route], mandaten: [{ ...mandaat, geldigTot: parseDatum('2026-11-24')! }] },
    ],
    ['a route that ended', { routes: [{ ...route, geldigTot: parseDatum('2026-11-24')! }], mandaten: [mandaat] }],
  ] as const) {
    it(`is not for a party with ${wat}`, function () {
      expect(partijen(anders)).to.deep.equal([]);
    });
  }

  it('leaves the mailbox as it is: what a route brings may be fetched for its party', function () {
    const tafels = { ...demo, routes: [{ ...route, berichtsoort: 'WMO323' as const }], mandaten: [] };

    expect([...partijenInPostbus(tafels, leverancier)]).to.deep.equal([PARTIJ]);
  });
});
