import { expect } from 'chai';
import { StoreNietBeschikbaar } from '../../../src/store/port.ts';
import type { BerichtStore, StoreWijziging } from '../../../src/store/port.ts';
import type { Onderhanden, ProefStore, StoreMogelijkheden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

/** Figures, looks, callbacks, restart, close, and storage that is full. */
export function describeGrenzen(proef: Onderhanden, { openKrap }: StoreMogelijkheden): void {
  describe('a look at the contents', function () {
    const kijk = (over: Partial<Parameters<BerichtStore['registreerInzage']>[0]>) => ({
      traceerId: v.nieuweTraceerId(),
      actor: v.ONTVANGER,
      nu: v.na(5),
      nonce: v.nonce(),
      ...over,
    });

    it('leaves an event with its evidence, and changes nothing', async function () {
      const [traceerId] = await v.registreerAlle(proef.store, [v.bericht()]);
      const bewijs = v.bewijs('inzien', 'inzage');

      expect(await proef.store.registreerInzage(kijk({ traceerId: traceerId!, bewijs }))).to.equal('ok');

      const laatste = (await proef.store.gebeurtenissenVan(traceerId!)).at(-1);
      expect(laatste).to.deep.include({
        gebeurtenis: 'ingezien',
        status: 'ontvangen',
        actor: 'gemeente-a',
        moment: v.na(5),
      });
      expect((await proef.store.bewijsVan(traceerId!)).at(-1)).to.deep.equal(bewijs);
    });

    it('is refused on a request that was seen before, without an event', async function () {
      const [traceerId] = await v.registreerAlle(proef.store, [v.bericht()]);
      const vraag = kijk({ traceerId: traceerId! });
      await proef.store.registreerInzage(vraag);

      expect(await proef.store.registreerInzage(vraag)).to.equal('nonce_bekend');
      expect(await proef.store.gebeurtenissenVan(traceerId!)).to.have.length(2);
    });
  });

  describe('feiten', function () {
    it('come in order of acceptance, since a cursor, at most as many as asked', async function () {
      const alle = await v.registreerAlle(proef.store, [v.bericht(), v.bericht(), v.bericht()]);

      const eerste = await proef.store.feitenNa(0, 2);
      const rest = await proef.store.feitenNa(eerste.at(-1)!.volgnummer, 2);

      expect([...eerste, ...rest].map((rij) => rij.traceerId)).to.deep.equal(alle);
    });
  });

  describe('figures', function () {
    it('count what waits where, since when, and what is out', async function () {
      await v.registreerAlle(proef.store, [
        v.bericht({ op: v.na(1) }),
        v.bericht({ op: v.na(2) }),
        v.bericht({ op: v.na(3), aansluiting: v.ANDERE_ONTVANGER }),
      ]);
      await v.zetKlaar(proef.store);
      await v.lease(proef.store, { max: 1 });
      await v.registreerAlle(proef.store, [v.bericht({ op: v.na(7) }), v.bericht({ op: v.na(8) })]);

      const stand = await proef.store.stand();

      expect(stand).to.deep.include({ outboxRijen: 2, outboxOudste: v.na(7), openLeases: 1 });
      expect([...stand.wachtend].sort(([links], [rechts]) => (links < rechts ? -1 : 1))).to.deep.equal([
        ['gemeente-a', { aantal: 1, oudste: v.na(2) }],
        ['gemeente-b', { aantal: 1, oudste: v.na(3) }],
      ]);
      expect(stand.operaties).to.be.at.least(stand.commits);
    });

    it('are the same after a restart', async function () {
      await v.biedAan(proef.store);
      await v.registreerAlle(proef.store, [v.bericht(), v.bericht()]);
      await v.zetKlaar(proef.store);
      await v.registreerAlle(proef.store, [v.bericht()]);
      const voor = await proef.store.stand();

      const na = await (await proef.heropen()).stand();

      const sindsStart = ['commits', 'operaties'] as const;
      expect(v.zonder(na, ...sindsStart)).to.deep.equal(v.zonder(voor, ...sindsStart));
    });

    it('are empty for an empty store', async function () {
      const stand = await proef.store.stand();

      expect(stand).to.deep.include({ outboxRijen: 0, openLeases: 0 });
      expect(stand.wachtend.size).to.equal(0);
      expect(stand).to.not.have.property('outboxOudste');
    });

    it('show that writes which come together share a commit', async function () {
      const voor = await proef.store.stand();
      await Promise.all(Array.from({ length: 64 }, () => proef.store.registreer(v.bericht())));

      const na = await proef.store.stand();

      expect(na.operaties - voor.operaties).to.equal(64);
      expect(na.commits - voor.commits).to.be.at.most(6);
    });
  });

  describe('a trial write', function () {
    it('changes nothing', async function () {
      await proef.store.proefSchrijven();

      expect(await proef.store.gebeurtenissenNa({ kijker: { aansluiting: v.INDIENER, partijen: [] }, na: 0, max: 9 }))
        .to.be.empty;
    });
  });

  describe('those who wait for a change', function () {
    it('are called after the commit, with what it changed, until they end it', async function () {
      const gehoord: StoreWijziging[] = [];
      const stop = proef.store.opWijziging((wijziging) => gehoord.push(wijziging));
      await v.registreerAlle(proef.store, [v.bericht()]);
      const [rij] = await v.claim(proef.store);
      await proef.store.markeerGepubliceerd([rij!.outboxId], v.T0);
      await v.lease(proef.store, { leaseMs: 60_000 });
      await proef.store.verloopLeases(v.na(60));
      stop();
      await v.registreerAlle(proef.store, [v.bericht()]);

      expect(gehoord.map(({ outbox, klaargezet }) => [outbox, klaargezet])).to.deep.equal([
        [true, []],
        [false, ['gemeente-a']],
        [false, []],
        [false, ['gemeente-a']],
      ]);
      const nummers = gehoord.map((wijziging) => wijziging.laatsteGebeurtenis);
      expect(nummers).to.deep.equal([...nummers].sort((links, rechts) => links - rechts));
    });

    it('find what they were told of', async function () {
      const gevonden = new Promise<number>((los) => {
        proef.store.opWijziging(() => {
          void v.claim(proef.store).then((rijen) => los(rijen.length));
        });
      });

      await proef.store.registreer(v.bericht());

      expect(await gevonden).to.equal(1);
    });
  });

  describe('restart', function () {
    it('keeps messages, events, evidence, payloads, feiten, nonces, leases and places in line', async function () {
      const uit = await v.biedAan(proef.store, { identificatie: 'H1', tekst: 'zelfde' });
      const klaar = v.bericht();
      await v.registreerAlle(proef.store, [klaar]);
      await v.zetKlaar(proef.store);
      const inOutbox = v.bericht({ persoon: 'p' });
      await v.registreerAlle(proef.store, [inOutbox, v.afgekeurd()]);
      const alles = async (store: BerichtStore) => {
        const kijker = { aansluiting: v.INDIENER, partijen: [] };
        const berichten = await store.lijst({ kijker, max: 100 });
        return {
          berichten,
          gebeurtenissen: await store.gebeurtenissenNa({ kijker, na: 0, max: 100 }),
          feiten: await store.feitenNa(0, 100),
          bewijs: await Promise.all(berichten.map(({ traceerId }) => store.bewijsVan(traceerId))),
          inhoud: await Promise.all(berichten.map(({ traceerId }) => store.inhoudVan(traceerId))),
        };
      };
      const voor = await alles(proef.store);

      const store = await proef.heropen();

      expect(await alles(store)).to.deep.equal(voor);
      expect(await store.registreer(v.bericht({ over: { nonce: klaar.nonce } }))).to.deep.equal({
        soort: 'nonce_bekend',
      });
      expect((await store.registreer(v.bericht({ identificatie: 'H1', tekst: 'zelfde' }))).soort).to.equal('herhaald');
      expect((await v.claim(store)).map((rij) => rij.traceerId)).to.deep.equal([inOutbox.traceerId]);
      expect((await v.lease(store)).map((levering) => levering.traceerId)).to.deep.equal([klaar.traceerId]);
      const afhandeling = { soort: 'bevestigen' } as const;
      expect(
        await store.handelAf({ aansluiting: v.ONTVANGER, leveringId: uit.leveringId, afhandeling, nu: v.na(10) }),
      ).to.include({ httpStatus: 204, status: 'bezorgd' });
    });

    it('hands out a row that was claimed before it again when the claim ended, marked', async function () {
      await v.registreerAlle(proef.store, [v.bericht()]);
      await v.claim(proef.store);

      const rijen = await v.claim(await proef.heropen(), { nu: v.na(31) });

      expect(rijen.map((rij) => rij.herlevering)).to.deep.equal([true]);
    });

    it('gives volgnummers above all that were given before', async function () {
      const voor = await proef.store.registreer(v.bericht());

      const na = await (await proef.heropen()).registreer(v.bericht());

      expect(voor.soort === 'nieuw' && na.soort === 'nieuw' && na.volgnummer > voor.volgnummer).to.equal(true);
    });
  });

  describe('close', function () {
    it('finishes what is under way, refuses what comes after, and may be called again', async function () {
      const onderweg = Array.from({ length: 20 }, () => proef.store.registreer(v.bericht()));

      await Promise.all([proef.store.close(), proef.store.close()]);
      await proef.store.close();

      expect(new Set((await Promise.all(onderweg)).map((een) => een.soort))).to.deep.equal(new Set(['nieuw']));
      for (const poging of [
        () => proef.store.registreer(v.bericht()),
        () => proef.store.zoekBericht(v.nieuweTraceerId()),
        () => proef.store.stand(),
        () => proef.store.proefSchrijven(),
      ])
        expect(await foutVan(poging())).to.be.instanceOf(StoreNietBeschikbaar);
      expect(await v.claim(await proef.heropen())).to.have.length(20);
    });
  });

  describe('storage that is full', function () {
    let krap: ProefStore | undefined;

    beforeEach(async function () {
      if (openKrap === undefined) this.skip();
      krap = await openKrap();
    });

    afterEach(async function () {
      await krap?.ruimOp();
    });

    const groot = (bytes = 100_000) => {
      const een = v.bericht();
      return { ...een, inhoud: { ...een.inhoud!, inhoud: Buffer.alloc(bytes, 1) } };
    };

    /** @returns how many messages went in before neither a large nor a small one did. */
    async function vul(store: BerichtStore): Promise<number> {
      let gelukt = 0;
      for (const bytes of [100_000, 10_000, 1_000])
        while ((await foutVan(store.registreer(groot(bytes)))) === undefined) gelukt += 1;
      return gelukt;
    }

    it('refuses with StoreNietBeschikbaar, which may be tried again, and writes nothing of what it refused', async function () {
      const { store } = krap!;
      await vul(store);
      const teveel = groot();

      const fout = await foutVan(store.registreer(teveel));

      expect(fout).to.be.instanceOf(StoreNietBeschikbaar).and.include({ code: 'STORE', retryable: true });
      expect(await store.zoekBericht(teveel.traceerId)).to.equal(undefined);
      expect(await foutVan(store.registreer(teveel))).to.be.instanceOf(StoreNietBeschikbaar);
    });

    it('says so to a trial write', async function () {
      const { store } = krap!;
      await vul(store);

      expect(await foutVan(store.proefSchrijven())).to.be.instanceOf(StoreNietBeschikbaar);
    });

    it('keeps what was accepted before, readable and deliverable', async function () {
      const { store } = krap!;
      const aantal = await vul(store);

      expect(aantal).to.be.greaterThan(0);
      expect(await store.feitenNa(0, 1000)).to.have.length(aantal);
      expect((await krap!.heropen().then((weer) => weer.feitenNa(0, 1000))).length).to.equal(aantal);
    });
  });
}

function foutVan(belofte: Promise<unknown>): Promise<unknown> {
  return belofte.then(
    () => undefined,
    (fout: unknown) => fout,
  );
}
