import { expect } from 'chai';
import type { ElementDef } from '../../../src/validate/xsd/model.ts';
import { leesReeks, vergelijkReeks } from '../../../src/validate/xsd/reeks.ts';

function def(naam: string, min = 1, max = 1): ElementDef {
  return { naam, namespace: 'u', min, max, type: { soort: 'onbekend' } };
}

const REEKS = [def('A'), def('B', 0), def('C', 1, Infinity), def('D', 0, 2), def('E')];

/** `soort bij` of each fault for children written as letters; a lower-case letter stands in another namespace. */
function fouten(kinderen: string): readonly string[] {
  const vergelijking = vergelijkReeks(
    REEKS,
    Array.from(kinderen, (naam) => ({ naam: naam.toUpperCase(), namespace: naam === naam.toUpperCase() ? 'u' : 'v' })),
  );
  return vergelijking.fouten.map(
    (fout) => `${fout.soort} ${'def' in fout ? fout.def.naam : kinderen.charAt(fout.bij)}@${fout.bij}`,
  );
}

describe('the comparison of a sequence with what stands there', function () {
  for (const [kinderen, verwacht] of [
    ['ABCDE', []],
    ['ACE', []],
    ['ACCCCDDE', []],
    ['', ['ontbreekt A@0', 'ontbreekt C@0', 'ontbreekt E@0']],
    ['BCE', ['ontbreekt A@0']],
    ['ABE', ['ontbreekt C@2']],
    ['ABC', ['ontbreekt E@3']],
    ['AXCE', ['onbekend X@1']],
    ['ACEX', ['onbekend X@3']],
    ['AACE', ['te_vaak A@1']],
    ['ACDDDE', ['te_vaak D@4']],
    ['AbCE', ['namespace B@1']],
    ['aCE', ['namespace A@0']],
    ['ACDEB', ['volgorde B@4']],
    ['EABCD', ['volgorde E@0']],
    ['ACDC', ['volgorde D@2', 'ontbreekt E@4']],
    ['XY', ['onbekend X@0', 'onbekend Y@1', 'ontbreekt A@2', 'ontbreekt C@2', 'ontbreekt E@2']],
  ] as const) {
    it(`finds ${verwacht.length === 0 ? 'nothing' : verwacht.join(', ')} in "${kinderen}"`, function () {
      expect(fouten(kinderen)).to.deep.equal(verwacht);
    });
  }

  it('says what could have stood in the place of an unknown element', function () {
    const verwacht = (kinderen: string): string =>
      vergelijkReeks(
        REEKS,
        Array.from(kinderen, (naam) => ({ naam, namespace: 'u' })),
      )
        .fouten.flatMap((fout) => (fout.soort === 'onbekend' ? fout.verwacht : []))
        .map(({ naam }) => naam)
        .join('');

    expect([verwacht('X'), verwacht('AX'), verwacht('ACX'), verwacht('ACDX'), verwacht('ACEX')]).to.deep.equal([
      'A',
      'BC',
      'CDE',
      'DE',
      '',
    ]);
  });

  it('knows where a reader of the sequence is stuck, and what it still waits for', function () {
    const lees = (kinderen: string): string => {
      const lezer = leesReeks(REEKS);
      const stop = Array.from(kinderen).findIndex((naam) => lezer.neem(naam, 'u') === undefined);
      return `${stop} ${lezer
        .ontbrekend()
        .map(({ naam }) => naam)
        .join('')}`;
    };

    expect(
      ['ABCDE', 'ABC', '', 'BCE', 'AE', 'ACX', 'AACE', 'ACBE', 'ACDDDE'].map((kinderen) => lees(kinderen)),
    ).to.deep.equal(['-1 ', '-1 E', '-1 ACE', '0 ACE', '1 CE', '2 E', '1 CE', '2 E', '4 E']);
  });

  it('calls nothing missing while more children follow, and stops at its limit', function () {
    const vergelijk = (maxFouten: number): number =>
      vergelijkReeks(REEKS, Array(10).fill({ naam: 'X', namespace: 'u' }) as { naam: string; namespace: string }[], {
        maxFouten,
        volledig: false,
      }).fouten.length;

    expect([vergelijk(100), vergelijk(3)]).to.deep.equal([10, 3]);
  });
});
