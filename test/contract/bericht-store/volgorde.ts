import { expect } from 'chai';
import type { Afhandeling, Levering } from '../../../src/store/port.ts';
import type { Onderhanden } from './proef-store.ts';
import * as v from './voorbeeld.ts';

/** What each mode promises about order. */
export function describeVolgorde(proef: Onderhanden): void {
  const ids = (leveringen: readonly Levering[]): string[] => leveringen.map((levering) => levering.traceerId);
  const settel = (levering: Levering | undefined, soort: 'bevestigen' | 'teruggeven') =>
    proef.store.handelAf({
      aansluiting: v.ONTVANGER,
      leveringId: levering!.leveringId,
      afhandeling: { soort } satisfies Afhandeling,
      nu: v.T0,
    });

  describe('order mode soepel', function () {
    it('gives later items while earlier ones are out, and a redelivery after them', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht()]);
      await v.zetKlaar(proef.store);

      expect(ids(await v.lease(proef.store, { max: 1, leaseMs: 60_000 }))).to.deep.equal([volgorde[0]]);
      expect(ids(await v.lease(proef.store, { max: 1 }))).to.deep.equal([volgorde[1]]);
      expect(ids(await v.lease(proef.store, { nu: v.na(60) }))).to.deep.equal([volgorde[0]]);
    });
  });

  describe('order mode strikt', function () {
    const strikt = { volgorde: 'strikt' } as const;

    it('has at most one batch out', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht(), v.bericht()]);
      await v.zetKlaar(proef.store);
      const batch = await v.lease(proef.store, { ...strikt, max: 2 });

      expect(ids(batch)).to.deep.equal(volgorde.slice(0, 2));
      expect(await v.lease(proef.store, strikt)).to.be.empty;
      await settel(batch[0], 'bevestigen');
      expect(await v.lease(proef.store, strikt)).to.be.empty;
      await settel(batch[1], 'bevestigen');
      expect(ids(await v.lease(proef.store, strikt))).to.deep.equal(volgorde.slice(2));
    });

    it('offers an item that came back before those behind it', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht()]);
      await v.zetKlaar(proef.store);
      await v.lease(proef.store, { ...strikt, max: 1, leaseMs: 60_000 });

      expect(ids(await v.lease(proef.store, { ...strikt, nu: v.na(60) }))).to.deep.equal(volgorde);
    });

    it('does not pass an earlier item that is not in the mailbox yet', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht(), v.bericht()]);
      const [, tweede] = await v.claim(proef.store);
      await proef.store.markeerGepubliceerd([tweede!.outboxId], v.T0);

      expect(await v.lease(proef.store, strikt)).to.be.empty;

      await v.zetKlaar(proef.store, v.na(31));
      expect(ids(await v.lease(proef.store, strikt))).to.deep.equal(volgorde);
    });

    it('keeps one line for all parties of the aansluiting', async function () {
      const volgorde = await v.registreerAlle(proef.store, [
        v.bericht({ aan: v.GEMEENTE }),
        v.bericht({ aan: v.TWEEDE_GEMEENTE }),
      ]);
      await v.zetKlaar(proef.store);

      expect(await v.lease(proef.store, { ...strikt, partij: v.TWEEDE_GEMEENTE })).to.be.empty;
      expect(ids(await v.lease(proef.store, { ...strikt, partij: v.GEMEENTE }))).to.deep.equal([volgorde[0]]);
    });

    it('holds up no other aansluiting', async function () {
      const [, , ander] = await v.registreerAlle(proef.store, [
        v.bericht(),
        v.bericht(),
        v.bericht({ aansluiting: v.ANDERE_ONTVANGER }),
      ]);
      await v.zetKlaar(proef.store);
      await v.lease(proef.store, { ...strikt, max: 1 });

      expect(ids(await v.lease(proef.store, { ...strikt, aansluiting: v.ANDERE_ONTVANGER }))).to.deep.equal([ander]);
    });
  });

  describe('order mode keten', function () {
    const keten = { volgorde: 'keten' } as const;

    it('gives nothing of a chain while an earlier item of it is out, and everything of other chains', async function () {
      const [, tweedeVanP, vanQ] = await v.registreerAlle(proef.store, [
        v.bericht({ persoon: 'p' }),
        v.bericht({ persoon: 'p', soort: 'WMO307' }),
        v.bericht({ persoon: 'q' }),
      ]);
      await v.zetKlaar(proef.store);
      const [eerste] = await v.lease(proef.store, { ...keten, max: 1 });

      expect(ids(await v.lease(proef.store, keten))).to.deep.equal([vanQ]);
      await settel(eerste, 'bevestigen');
      expect(ids(await v.lease(proef.store, keten))).to.deep.equal([tweedeVanP]);
    });

    it('gives several items of one chain in one batch, in order', async function () {
      const volgorde = await v.registreerAlle(proef.store, [
        v.bericht({ persoon: 'p' }),
        v.bericht({ persoon: 'p', soort: 'WMO307' }),
      ]);
      await v.zetKlaar(proef.store);

      expect(ids(await v.lease(proef.store, keten))).to.deep.equal(volgorde);
    });

    it('takes the same client between other parties for another chain', async function () {
      const volgorde = await v.registreerAlle(proef.store, [
        v.bericht({ persoon: 'p' }),
        v.bericht({ persoon: 'p', van: v.TWEEDE_AANBIEDER }),
        v.bericht({ persoon: 'p', aan: v.TWEEDE_GEMEENTE }),
      ]);
      await v.zetKlaar(proef.store);
      await v.lease(proef.store, { ...keten, max: 1 });

      expect(ids(await v.lease(proef.store, keten))).to.deep.equal(volgorde.slice(1));
    });

    it('offers an item that came back again, also while a later one of its chain is out', async function () {
      const volgorde = await v.registreerAlle(proef.store, [v.bericht({ persoon: 'p' }), v.bericht({ persoon: 'p' })]);
      await v.zetKlaar(proef.store);
      const [eerste] = await v.lease(proef.store, keten);
      await settel(eerste, 'teruggeven');

      expect(ids(await v.lease(proef.store, keten))).to.deep.equal(volgorde.slice(0, 1));
    });

    it('does not pass an earlier item of the chain that is not in the mailbox yet', async function () {
      const [, , vanQ] = await v.registreerAlle(proef.store, [
        v.bericht({ persoon: 'p' }),
        v.bericht({ persoon: 'p' }),
        v.bericht({ persoon: 'q' }),
      ]);
      const [, ...rest] = await v.claim(proef.store);
      await proef.store.markeerGepubliceerd(
        rest.map((rij) => rij.outboxId),
        v.T0,
      );

      expect(ids(await v.lease(proef.store, keten))).to.deep.equal([vanQ]);
    });
  });
}
