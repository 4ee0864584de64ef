import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import type { TraceerId } from '../../../src/bericht/traceer-id.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { claim } from '../../contract/bericht-store/voorbeeld.ts';

/** After so many acknowledged messages each child is killed: in its first group, early, and in full run. */
const DODELIJK = [1, 40, 400, 1500, 90] as const;

describe('the SQLite store under kill -9', function () {
  this.timeout(60_000);
  let map: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-kill-'));
  });

  afterEach(async function () {
    await rm(map, { recursive: true });
  });

  /** Starts a child that registers without end. @returns the ids that it said were kept before it was killed. */
  async function registreerTotDeDood(pad: string, naAantal: number): Promise<string[]> {
    const kind = fork(new URL('./kill-kind.js', import.meta.url), [pad], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const dood = once(kind, 'exit');
    const ids: string[] = [];
    for await (const regel of createInterface({ input: kind.stdout! })) {
      if (regel.length === 36) ids.push(regel);
      if (ids.length === naAantal) kind.kill('SIGKILL');
    }
    await dood;
    expect(kind.signalCode).to.equal('SIGKILL');
    return ids;
  }

  it('has every message whose registration resolved, each whole, each in the outbox', async function () {
    const pad = join(map, 'knooppunt.db');
    const beloofd: string[] = [];

    for (const aantal of DODELIJK) beloofd.push(...(await registreerTotDeDood(pad, aantal)));

    const store = await createSqliteStore({ pad });
    const inOutbox = new Set<string>((await claim(store)).map((rij) => rij.traceerId));
    const kwijt: string[] = [];
    for (const id of beloofd) if (!inOutbox.has(id)) kwijt.push(id);
    expect(kwijt).to.be.empty;
    expect(beloofd.length).to.be.at.least(DODELIJK.reduce((som: number, aantal) => som + aantal, 0));
    for (const id of inOutbox) {
      expect(await store.bewijsVan(id as TraceerId)).to.have.length(2);
      expect(await store.inhoudVan(id as TraceerId)).to.not.equal(undefined);
      expect(await store.gebeurtenissenVan(id as TraceerId)).to.have.length(1);
    }
    await store.close();
  });
});
