import { expect } from 'chai';
import type { Tafels } from '../../src/bericht/aansluiting.ts';
import { createZoeken, duidZoektekst, RIJEN_PER_BLAD, zoekbezwaar, type Zoeken } from '../../src/trace/zoeken.ts';
import * as v from '../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef, type SqliteProef } from '../store/sqlite/proef-map.ts';

const TAFELS = {
  gemeenten: new Map([['0363', { naam: 'Amsterdam' }]]),
  aanbieders: new Map([['65656055', { naam: 'Zorg aan de Amstel' }]]),
} as unknown as Tafels;

describe('Searching: what a text can mean', function () {
  for (const tekst of ['999900006', '999 900 006', '9999.00.006', 'bsn:999900006', 'A999900006B', '999-900-006 2026'])
    it(`takes "${tekst.replaceAll(/[0-9]/g, '#')}" for a BSN and searches for nothing`, function () {
      expect(zoekbezwaar(tekst)).to.equal('bsn');
      expect(duidZoektekst(tekst, TAFELS)).to.deep.equal([]);
    });

  for (const tekst of [
    '999900007',
    '65656055',
    '019ac7d2-9999-7000-8000-999900006999',
    'WMO305-2026-000123',
    '202600001234',
  ])
    it(`takes ${tekst} for no BSN`, function () {
      expect(zoekbezwaar(tekst)).to.equal(undefined);
    });

  it('does not look at a text of ten thousand characters, even one with a BSN in it', function () {
    const tekst = `${'a'.repeat(10_000)} 999900006`;

    expect(zoekbezwaar(tekst)).to.equal('te_lang');
    expect(duidZoektekst(tekst, TAFELS)).to.deep.equal([]);
  });

  it('reads six characters of an id as its beginning, and five not', function () {
    expect(duidZoektekst('019AC7', TAFELS)).to.deep.include.members([
      { soort: 'traceerId', begin: '019ac7' },
      { soort: 'conversatieId', begin: '019ac7' },
    ]);
    expect(duidZoektekst('019ac', TAFELS).map(({ soort }) => soort)).not.to.include('traceerId');
  });

  it('finds the id in a line that was pasted with it', function () {
    expect(duidZoektekst('traceerId: 019AC7D2-1a2b-7c3d-8e4f-5a6b7c8d9e0f, graag', TAFELS)).to.deep.include({
      soort: 'traceerId',
      begin: '019ac7d21a2b7c3d8e4f5a6b7c8d9e0f',
    });
  });

  it('reads 305 as both messages of that number, and 415 as the berichtcode of WMO302', function () {
    expect(duidZoektekst('305', TAFELS)).to.deep.include.members([
      { soort: 'berichtsoort', berichtsoort: 'WMO305' },
      { soort: 'berichtsoort', berichtsoort: 'JW305' },
    ]);
    expect(duidZoektekst('415', TAFELS)).to.deep.include({ soort: 'berichtsoort', berichtsoort: 'WMO302' });
  });

  it('finds a party by its code and by a part of its name', function () {
    expect(duidZoektekst('0363', TAFELS)).to.deep.include({ soort: 'partij', partij: '0363' });
    expect(duidZoektekst('amster', TAFELS)).to.deep.include({ soort: 'partij', partij: '0363' });
    expect(duidZoektekst('de amstel', TAFELS)).to.deep.include({ soort: 'partij', partij: '65656055' });
  });

  it('reads an error code in either case', function () {
    expect(duidZoektekst('brs28', TAFELS)).to.deep.include({ soort: 'code', code: 'BRS28' });
  });

  it('reads six characters as the beginning of an identification in either case, unless it names a message or a party', function () {
    expect(duidZoektekst('wmo-20', TAFELS)).to.deep.include.members([
      { soort: 'identificatieBegin', begin: 'wmo-20' },
      { soort: 'identificatieBegin', begin: 'WMO-20' },
    ]);
    for (const tekst of ['WMO305', '65656055', 'amsterdam', 'wmo-2'])
      expect(
        duidZoektekst(tekst, TAFELS).map(({ soort }) => soort),
        tekst,
      ).not.to.include('identificatieBegin');
  });
});

describe('Searching: a page of results', function () {
  let proef: SqliteProef;
  let zoeken: Zoeken;

  before(async function () {
    proef = await openSqliteProef();
    const { store } = proef;
    zoeken = createZoeken({ store, opslag: store.zoeken, tafels: () => TAFELS, pauzeVan: () => undefined });
    await v.registreerAlle(
      proef.store,
      Array.from({ length: RIJEN_PER_BLAD * 2 }, (_, i) => v.bericht({ identificatie: `BLAD-${1000 + i}` })),
    );
  });
  after(() => proef.ruimOp());

  it('is full while there are more, and the last one says that it is the last', async function () {
    const eerste = await zoeken.zoek('');
    const tweede = await zoeken.zoek('', eerste.verder);

    expect([eerste.rijen.length, tweede.rijen.length, tweede.verder]).to.deep.equal([50, 50, undefined]);
  });

  it('gives one message for the end of its traceerId, and for a part from its middle', async function () {
    const [bericht] = (await zoeken.zoek('blad-1007')).rijen;
    const id = bericht?.traceerId ?? '';

    for (const deel of [id.slice(-8), id.slice(9, 18), id.slice(20).toUpperCase()])
      expect((await zoeken.zoek(` ${deel} `)).rijen, deel).to.deep.equal([bericht]);
  });

  it('says what comes near where nothing is found: all but the last two characters', async function () {
    const blad = await zoeken.zoek('BLAD-10xx');

    expect([blad.rijen.length, blad.dichtbij.length]).to.deep.equal([0, 5]);
    expect(blad.vanaf).to.deep.equal(v.T0);
    expect((await zoeken.zoek('heel iets anders')).dichtbij).to.deep.equal([]);
  });

  for (const tekst of [
    '%',
    '%%%%%%',
    '______',
    "'; drop table bericht",
    '\u0000',
    '\u202ereversed',
    '👩‍👩‍👧',
    '[a-f]*',
    '..\\..',
  ])
    it(`finds nothing for ${JSON.stringify(tekst)}, and does not break`, async function () {
      expect((await zoeken.zoek(tekst)).rijen).to.deep.equal([]);
    });
});
