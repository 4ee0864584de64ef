import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { NietBeoordeeld, WerkerStartMislukt } from '../../../src/validate/worker/niet-beoordeeld.ts';
import { createXmlWerkers } from '../../../src/validate/worker/xml-werkers.ts';
import type { XmlWerkers, XmlWerkersOpties } from '../../../src/validate/worker/xml-werkers.ts';
import type { ProefTaak } from './proef-script.ts';

const SCRIPT = new URL('./proef-script.js', import.meta.url);

describe('the pool of XML workers', function () {
  this.timeout(30_000);
  let werkers: XmlWerkers<ProefTaak, unknown>;
  let vervangen = 0;

  async function open(opties: Partial<XmlWerkersOpties> = {}): Promise<void> {
    vervangen = 0;
    werkers = await createXmlWerkers<ProefTaak, unknown>({
      script: SCRIPT,
      workerData: { naam: 'proef' },
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

  const doe = (taak: ProefTaak, bytes = 1): Promise<unknown> => werkers.doe(taak, bytes);

  async function mislukt(taak: ProefTaak): Promise<NietBeoordeeld> {
    try {
      await doe(taak);
    } catch (fout) {
      if (fout instanceof NietBeoordeeld) return fout;
      throw fout;
    }
    throw new Error('de taak lukte');
  }

  it('does jobs in a thread, with the data of its owner', async function () {
    await open();

    expect(await doe({ soort: 'data' })).to.deep.equal({ naam: 'proef' });
    expect(await doe({ soort: 'draad' })).to.equal(await doe({ soort: 'draad' }));
  });

  for (const [naam, taak, reden] of [
    ['crashes', { soort: 'stop' }, 'gecrasht'],
    ['throws', { soort: 'gooi', tekst: 'x' }, 'gecrasht'],
    ['loops for ever', { soort: 'lus' }, 'te_traag'],
    ['outgrows its memory', { soort: 'geheugen' }, 'te_groot'],
    ['outgrows its WASM memory', { soort: 'wasm', mb: 20 }, 'te_groot'],
  ] as const) {
    it(`says niet beoordeeld of a job that ${naam}, and works on`, async function () {
      await open(reden === 'te_traag' ? { tijdslimietMs: 300 } : {});
      const eerder = await doe({ soort: 'draad' });

      const fout = await mislukt(taak);

      expect(fout).to.include({ code: 'NIET_BEOORDEELD', reden });
      // the first thread was replaced for the second try, that one for the next job
      expect(vervangen).to.equal(2);
      expect(await doe({ soort: 'draad' })).not.to.equal(eerder);
    });
  }

  it('repeats nothing of the input in the error: only the frames of the stack', async function () {
    await open();

    const fout = await mislukt({ soort: 'gooi', tekst: 'BSN 999900006\n    at 999900006' });

    expect(`${fout.message} ${fout.stack ?? ''}`).not.to.contain('999900006');
    expect(fout.spoor).to.match(/^\s+at .*proef-script/m);
  });

  it('tries a job once more, in a fresh thread, and then gives its answer', async function () {
    await open();
    const eerder = await doe({ soort: 'draad' });

    const later = await doe({ soort: 'eerste_keer_stop', gedeeld: new SharedArrayBuffer(8) });

    expect(later).to.be.a('number').and.not.to.equal(eerder);
    expect(vervangen).to.equal(1);
  });

  it('does the jobs that wait behind one that hangs', async function () {
    await open({ tijdslimietMs: 300 });

    const hangt = mislukt({ soort: 'lus' });
    const wachtend = [doe({ soort: 'draad' }), doe({ soort: 'draad' })];

    expect(werkers.wachtend()).to.equal(2);
    expect((await hangt).reden).to.equal('te_traag');
    expect(await Promise.all(wachtend)).to.have.length(2);
  });

  it('uses as many threads as asked', async function () {
    await open({ aantal: 2 });
    const gedeeld = new SharedArrayBuffer(8);
    const teller = new Int32Array(gedeeld);

    const beide = Promise.all([doe({ soort: 'wacht', gedeeld }), doe({ soort: 'wacht', gedeeld })]);
    // each waits until both have begun
    await beideBegonnen(teller);
    Atomics.store(teller, 1, 1);
    Atomics.notify(teller, 1);

    expect(new Set(await beide).size).to.equal(2);
  });

  it('gives large documents a lane of their own, so that small ones pass them', async function () {
    await open();
    const gedeeld = new SharedArrayBuffer(8);

    const groot = doe({ soort: 'wacht', gedeeld }, 1_001);
    const klein = await doe({ soort: 'draad' }, 1_000);
    Atomics.store(new Int32Array(gedeeld), 1, 1);
    Atomics.notify(new Int32Array(gedeeld), 1);

    expect(await groot).not.to.equal(klein);
  });

  it('replaces a thread whose WASM memory has grown past the mark, after its answer, and loses no job', async function () {
    await open({ maxGeheugenMb: 256, vervangBovenMb: 32 });
    const eerder = await doe({ soort: 'draad' });

    const [groei, tegelijk] = await Promise.all([doe({ soort: 'wasm', mb: 8 }), doe({ soort: 'draad' })]);

    expect(groei).to.equal(true);
    expect(tegelijk).to.be.a('number');
    expect(await doe({ soort: 'draad' })).not.to.equal(eerder);
    expect(vervangen).to.equal(1);
  });

  it('does not start with a script that does not load, and says why', async function () {
    await open();
    let gezien: unknown;

    try {
      await createXmlWerkers({
        script: new URL('./kapot-script.js', import.meta.url),
        workerData: undefined,
        aantal: 2,
        tijdslimietMs: 1_000,
        maxGeheugenMb: 64,
        grootVanafBytes: 1_000,
      });
    } catch (fout) {
      gezien = fout;
    }

    expect(gezien).to.be.instanceOf(WerkerStartMislukt);
    expect((gezien as Error).message).to.equal('Schema iwmo/3.2/WMO305.xsd, regel 3: proef.');
  });

  it('keeps the process alive for its jobs, and only for these', async function () {
    await open();
    const script = fileURLToPath(new URL('./pool-zonder-einde.js', import.meta.url));

    const uit = execFileSync(process.execPath, [script], { encoding: 'utf8', timeout: 20_000 });

    expect(uit).to.equal('twee draden');
  });

  it('finishes what it took when it closes, takes nothing more, and closes once', async function () {
    await open();
    const laatste = doe({ soort: 'draad' });

    const dicht = [werkers.close(), werkers.close()];

    expect(await laatste).to.be.a('number');
    await Promise.all(dicht);
    expect((await mislukt({ soort: 'draad' })).reden).to.equal('onbekend');
  });
});

/** Waits until both threads have added themselves, with a deadline. */
async function beideBegonnen(teller: Int32Array<SharedArrayBuffer>): Promise<void> {
  for (let poging = 0; Atomics.load(teller, 0) < 2; poging += 1) {
    if (poging > 1_000) throw new Error('de draden begonnen niet');
    await new Promise((verder) => setTimeout(verder, 10));
  }
}
