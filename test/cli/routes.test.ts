import { expect } from 'chai';
import { Command } from 'commander';
import { registreerRoutes } from '../../src/cli/routes.ts';
import { maakMap, ruimMap, vervang } from '../route/tafel-map.ts';
import type { Wijziging } from '../route/tafel-map.ts';

/** Runs the command as a person would. @returns what it wrote and its exit code. */
async function voerUit(
  argumenten: readonly string[],
  wijziging: Wijziging = {},
): Promise<{ uit: string; code: number }> {
  const map = await maakMap(wijziging);
  const program = new Command('knooppunt').exitOverride();
  let uit = '';
  let code = 0;
  registreerRoutes(program, {
    schrijf: (tekst) => (uit += tekst),
    eindig: (exitcode) => (code = exitcode),
    nu: () => new Date('2026-11-25T12:00:00Z'),
  });
  for (const opdracht of program.commands.flatMap((routes) => routes.commands))
    opdracht.exitOverride().configureOutput({ writeErr: (tekst) => (uit += tekst) });
  try {
    await program.parseAsync(['node', 'knooppunt', 'routes', ...argumenten, '--map', map]);
  } catch {
    code = 64;
  }
  await ruimMap(map);
  return { uit: uit.replaceAll(map, 'MAP'), code };
}

const FOUTEN = { ...vervang('gemeenten.csv', '0363', '363'), 'pauzes.csv': null };

describe('knooppunt routes check', function () {
  it('says that good tables are good, with their version', async function () {
    const { uit, code } = await voerUit(['check']);

    expect(uit).to.match(/^De tabellen in MAP zijn in orde \(versie [0-9a-f]{12}\)\. Aansluitingen: 3, gemeenten: 4,/);
    expect(code).to.equal(0);
  });

  it('tells every fault with file and line, and ends with 1', async function () {
    const { uit, code } = await voerUit(['check'], FOUTEN);

    expect(uit.split('\n').map((regel) => regel.split('  ').slice(0, 2).join(' '))).to.deep.equal([
      'gemeenten.csv:2 VORM',
      'gemeenten.csv:5 OPVOLGER_ONBEKEND',
      'aansluitingen.yaml:5 PARTIJ_ONBEKEND',
      'pauzes.csv BESTAND_ONTBREEKT',
      'De tabellen in MAP hebben 4 fouten. Herstel ze en probeer het opnieuw.',
      '',
    ]);
    expect(code).to.equal(1);
  });

  it('gives the same as JSON', async function () {
    const { uit, code } = await voerUit(['check', '--json'], FOUTEN);

    const json = JSON.parse(uit) as { goed: boolean; fouten: readonly object[] };
    expect(json.goed).to.equal(false);
    expect(json.fouten).to.have.length(4);
    expect(json.fouten[0]).to.have.keys('bestand', 'lijn', 'code', 'uitleg');
    expect(code).to.equal(1);
  });

  it('warns of a connection whose certificate has ended and of a route to an ended gemeente', async function () {
    const { uit, code } = await voerUit(['check'], {
      ...vervang(
        'aansluitingen.yaml',
        '    rollen: [aanbieder]',
        `    rollen: [aanbieder]\n    certificaten: [{ vingerafdruk: ${'ab'.repeat(32)}, tot: 2026-11-24 }]`,
      ),
      ...vervang('routes.yaml', `'98989898'`, `'0001'`),
    });

    expect(uit).to.contain('Let op: aansluitingen.yaml:8').and.contain('Let op: routes.yaml:7');
    expect(code).to.equal(0);
  });

  it('judges for the environment that it is asked', async function () {
    expect((await voerUit(['check', '--omgeving', 'productie'])).uit).to.contain('OIN_OMGEVING');
  });
});

describe('knooppunt routes explain', function () {
  const vraag = ['explain', '--van', '65656055', '--naar', '0363', '--bericht', 'wmo305'];

  it('says in steps where a message goes and by which line', async function () {
    const { uit, code } = await voerUit([...vraag, '--op', '2026-11-23']);

    expect(uit).to.contain('1. [goed] WMO305');
    expect(uit).to.match(/Aansluiting: gemeente-a \(aansluitingen\.yaml:2, tabellen [0-9a-f]{12}\)\n$/);
    expect(code).to.equal(0);
  });

  it('ends with 1 when there is no route, and says why', async function () {
    const { uit, code } = await voerUit(['explain', '--van', '65656055', '--naar', '9999', '--bericht', 'WMO305']);

    expect(uit).to.contain('Geen route: BRS04.');
    expect(code).to.equal(1);
  });

  it('gives the steps as JSON', async function () {
    const { uit } = await voerUit([...vraag, '--json']);

    const json = JSON.parse(uit) as {
      stappen: readonly { stap: string }[];
      uitkomst: { waarde: { aansluiting: string } };
    };
    expect(json.stappen.map(({ stap }) => stap)).to.include('route');
    expect(json.uitkomst.waarde.aansluiting).to.equal('gemeente-a');
  });

  it('tells the faults when the tables are faulty', async function () {
    const { uit, code } = await voerUit(vraag, FOUTEN);

    expect(uit).to.match(/^gemeenten\.csv:2 {2}VORM/);
    expect(code).to.equal(1);
  });

  it('asks for a known berichtsoort, a party and a real day', async function () {
    expect((await voerUit([...vraag.slice(0, 5), '--bericht', 'WMO999'])).uit).to.contain(
      'Verwacht wordt een berichtsoort',
    );
    expect((await voerUit(['explain', '--van', '1', ...vraag.slice(3)])).uit).to.contain('Verwacht wordt een AGB-code');
    expect((await voerUit([...vraag, '--op', '2026-02-30'])).uit).to.contain('Verwacht wordt een dag');
  });
});
