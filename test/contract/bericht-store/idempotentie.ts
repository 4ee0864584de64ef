import { expect } from 'chai';
import type { NieuwBericht } from '../../../src/store/port.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

const BRS20 = { soort: 'botsing', code: 'BRS20' };
const BRS114 = { soort: 'botsing', code: 'BRS114' };

/** The same message again: what is a repeat, what a conflict, what a new message. */
export function describeIdempotentie(proef: Onderhanden): void {
  const registreer = (een: NieuwBericht) => proef.store.registreer(een);
  const gebeurtenissen = async (een: NieuwBericht) =>
    (await proef.store.gebeurtenissenVan(een.traceerId)).map((rij) => rij.gebeurtenis);

  describe('idempotency of acceptance', function () {
    it('answers the same content under the same key with the first message, and queues nothing again', async function () {
      const eerste = v.bericht({ identificatie: 'K1', tekst: 'zelfde', op: v.na(0) });
      await registreer(eerste);

      const tweede = await registreer(v.bericht({ identificatie: 'K1', tekst: 'zelfde', op: v.na(60) }));

      expect(tweede).to.deep.equal({
        soort: 'herhaald',
        traceerId: eerste.traceerId,
        conversatieId: eerste.conversatieId,
        status: 'ontvangen',
        ontvangenOp: v.na(0),
        bevindingen: [],
      });
      expect(await v.claim(proef.store)).to.have.length(1);
      expect(await gebeurtenissen(eerste)).to.deep.equal(['geaccepteerd', 'herhaald']);
    });

    it('gives the findings of the first judgement with a repeat', async function () {
      const melding = { ...v.BEVINDING, ernst: 'melden' as const };
      await registreer(v.bericht({ identificatie: 'K2', tekst: 'zelfde', over: { bevindingen: [melding] } }));

      const tweede = await registreer(v.bericht({ identificatie: 'K2', tekst: 'zelfde' }));

      expect(tweede).to.deep.include({ soort: 'herhaald', bevindingen: [melding] });
    });

    it('answers a repeat also when the first one is delivered already', async function () {
      const { leveringId } = await v.biedAan(proef.store, { identificatie: 'K3', tekst: 'zelfde' });
      await proef.store.handelAf({
        aansluiting: v.ONTVANGER,
        leveringId,
        afhandeling: { soort: 'bevestigen' },
        nu: v.T0,
      });

      const tweede = await registreer(v.bericht({ identificatie: 'K3', tekst: 'zelfde' }));

      expect(tweede).to.include({ soort: 'herhaald', status: 'bezorgd' });
      expect(await v.claim(proef.store)).to.be.empty;
    });

    it('keeps the evidence of the repeated submission', async function () {
      const eerste = v.bericht({ identificatie: 'K4', tekst: 'zelfde' });
      await registreer(eerste);

      await registreer(
        v.bericht({ identificatie: 'K4', tekst: 'zelfde', over: { bewijs: [v.bewijs('indienen', 'herhaling')] } }),
      );

      expect((await proef.store.bewijsVan(eerste.traceerId)).map((rij) => rij.basis)).to.include('basis van herhaling');
    });

    it('refuses other content under the same key with BRS20, and leaves an event', async function () {
      const eerste = v.bericht({ identificatie: 'K5' });
      await registreer(eerste);
      const ander = v.bericht({ identificatie: 'K5' });

      expect(await registreer(ander)).to.deep.equal(BRS20);

      expect(await proef.store.zoekBericht(ander.traceerId)).to.equal(undefined);
      expect(await v.claim(proef.store)).to.have.length(1);
      expect(await gebeurtenissen(eerste)).to.deep.equal(['geaccepteerd', 'botsing']);
    });

    for (const [wat, anders] of [
      ['acting party', { van: v.TWEEDE_AANBIEDER }],
      ['berichtcode', { soort: 'WMO307' }],
      ['identificatie', { identificatie: 'K7' }],
    ] as const)
      it(`takes another ${wat} for another message`, async function () {
        await registreer(v.bericht({ identificatie: 'K6', tekst: 'zelfde' }));

        const uitkomst = await registreer(v.bericht({ identificatie: 'K6', tekst: 'zelfde', ...anders }));

        expect(uitkomst.soort).to.equal('nieuw');
      });

    it('tells two answers to one heenbericht apart by their identificatieRetour', async function () {
      const retour = { soort: 'WMO306', identificatie: 'K8' } as const;
      await registreer(v.bericht({ ...retour, retour: 'R1', tekst: 'een' }));

      expect((await registreer(v.bericht({ ...retour, retour: 'R2', tekst: 'twee' }))).soort).to.equal('nieuw');
      expect((await registreer(v.bericht({ ...retour, retour: 'R1', tekst: 'een' }))).soort).to.equal('herhaald');
      expect(await registreer(v.bericht({ ...retour, retour: 'R2', tekst: 'drie' }))).to.deep.equal(BRS20);
    });

    for (const vorm of ['afgekeurd', 'nietBeoordeeld'] as const)
      it(`lets a message that was ${vorm} burn no identificatie`, async function () {
        const eerste = v[vorm]({ identificatie: 'K9', tekst: 'zelfde' });
        await registreer(eerste);

        const tweede = await registreer(v.bericht({ identificatie: 'K9', tekst: 'zelfde' }));

        expect(tweede.soort).to.equal('nieuw');
        expect((await proef.store.zoekBericht(eerste.traceerId))?.status).to.not.equal('ontvangen');
      });

    for (const vorm of ['afgekeurd', 'nietBeoordeeld'] as const)
      it(`records a message that is ${vorm} while its key was accepted with other content`, async function () {
        await registreer(v.bericht({ identificatie: 'K10' }));
        const tweede = v[vorm]({ identificatie: 'K10' });

        expect((await registreer(tweede)).soort).to.equal('nieuw');

        expect((await proef.store.zoekBericht(tweede.traceerId))?.status).to.equal(tweede.verdict);
        expect(await v.claim(proef.store)).to.have.length(1);
      });

    it('answers the accepted content as a repeat whatever is said of it today', async function () {
      await registreer(v.bericht({ identificatie: 'K11', tekst: 'zelfde' }));

      expect((await registreer(v.afgekeurd({ identificatie: 'K11', tekst: 'zelfde' }))).soort).to.equal('herhaald');
    });

    it('makes one message of the same one sent many times at once', async function () {
      const uitkomsten = await Promise.all(
        Array.from({ length: 20 }, () => registreer(v.bericht({ identificatie: 'K12', tekst: 'zelfde' }))),
      );

      expect(uitkomsten.filter((uitkomst) => uitkomst.soort === 'nieuw')).to.have.length(1);
      expect(uitkomsten.filter((uitkomst) => uitkomst.soort === 'herhaald')).to.have.length(19);
      expect(new Set(uitkomsten.map((uitkomst) => 'traceerId' in uitkomst && uitkomst.traceerId)).size).to.equal(1);
    });

    it('accepts one of several contents sent under one key at once', async function () {
      const uitkomsten = await Promise.all(
        Array.from({ length: 10 }, () => registreer(v.bericht({ identificatie: 'K13' }))),
      );

      expect(uitkomsten.filter((uitkomst) => uitkomst.soort === 'nieuw')).to.have.length(1);
      expect(uitkomsten.filter((uitkomst) => uitkomst.soort === 'botsing')).to.have.length(9);
    });
  });

  describe('Traceer-Id', function () {
    it('answers the same message under the same Traceer-Id as a repeat', async function () {
      const gekozen = v.nieuweTraceerId();
      await registreer(v.bericht({ identificatie: 'T1', tekst: 'zelfde', gekozen }));

      const tweede = await registreer(v.bericht({ identificatie: 'T1', tekst: 'zelfde', gekozen }));

      expect(tweede).to.include({ soort: 'herhaald', traceerId: gekozen });
    });

    it('answers a repeat under a Traceer-Id that nobody used with the id of the first', async function () {
      const eerste = v.bericht({ identificatie: 'T2', tekst: 'zelfde' });
      await registreer(eerste);

      const tweede = await registreer(
        v.bericht({ identificatie: 'T2', tekst: 'zelfde', gekozen: v.nieuweTraceerId() }),
      );

      expect(tweede).to.include({ soort: 'herhaald', traceerId: eerste.traceerId });
    });

    it('refuses a repeat under the Traceer-Id of yet another message with BRS114', async function () {
      const ander = v.bericht({ identificatie: 'T3' });
      await registreer(ander);
      await registreer(v.bericht({ identificatie: 'T4', tekst: 'zelfde' }));

      const herhaling = v.bericht({ identificatie: 'T4', tekst: 'zelfde', gekozen: ander.traceerId });

      expect(await registreer(herhaling)).to.deep.equal(BRS114);
    });

    it('refuses another message under the Traceer-Id of an accepted one with BRS114', async function () {
      const eerste = v.bericht({ identificatie: 'T5' });
      await registreer(eerste);

      expect(await registreer(v.bericht({ identificatie: 'T6', gekozen: eerste.traceerId }))).to.deep.equal(BRS114);
      expect(await registreer(v.afgekeurd({ identificatie: 'T6', gekozen: eerste.traceerId }))).to.deep.equal(BRS114);
    });

    it('says BRS20 before BRS114 for other content under both keys', async function () {
      const eerste = v.bericht({ identificatie: 'T7' });
      await registreer(eerste);

      expect(await registreer(v.bericht({ identificatie: 'T7', gekozen: eerste.traceerId }))).to.deep.equal(BRS20);
    });

    for (const vorm of ['bericht', 'afgekeurd', 'nietBeoordeeld'] as const)
      it(`refuses the Traceer-Id of another Indiener's ${vorm} with BRS114`, async function () {
        const eerste = v[vorm]({ identificatie: 'T8', indiener: v.ANDERE_INDIENER });
        await registreer(eerste);
        const voor = await proef.store.zoekBericht(eerste.traceerId);

        expect(await registreer(v.bericht({ identificatie: 'T9', gekozen: eerste.traceerId }))).to.deep.equal(BRS114);

        expect(await proef.store.zoekBericht(eerste.traceerId)).to.deep.equal(voor);
        const namen = (await proef.store.gebeurtenissenVan(eerste.traceerId)).map((rij) => rij.actor);
        expect(namen).to.not.include(v.INDIENER);
      });

    for (const eerst of ['afgekeurd', 'nietBeoordeeld'] as const)
      for (const dan of ['bericht', 'afgekeurd', 'nietBeoordeeld'] as const)
        it(`judges anew under one Traceer-Id: first ${eerst}, then ${dan}`, async function () {
          const eerste = v[eerst]({ identificatie: 'T10', tekst: 'eerst' });
          await registreer(eerste);
          const tweede = v[dan]({ identificatie: 'T11', tekst: 'dan', gekozen: eerste.traceerId });

          expect(await registreer(tweede)).to.include({ soort: 'nieuw', traceerId: eerste.traceerId });

          const stand = (await proef.store.zoekBericht(eerste.traceerId))!;
          expect(stand.status).to.equal(dan === 'bericht' ? 'ontvangen' : tweede.verdict);
          expect(stand.inhoudSha256).to.deep.equal(v.sha256('dan'));
          expect(stand.conversatieId).to.equal(tweede.conversatieId);
          expect(stand.bevindingen).to.deep.equal(tweede.bevindingen);
          expect(await gebeurtenissen(eerste)).to.deep.equal([eerste.verdict, tweede.verdict]);
          expect(await proef.store.bewijsVan(eerste.traceerId)).to.have.length(4);
          expect(Buffer.from((await proef.store.inhoudVan(eerste.traceerId))!.inhoud).toString()).to.equal('dan');
        });

    it('gives a message that is judged anew a new place behind those accepted in between', async function () {
      const geweigerd = v.afgekeurd({ identificatie: 'T12' });
      await registreer(geweigerd);
      const tussen = v.bericht();
      await registreer(tussen);
      const cursor = (await proef.store.feitenNa(0, 10)).at(-1)!.volgnummer;

      await registreer(v.bericht({ identificatie: 'T12', gekozen: geweigerd.traceerId }));

      const rijen = await v.claim(proef.store);
      expect(rijen.map((rij) => rij.traceerId)).to.deep.equal([tussen.traceerId, geweigerd.traceerId]);
      expect((await proef.store.feitenNa(cursor, 10)).map((rij) => rij.traceerId)).to.deep.equal([geweigerd.traceerId]);
    });

    it('answers the accepted bytes as a repeat when this time they could not be judged', async function () {
      const eerste = v.bericht({ identificatie: 'T13', tekst: 'zelfde' });
      await registreer(eerste);
      const kaal = v.zonder(
        v.nietBeoordeeld({
          tekst: 'zelfde',
          gekozen: eerste.traceerId,
        }),
        'kop',
        'soort',
        'handelendePartij',
      );

      expect((await registreer(kaal)).soort).to.equal('herhaald');
    });
  });

  describe('nonce', function () {
    it('refuses a nonce that was seen, before it looks at anything else', async function () {
      const eerste = v.bericht();
      await registreer(eerste);
      const ander = v.bericht({ over: { nonce: eerste.nonce } });

      expect(await registreer(ander)).to.deep.equal({ soort: 'nonce_bekend' });

      expect(await proef.store.zoekBericht(ander.traceerId)).to.equal(undefined);
      expect(await gebeurtenissen(eerste)).to.deep.equal(['geaccepteerd']);
    });

    it('accepts one of several requests with one nonce at once', async function () {
      const samen = v.nonce();

      const uitkomsten = await Promise.all(
        Array.from({ length: 10 }, () => registreer(v.bericht({ over: { nonce: samen } }))),
      );

      expect(uitkomsten.filter((uitkomst) => uitkomst.soort === 'nieuw')).to.have.length(1);
      expect(uitkomsten.filter((uitkomst) => uitkomst.soort === 'nonce_bekend')).to.have.length(9);
    });

    it('remembers the nonce of a refused message, of a repeat and of both conflicts', async function () {
      const eerste = v.bericht({ identificatie: 'N1', tekst: 'zelfde' });
      await registreer(eerste);
      const pogingen = [
        v.afgekeurd(),
        v.bericht({ identificatie: 'N1', tekst: 'zelfde' }),
        v.bericht({ identificatie: 'N1' }),
        v.bericht({ gekozen: eerste.traceerId }),
      ];
      for (const poging of pogingen) await registreer(poging);

      const opnieuw = [];
      for (const { nonce } of pogingen) opnieuw.push((await registreer(v.bericht({ over: { nonce } }))).soort);

      expect(opnieuw).to.deep.equal(['nonce_bekend', 'nonce_bekend', 'nonce_bekend', 'nonce_bekend']);
    });

    it('stores a nonce by itself, once', async function () {
      const los = v.nonce();

      expect(await proef.store.onthoudNonce(los)).to.equal(true);
      expect(await proef.store.onthoudNonce(los)).to.equal(false);
      expect((await registreer(v.bericht({ over: { nonce: los } }))).soort).to.equal('nonce_bekend');
    });

    it('forgets the nonces that ended, and only those', async function () {
      const kort = Array.from({ length: 1200 }, () => v.nonce(v.na(60)));
      const lang = v.nonce(v.na(600));
      await Promise.all([...kort, lang].map((een) => proef.store.onthoudNonce(een)));

      expect(await proef.store.ruimNonces(v.na(59))).to.equal(0);
      expect(await proef.store.ruimNonces(v.na(60))).to.equal(1200);

      expect(await proef.store.onthoudNonce(kort[0]!)).to.equal(true);
      expect(await proef.store.onthoudNonce(lang)).to.equal(false);
    });
  });
}
