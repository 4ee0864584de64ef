import { readFileSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlElement,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';

/** From dist/test/xsd/ to the schemas in the root of the project. */
const MAP = new URL('../../../xsd/', import.meta.url);
/** A scheme of our own: the input providers are global to the process, and this one must not catch other files. */
const BRON = 'xsd-set-test:///';
const XS = { xs: 'http://www.w3.org/2001/XMLSchema' };
const IWMO = 'http://www.istandaarden.nl/iwmo/3_2/basisschema/schema';
const IJW = 'http://www.istandaarden.nl/ijw/3_2/basisschema/schema';

/** Number, berichtcode iWmo, berichtcode iJw, root sequence ('?' = optional), who stands in Header/Afzender. */
const BERICHTEN = [
  ['301', '414', '436', 'Header Client', 'gemeente'],
  ['302', '415', '437', 'Header Client?', 'gemeente'],
  ['305', '418', '438', 'Header Client', 'aanbieder'],
  ['306', '419', '439', 'Header Client?', 'aanbieder'],
  ['307', '420', '440', 'Header Client', 'aanbieder'],
  ['308', '421', '441', 'Header Client?', 'aanbieder'],
  ['315', '444', '446', 'Header Client', 'aanbieder'],
  ['316', '445', '447', 'Header Client?', 'aanbieder'],
  ['317', '480', '486', 'Header Client', 'aanbieder'],
  ['318', '481', '487', 'Header Client?', 'aanbieder'],
  ['319', '482', '488', 'Header Antwoord', 'gemeente'],
  ['320', '483', '489', 'Header Antwoord?', 'gemeente'],
  ['323', '484', '490', 'Header Declaratie', 'aanbieder'],
  ['325', '485', '491', 'Header DeclaratieAntwoord?', 'gemeente'],
] as const;

/** The named types of a heenbericht; a retour has RetourCodes besides, directly after Header. */
const TYPEN: Record<string, string> = {
  '301': 'Root Header Client Relaties Relatie Contact Contactgegevens ToegewezenProducten ToegewezenProduct',
  '305': 'Root Header Client StartProducten StartProduct',
  '307': 'Root Header Client StopProducten StopProduct',
  '315': 'Root Header Client AangevraagdeProducten AangevraagdProduct',
  '317':
    'Root Header Client Verzoek OngewijzigdeProducten OngewijzigdProduct TeWijzigenProducten TeWijzigenProduct ' +
    'NieuweProducten NieuwProduct',
  '319': 'Root Header Antwoord',
  '323': 'Root Header Declaratie Clienten Client Prestaties Prestatie',
  '325': 'Root Header RetourCodes DeclaratieAntwoord Clienten Client Prestaties Prestatie',
};
const RETOUR_VAN: Record<string, string> = {
  '302': '301',
  '306': '305',
  '308': '307',
  '316': '315',
  '318': '317',
  '320': '319',
};

interface Bericht {
  readonly soort: string;
  readonly pad: string;
  readonly basis: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly code: string;
  readonly wortel: string;
  readonly afzender: string;
  readonly typen: string;
}

const SET: Bericht[] = (['iwmo', 'ijw'] as const).flatMap((standaard) =>
  BERICHTEN.map(([nummer, iwmo, ijw, wortel, afzender]) => {
    const soort = `${standaard === 'iwmo' ? 'WMO' : 'JW'}${nummer}`;
    const heen = RETOUR_VAN[nummer];
    const typen = heen === undefined ? TYPEN[nummer]! : TYPEN[heen]!.replace('Header', 'Header RetourCodes');
    const jeugd = standaard === 'ijw' && (nummer === '319' || nummer === '320');
    return {
      soort,
      pad: `${standaard}/3.2/${soort}.xsd`,
      basis: standaard === 'iwmo' ? IWMO : IJW,
      prefix: soort.toLowerCase(),
      namespace: `http://www.istandaarden.nl/${standaard}/3_2/${soort.toLowerCase()}/schema`,
      code: standaard === 'iwmo' ? iwmo : ijw,
      wortel,
      afzender,
      typen: jeugd ? `${typen} Woonplaatsbeginsel` : typen,
    };
  }),
);
const PADEN = [...SET.map((b) => b.pad), 'iwmo/3.2/basisschema.xsd', 'ijw/3.2/basisschema.xsd'];

/** A value per simple type without an enumeration, to fill a document with. */
const WAARDEN: Record<string, string> = {
  LDT_AgbCode: '00000001',
  LDT_Bedrag: '1250',
  LDT_BurgerServicenummer: '999900006',
  LDT_Commentaar: 'Geen bijzonderheden',
  LDT_Datum: '2026-03-01',
  LDT_Gemeente: '0000',
  LDT_IdentificatieBericht: 'T-0001',
  LDT_IdentificatieDeclaratie: 'D1',
  LDT_Naam: 'Proef',
  LDT_Nummer: '1',
  LDT_ProductCode: '02A01',
  LDT_Referentie: 'R1',
  LDT_ReferentieNummer: 'P1',
  LDT_Tijd: '12:34:56',
  LDT_TotaalBedrag: '1250',
  LDT_Versie: '1.0.0',
  LDT_Volume: '1',
};

const schemas = new Map<string, XmlDocument>();
const validators = new Map<string, XsdValidator>();

const schema = (pad: string): XmlDocument => schemas.get(pad)!;
function validator(pad: string): XsdValidator {
  const gereed = validators.get(pad) ?? XsdValidator.fromDoc(schema(pad));
  validators.set(pad, gereed);
  return gereed;
}
const attr = (el: XmlElement, naam: string): string | undefined => el.attr(naam)?.value;
const zoek = (in_: XmlDocument | XmlElement, xpath: string): XmlElement[] =>
  in_.find(xpath, XS).filter((n): n is XmlElement => n instanceof XmlElement);
const namen = (pad: string, xpath: string): string[] => zoek(schema(pad), xpath).map((el) => attr(el, 'name') ?? '');

/** Writes a document from the schema itself: the mandatory elements, once, and the optional ones that are named. */
function maakBericht(b: Bericht, ook: readonly string[] = []): string {
  const basis = b.pad.replace(`${b.soort}.xsd`, 'basisschema.xsd');
  const vul = (pad: string, prefix: string, type: string): string =>
    zoek(schema(pad), `/xs:schema/xs:complexType[@name='${type}']/xs:sequence/xs:element`)
      .filter((el) => attr(el, 'minOccurs') !== '0' || ook.includes(attr(el, 'name')!))
      .map((el) => `<${prefix}:${attr(el, 'name')!}>${inhoud(pad, prefix, el)}</${prefix}:${attr(el, 'name')!}>`)
      .join('');
  const inhoud = (pad: string, prefix: string, el: XmlElement): string => {
    const [patroon] = zoek(el, 'xs:simpleType/xs:restriction/xs:pattern');
    const vast = patroon && attr(patroon, 'value')!;
    if (vast !== undefined && /^[0-9]+$/.test(vast)) return vast;
    const [restrictie] = zoek(el, 'xs:simpleType/xs:restriction');
    const [soort, naam] = (restrictie ? attr(restrictie, 'base')! : attr(el, 'type')!).split(':') as [string, string];
    if (soort === b.prefix) return vul(pad, prefix, naam);
    if (naam.startsWith('CDT_')) return vul(basis, 'basis', naam);
    const [code] = zoek(schema(basis), `/xs:schema/xs:simpleType[@name='${naam}']/xs:restriction/xs:enumeration`);
    return code ? attr(code, 'value')! : WAARDEN[naam]!;
  };
  const ns = `xmlns:${b.prefix}="${b.namespace}" xmlns:basis="${b.basis}"`;
  return `<${b.prefix}:Bericht ${ns}>${vul(b.pad, b.prefix, 'Root')}</${b.prefix}:Bericht>`;
}

function geldig(b: Bericht, xml: string): boolean {
  const doc = XmlDocument.fromString(xml);
  try {
    validator(b.pad).validate(doc);
    return true;
  } catch (fout) {
    if (!(fout instanceof XmlValidateError)) throw fout;
    return false;
  } finally {
    doc.dispose();
  }
}

/** Replaces the text of the first element with this name, which must be there. */
function zet(xml: string, naam: string, waarde: string): string {
  const begin = new RegExp(`<[a-z0-9]+:${naam}>`).exec(xml);
  if (begin === null) throw new Error(`the document has no ${naam}`);
  const vanaf = begin.index + begin[0].length;
  return xml.slice(0, vanaf) + waarde.replaceAll('\n', '&#10;') + xml.slice(xml.indexOf('<', vanaf));
}

describe('the XSD set', () => {
  before(() => {
    const bytes = new Map(PADEN.map((pad) => [pad, readFileSync(new URL(pad, MAP))]));
    xmlRegisterInputProvider(
      new XmlBufferInputProvider(Object.fromEntries([...bytes].map(([pad, inhoud]) => [BRON + pad, inhoud]))),
    );
    for (const [pad, inhoud] of bytes) schemas.set(pad, XmlDocument.fromBuffer(inhoud, { url: BRON + pad }));
  });

  after(() => {
    for (const gereed of validators.values()) gereed.dispose();
    for (const doc of schemas.values()) doc.dispose();
  });

  it('holds thirty schemas and no other', () => {
    const gevonden = ['iwmo/3.2/', 'ijw/3.2/'].flatMap((map) => readdirSync(new URL(map, MAP)).map((f) => map + f));
    expect(gevonden.sort()).to.deep.equal([...PADEN].sort());
    expect(PADEN).to.have.length(30);
  });

  for (const pad of PADEN) {
    it(`compiles ${pad}`, () => {
      expect(validator(pad)).to.be.instanceOf(XsdValidator);
    });
  }

  for (const [standaard, basis, versie] of [
    ['iwmo', IWMO, '1.0.0'],
    ['ijw', IJW, '0.1.0'],
  ] as const) {
    it(`gives the basisschema of ${standaard} only types`, () => {
      const pad = `${standaard}/3.2/basisschema.xsd`;
      const { root } = schema(pad);
      expect(attr(root, 'targetNamespace')).to.equal(basis);
      expect(attr(root, 'elementFormDefault')).to.equal('qualified');
      expect(namen(pad, '/xs:schema/xs:simpleType')).to.have.length(60);
      expect(namen(pad, '/xs:schema/xs:complexType')).to.have.length(19);
      expect(zoek(schema(pad), '/xs:schema/xs:element')).to.have.length(0);
      expect(schema(pad).eval("string(//xs:appinfo/*[local-name()='BasisschemaXsdVersie'])", XS)).to.equal(versie);
    });
  }

  for (const b of SET) {
    describe(b.soort, () => {
      it('has its namespace, import, root and types', () => {
        const { root } = schema(b.pad);
        expect(attr(root, 'targetNamespace')).to.equal(b.namespace);
        expect(attr(root, 'elementFormDefault')).to.equal('qualified');
        const imports = zoek(root, 'xs:import').map((i) => [attr(i, 'namespace'), attr(i, 'schemaLocation')]);
        expect(imports).to.deep.equal([[b.basis, 'basisschema.xsd']]);
        const globaal = zoek(root, 'xs:element').map((e) => [attr(e, 'name'), attr(e, 'type')]);
        expect(globaal).to.deep.equal([['Bericht', `${b.prefix}:Root`]]);
        const wortel = zoek(root, "xs:complexType[@name='Root']/xs:sequence/xs:element");
        const inhoud = wortel.map((e) => `${attr(e, 'name')!}${attr(e, 'minOccurs') === '0' ? '?' : ''}`);
        expect(inhoud.join(' ')).to.equal(b.wortel);
        expect(namen(b.pad, '/xs:schema/xs:complexType').join(' ')).to.equal(b.typen);
        expect(zoek(schema(b.pad), '//xs:attribute | //xs:any | //xs:choice | //xs:all')).to.have.length(0);
      });

      it('names its versions in appinfo, in the base namespace', () => {
        const ns = { ...XS, basis: b.basis };
        const lees = (naam: string): unknown =>
          schema(b.pad).eval(`string(/*/xs:annotation/xs:appinfo/basis:${naam})`, ns);
        const versie = b.basis === IWMO ? '1.0.0' : '0.1.0';
        expect(lees('bericht')).to.equal(b.prefix);
        expect(lees('release')).to.equal('3.2');
        expect(lees('BerichtXsdVersie')).to.equal(versie);
        expect(lees('BasisschemaXsdVersie')).to.equal(versie);
      });

      it('fixes berichtcode and release', () => {
        const vast = (naam: string): (string | undefined)[] =>
          zoek(schema(b.pad), `//xs:element[@name='${naam}']/xs:simpleType/xs:restriction/xs:pattern`).map((p) =>
            attr(p, 'value'),
          );
        expect(vast('BerichtCode')).to.deep.equal([b.code]);
        expect(vast('BerichtVersie')).to.deep.equal(['3']);
        expect(vast('BerichtSubversie')).to.deep.equal(['2']);
      });

      it('accepts its minimal document and refuses what differs from it', () => {
        const xml = maakBericht(b);
        const p = b.prefix;
        expect(geldig(b, xml), 'minimal').to.equal(true);
        expect(
          geldig(b, xml.replaceAll(b.namespace, SET.find((ander) => ander !== b)!.namespace)),
          'namespace',
        ).to.equal(false);
        expect(geldig(b, xml.replaceAll(b.basis, b.basis === IWMO ? IJW : IWMO)), 'base namespace').to.equal(false);
        expect(geldig(b, zet(xml, 'BerichtCode', b.code === '414' ? '415' : '414')), 'berichtcode').to.equal(false);
        expect(geldig(b, xml.replace(/<[^>]*:XsdVersie>.*<\/[^>]*:XsdVersie>/, '')), 'missing').to.equal(false);
        expect(geldig(b, xml.replace(`</${p}:Header>`, `<${p}:Extra/></${p}:Header>`)), 'extra').to.equal(false);
        const omgekeerd = xml.replace(/(<\w+:Afzender>.*<\/\w+:Afzender>)(<\w+:Ontvanger>.*<\/\w+:Ontvanger>)/, '$2$1');
        expect(omgekeerd).not.to.equal(xml);
        expect(geldig(b, omgekeerd), 'order').to.equal(false);
        expect(geldig(b, xml.replace(`<${p}:Header>`, `<${p}:Header soort="x">`)), 'attribute').to.equal(false);
        const verwisseld = b.afzender === 'gemeente' ? '00000001' : '0000';
        expect(geldig(b, zet(xml, 'Afzender', verwisseld)), 'afzender').to.equal(false);
      });

      if (b.wortel.endsWith('?')) {
        it('demands RetourCodes in the class below the header, once that is there', () => {
          const klasse = b.wortel.slice('Header '.length, -1);
          const xml = maakBericht(b, [klasse, 'RetourCodes']);
          expect(geldig(b, xml)).to.equal(true);
          const laatste = `</${b.prefix}:RetourCodes></${b.prefix}:${klasse}>`;
          expect(xml).to.contain(laatste);
          const begin = xml.lastIndexOf(`<${b.prefix}:RetourCodes>`);
          expect(geldig(b, xml.slice(0, begin) + xml.slice(xml.lastIndexOf(`</${b.prefix}:${klasse}>`)))).to.equal(
            false,
          );
        });
      }
    });
  }

  describe('facets', () => {
    const bericht = (soort: string): Bericht => SET.find((b) => b.soort === soort)!;
    const met = (soort: string, naam: string, waarde: string): boolean =>
      geldig(
        bericht(soort),
        zet(maakBericht(bericht(soort), ['Commentaar', 'Einddatum', 'RedenWijziging']), naam, waarde),
      );

    it('lets no white space into a code', () => {
      expect(met('WMO301', 'RedenWijziging', '01')).to.equal(true);
      expect(met('WMO301', 'RedenWijziging', ' 01')).to.equal(false);
      expect(met('WMO301', 'RedenWijziging', '01 ')).to.equal(false);
      expect(met('WMO301', 'RedenWijziging', '15')).to.equal(false);
    });

    it('trims a number before its pattern', () => {
      expect(met('JW301', 'BerichtVersie', ' 3 ')).to.equal(true);
      expect(met('JW301', 'BerichtVersie', '03')).to.equal(false);
      expect(met('JW301', 'BerichtVersie', '+3')).to.equal(false);
      expect(met('JW301', 'BerichtCode', ' 436')).to.equal(false);
    });

    it('bounds numbers', () => {
      expect(met('WMO301', 'ToewijzingNummer', '999999999')).to.equal(true);
      expect(met('WMO301', 'ToewijzingNummer', '000000001')).to.equal(true);
      expect(met('WMO301', 'ToewijzingNummer', '1000000000')).to.equal(false);
      expect(met('WMO301', 'ToewijzingNummer', '-1')).to.equal(false);
    });

    it('wants exact digits in codes of parties and in a BSN', () => {
      expect(met('WMO301', 'Bsn', '99990000')).to.equal(false);
      expect(met('WMO301', 'Bsn', '999900006 ')).to.equal(false);
      expect(met('WMO301', 'Ontvanger', '0000000a')).to.equal(false);
      expect(met('WMO301', 'Afzender', '00000')).to.equal(false);
    });

    it('refuses a line break in a single-line text and takes it in Commentaar', () => {
      expect(met('WMO301', 'Identificatie', 'T 1')).to.equal(true);
      expect(met('WMO301', 'Identificatie', 'T\n1')).to.equal(false);
      expect(met('WMO301', 'Identificatie', 'T123456789012')).to.equal(false);
      expect(met('WMO301', 'Identificatie', '   ')).to.equal(false);
      expect(met('WMO301', 'Commentaar', 'eerste\ntweede')).to.equal(true);
      expect(met('WMO301', 'Commentaar', ' \n ')).to.equal(false);
    });

    it('takes a date without zone that exists', () => {
      expect(met('WMO301', 'Dagtekening', ' 2028-02-29 ')).to.equal(true);
      expect(met('WMO301', 'Dagtekening', '2026-02-29')).to.equal(false);
      expect(met('JW301', 'Einddatum', '2027-06-31')).to.equal(false);
      for (const zone of ['Z', '+01:00', '-05:00'])
        expect(met('WMO301', 'Dagtekening', `2026-03-01${zone}`)).to.equal(false);
    });

    it('follows libxml2 on the zone of a time', () => {
      expect(met('WMO301', 'Toewijzingstijd', '12:34:56.789')).to.equal(true);
      expect(met('WMO301', 'Toewijzingstijd', '12:34:56Z')).to.equal(false);
      expect(met('WMO301', 'Toewijzingstijd', '12:34:56+01:00')).to.equal(false);
      expect(met('WMO301', 'Toewijzingstijd', '12:34:56-05:00')).to.equal(true);
    });

    it('wants three numbers in a version, whatever their value', () => {
      expect(met('JW301', 'BerichtXsdVersie', '10.20.30')).to.equal(true);
      expect(met('JW301', 'BerichtXsdVersie', '01.0.0')).to.equal(false);
      expect(met('JW301', 'BerichtXsdVersie', '1.0')).to.equal(false);
    });

    it('restricts DeclaratieNummer in the 323 and not in the 325', () => {
      const antwoord = zet(maakBericht(bericht('WMO325'), ['DeclaratieAntwoord']), 'DeclaratieNummer', 'D-2026/1');
      expect(met('WMO323', 'DeclaratieNummer', 'D20261')).to.equal(true);
      expect(met('WMO323', 'DeclaratieNummer', 'D-2026/1')).to.equal(false);
      expect(geldig(bericht('WMO325'), antwoord)).to.equal(true);
    });

    it('keeps the lists of the two standards apart', () => {
      expect(met('WMO323', 'ProductCategorie', '01')).to.equal(true);
      expect(met('JW323', 'ProductCategorie', '01')).to.equal(false);
      expect(met('JW323', 'ProductCategorie', '45')).to.equal(true);
      expect(met('WMO307', 'RedenBeeindiging', '19')).to.equal(true);
      expect(met('JW307', 'RedenBeeindiging', '19')).to.equal(false);
    });

    it('judges a long Commentaar in linear time', () => {
      const teksten = { letters: 'a', woorden: 'woord ', punten: '.', 'punten en spaties': '. ', regels: 'a.\n' };
      for (const [naam, stuk] of Object.entries(teksten)) {
        const begin = performance.now();
        expect(met('WMO301', 'Commentaar', stuk.repeat(20_000 / stuk.length)), naam).to.equal(true);
        expect(performance.now() - begin, naam).to.be.lessThan(2000);
      }
      const begin = performance.now();
      expect(met('WMO301', 'Commentaar', ' '.repeat(20_000))).to.equal(false);
      expect(met('WMO301', 'Commentaar', `${' '.repeat(20_000)}x`)).to.equal(true);
      expect(performance.now() - begin).to.be.lessThan(2000);
    });
  });
});
