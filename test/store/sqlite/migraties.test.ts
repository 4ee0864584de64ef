import type { Database } from 'better-sqlite3';
import { expect } from 'chai';
import { leesBladen } from '../../../src/store/journaal-blad.ts';
import { MIGRATIES, migreer } from '../../../src/store/sqlite/migraties/migreer.ts';
import { openSqlite } from '../../../src/store/sqlite/sqlite.ts';

describe('migrations of the SQLite store', function () {
  const namen = (db: Database): unknown[] => db.prepare('select naam from schema_versie order by nummer').pluck().all();

  it('are numbered upward from one, and named after their number', function () {
    const nummers = MIGRATIES.map(({ nummer }) => nummer);
    expect(nummers).to.deep.equal([...new Set(nummers)].toSorted((a, b) => a - b));
    expect(nummers[0]).to.equal(1);
    for (const { nummer, naam } of MIGRATIES) expect(naam).to.match(new RegExp(`^${String(nummer).padStart(4, '0')}-`));
  });

  it('bring an empty database to the newest schema, once', function () {
    const db = openSqlite(':memory:');

    migreer(db);
    migreer(db);

    expect(namen(db)).to.deep.equal(MIGRATIES.map(({ naam }) => naam));
  });

  it('apply a step that was made beside a later one, in whatever order they come', function () {
    const db = openSqlite(':memory:');
    const tussen = { nummer: 2, naam: '0002-tussen', sql: 'create table tussen (x integer) strict' };
    const zonder = MIGRATIES.filter(({ nummer }) => nummer !== 2);
    migreer(db, zonder);

    migreer(
      db,
      [...zonder, tussen].toSorted((a, b) => a.nummer - b.nummer),
    );

    expect(namen(db)).to.include('0002-tussen');
    expect(db.prepare("select count(*) from pragma_table_list where name = 'tussen'").pluck().get()).to.equal(1);
  });

  it('pack the digests under each head, in order, when they stood in a row each', function () {
    const db = openSqlite(':memory:');
    const digest = (n: number): Buffer => Buffer.alloc(32, n);
    migreer(
      db,
      MIGRATIES.filter(({ nummer }) => nummer < 8),
    );
    const kop = db.prepare("insert into journaal_kop values (?, ?, ?, '', '', '', '', '')");
    const blad = db.prepare('insert into journaal_blad values (?, ?)');
    kop.run(1, 3, 2);
    kop.run(2, 2 ** 33, 3);
    for (const nummer of [2, 3, 2 ** 33]) blad.run(nummer, digest(nummer % 7));

    migreer(db);

    const stukken = db.prepare<[], Buffer>('select bladen from journaal_bladen order by kop').pluck().all();
    expect(stukken.map((stuk) => [...leesBladen(stuk)])).to.deep.equal([
      [
        { volgnummer: 2, digest: digest(2) },
        { volgnummer: 3, digest: digest(3) },
      ],
      [{ volgnummer: 2 ** 33, digest: digest(2 ** 33 % 7) }],
    ]);
  });

  it('make strict tables only', function () {
    const db = openSqlite(':memory:');

    migreer(db);

    const tabellen = db.prepare(
      "select name, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%'",
    );
    for (const tabel of tabellen.all()) expect(tabel).to.include({ strict: 1 });
  });

  it('leave a step that fails undone, together with its mark', function () {
    const db = openSqlite(':memory:');
    const half = {
      nummer: (MIGRATIES.at(-1)?.nummer ?? 0) + 1,
      naam: 'half',
      sql: 'create table half (x integer) strict; geen sql;',
    };
    migreer(db);

    expect(() => migreer(db, [...MIGRATIES, half])).to.throw();

    expect(namen(db)).to.deep.equal(MIGRATIES.map(({ naam }) => naam));
    expect(db.prepare("select count(*) from pragma_table_list where name = 'half'").pluck().get()).to.equal(0);
  });
});
