import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Status } from '../../../src/bericht/status.ts';
import type { Afhandeling, AfhandelUitkomst, Levering } from '../../../src/store/port.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

/** Where a message stands when one of its offers is settled: the columns of the table. */
export type Kolom = 'live' | 'verlopen' | 'opnieuw aangeboden' | 'bevestigd' | 'geweigerd' | 'onbestelbaar';
/** What the table says: the answer, and the status that the message then has. */
export type Cel = readonly [httpStatus: number, status: Status];

const BEVESTIG: Afhandeling = { soort: 'bevestigen' };
const WEIGER: Afhandeling = { soort: 'weigeren', code: 'StUF055', omschrijving: 'past niet bij het schema' };
const GEEF_TERUG: Afhandeling = { soort: 'teruggeven' };

/** The table of settling, cell by cell: the answer, and the status that the message then has. */
export const TABEL: Readonly<Record<Afhandeling['soort'], Readonly<Record<Kolom, Cel>>>> = {
  bevestigen: {
    live: [204, 'bezorgd'],
    verlopen: [204, 'bezorgd'],
    'opnieuw aangeboden': [204, 'bezorgd'],
    bevestigd: [204, 'bezorgd'],
    geweigerd: [409, 'geweigerd'],
    onbestelbaar: [204, 'bezorgd'],
  },
  weigeren: {
    live: [204, 'geweigerd'],
    verlopen: [204, 'geweigerd'],
    'opnieuw aangeboden': [409, 'aangeboden'],
    bevestigd: [409, 'bezorgd'],
    geweigerd: [204, 'geweigerd'],
    onbestelbaar: [409, 'onbestelbaar'],
  },
  teruggeven: {
    live: [204, 'in_wachtrij'],
    verlopen: [204, 'in_wachtrij'],
    'opnieuw aangeboden': [204, 'aangeboden'],
    bevestigd: [204, 'bezorgd'],
    geweigerd: [204, 'geweigerd'],
    onbestelbaar: [204, 'onbestelbaar'],
  },
};

const AFHANDELING = { bevestigen: BEVESTIG, weigeren: WEIGER, teruggeven: GEEF_TERUG } as const;

/** Settling an offer. */
export function describeAfhandeling(proef: Onderhanden): void {
  const settel = (
    levering: Pick<Levering, 'leveringId'>,
    afhandeling: Afhandeling,
    nu = v.na(10),
  ): Promise<AfhandelUitkomst> =>
    proef.store.handelAf({ aansluiting: v.ONTVANGER, leveringId: levering.leveringId, afhandeling, nu });
  const gebeurtenissen = async (levering: Levering) =>
    (await proef.store.gebeurtenissenVan(levering.traceerId)).map((rij) => rij.gebeurtenis);

  /** Brings a message to where a column of the table stands. @returns its first offer, and the moment it is then. */
  async function breng(kolom: Kolom): Promise<readonly [Levering, Date]> {
    const levering = await v.biedAan(proef.store);
    switch (kolom) {
      case 'live':
        return [levering, v.na(10)];
      case 'verlopen':
        await proef.store.verloopLeases(v.na(300));
        return [levering, v.na(310)];
      case 'opnieuw aangeboden':
        await v.lease(proef.store, { nu: v.na(300) });
        return [levering, v.na(310)];
      case 'bevestigd':
        await settel(levering, BEVESTIG);
        return [levering, v.na(10)];
      case 'geweigerd':
        await settel(levering, WEIGER);
        return [levering, v.na(10)];
      case 'onbestelbaar':
        await proef.store.verloopLeases(v.na(300));
        await proef.store.markeerOnbestelbaar(levering.traceerId, 'pogingen_op', v.na(305));
        return [levering, v.na(310)];
    }
  }

  describe('settling', function () {
    for (const [soort, rij] of Object.entries(TABEL) as [Afhandeling['soort'], Record<Kolom, Cel>][])
      for (const [kolom, [httpStatus, status]] of Object.entries(rij) as [Kolom, Cel][])
        it(`answers ${soort} of an offer that is ${kolom} with ${httpStatus}, then ${status}`, async function () {
          const [levering, nu] = await breng(kolom);

          const uitkomst = await settel(levering, AFHANDELING[soort], nu);

          expect(uitkomst).to.deep.equal({ httpStatus, traceerId: levering.traceerId, status });
          expect((await proef.store.zoekBericht(levering.traceerId))?.status).to.equal(status);
        });

    it('takes an acknowledgement after the time of the lease, before any sweep', async function () {
      const levering = await v.biedAan(proef.store);

      expect(await settel(levering, BEVESTIG, v.na(900))).to.include({ httpStatus: 204, status: 'bezorgd' });
      expect(await v.lease(proef.store, { nu: v.na(901) })).to.be.empty;
    });

    it('settles the newer offer with a late acknowledgement of the older', async function () {
      const eerste = await v.biedAan(proef.store);
      const [tweede] = await v.lease(proef.store, { nu: v.na(300) });

      await settel(eerste, BEVESTIG, v.na(310));

      expect(await settel(tweede!, BEVESTIG, v.na(311))).to.include({ httpStatus: 204, status: 'bezorgd' });
      expect(await settel(tweede!, WEIGER, v.na(312))).to.include({ httpStatus: 409, status: 'bezorgd' });
      expect(await proef.store.verloopLeases(v.na(3600))).to.be.empty;
      expect((await proef.store.stand()).openLeases).to.equal(0);
    });

    it('refuses a second refusal with another code', async function () {
      const levering = await v.biedAan(proef.store);
      await settel(levering, WEIGER);

      const anders = await settel(levering, { soort: 'weigeren', code: 'StUF046', omschrijving: 'iets anders' });

      expect(anders).to.include({ httpStatus: 409, status: 'geweigerd' });
      expect((await proef.store.zoekBericht(levering.traceerId))?.code).to.equal('StUF055');
    });

    it('keeps code and description of a refusal for the sender', async function () {
      const levering = await v.biedAan(proef.store);

      await settel(levering, WEIGER);

      expect((await proef.store.gebeurtenissenVan(levering.traceerId)).at(-1)).to.deep.include({
        gebeurtenis: 'geweigerd',
        status: 'geweigerd',
        actor: 'gemeente-a',
        code: 'StUF055',
        reden: 'past niet bij het schema',
        moment: v.na(10),
      });
    });

    for (const afhandeling of [BEVESTIG, WEIGER, GEEF_TERUG])
      it(`knows no offer of another aansluiting, and none that was never made: ${afhandeling.soort}`, async function () {
        const { leveringId, traceerId } = await v.biedAan(proef.store);

        const vreemd = { aansluiting: v.ANDERE_ONTVANGER, leveringId, afhandeling, nu: v.na(10) };
        expect(await proef.store.handelAf(vreemd)).to.deep.equal({ httpStatus: 404 });
        for (const onbekend of [randomUUID(), 'geen-uuid'])
          expect(await settel({ leveringId: onbekend }, afhandeling)).to.deep.equal({ httpStatus: 404 });

        expect((await proef.store.zoekBericht(traceerId))?.status).to.equal('aangeboden');
      });

    it('gives an item that was given back again at its own place, with the same attempt and mark', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht()]);
      await v.zetKlaar(proef.store);
      const [eerste] = await v.lease(proef.store, { max: 1 });
      await settel(eerste!, GEEF_TERUG);

      const weer = await v.lease(proef.store, { leaseMs: 60_000 });

      expect(weer.map(({ traceerId, poging, herlevering }) => [traceerId, poging, herlevering])).to.deep.equal([
        [volgorde[0], 1, false],
        [volgorde[1], 1, false],
      ]);
      const [derde] = await v.lease(proef.store, { nu: v.na(60), max: 1 });
      await settel(derde!, GEEF_TERUG, v.na(61));
      const [vierde] = await v.lease(proef.store, { nu: v.na(62), max: 1 });
      expect([derde, vierde].map((een) => [een?.poging, een?.herlevering])).to.deep.equal([
        [2, true],
        [2, true],
      ]);
    });

    it('takes the acknowledgement of an item that was given back', async function () {
      const levering = await v.biedAan(proef.store);
      await settel(levering, GEEF_TERUG);

      expect(await settel(levering, BEVESTIG)).to.include({ httpStatus: 204, status: 'bezorgd' });
    });

    it('lets the first of a refusal and an acknowledgement at once win', async function () {
      const levering = await v.biedAan(proef.store);

      const uitkomsten = await Promise.all([settel(levering, WEIGER), settel(levering, BEVESTIG)]);

      expect(uitkomsten.map((uitkomst) => uitkomst.httpStatus).sort()).to.deep.equal([204, 409]);
    });

    it('keeps what comes after the outcome as an event that changes nothing', async function () {
      const levering = await v.biedAan(proef.store);
      await settel(levering, BEVESTIG);

      await settel(levering, WEIGER, v.na(20));

      expect(await gebeurtenissen(levering)).to.deep.equal([
        'geaccepteerd',
        'klaargezet',
        'aangeboden',
        'bevestigd',
        'geweigerd',
      ]);
      expect((await proef.store.gebeurtenissenVan(levering.traceerId)).at(-1)?.status).to.equal('bezorgd');
    });

    it('leaves no second event of an acknowledgement that is repeated', async function () {
      const levering = await v.biedAan(proef.store);
      await settel(levering, BEVESTIG);
      const voor = await gebeurtenissen(levering);

      await settel(levering, BEVESTIG, v.na(20));

      expect(await gebeurtenissen(levering)).to.deep.equal(voor);
    });

    for (const [handeling, afhandeling] of [
      ['bevestigen', BEVESTIG],
      ['weigeren', WEIGER],
      ['teruggeven', GEEF_TERUG],
    ] as const)
      it(`keeps the evidence of ${handeling}`, async function () {
        const { leveringId, traceerId } = await v.biedAan(proef.store);
        const bewijs = v.bewijs(handeling, 'afhandeling');

        await proef.store.handelAf({ aansluiting: v.ONTVANGER, leveringId, afhandeling, nu: v.na(10), bewijs });

        expect((await proef.store.bewijsVan(traceerId)).at(-1)).to.deep.equal(bewijs);
      });
  });
}
