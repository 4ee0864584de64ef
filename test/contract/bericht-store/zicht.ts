import { expect } from 'chai';
import type { AansluitingId } from '../../../src/bericht/aansluiting.ts';
import type { PartijCode } from '../../../src/bericht/partij.ts';
import type { Kijker, LijstVraag } from '../../../src/store/port.ts';
import type { BerichtStand } from '../../../src/store/stand-port.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

const ALS_INDIENER: Kijker = { aansluiting: v.INDIENER, partijen: [] };
const ALS_AFZENDER: Kijker = { aansluiting: 'x' as AansluitingId, partijen: [v.AANBIEDER] };
const ALS_ONTVANGER: Kijker = { aansluiting: v.ONTVANGER, partijen: [v.GEMEENTE] };
const ALS_ANDER: Kijker = { aansluiting: v.ANDERE_ONTVANGER, partijen: [v.TWEEDE_GEMEENTE, v.TWEEDE_AANBIEDER] };

/** Who sees what: lists of messages and of events. */
export function describeZicht(proef: Onderhanden): void {
  const lijst = (wens: Partial<LijstVraag> = {}): Promise<readonly BerichtStand[]> =>
    proef.store.lijst({ kijker: ALS_INDIENER, max: 100, ...wens });
  const ids = (rijen: readonly { readonly traceerId: string }[]): string[] => rijen.map((rij) => rij.traceerId);
  const gebeurtenissen = (kijker: Kijker, na = 0, max = 100) => proef.store.gebeurtenissenNa({ kijker, na, max });

  describe('who sees a message', function () {
    for (const [wie, kijker, ziet] of [
      ['its Indiener', ALS_INDIENER, true],
      ['its acting party', ALS_AFZENDER, true],
      ['its receiving party', ALS_ONTVANGER, true],
      ['nobody else', ALS_ANDER, false],
    ] as const)
      it(`accepted: ${wie}`, async function () {
        const verwacht = await v.registreerAlle(proef.store, [v.bericht()]);

        expect(ids(await lijst({ kijker }))).to.deep.equal(ziet ? verwacht : []);
        expect(ids(await gebeurtenissen(kijker))).to.deep.equal(ziet ? verwacht : []);
      });

    for (const vorm of ['afgekeurd', 'nietBeoordeeld'] as const)
      for (const [wie, kijker, ziet] of [
        ['its Indiener', ALS_INDIENER, true],
        ['the party that it acts for', ALS_AFZENDER, true],
        ['never the party it was meant for', ALS_ONTVANGER, false],
        ['nobody else', ALS_ANDER, false],
      ] as const)
        it(`${vorm}: ${wie}`, async function () {
          const verwacht = await v.registreerAlle(proef.store, [v[vorm]()]);

          expect(ids(await lijst({ kijker }))).to.deep.equal(ziet ? verwacht : []);
          expect(ids(await gebeurtenissen(kijker))).to.deep.equal(ziet ? verwacht : []);
        });

    it('is the aansluiting that a message was routed to, also when it serves none of its parties', async function () {
      const [id] = await v.registreerAlle(proef.store, [v.bericht(), v.bericht({ aansluiting: v.ANDERE_ONTVANGER })]);
      await v.registreerAlle(proef.store, [v.afgekeurd()]);
      const kijker = { aansluiting: v.ONTVANGER, partijen: [] };

      expect(ids(await lijst({ kijker }))).to.deep.equal([id]);
      expect(ids(await gebeurtenissen(kijker))).to.deep.equal([id]);
      expect((await proef.store.zoekBericht(id!))?.zichtbaarVoor.aansluiting).to.equal(v.ONTVANGER);
    });

    it('is nobody but the Indiener when he may not act for the party that he names', async function () {
      const zonderMandaat = v.zonder(v.afgekeurd(), 'handelendePartij');
      const [id] = await v.registreerAlle(proef.store, [zonderMandaat]);

      expect(await lijst({ kijker: ALS_AFZENDER })).to.be.empty;
      expect(ids(await lijst({ kijker: ALS_INDIENER }))).to.deep.equal([id]);
      expect((await proef.store.zoekBericht(id!))?.zichtbaarVoor).to.deep.equal({
        indiener: 'aanbieder-a',
        partijen: [],
      });
    });

    it('is the receiver from its acceptance on, when it was refused before under the same id', async function () {
      const geweigerd = v.afgekeurd();
      await v.registreerAlle(proef.store, [geweigerd]);
      await v.registreerAlle(proef.store, [v.bericht({ gekozen: geweigerd.traceerId })]);

      expect(ids(await lijst({ kijker: ALS_ONTVANGER }))).to.deep.equal([geweigerd.traceerId]);
      const [eerste, ...meer] = await gebeurtenissen(ALS_ONTVANGER);
      expect(eerste?.gebeurtenis).to.equal('geaccepteerd');
      expect(meer).to.be.empty;
      expect((await gebeurtenissen(ALS_AFZENDER)).map((rij) => rij.gebeurtenis)).to.deep.equal([
        'afgekeurd',
        'geaccepteerd',
      ]);
    });

    it('learns of a repeat or a conflict only on the side of the sender', async function () {
      await v.registreerAlle(proef.store, [v.bericht({ identificatie: 'Z1', tekst: 'zelfde' })]);
      await proef.store.registreer(v.bericht({ identificatie: 'Z1', tekst: 'zelfde' }));
      await proef.store.registreer(v.bericht({ identificatie: 'Z1' }));

      expect((await gebeurtenissen(ALS_ONTVANGER)).map((rij) => rij.gebeurtenis)).to.deep.equal(['geaccepteerd']);
      expect((await gebeurtenissen(ALS_AFZENDER)).map((rij) => rij.gebeurtenis)).to.deep.equal([
        'geaccepteerd',
        'herhaald',
        'botsing',
      ]);
    });

    it('sees a message once, however many of his parties are in it', async function () {
      const verwacht = await v.registreerAlle(proef.store, [v.bericht()]);
      const alles: Kijker = { aansluiting: v.INDIENER, partijen: [v.AANBIEDER, v.GEMEENTE, v.GEMEENTE] };

      expect(ids(await lijst({ kijker: alles }))).to.deep.equal(verwacht);
      expect(ids(await gebeurtenissen(alles))).to.deep.equal(verwacht);
    });
  });

  describe('the list of messages', function () {
    it('is newest first, in pages that a cursor joins', async function () {
      const alle = await v.registreerAlle(
        proef.store,
        Array.from({ length: 7 }, () => v.bericht()),
      );
      const gezien: string[] = [];
      let voor: number | undefined;
      do {
        const pagina: readonly BerichtStand[] = await lijst({ max: 3, ...(voor === undefined ? {} : { voor }) });
        gezien.push(...ids(pagina));
        voor = pagina.at(-1)?.volgnummer;
      } while (voor !== undefined);

      expect(gezien).to.deep.equal(alle.reverse());
    });

    it('gives each message as its trace shows it', async function () {
      const [id] = await v.registreerAlle(proef.store, [v.bericht()]);

      const stand = v.zonder((await proef.store.zoekBericht(id!))!, 'zichtbaarVoor');

      expect(await lijst()).to.deep.equal([stand]);
    });

    it('is narrowed by status, kind and time of receipt', async function () {
      const [a, b, c] = await v.registreerAlle(proef.store, [
        v.bericht({ op: v.na(0) }),
        v.afgekeurd({ op: v.na(10) }),
        v.bericht({ op: v.na(20), soort: 'WMO307' }),
      ]);

      expect(ids(await lijst({ status: 'afgekeurd' }))).to.deep.equal([b]);
      expect(ids(await lijst({ status: 'ontvangen' }))).to.deep.equal([c, a]);
      expect(ids(await lijst({ status: 'bezorgd' }))).to.be.empty;
      expect(ids(await lijst({ berichtsoort: 'WMO307' }))).to.deep.equal([c]);
      expect(ids(await lijst({ vanaf: v.na(10) }))).to.deep.equal([c, b]);
      expect(ids(await lijst({ tot: v.na(10) }))).to.deep.equal([a]);
      expect(ids(await lijst({ vanaf: v.na(5), tot: v.na(15), status: 'afgekeurd' }))).to.deep.equal([b]);
    });

    it('finds the few of one viewer among the thousands of others', async function () {
      const [eerste] = await v.registreerAlle(proef.store, [v.bericht({ aan: v.TWEEDE_GEMEENTE })]);
      const vreemd = { indiener: v.ANDERE_INDIENER, van: v.TWEEDE_AANBIEDER };
      await Promise.all(Array.from({ length: 5000 }, () => proef.store.registreer(v.bericht(vreemd))));
      const [laatste] = await v.registreerAlle(proef.store, [v.bericht({ aan: v.TWEEDE_GEMEENTE })]);
      const kijker: Kijker = { aansluiting: 'x' as AansluitingId, partijen: [v.TWEEDE_GEMEENTE] };

      expect(ids(await lijst({ kijker }))).to.deep.equal([laatste, eerste]);
      expect(ids(await gebeurtenissen(kijker))).to.deep.equal([eerste, laatste]);
      const velen: Kijker = { aansluiting: v.ANDERE_INDIENER, partijen: ['9999' as PartijCode] };
      expect(await lijst({ kijker: velen, max: 5500 })).to.have.length(5000);
      expect(await gebeurtenissen(velen, 0, 5500)).to.have.length(5000);
    });
  });

  describe('the events since a cursor', function () {
    it('tell the whole life of a message to its sender, oldest first', async function () {
      const { leveringId, traceerId } = await v.biedAan(proef.store);
      await proef.store.handelAf({
        aansluiting: v.ONTVANGER,
        leveringId,
        afhandeling: { soort: 'bevestigen' },
        nu: v.na(10),
      });

      const rijen = await gebeurtenissen(ALS_AFZENDER);

      expect(rijen.map((rij) => [rij.gebeurtenis, rij.status])).to.deep.equal([
        ['geaccepteerd', 'ontvangen'],
        ['klaargezet', 'in_wachtrij'],
        ['aangeboden', 'aangeboden'],
        ['bevestigd', 'bezorgd'],
      ]);
      expect(rijen).to.deep.equal(await proef.store.gebeurtenissenVan(traceerId));
    });

    it('go on where the cursor stands, without a gap and without a double', async function () {
      const alle = await v.registreerAlle(
        proef.store,
        Array.from({ length: 7 }, () => v.bericht()),
      );
      const gezien: string[] = [];
      let na = 0;
      for (;;) {
        const pagina = await gebeurtenissen(ALS_ONTVANGER, na, 3);
        if (pagina.length === 0) break;
        gezien.push(...ids(pagina));
        na = pagina.at(-1)!.volgnummer;
      }

      expect(gezien).to.deep.equal(alle);
    });
  });
}
