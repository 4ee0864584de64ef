import { expect } from 'chai';
import { NietBeoordeeld } from '../../../src/validate/worker/niet-beoordeeld.ts';
import { createXmlWerkers } from '../../../src/validate/worker/xml-werkers.ts';
import type { XmlWerkers, XmlWerkersOpties } from '../../../src/validate/worker/xml-werkers.ts';
import type { ProefTaak } from './proef-script.ts';

/** What the jobs get that are under way in one thread with a job that ends it. */
describe('jobs that share a thread with a bad one', function () {
  this.timeout(30_000);
  let werkers: XmlWerkers<ProefTaak, unknown>;
  let vervangen = 0;

  async function open(opties: Partial<XmlWerkersOpties> = {}): Promise<void> {
    vervangen = 0;
    werkers = await createXmlWerkers<ProefTaak, unknown>({
      script: new URL('./proef-script.js', import.meta.url),
      workerData: undefined,
      aantal: 1,
      tijdslimietMs: 10_000,
      maxGeheugenMb: 64,
      grootVanafBytes: 1_000,
      metrieken: { teller: () => (vervangen += 1) },
      ...opties,
    });
  }

  afterEach(async function () {
    await werkers.close();
  });

  const doe = (taak: ProefTaak): Promise<unknown> => werkers.doe(taak, 1);
  /** The answer, or why there is none. */
  const uitkomst = (taak: ProefTaak): Promise<unknown> =>
    doe(taak).catch((fout: unknown) => (fout instanceof NietBeoordeeld ? fout.reden : 'geen NietBeoordeeld'));

  /** Counted jobs, numbers `van` up to `tot`. */
  const tellers = (gedeeld: SharedArrayBuffer, van: number, tot: number): Promise<unknown>[] =>
    reeks(van, tot).map((nummer) => uitkomst({ soort: 'tel', nummer, gedeeld }));

  for (const [naam, taak, reden] of [
    ['crashes', { soort: 'stop' }, 'gecrasht'],
    ['throws', { soort: 'gooi', tekst: 'x' }, 'gecrasht'],
    ['hangs', { soort: 'lus' }, 'te_traag'],
    ['outgrows the memory', { soort: 'geheugen' }, 'te_groot'],
    ['outgrows the WASM memory', { soort: 'wasm', mb: 20 }, 'te_groot'],
  ] as const) {
    it(`get their own answer, done once, behind one that ${naam}`, async function () {
      await open(reden === 'te_traag' ? { tijdslimietMs: 300 } : {});
      const gedeeld = new SharedArrayBuffer(4 * 16);

      const slecht = uitkomst(taak);
      const goed = tellers(gedeeld, 1, 16);

      expect(await Promise.all(goed)).to.deep.equal(reeks(1, 16));
      expect(await slecht).to.equal(reden);
      expect([...new Int32Array(gedeeld)]).to.deep.equal([0, ...Array<number>(15).fill(1)]);
      expect(vervangen).to.equal(2);
    });
  }

  it('keep an answer that had arrived before the crash', async function () {
    await open();
    const gedeeld = new SharedArrayBuffer(4 * 8);

    const goed = tellers(gedeeld, 0, 8);
    const slecht = uitkomst({ soort: 'stop' });

    expect(await Promise.all(goed)).to.deep.equal(reeks(0, 8));
    expect(await slecht).to.equal('gecrasht');
    // eight answers left the thread in full piles, before the ninth job began
    expect([...new Int32Array(gedeeld)]).to.deep.equal(Array<number>(8).fill(1));
  });

  it('are not suspected for what comes behind them: the answer that waits for others is simply made again', async function () {
    await open();
    const gedeeld = new SharedArrayBuffer(4 * 6);

    const goed = tellers(gedeeld, 0, 6);
    const slecht = uitkomst({ soort: 'stop' });

    expect(await Promise.all(goed)).to.deep.equal(reeks(0, 6));
    expect(await slecht).to.equal('gecrasht');
    expect(vervangen).to.equal(2);
  });

  it('all get their answer when two of forty-two crash and hang, in two threads', async function () {
    await open({ aantal: 2, tijdslimietMs: 300 });
    const gedeeld = new SharedArrayBuffer(4 * 40);

    const alle = [
      ...tellers(gedeeld, 0, 10),
      uitkomst({ soort: 'stop' }),
      ...tellers(gedeeld, 10, 20),
      uitkomst({ soort: 'lus' }),
      ...tellers(gedeeld, 20, 40),
    ];

    expect(await Promise.all(alle)).to.deep.equal([
      ...reeks(0, 10),
      'gecrasht',
      ...reeks(10, 20),
      'te_traag',
      ...reeks(20, 40),
    ]);
    expect(vervangen).to.equal(4);
    expect(werkers.wachtend()).to.equal(0);
  });

  it('get a try of their own alone, when they are bad as well', async function () {
    await open();
    const [een, twee, drie] = [new SharedArrayBuffer(8), new SharedArrayBuffer(8), new SharedArrayBuffer(8)];

    const antwoorden = await Promise.all(
      [een, twee, drie].map((gedeeld) => uitkomst({ soort: 'eerste_keer_stop', gedeeld })),
    );

    // each stopped a thread of the lane once and had its answer in a fresh one
    expect(new Set(antwoorden).size).to.equal(3);
    expect(antwoorden.every((antwoord) => typeof antwoord === 'number')).to.equal(true);
    expect(vervangen).to.equal(3);
  });

  it('get their own answer in the lane for large documents too, where one at a time is done', async function () {
    await open();

    const [slecht, eerst, dan] = await Promise.all(
      [{ soort: 'stop' }, { soort: 'draad' }, { soort: 'draad' }].map((taak) =>
        werkers.doe(taak as ProefTaak, 1_001).catch((fout: unknown) => (fout as NietBeoordeeld).reden),
      ),
    );

    expect(slecht).to.equal('gecrasht');
    // begun after the second try of the bad one had ended
    expect(eerst).to.be.a('number').and.equal(dan);
  });

  it('have the whole time limit each, however long those before them took', async function () {
    await open({ tijdslimietMs: 300 });

    const antwoorden = await Promise.all(reeks(0, 15).map(() => uitkomst({ soort: 'duurt', ms: 180 })));

    expect(new Set(antwoorden).size).to.equal(1);
    expect(antwoorden[0]).to.be.a('number');
    expect(vervangen).to.equal(0);
  });

  it('are done when threads are retired for their WASM memory under load', async function () {
    await open({ aantal: 2, maxGeheugenMb: 256, vervangBovenMb: 32 });
    const gedeeld = new SharedArrayBuffer(4 * 60);

    const alle = [
      ...tellers(gedeeld, 0, 20),
      uitkomst({ soort: 'wasm', mb: 8 }),
      ...tellers(gedeeld, 20, 40),
      uitkomst({ soort: 'wasm', mb: 8 }),
      ...tellers(gedeeld, 40, 60),
    ];

    expect(await Promise.all(alle)).to.deep.equal([...reeks(0, 20), true, ...reeks(20, 40), true, ...reeks(40, 60)]);
    expect([...new Int32Array(gedeeld)]).to.deep.equal(Array<number>(60).fill(1));
    expect(vervangen).to.be.within(1, 2);
  });

  it('are finished by a close under load, the bad one with its second try', async function () {
    await open({ aantal: 2 });
    const gedeeld = new SharedArrayBuffer(4 * 60);

    const alle = [...tellers(gedeeld, 0, 30), uitkomst({ soort: 'stop' }), ...tellers(gedeeld, 30, 60)];
    const dicht = werkers.close();

    expect(await Promise.all(alle)).to.deep.equal([...reeks(0, 30), 'gecrasht', ...reeks(30, 60)]);
    await dicht;
    expect(await uitkomst({ soort: 'draad' })).to.equal('onbekend');
  });

  it('get their own answer when another is given what cannot travel', async function () {
    await open();
    const gedeeld = new SharedArrayBuffer(4 * 6);

    const goed = tellers(gedeeld, 0, 3);
    const slecht = uitkomst({ soort: 'draad', meer: () => undefined } as ProefTaak);
    const verder = tellers(gedeeld, 3, 6);

    expect(await Promise.all([...goed, slecht, ...verder])).to.deep.equal([0, 1, 2, 'onbekend', 3, 4, 5]);
    expect(vervangen).to.equal(0);
  });

  it('get their own answer when that of another cannot travel', async function () {
    await open();
    const gedeeld = new SharedArrayBuffer(4 * 6);

    const goed = tellers(gedeeld, 0, 3);
    const slecht = uitkomst({ soort: 'onverstuurbaar' });
    const verder = tellers(gedeeld, 3, 6);

    expect(await Promise.all([...goed, slecht, ...verder])).to.deep.equal([0, 1, 2, 'gecrasht', 3, 4, 5]);
  });
});

function reeks(van: number, tot: number): number[] {
  return Array.from({ length: tot - van }, (_, i) => van + i);
}
