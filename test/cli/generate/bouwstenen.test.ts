import { expect } from 'chai';
import { berichtType } from '../../../src/bericht/catalogus.ts';
import { maandMet, plusDagen } from '../../../src/cli/generate/kalender.ts';
import { createNummers } from '../../../src/cli/generate/nummers.ts';
import { maakPassend } from '../../../src/cli/generate/passend.ts';
import { testBsns } from '../../../src/cli/generate/personen.ts';
import { createToeval } from '../../../src/cli/generate/toeval.ts';
import { schrijfBericht } from '../../../src/cli/generate/xml.ts';
import { leesBericht } from './schemas.ts';
import { datum } from './voorbeeldvraag.ts';

describe('what the generator is built from', function () {
  it('chance: the same seeds give the same numbers, also above 32 bits', function () {
    const reeks = (...zaad: number[]): number[] => {
      const toeval = createToeval(...zaad);
      return Array.from({ length: 8 }, () => toeval.heel(0, 999));
    };

    expect(reeks(1, 2)).to.deep.equal(reeks(1, 2));
    expect(reeks(1, 2)).not.to.deep.equal(reeks(2, 1));
    expect(reeks(5)).not.to.deep.equal(reeks(5 + 4_294_967_296));
  });

  it('chance: reaches both ends of a range, and every choice', function () {
    const toeval = createToeval(3);
    const getallen = Array.from({ length: 500 }, () => toeval.heel(-2, 2));

    expect(new Set(getallen)).to.deep.equal(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(Array.from({ length: 100 }, () => toeval.kies(['a', 'b', 'c'])))).to.have.property('size', 3);
    expect(() => toeval.kies([])).to.throw(RangeError);
  });

  it('calendar: steps over the ends of months, years and February', function () {
    expect(plusDagen(datum('2024-02-28'), 1)).to.equal('2024-02-29');
    expect(plusDagen(datum('2026-03-01'), -1)).to.equal('2026-02-28');
    expect(plusDagen(datum('2026-12-31'), 1)).to.equal('2027-01-01');
    expect(maandMet(datum('2026-01-15'), -1)).to.deep.equal({ begin: '2025-12-01', einde: '2025-12-31' });
    expect(maandMet(datum('2024-01-31'), 1)).to.deep.equal({ begin: '2024-02-01', einde: '2024-02-29' });
  });

  it('persons: 9091 numbers of the test range pass the elfproef', function () {
    const bsns = testBsns();

    expect([bsns[0], bsns.at(-1), bsns.length]).to.deep.equal(['999900006', '999999990', 9091]);
  });

  it('numbers: fit their elements and do not return', function () {
    const nummers = createNummers(8);
    const toewijzingen = Array.from({ length: 1000 }, () => nummers.nummer());

    expect(new Set(toewijzingen).size).to.equal(1000);
    for (const nummer of toewijzingen) expect(nummer).to.match(/^[1-9][0-9]{7}$/);
    expect(nummers.declaratieNummer()).to.match(/^[A-Z0-9]{12}$/);
    expect(nummers.identificatie()).to.match(/^[A-Z]{5}-000001$/);
  });

  it('XML: escapes text, keeps line breaks and order, and leaves out what is absent', function () {
    const tekst = `a & b < c > d "e" 'f' ]]> é\nregel 2`;
    const { xml, namen, bsns } = schrijfBericht(berichtType('JW301'), {
      Client: { Bsn: '999900006', Naam: { Achternaam: tekst, Voornamen: undefined }, Lijst: ['1', '2'] },
    });
    const client = leesBericht(xml).een('Client');

    expect(client.waarde('Naam', 'Achternaam')).to.equal(tekst);
    expect(client.kaal()).to.equal(`<Bsn>999900006<Naam><Achternaam>${tekst}<Lijst>1<Lijst>2`);
    expect(xml).to.contain('<jw301:Naam>\n').and.to.contain('<ijw:Achternaam>');
    expect([namen, bsns]).to.deep.equal([[tekst], ['999900006']]);
  });

  it('sizes: grows by parts of uneven size, and fills up less than two of them', function () {
    const maak = (extra: number): { xml: string; extra: number } => {
      const delen = Array.from({ length: extra }, (_, i) => `<d>${'é'.repeat(i % 7)}</d>\n`).join('');
      return { xml: `<a:Header>\n</a:Header>\n${delen}<e/>\n`, extra };
    };
    for (let bytes = 40; bytes < 600; bytes += 7) {
      const { xml, extra } = maakPassend(maak, bytes);
      expect(Buffer.byteLength(xml)).to.equal(bytes);
      expect(Buffer.byteLength(maak(extra + 2).xml), 'two more would be too large').to.be.greaterThan(bytes);
    }
  });
});
