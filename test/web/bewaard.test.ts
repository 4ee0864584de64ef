import { expect } from 'chai';
import { STATUSSEN } from '../../src/bericht/status.ts';
import { hoeLang } from '../../src/web/berichtscherm.tsx';

const TERMIJNEN = {
  inhoudBevestigdUren: 12,
  inhoudGeweigerdDagen: 3,
  inhoudUiterlijkMaanden: 2,
  bevindingenMaanden: 2,
  zichtMaanden: 2,
  metagegevensMaanden: 13,
  feitenMaanden: 18,
  grafsteenMaanden: 84,
};

describe('Until when the contents are kept, on the page of a message', function () {
  it('follows the terms of the configuration, and says of a refused message what goes for refused ones', function () {
    const geweigerd = ['geweigerd', 'afgekeurd', 'niet_beoordeeld'] as const;
    for (const status of STATUSSEN) {
      const zin = hoeLang(status, TERMIJNEN);
      const hoort = geweigerd.some((naam) => naam === status) ? '3 dagen na de weigering' : '12 uur nadat';
      expect(zin, status).to.contain(hoort).and.contain('2 maanden');
    }
  });
});
