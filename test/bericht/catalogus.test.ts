import { expect } from 'chai';
import {
  BERICHTTYPEN,
  berichtType,
  findBerichtType,
  findBerichtTypeByNamespace,
  type BerichtSoort,
} from '../../src/bericht/catalogus.ts';
import { FOUTCODES, foutGegevens, isFoutCode } from '../../src/bericht/fault-catalogue.ts';
import { bestemming, handelendePartij, type Kop } from '../../src/bericht/kop.ts';
import type { PartijCode } from '../../src/bericht/partij.ts';

const kop = { afzender: '0363' as PartijCode, ontvanger: '65656055' as PartijCode } as Kop;

describe('The catalogue of messages', function () {
  it('holds fourteen messages of each standard, each with a code, namespace and schema of its own', function () {
    const uniek = (waarden: readonly string[]): number => new Set(waarden).size;

    expect(BERICHTTYPEN).to.have.lengthOf(28);
    expect(uniek(BERICHTTYPEN.map(({ berichtcode }) => berichtcode))).to.equal(28);
    expect(uniek(BERICHTTYPEN.map(({ namespace }) => namespace))).to.equal(28);
    expect(uniek(BERICHTTYPEN.map(({ xsd }) => xsd))).to.equal(28);
  });

  it('pairs each heenbericht with the retour that names it', function () {
    for (const { soort, retour } of BERICHTTYPEN.filter((type) => type.vorm === 'heen'))
      expect(findBerichtType(retour!)?.retourVan).to.equal(soort);
  });

  it('knows a message by name and by exact namespace only', function () {
    expect(findBerichtTypeByNamespace('http://www.istandaarden.nl/iwmo/3_2/wmo305/schema')?.soort).to.equal('WMO305');
    expect(findBerichtTypeByNamespace('http://www.istandaarden.nl/iwmo/3_2/wmo305/schema/')).to.equal(undefined);
    expect(findBerichtType('WMO999')).to.equal(undefined);
    expect(() => berichtType('WMO999' as BerichtSoort)).to.throw('WMO999');
  });

  it('says who acts and where it goes: a retour 302–320 echoes its header, a 325 is swapped already', function () {
    const wie = (soort: BerichtSoort): readonly string[] => [
      handelendePartij(kop, berichtType(soort)),
      bestemming(kop, berichtType(soort)),
    ];

    expect(wie('WMO301')).to.deep.equal(['0363', '65656055']);
    expect(wie('WMO302')).to.deep.equal(['65656055', '0363']);
    expect(wie('JW325')).to.deep.equal(['0363', '65656055']);
  });
});

describe('The catalogue of faults', function () {
  it('gives every code a status, a title, a cure and someone who acts', function () {
    for (const code of FOUTCODES) {
      const { http, titel, uitleg, wieIsAanZet } = foutGegevens(code);
      expect(http, code).to.be.within(400, 503);
      expect(titel, code).to.match(/^[A-Z].+[^.]$/);
      expect(uitleg, code).to.match(/^[A-Z].+\.$/);
      expect(['afzender', 'leverancier', 'ontvanger', 'hubbeheer', 'niemand'], code).to.include(wieIsAanZet);
    }
    expect([isFoutCode('BRS13'), isFoutCode('toString')]).to.deep.equal([true, false]);
  });
});
