import { expect } from 'chai';
import { rapportAlsJson, rapportAlsTekst } from '../../src/validate/rapport.ts';
import { wmo305 } from '../fixtures/berichten.ts';
import { keur } from './proef-keurder.ts';

describe('the report', function () {
  const afgekeurd = keur(wmo305().replace('<b:Geslacht>2', '<b:Geslacht>7')).rapport;

  it('as JSON has the form that others build on', function () {
    expect(JSON.stringify(rapportAlsJson('a.xml', afgekeurd))).to.equal(
      '{"bestand":"a.xml","bericht":"WMO305","uitkomst":"afgekeurd",' +
        '"lagen":[{"laag":"xml","uitkomst":"geslaagd"},{"laag":"xsd","uitkomst":"gezakt"},' +
        '{"laag":"regels","uitkomst":"overgeslagen"},{"laag":"historie","uitkomst":"overgeslagen"}],' +
        '"bevindingen":[{"laag":"xsd","code":"XSD08","pad":"/Bericht/Client/Geslacht","lijn":23,' +
        '"uitleg":"De waarde van Geslacht staat niet in de lijst van de standaard.","verwacht":"een van: 0, 1, 2","wieIsAanZet":"leverancier"}]}',
    );
  });

  it('as JSON keeps regel and retourcode in their place', function () {
    const [bevinding] = rapportAlsJson('a.xml', {
      uitkomst: 'afgekeurd',
      lagen: [],
      bevindingen: [
        {
          laag: 'regels',
          code: 'TR018',
          regel: 'TR018',
          retourcode: '0001',
          uitleg: 'u',
          wieIsAanZet: 'afzender',
          ernst: 'weigeren',
        },
      ],
    }).bevindingen;

    expect(Object.keys(bevinding!)).to.deep.equal(['laag', 'code', 'regel', 'retourcode', 'uitleg', 'wieIsAanZet']);
  });

  it('as text says verdict, layers, place, what is wrong, what was expected and whose turn it is', function () {
    expect(rapportAlsTekst('a.xml', afgekeurd)).to.equal(
      [
        'a.xml (WMO305): afgekeurd',
        '  xml geslaagd · xsd gezakt · regels overgeslagen · historie overgeslagen',
        '  - [XSD08] regel 23  /Bericht/Client/Geslacht',
        '    De waarde van Geslacht staat niet in de lijst van de standaard. Verwacht: een van: 0, 1, 2. Aan zet: de leverancier van de software.',
        '',
      ].join('\n'),
    );
  });

  it('as text says of a finding that refuses nothing that it is information', function () {
    const { rapport } = keur(wmo305({ identificatie: 'A\u202eB' }));

    expect(rapportAlsTekst('a.xml', rapport)).to.match(/: goedgekeurd\n[^]*Alleen ter informatie\.\n$/);
  });
});
