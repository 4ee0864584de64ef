import { fork } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreNietBeschikbaar } from '../../../src/store/port.ts';
import { StoreOnbruikbaar } from '../../../src/store/sqlite/fouten.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { openSqlite } from '../../../src/store/sqlite/sqlite.ts';
import { bericht } from '../../contract/bericht-store/voorbeeld.ts';

describe('opening the SQLite store', function () {
  let map: string;
  let pad: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-openen-'));
    pad = join(map, 'knooppunt.db');
  });

  afterEach(async function () {
    await chmod(map, 0o755);
    await rm(map, { recursive: true });
  });

  const foutBijOpenen = (): Promise<unknown> =>
    createSqliteStore({ pad }).then(
      async (store) => {
        await store.close();
        return undefined;
      },
      (fout: unknown) => fout,
    );

  it('leaves one file behind when it was closed, and opens it again', async function () {
    await (await createSqliteStore({ pad })).close();

    expect((await readdir(map)).sort()).to.deep.equal(['knooppunt.db', 'knooppunt.db.slot']);
    expect(await foutBijOpenen()).to.equal(undefined);
  });

  it('refuses a folder that does not exist, in one Dutch sentence', async function () {
    pad = join(map, 'weg', 'knooppunt.db');

    const fout = await foutBijOpenen();

    expect(fout).to.be.instanceOf(StoreNietBeschikbaar);
    expect((fout as Error).message).to.match(/^De database kan niet worden geopend\./);
  });

  it('refuses a file that is no database, and leaves it as it is', async function () {
    const tekst = 'dit is geen database. '.repeat(1000);
    await writeFile(pad, tekst);

    const fout = await foutBijOpenen();

    expect(fout).to.be.instanceOf(StoreOnbruikbaar).and.include({ code: 'STORE', retryable: false });
    expect((fout as Error).message).to.match(/^Het databasebestand is beschadigd of geen database\./);
    expect(await readFile(pad, 'utf8')).to.equal(tekst);
  });

  it('refuses a database of a newer version, and leaves it as it is', async function () {
    await (await createSqliteStore({ pad })).close();
    const db = openSqlite(pad);
    db.exec("insert into schema_versie (nummer, naam) values (9999, '9999-later')");
    db.close();
    const voor = await readFile(pad);

    const fout = await foutBijOpenen();

    expect(fout).to.be.instanceOf(StoreOnbruikbaar);
    expect((fout as Error).message).to.match(/nieuwere versie van het knooppunt \(schema 9999, deze versie kent \d+\)/);
    expect((await readFile(pad)).equals(voor)).to.equal(true);
  });

  it('refuses a database that another store has open, and opens it when that one is closed', async function () {
    const eerste = await createSqliteStore({ pad });

    const fout = await foutBijOpenen();
    await eerste.close();

    expect(fout).to.be.instanceOf(StoreNietBeschikbaar);
    expect((fout as Error).message).to.match(/^De database is in gebruik door een ander proces\./);
    expect(await foutBijOpenen()).to.equal(undefined);
  });

  it('rejects a message while another program holds the database, and takes it afterwards', async function () {
    const store = await createSqliteStore({ pad });
    const ander = openSqlite(pad);
    ander.exec('begin immediate');
    const nieuw = bericht();

    const fout = await store.registreer(nieuw).catch((reden: unknown) => reden);
    ander.exec('rollback');
    ander.close();

    expect(fout).to.be.instanceOf(StoreNietBeschikbaar);
    expect(await store.registreer(nieuw)).to.include({ soort: 'nieuw' });
    await store.close();
  });

  // the superuser writes everywhere: a child without his rights tries
  const openenZonderRechten = (): Promise<string> =>
    new Promise((los, faal) => {
      const superuser = process.getuid?.() === 0;
      const kind = fork(new URL('./openen-kind.js', import.meta.url), [pad], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        ...(superuser ? { uid: 65_534, gid: 65_534 } : {}),
      });
      kind.once('message', (tekst) => los(JSON.stringify(tekst)));
      kind.once('error', faal);
      kind.once('exit', () => faal(new Error('het kind zei niets')));
    });

  for (const [wat, rechtenMap, rechtenBestand] of [
    ['a folder that may not be written', 0o555, 0o444],
    ['a file that may not be written', 0o777, 0o444],
  ] as const)
    it(`refuses ${wat}, and writes nothing`, async function () {
      const store = await createSqliteStore({ pad });
      await store.registreer(bericht());
      await store.close();
      await chmod(pad, rechtenBestand);
      await chmod(`${pad}.slot`, 0o666);
      await chmod(map, rechtenMap);
      const voor = await readFile(pad);

      expect(await openenZonderRechten()).to.match(
        /^"StoreNietBeschikbaar: De database kan niet worden (?:geopend|beschreven)\./,
      );

      await chmod(map, 0o755);
      expect((await readFile(pad)).equals(voor)).to.equal(true);
    });
});
