import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { AansluitingId } from '../../src/bericht/aansluiting.ts';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import { schrijfFeiten } from '../../src/bericht/feiten.ts';
import { controleerBewaren } from '../../src/deliver/bewaar-controle.ts';
import type { Handeling } from '../../src/store/beheer-port.ts';
import type { NieuwBericht } from '../../src/store/port.ts';
import type { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import {
  afgekeurd,
  bericht,
  GEMEENTE,
  leaseVraag,
  nietBeoordeeld,
  nonce,
  ONTVANGER,
  registreerAlle,
  T0,
  zetKlaar,
} from '../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef, type SqliteProef } from '../store/sqlite/proef-map.ts';
import { bewaarderOver, standaardTermijnen, zetKlok, type ZetKlok } from './proef-bewaren.ts';

// T0 is 23 November 2026 10:00 on a Dutch clock (UTC+1)
const EEN_DAG_LATER = '2026-11-24T09:00:00.000Z';
const ZEVEN_DAGEN_LATER = '2026-11-30T09:00:00.000Z';
const TWEE_MAANDEN_LATER = '2027-01-23T09:00:00.000Z';
const DERTIEN_MAANDEN_LATER = '2027-12-23T09:00:00.000Z';

describe('The job that deletes by term', function () {
  this.timeout(20_000);
  let proef: SqliteProef;
  let store: SqliteStore;
  let klok: ZetKlok;

  beforeEach(async function () {
    proef = await openSqliteProef();
    store = proef.store;
    klok = zetKlok(T0);
  });

  afterEach(async function () {
    await proef.ruimOp();
  });

  const beheerdaad = (): Handeling => ({
    actor: 'hubbeheer' as AansluitingId,
    reden: 'op verzoek',
    nu: klok.nu(),
    nonce: nonce(),
  });

  async function eenVan(nieuw: NieuwBericht): Promise<TraceerId> {
    const [id] = await registreerAlle(store, [nieuw]);
    return id!;
  }

  async function bied(): Promise<string> {
    const leveringen = await store.lease(leaseVraag({ nu: klok.nu(), leveringIds: [crypto.randomUUID()], max: 1 }));
    if (leveringen === 'nonce_bekend') throw new Error('geen levering');
    return leveringen[0]!.leveringId;
  }

  async function handelAf(soort: 'bevestigen' | 'weigeren'): Promise<void> {
    const leveringId = await bied();
    const afhandeling = soort === 'bevestigen' ? ({ soort } as const) : { soort, code: 'X1', omschrijving: 'kan niet' };
    await store.handelAf({ aansluiting: ONTVANGER, leveringId, afhandeling, nu: klok.nu() });
  }

  async function rondeOp(moment: string, secondenErbij = 0): Promise<number> {
    klok.loopTot(new Date(new Date(moment).getTime() + secondenErbij * 1000));
    return (await bewaarderOver(store, klok).bewaarder.ronde()).verwijderd;
  }

  const gebeurtenissen = async (id: TraceerId): Promise<readonly string[]> =>
    (await store.gebeurtenissenVan(id)).map(({ gebeurtenis }) => gebeurtenis);

  it('keeps a payload until 24 hours after the acknowledgement, and not longer', async function () {
    const id = await eenVan(bericht());
    await zetKlaar(store);
    await handelAf('bevestigen');

    await rondeOp(EEN_DAG_LATER, -1);
    expect(await store.inhoudVan(id)).to.not.equal(undefined);

    await rondeOp(EEN_DAG_LATER, 1);
    expect(await store.inhoudVan(id)).to.equal(undefined);
    expect((await gebeurtenissen(id)).at(-1)).to.equal('inhoud_verwijderd');
  });

  it('gives up what was not acknowledged after two calendar months: undeliverable, without payload', async function () {
    const id = await eenVan(bericht());
    await zetKlaar(store);

    await rondeOp(TWEE_MAANDEN_LATER, -1);
    expect((await store.zoekBericht(id))?.status).to.equal('in_wachtrij');
    expect(await store.inhoudVan(id)).to.not.equal(undefined);

    await rondeOp(TWEE_MAANDEN_LATER, 1);
    expect(await store.zoekBericht(id)).to.include({ status: 'onbestelbaar', deadLetterReden: 'inhoud_verlopen' });
    expect(await store.inhoudVan(id)).to.equal(undefined);
    expect((await store.stand()).wachtend.size).to.equal(0);
  });

  it('takes what is still in the outbox out of it when it gives it up', async function () {
    await eenVan(bericht());

    await rondeOp(TWEE_MAANDEN_LATER, 1);

    expect((await store.stand()).outboxRijen).to.equal(0);
  });

  it('takes what was offered again out of the outbox too, whose row bears another number: it stayed there for good', async function () {
    const id = await eenVan(bericht());
    await zetKlaar(store);
    await handelAf('bevestigen');
    await store.beheer.pauzeer(beheerdaad(), ONTVANGER);
    const route = { aansluiting: ONTVANGER, ontvangendePartij: GEMEENTE, tafelVersie: 'beef00', tafelRegel: 'x:1' };
    await store.beheer.herlever(beheerdaad(), [{ traceerId: id, route }]);
    expect((await store.stand()).outboxRijen).to.equal(1);

    await rondeOp(TWEE_MAANDEN_LATER, 1);

    expect((await store.zoekBericht(id))?.status).to.equal('onbestelbaar');
    expect((await store.stand()).outboxRijen).to.equal(0);
  });

  it('keeps no reason of a closed message beyond the message itself', async function () {
    const id = await eenVan(afgekeurd());
    await store.beheer.sluit(beheerdaad(), id);

    await rondeOp(DERTIEN_MAANDEN_LATER, 1);

    const db = openSqlite(proef.pad, { readonly: true });
    try {
      expect(db.prepare('select count(*) from bericht').pluck().get()).to.equal(0);
      expect(db.prepare('select count(*) from sluiting').pluck().get()).to.equal(0);
    } finally {
      db.close();
    }
  });

  for (const [wie, maak] of [
    ['by us', afgekeurd],
    ['not judged', nietBeoordeeld],
  ] as const)
    it(`keeps the payload of a refused message (${wie}) seven days, and its findings two months`, async function () {
      const id = await eenVan(maak());

      await rondeOp(ZEVEN_DAGEN_LATER, -1);
      expect(await store.inhoudVan(id)).to.not.equal(undefined);
      await rondeOp(ZEVEN_DAGEN_LATER, 1);
      expect(await store.inhoudVan(id)).to.equal(undefined);

      await rondeOp(TWEE_MAANDEN_LATER, -1);
      expect((await store.zoekBericht(id))?.bevindingen).to.have.length(1);
      await rondeOp(TWEE_MAANDEN_LATER, 1);
      expect((await store.zoekBericht(id))?.bevindingen).to.deep.equal([]);
    });

  it('keeps the payload of what the receiver refused seven days', async function () {
    const id = await eenVan(bericht());
    await zetKlaar(store);
    await handelAf('weigeren');

    await rondeOp(ZEVEN_DAGEN_LATER, -1);
    expect(await store.inhoudVan(id)).to.not.equal(undefined);
    await rondeOp(ZEVEN_DAGEN_LATER, 1);
    expect(await store.inhoudVan(id)).to.equal(undefined);
  });

  it('answers from a tombstone after thirteen months, and keeps no header field, no evidence and no key', async function () {
    const nieuw = bericht();
    const id = await eenVan(nieuw);
    await zetKlaar(store);
    await handelAf('bevestigen');

    await rondeOp(DERTIEN_MAANDEN_LATER, -1);
    expect(await store.zoekBericht(id)).to.include({ identificatie: nieuw.kop?.identificatie });
    await rondeOp(DERTIEN_MAANDEN_LATER, 1);

    const steen = await store.zoekBericht(id);
    expect(steen).to.include({ status: 'bezorgd', grafsteen: true });
    expect(steen?.ontvangenOp).to.deep.equal(T0);
    expect(steen?.zichtbaarVoor.indiener).to.equal(nieuw.indiener.aansluiting);
    expect(JSON.stringify(steen)).to.not.include(nieuw.kop?.identificatie);
    expect(await store.bewijsVan(id)).to.deep.equal([]);
    // the key is free: the same message is a new one
    expect(
      (await store.registreer({ ...nieuw, traceerId: crypto.randomUUID() as TraceerId, nonce: bericht().nonce })).soort,
    ).to.equal('nieuw');
  });

  it('answers from the tombstone for seven years, and not longer', async function () {
    const id = await eenVan(bericht());
    await rondeOp(DERTIEN_MAANDEN_LATER, 1);

    await rondeOp('2034-12-23T09:00:00.000Z');
    expect(await store.zoekBericht(id)).to.include({ grafsteen: true });
    await rondeOp('2034-12-23T09:00:02.000Z');
    expect(await store.zoekBericht(id)).to.equal(undefined);
  });

  it('keeps events seven years, and the newest for good: the sequence goes on from it', async function () {
    await eenVan(bericht());
    await rondeOp(DERTIEN_MAANDEN_LATER, 1);
    const nummers = (): unknown => {
      const db = openSqlite(proef.pad, { readonly: true });
      const rijen = db.prepare('select gebeurtenis from gebeurtenis order by volgnummer').pluck().all();
      db.close();
      return rijen;
    };

    await rondeOp('2033-11-23T08:59:59.000Z');
    expect(nummers()).to.deep.equal([
      'geaccepteerd',
      'inhoud_verlopen',
      'metagegevens_verwijderd',
      'feiten_verwijderd',
    ]);
    await rondeOp('2033-11-23T09:00:01.000Z');
    expect(nummers()).to.deep.equal(['inhoud_verlopen', 'metagegevens_verwijderd', 'feiten_verwijderd']);
    await rondeOp('2040-01-01T09:00:00.000Z');
    expect(nummers()).to.deep.equal(['feiten_verwijderd']);
  });

  it('lets no second message bear the id of a tombstone', async function () {
    const id = await eenVan(bericht());
    await rondeOp(DERTIEN_MAANDEN_LATER, 1);

    const uitkomst = await store.registreer(bericht({ gekozen: id }));

    expect(uitkomst).to.deep.equal({ soort: 'botsing', code: 'BRS114' });
  });

  it('leaves the digest of deleted findings in its event, so that the journal still fits', async function () {
    await eenVan(afgekeurd());
    const lees = (): unknown => {
      const db = openSqlite(proef.pad, { readonly: true });
      const rij = db.prepare('select * from gebeurtenis where volgnummer = 1').get();
      db.close();
      return rij;
    };
    const voor = lees() as object;

    await rondeOp(TWEE_MAANDEN_LATER, 1);

    expect(lees()).to.deep.equal({ ...voor, detail: null, detail_zout: null });
  });

  it('keeps feiten 18 months after the last day of support, and open ones for good', async function () {
    const levering = { begindatum: '2026-01-01', statusAanlevering: '1' };
    const met = (eind?: string): NieuwBericht['feiten'] =>
      schrijfFeiten({
        versie: 1,
        soort: 'WMO305',
        clienten: [{ starts: [eind === undefined ? levering : { ...levering, einddatum: eind }] }],
      });
    const open = await eenVan(bericht({ over: { feiten: met() } }));
    await eenVan(bericht({ over: { feiten: met('2027-03-31') } }));
    const over = async (): Promise<readonly string[]> =>
      (await store.feitenNa(0, 10)).map(({ traceerId }) => traceerId);

    await rondeOp('2028-09-30T21:59:59.000Z');
    expect(await over()).to.have.length(2);
    await rondeOp('2028-09-30T22:00:01.000Z');
    expect(await over()).to.deep.equal([open]);
  });

  it('skips what is leased, and deletes it in a round after the lease', async function () {
    const id = await eenVan(bericht());
    await zetKlaar(store);
    klok.loopTot(new Date(new Date(TWEE_MAANDEN_LATER).getTime() - 1000));
    await bied();

    await rondeOp(TWEE_MAANDEN_LATER, 1);
    expect(await store.zoekBericht(id)).to.include({ status: 'aangeboden', inhoudBewaard: true });

    klok.loopTot(new Date(new Date(TWEE_MAANDEN_LATER).getTime() + 600_000));
    await store.verloopLeases(klok.nu());
    await rondeOp(TWEE_MAANDEN_LATER, 601);
    expect(await store.zoekBericht(id)).to.include({ status: 'onbestelbaar', inhoudBewaard: false });
  });

  it('deletes nothing after the clock jumped ahead, until a person says go on', async function () {
    const id = await eenVan(bericht());
    await zetKlaar(store);
    const { bewaarder, klokwacht, alarmen } = bewaarderOver(store, klok);

    klok.zet(new Date(DERTIEN_MAANDEN_LATER));
    expect(await bewaarder.ronde()).to.deep.equal({ verwijderd: 0, gestopt: true });
    expect([...alarmen.open]).to.deep.equal(['KLOK']);
    expect(await store.inhoudVan(id)).to.not.equal(undefined);

    klok.zet(T0);
    expect((await bewaarder.ronde()).gestopt).to.equal(true);
    expect(klokwacht.gaVerder()).to.equal(true);
    expect(await bewaarder.ronde()).to.deep.equal({ verwijderd: 0, gestopt: false });
    expect(alarmen.open.size).to.equal(0);
  });

  it('is not held up by a message of a time yet to come: the clock was ahead when it came', async function () {
    await eenVan(bericht({ op: new Date(DERTIEN_MAANDEN_LATER) }));
    const id = await eenVan(bericht());

    await rondeOp(TWEE_MAANDEN_LATER, 1);

    expect(await store.inhoudVan(id)).to.equal(undefined);
  });

  for (const [vooruit, gedateerd, weg] of [
    ['an hour', '2026-11-23T10:00:00.000Z', '2027-01-23T10:00:00.000Z'],
    ['twenty days', '2026-12-13T09:00:00.000Z', '2027-02-13T09:00:00.000Z'],
  ] as const)
    it(`is not held up by what was dated ${vooruit} ahead before the clock was set back: for so long it kept all that came after`, async function () {
      const vroeg = await eenVan(bericht({ op: new Date(gedateerd) }));
      const id = await eenVan(bericht());

      await rondeOp(TWEE_MAANDEN_LATER, 1);

      expect(await store.inhoudVan(id)).to.equal(undefined);
      expect(await store.inhoudVan(vroeg), 'young by its own date').to.not.equal(undefined);
      await rondeOp(weg, 1);
      expect(await store.inhoudVan(vroeg)).to.equal(undefined);
    });

  it('knows after a restart that the clock was set back before it', async function () {
    await eenVan(bericht({ op: new Date(T0.getTime() + 3_600_000) }));
    store = await proef.heropen();
    const id = await eenVan(bericht());

    await rondeOp(TWEE_MAANDEN_LATER, 1);

    expect(await store.inhoudVan(id)).to.equal(undefined);
  });

  it('writes what it deletes in the log beside the database: ids only', async function () {
    const id = await eenVan(bericht());

    await rondeOp(TWEE_MAANDEN_LATER, 1);

    const map = join(dirname(proef.pad), 'verwijderd');
    expect(await readdir(map)).to.deep.equal(['2027-01.log']);
    expect((await readFile(join(map, '2027-01.log'), 'utf8')).trim()).to.equal(`${id} inhoud onbestelbaar`);
  });

  it('gets through more than a batch, and the check then finds nothing too old and nothing gone too early', async function () {
    await registreerAlle(
      store,
      Array.from({ length: 130 }, (_, i) => (i % 3 === 0 ? afgekeurd() : bericht())),
    );

    for (const moment of [EEN_DAG_LATER, ZEVEN_DAGEN_LATER, TWEE_MAANDEN_LATER, DERTIEN_MAANDEN_LATER]) {
      await rondeOp(moment, 1);
      const rapport = await controleerBewaren(store.bewaren, standaardTermijnen(), klok.nu());
      expect(rapport, moment).to.deep.equal({ berichten: 130, teOud: 0, teVroegWeg: 0, voorbeelden: [] });
    }
  });
});

describe('The check of the terms', function () {
  let proef: SqliteProef;

  beforeEach(async function () {
    proef = await openSqliteProef();
    await registreerAlle(proef.store, [bericht(), afgekeurd()]);
  });

  afterEach(async function () {
    await proef.ruimOp();
  });

  it('finds what should have been gone', async function () {
    const rapport = await controleerBewaren(
      proef.store.bewaren,
      standaardTermijnen(),
      new Date('2026-12-01T09:00:00Z'),
    );

    expect(rapport.voorbeelden).to.deep.equal([{ volgnummer: 2, wat: 'inhoud' }]);
    expect(rapport.teOud).to.equal(1);
  });

  for (const [wat, sql] of [
    ['inhoud', 'delete from inhoud where bericht = 1'],
    ['metagegevens', 'delete from bericht where volgnummer = 2'],
    ['bevindingen', 'update gebeurtenis set detail = null where volgnummer = 2'],
    ['feiten', 'delete from feiten'],
  ] as const)
    it(`finds that ${wat} went too early`, async function () {
      const db = openSqlite(proef.pad);
      db.exec(sql);
      db.close();

      const rapport = await controleerBewaren(proef.store.bewaren, standaardTermijnen(), T0);

      expect(rapport.voorbeelden.map((een) => een.wat)).to.include(wat);
      expect(rapport.teVroegWeg).to.be.at.least(1);
    });
});
