import { expect } from 'chai';
import type { Tafels } from '../../src/bericht/aansluiting.ts';
import { duidZoektekst, lijktOpBsn } from '../../src/trace/zoeken.ts';

const TAFELS = {
  gemeenten: new Map([['0363', { naam: 'Amsterdam' }]]),
  aanbieders: new Map([['65656055', { naam: 'Zorg aan de Amstel' }]]),
} as unknown as Tafels;

describe('Searching: what a text can mean', function () {
  for (const tekst of ['999900006', '999 900 006', '9999.00.006', 'bsn:999900006', 'A999900006B', '999-900-006'])
    it(`takes "${tekst.replaceAll(/[0-9]/g, '#')}" for a BSN and searches for nothing`, function () {
      expect(lijktOpBsn(tekst)).to.equal(true);
      expect(duidZoektekst(tekst, TAFELS)).to.deep.equal([]);
    });

  for (const tekst of ['999900007', '65656055', '019ac7d2-9999-7000-8000-999900006999', 'WMO305-2026-000123'])
    it(`takes ${tekst} for no BSN`, function () {
      expect(lijktOpBsn(tekst)).to.equal(false);
    });

  it('reads six characters of a traceerId as its beginning, and five not', function () {
    expect(duidZoektekst('019AC7', TAFELS)).to.deep.include({ soort: 'traceerId', begin: '019ac7' });
    expect(duidZoektekst('019ac', TAFELS).map(({ soort }) => soort)).not.to.include('traceerId');
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
});
