import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import type { AansluitingId } from '../../../src/bericht/aansluiting.ts';
import { createEmbeddedWachtrij } from '../../../src/queue/embedded/embedded-wachtrij.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Wachtrij } from '../../../src/queue/port.ts';
import { describeWachtrijModel } from '../../contract/wachtrij-model.ts';
import { describeWachtrij } from '../../contract/wachtrij.ts';
import type { OpenProefWachtrij } from '../../contract/wachtrij.ts';
import { openSqliteProef } from '../../store/sqlite/proef-map.ts';

const openProef: OpenProefWachtrij = async (opties = {}) => {
  const proef = await openSqliteProef();
  let wachtrij = createEmbeddedWachtrij({ opslag: proef.store.wachtrij, pauzeNaFoutMs: 5, ...opties });
  async function opnieuw(): Promise<Wachtrij> {
    const store = await proef.heropen();
    wachtrij = createEmbeddedWachtrij({ opslag: store.wachtrij, pauzeNaFoutMs: 5, ...opties });
    return wachtrij;
  }
  return {
    wachtrij,
    async heropen() {
      await wachtrij.close();
      return opnieuw();
    },
    sterf() {
      // stops its consumers; what they have in hand it would wait for without end
      void wachtrij.close();
      return opnieuw();
    },
    async ruimOp() {
      await wachtrij.close();
      await proef.ruimOp();
    },
  };
};

describeWachtrij('embedded in SQLite', openProef);
describeWachtrijModel('embedded in SQLite', openProef);

describe('the embedded queue', function () {
  it('rests after a handler that rejects, and goes on', async function () {
    const proef = await openSqliteProef();
    const wachtrij = createEmbeddedWachtrij({ opslag: proef.store.wachtrij, pauzeNaFoutMs: 20 });
    const aansluiting = 'gemeente-a' as AansluitingId;
    const traceerId = '0190a7c4-0000-4000-8000-000000000001' as never;
    await wachtrij.publiceer({ outboxId: 1, aansluiting, traceerId, herlevering: false });
    const momenten: number[] = [];

    await new Promise<void>((los, faal) => {
      wachtrij
        .consumeer(aansluiting, { gelijktijdig: 1 }, async (een) => {
          momenten.push(performance.now());
          if (momenten.length < 3) throw new Error('mislukt');
          await een.klaar();
          los();
        })
        .catch(faal);
    });

    expect(momenten[2]! - momenten[0]!).to.be.at.least(35);
    await wachtrij.close();
    await proef.ruimOp();
  });
});

/** How often each child is killed after so many lines of it. */
const DODELIJK = [1, 25, 300] as const;

describe('the embedded queue under kill -9', function () {
  this.timeout(60_000);
  let map: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-wachtrij-'));
  });

  afterEach(async function () {
    await rm(map, { recursive: true });
  });

  it('hands out everything that was confirmed and not done, marked where a child had it in hand', async function () {
    const pad = join(map, 'knooppunt.db');
    const bevestigd = new Set<string>();
    const klaar = new Set<string>();
    const gekregen = new Set<string>();

    for (const [beurt, aantal] of DODELIJK.entries()) {
      const kind = fork(new URL('./kill-kind.js', import.meta.url), [pad, String(beurt)], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      const dood = once(kind, 'exit');
      let regels = 0;
      for await (const regel of createInterface({ input: kind.stdout! })) {
        const [wat, id] = regel.split(' ');
        if (id?.length !== 36) continue;
        if (wat === 'bevestigd') bevestigd.add(id);
        else if (wat === 'gekregen') gekregen.add(id);
        else klaar.add(id);
        regels += 1;
        if (regels === aantal) kind.kill('SIGKILL');
      }
      await dood;
    }

    const store = await createSqliteStore({ pad });
    const wachtrij = createEmbeddedWachtrij({ opslag: store.wachtrij });
    const aansluiting = 'gemeente-a' as AansluitingId;
    const rest = new Map<string, boolean>();
    const aantal = (await wachtrij.diepte()).get(aansluiting) ?? 0;
    await new Promise<void>((los, faal) => {
      if (aantal === 0) los();
      wachtrij
        .consumeer(aansluiting, { gelijktijdig: 100 }, async (een) => {
          rest.set(een.traceerId, een.herlevering);
          await een.klaar();
          if (rest.size === aantal) los();
        })
        .catch(faal);
    });
    await wachtrij.close();
    await store.close();
    expect([...bevestigd].filter((id) => !klaar.has(id) && !rest.has(id) && !gekregen.has(id))).to.be.empty;
    // what was in hand when the child died may have been done just before it could say so
    expect([...gekregen].filter((id) => rest.get(id) === false)).to.be.empty;
    expect([...klaar].filter((id) => rest.has(id))).to.be.empty;
  });
});
