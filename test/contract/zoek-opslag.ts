import { expect } from 'chai';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import type { BerichtStore } from '../../src/store/port.ts';
import type { ZoekOpslag, ZoekSleutel } from '../../src/store/zoek-port.ts';
import * as v from './bericht-store/voorbeeld.ts';

/** A store with its search. */
export interface ProefZoeken {
  readonly store: BerichtStore & { readonly zoeken: ZoekOpslag };
  ruimOp(): Promise<void>;
}

/** An id of version 7 as it would be made at a moment after the first, with a tail of its own. */
function idOp(milliseconden: number, staart: number): TraceerId {
  const tijd = (0x019ac7d20000 + milliseconden).toString(16).padStart(12, '0');
  const eind = staart.toString(16).padStart(12, '0');
  return `${tijd.slice(0, 8)}-${tijd.slice(8)}-7000-8000-${eind}` as TraceerId;
}

/** The suite that every store passes for searching: what `src/store/zoek-port.ts` promises. */
export function describeZoekOpslag(naam: string, open: () => Promise<ProefZoeken>): void {
  describe(`ZoekOpslag: ${naam}`, function () {
    this.timeout(30_000);
    let proef: ProefZoeken;
    beforeEach(async function () {
      proef = await open();
    });
    afterEach(async function () {
      await proef.ruimOp();
    });

    const zet = (...wensen: readonly v.Wens[]): Promise<TraceerId[]> =>
      v.registreerAlle(
        proef.store,
        wensen.map((wens) => v.bericht(wens)),
      );
    const zetTegelijk = async (wensen: readonly v.Wens[]): Promise<void> => {
      await Promise.all(wensen.map((wens) => proef.store.registreer(v.bericht(wens))));
    };
    const zoek = (sleutels: readonly ZoekSleutel[], voor?: number, max = 50) =>
      proef.store.zoeken.zoekBerichten({ sleutels, max, ...(voor === undefined ? {} : { voor }) });
    const ids = async (...sleutels: readonly ZoekSleutel[]): Promise<TraceerId[]> =>
      (await zoek(sleutels)).rijen.map(({ traceerId }) => traceerId);

    it('finds nothing without keys, and everything for all, newest first', async function () {
      const [een, twee] = await zet({}, {});

      expect(await ids()).to.deep.equal([]);
      expect(await ids({ soort: 'alle' })).to.deep.equal([twee, een]);
    });

    it('finds a traceerId by its beginning of any length, even or odd, and by all of it', async function () {
      const id = '019ac7d2-1a2b-7c3d-8e4f-5a6b7c8d9e0f' as TraceerId;
      await zet({ gekozen: id }, { gekozen: '019ac7d2-1a2c-7000-8000-000000000000' as TraceerId });

      for (const begin of ['019ac7d21a2b', '019ac7d21a2b7', id.replaceAll('-', '')])
        expect(await ids({ soort: 'traceerId', begin }), begin).to.deep.equal([id]);
      expect(await ids({ soort: 'traceerId', begin: '019ac7d2' })).to.have.length(2);
      expect(await ids({ soort: 'traceerId', begin: '019ac7d3' })).to.deep.equal([]);
    });

    it('pages through more messages of one beginning than it reads at once, each once, newest first', async function () {
      // ids and numbers run side by side but not in step, as with messages that are judged at the same time
      await zetTegelijk(Array.from({ length: 1200 }, (_, i) => ({ gekozen: idOp(i ^ 7, i) })));
      const gezien: number[] = [];

      for (let voor: number | undefined; ; voor = gezien.at(-1)) {
        const { rijen } = await zoek([{ soort: 'traceerId', begin: '019ac7' }], voor, 100);
        if (rijen.length === 0) break;
        gezien.push(...rijen.map(({ volgnummer }) => volgnummer));
      }

      expect(new Set(gezien).size).to.equal(1200);
      expect(gezien).to.deep.equal(gezien.toSorted((een, ander) => ander - een));
    });

    it('finds a part from the middle or the end of a traceerId, whole bytes or not, and as often as it is there', async function () {
      const id = '019ac7d2-1a2b-7c3d-8e4f-5a6b7c8d9e0f' as TraceerId;
      await zet({ gekozen: id }, {});

      for (const deel of ['8d9e0f', 'd21a2b7c', '8e4f5a6', '9ac7d2'])
        expect(await ids({ soort: 'traceerIdDeel', deel }), deel).to.deep.equal([id]);
      expect(await ids({ soort: 'traceerIdDeel', deel: 'd9e0f0' })).to.deep.equal([]);
    });

    it('finds all messages of a conversation by the beginning of its id', async function () {
      const conversatieId = 'c0ffee00-1234-4abc-8def-001122334455';
      const [een, twee] = await zet({ over: { conversatieId } }, { over: { conversatieId } }, {});

      for (const begin of ['c0ffee', 'c0ffee001', conversatieId.replaceAll('-', '')])
        expect(await ids({ soort: 'conversatieId', begin }), begin).to.deep.equal([twee, een]);
    });

    it('finds an identification exactly, that of a retour by its own as well, and takes % and _ for themselves', async function () {
      const [heen, , retour] = await zet(
        { identificatie: 'WMO_2026%1' },
        { identificatie: 'WMOX2026Y1' },
        { soort: 'WMO306', identificatie: 'WMO_2026%1', retour: 'R-77' },
      );

      expect(await ids({ soort: 'identificatie', waarde: 'WMO_2026%1' })).to.deep.equal([retour, heen]);
      expect(await ids({ soort: 'identificatie', waarde: 'R-77' })).to.deep.equal([retour]);
      expect(await ids({ soort: 'identificatieBegin', begin: 'WMO_2026' })).to.deep.equal([retour, heen]);
      for (const waarde of ['%', 'WMO%', 'WMO_2026_1', "' or 1=1 --"])
        expect(
          await ids({ soort: 'identificatie', waarde }, { soort: 'identificatieBegin', begin: waarde }),
          waarde,
        ).to.deep.equal([]);
    });

    it('finds a beginning with signs outside the alphabet', async function () {
      const [id] = await zet({ identificatie: 'Ünïcode-𝟘-1' });

      expect(await ids({ soort: 'identificatieBegin', begin: 'Ünïcode-𝟘' })).to.deep.equal([id]);
    });

    it('gives what matches several keys once, and no row at or above the cursor', async function () {
      const [een, twee] = await zet(
        { identificatie: 'DUBBEL' },
        { soort: 'WMO307', identificatie: 'DUBBEL2' },
        { soort: 'JW305' },
      );
      const sleutels = [
        { soort: 'partij', partij: v.AANBIEDER },
        { soort: 'partij', partij: v.GEMEENTE },
        { soort: 'berichtsoort', berichtsoort: 'WMO307' },
        { soort: 'identificatieBegin', begin: 'DUBBEL' },
      ] as const;

      const { rijen } = await zoek(sleutels);

      expect(rijen).to.have.length(3);
      const { rijen: verder } = await zoek(sleutels, rijen[0]?.volgnummer);
      expect(verder.map(({ traceerId }) => traceerId)).to.deep.equal([twee, een]);
    });

    it('finds a party on either side, a kind of message, and the code of a refusal', async function () {
      const [goed, fout] = await zet({ soort: 'WMO307' }, { verdict: 'afgekeurd', van: v.TWEEDE_AANBIEDER });

      expect(await ids({ soort: 'partij', partij: v.GEMEENTE })).to.deep.equal([fout, goed]);
      expect(await ids({ soort: 'partij', partij: v.TWEEDE_AANBIEDER })).to.deep.equal([fout]);
      expect(await ids({ soort: 'berichtsoort', berichtsoort: 'WMO307' })).to.deep.equal([goed]);
      expect(await ids({ soort: 'code', code: 'BRS13' })).to.deep.equal([fout]);
    });

    it('says that a beginning is too short when more begin with it than it sorts', async function () {
      await zetTegelijk(Array.from({ length: 2001 }, (_, i) => ({ identificatie: `VEEL-${i}`, tekst: `${i}` })));

      const kort = await zoek([{ soort: 'identificatieBegin', begin: 'VEEL-' }]);
      const lang = await zoek([{ soort: 'identificatieBegin', begin: 'VEEL-200' }]);

      expect([kort.teKort, kort.rijen.length]).to.deep.equal([true, 50]);
      expect([lang.teKort, lang.rijen.length]).to.deep.equal([false, 2]);
    });

    it('knows when its oldest message came in, and nothing while there is none', async function () {
      expect(await proef.store.zoeken.oudsteBericht()).to.equal(undefined);

      await zet({ op: v.na(5) }, { op: v.na(7) });

      expect(await proef.store.zoeken.oudsteBericht()).to.deep.equal(v.na(5));
    });
  });
}
