import { expect } from 'chai';
import { wmo305 } from '../../fixtures/berichten.ts';
import { bevindingenVan, keur, kort } from '../proef-keurder.ts';

function met(oud: string, nieuw: string): string {
  const veranderd = wmo305().replaceAll(oud, nieuw);
  expect(veranderd, `"${oud}" komt voor`).not.to.equal(wmo305());
  return veranderd;
}

describe('a message that is not well-formed', function () {
  for (const [naam, inhoud, verwacht] of [
    ['spaces only', '    ', ['XML08 :1']],
    ['cut in the middle', wmo305().slice(0, 400), ['XML08 :9']],
    ['two roots', wmo305() + wmo305().replace(/^.*\n/, ''), ['XML08 :43']],
    ['the whole message twice', wmo305() + wmo305(), ['XML08 :43']],
    ['text behind the root', `${wmo305()}rommel`, ['XML08 :43']],
    ['an end tag of another name', met('</b:Header>', '</b:Kop>'), ['XML08 :17']],
    ['a double attribute', met('<b:Client>', '<b:Client a="1" a="2">'), ['XML08 :18']],
    [
      'a double attribute by two prefixes',
      met('<b:Client>', '<b:Client xmlns:p="u" xmlns:q="u" p:a="1" q:a="2">'),
      ['XML08 :18'],
    ],
    [
      'undeclared prefixes',
      met('b:Bsn>', 'foo:Bsn>').replaceAll('b:Geslacht>', 'bar:Geslacht>'),
      ['XML08 :19', 'XML08 :23'],
    ],
    ['prefix xml bound anew', met('<b:Client>', '<b:Client xmlns:xml="urn:x">'), ['XML08 :18']],
    ['a reference to a forbidden character', met('0363', '03&#0;63'), ['XML08 :8']],
    ['a terminal escape', met('0363', '03&#27;63'), ['XML08 :8']],
    ['a control character', met('0363', '03\u000163'), ['XML08 :8']],
    ['a bare ampersand', met('0363', '03 & 63'), ['XML08 :8']],
    ['a bare less-than', met('0363', '03 < 63'), ['XML08 :8']],
    ['a second declaration', met('?>\n', '?>\n<?xml version="1.0"?>\n'), ['XML08 :2']],
    ['a late declaration', `\n${wmo305()}`, ['XML08 :2']],
    ['a lower-case doctype', met('?>\n', '?>\n<!doctype x>'), ['XML08 :2']],
    ['JSON', '{"bericht": true}', ['XML08 :1']],
    ['an unknown entity', met('0363', '&geheim;'), ['XML13 :8']],
  ] as const) {
    it(`is refused with BRS14 and its line: ${naam}`, function () {
      expect(keur(inhoud).code).to.equal('BRS14');
      expect(kort(inhoud)).to.deep.equal(verwacht);
    });
  }

  it('is refused as LEEG when there is nothing', function () {
    expect(keur('')).to.deep.include({ code: 'LEEG' });
    expect(keur('').rapport.uitkomst).to.equal('afgekeurd');
  });

  it('ends the report at the xml layer', function () {
    expect(keur('<a>').rapport.lagen.map(({ laag, uitkomst }) => `${laag} ${uitkomst}`)).to.deep.equal([
      'xml gezakt',
      'xsd overgeslagen',
      'regels overgeslagen',
      'historie overgeslagen',
    ]);
  });

  it('is told in our own Dutch, without the text around it', function () {
    const [bevinding] = bevindingenVan(met('<b:Bsn>999900006', '<b:Bsn>999900006&nbsp;'));

    expect(bevinding).to.deep.equal({
      laag: 'xml',
      code: 'XML13',
      lijn: 19,
      uitleg: 'Het bericht gebruikt een entiteit die niet bestaat: "nbsp".',
      verwacht: 'alleen &lt; &gt; &amp; &apos; &quot; en verwijzingen naar tekens',
      wieIsAanZet: 'leverancier',
      ernst: 'weigeren',
    });
  });

  it('opens no external entity: the verdict does not depend on the file', function () {
    const xxe = (pad: string): string =>
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file://${pad}">]><a>&e;</a>`;

    expect(bevindingenVan(xxe('/etc/hostname'))).to.deep.equal(bevindingenVan(xxe('/bestaat/niet')));
  });
});

describe('XML14: characters that are not seen, in an identifier', function () {
  for (const [naam, teken] of [
    ['a bidi override', '\u202e'],
    ['a line separator', '\u2028'],
    ['a zero width space', '\u200b'],
    ['a no-break space', '\u00a0'],
    ['a tab', '&#9;'],
  ] as const) {
    it(`reports ${naam} and accepts the message`, function () {
      const inhoud = wmo305({ identificatie: `A${teken}B` });

      expect(keur(inhoud).rapport.uitkomst).to.equal('geaccepteerd');
      expect(kort(inhoud)).to.deep.equal(['XML14 /Bericht/Header/BerichtIdentificatie/Identificatie:10']);
    });
  }

  it('says nothing of ordinary letters, accents or signs', function () {
    expect(kort(wmo305({ identificatie: "=1+1 é' --" }))).to.deep.equal([]);
  });

  it('shows a path with escaped names when the parents are unknown to the schema', function () {
    const inhoud = wmo305().replace(
      '</b:Header>',
      '<b:Vreemd><b:ReferentieNummer>A\u202eB</b:ReferentieNummer></b:Vreemd></b:Header>',
    );

    expect(kort(inhoud)[0]).to.equal('XML14 /Bericht/Header/Vreemd/ReferentieNummer:17');
  });
});
