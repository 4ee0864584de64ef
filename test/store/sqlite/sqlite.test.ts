import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { inStukken, openSqlite } from '../../../src/store/sqlite/sqlite.ts';

const MODULE = new URL('../../../src/store/sqlite/sqlite.js', import.meta.url).href;

/** Runs a module in a child that may collect garbage when it says so. */
function draai(tekst: string): { readonly code: number | null; readonly uit: string; readonly fout: string } {
  const bron = `import { openSqlite } from ${JSON.stringify(MODULE)};\n${tekst}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--input-type=module', '--eval', bron],
    { encoding: 'utf8' },
  );
  return { code: status, uit: stdout, fout: stderr };
}

describe('connections of the SQLite store', function () {
  it('outlive every collection of garbage, with all that was prepared on them', function () {
    const { code, uit, fout } = draai(`
      const gemaakt = (() => {
        const db = openSqlite(':memory:');
        const een = db.prepare('select 1');
        db.pragma('user_version');
        return [new WeakRef(db), new WeakRef(een)];
      })();
      await new Promise((klaar) => setImmediate(klaar));
      for (let i = 0; i < 3; i += 1) gc();
      console.log(gemaakt.every((ding) => ding.deref() !== undefined));
    `);

    expect(fout).to.equal('');
    expect({ code, uit }).to.deep.equal({ code: 0, uit: 'true\n' });
  });

  it('make one statement for a pragma, however often it is asked', function () {
    const { uit } = draai(`
      const db = openSqlite(':memory:');
      db.pragma('user_version');
      gc();
      const voor = process.memoryUsage().heapUsed;
      for (let i = 0; i < 20_000; i += 1) db.pragma('user_version');
      gc();
      if (process.memoryUsage().heapUsed - voor > 500_000) console.log('een per vraag');
      db.exec('pragma user_version = 7');
      console.log(db.pragma('user_version', { simple: true }), JSON.stringify(db.pragma('user_version')));
    `);

    expect(uit).to.equal('7 [{"user_version":7}]\n');
  });

  it('take a pragma that answers nothing', function () {
    const db = openSqlite(':memory:');

    db.pragma('foreign_keys = off');

    expect(db.pragma('foreign_keys', { simple: true })).to.equal(0);
    db.close();
  });
});

describe('a list in pieces', function () {
  const tot = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('has every row once, in order, whatever the size of the pieces', function () {
    for (const aantal of [0, 1, 2, 3, 4, 5, 10, 14, 15, 16, 100])
      for (const per of [1, 2, 3, 5]) {
        const lees = (na: number, max: number) => tot(aantal).slice(na + 1, na + 1 + max);
        expect([...inStukken(lees, (n) => n, per)]).to.deep.equal(tot(aantal));
      }
  });

  it('reads no further than is taken', function () {
    const gelezen: number[] = [];
    const lees = (na: number, max: number): number[] => {
      gelezen.push(max);
      return tot(max).map((i) => na + 1 + i);
    };

    for (const rij of inStukken(lees, (n) => n, 5)) if (rij === 7) break;

    expect(gelezen).to.deep.equal([5, 20]);
  });
});
