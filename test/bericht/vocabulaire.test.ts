import { expect } from 'chai';
import fc from 'fast-check';
import { isTestBsn, kanBsnBevatten, parseBsn, passesElfproef } from '../../src/bericht/bsn.ts';
import { datumInNederland, isGeldigOp, parseDatum } from '../../src/bericht/datum.ts';
import { isTestOin, parseOin } from '../../src/bericht/oin.ts';
import {
  parseAgbCode,
  parseGemeenteCode,
  parsePartij,
  parsePartijCode,
  partijSoort,
  type GemeenteCode,
} from '../../src/bericht/partij.ts';
import { parseTraceerId } from '../../src/bericht/traceer-id.ts';

describe('Party codes', function () {
  it('keep their leading zeros and are told apart by length', function () {
    expect(parsePartij('00000001')).to.deep.equal({ soort: 'aanbieder', agb: '00000001' });
    expect(parsePartij('0014')).to.deep.equal({ soort: 'gemeente', code: '0014' });
    expect(partijSoort(parsePartijCode('0014')!)).to.equal('gemeente');
    expect(partijSoort(parsePartijCode('65656055')!)).to.equal('aanbieder');
  });

  for (const tekst of ['', '363', '03630', '0363 ', '٠٣٦٣', '6565605', '656560555', '0x36']) {
    it(`are not read from ${JSON.stringify(tekst)}`, function () {
      expect(parsePartij(tekst)).to.equal(undefined);
    });
  }

  it('of one side are no codes of the other, for the compiler either', function () {
    const agb = parseAgbCode('65656055')!;

    // @ts-expect-error an AGB-code is no gemeentecode
    const code: GemeenteCode = agb;

    expect(parseGemeenteCode(code)).to.equal(undefined);
  });
});

describe('Dates of the standard', function () {
  it('exist: a date is read if and only if the calendar has it', function () {
    const getal = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
    fc.assert(
      fc.property(getal(1, 9999), getal(0, 13), getal(0, 32), (jaar, maand, dag) => {
        const tekst = `${String(jaar).padStart(4, '0')}-${String(maand).padStart(2, '0')}-${String(dag).padStart(2, '0')}`;
        const kalender = new Date(`${tekst}T00:00:00Z`);
        const bestaat = !Number.isNaN(kalender.getTime()) && kalender.toISOString().startsWith(tekst);
        expect(parseDatum(tekst) !== undefined).to.equal(bestaat);
      }),
    );
  });

  for (const tekst of ['0000-01-01', '2026-1-1', '2026-01-01Z', ' 2026-01-01', '2026-02-29', '1900-02-29']) {
    it(`are not read from ${JSON.stringify(tekst)}`, function () {
      expect(parseDatum(tekst)).to.equal(undefined);
    });
  }

  it('change at Dutch midnight, in winter and in summer', function () {
    expect(datumInNederland(new Date('2026-01-31T22:59:59Z'))).to.equal('2026-01-31');
    expect(datumInNederland(new Date('2026-01-31T23:00:00Z'))).to.equal('2026-02-01');
    expect(datumInNederland(new Date('2026-07-31T21:59:59Z'))).to.equal('2026-07-31');
    expect(datumInNederland(new Date('2026-07-31T22:00:00Z'))).to.equal('2026-08-01');
  });

  it('bound a period at both ends, inclusive; an absent end is open', function () {
    const op = parseDatum('2026-03-01')!;
    const periode = (van?: string, tot?: string) => ({
      geldigVan: van === undefined ? undefined : parseDatum(van),
      geldigTot: tot === undefined ? undefined : parseDatum(tot),
    });

    expect(isGeldigOp(periode('2026-03-01', '2026-03-01'), op)).to.equal(true);
    expect(isGeldigOp(periode('2026-03-02'), op)).to.equal(false);
    expect(isGeldigOp(periode(undefined, '2026-02-28'), op)).to.equal(false);
    expect(isGeldigOp(periode(), op)).to.equal(true);
  });
});

describe('BSN', function () {
  it('passes the elfproef or is none', function () {
    expect(parseBsn('999900006')).to.equal('999900006');
    expect(parseBsn('999900007')).to.equal(undefined);
    expect(parseBsn('000000000')).to.equal(undefined);
    expect(parseBsn('99990000')).to.equal(undefined);
    expect(passesElfproef('111222333')).to.equal(true);
  });

  it('is of the test range from 999900006 to 999999990', function () {
    expect(['999900005', '999900006', '999999990', '999999991'].map(isTestBsn)).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is found in a text, also inside a longer row of digits, and a row that fails the proof is not', function () {
    expect(kanBsnBevatten('betreft 999900006.')).to.equal(true);
    expect(kanBsnBevatten('nr. 1999900006')).to.equal(true);
    expect(kanBsnBevatten('123456789')).to.equal(false);
    expect(kanBsnBevatten('geen getallen')).to.equal(false);
  });

  for (const tekst of [
    '999 900 006',
    '9999.00.006',
    'bsn 999-900-006 van 2026',
    'BSN999.900.006',
    '11-12-2026 999 900 006',
  ])
    it(`is found in "${tekst.replaceAll(/[0-9]/g, '#')}", though its digits stand in groups`, function () {
      expect(kanBsnBevatten(tekst)).to.equal(true);
      expect(kanBsnBevatten(tekst, { inLangeReeks: false })).to.equal(true);
    });

  for (const tekst of ['storing op 11-12-2026', 'zie 019ac7d2-9999-7000-8000-999900006999', 'WMO305-2026-25'])
    it(`is not seen in "${tekst}"`, function () {
      expect(kanBsnBevatten(tekst)).to.equal(false);
    });

  it('is not seen inside a longer number where those are ordinary', function () {
    expect(kanBsnBevatten('nr. 1999900006', { inLangeReeks: false })).to.equal(false);
  });
});

describe('OIN and Traceer-Id', function () {
  it('reads an OIN as text of twenty characters and knows the test prefix', function () {
    const test = parseOin('00000099000000001000')!;
    const echt = parseOin('00000001002220647000')!;

    expect([isTestOin(test), isTestOin(echt)]).to.deep.equal([true, false]);
    expect(parseOin('00000003123456780000')).to.equal('00000003123456780000');
    expect(parseOin('0000009900000000100')).to.equal(undefined);
  });

  it('reads a UUID of any version in either case, compares it in lower case, and refuses nil and all-ones', function () {
    expect(parseTraceerId('F47AC10B-58CC-1372-A567-0E02B2C3D479')).to.equal('f47ac10b-58cc-1372-a567-0e02b2c3d479');
    for (const geen of [
      '',
      'f47ac10b58cc4372a5670e02b2c3d479',
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ]) {
      expect(parseTraceerId(geen), geen).to.equal(undefined);
    }
  });
});
