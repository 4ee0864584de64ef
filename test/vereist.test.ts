import { expect } from 'chai';
import { slaOverZonder } from './vereist.ts';

describe('What a test needs beside Node', function () {
  const suite = (): { skip(): never; readonly overgeslagen: boolean } => {
    const stand = { overgeslagen: false };
    return {
      skip: () => {
        stand.overgeslagen = true;
        return undefined as never;
      },
      get overgeslagen() {
        return stand.overgeslagen;
      },
    };
  };

  it('is missed quietly where nobody asks for it, and loudly where the environment names it', function () {
    const stil = suite();

    slaOverZonder('chromium', false, stil, 'postgres', '');

    expect(stil.overgeslagen).to.equal(true);
    expect(() => slaOverZonder('chromium', false, suite(), 'postgres, chromium')).to.throw('chromium is niet gevonden');
  });

  it('is left out where the environment says so, but not where it is asked for as well', function () {
    const stil = suite();

    slaOverZonder('chromium', true, stil, '', 'chromium');

    expect(stil.overgeslagen).to.equal(true);
    expect(() => slaOverZonder('chromium', true, suite(), 'chromium', 'chromium')).to.throw('chromium');
  });

  it('leaves nothing out where it is there', function () {
    const heel = suite();

    slaOverZonder('chromium', true, heel, 'chromium', 'postgres');

    expect(heel.overgeslagen).to.equal(false);
  });
});
