import { expect } from 'chai';
import { createLijnteller, lijnenVanElementen } from '../../../src/validate/xml/lijnen.ts';

describe('line numbers', function () {
  it('count line feeds from 1, in any order of asking', function () {
    const lijn = createLijnteller(Buffer.from('a\nb\r\nc\n\nd'));

    expect([lijn(8), lijn(0), lijn(2), lijn(5), lijn(8)]).to.deep.equal([5, 1, 2, 3, 5]);
  });

  it('of elements are those of their <, past comments, CDATA and instructions that look like elements', function () {
    const tekst = '<?xml version="1.0"?>\n<a>\n<!-- <b> -->\n<![CDATA[<b>\n]]><c\n x="1"/>\n</a>';

    expect(lijnenVanElementen(Buffer.from(tekst), [0, 1])).to.deep.equal([2, 5]);
  });

  it('are true past 65 535', function () {
    const tekst = `<a>${'\n'.repeat(99_999)}<b/>${'\n'.repeat(100_000)}<c/></a>`;

    expect(lijnenVanElementen(Buffer.from(tekst), [1, 2])).to.deep.equal([100_000, 200_000]);
  });
});
