import { expect } from 'chai';
import type { TraceerId } from '../../../src/bericht/traceer-id.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

/** What one registration leaves behind. */
export function describeRegistratie(proef: Onderhanden): void {
  describe('registration', function () {
    it('keeps everything that was said of an accepted message', async function () {
      const nieuw = v.bericht({
        identificatie: 'A1',
        tekst: 'tekst A1',
        over: {
          mandaat: 'mandaten.csv:4',
          traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
          fscTransactionId: '0190a7c4-0000-7000-8000-000000000001',
          bevindingen: [{ ...v.BEVINDING, ernst: 'melden' }],
          route: {
            aansluiting: v.ONTVANGER,
            ontvangendePartij: v.GEMEENTE,
            tafelVersie: 'c0ffee',
            tafelRegel: 'routes.yaml:12',
            opvolging: 'gemeenten.csv:9',
          },
        },
      });

      const uitkomst = await proef.store.registreer(nieuw);

      expect(uitkomst).to.include({ soort: 'nieuw', traceerId: nieuw.traceerId });
      const { volgnummer, ...stand } = (await proef.store.zoekBericht(nieuw.traceerId))!;
      expect(uitkomst).to.include({ volgnummer });
      expect(stand).to.deep.equal({
        traceerId: nieuw.traceerId,
        conversatieId: nieuw.conversatieId,
        status: 'ontvangen',
        berichtsoort: 'WMO305',
        afzender: '65656055',
        ontvanger: '0363',
        indiener: 'aanbieder-a',
        mandaat: 'mandaten.csv:4',
        identificatie: 'A1',
        dagtekening: '2026-11-20',
        ontvangenOp: v.T0,
        bevindingen: [{ ...v.BEVINDING, ernst: 'melden' }],
        inhoudSha256: v.sha256('tekst A1'),
        bytes: 2000,
        aansluiting: 'gemeente-a',
        tafelVersie: 'c0ffee',
        tafelRegel: 'routes.yaml:12',
        opvolging: 'gemeenten.csv:9',
        poging: 0,
        herlevering: false,
        inhoudBewaard: true,
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        fscTransactionId: '0190a7c4-0000-7000-8000-000000000001',
        zichtbaarVoor: { indiener: 'aanbieder-a', partijen: ['65656055', '0363'], aansluiting: 'gemeente-a' },
      });
    });

    it('keeps payload, evidence, feiten, first event and outbox row of an accepted message', async function () {
      const nieuw = v.bericht({ identificatie: 'A2', tekst: 'tekst A2', persoon: 'p' });

      await proef.store.registreer(nieuw);

      const inhoud = (await proef.store.inhoudVan(nieuw.traceerId))!;
      expect(Buffer.from(inhoud.inhoud).toString()).to.equal('tekst A2');
      expect(Buffer.from(inhoud.gewikkeldeSleutel)).to.deep.equal(v.sha256('sleutel tekst A2'));
      expect(inhoud).to.include({ kekVersie: 3, compressie: 'deflate-raw', bytes: 2000 });
      expect(await proef.store.bewijsVan(nieuw.traceerId)).to.deep.equal([
        v.bewijs('indienen', 'A2'),
        v.bewijs('ontvangstbewijs', 'A2'),
      ]);
      const [feit, ...meer] = await proef.store.feitenNa(0, 10);
      expect(meer).to.be.empty;
      expect(feit).to.deep.include({ traceerId: nieuw.traceerId, feiten: JSON.parse(nieuw.feiten!.json) as unknown });
      const [gebeurtenis] = await proef.store.gebeurtenissenVan(nieuw.traceerId);
      expect(gebeurtenis).to.deep.include({
        moment: v.T0,
        gebeurtenis: 'geaccepteerd',
        status: 'ontvangen',
        actor: 'aanbieder-a',
      });
      const [rij] = await v.claim(proef.store);
      expect(rij).to.include({ traceerId: nieuw.traceerId, aansluiting: 'gemeente-a', herlevering: false });
    });

    it('keeps a refused message with its findings, and gives it no outbox row and no feiten', async function () {
      const geweigerd = v.afgekeurd({ identificatie: 'A3' });

      const uitkomst = await proef.store.registreer(geweigerd);

      expect(uitkomst.soort).to.equal('nieuw');
      const stand = (await proef.store.zoekBericht(geweigerd.traceerId))!;
      expect(stand).to.deep.include({ status: 'afgekeurd', code: 'BRS13', bevindingen: [v.BEVINDING] });
      expect(stand).to.not.have.any.keys('aansluiting', 'tafelRegel');
      const [gebeurtenis] = await proef.store.gebeurtenissenVan(geweigerd.traceerId);
      expect(gebeurtenis).to.include({ gebeurtenis: 'afgekeurd', status: 'afgekeurd', code: 'BRS13' });
      expect(await v.claim(proef.store)).to.be.empty;
      expect(await proef.store.feitenNa(0, 10)).to.be.empty;
    });

    it('keeps a message that could not be read at all: no kop, no kind, no party, no payload', async function () {
      const kaal = v.zonder(v.nietBeoordeeld(), 'kop', 'soort', 'handelendePartij', 'inhoud');

      await proef.store.registreer(kaal);

      const stand = (await proef.store.zoekBericht(kaal.traceerId))!;
      expect(stand).to.include({ status: 'niet_beoordeeld', inhoudBewaard: false });
      expect(stand).to.not.have.any.keys('berichtsoort', 'afzender', 'ontvanger', 'identificatie', 'dagtekening');
      expect(stand.zichtbaarVoor).to.deep.equal({ indiener: 'aanbieder-a', partijen: [] });
      expect(await proef.store.inhoudVan(kaal.traceerId)).to.equal(undefined);
    });

    it('gives every message a higher volgnummer than those before it', async function () {
      const nummers: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        const uitkomst = await proef.store.registreer(v.bericht());
        if (uitkomst.soort === 'nieuw') nummers.push(uitkomst.volgnummer);
      }

      expect(nummers).to.have.length(5);
      expect(nummers).to.deep.equal([...new Set(nummers)].sort((links, rechts) => links - rechts));
    });

    it('lets a registration that cannot be done spoil no other that came at the same moment', async function () {
      const onmogelijk = v.zonder(v.bericht(), 'route');

      const uitkomsten = await Promise.allSettled([
        proef.store.registreer(v.bericht()),
        proef.store.registreer(onmogelijk),
        proef.store.registreer(v.bericht()),
      ]);

      expect(uitkomsten.map((uitkomst) => uitkomst.status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
      expect(await v.claim(proef.store)).to.have.length(2);
    });

    it('writes nothing of a registration that it rejects, not even the nonce', async function () {
      const heel = v.bericht();
      const onmogelijk = v.zonder(heel, 'route');

      const fout = await proef.store.registreer(onmogelijk).then(
        () => undefined,
        (reden: unknown) => reden,
      );

      expect(fout).to.be.an('error');
      expect(await proef.store.zoekBericht(heel.traceerId)).to.equal(undefined);
      expect(await proef.store.registreer(heel)).to.include({ soort: 'nieuw' });
    });

    it('takes many registrations at once and keeps every one', async function () {
      const berichten = Array.from({ length: 500 }, () => v.bericht());

      const uitkomsten = await Promise.all(berichten.map((een) => proef.store.registreer(een)));

      expect(new Set(uitkomsten.map((uitkomst) => uitkomst.soort))).to.deep.equal(new Set(['nieuw']));
      expect(new Set((await v.claim(proef.store)).map((rij) => rij.traceerId))).to.deep.equal(
        new Set(berichten.map((een) => een.traceerId)),
      );
    });

    it('knows nothing of an id that was never given', async function () {
      const onbekend = v.nieuweTraceerId();

      expect(await proef.store.zoekBericht(onbekend)).to.equal(undefined);
      expect(await proef.store.zoekBericht('geen-uuid' as TraceerId)).to.equal(undefined);
      expect(await proef.store.gebeurtenissenVan(onbekend)).to.be.empty;
      expect(await proef.store.bewijsVan(onbekend)).to.be.empty;
      expect(await proef.store.inhoudVan(onbekend)).to.equal(undefined);
    });

    it('adds evidence to a message afterwards, oldest first', async function () {
      const nieuw = v.bericht({ identificatie: 'A4' });
      await proef.store.registreer(nieuw);

      await proef.store.voegBewijsToe(nieuw.traceerId, v.bewijs('ontvangstbewijs', 'later'));

      const rijen = await proef.store.bewijsVan(nieuw.traceerId);
      expect(rijen.map((rij) => rij.basis)).to.deep.equal(['basis van A4', 'basis van A4', 'basis van later']);
    });
  });
}
