import { expect } from 'chai';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tafels } from '../../src/bericht/aansluiting.ts';
import type { Logger } from '../../src/observe/port.ts';
import { createTafelHouder } from '../../src/route/tafel-houder.ts';
import type { TafelHouder } from '../../src/route/tafel-houder.ts';
import { GOEDE_TAFELS, maakMap, ruimMap } from './tafel-map.ts';

const KLOK = { nu: () => new Date('2026-11-25T12:00:00Z'), monotoonMs: () => 0 };
const GROTER = `${GOEDE_TAFELS['gemeenten.csv'] ?? ''}0014,Groningen,,,\n`;
const FOUT = 'code,naam,geldigVan,geldigTot,opvolger\n14,Groningen,,,\n';

describe('the holder of the tables', function () {
  let map: string;
  let houder: TafelHouder;
  let regels: string[];

  const noteer = (zin: string, velden?: object): void => void regels.push(`${zin} ${JSON.stringify(velden)}`);
  const log: Logger = { debug: noteer, info: noteer, warn: noteer, error: noteer };
  const open = async (tijden: { rustMs?: number; kijkMs?: number } = {}): Promise<TafelHouder> => {
    const uitkomst = await createTafelHouder({ map, omgeving: 'test', klok: KLOK, log, ...tijden });
    if (!uitkomst.ok) throw new Error(JSON.stringify(uitkomst.fout));
    houder = uitkomst.waarde;
    return houder;
  };
  const schrijf = (bestand: string, inhoud: string): Promise<void> => writeFile(join(map, bestand), inhoud);
  const volgendeWissel = (): Promise<Tafels> => new Promise((klaar) => houder.opWissel(klaar));

  beforeEach(async function () {
    regels = [];
    map = await maakMap();
  });

  afterEach(async function () {
    await houder.close();
    await ruimMap(map);
  });

  it('does not come into being with faulty tables', async function () {
    await open();
    await schrijf('gemeenten.csv', FOUT);

    const uitkomst = await createTafelHouder({ map, omgeving: 'test', klok: KLOK, log });

    expect(uitkomst.ok ? [] : uitkomst.fout[0]).to.include({ bestand: 'gemeenten.csv', lijn: 2, code: 'VORM' });
  });

  it('swaps to good tables at a reload, and leaves what was taken before as it was', async function () {
    await open({ rustMs: 60_000 });
    const oud = houder.huidig();
    await schrijf('gemeenten.csv', GROTER);

    const uitkomst = await houder.herlaad();

    expect(uitkomst.ok && uitkomst.waarde).to.equal(houder.huidig());
    expect(houder.huidig().gemeenten.has('0014' as never)).to.equal(true);
    expect(oud.gemeenten.has('0014' as never)).to.equal(false);
  });

  it('keeps the old tables at a faulty reload, says so in the log, and swaps once the fault is mended', async function () {
    await open({ rustMs: 60_000 });
    const oud = houder.huidig();
    await schrijf('gemeenten.csv', FOUT);

    const fout = await houder.herlaad();
    const tijdensFout = [houder.huidig(), houder.fouten().length > 0];
    await schrijf('gemeenten.csv', GROTER);
    await houder.herlaad();

    expect(fout.ok).to.equal(false);
    expect(tijdensFout).to.deep.equal([oud, true]);
    expect(regels[0]).to.match(/^tabellen niet herladen.*"bestand":"gemeenten.csv","lijn":2,"code":"VORM"/);
    expect(houder.fouten()).to.deep.equal([]);
    expect(houder.huidig().gemeenten.has('0014' as never)).to.equal(true);
  });

  it('keeps the same tables when the files say the same', async function () {
    await open({ rustMs: 60_000 });
    const oud = houder.huidig();
    let wissels = 0;
    houder.opWissel(() => (wissels += 1));

    await schrijf('gemeenten.csv', GOEDE_TAFELS['gemeenten.csv'] ?? '');
    await houder.herlaad();

    expect(houder.huidig()).to.equal(oud);
    expect(wissels).to.equal(0);
  });

  it('reloads by itself when a file is written', async function () {
    await open({ rustMs: 20, kijkMs: 60_000 });
    const wissel = volgendeWissel();

    await schrijf('gemeenten.csv', GROTER);

    expect((await wissel).gemeenten.has('0014' as never)).to.equal(true);
  });

  it('reloads by itself each time an editor puts another file in the place', async function () {
    await open({ rustMs: 20, kijkMs: 60_000 });
    for (const inhoud of [GROTER, GOEDE_TAFELS['gemeenten.csv'] ?? '', GROTER]) {
      const wissel = volgendeWissel();
      await schrijf('.gemeenten.csv.swp', inhoud);
      await rename(join(map, '.gemeenten.csv.swp'), join(map, 'gemeenten.csv'));

      expect((await wissel).gemeenten.has('0014' as never)).to.equal(inhoud === GROTER);
    }
  });

  it('reloads by looking when the file system tells nothing', async function () {
    await open({ rustMs: 5, kijkMs: 20 });
    const oudeMap = map;
    const wissel = volgendeWissel();

    // the folder that was watched is gone: only looking finds the new one
    await rename(oudeMap, `${oudeMap}-weg`);
    const nieuw = await maakMap({ 'gemeenten.csv': GROTER });
    await rename(nieuw, oudeMap);

    expect((await wissel).gemeenten.has('0014' as never)).to.equal(true);
    await ruimMap(`${oudeMap}-weg`);
  });

  it('keeps the tables when the folder is gone', async function () {
    await open({ rustMs: 60_000, kijkMs: 60_000 });
    const oud = houder.huidig();
    await rm(map, { recursive: true });

    const uitkomst = await houder.herlaad();

    expect(uitkomst.ok ? [] : uitkomst.fout.map(({ code }) => code)).to.deep.equal(Array(6).fill('BESTAND_ONTBREEKT'));
    expect(houder.huidig()).to.equal(oud);
  });

  it('ends with the newest tables when reloads are asked for at once', async function () {
    await open({ rustMs: 60_000 });
    const eerste = houder.herlaad();
    await schrijf('gemeenten.csv', GROTER);

    await Promise.all([eerste, houder.herlaad(), houder.herlaad()]);

    expect(houder.huidig().gemeenten.has('0014' as never)).to.equal(true);
  });

  it('calls nobody back after it is closed, and may be closed twice', async function () {
    await open({ rustMs: 1, kijkMs: 5 });
    let wissels = 0;
    houder.opWissel(() => (wissels += 1));
    const oud = houder.huidig();
    await schrijf('gemeenten.csv', GROTER);
    const bezig = houder.herlaad();

    await houder.close();
    await houder.close();
    await bezig;

    expect(houder.huidig()).to.equal(oud);
    expect(wissels).to.equal(0);
  });
});
