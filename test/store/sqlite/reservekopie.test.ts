import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { createSqliteStore, type SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { maakKopie, zetKopieTerug } from '../../../src/store/sqlite/reservekopie.ts';
import { openSqlite } from '../../../src/store/sqlite/sqlite.ts';
import {
  bericht,
  leaseVraag,
  na,
  ONTVANGER,
  registreerAlle,
  T0,
  zetKlaar,
} from '../../contract/bericht-store/voorbeeld.ts';
import { bewaarderOver, zetKlok } from '../../deliver/proef-bewaren.ts';

describe('Backup and restore of the SQLite store', function () {
  this.timeout(30_000);
  let map: string;
  let pad: string;
  let kopie: string;
  let store: SqliteStore;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-kopie-'));
    pad = join(map, 'knooppunt.db');
    kopie = join(map, 'kopie');
    store = await createSqliteStore({ pad });
  });

  afterEach(async function () {
    await store.close();
    await rm(map, { recursive: true });
  });

  async function rondeOp(moment: Date): Promise<void> {
    await bewaarderOver(store, zetKlok(moment)).bewaarder.ronde();
  }

  it('brings back every message of the moment of the backup', async function () {
    const ids = await registreerAlle(store, [bericht(), bericht()]);
    maakKopie(pad, kopie);
    await registreerAlle(store, [bericht()]);
    await store.close();

    const rapport = zetKopieTerug(pad, kopie, T0);

    expect(rapport).to.deep.include({ berichten: 2, verwijderd: 0, kekVersies: [3] });
    expect(await readdir(map)).to.include(rapport.oudeDatabase);
    store = await createSqliteStore({ pad });
    // a person put it back at this moment: the clock watch need not wonder how old the backup is
    expect(await store.bewaren.laatsteTijd()).to.deep.equal(T0);
    for (const id of ids) expect(await store.inhoudVan(id)).to.not.equal(undefined);
  });

  it('never revives a payload that was deleted after the backup, nor offers its message again', async function () {
    const [bezorgd, verlopen] = await registreerAlle(store, [bericht(), bericht()]);
    await zetKlaar(store);
    maakKopie(pad, kopie);
    const geleased = await store.lease(leaseVraag({ max: 1, leveringIds: [crypto.randomUUID()] }));
    if (geleased === 'nonce_bekend') throw new Error('geen levering');
    const [levering] = geleased;
    const afhandeling = { soort: 'bevestigen' } as const;
    await store.handelAf({ aansluiting: ONTVANGER, leveringId: levering!.leveringId, afhandeling, nu: T0 });
    await rondeOp(na(70 * 24 * 3600));
    await store.close();

    const rapport = zetKopieTerug(pad, kopie, na(70 * 24 * 3600));

    expect(rapport.verwijderd).to.equal(2);
    store = await createSqliteStore({ pad });
    expect(await store.zoekBericht(bezorgd!)).to.include({ status: 'bezorgd', inhoudBewaard: false });
    expect(await store.zoekBericht(verlopen!)).to.include({ status: 'onbestelbaar', inhoudBewaard: false });
    expect(
      await store.lease(leaseVraag({ nu: na(70 * 24 * 3600), leveringIds: [crypto.randomUUID()], max: 1 })),
    ).to.deep.equal([]);
  });

  it('refuses over a running hub, and changes nothing', async function () {
    const [id] = await registreerAlle(store, [bericht()]);
    maakKopie(pad, kopie);

    expect(() => zetKopieTerug(pad, kopie, T0)).to.throw(/draait nog/);

    expect(await store.zoekBericht(id!)).to.not.equal(undefined);
    expect((await readdir(map)).filter((naam) => naam.includes('herstel'))).to.deep.equal([]);
  });

  it('refuses a backup of a newer version, and one that is damaged', async function () {
    maakKopie(pad, kopie);
    await store.close();
    const db = openSqlite(join(kopie, 'knooppunt.db'));
    db.exec("insert into schema_versie (nummer, naam) values (999, '0999-later')");
    db.close();
    expect(() => zetKopieTerug(pad, kopie, T0)).to.throw(/nieuwere versie/);

    await writeFile(join(kopie, 'knooppunt.db'), 'geen database, maar wel lang genoeg om er een te lijken');
    expect(() => zetKopieTerug(pad, kopie, T0)).to.throw(/beschadigd/);
  });

  it('does not overwrite a backup that is there', function () {
    maakKopie(pad, kopie);

    expect(() => maakKopie(pad, kopie)).to.throw(/staat al een back-up/);
  });

  it('is whole under load: every message in it has its payload, event, feiten and evidence', async function () {
    await store.close();
    const kind = fork(new URL('./kill-kind.js', import.meta.url), [pad], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const dood = once(kind, 'exit');
    let gezien = 0;
    for await (const _regel of createInterface({ input: kind.stdout! })) {
      gezien += 1;
      if (gezien === 300) {
        maakKopie(pad, kopie);
        kind.kill('SIGKILL');
      }
    }
    await dood;

    const db = openSqlite(join(kopie, 'knooppunt.db'), { readonly: true });
    const tel = (tabel: string): unknown => db.prepare(`select count(*) from ${tabel}`).pluck().get();
    const berichten = tel('bericht') as number;
    expect(berichten).to.be.at.least(300);
    for (const tabel of ['inhoud', 'feiten', 'outbox', 'gebeurtenis']) expect(tel(tabel), tabel).to.equal(berichten);
    expect(tel('bewijs')).to.equal(2 * berichten);
    expect(db.pragma('integrity_check', { simple: true })).to.equal('ok');
    db.close();
    store = await createSqliteStore({ pad });
  });
});
