import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { LeveringSoort } from '../../../src/bericht/aansluiting.ts';
import type { Levering } from '../../../src/store/port.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

/** Leasing, and leases that run out. */
export function describeLease(proef: Onderhanden): void {
  const ids = (leveringen: readonly Levering[]): string[] => leveringen.map((levering) => levering.traceerId);

  describe('lease', function () {
    it('gives everything that the receiver has to know of an item', async function () {
      const nieuw = v.bericht({ identificatie: 'L1', tekst: 'tekst L1', bytes: 4321 });
      await proef.store.registreer(nieuw);
      await v.zetKlaar(proef.store);
      const leveringId = randomUUID();

      const [levering, ...meer] = await v.lease(proef.store, { leveringIds: [leveringId], leaseMs: 60_000 });

      expect(meer).to.be.empty;
      const { inhoud, volgnummer, ...rest } = levering!;
      expect(rest).to.deep.equal({
        leveringId,
        traceerId: nieuw.traceerId,
        conversatieId: nieuw.conversatieId,
        soort: 'bericht',
        contentType: 'application/xml',
        berichtsoort: 'WMO305',
        afzender: '65656055',
        ontvanger: '0363',
        poging: 1,
        herlevering: false,
        verlooptOp: v.na(60),
        inhoudSha256: v.sha256('tekst L1'),
      });
      expect(volgnummer).to.equal((await proef.store.zoekBericht(nieuw.traceerId))?.volgnummer);
      expect(Buffer.from(inhoud.inhoud).toString()).to.equal('tekst L1');
      expect(inhoud).to.include({ kekVersie: 3, compressie: 'deflate-raw', bytes: 4321 });
    });

    it('marks a leased message as offered, with an event that names who asked and the attempt', async function () {
      const { traceerId } = await v.biedAan(proef.store);

      expect(await proef.store.zoekBericht(traceerId)).to.include({ status: 'aangeboden', poging: 1 });
      expect((await proef.store.gebeurtenissenVan(traceerId)).at(-1)).to.deep.include({
        gebeurtenis: 'aangeboden',
        status: 'aangeboden',
        actor: 'gemeente-a',
        poging: 1,
        moment: v.T0,
      });
    });

    it('leases nothing before the relay has set it ready, and nothing of another aansluiting', async function () {
      await v.registreerAlle(proef.store, [v.bericht()]);
      expect(await v.lease(proef.store)).to.be.empty;

      await v.zetKlaar(proef.store);

      expect(await v.lease(proef.store, { aansluiting: v.ANDERE_ONTVANGER })).to.be.empty;
      expect(await v.lease(proef.store)).to.have.length(1);
    });

    it('gives items in order of acceptance, at most as many as asked, each once', async function () {
      const volgorde = await v.registreerAlle(
        proef.store,
        Array.from({ length: 5 }, () => v.bericht()),
      );
      await v.zetKlaar(proef.store);

      expect(ids(await v.lease(proef.store, { max: 3 }))).to.deep.equal(volgorde.slice(0, 3));
      expect(ids(await v.lease(proef.store, { max: 3 }))).to.deep.equal(volgorde.slice(3));
    });

    it('gives those who ask at once disjoint batches', async function () {
      await v.registreerAlle(
        proef.store,
        Array.from({ length: 40 }, () => v.bericht()),
      );
      await v.zetKlaar(proef.store);

      const porties = await Promise.all(Array.from({ length: 5 }, () => v.lease(proef.store, { max: 10 })));

      const alles = porties.flatMap(ids);
      expect(alles).to.have.length(40);
      expect(new Set(alles).size).to.equal(40);
    });

    it('stops before the batch grows too large, but the first item always fits', async function () {
      const volgorde = await v.registreerAlle(
        proef.store,
        [900, 400, 600, 100].map((bytes) => v.bericht({ bytes })),
      );
      await v.zetKlaar(proef.store);

      expect(ids(await v.lease(proef.store, { maxBytes: 800 }))).to.deep.equal([volgorde[0]]);
      expect(ids(await v.lease(proef.store, { maxBytes: 1000 }))).to.deep.equal([volgorde[1], volgorde[2]]);
      expect(ids(await v.lease(proef.store, { maxBytes: 1000 }))).to.deep.equal([volgorde[3]]);
    });

    it('gives only what is for the party that is asked for', async function () {
      const [voorEen, voorTwee] = await v.registreerAlle(proef.store, [
        v.bericht({ aan: v.GEMEENTE }),
        v.bericht({ aan: v.TWEEDE_GEMEENTE }),
      ]);
      await v.zetKlaar(proef.store);

      expect(ids(await v.lease(proef.store, { partij: v.TWEEDE_GEMEENTE }))).to.deep.equal([voorTwee]);
      expect(ids(await v.lease(proef.store))).to.deep.equal([voorEen]);
    });

    it('gives no party items that went to another aansluiting', async function () {
      await v.registreerAlle(proef.store, [v.bericht({ aansluiting: v.ANDERE_ONTVANGER })]);
      await v.zetKlaar(proef.store);

      expect(await v.lease(proef.store, { partij: v.GEMEENTE })).to.be.empty;
    });

    it('gives no kinds that were not asked for', async function () {
      await v.registreerAlle(proef.store, [v.bericht()]);
      await v.zetKlaar(proef.store);

      for (const soorten of [[], ['fo01', 'wlz-signaal']] as LeveringSoort[][])
        expect(await v.lease(proef.store, { soorten })).to.be.empty;

      expect(await v.lease(proef.store, { soorten: ['fo01', 'bericht'] })).to.have.length(1);
    });

    it('leases nothing on a request that was seen before', async function () {
      await v.registreerAlle(proef.store, [v.bericht()]);
      await v.zetKlaar(proef.store);
      const nonce = v.nonce();
      expect(await v.lease(proef.store, { nonce, aansluiting: v.ANDERE_ONTVANGER })).to.be.empty;

      expect(await proef.store.lease(v.leaseVraag({ nonce }))).to.equal('nonce_bekend');

      expect(await v.lease(proef.store)).to.have.length(1);
    });

    it('shows the evidence of the request with every message that it gave', async function () {
      const berichten = [v.bericht(), v.bericht()];
      await v.registreerAlle(proef.store, berichten);
      await v.zetKlaar(proef.store);

      await v.lease(proef.store, { bewijs: v.bewijs('leveren', 'ophalen') });

      for (const { traceerId } of berichten)
        expect((await proef.store.bewijsVan(traceerId)).at(-1)).to.deep.equal(v.bewijs('leveren', 'ophalen'));
    });
  });

  describe('a lease that runs out', function () {
    it('puts its item back at its own place, marked, with the attempt counted', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht(), v.bericht()]);
      await v.zetKlaar(proef.store);
      await v.lease(proef.store, { max: 2, leaseMs: 60_000 });

      expect(await proef.store.verloopLeases(v.na(59))).to.be.empty;
      expect(await proef.store.verloopLeases(v.na(60))).to.deep.equal(['gemeente-a']);

      const weer = await v.lease(proef.store, { nu: v.na(61) });
      expect(weer.map(({ traceerId, poging, herlevering }) => [traceerId, poging, herlevering])).to.deep.equal([
        [volgorde[0], 2, true],
        [volgorde[1], 2, true],
        [volgorde[2], 1, false],
      ]);
    });

    it('is put back by the next request too, without a sweep', async function () {
      const { traceerId } = await v.biedAan(proef.store);

      expect(await v.lease(proef.store, { nu: v.na(299) })).to.be.empty;
      expect(ids(await v.lease(proef.store, { nu: v.na(300) }))).to.deep.equal([traceerId]);
    });

    it('leaves an event', async function () {
      const { traceerId } = await v.biedAan(proef.store);

      await proef.store.verloopLeases(v.na(300));

      expect((await proef.store.gebeurtenissenVan(traceerId)).at(-1)).to.deep.include({
        gebeurtenis: 'aanbieding_verlopen',
        status: 'in_wachtrij',
        actor: 'hub',
        moment: v.na(300),
      });
    });

    it('puts nothing back that was settled in time', async function () {
      const { leveringId } = await v.biedAan(proef.store);
      await proef.store.handelAf({
        aansluiting: v.ONTVANGER,
        leveringId,
        afhandeling: { soort: 'bevestigen' },
        nu: v.na(10),
      });

      expect(await proef.store.verloopLeases(v.na(3600))).to.be.empty;
      expect(await v.lease(proef.store, { nu: v.na(3600) })).to.be.empty;
    });
  });
}
