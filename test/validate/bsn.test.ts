import { expect } from 'chai';
import { wmo305, wmo323 } from '../fixtures/berichten.ts';
import { bevindingenVan, keur } from './proef-keurder.ts';

/** Outside the range for tests, and nobody's: it fails the elfproef. */
const BUITEN = '100000000';
const BINNEN = '999900006';

describe('BRS18: persons and the environment', function () {
  it('test refuses a BSN outside the test range, by place and without the number', function () {
    const { code, rapport } = keur(wmo305({ bsn: BUITEN }), { omgeving: 'test' });

    expect(code).to.equal('BRS18');
    expect(rapport.bevindingen).to.deep.equal([
      {
        laag: 'regels',
        code: 'BRS18',
        uitleg: 'Het BSN hoort niet bij een testpersoon. In deze testomgeving mogen geen echte personen voorkomen.',
        verwacht: 'een BSN van 999900006 tot en met 999999990',
        wieIsAanZet: 'afzender',
        ernst: 'weigeren',
        pad: '/Bericht/Client/Bsn',
        lijn: 19,
      },
    ]);
    expect(JSON.stringify(rapport)).not.to.contain(BUITEN);
  });

  it('productie refuses a BSN inside the test range', function () {
    const { code, rapport } = keur(wmo305({ bsn: BINNEN }), { omgeving: 'productie' });

    expect(code).to.equal('BRS18');
    expect(rapport.lagen.map(({ uitkomst }) => uitkomst)).to.deep.equal([
      'geslaagd',
      'geslaagd',
      'gezakt',
      'overgeslagen',
    ]);
  });

  it('each takes its own, and demo takes both', function () {
    const uitkomst = (bsn: string, omgeving: 'demo' | 'test' | 'productie'): string =>
      keur(wmo305({ bsn }), { omgeving }).rapport.uitkomst;

    expect([
      uitkomst(BINNEN, 'test'),
      uitkomst(BUITEN, 'productie'),
      uitkomst(BINNEN, 'demo'),
      uitkomst(BUITEN, 'demo'),
    ]).to.deep.equal(Array(4).fill('geaccepteerd'));
  });

  it('looks at both ends of the range inclusively', function () {
    expect(keur(wmo305({ bsn: '999999990' })).code).to.equal(undefined);
    expect(keur(wmo305({ bsn: '999900005' })).code).to.equal('BRS18');
    expect(keur(wmo305({ bsn: '999999991' })).code).to.equal('BRS18');
  });

  it('names every client that does not fit', function () {
    const tweede = / {6}<b:Client>[^]*<\/b:Client>\n/.exec(wmo323())![0].replace(BINNEN, BUITEN);
    const inhoud = wmo323({ bsn: BUITEN }).replace('    </b:Clienten>', `${tweede}    </b:Clienten>`);

    expect(bevindingenVan(inhoud).map(({ pad, lijn }) => `${pad!}:${lijn!}`)).to.deep.equal([
      '/Bericht/Declaratie/Clienten/Client[1]/Bsn:31',
      '/Bericht/Declaratie/Clienten/Client[2]/Bsn:55',
    ]);
  });

  it('is not looked at when the schema refuses', function () {
    expect(keur(wmo305({ bsn: '10000000' })).code).to.equal('BRS13');
  });
});
