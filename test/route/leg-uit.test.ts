import { expect } from 'chai';
import fc from 'fast-check';
import { BERICHTTYPEN } from '../../src/bericht/catalogus.ts';
import { legUit } from '../../src/route/leg-uit.ts';
import { laadGoed, vervang, voegToe } from './tafel-map.ts';

const OP = new Date('2026-11-25T12:00:00Z');
const vraag = (van: string, naar: string, soort: string, op = OP) =>
  ({ van, naar, soort, op }) as unknown as Parameters<typeof legUit>[1];

describe('legUit', function () {
  it('takes every step, and says of each line that it looked at what became of it', async function () {
    const tafels = await laadGoed(
      voegToe(
        'routes.yaml',
        '  - { ontvanger: 98989898, berichtsoort: WMO301, aansluiting: zorg-b, geldigVan: 2026-06-01 }',
        '  - { ontvanger: 98989898, berichtsoort: WMO301, aansluiting: zorg-b, geldigTot: 2026-05-31 }',
        '  - { ontvanger: 98989898, berichtsoort: WMO325, aansluiting: zorg-b }',
      ),
    );

    const { stappen, uitkomst } = legUit(tafels, vraag('0363', '98989898', 'WMO301'));

    expect(stappen.map(({ stap, uitkomst: goed }) => `${stap} ${goed}`)).to.deep.equal([
      'kop goed',
      'release goed',
      'pauze goed',
      'indieners goed',
      'ontvanger goed',
      'route goed',
      'scheiding goed',
    ]);
    expect(stappen[5]?.regels.map(({ regel, oordeel }) => `${regel} ${oordeel}`)).to.deep.equal([
      'routes.yaml:9 gekozen',
      'routes.yaml:7 past, maar is minder specifiek',
      'routes.yaml:10 geldt niet op deze dag',
      'routes.yaml:11 past niet',
    ]);
    expect(uitkomst).to.deep.include({ ok: true });
    expect(uitkomst.ok && uitkomst.waarde.tafelRegel).to.equal('routes.yaml:9');
  });

  it('says that a retour goes back to the Afzender of its header', async function () {
    const { stappen, uitkomst } = legUit(await laadGoed(), vraag('65656055', '0363', 'WMO302'));

    expect(stappen[0]?.tekst).to.contain('Afzender 0363 en Ontvanger 65656055');
    expect(uitkomst.ok && uitkomst.waarde.aansluiting).to.equal('gemeente-a');
  });

  it('names who may submit: the own connection and those with a mandate on that day', async function () {
    const tafels = await laadGoed(
      voegToe(
        'mandaten.csv',
        '65656055,leverancier-c,WMO305,,',
        '65656055,gemeente-a,WMO307,,',
        '65656055,gemeente-a,,,2026-11-24',
      ),
    );

    const stap = legUit(tafels, vraag('65656055', '0363', 'WMO305')).stappen[3];

    expect(stap?.regels.map(({ regel }) => regel)).to.deep.equal(['aansluitingen.yaml:8', 'mandaten.csv:3']);
  });

  it('says that nobody may submit for a party without connection and mandate', async function () {
    const tafels = await laadGoed(vervang('mandaten.csv', '98989898,leverancier-c,,,\n', ''));

    expect(legUit(tafels, vraag('98989898', '0363', 'WMO305')).stappen[3]).to.include({
      stap: 'indieners',
      uitkomst: 'fout',
    });
  });

  it('tells the code and the dates where a message would be refused', async function () {
    const tafels = await laadGoed({
      ...vervang('routes.yaml', `iwmo\n    release: '3.2'`, `iwmo\n    release: '3.2'\n    geldigTot: 2026-10-31`),
      ...voegToe('pauzes.csv', 'WMO305,2026-11-25T00:00:00Z,2026-11-26T00:00:00Z'),
    });

    const { stappen, uitkomst } = legUit(tafels, vraag('65656055', '9999', 'WMO305'));

    const fouten = stappen.filter((stap) => stap.uitkomst === 'fout').map(({ stap }) => stap);
    expect(fouten).to.deep.equal(['release', 'pauze', 'ontvanger']);
    expect(stappen[1]?.tekst).to.match(/^RELEASE: .*2026-10-31/);
    expect(uitkomst.ok ? '' : uitkomst.fout.code).to.equal('RELEASE');
  });

  it('follows a successor and says by which codes', async function () {
    const { stappen } = legUit(await laadGoed(), vraag('65656055', '0001', 'WMO305'));

    expect(stappen[4]?.tekst).to.contain('0001 → 0002 → 0363').and.contain('Amsterdam');
  });

  it('says that the schema would refuse a message the wrong way round', async function () {
    const tafels = await laadGoed();

    expect(legUit(tafels, vraag('0363', '65656055', 'WMO305')).uitkomst).to.deep.include({ ok: false });
    expect(legUit(tafels, vraag('65656055', '65656055', 'WMO301')).stappen).to.have.length(1);
  });

  it('says the route failed exactly when there is none, for any question', async function () {
    const tafels = await laadGoed(voegToe('gemeenten.csv', '0014,Groningen,,,'));
    const code = fc.constantFrom(
      '0363',
      '0384',
      '0001',
      '0014',
      '9999',
      '65656055',
      '42420001',
      '98989898',
      '00000009',
    );
    fc.assert(
      fc.property(code, code, fc.constantFrom(...BERICHTTYPEN), (van, naar, { soort }) => {
        const { stappen, uitkomst } = legUit(tafels, vraag(van, naar, soort));

        const fout = stappen.some((stap) => stap.uitkomst === 'fout' && stap.stap !== 'indieners');
        expect(fout).to.equal(!uitkomst.ok);
      }),
    );
  });
});
