import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { laadTafels } from '../../../src/route/load/laad-tafels.ts';
import { MAX_FOUTEN_PER_BESTAND, TAFEL_FOUTEN } from '../../../src/route/load/tafel-fout.ts';
import { parseDatum } from '../../../src/bericht/datum.ts';
import { foutenVan, GOEDE_TAFELS, laad, laadGoed, maakMap, ruimMap, vervang, voegToe } from '../tafel-map.ts';
import type { Wijziging } from '../tafel-map.ts';
import { AFDRUK, certificaat, TAFEL_GEVALLEN } from './tafel-gevallen.ts';

const VANDAAG = parseDatum('2026-11-25')!;
const crlf = (bestand: string): string => (GOEDE_TAFELS[bestand] ?? '').replaceAll('\n', '\r\n');
describe('laadTafels', function () {
  it('loads the committed demo tables without a fault, with all 342 gemeenten', async function () {
    const uitkomst = await laadTafels({ map: 'routing', omgeving: 'demo', op: VANDAAG });

    if (!uitkomst.ok) throw new Error(JSON.stringify(uitkomst.fout));
    expect(uitkomst.waarde.gemeenten.size).to.equal(342);
    expect([...uitkomst.waarde.aansluitingen.values()].every(({ oin }) => oin.startsWith('00000099'))).to.equal(true);
  });

  it('loads good tables whatever their line ends and byte order marks, to the same contents', async function () {
    const gewoon = await laadGoed();
    const windows = await laadGoed(
      Object.fromEntries(Object.keys(GOEDE_TAFELS).map((bestand) => [bestand, `\ufeff${crlf(bestand)}`])),
    );

    expect({ ...windows, versie: '' }).to.deep.equal({ ...gewoon, versie: '' });
  });

  it('keeps the leading zeros of codes that stand without quotes in YAML', async function () {
    const tafels = await laadGoed(vervang('aansluitingen.yaml', `['0363', '0384']`, '[0363, 0384]'));

    expect(tafels.aansluitingen.get('gemeente-a' as never)?.partijen).to.deep.equal(['0363', '0384']);
  });

  it('gives the same version to the same bytes, and another to any other', async function () {
    const [a, b, c] = [await laadGoed(), await laadGoed(), await laadGoed(voegToe('pauzes.csv', '# niets'))];

    expect(a.versie)
      .to.match(/^[0-9a-f]{12}$/)
      .and.equal(b.versie);
    expect(c.versie).not.to.equal(a.versie);
  });

  it('gives a connection the safe value of everything that its line leaves out', async function () {
    const tafels = await laadGoed();

    const { plaats, levering, ...rest } = tafels.aansluitingen.get('leverancier-c' as never)!;
    expect(plaats).to.deep.equal({ bestand: 'aansluitingen.yaml', lijn: 14 });
    expect(levering).to.deep.equal({ wijze: 'pull', toegestaneAdressen: [], gelijktijdig: 4 });
    expect(rest).to.deep.equal({
      id: 'leverancier-c',
      naam: 'Leverancier C',
      oin: '00000099000000001000',
      certificaten: [],
      partijen: [],
      rollen: ['aanbieder'],
      volgorde: 'soepel',
      soorten: ['bericht'],
      regelbeleid: 'weigeren',
      bomBeleid: 'weigeren',
      retourMandaat: false,
      geblokkeerd: false,
      profiel: 'jades',
      kopnaam: 'adr',
      antwoordAlg: 'ES256',
      payloadHandtekening: false,
      certificaatbinding: 'vingerafdruk',
      handtekeningHosts: [],
    });
  });

  it('tells all faults of all files at once', async function () {
    const fouten = await foutenVan({
      'gemeenten.csv': 'code,naam,geldigVan,geldigTot,opvolger\n363,Amsterdam,,,\n0384,Diemen,2026-02-30,,\n',
      'aanbieders.csv': null,
      'mandaten.csv': 'afzender,indiener\n',
      ...vervang('routes.yaml', 'leverancier-c', 'niemand'),
    });

    expect(fouten).to.deep.equal([
      'gemeenten.csv:2 VORM',
      'gemeenten.csv:3 VORM',
      'aanbieders.csv:0 BESTAND_ONTBREEKT',
      // 0384 is named by a faulty row, so only 0363 is unknown
      'aansluitingen.yaml:5 PARTIJ_ONBEKEND',
      'routes.yaml:7 AANSLUITING_ONBEKEND',
      'mandaten.csv:1 ONTBREEKT',
      'mandaten.csv:1 ONTBREEKT',
      'mandaten.csv:1 ONTBREEKT',
    ]);
  });

  it('explains every code of a fault in the page for operators', async function () {
    const pagina = await readFile('routing/README.md', 'utf8');

    for (const [code, betekenis] of Object.entries(TAFEL_FOUTEN))
      expect(pagina).to.match(new RegExp(`\\| ${code} +\\| ${betekenis.replaceAll(/[()]/g, '\\$&')} +\\|`));
  });

  for (const [titel, wijziging, fouten] of TAFEL_GEVALLEN)
    it(`tells file and line of ${titel}`, async function () {
      expect(await foutenVan(wijziging)).to.deep.equal(fouten);
    });

  it('tells what it cannot read: a folder in the place of a file, a pipe', async function () {
    const map = await maakMap({ 'pauzes.csv': null, 'mandaten.csv': null });
    await mkdir(join(map, 'pauzes.csv'));
    execFileSync('mkfifo', [join(map, 'mandaten.csv')]);

    const uitkomst = await laadTafels({ map, omgeving: 'test', op: VANDAAG });

    await ruimMap(map);
    expect(uitkomst.ok ? [] : uitkomst.fout.map(({ bestand, code }) => `${bestand} ${code}`)).to.deep.equal([
      'mandaten.csv BESTAND_ONLEESBAAR',
      'pauzes.csv BESTAND_ONLEESBAAR',
    ]);
  });

  it('tells that a file may not be read', async function () {
    if (process.getuid?.() === 0) this.skip();
    const map = await maakMap();
    await chmod(join(map, 'pauzes.csv'), 0);

    const uitkomst = await laadTafels({ map, omgeving: 'test', op: VANDAAG });

    await ruimMap(map);
    expect(uitkomst.ok ? '' : uitkomst.fout[0]?.code).to.equal('BESTAND_ONLEESBAAR');
  });

  it('stops telling after five hundred faults of one file, and counts the rest', async function () {
    const uitkomst = await laad({ 'pauzes.csv': `berichtsoort,van,tot\n${'WMO305,x,y\n'.repeat(600)}` });

    const fouten = uitkomst.ok ? [] : uitkomst.fout;
    expect(fouten).to.have.length(MAX_FOUTEN_PER_BESTAND + 1);
    expect(fouten.at(-1)).to.include({ lijn: 0, code: 'TE_VEEL' });
    expect(fouten.at(-1)?.uitleg).to.contain('700');
  });

  it('never repeats what it does not recognise', async function () {
    const uitkomst = await laad({
      ...voegToe('gemeenten.csv', '999911120,=999911120,999911120,999911120,999911120'),
      ...voegToe('routes.yaml', '  - "999911120": 999911120'),
      ...vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: Zorg B\n    "\\e[31m999911120": 1'),
    });

    expect(uitkomst.ok).to.equal(false);
    const tekst = JSON.stringify(uitkomst);
    expect(tekst.replaceAll('\\"999911120\\"', '')).not.to.contain('999911120');
  });
});

describe('certificates and OINs in the tables', function () {
  const echt = vervang('aansluitingen.yaml', '00000099065656055000', '00000003123456780000');
  const metAfdruk = (tekst: Record<string, string>): Wijziging => ({
    'aansluitingen.yaml': (tekst['aansluitingen.yaml'] ?? '').replace(
      '    rollen: [aanbieder]',
      `    rollen: [aanbieder]\n    certificaten: [{ vingerafdruk: ${AFDRUK}, tot: 2026-12-31 }]`,
    ),
  });

  it('may have no certificate in demo and test when the OIN is a test one', async function () {
    expect(await foutenVan({}, { omgeving: 'demo' })).to.deep.equal([]);
    expect(await foutenVan({}, { omgeving: 'test' })).to.deep.equal([]);
  });

  it('refuses a real OIN without certificate in test, and takes it with one', async function () {
    expect(await foutenVan(echt)).to.deep.equal(['aansluitingen.yaml:8 CERTIFICAAT_ONTBREEKT']);
    expect(await foutenVan(metAfdruk(echt))).to.deep.equal([]);
  });

  it('refuses a real OIN in the demo', async function () {
    expect(await foutenVan(metAfdruk(echt), { omgeving: 'demo' })).to.deep.equal(['aansluitingen.yaml:8 OIN_OMGEVING']);
  });

  it('refuses test OINs and missing certificates in production', async function () {
    expect(await foutenVan({}, { omgeving: 'productie' })).to.deep.equal([
      'aansluitingen.yaml:2 OIN_OMGEVING',
      'aansluitingen.yaml:2 CERTIFICAAT_ONTBREEKT',
      'aansluitingen.yaml:8 OIN_OMGEVING',
      'aansluitingen.yaml:8 CERTIFICAAT_ONTBREEKT',
      'aansluitingen.yaml:14 OIN_OMGEVING',
      'aansluitingen.yaml:14 CERTIFICAAT_ONTBREEKT',
    ]);
  });

  it('refuses to take the last valid certificate away, unless the connection is blocked', async function () {
    const vorige = await laadGoed(certificaat(`      - vingerafdruk: ${AFDRUK}`));
    const verlopen = `      - { vingerafdruk: ${AFDRUK}, tot: 2026-11-24 }`;

    expect(await foutenVan(certificaat(verlopen), { vorige })).to.deep.equal([
      'aansluitingen.yaml:2 CERTIFICAAT_ONTBREEKT',
    ]);
    expect(await foutenVan(certificaat(verlopen, '    geblokkeerd: true'), { vorige })).to.deep.equal([]);
  });

  it('starts with a certificate that ended by itself: one party does not stop the hub for all', async function () {
    const afgelopen = certificaat(`      - { vingerafdruk: ${AFDRUK}, tot: 2026-11-24 }`);

    expect(await foutenVan(afgelopen)).to.deep.equal([]);
    expect(await foutenVan(afgelopen, { vorige: await laadGoed(afgelopen) })).to.deep.equal([]);
  });
});
