import { expect } from 'chai';
import { plusMaanden } from '../../src/bericht/bewaartermijn.ts';

describe('Terms in calendar months on a Dutch clock', function () {
  for (const [van, maanden, tot, waarom] of [
    ['2026-11-23T09:00:00.123Z', 2, '2027-01-23T09:00:00.123Z', 'the same day and time'],
    ['2026-12-31T12:00:00.000Z', 2, '2027-02-28T12:00:00.000Z', 'the last day of a shorter month'],
    ['2027-12-31T12:00:00.000Z', 2, '2028-02-29T12:00:00.000Z', 'the leap day'],
    ['2026-08-31T22:30:00.000Z', 2, '2026-10-31T23:30:00.000Z', 'the Dutch day, over the end of summer time'],
    ['2027-01-28T01:30:00.000Z', 2, '2027-03-28T01:30:00.000Z', 'a time that the clock skips becomes an hour later'],
    ['2026-11-23T09:00:00.000Z', 13, '2027-12-23T09:00:00.000Z', 'over the year'],
    ['2026-11-23T09:00:00.000Z', -84, '2019-11-23T09:00:00.000Z', 'backward'],
  ] as const)
    it(`${van} and ${maanden} months is ${tot}: ${waarom}`, function () {
      expect(plusMaanden(new Date(van), maanden).toISOString()).to.equal(tot);
    });
});
