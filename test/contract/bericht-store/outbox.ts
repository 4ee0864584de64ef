import { expect } from 'chai';
import type { AansluitingId } from '../../../src/bericht/aansluiting.ts';
import type { DeadLetterReden } from '../../../src/bericht/status.ts';
import type { OutboxRij } from '../../../src/store/port.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

/** The outbox as a relay uses it. */
export function describeOutbox(proef: Onderhanden): void {
  const ids = (rijen: readonly OutboxRij[]): string[] => rijen.map((rij) => rij.traceerId);
  const nummers = (rijen: readonly OutboxRij[]): number[] => rijen.map((rij) => rij.outboxId);

  describe('outbox', function () {
    it('hands out the lowest volgnummers first, at most as many as asked', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht(), v.bericht()]);

      expect(ids(await v.claim(proef.store, { max: 2 }))).to.deep.equal(volgorde.slice(0, 2));
      expect(ids(await v.claim(proef.store, { max: 2 }))).to.deep.equal(volgorde.slice(2));
    });

    it('takes no more than the share of one aansluiting, and fills the rest with others', async function () {
      const druk = Array.from({ length: 5 }, () => v.bericht());
      const rustig = v.bericht({ aansluiting: v.ANDERE_ONTVANGER });
      const volgorde = await v.registreerAlle(proef.store, [...druk, rustig]);

      const rijen = await v.claim(proef.store, { maxPerAansluiting: 2 });

      expect(ids(rijen)).to.deep.equal([volgorde[0], volgorde[1], volgorde[5]]);
    });

    it('skips an aansluiting that is not ready', async function () {
      const [, tweede] = await v.registreerAlle(proef.store, [
        v.bericht(),
        v.bericht({ aansluiting: v.ANDERE_ONTVANGER }),
      ]);

      expect(ids(await v.claim(proef.store, { overslaan: [v.ONTVANGER] }))).to.deep.equal([tweede]);
    });

    it('finds what may go behind a large backlog of one that may not', async function () {
      await Promise.all(Array.from({ length: 1500 }, () => proef.store.registreer(v.bericht())));
      const anderen = await v.registreerAlle(
        proef.store,
        ['gemeente-c', 'gemeente-d', 'gemeente-c'].map((id) => v.bericht({ aansluiting: id as AansluitingId })),
      );

      const wens = { max: 10, maxPerAansluiting: 5, overslaan: [v.ONTVANGER] };

      expect(ids(await v.claim(proef.store, wens))).to.deep.equal(anderen);
      expect(await v.claim(proef.store, { max: 10, maxPerAansluiting: 5 })).to.have.length(5);
    });

    it('hands out a claimed row again when its claim ended, marked', async function () {
      const [id] = await v.registreerAlle(proef.store, [v.bericht()]);
      const eerste = await v.claim(proef.store, { nu: v.na(0), tot: v.na(30) });

      expect(eerste).to.have.length(1);
      expect(eerste[0]!.herlevering).to.equal(false);
      expect(await v.claim(proef.store, { nu: v.na(29) })).to.be.empty;
      const weer = await v.claim(proef.store, { nu: v.na(30), tot: v.na(60) });
      expect(weer.map(({ outboxId, traceerId, herlevering }) => ({ outboxId, traceerId, herlevering }))).to.deep.equal([
        { outboxId: eerste[0]!.outboxId, traceerId: id, herlevering: true },
      ]);
    });

    it('hands out a row that was given back at once, with the mark that it had', async function () {
      await v.registreerAlle(proef.store, [v.bericht()]);
      await proef.store.geefOutboxTerug(nummers(await v.claim(proef.store)));
      const tweede = await v.claim(proef.store, { tot: v.na(30) });
      const derde = await v.claim(proef.store, { nu: v.na(30), tot: v.na(60) });
      await proef.store.geefOutboxTerug(nummers(derde));
      const vierde = await v.claim(proef.store, { nu: v.na(31) });

      expect([tweede, derde, vierde].map(([rij]) => rij?.herlevering)).to.deep.equal([false, true, true]);
    });

    it('marks a row that was given back when its publish may have arrived', async function () {
      await v.registreerAlle(proef.store, [v.bericht(), v.bericht()]);
      const [een, twee] = nummers(await v.claim(proef.store));

      await proef.store.geefOutboxTerug([een!, twee!], [twee!]);

      const weer = await v.claim(proef.store);
      expect(weer.map(({ outboxId, herlevering }) => [outboxId, herlevering])).to.deep.equal([
        [een, false],
        [twee, true],
      ]);
    });

    it('turns a published row into an item in the mailbox, with its event, and forgets the row', async function () {
      const [id] = await v.registreerAlle(proef.store, [v.bericht()]);

      await proef.store.markeerGepubliceerd(nummers(await v.claim(proef.store)), v.na(2));

      expect((await proef.store.zoekBericht(id!))?.status).to.equal('in_wachtrij');
      const laatste = (await proef.store.gebeurtenissenVan(id!)).at(-1);
      expect(laatste).to.deep.include({
        gebeurtenis: 'klaargezet',
        status: 'in_wachtrij',
        moment: v.na(2),
        actor: 'hub',
      });
      expect(await v.claim(proef.store, { nu: v.na(3600) })).to.be.empty;
    });

    it('takes a mark that comes twice, or for a row that is unknown, without harm', async function () {
      const [id] = await v.registreerAlle(proef.store, [v.bericht()]);
      const rijen = nummers(await v.claim(proef.store));
      await proef.store.markeerGepubliceerd(rijen, v.T0);

      await proef.store.markeerGepubliceerd([...rijen, 999_999], v.na(1));

      expect(await proef.store.gebeurtenissenVan(id!)).to.have.length(2);
    });

    it('hands out each row once to those who claim at once', async function () {
      await v.registreerAlle(
        proef.store,
        Array.from({ length: 40 }, () => v.bericht()),
      );

      const porties = await Promise.all(Array.from({ length: 5 }, () => v.claim(proef.store, { max: 10 })));

      const alles = porties.flatMap((rijen) => nummers(rijen));
      expect(alles).to.have.length(40);
      expect(new Set(alles).size).to.equal(40);
    });

    it('never uses the identity of a row again', async function () {
      await v.registreerAlle(proef.store, [v.bericht()]);
      const eerste = nummers(await v.claim(proef.store));
      await proef.store.markeerGepubliceerd(eerste, v.T0);

      await v.registreerAlle(proef.store, [v.bericht()]);

      expect(nummers(await v.claim(proef.store))[0]).to.be.greaterThan(eerste[0]!);
    });

    for (const reden of ['geen_route_meer', 'niet_routeerbaar_op_broker', 'inhoud_verlopen'] as DeadLetterReden[])
      it(`declares a message undeliverable from the outbox and from the mailbox: ${reden}`, async function () {
        const [gepubliceerd] = await v.registreerAlle(proef.store, [v.bericht()]);
        await v.zetKlaar(proef.store);
        const [wachtend] = await v.registreerAlle(proef.store, [v.bericht()]);

        expect(await proef.store.markeerOnbestelbaar(gepubliceerd!, reden, v.na(5))).to.equal(true);
        expect(await proef.store.markeerOnbestelbaar(wachtend!, reden, v.na(5))).to.equal(true);

        for (const id of [gepubliceerd!, wachtend!]) {
          expect(await proef.store.zoekBericht(id)).to.include({ status: 'onbestelbaar', deadLetterReden: reden });
          expect((await proef.store.gebeurtenissenVan(id)).at(-1)).to.include({ status: 'onbestelbaar', reden });
        }
        expect(await v.claim(proef.store)).to.be.empty;
        expect(await v.lease(proef.store)).to.be.empty;
      });

    it('declares nothing undeliverable that is out, settled, refused or unknown', async function () {
      const uit = await v.biedAan(proef.store);
      const [geweigerd] = await v.registreerAlle(proef.store, [v.afgekeurd()]);

      for (const id of [uit.traceerId, geweigerd!, v.nieuweTraceerId()])
        expect(await proef.store.markeerOnbestelbaar(id, 'geen_route_meer', v.T0)).to.equal(false);

      expect((await proef.store.zoekBericht(uit.traceerId))?.status).to.equal('aangeboden');
    });
  });
}
