import { expect } from 'chai';
import fc from 'fast-check';
import type { RouteRegel, Tafels } from '../../src/bericht/aansluiting.ts';
import { berichtType, findBerichtType } from '../../src/bericht/catalogus.ts';
import { createFoutenBak } from '../../src/route/load/tafel-fout.ts';
import { keurRouteBotsingen } from '../../src/route/load/route-botsingen.ts';
import { vindRoute } from '../../src/route/vind-route.ts';
import { foutenVan, laadGoed, voegToe } from './tafel-map.ts';

const SOORTEN = ['WMO305', 'WMO301', 'JW305', 'JW302'] as const;
const DAGEN = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'] as const;
const NAAR = { WMO305: '0363', JW305: '0384', WMO301: '65656055', JW302: '0363' } as const;

const eenRoute = fc.record(
  {
    standaard: fc.constantFrom('iwmo', 'ijw'),
    release: fc.constant('3.2'),
    berichtsoort: fc.constantFrom(...SOORTEN),
    ontvanger: fc.constantFrom('0363', '0384', '65656055'),
    geldigVan: fc.constantFrom(...DAGEN),
    geldigTot: fc.constantFrom(...DAGEN),
  },
  { requiredKeys: [] },
);
const routes = fc
  .array(eenRoute, { maxLength: 7 })
  .map((lijst) =>
    lijst
      .filter(
        ({ geldigVan, geldigTot }) => geldigVan === undefined || geldigTot === undefined || geldigVan <= geldigTot,
      )
      .map(
        (route, i) =>
          ({ ...route, aansluiting: `a${i}`, plaats: { bestand: 'routes.yaml', lijn: i + 1 } }) as RouteRegel,
      ),
  );

/** The obvious way: look at every route. A berichtsoort stands for its standard too. */
function passend(alle: readonly RouteRegel[], soort: (typeof SOORTEN)[number], dag: string): readonly RouteRegel[] {
  const type = berichtType(soort);
  return alle.filter(
    (route) =>
      (route.standaard ?? type.standaard) === type.standaard &&
      (route.release ?? type.release) === type.release &&
      (route.berichtsoort ?? soort) === soort &&
      (route.ontvanger ?? NAAR[soort]) === NAAR[soort] &&
      (route.geldigVan ?? '') <= dag &&
      dag <= (route.geldigTot ?? '9999'),
  );
}

function velden(route: RouteRegel): readonly string[] {
  const standaard =
    route.standaard ?? (route.berichtsoort === undefined ? undefined : findBerichtType(route.berichtsoort)?.standaard);
  return [standaard && 's', route.release && 'r', route.berichtsoort && 'b', route.ontvanger && 'o'].filter(
    (veld) => veld !== undefined,
  );
}

/** @returns the routes of which no other matching one looks at more; more than one is doubt. */
function winnaars(alle: readonly RouteRegel[]): readonly RouteRegel[] {
  const beter = (a: RouteRegel, b: RouteRegel): boolean =>
    velden(b).every((veld) => velden(a).includes(veld)) && velden(a).length > velden(b).length;
  return alle.filter((route) => alle.every((ander) => ander === route || beter(route, ander)));
}

function zoek(alle: readonly RouteRegel[], basis: Tafels, soort: (typeof SOORTEN)[number], dag: string): string {
  const aansluitingen = new Map(basis.aansluitingen);
  const voorbeeld = [...basis.aansluitingen.values()][0]!;
  for (const { aansluiting } of alle) aansluitingen.set(aansluiting, { ...voorbeeld, id: aansluiting, partijen: [] });
  const naar = NAAR[soort];
  const van = naar.length === 4 ? '65656055' : '0363';
  const [afzender, ontvanger] = soort === 'JW302' ? [naar, van] : [van, naar];
  const kop = { soort, afzender, ontvanger, identificatie: 'A', dagtekening: '' } as never;
  const route = vindRoute(
    { ...basis, aansluitingen, routes: alle },
    { type: berichtType(soort), kop, nu: new Date(`${dag}T12:00:00Z`) },
  );
  return route.ok ? route.waarde.tafelRegel : route.fout.code;
}

describe('the most specific route', function () {
  it('wins as when every route is looked at, in every table that the check lets through', async function () {
    const basis = await laadGoed();
    let gekeurd = 0;
    fc.assert(
      fc.property(routes, fc.constantFrom(...SOORTEN), fc.constantFrom(...DAGEN), (alle, soort, dag) => {
        const fouten = createFoutenBak([]);
        keurRouteBotsingen(alle, fouten);
        fc.pre(fouten.leeg());
        gekeurd += 1;

        const passen = passend(alle, soort, dag);
        const [winnaar, ...rest] = winnaars(passen);
        expect(rest).to.deep.equal([]);
        const eigen = NAAR[soort].length === 4 ? 'aansluitingen.yaml:2' : 'aansluitingen.yaml:8';
        const verwacht = winnaar === undefined ? eigen : `routes.yaml:${winnaar.plaats.lijn}`;
        expect(winnaar === undefined && passen.length > 0).to.equal(false);
        expect(zoek(alle, basis, soort, dag)).to.equal(verwacht);
      }),
      { numRuns: 400 },
    );
    expect(gekeurd).to.be.greaterThan(200);
  });

  it('is never in doubt for any message on any day: where two fit equally, the check tells', function () {
    fc.assert(
      fc.property(routes, fc.constantFrom(...SOORTEN), fc.constantFrom(...DAGEN), (alle, soort, dag) => {
        const passen = passend(alle, soort, dag);
        fc.pre(passen.length > 1 && winnaars(passen).length === 0);
        const fouten = createFoutenBak([]);

        keurRouteBotsingen(alle, fouten);

        expect(fouten.leeg()).to.equal(false);
      }),
      { numRuns: 100, maxSkipsPerRun: 2000 },
    );
  });

  it('goes before the connection that serves the party itself', async function () {
    const basis = await laadGoed(voegToe('routes.yaml', '  - { ontvanger: 0363, aansluiting: leverancier-c }'));

    expect(zoek(basis.routes, basis, 'WMO305', '2026-11-01')).to.equal('routes.yaml:9');
  });

  /** Faults of a table with only these routes, the first on line 3. */
  const botst = (...regels: readonly string[]): Promise<readonly string[]> =>
    foutenVan({
      'routes.yaml': [
        'releases: []',
        'routes:',
        ...regels.map((regel) => `  - { aansluiting: zorg-b, ${regel} }`),
      ].join('\n'),
    });

  it('may follow another in time, and not overlap it by a day', async function () {
    expect(
      await botst('ontvanger: 0363, geldigTot: 2026-06-30', 'ontvanger: 0363, geldigVan: 2026-07-01'),
    ).to.deep.equal([]);
    expect(
      await botst('ontvanger: 0363, geldigTot: 2026-06-30', 'ontvanger: 0363, geldigVan: 2026-06-30'),
    ).to.deep.equal(['routes.yaml:4 ROUTES_BOTSEN']);
  });

  it('takes a berichtsoort as more specific than its standard', async function () {
    expect(await botst('standaard: ijw', 'berichtsoort: JW305')).to.deep.equal([]);
    expect(await botst('standaard: ijw, berichtsoort: JW305', 'berichtsoort: JW305')).to.deep.equal([
      'routes.yaml:4 ROUTES_BOTSEN',
    ]);
  });

  it('tells two routes that look at different things, unless a third decides for every day', async function () {
    const twee = ['ontvanger: 0363', 'berichtsoort: WMO305'];

    expect(await botst(...twee)).to.deep.equal(['routes.yaml:4 ROUTES_BOTSEN']);
    expect(await botst(...twee, 'ontvanger: 0363, berichtsoort: WMO305')).to.deep.equal([]);
    expect(await botst(...twee, 'ontvanger: 0363, berichtsoort: WMO305, geldigVan: 2026-01-01')).to.deep.equal([
      'routes.yaml:4 ROUTES_BOTSEN',
    ]);
    expect(
      await botst(
        ...twee,
        'ontvanger: 0363, berichtsoort: WMO305, geldigVan: 2026-01-01',
        'ontvanger: 0363, berichtsoort: WMO305, geldigTot: 2025-12-31',
      ),
    ).to.deep.equal([]);
  });

  it('does not tell two routes that never take the same message', async function () {
    expect(await botst('ontvanger: 0363', 'berichtsoort: WMO301')).to.deep.equal([]);
    expect(await botst('ontvanger: 0363, standaard: ijw', 'berichtsoort: WMO305')).to.deep.equal([]);
  });
});
