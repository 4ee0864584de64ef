import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { openSqlite } from '../../../src/store/sqlite/sqlite.ts';
import { leesVerwijderlog } from '../../../src/store/sqlite/verwijderlog.ts';
import { bericht, registreerAlle } from '../../contract/bericht-store/voorbeeld.ts';
import { bewaarderOver, zetKlok } from '../../deliver/proef-bewaren.ts';

const NU = new Date('2027-01-24T09:00:00.000Z');
const AANTAL = 400;

describe('Deletion by term under kill -9', function () {
  this.timeout(60_000);

  it('goes on where the last commit was: each payload goes once, with its event and its line in the log', async function () {
    const map = await mkdtemp(join(tmpdir(), 'knooppunt-bewaar-kill-'));
    const pad = join(map, 'knooppunt.db');
    const eerst = await createSqliteStore({ pad });
    await registreerAlle(
      eerst,
      Array.from({ length: AANTAL }, () => bericht()),
    );
    await eerst.close();

    for (const naBatches of [1, 2, 4]) {
      const kind = fork(new URL('./bewaar-kind.js', import.meta.url), [pad, NU.toISOString()], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      const dood = once(kind, 'exit');
      let batches = 0;
      for await (const _regel of createInterface({ input: kind.stdout! })) {
        batches += 1;
        if (batches === naBatches) kind.kill('SIGKILL');
      }
      await dood;
      expect(kind.signalCode).to.equal('SIGKILL');
      const db = openSqlite(pad, { readonly: true });
      const over = db.prepare('select count(*) from inhoud').pluck().get() as number;
      const verlopen = db
        .prepare("select count(*) from gebeurtenis where gebeurtenis = 'inhoud_verlopen'")
        .pluck()
        .get();
      db.close();
      expect(over).to.be.greaterThan(0);
      expect(verlopen).to.equal(AANTAL - over);
      // a line too many may be there: of the batch that did not commit
      expect(
        new Set(leesVerwijderlog(join(dirname(pad), 'verwijderd')).map(({ traceerId }) => traceerId)).size,
      ).to.be.at.least(AANTAL - over);
    }

    const store = await createSqliteStore({ pad });
    await bewaarderOver(store, zetKlok(NU)).bewaarder.ronde();
    await store.close();
    const db = openSqlite(pad, { readonly: true });
    expect(db.prepare('select count(*) from inhoud').pluck().get()).to.equal(0);
    expect(db.prepare("select count(*) from gebeurtenis where gebeurtenis = 'inhoud_verlopen'").pluck().get()).to.equal(
      AANTAL,
    );
    db.close();
    await rm(map, { recursive: true });
  });
});
