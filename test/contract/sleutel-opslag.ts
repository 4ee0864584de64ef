import { expect } from 'chai';
import type { SleutelHandeling, SleutelOpslag } from '../../src/store/sleutel-port.ts';
import type { BeheerStore } from './beheer-opslag.ts';
import * as v from './bericht-store/voorbeeld.ts';

/** A store with its side for keys. */
export type SleutelStore = BeheerStore & { readonly sleutels: SleutelOpslag };

/** A store on storage of its own. */
export interface ProefSleutels {
  readonly store: SleutelStore;
  heropen(): Promise<SleutelStore>;
  ruimOp(): Promise<void>;
}

const handeling = (over: Partial<SleutelHandeling> = {}): SleutelHandeling => ({
  actor: 'hubbeheer',
  reden: 'jaarlijkse wisseling',
  nu: v.na(10),
  nonce: v.nonce(),
  ...over,
});
const NIEUW = Buffer.alloc(32, 7);

/** The suite that every store passes for the change of keys: what `src/store/sleutel-port.ts` promises. */
export function describeSleutelOpslag(naam: string, open: () => Promise<ProefSleutels>): void {
  describe(`SleutelOpslag: ${naam}`, function () {
    let proef: ProefSleutels;
    beforeEach(async function () {
      proef = await open();
    });
    afterEach(async function () {
      await proef.ruimOp();
    });

    /** Goes through all that is left of the round, as the job does. @returns the messages whose key was renewed */
    async function ronde(versie: number, max: number): Promise<number[]> {
      const { sleutels } = proef.store;
      const gedaan: number[] = [];
      for (;;) {
        const { rijen, tot } = await sleutels.teHerwikkelen(versie, max);
        if (tot === undefined) return gedaan;
        gedaan.push(...rijen.map(({ bericht }) => bericht));
        const nieuw = rijen.map(({ bericht, gewikkeldeSleutel }) => ({
          bericht,
          oud: gewikkeldeSleutel,
          nieuw: NIEUW,
        }));
        await sleutels.herwikkel({ versie, rijen: nieuw, tot });
      }
    }

    it('writes down who changed the key and why, once, and that survives', async function () {
      const een = handeling();
      expect(await proef.store.sleutels.wissel(een, 4)).to.equal('gedaan');
      expect(await proef.store.sleutels.wissel(een, 5)).to.equal('nonce_bekend');

      const store = await proef.heropen();
      expect(await store.sleutels.wissels()).to.deep.equal([
        { versie: 4, sinds: v.na(10), door: 'hubbeheer', reden: 'jaarlijkse wisseling', herwikkeld: 0 },
      ]);
      const [act] = await store.beheer.handelingen({ max: 10 });
      expect(act).to.include({ gebeurtenis: 'sleutel_gewisseld', door: 'hubbeheer', sleutel: 'kek-4' });
    });

    it('takes no second change while one is under way, and no version that is not higher', async function () {
      const { sleutels } = proef.store;
      await sleutels.wissel(handeling(), 4);
      expect(await sleutels.wissel(handeling(), 5)).to.equal('niet_nu');
      await sleutels.rondeKlaar(4, v.na(11));
      await sleutels.rondeKlaar(4, v.na(12));

      expect(await sleutels.wissel(handeling(), 4)).to.equal('niet_nu');
      expect(await sleutels.wissel(handeling(), 5)).to.equal('gedaan');
    });

    it('takes a change over one that is under way when it is told to, and ends both with it', async function () {
      const { sleutels } = proef.store;
      await v.registreerAlle(proef.store, [v.bericht()]);
      await sleutels.wissel(handeling(), 4);
      await sleutels.wissel(handeling(), 5, { onafgerond: true });
      await ronde(5, 10);
      await sleutels.rondeKlaar(5, v.na(20));
      await sleutels.rondeKlaar(5, v.na(80));

      expect((await sleutels.wissels()).map(({ klaarOp }) => klaarOp)).to.deep.equal([v.na(80), v.na(80)]);
    });

    it('gives every payload under a former version once, in pieces, and keeps the new key with its version', async function () {
      const ids = await v.registreerAlle(
        proef.store,
        [1, 2, 3, 4, 5].map(() => v.bericht()),
      );
      await proef.store.sleutels.wissel(handeling(), 4);

      const gedaan = await ronde(4, 2);

      expect(new Set(gedaan).size).to.equal(5);
      for (const id of ids) {
        const inhoud = await proef.store.inhoudVan(id);
        expect([inhoud?.kekVersie, Buffer.from(inhoud!.gewikkeldeSleutel).equals(NIEUW)]).to.deep.equal([4, true]);
      }
      expect((await proef.store.sleutels.wissels())[0]).to.include({ herwikkeld: 5 });
    });

    it('goes on after a restart where it was', async function () {
      await v.registreerAlle(
        proef.store,
        [1, 2, 3].map(() => v.bericht()),
      );
      await proef.store.sleutels.wissel(handeling(), 4);
      const { tot } = await proef.store.sleutels.teHerwikkelen(4, 2);
      await proef.store.sleutels.herwikkel({ versie: 4, rijen: [], tot: tot! });

      const { sleutels } = await proef.heropen();

      expect((await sleutels.teHerwikkelen(4, 10)).rijen).to.have.length(1);
    });

    it('goes a second time through what was recorded since the change, and is then done', async function () {
      const { sleutels } = proef.store;
      await v.registreerAlle(proef.store, [v.bericht()]);
      await sleutels.wissel(handeling(), 4);
      await ronde(4, 10);
      // sealed before the change, recorded after it
      const [laat] = await v.registreerAlle(proef.store, [v.bericht()]);

      expect(await sleutels.rondeKlaar(4, v.na(20))).to.equal('nog_een');
      expect(await ronde(4, 10)).to.have.length(1);
      expect(await sleutels.rondeKlaar(4, v.na(80))).to.equal('klaar');

      expect((await proef.store.inhoudVan(laat!))?.kekVersie).to.equal(4);
      expect((await sleutels.wissels())[0]).to.deep.include({ klaarOp: v.na(80), herwikkeld: 2 });
    });

    it('leaves alone what changed or went since it was read', async function () {
      const { sleutels } = proef.store;
      const [id] = await v.registreerAlle(proef.store, [v.bericht()]);
      await sleutels.wissel(handeling(), 4);
      const { rijen, tot } = await sleutels.teHerwikkelen(4, 10);
      const voor = await proef.store.inhoudVan(id!);

      const vreemd = { bericht: rijen[0]!.bericht, oud: Buffer.alloc(32, 1), nieuw: NIEUW };
      await sleutels.herwikkel({ versie: 4, rijen: [vreemd, { ...vreemd, bericht: 999_999 }], tot: tot! });

      expect(await proef.store.inhoudVan(id!)).to.deep.equal(voor);
    });
  });
}
