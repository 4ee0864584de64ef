import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Test } from 'mocha';
import { alleTitels } from '../evil/titels.ts';

/** Rows of the table: number, invariant, tests, what broke them, what was seen. */
const RIJEN = readFileSync('docs/invariants.md', 'utf8')
  .split('\n')
  .filter((regel) => /^\| \d/.test(regel))
  .map((regel) => regel.split('|').map((cel) => cel.trim()));

describe('docs/invariants.md', function () {
  it('has the twelve, each with tests that exist, a break, and that it was seen', function () {
    const titels = alleTitels(this.test as Test);

    expect(RIJEN.map(([, nummer]) => nummer)).to.deep.equal(Array.from({ length: 12 }, (_, i) => String(i + 1)));
    const zonder = RIJEN.flatMap(([, nummer, , tests = '']) => {
      const namen = [...tests.matchAll(/`([^`]+)`/g)].map(([, naam = '']) => naam);
      expect(namen, `tests of invariant ${nummer}`).to.not.be.empty;
      return namen.filter((naam) => !titels.some((titel) => titel.includes(naam)));
    });
    expect(zonder).to.deep.equal([]);
    for (const [, nummer, , , gebroken, gezien] of RIJEN) {
      expect(gebroken, `how ${nummer} was broken`).to.match(/`[^`]+\.ts`/);
      expect(gezien, `whether ${nummer} was seen to fail`).to.match(/\byes\b/);
    }
  });
});
