import { expect } from 'chai';
import { bericht, claim } from '../../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef } from './proef-map.ts';
import type { SqliteProef } from './proef-map.ts';

describe('group commit of the SQLite store', function () {
  let proef: SqliteProef | undefined;

  afterEach(async function () {
    await proef?.ruimOp();
    proef = undefined;
  });

  /** Sends messages one turn of the event loop apart: each would be a group of its own if nothing gathered. */
  async function druppel(aantal: number, bijElk: () => void): Promise<void> {
    const beloften: Promise<unknown>[] = [];
    for (let i = 0; i < aantal; i += 1) {
      bijElk();
      beloften.push(proef!.store.registreer(bericht()));
      await new Promise((los) => setImmediate(los));
    }
    await Promise.all(beloften);
  }

  it('waits for those who are on their way, so that they share a commit', async function () {
    let onderweg = 0;
    proef = await openSqliteProef({ onderweg: () => onderweg, groep: { maxGaarMs: 10_000 } });
    const voor = await proef.store.stand();
    onderweg = 40;

    await druppel(20, () => {
      onderweg -= 1;
    });

    onderweg = 0;
    const na = await proef.store.stand();
    expect([na.operaties - voor.operaties, na.commits - voor.commits]).to.deep.equal([20, 1]);
  });

  it('waits no longer than its bound for a message that never comes', async function () {
    let onderweg = 0;
    proef = await openSqliteProef({ onderweg: () => onderweg, groep: { maxGaarMs: 5 } });
    onderweg = 1000;

    expect(await proef.store.registreer(bericht())).to.include({ soort: 'nieuw' });
  });

  it('does not wait when it is closed', async function () {
    let onderweg = 0;
    proef = await openSqliteProef({ onderweg: () => onderweg, groep: { maxGaarMs: 600_000 } });
    onderweg = 1000;
    const belofte = proef.store.registreer(bericht());

    await proef.store.close();

    expect(await belofte).to.include({ soort: 'nieuw' });
  });

  it('sends a group that is full, whoever is on the way', async function () {
    let onderweg = 0;
    proef = await openSqliteProef({ onderweg: () => onderweg, groep: { maxGaarMs: 600_000, maxOpdrachten: 10 } });
    onderweg = 1000;

    await Promise.all(Array.from({ length: 10 }, () => proef!.store.registreer(bericht())));

    onderweg = 0;
    expect(await claim(proef.store)).to.have.length(10);
  });
});
