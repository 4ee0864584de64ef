import { expect } from 'chai';
import { jw305, wmo301, wmo302, wmo305, wmo323, wmo325 } from '../../fixtures/berichten.ts';
import { bevindingenVan, keur, kort } from '../proef-keurder.ts';

/** The valid message with changes, each of which must hit. */
function met(basis: string, ...veranderingen: readonly (readonly [oud: string, nieuw: string])[]): string {
  return veranderingen.reduce((tekst, [oud, nieuw]) => {
    expect(tekst.includes(oud), `"${oud}" komt voor`).to.equal(true);
    return tekst.replace(oud, nieuw);
  }, basis);
}

/** Everything that a finding says, in one line. */
function vol(inhoud: string): readonly string[] {
  return bevindingenVan(inhoud).map((b) => `${b.code} ${b.pad ?? ''}:${b.lijn ?? 0} ${b.uitleg} | ${b.verwacht ?? ''}`);
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

describe('valid messages', function () {
  for (const [naam, maak] of Object.entries({ wmo301, wmo302, wmo305, jw305, wmo323, wmo325 })) {
    it(`are accepted without a finding: ${naam}`, function () {
      const { rapport, code } = keur(maak());

      expect({ code, bevindingen: rapport.bevindingen, uitkomst: rapport.uitkomst }).to.deep.equal({
        code: undefined,
        bevindingen: [],
        uitkomst: 'geaccepteerd',
      });
    });
  }

  it('pass with CDATA, character references and white space where the types collapse it', function () {
    expect(kort(met(wmo305(), ['>0363<', '><![CDATA[0363]]><']))).to.deep.equal([]);
    expect(kort(met(wmo305(), ['>0363<', '>&#48;363<']))).to.deep.equal([]);
    expect(kort(met(wmo305(), ['>3<', '> 3 <']))).to.deep.equal([]);
  });
});

describe('a value that the schema refuses', function () {
  for (const [verandering, verwacht] of [
    [
      ['<b:Geslacht>2<', '<b:Geslacht>7<'],
      'XSD08 /Bericht/Client/Geslacht:23 De waarde van Geslacht staat niet in de lijst van de standaard. | een van: 0, 1, 2',
    ],
    [['<b:Geslacht>2<', '<b:Geslacht><'], 'XSD10 /Bericht/Client/Geslacht:23 Geslacht is leeg. | een van: 0, 1, 2'],
    [
      ['<b:Bsn>999900006', '<b:Bsn>99990000'],
      'XSD09 /Bericht/Client/Bsn:19 De waarde van Bsn heeft niet de juiste vorm. | negen cijfers',
    ],
    [
      ['>0363<', '>٠٣٦٣<'],
      'XSD09 /Bericht/Header/Ontvanger:8 De waarde van Ontvanger heeft niet de juiste vorm. | vier cijfers',
    ],
    [
      ['>0363<', '> 0363<'],
      'XSD09 /Bericht/Header/Ontvanger:8 De waarde van Ontvanger heeft niet de juiste vorm. | vier cijfers',
    ],
    [
      ['>65656055<', '>656560551<'],
      'XSD10 /Bericht/Header/Afzender:7 De waarde van Afzender is te lang. | acht cijfers',
    ],
    [
      ['PROEF0000001', 'PROEF00000012'],
      'XSD10 /Bericht/Header/BerichtIdentificatie/Identificatie:10 De waarde van Identificatie is te lang. | ten minste één teken dat geen spatie is, op één regel; ten hoogste 12 tekens',
    ],
    [
      ['PROEF0000001', ' '],
      'XSD10 /Bericht/Header/BerichtIdentificatie/Identificatie:10 Identificatie is leeg. | ten minste één teken dat geen spatie is, op één regel; ten hoogste 12 tekens',
    ],
    [
      ['2026-03-02</s:Dag', '2026-02-30</s:Dag'],
      'XSD11 /Bericht/Header/BerichtIdentificatie/Dagtekening:11 Dagtekening bevat geen bestaande datum. | datum jjjj-mm-dd, zonder tijdzone',
    ],
    [
      ['2026-03-02</s:Dag', '2026-03-02Z</s:Dag'],
      'XSD09 /Bericht/Header/BerichtIdentificatie/Dagtekening:11 De waarde van Dagtekening heeft niet de juiste vorm. | datum jjjj-mm-dd, zonder tijdzone',
    ],
    [
      ['>1001<', '>1000000000<'],
      'XSD12 /Bericht/Client/StartProducten/StartProduct/ToewijzingNummer:32 Het getal in ToewijzingNummer is te groot of te klein. | geheel getal van 0 tot en met 999999999',
    ],
    [
      ['>1001<', '>een<'],
      'XSD11 /Bericht/Client/StartProducten/StartProduct/ToewijzingNummer:32 ToewijzingNummer bevat geen geheel getal. | geheel getal van 0 tot en met 999999999',
    ],
    [
      ['>418<', '>414<'],
      'XSD13 /Bericht/Header/BerichtCode:4 BerichtCode heeft in dit bericht een vaste waarde, en die staat er niet. | precies 418',
    ],
    [
      ['>3<', '>4<'],
      'XSD13 /Bericht/Header/BerichtVersie:5 BerichtVersie heeft in dit bericht een vaste waarde, en die staat er niet. | precies 3',
    ],
    [
      ['>1.0.0</s:Basis', '>1.0</s:Basis'],
      'XSD09 /Bericht/Header/XsdVersie/BasisschemaXsdVersie:14 De waarde van BasisschemaXsdVersie heeft niet de juiste vorm. | versienummer zoals 1.0.0',
    ],
    [
      ['>Q<', '>Q9<'],
      'XSD09 /Bericht/Client/Naam/Voorletters:28 De waarde van Voorletters heeft niet de juiste vorm. | alleen letters; ten hoogste 6 tekens',
    ],
  ] as const) {
    it(`gives place, words and what was expected: ${verwacht.split(' ', 2).join(' ')}`, function () {
      expect(vol(met(wmo305(), verandering))).to.deep.equal([verwacht]);
    });
  }

  it('in a time and in a long code list', function () {
    expect(vol(met(wmo301(), ['09:30:00', '25:30:00']))).to.deep.equal([
      'XSD11 /Bericht/Client/ToegewezenProducten/ToegewezenProduct/Toewijzingstijd:44 Toewijzingstijd bevat geen bestaande tijd. | tijd uu:mm:ss, zonder tijdzone',
    ]);
    expect(vol(met(wmo325(), ['>9307<', '>9999<']))[0]).to.match(/\| een van de 59 codes van de codelijst$/);
  });

  it('with a line break in an identifier', function () {
    expect(kort(met(wmo305(), ['PROEF0000001', 'A&#13;&#10;B']))).to.deep.equal([
      'XML14 /Bericht/Header/BerichtIdentificatie/Identificatie:10',
      'XSD09 /Bericht/Header/BerichtIdentificatie/Identificatie:10',
    ]);
  });

  it('is never repeated, nor is anything else of the person', function () {
    const inhoud = met(wmo305(), ['999900006', '99990000X'], ['1950-06-15', '1950-13-15'], ['Proefpersoon', '   ']);

    const alles = JSON.stringify(keur(inhoud));

    expect(keur(inhoud).rapport.bevindingen).to.have.length(3);
    expect(alles).not.to.match(/99990000|1950|Proef/);
  });
});

describe('the order of elements', function () {
  it('gives a missing element the path that it would have had, and the line of what stands there', function () {
    expect(vol(met(wmo305(), ['    <b:Bsn>999900006</b:Bsn>\n', '']))).to.deep.equal([
      'XSD03 /Bericht/Client/Bsn:19 Het element Bsn ontbreekt. | element Bsn: negen cijfers',
    ]);
  });

  it('gives a missing last element the line of its parent', function () {
    expect(vol(met(wmo305(), ['      <s:BerichtXsdVersie>1.0.0</s:BerichtXsdVersie>\n', '']))).to.deep.equal([
      'XSD03 /Bericht/Header/XsdVersie/BerichtXsdVersie:13 Het element BerichtXsdVersie ontbreekt. | element BerichtXsdVersie: versienummer zoals 1.0.0',
    ]);
  });

  it('names an unknown element, cut and escaped, and what could stand there', function () {
    const naam = `X${'y'.repeat(80)}\u200b`;
    expect(vol(met(wmo305(), ['    <b:Geslacht>', '    <b:Foo/>\n    <b:Geslacht>']))).to.deep.equal([
      'XSD04 /Bericht/Client/Foo:23 Het element "Foo" bestaat niet in dit bericht. | element Geslacht',
    ]);
    expect(vol(met(wmo305(), ['    <b:Geslacht>', `    <b:${naam.slice(0, 70)}/>\n    <b:Geslacht>`]))[0]).to.equal(
      `XSD04 /Bericht/Client/X${'y'.repeat(63)}…:23 Het element "X${'y'.repeat(63)}…" bestaat niet in dit bericht. | element Geslacht`,
    );
  });

  it('tells a known element in the wrong parent from an unknown one', function () {
    expect(vol(met(wmo305(), ['  </b:Header>', '  <b:StartProduct/></b:Header>']))).to.deep.equal([
      'XSD04 /Bericht/Header/StartProduct:17 Het element StartProduct hoort hier niet. | geen element meer op deze plaats',
    ]);
  });

  it('finds one element in the wrong place, not its neighbours', function () {
    const versie = '    <b:BerichtVersie>3</b:BerichtVersie>\n';
    expect(vol(met(wmo305(), [versie, ''], ['    <b:Afzender>', `${versie}    <b:Afzender>`]))).to.deep.equal([
      'XSD05 /Bericht/Header/BerichtSubversie:5 Het element BerichtSubversie staat niet op zijn plaats in de volgorde. | BerichtSubversie na BerichtVersie',
    ]);
  });

  it('finds an element too many, with its index', function () {
    const afzender = '    <b:Afzender>65656055</b:Afzender>\n';
    expect(vol(met(wmo305(), [afzender, afzender + afzender]))).to.deep.equal([
      'XSD06 /Bericht/Header/Afzender[2]:8 Het element Afzender komt hier te vaak voor. | ten hoogste 1 keer Afzender',
    ]);
  });

  it('finds the right name in the wrong namespace, and does not call it missing', function () {
    expect(vol(met(wmo305(), ['<s:Datum>1950-06-15</s:Datum>', '<b:Datum>1950-06-15</b:Datum>']))).to.deep.equal([
      'XSD07 /Bericht/Client/Geboortedatum/Datum:21 Het element Datum staat in een andere namespace dan het schema voorschrijft. | Datum in namespace http://www.istandaarden.nl/iwmo/3_2/basisschema/schema',
    ]);
  });

  it('reports all of the layer at once: behind a fault in the order the values are judged as well', function () {
    const inhoud = met(
      wmo305(),
      ['    <b:Bsn>999900006</b:Bsn>\n', ''],
      ['<b:Geslacht>2', '<b:Geslacht>7'],
      ['1950-06-15', '1950-06-31'],
      ['      <s:Voorletters>Q</s:Voorletters>\n', '      <s:Voorletters>Q</s:Voorletters>\n      <s:Bijnaam/>\n'],
      ['>1001<', '>-1<'],
      ['<b:StatusAanlevering>1', '<b:StatusAanlevering a="1">4'],
    );

    expect(kort(inhoud)).to.deep.equal([
      'XSD03 /Bericht/Client/Bsn:19',
      'XSD11 /Bericht/Client/Geboortedatum/Datum:20',
      'XSD08 /Bericht/Client/Geslacht:22',
      'XSD04 /Bericht/Client/Naam/Bijnaam:28',
      'XSD12 /Bericht/Client/StartProducten/StartProduct/ToewijzingNummer:32',
      'XSD14 /Bericht/Client/StartProducten/StartProduct/StatusAanlevering:38',
      'XSD08 /Bericht/Client/StartProducten/StartProduct/StatusAanlevering:38',
    ]);
  });

  it('counts equal siblings from 1, and gives no index where there is one', function () {
    const inhoud = wmo323({}, 3).replace('REGEL2', '').replace('<b:Eenheid>04', '<b:Eenheid>99');

    expect(kort(inhoud)).to.deep.equal([
      'XSD08 /Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie[1]/Eenheid:45',
      'XSD10 /Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie[2]/ProductReferentie/ReferentieNummer:54',
    ]);
  });
});

describe('XML that the schema has no place for', function () {
  it('an attribute', function () {
    expect(vol(met(wmo305(), ['<b:Client>', '<b:Client lang="nl">']))).to.deep.equal([
      'XSD14 /Bericht/Client:18 Het attribuut "lang" is niet toegestaan. | een element zonder attributen',
    ]);
  });

  it('an element inside a value', function () {
    expect(vol(met(wmo305(), ['>0363<', '><b>0363</b><']))).to.deep.equal([
      'XSD15 /Bericht/Header/Ontvanger:8 Ontvanger bevat een ander element, maar mag alleen een waarde bevatten. | vier cijfers',
    ]);
  });

  it('text between elements', function () {
    expect(vol(met(wmo305(), ['<b:Header>', '<b:Header>hallo']))).to.deep.equal([
      'XSD16 /Bericht/Header:3 Hier staat tekst tussen de elementen. | alleen elementen, met hoogstens witruimte ertussen',
    ]);
  });

  it('xsi:nil', function () {
    expect(kort(met(wmo305(), ['<b:Bsn>999900006<', `<b:Bsn ${XSI} xsi:nil="true"><`]))).to.deep.equal([
      'XSD17 /Bericht/Client/Bsn:19',
      'XSD10 /Bericht/Client/Bsn:19',
    ]);
  });

  it('xsi:type, known or not', function () {
    const type = (naam: string): string =>
      met(wmo305(), ['<b:Client>', `<b:Client ${XSI} xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="${naam}">`]);

    expect(kort(type('xs:string'))).to.deep.equal(['XML11 /Bericht/Client:18']);
    expect(kort(type('x:y'))).to.deep.equal(['XML11 /Bericht/Client:18']);
  });

  it('XInclude, which is not carried out', function () {
    const inhoud = met(wmo305(), [
      '<b:Client>',
      '<b:Client><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>',
    ]);

    expect(kort(inhoud)).to.deep.equal(['XML12 /Bericht/Client/include:18']);
  });

  it('a schema location: reported, never fetched, no part of the verdict', function () {
    const inhoud = met(wmo305(), [
      '<b:Client>',
      `<b:Client ${XSI} xsi:schemaLocation="urn:x http://127.0.0.1:9/e.xsd">`,
    ]);

    expect(keur(inhoud).rapport.uitkomst).to.equal('geaccepteerd');
    expect(kort(inhoud)).to.deep.equal(['XML10 :18']);
  });
});

describe('a root that is no message of ours', function () {
  const metNamespace = (namespace: string): string =>
    wmo305().replace('http://www.istandaarden.nl/iwmo/3_2/wmo305/schema', namespace);

  for (const [naam, namespace, verwacht] of [
    [
      'another release',
      'http://www.istandaarden.nl/iwmo/3_1/wmo305/schema',
      'XSD02 /Bericht:2 Het bericht is van release 3.1; die kent dit knooppunt niet. | iWmo 3.2',
    ],
    [
      'a slash at the end',
      'http://www.istandaarden.nl/iwmo/3_2/wmo305/schema/',
      'XSD01 /Bericht:2 De namespace van het hoofdelement lijkt op die van een WMO305, maar is niet precies gelijk. | http://www.istandaarden.nl/iwmo/3_2/wmo305/schema',
    ],
    [
      'https',
      'https://www.istandaarden.nl/iwmo/3_2/wmo305/schema',
      'XSD01 /Bericht:2 De namespace van het hoofdelement lijkt op die van een WMO305, maar is niet precies gelijk. | http://www.istandaarden.nl/iwmo/3_2/wmo305/schema',
    ],
    [
      'capitals',
      'http://www.istandaarden.nl/iwmo/3_2/WMO305/schema',
      'XSD01 /Bericht:2 De namespace van het hoofdelement lijkt op die van een WMO305, maar is niet precies gelijk. | http://www.istandaarden.nl/iwmo/3_2/wmo305/schema',
    ],
    [
      'an unknown message',
      'http://www.istandaarden.nl/ijw/3_2/jw399/schema',
      'XSD01 /Bericht:2 Deze berichtsoort bestaat niet in iJw 3.2. | JW301, JW302, JW305, JW306, JW307, JW308, JW315, JW316, JW317, JW318, JW319, JW320, JW323, JW325',
    ],
    [
      'something else',
      'urn:iets',
      'XSD01 /Bericht:2 De namespace van het hoofdelement hoort niet bij een bericht dat dit knooppunt kent. | een bericht van iWmo 3.2 of iJw 3.2',
    ],
  ] as const) {
    it(`is refused with BRS13: ${naam}`, function () {
      expect(keur(metNamespace(namespace)).code).to.equal('BRS13');
      expect(vol(metNamespace(namespace))).to.deep.equal([verwacht]);
    });
  }

  it('is refused without a namespace, or with another root element', function () {
    expect(vol('<Bericht/>')).to.deep.equal([
      'XSD01 /Bericht:1 Het hoofdelement heeft geen namespace. | een bericht van iWmo 3.2 of iJw 3.2',
    ]);
    expect(
      vol(wmo305().replaceAll('b:Bericht>', 'b:Boodschap>').replace('<b:Bericht ', '<b:Boodschap ')),
    ).to.deep.equal([
      'XSD01 /Boodschap:2 Het hoofdelement van een WMO305 heeft een andere naam. | hoofdelement Bericht',
    ]);
  });
});

describe('large messages', function () {
  it('give the true line past 65 535, and the same path as small ones', function () {
    const inhoud = wmo301({}, 7_000)
      .replace('<b:ToewijzingNummer>7999<', '<b:ToewijzingNummer>x<')
      .replace('<b:ToewijzingNummer>8000<', '<b:Vreemd/><b:ToewijzingNummer>8000<');

    // 36 lines before the first product, 15 each; the number stands on the second line
    expect(kort(inhoud)).to.deep.equal([
      `XSD11 /Bericht/Client/ToegewezenProducten/ToegewezenProduct[6999]/ToewijzingNummer:${36 + 6_998 * 15 + 2}`,
      `XSD04 /Bericht/Client/ToegewezenProducten/ToegewezenProduct[7000]/Vreemd:${36 + 6_999 * 15 + 2}`,
    ]);
  });

  it('give at most 500 findings, and say that there are more', function () {
    const bevindingen = bevindingenVan(wmo323({}, 5_000).replaceAll('<b:Eenheid>04', '<b:Eenheid>99'));

    expect(bevindingen).to.have.length(501);
    expect(bevindingen.at(-1)).to.include({
      code: 'XSD90',
      ernst: 'melden',
      uitleg: 'Het bericht heeft meer fouten dan dit rapport noemt. Herstel deze eerst en controleer het opnieuw.',
    });
  });

  it('take no quadratic time over many refused siblings', function () {
    this.timeout(5_000);
    const inhoud = wmo305().replace('<b:StartProducten>', `<b:StartProducten>${'<b:X/>'.repeat(300_000)}`);

    expect(bevindingenVan(inhoud)).to.have.length(501);
  });
});
