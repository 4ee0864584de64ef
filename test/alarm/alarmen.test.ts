import { expect } from 'chai';
import { createAlarmen } from '../../src/alarm/alarmen.ts';
import type { AlarmDelen, AlarmRegister } from '../../src/alarm/alarmen.ts';
import { createIds } from '../../src/observe/ids.ts';
import type { AlarmOpslag, AlarmRij } from '../../src/store/alarm-port.ts';
import { openSqliteProef } from '../store/sqlite/proef-map.ts';
import type { SqliteProef } from '../store/sqlite/proef-map.ts';
import { proefKlok, proefLog } from './proef-klok.ts';

const T0 = new Date('2026-11-25T10:00:00Z');

describe('Alarms: one open row per code and subject', function () {
  let proef: SqliteProef;
  let klok: ReturnType<typeof proefKlok>;
  let log: ReturnType<typeof proefLog>;
  let wissels: AlarmRij[];
  let aantallen: (readonly [string, number])[];
  let alarmen: AlarmRegister;

  const open = (opslag: AlarmOpslag = proef.store.alarmen, anders: Partial<AlarmDelen> = {}): Promise<AlarmRegister> =>
    createAlarmen({
      opslag,
      klok,
      ids: createIds(),
      log,
      opAantal: (code, aantal) => aantallen.push([code, aantal]),
      opWissel: (rij) => wissels.push(rij),
      ...anders,
    });

  beforeEach(async function () {
    proef = await openSqliteProef();
    klok = proefKlok(T0);
    log = proefLog();
    wissels = [];
    aantallen = [];
    alarmen = await open();
  });

  afterEach(async function () {
    await alarmen.close();
    await proef.ruimOp();
  });

  it('counts what is raised again, and says it once in the log when it opens and once when it closes', async function () {
    alarmen.meld('UITVAL', 'zorg-a');
    klok.verzet(5);
    alarmen.meld('UITVAL', 'zorg-a');
    alarmen.herstel('UITVAL', 'zorg-a');
    alarmen.herstel('UITVAL', 'zorg-a');

    const [rij] = await alarmen.lijst({ ookGesloten: true, max: 10 });
    expect(rij).to.deep.include({ code: 'UITVAL', onderwerp: 'zorg-a', aantal: 2, sinds: T0, gesloten: klok.nu() });
    expect(log.regels.map(({ zin }) => zin)).to.deep.equal(['alarm open', 'alarm gesloten']);
    expect(log.regels[0]?.velden).to.deep.equal({ code: 'UITVAL', aantal: 1, onderdeel: 'zorg-a' });
    expect(wissels).to.have.length(2);
    expect(aantallen).to.deep.equal([
      ['UITVAL', 1],
      ['UITVAL', 0],
    ]);
  });

  it('stays open through a restart, with its count, owner and metric', async function () {
    alarmen.meld('SCHIJF_VOL');
    alarmen.meld('SCHIJF_VOL');
    const [rij] = await alarmen.lijst({ ookGesloten: false, max: 10 });
    expect(await alarmen.wijsToe(rij?.id ?? '', 'beheer-a')).to.equal(true);
    await alarmen.close();
    const { alarmen: heropend } = await proef.heropen();
    aantallen = [];

    alarmen = await open(heropend);
    alarmen.meld('SCHIJF_VOL');

    expect(await alarmen.lijst({ ookGesloten: true, max: 10 })).to.have.length(1);
    expect(alarmen.open()[0]).to.include({ id: rij?.id, aantal: 3, eigenaar: 'beheer-a' });
    expect(aantallen).to.deep.equal([['SCHIJF_VOL', 1]]);
    expect(log.regels.filter(({ zin }) => zin === 'alarm open')).to.have.length(1);
  });

  it('costs one write however often it is raised within a second', async function () {
    let schrijfacties = 0;
    const telt: AlarmOpslag = {
      ...proef.store.alarmen,
      bewaar: (rijen, ruimVoor) => {
        schrijfacties += 1;
        return proef.store.alarmen.bewaar(rijen, ruimVoor);
      },
    };
    const druk = await open(telt);
    druk.meld('NIET_BEOORDEELD');
    await druk.bewaar();
    const eerste = schrijfacties;

    // the register's own timer has a second to go: turns of the event loop pass without a write
    for (let i = 0; i < 5000; i += 1) druk.meld('NIET_BEOORDEELD');
    for (let i = 0; i < 50; i += 1) await new Promise((los) => setImmediate(los));
    const tijdens = schrijfacties;
    await druk.close();

    expect([eerste, tijdens, schrijfacties]).to.deep.equal([1, 1, 2]);
    expect((await proef.store.alarmen.lijst({ ookGesloten: false, max: 1 }))[0]?.aantal).to.equal(5001);
  });

  it('keeps what the store cannot take, and writes it when the store is back', async function () {
    let stuk = true;
    const wankel: AlarmOpslag = {
      ...proef.store.alarmen,
      bewaar: (rijen, ruimVoor) =>
        stuk ? Promise.reject(new Error('vol')) : proef.store.alarmen.bewaar(rijen, ruimVoor),
    };
    const register = await open(wankel);
    register.meld('OPSLAG');
    await register.bewaar();
    register.meld('OPSLAG');
    stuk = false;

    await register.close();

    expect(await proef.store.alarmen.lijst({ ookGesloten: false, max: 10 })).to.have.length(1);
    expect((await proef.store.alarmen.lijst({ ookGesloten: false, max: 1 }))[0]?.aantal).to.equal(2);
  });

  it('never takes over a subject that is not one of ours: not nine digits, not a sentence', function () {
    alarmen.meld('UITVAL', '999990019');
    alarmen.meld('UITVAL', 'Jan de Vries, Dorpsstraat 1');

    expect(alarmen.open().map(({ onderwerp }) => onderwerp)).to.deep.equal(['overige']);
    expect(JSON.stringify(log.regels)).not.to.match(/999990019|Vries/);
  });

  it('does not grow with the number of subjects', function () {
    for (let i = 0; i < 5000; i += 1) alarmen.meld('WACHT_LANG', `aansluiting-${i}`);

    expect(alarmen.open().length).to.equal(501);
  });

  it('closes the subjects that a source no longer names', function () {
    alarmen.stelVast('WACHT_LANG', ['gemeente-a', 'gemeente-b']);
    alarmen.stelVast('WACHT_LANG', ['gemeente-b']);

    expect(alarmen.open().map(({ onderwerp }) => onderwerp)).to.deep.equal(['gemeente-b']);
  });
});
