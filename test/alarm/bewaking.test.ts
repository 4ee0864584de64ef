import { expect } from 'chai';
import { createAlarmen } from '../../src/alarm/alarmen.ts';
import type { AlarmRegister } from '../../src/alarm/alarmen.ts';
import { createBewaking } from '../../src/alarm/bewaking.ts';
import type { Bewaking, BewakingDelen } from '../../src/alarm/bewaking.ts';
import type { AansluitingId } from '../../src/bericht/aansluiting.ts';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import { createIds } from '../../src/observe/ids.ts';
import { bericht, claim, nonce, ONTVANGER, T0 } from '../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef } from '../store/sqlite/proef-map.ts';
import type { SqliteProef } from '../store/sqlite/proef-map.ts';
import { proefKlok, proefLog } from './proef-klok.ts';

const ZORG = 'zorg-a' as AansluitingId;
const DAG_S = 86_400;
const AFDRUK = 'ab'.repeat(32);

describe('Sources of alarms: each opens and closes its own', function () {
  let proef: SqliteProef;
  let store: SqliteProef['store'];
  let klok: ReturnType<typeof proefKlok>;
  let alarmen: AlarmRegister;
  let bewaking: Bewaking;
  let schijf: { blocks: number; bfree: number; bavail: number };
  let certificaten: ReturnType<BewakingDelen['certificaten']>;
  let tabellenFout: boolean;
  let sprong: { sinds: Date; verschilMs: number } | undefined;

  const codes = (): string[] => alarmen.open().map(({ code, onderwerp }) => `${code} ${onderwerp}`.trim());

  beforeEach(async function () {
    proef = await openSqliteProef();
    store = proef.store;
    klok = proefKlok(T0);
    const log = proefLog();
    schijf = { blocks: 100, bfree: 50, bavail: 50 };
    certificaten = { eigen: [], partijen: [], lijsten: [] };
    tabellenFout = false;
    sprong = undefined;
    alarmen = await createAlarmen({
      opslag: proef.store.alarmen,
      klok,
      ids: createIds(),
      log,
      opAantal: () => undefined,
      opWissel: () => undefined,
    });
    bewaking = createBewaking({
      alarmen,
      // the store of this moment: a test closes it and opens it again
      store: { stand: () => store.stand(), proefSchrijven: () => store.proefSchrijven() },
      beheer: { onbestelbaarSinds: () => store.beheer.onbestelbaarSinds() },
      klok,
      log,
      wachtLangMinuten: 240,
      schijf: () => Promise.resolve(schijf),
      certificaten: () => certificaten,
      tabellenFout: () => tabellenFout,
      klokwacht: { sprong: () => sprong, gaVerder: () => false },
      rondeMs: 3_600_000,
    });
  });

  afterEach(async function () {
    await bewaking.close();
    await alarmen.close();
    await proef.ruimOp();
  });

  it('ONBESTELBAAR after one, seven and thirty days that a message could not be delivered and nobody closed it', async function () {
    const { traceerId } = (await proef.store.registreer(bericht())) as { traceerId: TraceerId };
    await proef.store.markeerOnbestelbaar(traceerId, 'geen_route_meer', T0);
    const op = async (seconden: number): Promise<string[]> => {
      klok.verzet(seconden);
      await bewaking.kijk();
      return codes().filter((code) => code.startsWith('ONBESTELBAAR'));
    };
    const [DAG1, DAG7, DAG30] = [1, 7, 30].map((dagen) => `ONBESTELBAAR ${dagen}-dagen`);

    expect(await op(DAG_S - 1)).to.deep.equal([]);
    expect(await op(1)).to.deep.equal([DAG1]);
    expect(await op(6 * DAG_S)).to.have.members([DAG1, DAG7]);
    expect(await op(23 * DAG_S)).to.have.members([DAG1, DAG7, DAG30]);

    const handeling = { actor: ZORG, reden: 'besproken', nu: klok.nu(), nonce: nonce() };
    await proef.store.beheer.sluit(handeling, traceerId);
    expect(await op(1)).to.deep.equal([]);
  });

  it('OUTBOX_OUD when a message waits more than a minute for its queue; WACHT_LANG when it waits four hours there', async function () {
    await proef.store.registreer(bericht());
    klok.verzet(60);
    await bewaking.kijk();
    const opTijd = codes();
    klok.verzet(1);
    await bewaking.kijk();
    const laat = codes();

    const [rij] = await claim(proef.store);
    await proef.store.markeerGepubliceerd([rij!.outboxId], klok.nu());
    await bewaking.kijk();
    const gepubliceerd = codes();
    klok.verzet(4 * 3600);
    await bewaking.kijk();

    expect([opTijd, laat, gepubliceerd, codes()]).to.deep.equal([[], ['OUTBOX_OUD'], [], [`WACHT_LANG ${ONTVANGER}`]]);
  });

  it('SCHIJF_VOL from four fifths, counting what only root may take as not free', async function () {
    schijf = { blocks: 100, bfree: 24, bavail: 19 };
    await bewaking.kijk();
    const vol = codes();
    schijf = { blocks: 100, bfree: 26, bavail: 21 };
    await bewaking.kijk();

    expect([vol, codes()]).to.deep.equal([['SCHIJF_VOL'], []]);
  });

  it('OPSLAG while the store takes no writes', async function () {
    await proef.store.close();
    await bewaking.kijk();
    const dicht = codes();
    store = await proef.heropen();
    await bewaking.kijk();

    expect([dicht, codes()]).to.deep.equal([['OPSLAG'], []]);
  });

  it('KLOK while a jump waits for a person, and TABELLEN while faulty tables are not in use', async function () {
    sprong = { sinds: T0, verschilMs: 600_000 };
    tabellenFout = true;
    await bewaking.kijk();
    const fout = codes();
    sprong = undefined;
    tabellenFout = false;
    await bewaking.kijk();

    expect([fout, codes()]).to.deep.equal([['TABELLEN', 'KLOK'], []]);
  });

  it('UITVAL when half of twenty goes wrong within a quarter of an hour, until a quarter does', async function () {
    for (let i = 0; i < 19; i += 1) bewaking.tel(ZORG, true);
    await bewaking.kijk();
    const weinig = codes();
    bewaking.tel(ZORG, true);
    await bewaking.kijk();
    const veel = codes();
    for (let i = 0; i < 60; i += 1) bewaking.tel(ZORG, false);
    await bewaking.kijk();
    const kwart = codes();
    bewaking.tel(ZORG, false);
    await bewaking.kijk();

    expect([weinig, veel, kwart, codes()]).to.deep.equal([[], [`UITVAL ${ZORG}`], [`UITVAL ${ZORG}`], []]);
  });

  it('UITVAL closes when the connection falls silent', async function () {
    for (let i = 0; i < 20; i += 1) bewaking.tel(ZORG, true);
    await bewaking.kijk();
    klok.verzet(16 * 60);
    await bewaking.kijk();

    expect(codes()).to.deep.equal([]);
  });

  it('NIET_BEOORDEELD until a quarter of an hour has passed without one', async function () {
    bewaking.nietBeoordeeld();
    klok.verzet(14 * 60);
    await bewaking.kijk();
    const kort = codes();
    klok.verzet(60);
    await bewaking.kijk();

    expect([kort, codes()]).to.deep.equal([['NIET_BEOORDEELD'], []]);
  });

  it('CERTIFICAAT opens anew at 60, 30, 14 and 7 days and at the end, and closes when it is replaced', async function () {
    const tot = new Date(T0.getTime() + 61 * DAG_S * 1000);
    certificaten = { ...certificaten, eigen: [{ vingerafdruk: AFDRUK, tot }] };
    const gezien: string[][] = [];
    for (const dagen of [0, 1, 30, 16, 7, 7]) {
      klok.verzet(dagen * DAG_S);
      await bewaking.kijk();
      gezien.push(codes());
    }
    certificaten = { ...certificaten, eigen: [] };
    await bewaking.kijk();

    const marks = [60, 30, 14, 7, 0].map((mark) => [`CERTIFICAAT ${AFDRUK}:verloopt-${mark}`]);
    expect([...gezien, codes()]).to.deep.equal([[], ...marks, []]);
  });

  it('CERTIFICAAT names a revocation list that should have been replaced, not an older one of the same issuer', async function () {
    const lijst = (vanDag: number) => ({
      uitgever: '3010',
      vanMs: T0.getTime() + vanDag * DAG_S * 1000,
      volgendeMs: T0.getTime() + (vanDag + 8) * DAG_S * 1000,
    });
    certificaten = { ...certificaten, lijsten: [lijst(0)] };
    klok.verzet(6 * DAG_S);
    await bewaking.kijk();
    const oud = codes();
    certificaten = { ...certificaten, lijsten: [lijst(0), lijst(6)] };
    await bewaking.kijk();

    expect(oud).to.have.length(1);
    expect(oud[0]).to.match(/^CERTIFICAAT crl-[0-9a-f]{16}$/);
    expect(codes()).to.deep.equal([]);
  });
});
