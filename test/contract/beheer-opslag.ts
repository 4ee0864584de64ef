import { expect } from 'chai';
import type { AansluitingId } from '../../src/bericht/aansluiting.ts';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import type { BeheerOpslag, Handeling, NieuweRoute } from '../../src/store/beheer-port.ts';
import type { BerichtStore } from '../../src/store/port.ts';
import * as v from './bericht-store/voorbeeld.ts';

/** A store with its operators' side. */
export type BeheerStore = BerichtStore & { readonly beheer: BeheerOpslag };

/** A store on storage of its own. */
export interface ProefBeheer {
  readonly store: BeheerStore;
  heropen(): Promise<BeheerStore>;
  ruimOp(): Promise<void>;
}

const BEHEERDER = 'hubbeheer' as AansluitingId;

function handeling(over: Partial<Handeling> = {}): Handeling {
  return { actor: BEHEERDER, reden: 'storing bij de ontvanger', nu: v.na(10), nonce: v.nonce(), ...over };
}

function naar(traceerId: TraceerId, aansluiting = v.ONTVANGER): NieuweRoute {
  return {
    traceerId,
    route: { aansluiting, ontvangendePartij: v.GEMEENTE, tafelVersie: 'beef00', tafelRegel: 'routes.yaml:20' },
  };
}

/** The suite that every store passes for what operators do: what `src/store/beheer-port.ts` promises. */
export function describeBeheerOpslag(naam: string, open: () => Promise<ProefBeheer>): void {
  describe(`BeheerOpslag: ${naam}`, function () {
    let proef: ProefBeheer;
    beforeEach(async function () {
      proef = await open();
    });
    afterEach(async function () {
      await proef.ruimOp();
    });

    async function onbestelbaar(): Promise<TraceerId> {
      const [id] = await v.registreerAlle(proef.store, [v.bericht()]);
      await v.zetKlaar(proef.store);
      await proef.store.markeerOnbestelbaar(id!, 'pogingen_op', v.T0);
      return id!;
    }

    describe('herlever', function () {
      it('offers an undeliverable message again at its new aansluiting, marked, as a first attempt, with who and why', async function () {
        const id = await onbestelbaar();

        const uit = await proef.store.beheer.herlever(handeling(), [naar(id, v.ANDERE_ONTVANGER)]);

        expect(uit).to.deep.equal([{ traceerId: id, soort: 'gedaan', status: 'in_wachtrij' }]);
        const [levering] = await v.lease(proef.store, { aansluiting: v.ANDERE_ONTVANGER, nu: v.na(11) });
        expect(levering).to.include({ traceerId: id, herlevering: true, poging: 1 });
        const [laatste] = (await proef.store.gebeurtenissenVan(id)).slice(-2);
        expect(laatste).to.include({
          gebeurtenis: 'opnieuw_aangeboden',
          actor: BEHEERDER,
          reden: 'storing bij de ontvanger',
        });
        expect((await proef.store.stand()).wachtend.size).to.equal(0);
      });

      it('offers a delivered message again', async function () {
        const levering = await v.biedAan(proef.store);
        await proef.store.handelAf({
          aansluiting: v.ONTVANGER,
          leveringId: levering.leveringId,
          afhandeling: { soort: 'bevestigen' },
          nu: v.na(1),
        });

        await proef.store.beheer.herlever(handeling(), [naar(levering.traceerId)]);

        expect(await v.lease(proef.store, { nu: v.na(11) })).to.have.length(1);
      });

      it('leaves a message alone that still waits or is out, and says where it is (delivery.md §11, 29)', async function () {
        const [wacht] = await v.registreerAlle(proef.store, [v.bericht()]);
        const { traceerId: uitgegeven } = await v.biedAan(proef.store, { aansluiting: v.ANDERE_ONTVANGER });

        const uit = await proef.store.beheer.herlever(handeling(), [naar(wacht!), naar(uitgegeven)]);

        expect(uit).to.deep.equal([
          { traceerId: wacht, soort: 'niet_nu', status: 'in_wachtrij' },
          { traceerId: uitgegeven, soort: 'niet_nu', status: 'aangeboden' },
        ]);
      });

      it('lets the first of two at once win', async function () {
        const id = await onbestelbaar();

        const [een, ander] = await Promise.all([
          proef.store.beheer.herlever(handeling(), [naar(id)]),
          proef.store.beheer.herlever(handeling(), [naar(id)]),
        ]);

        expect([een, ander].flat().map((uit) => (uit as { soort: string }).soort)).to.deep.equal(['gedaan', 'niet_nu']);
      });

      it('does nothing for a request that was seen before', async function () {
        const eens = handeling();
        const [een, twee] = [await onbestelbaar(), await onbestelbaar()];
        await proef.store.beheer.herlever(eens, [naar(een)]);

        expect(await proef.store.beheer.herlever(eens, [naar(twee)])).to.equal('nonce_bekend');
        expect((await proef.store.zoekBericht(twee))?.status).to.equal('onbestelbaar');
      });
    });

    describe('hangOm', function () {
      it('moves what waits with its place and its count, before and after the relay', async function () {
        const [klaar] = await v.registreerAlle(proef.store, [v.bericht()]);
        await v.zetKlaar(proef.store);
        const [nieuw] = await v.registreerAlle(proef.store, [v.bericht()]);

        await proef.store.beheer.hangOm(handeling(), [
          naar(klaar!, v.ANDERE_ONTVANGER),
          naar(nieuw!, v.ANDERE_ONTVANGER),
        ]);
        await v.zetKlaar(proef.store, v.na(11));

        const { wachtend } = await proef.store.stand();
        expect([...wachtend].map(([id, { aantal }]) => [id, aantal])).to.deep.equal([[v.ANDERE_ONTVANGER, 2]]);
        expect(await v.lease(proef.store, { nu: v.na(12) })).to.be.empty;
        const items = await v.lease(proef.store, { aansluiting: v.ANDERE_ONTVANGER, nu: v.na(12) });
        expect(items.map(({ traceerId }) => traceerId)).to.deep.equal([klaar, nieuw]);
      });

      it('leaves a leased message with its receiver', async function () {
        const { traceerId } = await v.biedAan(proef.store);

        const uit = await proef.store.beheer.hangOm(handeling(), [naar(traceerId, v.ANDERE_ONTVANGER)]);

        expect(uit).to.deep.equal([{ traceerId, soort: 'niet_nu', status: 'aangeboden' }]);
      });
    });

    describe('pauze', function () {
      it('stops lease and relay, not acceptance, survives a restart, and ends with everything in place', async function () {
        const [eerste] = await v.registreerAlle(proef.store, [v.bericht()]);
        await v.zetKlaar(proef.store);
        expect(await proef.store.beheer.pauzeer(handeling(), v.ONTVANGER)).to.equal('gedaan');
        const [tweede] = await v.registreerAlle(proef.store, [v.bericht()]);
        const store = await proef.heropen();

        expect(store.beheer.pauzeVan(v.ONTVANGER)).to.include({ door: BEHEERDER, reden: 'storing bij de ontvanger' });
        expect(await v.claim(store)).to.be.empty;
        expect(await v.lease(store, { nu: v.na(11) })).to.be.empty;

        expect(await store.beheer.hervat(handeling(), v.ONTVANGER)).to.equal('gedaan');
        expect(store.beheer.pauzeVan(v.ONTVANGER)).to.equal(undefined);
        await v.zetKlaar(store, v.na(12));
        const items = await v.lease(store, { nu: v.na(13) });
        expect(items.map(({ traceerId }) => traceerId)).to.deep.equal([eerste, tweede]);
      });

      it('says so when there is nothing to change', async function () {
        await proef.store.beheer.pauzeer(handeling(), v.ONTVANGER);

        expect(await proef.store.beheer.pauzeer(handeling(), v.ONTVANGER)).to.equal('al');
        expect(await proef.store.beheer.hervat(handeling(), v.ANDERE_ONTVANGER)).to.equal('al');
      });
    });

    describe('sluit', function () {
      it('flags an undeliverable message without changing its status, and undoes it within seven days', async function () {
        const id = await onbestelbaar();

        const dicht = await proef.store.beheer.sluit(handeling(), id);
        const lijst = await proef.store.beheer.sluitingen({ max: 10 });
        const open = await proef.store.beheer.heropen(handeling({ nu: v.na(10 + 7 * 86_400) }), id);

        expect(dicht).to.deep.equal({ traceerId: id, soort: 'gedaan', status: 'onbestelbaar' });
        expect(lijst.map(({ traceerId }) => traceerId)).to.deep.equal([id]);
        expect(open).to.include({ soort: 'gedaan' });
        expect(await proef.store.beheer.sluitingen({ max: 10 })).to.be.empty;
      });

      it('does not undo what was closed longer ago, nor close what still goes on', async function () {
        const id = await onbestelbaar();
        await proef.store.beheer.sluit(handeling(), id);
        const [loopt] = await v.registreerAlle(proef.store, [v.bericht()]);

        expect(await proef.store.beheer.heropen(handeling({ nu: v.na(11 + 7 * 86_400) }), id)).to.include({
          soort: 'te_laat',
        });
        expect(await proef.store.beheer.sluit(handeling(), loopt!)).to.include({
          soort: 'niet_nu',
          status: 'ontvangen',
        });
      });
    });

    it('keeps every act in the audit, newest first, with who, when and why', async function () {
      const id = await onbestelbaar();
      await proef.store.beheer.pauzeer(handeling(), v.ONTVANGER);
      await proef.store.beheer.hervat(handeling(), v.ONTVANGER);
      await proef.store.beheer.sluit(handeling(), id);
      await proef.store.beheer.heropen(handeling(), id);
      await proef.store.beheer.hangOm(handeling(), [naar(id, v.ANDERE_ONTVANGER)]);
      await proef.store.beheer.herlever(handeling(), [naar(id)]);

      const rijen = await proef.store.beheer.handelingen({ max: 10 });

      expect(rijen.map(({ gebeurtenis }) => gebeurtenis)).to.deep.equal([
        'opnieuw_aangeboden',
        'omgehangen',
        'heropend',
        'gesloten',
        'hervat',
        'gepauzeerd',
      ]);
      for (const rij of rijen) expect(rij).to.include({ door: BEHEERDER, reden: 'storing bij de ontvanger' });
      expect(rijen[0]?.traceerId).to.equal(id);
      expect(rijen[5]?.aansluiting).to.equal(v.ONTVANGER);
    });
  });
}
