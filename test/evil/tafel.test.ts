import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maakKwaad } from './maak-kwaad.ts';
import { TAFEL } from './tafel.ts';

/** H083 waits for the message rules; H136 and up for the SOAP door. */
const WACHT = new Set(['H083']);

describe('The table of hostile input', function () {
  it('has every case from H001 to H135 once, but for those that wait', () => {
    const verwacht = Array.from({ length: 135 }, (_, i) => `H${String(i + 1).padStart(3, '0')}`);

    expect(TAFEL.map(({ id }) => id).toSorted()).to.deep.equal(verwacht.filter((id) => !WACHT.has(id)));
  });

  it('is held by a test for every case: a recipe, or a test of its own', () => {
    const map = import.meta.dirname;
    const tests = readdirSync(map)
      .filter((naam) => naam.endsWith('.test.js') && naam !== 'tafel.test.js')
      .map((naam) => readFileSync(join(map, naam), 'utf8'))
      .join('\n');

    const zonder = TAFEL.filter(({ id }) => maakKwaad(id).length === 0 && !tests.includes(id)).map(({ id }) => id);

    expect(zonder).to.deep.equal([]);
  });
});
