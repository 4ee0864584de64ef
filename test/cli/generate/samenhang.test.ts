import { expect } from 'chai';
import { berichtType } from '../../../src/bericht/catalogus.ts';
import { createGenerator } from '../../../src/cli/generate/generator.ts';
import type { SynthetischBericht } from '../../../src/cli/generate/generator.ts';
import { leesBericht } from './schemas.ts';
import type { Gelezen } from './schemas.ts';
import { vraag } from './voorbeeldvraag.ts';

interface Gezien extends SynthetischBericht {
  readonly inhoud: Gelezen;
  readonly nummer: string;
  readonly standaard: string;
}

const AANTAL = 2500;

/** Signed cents of an element with DebetCredit. */
function centen(bedrag: Gelezen): number {
  const tekst = bedrag.waarde('TotaalBedrag') ?? bedrag.waarde('Bedrag');
  return Number(tekst) * (bedrag.waarde('DebetCredit') === 'C' ? -1 : 1);
}

function som(prestaties: readonly Gelezen[]): number {
  return prestaties.reduce((totaal, prestatie) => totaal + centen(prestatie.een('IngediendBedrag')), 0);
}

describe('the stories of the generator', function () {
  let stroom: readonly Gezien[];

  const met = (...nummers: string[]): readonly Gezien[] => stroom.filter(({ nummer }) => nummers.includes(nummer));

  before(function () {
    const generator = createGenerator(vraag(31));
    stroom = Array.from({ length: AANTAL }, () => {
      const bericht = generator.volgende();
      const { nummer, standaard } = berichtType(bericht.soort);
      return { ...bericht, inhoud: leesBericht(bericht.xml), nummer, standaard };
    });
  });

  it('lets every retour echo the header of an earlier heenbericht, unswapped', function () {
    const heen = new Map<string, Gelezen>();
    for (const { soort, identificatie, inhoud } of stroom) {
      const { retourVan, vorm } = berichtType(soort);
      if (vorm !== 'retour') {
        heen.set(`${soort} ${identificatie}`, inhoud);
        continue;
      }
      const [kop, eerder] = [inhoud.een('Header'), heen.get(`${retourVan!} ${identificatie}`)!.een('Header')];
      for (const naam of [
        'BerichtVersie',
        'BerichtSubversie',
        'Afzender',
        'Ontvanger',
        'BerichtIdentificatie',
        'XsdVersie',
      ])
        expect(kop.een(naam).kaal(), naam).to.equal(eerder.een(naam).kaal());
      expect(kop.waarde('DagtekeningRetour')! >= eerder.waarde('BerichtIdentificatie', 'Dagtekening')!).to.equal(true);
    }
  });

  it('echoes the client unchanged when it refuses, with one S329 and 0200 elsewhere', function () {
    const weigeringen = met('302', '306', '308', '316', '318').filter(({ inhoud }) => inhoud.alle('Client').length > 0);
    expect(new Set(weigeringen.map(({ nummer }) => nummer)).size).to.equal(5);
    for (const { soort, identificatie, inhoud } of weigeringen) {
      const { retourVan } = berichtType(soort);
      const heen = stroom.find((eerder) => eerder.soort === retourVan && eerder.identificatie === identificatie)!;
      expect(inhoud.een('Client').kaal()).to.equal(heen.inhoud.een('Client').kaal());
      const codes = inhoud
        .een('Client')
        .alle('RetourCode')
        .map(({ tekst }) => tekst);
      expect(codes.filter((code) => code === 'S329')).to.have.length(1);
      expect(codes.filter((code) => code !== 'S329' && code !== '0200')).to.deep.equal([]);
      expect(inhoud.waarde('Header', 'RetourCodes', 'RetourCode')).to.equal('0200');
    }
  });

  it('says nothing in an accepted retour but its header', function () {
    for (const { inhoud } of met('302', '306', '308', '316', '318', '320')) {
      if (inhoud.alle('Client').length === 0) expect(inhoud.alle('RetourCode')).to.deep.equal([]);
    }
  });

  it('answers every declaration by a 325 with the parties swapped, its number, date, versions and lines', function () {
    const declaraties = new Map(
      met('323').map((bericht) => [`${bericht.standaard} ${bericht.identificatie}`, bericht]),
    );
    for (const { inhoud, afzender, ontvanger, standaard } of met('325')) {
      const kop = inhoud.een('Header');
      const declaratie = declaraties.get(`${standaard} ${kop.waarde('DeclaratieIdentificatie', 'Identificatie')!}`)!;
      expect([ontvanger, afzender]).to.deep.equal([declaratie.afzender, declaratie.ontvanger]);
      const eerder = declaratie.inhoud.een('Header');
      expect(kop.een('DeclaratieIdentificatie').kaal()).to.equal(eerder.een('BerichtIdentificatie').kaal());
      expect(kop.een('XsdVersieDeclaratie').kaal()).to.equal(eerder.een('XsdVersie').kaal());
      const antwoord = inhoud.een('DeclaratieAntwoord');
      expect(antwoord.waarde('DeclaratieNummer')).to.equal(declaratie.inhoud.waarde('Declaratie', 'DeclaratieNummer'));
      const regels = new Set(declaratie.inhoud.alle('Prestatie').map((regel) => regel.kaal()));
      for (const regel of antwoord.alle('Prestatie'))
        expect(regels.has(regel.kaal()), 'a declared line').to.equal(true);
    }
  });

  it('lets amounts add up: lines, totals, and what is granted', function () {
    for (const { inhoud } of met('323')) {
      expect(centen(inhoud.een('Declaratie', 'TotaalIngediendBedrag'))).to.equal(som(inhoud.alle('Prestatie')));
      for (const regel of inhoud.alle('Prestatie')) {
        const [volume, tarief] = [Number(regel.waarde('GeleverdVolume')), regel.waarde('ProductTarief')];
        expect(tarief === undefined, 'unit 83 has no tariff').to.equal(regel.waarde('Eenheid') === '83');
        expect(Number(regel.waarde('IngediendBedrag', 'Bedrag'))).to.equal(volume * Number(tarief ?? 1));
      }
    }
    for (const { inhoud } of met('325')) {
      const antwoord = inhoud.een('DeclaratieAntwoord');
      const verschil = centen(antwoord.een('TotaalIngediendBedrag')) - centen(antwoord.een('TotaalToegekendBedrag'));
      expect(verschil).to.equal(som(antwoord.alle('Prestatie')));
      expect(antwoord.waarde('RetourCodes', 'RetourCode')).to.equal(verschil === 0 ? '8001' : '0200');
    }
  });

  it('credits a line whole, with the number of the line that it takes back', function () {
    const regels = new Map<string, Gelezen>();
    let credits = 0;
    for (const { inhoud, standaard } of met('323')) {
      for (const regel of inhoud.alle('Prestatie')) {
        const vorig = regel.waarde('ProductReferentie', 'VorigReferentieNummer');
        const nummer = `${standaard} ${regel.waarde('ProductReferentie', 'ReferentieNummer')!}`;
        expect(regels.has(nummer), 'a number that was used before').to.equal(false);
        regels.set(nummer, regel);
        expect(vorig === undefined).to.equal(regel.waarde('IngediendBedrag', 'DebetCredit') === 'D');
        if (vorig === undefined) continue;
        credits += 1;
        const fout = regels.get(`${standaard} ${vorig}`)!;
        for (const naam of ['ToewijzingNummer', 'ProductCode', 'GeleverdVolume'])
          expect(regel.waarde(naam)).to.equal(fout.waarde(naam));
        expect(regel.waarde('IngediendBedrag', 'Bedrag')).to.equal(fout.waarde('IngediendBedrag', 'Bedrag'));
      }
    }
    expect(credits).to.be.greaterThan(5);
  });

  it('only starts, stops, changes and declares what was allocated to this client', function () {
    const toegewezen = new Map<string, { readonly bsn: string; readonly product: string }>();
    for (const { nummer, standaard, inhoud, afzender, ontvanger } of stroom) {
      const gemeente = afzender.length === 4 ? afzender : ontvanger;
      if (nummer === '301') {
        for (const product of inhoud.alle('ToegewezenProduct'))
          toegewezen.set(`${standaard} ${gemeente} ${product.waarde('ToewijzingNummer')!}`, {
            bsn: inhoud.waarde('Client', 'Bsn')!,
            product: product.een('Product').kaal(),
          });
      }
      if (!['305', '307', '317', '323'].includes(nummer)) continue;
      for (const client of inhoud.alle('Client')) {
        for (const { tekst } of client.alle('ToewijzingNummer'))
          expect(toegewezen.get(`${standaard} ${gemeente} ${tekst}`)?.bsn).to.equal(client.waarde('Bsn'));
        for (const levering of [...client.alle('StartProduct'), ...client.alle('StopProduct')])
          expect(levering.een('Product').kaal()).to.equal(
            toegewezen.get(`${standaard} ${gemeente} ${levering.waarde('ToewijzingNummer')!}`)!.product,
          );
      }
    }
  });

  it('answers and allocates only what was asked for, under the reference of the provider', function () {
    const gevraagd = new Set<string>();
    for (const { nummer, standaard, inhoud } of stroom) {
      for (const { tekst } of inhoud.alle('ReferentieAanbieder')) {
        const sleutel = `${standaard} ${tekst}`;
        if (nummer === '315' || nummer === '317') gevraagd.add(sleutel);
        else expect(gevraagd.has(sleutel), nummer).to.equal(true);
      }
    }
  });
});
