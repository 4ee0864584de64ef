import { expect } from 'chai';
import { berichtType } from '../../../src/bericht/catalogus.ts';
import { createGenerator } from '../../../src/cli/generate/generator.ts';
import { leesBericht } from './schemas.ts';
import type { Gelezen } from './schemas.ts';
import { vraag } from './voorbeeldvraag.ts';

/** Read once: element texts by name, of many messages and of grown ones. */
const gelezen: { nummer: string; wmo: boolean; inhoud: Gelezen }[] = [];

function alle(naam: string, ...nummers: string[]): readonly Gelezen[] {
  return gelezen
    .filter(({ nummer }) => nummers.length === 0 || nummers.includes(nummer))
    .flatMap(({ inhoud }) => inhoud.alle(naam));
}

/** Products of 301, 315 and 317 with their period under one name. */
function producten(): readonly { product: Gelezen; begin: string; einde: string | undefined }[] {
  return [
    ...alle('ToegewezenProduct', '301').map((product) => ({ product, begin: 'Ingangsdatum', einde: 'Einddatum' })),
    ...alle('AangevraagdProduct', '315').map((product) => ({
      product,
      begin: 'ToewijzingIngangsdatum',
      einde: 'ToewijzingEinddatum',
    })),
    ...alle('NieuwProduct', '317').map((product) => ({ product, begin: 'GewensteIngangsdatum', einde: 'Einddatum' })),
  ].map(({ product, begin, einde }) => ({ product, begin: product.waarde(begin)!, einde: product.waarde(einde) }));
}

describe('synthetic messages and the content rules that one message decides', function () {
  before(function () {
    const [gewoon, gegroeid] = [createGenerator(vraag(41)), createGenerator(vraag(42))];
    for (let i = 0; i < 1800; i += 1) {
      const bericht = i % 6 === 0 ? gegroeid.volgende({ bytes: 3000 + 20 * i }) : gewoon.volgende();
      const { nummer, standaard } = berichtType(bericht.soort);
      gelezen.push({ nummer, wmo: standaard === 'iwmo', inhoud: leesBericht(bericht.xml) });
    }
  });

  it('CD005, CD025, CD034, CS089: an address in the Netherlands is complete', function () {
    for (const adres of alle('Adres')) {
      expect(adres.waarde('LandCode')).to.equal('NL');
      expect(adres.waarde('Postcode')).to.match(/^[1-9][0-9]{3}[A-Z]{2}$/);
      expect(adres.waarde('Postcode')).not.to.match(/S[ADS]$/);
      expect(adres.waarde('Huis', 'Huisnummer')).to.match(/^[1-9][0-9]*$/);
    }
  });

  it('CD007: a language goes with the interpreter of a language', function () {
    const vormen = alle('Communicatie');
    expect(vormen.length).to.be.greaterThan(5);
    for (const vorm of vormen) expect(vorm.waarde('Taal') !== undefined).to.equal(vorm.waarde('Vorm') === '1');
  });

  it('CD009, TR061, TR101: one contact of a kind, a period for a temporary address only', function () {
    for (const gegevens of alle('Contactgegevens')) {
      const soorten = gegevens.alle('Soort').map(({ tekst }) => tekst);
      expect(soorten).to.include('01');
      expect(new Set(soorten).size).to.equal(soorten.length);
    }
    for (const contact of alle('Contact'))
      if (contact.alle('Periode').length > 0) expect(contact.waarde('Soort')).to.equal('04');
  });

  it('CS050, CS318: the use of names fits the names', function () {
    for (const naam of alle('Naam', '301')) {
      const partner = naam.alle('Partnernaam').length > 0;
      expect(partner ? ['1', '2', '3', '4'] : ['1']).to.include(naam.waarde('NaamGebruik'));
    }
  });

  it('CS139: an unknown day is the first', function () {
    for (const geboren of alle('Geboortedatum')) {
      const [dag, gebruik] = [geboren.waarde('Datum')!, geboren.waarde('DatumGebruik')];
      if (gebruik !== undefined) expect(dag).to.match(gebruik === '1' ? /-01$/ : /-01-01$/);
    }
  });

  it('CD041, CD075–CD080, CS338: a code has an Omvang, a Budget an end, and frequencies fit their unit', function () {
    for (const { product, einde } of producten()) {
      const [code, budget] = [product.waarde('Product', 'Code'), product.waarde('Budget')];
      const frequentie = product.waarde('Omvang', 'Frequentie');
      expect(frequentie !== undefined, 'Omvang').to.equal(code !== undefined);
      expect(budget === undefined, 'Budget').to.equal(code !== undefined);
      expect(product.waarde('Product', 'Categorie')).to.be.a('string');
      if (budget !== undefined || frequentie === '2') expect(einde).to.be.a('string');
      if (['14', '16', '83', '84'].includes(product.waarde('Omvang', 'Eenheid') ?? ''))
        expect(['2', '4', '6']).to.include(frequentie);
    }
  });

  it('CS003, TR018: nothing ends before it begins', function () {
    for (const { begin, einde } of producten()) expect((einde ?? '9999') >= begin).to.equal(true);
    for (const stop of alle('StopProduct'))
      expect(stop.waarde('Einddatum')! >= stop.waarde('Begindatum')!).to.equal(true);
  });

  it('TR302, TR386, TR410: the same product never runs twice at once', function () {
    for (const { inhoud, nummer } of gelezen) {
      if (!['301', '315', '317'].includes(nummer)) continue;
      const eerder = new Map<string, { begin: string; einde: string }[]>();
      const perCategorie = new Map<string, Set<string>>();
      for (const naam of ['ToegewezenProduct', 'AangevraagdProduct', 'NieuwProduct']) {
        for (const product of inhoud.alle(naam)) {
          const [categorie, code] = [product.waarde('Product', 'Categorie')!, product.waarde('Product', 'Code') ?? ''];
          const begin = (product.waarde('Ingangsdatum') ??
            product.waarde('ToewijzingIngangsdatum') ??
            product.waarde('GewensteIngangsdatum'))!;
          const einde = product.waarde('Einddatum') ?? product.waarde('ToewijzingEinddatum') ?? '9999';
          const zelfde = eerder.get(`${categorie} ${code}`) ?? [];
          expect(zelfde.some((ander) => begin <= ander.einde && ander.begin <= einde)).to.equal(false);
          eerder.set(`${categorie} ${code}`, [...zelfde, { begin, einde }]);
          perCategorie.set(categorie, (perCategorie.get(categorie) ?? new Set()).add(code));
        }
      }
      // a product without a code is the same as every other one of its category
      for (const codes of perCategorie.values()) expect(codes.has('') && codes.size > 1).to.equal(false);
    }
  });

  it('CD043, CD066–CD068: a decision has its date, a referrer a code or a name', function () {
    for (const product of alle('AangevraagdProduct')) {
      expect(product.waarde('BeschikkingNummer') === undefined).to.equal(
        product.waarde('BeschikkingIngangsdatum') === undefined,
      );
      const [code, naam] = [product.waarde('Verwijzer', 'ZorgverlenerCode'), product.waarde('Verwijzer', 'Naam')];
      const zorgverlener = ['02', '03', '04', '05'].includes(product.waarde('Verwijzer', 'Type')!);
      expect((code === undefined) !== (naam === undefined), 'code or name').to.equal(zorgverlener);
    }
  });

  it('CD085, CD086, TR377, TR409: a refusal has its reason, another municipality only for reason 8', function () {
    const redenen = new Set<string | undefined>();
    for (const { inhoud, wmo } of gelezen.filter(({ nummer }) => nummer === '319')) {
      const antwoord = inhoud.een('Antwoord');
      const reden = antwoord.waarde('RedenAfwijzingVerzoek');
      redenen.add(reden);
      expect(reden !== undefined).to.equal(antwoord.waarde('VerzoekAntwoord') === '1');
      expect(antwoord.waarde('Woonplaatsbeginsel', 'Gemeente') !== undefined).to.equal(reden === '8');
      if (wmo) expect(reden).not.to.equal('8');
    }
    expect(redenen.has('8') && redenen.has(undefined)).to.equal(true);
  });

  it('TR352, TR353, TR380: a request for change names what stays and begins in the future', function () {
    for (const { inhoud } of gelezen.filter(({ nummer }) => nummer === '317')) {
      const dag = inhoud.waarde('Header', 'BerichtIdentificatie', 'Dagtekening')!;
      expect(inhoud.alle('TeWijzigenProduct')).to.have.length(1);
      for (const { tekst } of inhoud.alle('GewensteIngangsdatum')) expect(tekst > dag).to.equal(true);
    }
  });

  it('CS337, CS340, TR137, TR416: whole calendar months are declared, each line once', function () {
    for (const { inhoud } of gelezen.filter(({ nummer }) => nummer === '323')) {
      const periode = inhoud.een('Declaratie', 'DeclaratiePeriode').kaal();
      const einde = inhoud.waarde('Declaratie', 'DeclaratiePeriode', 'Einddatum')!;
      expect(periode).to.equal('<Begindatum>2026-10-01<Einddatum>2026-10-31');
      expect(inhoud.waarde('Header', 'BerichtIdentificatie', 'Dagtekening')! >= einde).to.equal(true);
      const debet = inhoud.alle('Prestatie').filter((regel) => regel.waarde('IngediendBedrag', 'DebetCredit') === 'D');
      const sleutels = debet.map((regel) => `${regel.waarde('ToewijzingNummer')!} ${regel.waarde('ProductCode')!}`);
      expect(new Set(sleutels).size).to.equal(sleutels.length);
      for (const regel of inhoud.alle('Prestatie')) expect(regel.een('ProductPeriode').kaal()).to.equal(periode);
    }
  });
});
