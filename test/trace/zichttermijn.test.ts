import { expect } from 'chai';
import { createSporen } from '../../src/trace/spoor.ts';
import { bericht, INDIENER, registreerAlle, T0 } from '../contract/bericht-store/voorbeeld.ts';
import { bewaarderOver, zetKlok } from '../deliver/proef-bewaren.ts';
import { openSqliteProef, type SqliteProef } from '../store/sqlite/proef-map.ts';

const kijker = { aansluiting: INDIENER, partijen: [] };
const vreemde = { aansluiting: 'niemand' as typeof INDIENER, partijen: [] };
const TWEE_MAANDEN_LATER = new Date('2027-01-23T09:00:00.000Z').getTime();

describe('What parties see of an old message', function () {
  let proef: SqliteProef;

  beforeEach(async function () {
    proef = await openSqliteProef();
  });

  afterEach(async function () {
    await proef.ruimOp();
  });

  it('is all of it for two calendar months, then id, status and dates', async function () {
    const nieuw = bericht();
    const [id] = await registreerAlle(proef.store, [nieuw]);
    const klok = zetKlok(T0);
    const sporen = createSporen(proef.store, proef.store.beheer, { klok, zichtMaanden: 2 });

    klok.loopTot(new Date(TWEE_MAANDEN_LATER - 1000));
    expect((await sporen.zoek(kijker, id!))?.stand.identificatie).to.equal(nieuw.kop?.identificatie);
    klok.loopTot(new Date(TWEE_MAANDEN_LATER + 1000));

    const oud = await sporen.zoek(kijker, id!);
    expect(oud?.stand).to.include({ traceerId: id, status: 'ontvangen', grafsteen: true });
    expect(oud?.stand.ontvangenOp).to.deep.equal(T0);
    expect(oud?.gebeurtenissen).to.deep.equal([]);
    const [inLijst] = await sporen.lijst(kijker, { max: 10 });
    expect(JSON.stringify([oud, inLijst])).to.not.include(nieuw.kop?.identificatie);
  });

  it('is the tombstone after that, for whom the message was visible and for nobody else', async function () {
    const [id] = await registreerAlle(proef.store, [bericht()]);
    const klok = zetKlok(new Date('2027-12-23T09:00:01.000Z'));
    await bewaarderOver(proef.store, klok).bewaarder.ronde();
    const sporen = createSporen(proef.store, proef.store.beheer, { klok, zichtMaanden: 2 });

    expect((await sporen.zoek(kijker, id!))?.stand).to.include({ status: 'onbestelbaar', grafsteen: true });
    expect(await sporen.zoek(vreemde, id!)).to.equal(undefined);
  });
});
