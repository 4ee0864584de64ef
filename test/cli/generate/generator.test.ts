import { expect } from 'chai';
import { passesElfproef } from '../../../src/bericht/bsn.ts';
import { BERICHTTYPEN, berichtType } from '../../../src/bericht/catalogus.ts';
import { createGenerator, maakVoorbeelden } from '../../../src/cli/generate/generator.ts';
import type { SynthetischBericht } from '../../../src/cli/generate/generator.ts';
import { leesBericht, openSchemas } from './schemas.ts';
import type { Schemas } from './schemas.ts';
import { datum, PAREN, PEILDATUM, vraag } from './voorbeeldvraag.ts';

const SOORTEN = BERICHTTYPEN.map(({ soort }) => soort);

function eerste(aantal: number, seed: number): readonly SynthetischBericht[] {
  const generator = createGenerator(vraag(seed));
  return Array.from({ length: aantal }, () => generator.volgende());
}

describe('the generator of synthetic messages', function () {
  let schemas: Schemas;

  before(function () {
    schemas = openSchemas();
  });

  after(function () {
    schemas.dispose();
  });

  for (const seed of [0, 1, 42, 4_294_967_296, Number.MAX_SAFE_INTEGER]) {
    it(`makes all 28 messages valid by their schema from seed ${seed}`, function () {
      const voorbeelden = maakVoorbeelden(vraag(seed));

      expect(voorbeelden.map(({ soort }) => soort)).to.have.members(SOORTEN);
      expect(voorbeelden.flatMap((bericht) => schemas.fouten(bericht))).to.deep.equal([]);
    });
  }

  it('stays valid while hundreds of stories go on', function () {
    const berichten = [7, 8, 9].flatMap((seed) => eerste(1000, seed));

    expect(berichten.flatMap((bericht) => schemas.fouten(bericht))).to.deep.equal([]);
    expect(new Set(berichten.map(({ soort }) => soort))).to.deep.equal(new Set(SOORTEN));
  });

  for (const dag of ['2021-02-01', '2024-02-29', '2024-03-01', '2027-12-31']) {
    it(`dates nothing after ${dag} when that is today`, function () {
      const generator = createGenerator(vraag(3, datum(dag)));
      const berichten = Array.from({ length: 400 }, () => generator.volgende());

      expect(berichten.flatMap((bericht) => schemas.fouten(bericht))).to.deep.equal([]);
      const dagen = berichten.flatMap(({ xml }) => {
        const bericht = leesBericht(xml);
        return [...bericht.alle('Dagtekening'), ...bericht.alle('DagtekeningRetour')].map(({ tekst }) => tekst);
      });
      expect(dagen.filter((tekst) => tekst > dag)).to.deep.equal([]);
    });
  }

  it('gives the same bytes for the same seed', function () {
    expect(eerste(300, 5)).to.deep.equal(eerste(300, 5));
  });

  it('gives other messages, numbers and persons for another seed', function () {
    const [links, rechts] = [eerste(28, 5), eerste(28, 6)];

    expect(links.filter(({ xml }, i) => xml === rechts[i]!.xml)).to.deep.equal([]);
    const nummers = new Set(links.map(({ identificatie }) => identificatie));
    expect(rechts.filter(({ identificatie }) => nummers.has(identificatie))).to.deep.equal([]);
    expect(links[0]!.bsns).not.to.deep.equal(rechts[0]!.bsns);
  });

  it('says of each message what stands in its header', function () {
    for (const bericht of eerste(400, 11)) {
      const kop = leesBericht(bericht.xml).een('Header');
      expect(kop.waarde('BerichtCode')).to.equal(berichtType(bericht.soort).berichtcode);
      expect(kop.waarde('Afzender')).to.equal(bericht.afzender);
      expect(kop.waarde('Ontvanger')).to.equal(bericht.ontvanger);
      expect(kop.waarde('BerichtIdentificatie', 'Identificatie')).to.equal(bericht.identificatie);
      expect(kop.waarde('IdentificatieRetour')).to.equal(bericht.identificatieRetour);
      const eigenDag = kop.waarde('DagtekeningRetour') ?? kop.waarde('BerichtIdentificatie', 'Dagtekening');
      expect(eigenDag).to.equal(bericht.dagtekening);
    }
  });

  it('copies the versions that the schemas tell writers to copy', function () {
    for (const bericht of maakVoorbeelden(vraag(2))) {
      const { basis, bericht: versie } = schemas.versies(bericht.soort);
      for (const naam of ['XsdVersie', 'XsdVersieRetour', 'XsdVersieDeclaratie']) {
        for (const element of leesBericht(bericht.xml).alle(naam)) {
          expect(element.waarde('BasisschemaXsdVersie')).to.equal(basis);
          expect(element.waarde('BerichtXsdVersie')).to.equal(versie);
        }
      }
    }
  });

  it('uses a number once per sender and message, and never nine digits in a row', function () {
    const eigen = eerste(3000, 12).map(({ soort, identificatie, identificatieRetour }) => {
      const nummer = identificatieRetour ?? identificatie;
      expect(nummer)
        .to.have.length(12)
        .and.not.match(/[0-9]{9}/);
      return `${soort} ${nummer}`;
    });

    expect(new Set(eigen).size).to.equal(eigen.length);
  });

  it('only knows BSNs of the test range that pass the elfproef, and lists every BSN and name of a message', function () {
    for (const { xml, bsns, namen } of eerste(1500, 13)) {
      const bericht = leesBericht(xml);
      const gelezen = [...bericht.alle('Achternaam'), ...bericht.alle('Voornamen')].map(({ tekst }) => tekst);
      expect([...new Set(bericht.alle('Bsn').map(({ tekst }) => tekst))]).to.deep.equal(bsns);
      expect([...new Set(gelezen)]).to.have.members(namen);
      for (const bsn of bsns) {
        expect(bsn >= '999900006' && bsn <= '999999990' && passesElfproef(bsn), 'a test BSN').to.equal(true);
      }
    }
  });

  it('describes a BSN as the same person in every message', function () {
    const personen = new Map<string, string>();
    // more cases than there are persons in the test range, so that persons return
    const generator = createGenerator(vraag(14));
    for (let i = 0; i < 4800; i += 1) {
      const client = leesBericht(generator.volgende({ soort: 'JW305' }).xml).een('Client');
      const wie = `${client.een('Geboortedatum').kaal()} ${client.waarde('Geslacht')!} ${client.een('Naam').kaal()}`;
      const bsn = client.waarde('Bsn')!;
      expect(personen.get(bsn) ?? wie, 'the person known under this number').to.equal(wie);
      personen.set(bsn, wie);
    }
    expect(personen.size).to.be.greaterThan(4000);
  });

  it('gives only the message that is asked for', function () {
    const generator = createGenerator(vraag(15));
    for (const soort of SOORTEN) {
      const bericht = generator.volgende({ soort });
      expect(bericht.soort).to.equal(soort);
      expect(schemas.fouten(bericht)).to.deep.equal([]);
    }
  });

  it('makes any message exactly as large as asked', function () {
    const generator = createGenerator(vraag(16));
    for (const soort of SOORTEN) {
      for (const bytes of [10_000, 10_001, 20_480]) {
        const bericht = generator.volgende({ soort, bytes });
        expect(Buffer.byteLength(bericht.xml), soort).to.equal(bytes);
        expect(schemas.fouten(bericht), soort).to.deep.equal([]);
      }
    }
  });

  it('grows by content: white space fills less than one part', function () {
    const generator = createGenerator(vraag(17));
    for (const soort of ['WMO301', 'JW302', 'WMO306', 'JW307', 'WMO315', 'JW318', 'WMO323', 'JW325'] as const) {
      const { xml } = generator.volgende({ soort, bytes: 20_000 });
      expect(Math.max(...[...xml.matchAll(/\s+/g)].map(([wit]) => wit.length)), soort).to.be.lessThan(1500);
    }
  });

  it('leaves a message as it is that is larger than asked', function () {
    const [klein, gewoon] = [createGenerator(vraag(18)), createGenerator(vraag(18))];

    expect(klein.volgende({ soort: 'WMO301', bytes: 10 }).xml).to.equal(gewoon.volgende({ soort: 'WMO301' }).xml);
  });

  it('says so when a message cannot be made that large', function () {
    expect(() => createGenerator(vraag(19)).volgende({ soort: 'WMO319', bytes: 25_000_000 })).to.throw(RangeError);
  });

  for (const soort of ['WMO323', 'JW301'] as const) {
    it(`makes a valid ${soort} of exactly 25 000 000 bytes`, function () {
      this.timeout(120_000);
      const bericht = createGenerator(vraag(20)).volgende({ soort, bytes: 25_000_000 });

      expect(Buffer.byteLength(bericht.xml)).to.equal(25_000_000);
      expect(schemas.fouten(bericht)).to.deep.equal([]);
    });
  }

  it('makes whole cases larger when clients have more products', function () {
    const generator = createGenerator({ ...vraag(21), producten: [10, 10] });
    const berichten = Array.from({ length: 28 }, () => generator.volgende());
    const toewijzing = berichten.find(({ soort }) => soort === 'WMO301')!;

    expect(leesBericht(toewijzing.xml).alle('ToegewezenProduct')).to.have.length(10);
    expect(berichten.flatMap((bericht) => schemas.fouten(bericht))).to.deep.equal([]);
  });

  it('refuses a question that it cannot answer', function () {
    expect(() => createGenerator({ ...vraag(1), paren: [] })).to.throw(RangeError);
    expect(() => createGenerator(vraag(-1))).to.throw(RangeError);
    expect(() => createGenerator(vraag(1.5))).to.throw(RangeError);
    expect(() => createGenerator(vraag(1, datum('2021-01-31')))).to.throw(RangeError);
    expect(() => createGenerator({ ...vraag(1), producten: [0, 2] })).to.throw(RangeError);
  });

  it('can be walked through without end', function () {
    const namen: string[] = [];
    for (const { bestandsnaam } of createGenerator({ seed: 22, paren: PAREN, peildatum: PEILDATUM })) {
      if (namen.push(bestandsnaam) === 100) break;
    }

    expect(namen).to.deep.equal([...namen].sort());
  });
});
