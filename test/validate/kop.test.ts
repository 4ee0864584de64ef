import { expect } from 'chai';
import { jw305, wmo301, wmo302, wmo305, wmo323, wmo325 } from '../fixtures/berichten.ts';
import { keur } from './proef-keurder.ts';

const VAN_AANBIEDER = {
  afzender: '65656055',
  ontvanger: '0363',
  identificatie: 'PROEF0000001',
  dagtekening: '2026-03-02',
};
const VAN_GEMEENTE = { ...VAN_AANBIEDER, afzender: '0363', ontvanger: '65656055' };

describe('the Kop', function () {
  for (const [naam, inhoud, verwacht] of [
    ['a heenbericht of a care provider', wmo305(), { soort: 'WMO305', ...VAN_AANBIEDER }],
    ['the same of the other standard', jw305(), { soort: 'JW305', ...VAN_AANBIEDER }],
    ['a heenbericht of a municipality', wmo301(), { soort: 'WMO301', ...VAN_GEMEENTE }],
    [
      'a retour, parties unswapped, with its own identification',
      wmo302(),
      { soort: 'WMO302', ...VAN_GEMEENTE, identificatieRetour: 'RETOUR000001' },
    ],
    ['a declaration', wmo323(), { soort: 'WMO323', ...VAN_AANBIEDER }],
    [
      'an answer to a declaration, with the declaration',
      wmo325(),
      { soort: 'WMO325', ...VAN_GEMEENTE, declaratieIdentificatie: 'PROEF0000323' },
    ],
  ] as const) {
    it(`is read from ${naam}`, function () {
      expect(keur(inhoud).kop).to.deep.equal(verwacht);
    });
  }

  it('is read through CDATA and character references, as the one parser reads them', function () {
    const inhoud = wmo305().replace('>0363<', '><![CDATA[03]]>6&#51;<').replace('>PROEF0000001<', '>&lt;b&gt;é<');

    expect(keur(inhoud).kop).to.include({ ontvanger: '0363', identificatie: '<b>é' });
  });

  it('keeps an Identificatie of twelve characters, however many bytes or code units they take', function () {
    const twaalf = '😀é\u00a0'.repeat(4);

    expect(keur(wmo305().replace('PROEF0000001', twaalf)).kop?.identificatie).to.equal(twaalf);
  });

  for (const tekst of ['999900006', 'Jansen, 1 maart', '2026-06-31', '999900006-01-01']) {
    it(`is readable, and keeps nothing of a Dagtekening that is no ordinary date: ${JSON.stringify(tekst)}`, function () {
      const { kop } = keur(wmo305().replace('<s:Dagtekening>2026-03-02<', `<s:Dagtekening>${tekst}<`));

      expect(kop).to.include({ identificatie: 'PROEF0000001', ontvanger: '0363' });
      expect(kop?.dagtekening).to.equal(undefined);
    });
  }

  it('is read from a message that the schema refuses elsewhere', function () {
    const { code, kop, soort } = keur(wmo305().replace('<b:Geslacht>2', '<b:Geslacht>7'));

    expect({ code, soort, ontvanger: kop?.ontvanger }).to.deep.equal({
      code: 'BRS13',
      soort: 'WMO305',
      ontvanger: '0363',
    });
  });

  for (const [naam, oud, nieuw] of [
    ['a second Afzender', '<b:Afzender>', '<b:Afzender>42420001</b:Afzender><b:Afzender>'],
    ['a second Header', '<b:Client>', '<b:Header/><b:Client>'],
    ['no Identificatie', '<s:Identificatie>PROEF0000001</s:Identificatie>', ''],
    ['an element inside Ontvanger', '>0363<', '><b>0363</b><'],
    ['Ontvanger in another namespace', '<b:Ontvanger>0363</b:Ontvanger>', '<s:Ontvanger>0363</s:Ontvanger>'],
    ['an Identificatie of thirteen characters', '>PROEF0000001<', '>PROEF00000012<'],
    ['an Identificatie on two lines', '>PROEF0000001<', '>PROEF&#10;1<'],
    ['an Identificatie of white space', '>PROEF0000001<', '> &#9; <'],
    ['two care providers', '>0363<', '>42420001<'],
    ['a party of five digits', '>0363<', '>03631<'],
    ['Arabic digits', '>0363<', '>٠٣٦٣<'],
    ['a space before the code', '>0363<', '> 0363<'],
    ['an empty Dagtekening', '>2026-03-02</s:Dag', '></s:Dag'],
  ] as const) {
    it(`is unreadable, and the message refused, with ${naam}`, function () {
      const { code, kop } = keur(wmo305().replace(oud, nieuw));

      expect({ code, kop }).to.deep.equal({ code: 'BRS13', kop: undefined });
    });
  }

  it('is not looked for deeper in the tree', function () {
    const header = /<b:Header>[^]*<\/b:Header>\n/.exec(wmo305())![0];
    const inhoud = wmo305().replace(header, '').replace('<b:Client>', `<b:Client>${header}`);

    expect(keur(inhoud).kop).to.equal(undefined);
  });

  it('is unreadable when a retour lacks its own identification', function () {
    expect(keur(wmo302().replace(/\s*<b:IdentificatieRetour>.*/, '')).kop).to.equal(undefined);
    expect(keur(wmo325().replace(/<b:DeclaratieIdentificatie>[^]*<\/b:DeclaratieIdentificatie>/, '')).kop).to.equal(
      undefined,
    );
  });
});
