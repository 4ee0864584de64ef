import { expect } from 'chai';
import type { Bsn } from '../../../src/bericht/bsn.ts';
import { createKeurder } from '../../../src/validate/keur.ts';
import { jw305, wmo301, wmo302, wmo305, wmo323, wmo325 } from '../../fixtures/berichten.ts';
import { PROEF_PERSOON, XSD_MAP, keur } from '../proef-keurder.ts';

const KOP = / {2}<b:Client>[^]*<\/b:Client>\n/;

/** A message of another kind with the header of the 305: only the root's name and code differ. */
function alsSoort(nummer: string, code: string, inhoud: string, basis = wmo305()): string {
  return basis
    .replaceAll('wmo305', `wmo${nummer}`)
    .replaceAll('jw305', `jw${nummer}`)
    .replace('<b:BerichtCode>418', `<b:BerichtCode>${code}`)
    .replace('<b:BerichtCode>438', `<b:BerichtCode>${code}`)
    .replace(KOP, inhoud);
}

function vanGemeente(inhoud: string): string {
  return inhoud
    .replace('<b:Afzender>65656055', '<b:Afzender>0363')
    .replace('<b:Ontvanger>0363', '<b:Ontvanger>65656055');
}

const LEVERING = {
  begindatum: '2026-03-04',
  statusAanlevering: '1',
  toewijzingNummer: '1001',
  toewijzingIngangsdatum: '2026-03-02',
};

describe('the feiten', function () {
  it('of a 301 are its allocations', function () {
    expect(keur(wmo301()).feiten).to.deep.equal({
      versie: 1,
      soort: 'WMO301',
      clienten: [
        {
          persoon: PROEF_PERSOON,
          toewijzingen: [
            {
              toewijzingNummer: '1001',
              product: { categorie: '01', code: '01A01' },
              toewijzingsdatum: '2026-03-01',
              toewijzingstijd: '09:30:00',
              ingangsdatum: '2026-03-02',
              omvang: { volume: '4', eenheid: '04', frequentie: '2' },
            },
          ],
        },
      ],
    });
  });

  it('of a 301 hold the optional ones too: reference, end, reason and budget in cents', function () {
    const inhoud = wmo301()
      .replace(
        '        <b:Product>',
        '        <b:ReferentieAanbieder>REF 1</b:ReferentieAanbieder>\n        <b:Product>',
      )
      .replace(
        '</b:Ingangsdatum>',
        '</b:Ingangsdatum><b:Einddatum> 2026-12-31 </b:Einddatum><b:RedenWijziging>01</b:RedenWijziging>',
      )
      .replace('</b:Omvang>', '</b:Omvang><b:Budget> 12345 </b:Budget>');

    expect(keur(inhoud).feiten?.clienten[0]?.toewijzingen?.[0]).to.deep.include({
      referentieAanbieder: 'REF 1',
      einddatum: '2026-12-31',
      redenWijziging: '01',
      omvang: { volume: '4', eenheid: '04', frequentie: '2', budgetCenten: 12_345 },
    });
  });

  it('of a retour without remarks are none but its kind', function () {
    expect(keur(wmo302()).feiten).to.deep.equal({ versie: 1, soort: 'WMO302', clienten: [] });
  });

  it('of a retour hold the codes of the header and of each class', function () {
    const codes = '<b:RetourCodes><b:RetourCode>0200</b:RetourCode><b:RetourCode>0233</b:RetourCode></b:RetourCodes>';
    const client = / {2}<b:Client>[^]*<\/b:Client>\n/
      .exec(wmo301())![0]
      .replaceAll('</b:Contact>', `${codes}</b:Contact>`)
      .replace('</b:ToegewezenProduct>', `${codes}</b:ToegewezenProduct>`)
      .replace('</b:Client>', `${codes}</b:Client>`);
    const inhoud = wmo302().replace('  </b:Header>\n', `${codes}</b:Header>\n${client}`);

    const { feiten } = keur(inhoud);

    expect(feiten?.retourcodes).to.deep.equal(['0200', '0233']);
    expect(feiten?.clienten[0]?.retourcodes).to.deep.equal(['0200', '0233']);
    expect(feiten?.clienten[0]?.toewijzingen?.[0]?.retourcodes).to.deep.equal(['0200', '0233']);
  });

  it('of a 305 are its starts, in both standards', function () {
    expect(keur(wmo305()).feiten?.clienten).to.deep.equal([
      { persoon: PROEF_PERSOON, starts: [{ ...LEVERING, product: { categorie: '01' } }] },
    ]);
    expect(keur(jw305()).feiten?.clienten[0]?.starts).to.deep.equal([{ ...LEVERING, product: { categorie: '45' } }]);
  });

  it('of a 307 are its stops, with end and reason', function () {
    const client = KOP.exec(wmo305())![0]
      .replaceAll('StartProduct', 'StopProduct')
      .replace(
        '</b:Begindatum>',
        '</b:Begindatum><b:RedenBeeindiging>02</b:RedenBeeindiging><b:Einddatum>2026-04-01</b:Einddatum>',
      );

    expect(keur(alsSoort('307', '420', client)).feiten?.clienten[0]?.stops).to.deep.equal([
      { ...LEVERING, product: { categorie: '01' }, redenBeeindiging: '02', einddatum: '2026-04-01' },
    ]);
  });

  it('of a 315 are the products asked for', function () {
    const producten = `<b:AangevraagdeProducten><b:AangevraagdProduct>
      <b:ReferentieAanbieder>R1</b:ReferentieAanbieder><b:Product><s:Categorie>01</s:Categorie></b:Product>
      <b:ToewijzingIngangsdatum>2026-04-01</b:ToewijzingIngangsdatum><b:ToewijzingEinddatum>2026-05-01</b:ToewijzingEinddatum>
      <b:Budget>100</b:Budget><b:Verwijzer><s:Type>01</s:Type></b:Verwijzer>
      </b:AangevraagdProduct></b:AangevraagdeProducten>`;
    const client = KOP.exec(wmo305())![0].replace(/<b:StartProducten>[^]*<\/b:StartProducten>/, producten);

    expect(keur(alsSoort('315', '444', client)).feiten?.clienten[0]?.verzoeken).to.deep.equal([
      {
        soort: 'aangevraagd',
        referentieAanbieder: 'R1',
        product: { categorie: '01' },
        ingangsdatum: '2026-04-01',
        einddatum: '2026-05-01',
        omvang: { budgetCenten: 100 },
      },
    ]);
  });

  it('of a 317 are the request and its products, each with the reference of the request', function () {
    const client = `<b:Client><b:Bsn>999900006</b:Bsn><b:Verzoek>
      <b:ReferentieAanbieder>R2</b:ReferentieAanbieder><b:RedenVerzoek>1</b:RedenVerzoek>
      <b:OngewijzigdeProducten><b:OngewijzigdProduct><b:ToewijzingNummer>1</b:ToewijzingNummer></b:OngewijzigdProduct></b:OngewijzigdeProducten>
      <b:TeWijzigenProducten><b:TeWijzigenProduct><b:ToewijzingNummer>2</b:ToewijzingNummer><b:GewensteIngangsdatum>2026-04-01</b:GewensteIngangsdatum></b:TeWijzigenProduct></b:TeWijzigenProducten>
      <b:NieuweProducten><b:NieuwProduct><b:GewensteIngangsdatum>2026-05-01</b:GewensteIngangsdatum><b:Einddatum>2026-06-01</b:Einddatum></b:NieuwProduct></b:NieuweProducten>
      </b:Verzoek></b:Client>`;

    expect(keur(alsSoort('317', '480', client)).feiten?.clienten[0]?.verzoeken).to.deep.equal([
      { soort: 'verzoek', referentieAanbieder: 'R2', redenVerzoek: '1' },
      { soort: 'ongewijzigd', referentieAanbieder: 'R2', toewijzingNummer: '1' },
      { soort: 'te_wijzigen', referentieAanbieder: 'R2', toewijzingNummer: '2', ingangsdatum: '2026-04-01' },
      { soort: 'nieuw', referentieAanbieder: 'R2', ingangsdatum: '2026-05-01', einddatum: '2026-06-01' },
    ]);
  });

  it('of a 319 stand under no client', function () {
    const antwoord = `<b:Antwoord><b:ReferentieAanbieder>R3</b:ReferentieAanbieder><b:VerzoekAntwoord>1</b:VerzoekAntwoord>
      <b:RedenAfwijzingVerzoek>2</b:RedenAfwijzingVerzoek></b:Antwoord>`;

    expect(keur(vanGemeente(alsSoort('319', '488', antwoord, jw305()))).feiten).to.deep.equal({
      versie: 1,
      soort: 'JW319',
      clienten: [],
      verzoeken: [{ soort: 'antwoord', referentieAanbieder: 'R3', verzoekAntwoord: '1', redenAfwijzing: '2' }],
    });
  });

  it('of a 323 are the declaration and its lines; credit is negative', function () {
    const inhoud = wmo323({}, 2).replace(
      '<s:DebetCredit>D</s:DebetCredit>\n            </b:Ing',
      '<s:DebetCredit>C</s:DebetCredit>\n            </b:Ing',
    );
    const regel = {
      referentieNummer: 'REGEL2',
      toewijzingNummer: '1001',
      product: { categorie: '01', code: '01A01' },
      begindatum: '2026-03-01',
      einddatum: '2026-03-31',
      volume: '4',
      eenheid: '04',
      tariefCenten: 5_000,
      bedragCenten: 20_000,
    };

    expect(keur(inhoud).feiten).to.deep.equal({
      versie: 1,
      soort: 'WMO323',
      clienten: [
        {
          persoon: PROEF_PERSOON,
          prestaties: [{ ...regel, referentieNummer: 'REGEL1', bedragCenten: -20_000 }, regel],
        },
      ],
      declaratie: {
        declaratieNummer: 'DECL1',
        begindatum: '2026-03-01',
        einddatum: '2026-03-31',
        dagtekening: '2026-04-02',
        ingediendCenten: 20_000,
      },
    });
  });

  it('of a 325 hold what was granted, and the codes of every level', function () {
    const { feiten } = keur(wmo325());

    expect(feiten?.retourcodes).to.deep.equal(['0200']);
    expect(feiten?.declaratie).to.deep.equal({
      declaratieNummer: 'DECL1',
      ingediendCenten: 40_000,
      toegekendCenten: 20_000,
      retourcodes: ['0200'],
    });
    expect(feiten?.clienten[0]?.retourcodes).to.deep.equal(['0200']);
    expect(feiten?.clienten[0]?.prestaties?.[0]?.retourcodes).to.deep.equal(['9307']);
  });

  it('know no person where the BSN fails the elfproef, which the schema does not check', function () {
    const { rapport, feiten } = keur(wmo305({ bsn: '999900007' }));

    expect(rapport.uitkomst).to.equal('geaccepteerd');
    expect(feiten?.clienten[0]).not.to.have.property('persoon');
  });

  it('get the person from the hasher that is injected, and hold no BSN', function () {
    const gezien: Bsn[] = [];
    const eigen = createKeurder({ xsdMap: XSD_MAP, hashPersoon: (bsn) => (gezien.push(bsn), PROEF_PERSOON) });

    const { feiten } = eigen.keur({
      inhoud: Buffer.from(wmo305()),
      bomBeleid: 'weigeren',
      omgeving: 'test',
      metFeiten: true,
    });

    expect(gezien).to.deep.equal(['999900006']);
    expect(JSON.stringify(feiten)).not.to.contain('999900006');
  });

  it('are taken only when asked for, and never from a refused message', function () {
    expect(keur(wmo305(), { metFeiten: false })).not.to.have.property('feiten');
    expect(keur(wmo305().replace('<b:Geslacht>2', '<b:Geslacht>7'))).not.to.have.property('feiten');
  });
});
