import { expect } from 'chai';
import { berichtType, BERICHTTYPEN } from '../../src/bericht/catalogus.ts';
import type { BerichtSoort } from '../../src/bericht/catalogus.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';
import { parsePartijCode } from '../../src/bericht/partij.ts';
import type { Tafels } from '../../src/bericht/aansluiting.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { vindRoute } from '../../src/route/vind-route.ts';
import { laadGoed, vervang, voegToe } from './tafel-map.ts';

const NU = new Date('2026-11-25T12:00:00Z');

/** Asks for a message by its header; the answer as `aansluiting regel`, or the code. */
function vraag(
  tafels: Tafels,
  soort: BerichtSoort,
  { van, naar, nu = NU }: { van: string; naar: string; nu?: Date },
): string {
  const kop = {
    soort,
    afzender: parsePartijCode(van)!,
    ontvanger: parsePartijCode(naar)!,
    identificatie: 'A',
    dagtekening: '2026-11-25',
  };
  const uitkomst = vindRoute(tafels, { type: berichtType(soort), kop, nu });
  return uitkomst.ok ? `${uitkomst.waarde.aansluiting} ${uitkomst.waarde.tafelRegel}` : uitkomst.fout.code;
}

function volledig(
  tafels: Tafels,
  soort: BerichtSoort,
  { van, naar, nu = NU }: { van: string; naar: string; nu?: Date },
) {
  const kop = { soort, afzender: van as never, ontvanger: naar as never, identificatie: 'A', dagtekening: '' };
  return vindRoute(tafels, { type: berichtType(soort), kop, nu });
}

describe('vindRoute: direction', function () {
  /** Who gets it, written out from the flows of the standard. */
  const NAAR_AANBIEDER = ['301', '306', '308', '316', '318', '319', '325'];

  for (const { soort, nummer, afzender } of BERICHTTYPEN)
    it(`takes ${soort} to the ${NAAR_AANBIEDER.includes(nummer) ? 'aanbieder' : 'gemeente'}`, async function () {
      const tafels = await laadGoed();
      const [van, naar] = afzender === 'gemeente' ? ['0363', '65656055'] : ['65656055', '0363'];

      const verwacht = NAAR_AANBIEDER.includes(nummer)
        ? 'zorg-b aansluitingen.yaml:8'
        : 'gemeente-a aansluitingen.yaml:2';
      expect(vraag(tafels, soort, { van: van, naar: naar })).to.equal(verwacht);
    });

  it('takes a heenbericht and its retour, with the same header, opposite ways', async function () {
    const tafels = await laadGoed();
    const kop = { van: '0363', naar: '65656055' };

    expect(vraag(tafels, 'WMO301', kop)).to.match(/^zorg-b /);
    expect(vraag(tafels, 'WMO302', kop)).to.match(/^gemeente-a /);
  });

  it('routes every pair of parties of the demo tables', async function () {
    const demo = await laadTafels({ map: 'routing', omgeving: 'demo', op: parseDatum('2026-11-25')! });
    if (!demo.ok) throw new Error('demo');

    for (const gemeente of ['0363', '0384'])
      for (const aanbieder of ['65656055', '42420001', '98989898'])
        for (const { soort, afzender } of BERICHTTYPEN) {
          const [van, naar] = afzender === 'gemeente' ? [gemeente, aanbieder] : [aanbieder, gemeente];
          expect(vraag(demo.waarde, soort, { van, naar }), `${soort} ${van} ${naar}`).to.match(
            / (aansluitingen|routes)\.yaml:\d+$/,
          );
        }
  });
});

describe('vindRoute: parties', function () {
  it('refuses an unknown party with BRS04, and a known one without connection with BRS33', async function () {
    const tafels = await laadGoed(voegToe('gemeenten.csv', '0014,Groningen,,,'));

    expect(vraag(tafels, 'WMO305', { van: '65656055', naar: '9999' })).to.equal('BRS04');
    expect(vraag(tafels, 'WMO301', { van: '0363', naar: '00000009' })).to.equal('BRS04');
    expect(vraag(tafels, 'WMO305', { van: '65656055', naar: '0014' })).to.equal('BRS33');
  });

  it('refuses a message of a law under which the aanbieder does not work with BRS05', async function () {
    const tafels = await laadGoed();

    expect(vraag(tafels, 'WMO301', { van: '0363', naar: '42420001' })).to.equal('BRS05');
    expect(vraag(tafels, 'JW301', { van: '0363', naar: '42420001' })).to.equal('zorg-b aansluitingen.yaml:8');
  });

  it('knows an aanbieder from its first to its last day, in Dutch time', async function () {
    const tafels = await laadGoed();
    const op = (moment: string): string =>
      vraag(tafels, 'WMO301', { van: '0363', naar: '98989898', nu: new Date(moment) });

    expect(op('2025-12-31T22:59:59Z')).to.equal('BRS04');
    expect(op('2025-12-31T23:00:00Z')).to.equal('leverancier-c routes.yaml:7');
    expect(op('2026-12-31T22:59:59Z')).to.equal('leverancier-c routes.yaml:7');
    expect(op('2026-12-31T23:00:00Z')).to.equal('BRS04');
  });

  it('follows an ended gemeentecode to the successor of that day, and says so', async function () {
    const tafels = await laadGoed();
    const route = volledig(tafels, 'WMO305', { van: '65656055', naar: '0001' });

    if (!route.ok) throw new Error(route.fout.uitleg);
    expect(route.waarde).to.deep.equal({
      aansluiting: 'gemeente-a',
      ontvangendePartij: '0363',
      tafelVersie: tafels.versie,
      tafelRegel: 'aansluitingen.yaml:2',
      opvolging: '0001 → 0002 → 0363',
    });
  });

  it('does not follow a gemeentecode on its last day, and stops at a successor that is still valid', async function () {
    const tafels = await laadGoed(vervang('aansluitingen.yaml', `'0384'`, `'0384', '0001', '0002'`));
    const gaatNaar = (nu: string): string => {
      const route = volledig(tafels, 'WMO305', { van: '65656055', naar: '0001', nu: new Date(nu) });
      return route.ok ? `${route.waarde.ontvangendePartij} ${route.waarde.opvolging ?? '-'}` : route.fout.code;
    };

    expect(gaatNaar('2025-12-31T12:00:00Z')).to.equal('0001 -');
    expect(gaatNaar('2026-06-30T12:00:00Z')).to.equal('0002 0001 → 0002');
    expect(gaatNaar('2026-07-01T12:00:00Z')).to.equal('0363 0001 → 0002 → 0363');
  });

  it('follows for a retour too: its Afzender has ended', async function () {
    const route = volledig(await laadGoed(), 'WMO302', { van: '0001', naar: '65656055' });

    expect(route.ok && route.waarde.opvolging).to.equal('0001 → 0002 → 0363');
  });

  it('refuses a gemeentecode that ended without successor, or is not valid yet, and gives the date', async function () {
    const tafels = await laadGoed(voegToe('gemeenten.csv', '0014,G,,2025-12-31,', '0034,A,2027-01-01,,'));
    const uitleg = (naar: string): string => {
      const route = volledig(tafels, 'WMO305', { van: '65656055', naar });
      return route.ok ? '' : `${route.fout.code} ${route.fout.uitleg}`;
    };

    expect(uitleg('0014')).to.match(/^BRS04 .*2025-12-31/);
    expect(uitleg('0034')).to.match(/^BRS04 .*2027-01-01/);
  });

  it('never lets test parties and production parties reach one another', async function () {
    const afdruk = 'ab'.repeat(32);
    const tafels = await laadGoed(
      vervang(
        'aansluitingen.yaml',
        `oin: '00000099065656055000'`,
        `oin: '00000003123456780000'\n    certificaten: [{ vingerafdruk: ${afdruk} }]`,
      ),
    );

    expect(vraag(tafels, 'WMO301', { van: '0363', naar: '65656055' })).to.equal('BRS33');
    expect(vraag(tafels, 'WMO305', { van: '65656055', naar: '0363' })).to.equal('BRS33');
    expect(vraag(tafels, 'WMO301', { van: '0363', naar: '98989898' })).to.match(/^leverancier-c /);
  });

  it('judges the connection that signed, when it is given', async function () {
    const afdruk = 'ab'.repeat(32);
    const tafels = await laadGoed(
      vervang(
        'aansluitingen.yaml',
        `oin: '00000099000000001000'`,
        `oin: '00000003123456780000'\n    certificaten: [{ vingerafdruk: ${afdruk} }]`,
      ),
    );
    const kop = {
      soort: 'WMO305',
      afzender: '98989898',
      ontvanger: '0363',
      identificatie: 'A',
      dagtekening: '',
    } as never;
    const indiener = tafels.aansluitingen.get('leverancier-c' as never)!;

    const route = vindRoute(tafels, { type: berichtType('WMO305'), kop, nu: NU, indiener });

    expect(route.ok ? '' : route.fout.code).to.equal('BRS33');
  });

  it('keeps the mailbox of a blocked connection', async function () {
    const tafels = await laadGoed(vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: Zorg B\n    geblokkeerd: true'));

    expect(vraag(tafels, 'WMO301', { van: '0363', naar: '65656055' })).to.match(/^zorg-b /);
  });

  it('refuses when the route names a connection that is gone', async function () {
    const tafels = { ...(await laadGoed()), aansluitingen: new Map() };

    expect(vraag(tafels, 'WMO301', { van: '0363', naar: '98989898' })).to.equal('BRS33');
  });
});

describe('vindRoute: releases and pauses', function () {
  const release = (...regels: readonly string[]): Record<string, string> =>
    vervang(
      'routes.yaml',
      `iwmo\n    release: '3.2'`,
      [`iwmo\n    release: '3.2'`, ...regels.map((r) => `    ${r}`)].join('\n'),
    );
  const heen = { van: '65656055', naar: '0363' };

  it('takes heenberichten between the dates of the release, and its answers until retourTot', async function () {
    const tafels = await laadGoed(release('geldigVan: 2026-11-01', 'geldigTot: 2026-11-30', 'retourTot: 2026-12-31'));
    const op = (dag: string): string =>
      (['WMO305', 'WMO306', 'WMO323', 'WMO325', 'JW305'] as const)
        .map((soort) => {
          const kop = soort === 'WMO325' ? { van: '0363', naar: '65656055' } : heen;
          return vraag(tafels, soort, { ...kop, nu: new Date(`${dag}T12:00:00Z`) }).replace(/ .*/, '');
        })
        .join(' ');

    expect(op('2026-10-31')).to.equal('RELEASE RELEASE RELEASE RELEASE gemeente-a');
    expect(op('2026-11-01')).to.equal('gemeente-a zorg-b gemeente-a zorg-b gemeente-a');
    expect(op('2026-11-30')).to.equal('gemeente-a zorg-b gemeente-a zorg-b gemeente-a');
    expect(op('2026-12-01')).to.equal('RELEASE zorg-b RELEASE zorg-b gemeente-a');
    expect(op('2026-12-31')).to.equal('RELEASE zorg-b RELEASE zorg-b gemeente-a');
    expect(op('2027-01-01')).to.equal('RELEASE RELEASE RELEASE RELEASE gemeente-a');
  });

  it('says the dates of the release in its refusal', async function () {
    const tafels = await laadGoed(release('geldigVan: 2026-01-01', 'geldigTot: 2026-11-24', 'retourTot: 2026-12-31'));

    const route = volledig(tafels, 'WMO305', heen);

    expect(route.ok ? '' : route.fout.uitleg).to.equal(
      'iWmo 3.2 is op 2026-11-25 niet in gebruik voor heenberichten. Deze release wordt aangenomen: van 2026-01-01 tot en met 2026-11-24. Retour- en antwoordberichten worden aangenomen tot en met 2026-12-31.',
    );
  });

  it('refuses a release that the tables do not name', async function () {
    const tafels = await laadGoed(vervang('routes.yaml', `  - standaard: ijw\n    release: '3.2'\n`, ''));

    expect(vraag(tafels, 'JW305', heen)).to.equal('RELEASE');
    expect(vraag(tafels, 'WMO305', heen)).to.match(/^gemeente-a/);
  });

  it('refuses in a pause, from its first moment until just before its last', async function () {
    const tafels = await laadGoed(voegToe('pauzes.csv', 'WMO305,2026-11-25T18:00:00+01:00,2026-11-26T06:00:00+01:00'));
    const op = (moment: string, soort: BerichtSoort = 'WMO305'): string =>
      vraag(tafels, soort, { ...heen, nu: new Date(moment) });

    expect(op('2026-11-25T16:59:59.999Z')).to.match(/^gemeente-a/);
    expect(op('2026-11-25T17:00:00.000Z')).to.equal('PAUZE');
    expect(op('2026-11-26T04:59:59.999Z')).to.equal('PAUZE');
    expect(op('2026-11-26T05:00:00.000Z')).to.match(/^gemeente-a/);
    expect(op('2026-11-25T20:00:00.000Z', 'WMO307')).to.match(/^gemeente-a/);
  });

  it('gives the moment at which the last of joined pauses ends, in Dutch time', async function () {
    const tafels = await laadGoed(
      voegToe(
        'pauzes.csv',
        ',2026-11-26T00:00:00+01:00,2026-11-26T07:30:00+01:00',
        'WMO305 JW305,2026-11-25T10:00:00Z,2026-11-26T00:00:00+01:00',
        'WMO305,2026-12-01T00:00:00Z,2026-12-02T00:00:00Z',
      ),
    );

    const route = volledig(tafels, 'WMO305', heen);

    expect(route).to.deep.equal({
      ok: false,
      fout: {
        code: 'PAUZE',
        uitleg:
          'WMO305 wordt tijdelijk niet aangenomen, tot 26 november 2026 om 07:30 (Nederlandse tijd). Stuur het bericht daarna opnieuw.',
        tot: new Date('2026-11-26T06:30:00Z'),
      },
    });
  });

  it('judges release before pause before party', async function () {
    const tafels = await laadGoed({
      ...release('geldigTot: 2026-11-24'),
      ...voegToe('pauzes.csv', ',2026-11-25T10:00:00Z,2026-11-26T00:00:00Z'),
    });

    expect(vraag(tafels, 'WMO305', { van: '65656055', naar: '9999' })).to.equal('RELEASE');
    expect(vraag(tafels, 'JW305', { van: '65656055', naar: '9999' })).to.equal('PAUZE');
  });
});
