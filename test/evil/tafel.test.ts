import { expect } from 'chai';
import type { Test } from 'mocha';
import { TAFEL } from './tafel.ts';
import { alleTitels } from './titels.ts';

/** H083 waits for the message rules; H136 and up for the SOAP door. */
const WACHT = new Set(['H083']);

describe('The table of hostile input', function () {
  it('has every case from H001 to H135 once, but for those that wait', () => {
    const verwacht = Array.from({ length: 135 }, (_, i) => `H${String(i + 1).padStart(3, '0')}`);

    expect(TAFEL.map(({ id }) => id).toSorted()).to.deep.equal(verwacht.filter((id) => !WACHT.has(id)));
  });

  it('is held by a test that names the case in its title, for every case', function () {
    const titels = alleTitels(this.test as Test);

    const zonder = TAFEL.filter(({ id }) => !titels.some((titel) => titel.includes(`${id} `))).map(({ id }) => id);

    expect(zonder).to.deep.equal([]);
  });
});
