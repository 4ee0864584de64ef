import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { AansluitingId } from '../../src/bericht/aansluiting.ts';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import type { OntvangenItem, Wachtrij, WachtrijItem } from '../../src/queue/port.ts';

/** A queue on storage of its own, with what a test may do to it. */
export interface ProefWachtrij {
  readonly wachtrij: Wachtrij;
  /** Closes it and opens it again on the same storage, as after a restart. */
  heropen(): Promise<Wachtrij>;
  /** Opens it again as after a crash: nothing that is in hand is settled, and the old one does nothing any more. */
  sterf(): Promise<Wachtrij>;
  ruimOp(): Promise<void>;
}

/** Opens a queue on fresh, empty storage; `maxDiepte` bounds each aansluiting. */
export type OpenProefWachtrij = (opties?: { readonly maxDiepte?: number }) => Promise<ProefWachtrij>;

const A = 'gemeente-a' as AansluitingId;
const B = 'gemeente-b' as AansluitingId;

let teller = 0;

/** @returns an item that no other test has. */
export function item(over: Partial<WachtrijItem> = {}): WachtrijItem {
  teller += 1;
  return { outboxId: teller, aansluiting: A, traceerId: randomUUID() as TraceerId, herlevering: false, ...over };
}

/** A handler that keeps what it gets until the test says what becomes of it. */
function verzamelaar() {
  const items: OntvangenItem[] = [];
  const wachters: { readonly aantal: number; readonly los: () => void }[] = [];
  return {
    items,
    // returns at once: the item stays in hand
    verwerk: (een: OntvangenItem): Promise<void> => {
      items.push(een);
      for (const { aantal, los } of wachters) if (items.length >= aantal) los();
      return Promise.resolve();
    },
    /** Resolves when so many have come, all told. */
    tot: (aantal: number): Promise<void> =>
      new Promise((los) => {
        if (items.length >= aantal) los();
        else wachters.push({ aantal, los });
      }),
    ids: (): string[] => items.map((een) => een.traceerId),
  };
}

/** The suite that every queue passes: what `src/queue/port.ts` promises, sentence by sentence. */
export function describeWachtrij(naam: string, open: OpenProefWachtrij): void {
  describe(`Wachtrij: ${naam}`, function () {
    let proef: ProefWachtrij;

    beforeEach(async function () {
      proef = await open();
    });

    afterEach(async function () {
      await proef.ruimOp();
    });

    const publiceer = async (...items: readonly WachtrijItem[]): Promise<string[]> => {
      for (const een of items) expect(await proef.wachtrij.publiceer(een)).to.equal('bevestigd');
      return items.map((een) => een.traceerId);
    };

    it('hands what was published to a consumer of its aansluiting, in the order of publication', async function () {
      const ids = await publiceer(item(), item(), item());
      const bak = verzamelaar();

      await proef.wachtrij.consumeer(A, { gelijktijdig: 10 }, bak.verwerk);
      await bak.tot(3);

      expect(bak.ids()).to.deep.equal(ids);
      expect(bak.items.map((een) => [een.aansluiting, een.herlevering])).to.deep.equal([
        [A, false],
        [A, false],
        [A, false],
      ]);
      await Promise.all(bak.items.map((een) => een.klaar()));
    });

    it('wakes a consumer that found nothing', async function () {
      const bak = verzamelaar();
      await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);

      const ids = await publiceer(item());
      await bak.tot(1);

      expect(bak.ids()).to.deep.equal(ids);
      await bak.items[0]!.klaar();
    });

    it('carries the content of an item byte for byte, with its headers', async function () {
      const bytes = Buffer.from([0, 255, 13, 10, 60, 0]);
      const inhoud = { bytes, contentType: 'application/xml', koppen: { poging: '1', 'content-digest': 'x' } };
      await publiceer(item({ inhoud }), item());
      const bak = verzamelaar();

      await proef.wachtrij.consumeer(A, { gelijktijdig: 2 }, bak.verwerk);
      await bak.tot(2);

      const [met, zonder] = bak.items;
      expect(Buffer.from(met!.inhoud!.bytes).equals(bytes)).to.equal(true);
      expect(met!.inhoud).to.deep.include({ contentType: 'application/xml', koppen: inhoud.koppen });
      expect(zonder!.inhoud).to.equal(undefined);
      await Promise.all(bak.items.map((een) => een.klaar()));
    });

    it('never hands an item out again once it is done', async function () {
      await publiceer(item());
      const bak = verzamelaar();
      const consument = await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);

      await bak.items[0]!.klaar();
      await consument.close();

      expect((await proef.wachtrij.diepte()).size).to.equal(0);
      const later = verzamelaar();
      const wachtrij = await proef.heropen();
      await wachtrij.consumeer(A, { gelijktijdig: 1 }, later.verwerk);
      await wachtrij.publiceer(item());
      await later.tot(1);
      expect(later.ids()).to.not.include(bak.ids()[0]);
      await later.items[0]!.klaar();
    });

    it('hands an item that was put back out again, marked, before those behind it', async function () {
      const [eerste, tweede] = await publiceer(item(), item());
      const bak = verzamelaar();
      await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);

      await bak.items[0]!.terug();
      await bak.tot(2);
      await bak.items[1]!.klaar();
      await bak.tot(3);

      expect(bak.items.map((een) => [een.traceerId, een.herlevering])).to.deep.equal([
        [eerste, false],
        [eerste, true],
        [tweede, false],
      ]);
      await bak.items[2]!.klaar();
    });

    it('takes a handler that rejects for one that puts back', async function () {
      const [id] = await publiceer(item());
      const bak = verzamelaar();
      let keren = 0;

      await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, (een) => {
        keren += 1;
        return keren === 1 ? Promise.reject(new Error('mislukt')) : bak.verwerk(een);
      });
      await bak.tot(1);

      expect(bak.items[0]).to.include({ traceerId: id, herlevering: true });
      await bak.items[0]!.klaar();
    });

    it('lets the first of done and back count', async function () {
      await publiceer(item());
      const bak = verzamelaar();
      const consument = await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);

      await bak.items[0]!.klaar();
      await bak.items[0]!.terug();
      await bak.items[0]!.klaar();
      await consument.close();

      expect((await proef.wachtrij.diepte()).size).to.equal(0);
      expect(bak.items).to.have.length(1);
    });

    it('keeps the mark that the relay gave', async function () {
      await publiceer(item({ herlevering: true }));
      const bak = verzamelaar();

      await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);

      expect(bak.items[0]!.herlevering).to.equal(true);
      await bak.items[0]!.klaar();
    });

    it('has at most as many items in one consumer’s hands as it asked for', async function () {
      await publiceer(...Array.from({ length: 10 }, () => item()));
      let inHand = 0;
      let hoogst = 0;
      let klaar = 0;

      await new Promise<void>((los, faal) => {
        const verwerk = async (een: OntvangenItem): Promise<void> => {
          inHand += 1;
          hoogst = Math.max(hoogst, inHand);
          await new Promise((verder) => setImmediate(verder));
          inHand -= 1;
          await een.klaar();
          klaar += 1;
          if (klaar === 10) los();
        };
        proef.wachtrij.consumeer(A, { gelijktijdig: 3 }, verwerk).catch(faal);
      });

      expect(hoogst).to.equal(3);
    });

    it('gives two consumers of one aansluiting different items', async function () {
      const ids = await publiceer(...Array.from({ length: 6 }, () => item()));
      const een = verzamelaar();
      const twee = verzamelaar();

      await proef.wachtrij.consumeer(A, { gelijktijdig: 3 }, een.verwerk);
      await proef.wachtrij.consumeer(A, { gelijktijdig: 3 }, twee.verwerk);
      await Promise.all([een.tot(3), twee.tot(3)]);

      expect(new Set([...een.ids(), ...twee.ids()])).to.deep.equal(new Set(ids));
      await Promise.all([...een.items, ...twee.items].map((ding) => ding.klaar()));
    });

    it('lets a consumer that does not move hold up no other aansluiting', async function () {
      await publiceer(...Array.from({ length: 50 }, () => item({ aansluiting: A })));
      let gaOpen = (): void => undefined;
      const poort = new Promise<void>((los) => {
        gaOpen = los;
      });
      const vast = verzamelaar();
      await proef.wachtrij.consumeer(A, { gelijktijdig: 2 }, async (een) => {
        await vast.verwerk(een);
        await poort;
        await een.klaar();
      });
      await vast.tot(2);
      const vlot = verzamelaar();
      await proef.wachtrij.consumeer(B, { gelijktijdig: 5 }, async (een) => {
        await vlot.verwerk(een);
        await een.klaar();
      });

      const ids = await publiceer(...Array.from({ length: 20 }, () => item({ aansluiting: B })));
      await vlot.tot(20);

      expect(vlot.ids()).to.deep.equal(ids);
      expect(vast.items).to.have.length(2);
      gaOpen();
      await vast.tot(50);
    });

    it('counts what waits and what is in hand, per aansluiting that has any', async function () {
      await publiceer(item(), item(), item({ aansluiting: B }));
      const bak = verzamelaar();
      await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);

      expect([...(await proef.wachtrij.diepte())].sort()).to.deep.equal([
        [A, 2],
        [B, 1],
      ]);
      await bak.items[0]!.klaar();
      await bak.tot(2);
      await bak.items[1]!.klaar();
      expect([...(await proef.wachtrij.diepte())]).to.deep.equal([[B, 1]]);
    });

    it('keeps one item of a row that is published twice while the first waits', async function () {
      const eerste = item();
      await publiceer(eerste, { ...eerste, herlevering: true });

      expect([...(await proef.wachtrij.diepte())]).to.deep.equal([[A, 1]]);
    });

    it('waits at the end of a consumer for what is in hand, and hands it nothing more', async function () {
      await publiceer(item(), item());
      const bak = verzamelaar();
      const consument = await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);
      let dicht = false;
      const sluiting = consument.close().then(() => {
        dicht = true;
      });

      await proef.wachtrij.diepte();
      expect(dicht).to.equal(false);
      await bak.items[0]!.klaar();
      await sluiting;
      await consument.close();

      expect(bak.items).to.have.length(1);
      expect([...(await proef.wachtrij.diepte())]).to.deep.equal([[A, 1]]);
    });

    it('closes its consumers when it closes, and then takes nothing', async function () {
      await publiceer(item());
      const bak = verzamelaar();
      await proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
      await bak.tot(1);
      const sluiting = proef.wachtrij.close();
      await bak.items[0]!.klaar();
      await sluiting;
      await proef.wachtrij.close();

      for (const poging of [
        () => proef.wachtrij.publiceer(item()),
        () => proef.wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk),
      ])
        expect(
          await poging().then(
            () => undefined,
            (fout: unknown) => fout,
          ),
        ).to.be.an('error');
    });

    it('has after a restart what was confirmed before it, in order', async function () {
      const ids = await publiceer(item(), item(), item());
      const bak = verzamelaar();

      const wachtrij = await proef.heropen();
      await wachtrij.consumeer(A, { gelijktijdig: 3 }, bak.verwerk);
      await bak.tot(3);

      expect(bak.ids()).to.deep.equal(ids);
      expect(bak.items.map((een) => een.herlevering)).to.deep.equal([false, false, false]);
      await Promise.all(bak.items.map((een) => een.klaar()));
    });

    it('says that it can take items', async function () {
      expect(await proef.wachtrij.gezondheid()).to.deep.equal({ ok: true });
    });

    describe('with a bound', function () {
      let krap: ProefWachtrij;

      beforeEach(async function () {
        krap = await open({ maxDiepte: 2 });
      });

      afterEach(async function () {
        await krap.ruimOp();
      });

      it('is full for one aansluiting and not for another, until there is room', async function () {
        const { wachtrij } = krap;
        const uitkomsten = [];
        for (const een of [item(), item(), item(), item({ aansluiting: B })])
          uitkomsten.push(await wachtrij.publiceer(een));
        const bak = verzamelaar();
        await wachtrij.consumeer(A, { gelijktijdig: 1 }, bak.verwerk);
        await bak.tot(1);
        await bak.items[0]!.klaar();

        expect(uitkomsten).to.deep.equal(['bevestigd', 'bevestigd', 'vol', 'bevestigd']);
        expect(await wachtrij.publiceer(item())).to.equal('bevestigd');
        await bak.tot(2);
        await bak.items[1]!.klaar();
        await bak.tot(3);
        await bak.items[2]!.klaar();
      });
    });
  });
}
