import { expect } from 'chai';
import type { AlarmRij } from '../../../src/store/alarm-port.ts';
import { openSqliteProef } from './proef-map.ts';
import type { SqliteProef } from './proef-map.ts';

const NU = new Date('2026-11-25T10:00:00Z');
const LANG_GELEDEN = new Date('2020-01-01T00:00:00Z');

function rij(volgende: Partial<AlarmRij> = {}): AlarmRij {
  return {
    id: '0190a000-0000-7000-8000-000000000001',
    code: 'SCHIJF_VOL',
    onderwerp: '',
    sinds: NU,
    laatst: NU,
    aantal: 1,
    ...volgende,
  };
}

describe('alarms in the SQLite store', function () {
  let proef: SqliteProef;

  beforeEach(async function () {
    proef = await openSqliteProef();
  });

  afterEach(async function () {
    await proef.ruimOp();
  });

  it('survive a restart, with their count and owner', async function () {
    await proef.store.alarmen.bewaar([rij()], LANG_GELEDEN);
    await proef.store.alarmen.wijsToe(rij().id, 'beheer-a');
    await proef.store.alarmen.bewaar([rij({ aantal: 7 })], LANG_GELEDEN);

    const store = await proef.heropen();

    expect(await store.alarmen.lijst({ ookGesloten: false, max: 10 })).to.deep.equal([
      rij({ aantal: 7, eigenaar: 'beheer-a' }),
    ]);
  });

  it('may close and open again in one commit, in any order', async function () {
    await proef.store.alarmen.bewaar([rij()], LANG_GELEDEN);
    const nieuw = rij({ id: '0190a000-0000-7000-8000-000000000002' });

    await proef.store.alarmen.bewaar([nieuw, rij({ gesloten: NU })], LANG_GELEDEN);

    expect(await proef.store.alarmen.lijst({ ookGesloten: true, max: 10 })).to.deep.equal([
      nieuw,
      rij({ gesloten: NU }),
    ]);
    expect(await proef.store.alarmen.lijst({ ookGesloten: false, max: 10 })).to.deep.equal([nieuw]);
  });

  it('are cleared away when they closed long ago, and never while they are open', async function () {
    const open = rij({ id: '0190a000-0000-7000-8000-000000000002', onderwerp: 'open', sinds: LANG_GELEDEN });
    await proef.store.alarmen.bewaar([rij({ gesloten: NU }), open], LANG_GELEDEN);

    await proef.store.alarmen.bewaar([open], new Date(NU.getTime() + 1));

    expect(await proef.store.alarmen.lijst({ ookGesloten: true, max: 10 })).to.deep.equal([open]);
  });

  it('get no owner once they are closed', async function () {
    await proef.store.alarmen.bewaar([rij({ gesloten: NU })], LANG_GELEDEN);

    expect(await proef.store.alarmen.wijsToe(rij().id, 'beheer-a')).to.equal(false);
  });
});
