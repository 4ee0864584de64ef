import { expect } from 'chai';
import { createCursors } from '../../src/api/cursor.ts';

describe('Cursors of lists', function () {
  const cursors = createCursors(Buffer.alloc(32, 1));

  it('give back the place to the one they were made for', function () {
    expect(cursors.lees('gemeente-a', cursors.maak('gemeente-a', 1234))).to.equal(1234);
  });

  it('are of no use to another, changed, made up, or made under another key', function () {
    const cursor = cursors.maak('gemeente-a', 1234);
    const ander = createCursors(Buffer.alloc(32, 2)).maak('gemeente-a', 1234);

    for (const [eigenaar, tekst] of [
      ['zorg-b', cursor],
      ['gemeente-a', cursor.replace('1234', '1235')],
      ['gemeente-a', `${cursor}=`],
      ['gemeente-a', ''],
      ['gemeente-a', ander],
    ] as const)
      expect(cursors.lees(eigenaar, tekst), tekst).to.equal(undefined);
  });
});
