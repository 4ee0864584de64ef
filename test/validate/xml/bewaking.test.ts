import { expect } from 'chai';
import { bewaak } from '../../../src/validate/xml/bewaking.ts';
import { wmo305 } from '../../fixtures/berichten.ts';

type Beleid = 'weigeren' | 'melden';

function codes(inhoud: string | Uint8Array, beleid: Beleid = 'weigeren'): readonly string[] {
  const bytes = typeof inhoud === 'string' ? Buffer.from(inhoud) : inhoud;
  return bewaak(bytes, beleid).bevindingen.map(
    ({ code, lijn, ernst }) => `${code}:${lijn ?? 0}${ernst === 'melden' ? ' melden' : ''}`,
  );
}

const DECLARATIE = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The valid message with one change. */
function met(oud: string, nieuw: string): string {
  const veranderd = wmo305().replace(oud, nieuw);
  expect(veranderd, `"${oud}" komt voor`).not.to.equal(wmo305());
  return veranderd;
}

describe('the guard on the raw bytes', function () {
  it('lets a valid message through', function () {
    expect(bewaak(Buffer.from(wmo305()), 'weigeren')).to.deep.equal({ bevindingen: [], gebroken: false });
  });

  describe('XML01: DOCTYPE', function () {
    for (const [naam, doctype] of [
      ['empty', '<!DOCTYPE b:Bericht>'],
      ['with an external subset', '<!DOCTYPE x SYSTEM "x.dtd">'],
      ['with a file entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'],
      ['with a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'],
    ] as const) {
      it(`refuses a DOCTYPE ${naam}, at its line`, function () {
        expect(codes(met('?>\n', `?>\n${doctype}`))).to.deep.equal(['XML01:2']);
      });
    }

    it('refuses a DOCTYPE behind a comment of 64 KB', function () {
      expect(codes(met('?>\n', `?>\n<!--${'x'.repeat(65_536)}-->\n<!DOCTYPE a>`))).to.deep.equal(['XML01:3']);
    });

    it('reads the text <!DOCTYPE in a comment, in CDATA and in an attribute as text', function () {
      expect(codes(met('<b:Client>', '<!-- <!DOCTYPE a> --><b:Client>'))).to.deep.equal([]);
      expect(codes(met('Proefpersoon', '<![CDATA[<!DOCTYPE a>]]>'))).to.deep.equal([]);
      expect(codes(met('<b:Client>', '<b:Client a="]]><!DOCTYPE a>">'))).to.deep.equal([]);
    });

    it('leaves a lower-case doctype to the parser', function () {
      expect(bewaak(Buffer.from(met('?>\n', '?>\n<!doctype x>')), 'weigeren')).to.deep.equal({
        bevindingen: [],
        gebroken: true,
      });
    });
  });

  describe('XML02: encoding', function () {
    const utf16be = (tekst: string): Buffer => Buffer.from(tekst, 'utf16le').swap16();

    for (const [naam, bytes] of [
      ['UTF-16LE with BOM', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(wmo305(), 'utf16le')])],
      ['UTF-16BE with BOM', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be(wmo305())])],
      ['UTF-16BE without BOM', utf16be(wmo305())],
      ['UTF-16LE without BOM', Buffer.from(wmo305(), 'utf16le')],
      ['UTF-32LE with BOM', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])],
      ['UTF-32BE without BOM', Buffer.from([0, 0, 0, 0x3c])],
      ['EBCDIC', Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93])],
      ['declared UTF-7', Buffer.from(met('UTF-8', 'UTF-7'))],
      ['declared ISO-8859-1', Buffer.from(met('UTF-8', 'ISO-8859-1'))],
      ['declared UTF8 without hyphen', Buffer.from(met('UTF-8', 'UTF8'))],
      ['XML 1.1', Buffer.from(met('version="1.0"', 'version="1.1"'))],
    ] as const) {
      it(`refuses ${naam}`, function () {
        expect(codes(bytes)).to.deep.equal(['XML02:1']);
      });
    }

    for (const [naam, bytes] of [
      ['Latin-1 bytes under a UTF-8 declaration', [0xe9]],
      ['an overlong form', [0xc0, 0xbc]],
      ['an encoded surrogate', [0xed, 0xa0, 0x80]],
      ['a code point past U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
      ['a cut sequence', [0xe2, 0x82]],
      ['a NUL byte', [0]],
    ] as const) {
      it(`refuses ${naam}, at its line`, function () {
        const tekst = wmo305();
        const plaats = tekst.indexOf('Proefpersoon');

        const inhoud = Buffer.concat([
          Buffer.from(tekst.slice(0, plaats)),
          Buffer.from(bytes),
          Buffer.from(tekst.slice(plaats)),
        ]);

        expect(codes(inhoud)).to.deep.equal(['XML02:26']);
      });
    }

    it('takes utf-8 in any case, other quotes, spaces around =, and no declaration at all', function () {
      expect(codes(met('encoding="UTF-8"', "encoding = 'utf-8' standalone='yes'"))).to.deep.equal([]);
      expect(codes(met(DECLARATIE, ''))).to.deep.equal([]);
      expect(codes(met(' encoding="UTF-8"', ''))).to.deep.equal([]);
    });

    it('lets letters of two, three and four bytes through, decomposed ones too', function () {
      expect(codes(met('Proefpersoon', 'Zoë e\u0301 € 𝒳'))).to.deep.equal([]);
    });
  });

  describe('XML03: byte order mark', function () {
    it('refuses one or reports it, as the policy says', function () {
      const inhoud = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(wmo305())]);

      expect(codes(inhoud, 'weigeren')).to.deep.equal(['XML03:1']);
      expect(codes(inhoud, 'melden')).to.deep.equal(['XML03:1 melden']);
    });

    it('refuses a second one whatever the policy', function () {
      const bom = [0xef, 0xbb, 0xbf];
      expect(codes(Buffer.concat([Buffer.from([...bom, ...bom]), Buffer.from(wmo305())]), 'melden')).to.deep.equal([
        'XML03:1',
      ]);
    });
  });

  describe('limits are inclusive', function () {
    const nest = (diepte: number): string => '<a>'.repeat(diepte) + '</a>'.repeat(diepte);
    const attributen = (aantal: number): string =>
      `<a xmlns="u"${Array.from({ length: aantal - 1 }, (_, i) => ` a${i}="1"`).join('')}/>`;

    for (const [code, naam, binnen, buiten] of [
      ['XML04', 'depth 64', nest(64), nest(65)],
      [
        'XML04',
        'depth 64 of empty elements',
        nest(63).replace('<a></a>', '<a><b/></a>'),
        nest(64).replace('<a></a>', '<a><b/></a>'),
      ],
      ['XML05', '64 attributes and declarations', attributen(64), attributen(65)],
      ['XML06', 'a text of 65 536 bytes', `<a>${'x'.repeat(65_536)}</a>`, `<a>${'x'.repeat(65_537)}</a>`],
      ['XML06', 'white space of 65 536 bytes', `<a>${' '.repeat(65_536)}</a>`, `<a>${' '.repeat(65_537)}</a>`],
      [
        'XML06',
        'a text with CDATA',
        `<a>${'x'.repeat(60_000)}<![CDATA[${'y'.repeat(5_536)}]]></a>`,
        `<a>${'x'.repeat(60_000)}<![CDATA[${'y'.repeat(5_537)}]]></a>`,
      ],
      ['XML06', 'an element name of 256 bytes', `<${'n'.repeat(256)}/>`, `<${'n'.repeat(257)}/>`],
      ['XML06', 'an attribute name of 256 bytes', `<a ${'n'.repeat(256)}="1"/>`, `<a ${'n'.repeat(257)}="1"/>`],
      ['XML06', 'an attribute value of 8 192 bytes', `<a b="${'v'.repeat(8_192)}"/>`, `<a b="${'v'.repeat(8_193)}"/>`],
    ] as const) {
      it(`${code}: takes ${naam}, refuses one more`, function () {
        expect(codes(binnen)).to.deep.equal([]);
        expect(codes(buiten)).to.deep.equal([`${code}:1`]);
      });
    }

    it('counts a reference as the bytes that it stands for', function () {
      expect(codes(`<a>${'&amp;'.repeat(65_536)}</a>`)).to.deep.equal([]);
      expect(codes(`<a>${'&#x20AC;'.repeat(21_845)}x</a>`)).to.deep.equal([]);
      expect(codes(`<a>${'&#x20AC;'.repeat(21_845)}xy</a>`)).to.deep.equal(['XML06:1']);
      expect(codes(`<a b="${'&#65;'.repeat(8_192)}"/>`)).to.deep.equal([]);
    });

    it('XML09: takes 1 000 000 elements, refuses one more', function () {
      const wortel = (aantal: number): Buffer => Buffer.from(`<a>${'<x/>'.repeat(aantal - 1)}</a>`);

      expect(codes(wortel(1_000_000))).to.deep.equal([]);
      expect(codes(wortel(1_000_001))).to.deep.equal(['XML09:1']);
    });

    it('reports a long text once, and goes on', function () {
      expect(codes(`<a>\n<b>${'x'.repeat(70_000)}</b>\n<b>${'<![CDATA[x]]>'.repeat(70_000)}</b>\n</a>`)).to.deep.equal([
        'XML06:2',
        'XML06:3',
      ]);
    });
  });

  describe('XML07: comments and processing instructions', function () {
    it('refuses a comment inside a value, before it and behind it', function () {
      expect(codes(met('>0363<', '>03<!-- -->63<'))).to.deep.equal(['XML07:8']);
      expect(codes(met('>0363<', '><!-- -->0363<'))).to.deep.equal(['XML07:8']);
      expect(codes(met('>0363<', '>0363<!-- --><'))).to.deep.equal(['XML07:8']);
      expect(codes(met('>0363<', '><![CDATA[0363]]><!-- --><'))).to.deep.equal(['XML07:8']);
    });

    it('lets comments between elements be, in prolog and epilog too', function () {
      expect(codes(met('<b:Client>', '<!-- a --> <b:Client> <!-- b -->'))).to.deep.equal([]);
      expect(codes(`${met('?>\n', '?>\n<!-- a -->\n')}<!-- b -->`)).to.deep.equal([]);
    });

    it('refuses any processing instruction, in the prolog too', function () {
      expect(codes(met('>0363<', '>03<?x?>63<'))).to.deep.equal(['XML07:8']);
      expect(codes(met('?>\n', '?>\n<?xml-stylesheet href="http://127.0.0.1:9/x"?>'))).to.deep.equal(['XML07:2']);
      expect(codes(wmo305() + '<?x y?>')).to.deep.equal([`XML07:${wmo305().split('\n').length}`]);
    });

    it('leaves a second or late XML declaration to the parser', function () {
      expect(bewaak(Buffer.from(met('?>\n', `?>\n${DECLARATIE}`)), 'weigeren').gebroken).to.equal(true);
      expect(bewaak(Buffer.from(`\n${wmo305()}`), 'weigeren').gebroken).to.equal(true);
    });
  });

  it('XML10: reports a schema location and refuses nothing for it', function () {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

    expect(codes(met('<b:Client>', `<b:Client ${xsi} xsi:schemaLocation="u http://127.0.0.1:9/e.xsd">`))).to.deep.equal(
      ['XML10:18 melden'],
    );
    expect(codes(met('<b:Client>', `<b:Client ${xsi}\n xsi:noNamespaceSchemaLocation="e.xsd">`))).to.deep.equal([
      'XML10:19 melden',
    ]);
  });

  it('stops at fifty findings', function () {
    expect(codes(`<a>${'<?x?>'.repeat(10_000)}</a>`)).to.have.length(50);
  });

  it('says what is wrong and what was expected, in Dutch, and whose turn it is', function () {
    expect(bewaak(Buffer.from(met('?>\n', '?>\n<!DOCTYPE a>')), 'weigeren').bevindingen).to.deep.equal([
      {
        laag: 'xml',
        code: 'XML01',
        lijn: 2,
        uitleg: 'Het bericht bevat een DOCTYPE of een entiteitsdeclaratie. Die is niet toegestaan.',
        verwacht: 'een bericht zonder DOCTYPE',
        wieIsAanZet: 'leverancier',
        ernst: 'weigeren',
      },
    ]);
  });

  for (const [naam, kapot] of [
    ['cut in a tag', '<a><b'],
    ['cut in an attribute', '<a b="x'],
    ['cut in a comment', '<a><!-- x'],
    ['cut in CDATA', '<a><![CDATA[x'],
    ['cut in a processing instruction', '<a><?x'],
    ['with a bare ampersand', '<a>x & y</a>'],
    ['with more ends than begins', '<a></a></a>'],
    ['with an attribute without quotes', '<a b=1/>'],
    ['with a broken declaration', '<?xml encoding="UTF-8"?><a/>'],
  ] as const) {
    it(`calls bytes ${naam} broken`, function () {
      expect(bewaak(Buffer.from(kapot), 'weigeren').gebroken).to.equal(true);
    });
  }
});
