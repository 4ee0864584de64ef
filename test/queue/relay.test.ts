import { expect } from 'chai';
import type { AansluitingId } from '../../src/bericht/aansluiting.ts';
import { createKlok } from '../../src/observe/clock.ts';
import type { Logger } from '../../src/observe/port.ts';
import { createEmbeddedWachtrij } from '../../src/queue/embedded/embedded-wachtrij.ts';
import type { Wachtrij } from '../../src/queue/port.ts';
import { createRelay, type Relay } from '../../src/queue/relay.ts';
import type { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import * as v from '../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef } from '../store/sqlite/proef-map.ts';

const stil: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const PULL = v.ONTVANGER;
const PUSH = v.ANDERE_ONTVANGER;
const WEG = 'opgeheven-aansluiting' as AansluitingId;

describe('The relay: from the outbox to where a message is fetched or sent', function () {
  let proef: Awaited<ReturnType<typeof openSqliteProef>>;
  let store: SqliteStore;
  let relay: Relay | undefined;

  beforeEach(async function () {
    proef = await openSqliteProef();
    store = proef.store;
  });
  afterEach(async function () {
    await relay?.close();
    relay = undefined;
    await proef.ruimOp();
  });

  function start(wachtrij: Wachtrij): Relay {
    const wijzen = new Map<AansluitingId, 'pull' | 'wachtrij'>([
      [PULL, 'pull'],
      [PUSH, 'wachtrij'],
    ]);
    relay = createRelay({
      store,
      wachtrij,
      leverWijze: (id) => wijzen.get(id),
      overslaan: () => [],
      klok: createKlok(),
      log: stil,
    });
    store.opWijziging(({ outbox }) => {
      if (outbox) relay?.wek();
    });
    return relay;
  }
  const status = async (traceerId: Parameters<SqliteStore['zoekBericht']>[0]): Promise<string | undefined> =>
    (await store.zoekBericht(traceerId))?.status;

  it('sets what is for a pull connection ready, each with an event, and empties the outbox', async function () {
    const ids = await v.registreerAlle(store, [v.bericht(), v.bericht(), v.bericht()]);

    await start(createEmbeddedWachtrij({ opslag: store.wachtrij })).leeg();

    for (const id of ids) {
      expect(await status(id)).to.equal('in_wachtrij');
      expect((await store.gebeurtenissenVan(id)).map(({ gebeurtenis }) => gebeurtenis)).to.deep.equal([
        'geaccepteerd',
        'klaargezet',
      ]);
    }
    expect((await store.stand()).outboxRijen).to.equal(0);
  });

  it('says that a message has no way any more when its connection is gone, and carries the others on', async function () {
    const [weg, goed] = await v.registreerAlle(store, [v.bericht({ aansluiting: WEG }), v.bericht()]);

    await start(createEmbeddedWachtrij({ opslag: store.wachtrij })).leeg();

    expect(await store.zoekBericht(weg!)).to.include({ status: 'onbestelbaar', deadLetterReden: 'geen_route_meer' });
    expect(await status(goed!)).to.equal('in_wachtrij');
  });

  it('leaves the rows of a full queue in the outbox, in order, without holding up others', async function () {
    const vol = await v.registreerAlle(
      store,
      [1, 2, 3, 4].map(() => v.bericht({ aansluiting: PUSH })),
    );
    const [ander] = await v.registreerAlle(store, [v.bericht()]);
    const wachtrij = createEmbeddedWachtrij({ opslag: store.wachtrij, maxDiepte: 2 });
    start(wachtrij);
    while ((await status(ander!)) !== 'in_wachtrij' || (await status(vol[1]!)) !== 'in_wachtrij')
      await new Promise(setImmediate);
    expect([await status(vol[2]!), await status(vol[3]!)]).to.deep.equal(['ontvangen', 'ontvangen']);

    const gekregen: string[] = [];
    const consument = await wachtrij.consumeer(PUSH, { gelijktijdig: 1 }, (item) => {
      gekregen.push(item.traceerId);
      return item.klaar();
    });
    while (gekregen.length < 4) await new Promise(setImmediate);

    await consument.close();
    await wachtrij.close();
    expect(gekregen).to.deep.equal(vol);
  });

  it('publishes again, marked as a redelivery, what it cannot know to have arrived', async function () {
    const echt = createEmbeddedWachtrij({ opslag: store.wachtrij });
    const gezien: boolean[] = [];
    const wankel: Wachtrij = {
      ...echt,
      publiceer: async (item) => {
        gezien.push(item.herlevering);
        const uit = await echt.publiceer(item);
        if (gezien.length === 1) throw new Error('the connection broke before the confirm came');
        return uit;
      },
    };
    const [id] = await v.registreerAlle(store, [v.bericht({ aansluiting: PUSH })]);

    await start(wankel).leeg();

    while ((await status(id!)) !== 'in_wachtrij') await new Promise(setImmediate);
    expect(gezien.slice(0, 2)).to.deep.equal([false, true]);
    expect((await echt.diepte()).get(PUSH)).to.equal(1);
    await echt.close();
  });
});
