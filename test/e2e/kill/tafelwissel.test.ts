import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openOpstelling, type Opstelling } from './opstelling.ts';
import { staatVal, zetFout, zetVal } from './val.ts';
import { wachtOp } from './proeven/proef.ts';

const WIE = 'softwareleverancier-fictief';

describe('Tables that change between accept and relay (delivery.md §11, 31)', function () {
  this.timeout(60_000);
  let o: Opstelling;

  beforeEach(async function () {
    o = await openOpstelling(31);
  });
  afterEach(async () => o.ruimOp());

  function verander(bestand: string, van: RegExp, naar: string): void {
    const pad = join(o.routingMap, bestand);
    const tekst = readFileSync(pad, 'utf8');
    expect(tekst).to.match(van);
    writeFileSync(pad, tekst.replace(van, naar));
  }

  /** Accepts a message and dies before the relay takes it. @returns its traceerId. */
  async function aangenomenMaarNietVerder(): Promise<string> {
    const traceerId = randomUUID();
    const weg = once(o.hub().kind, 'exit');
    zetVal(o.valBestand, 'claimOutbox.voor-commit');
    await o.zend(o.bericht(WIE), { traceerId });
    await weg;
    return traceerId;
  }

  it('delivers to the aansluiting that was recorded with the message, not to the one of the new route', async function () {
    const traceerId = await aangenomenMaarNietVerder();
    verander('routes.yaml', /aansluiting: softwareleverancier-fictief/, 'aansluiting: zorg-proefveld');
    await o.herstart();

    const items = await o.haal(WIE, { wacht: 10 });

    expect(items?.map((item) => item.traceerId)).to.deep.equal([traceerId]);
    expect(await o.haal('zorg-proefveld')).to.deep.equal([]);
  });

  for (const [hoe, fout] of [
    ['', undefined],
    [', at once after a commit that failed', 'markeerOnbestelbaar.voor-commit'],
  ] as const) {
    it(`says undeliverable to the sender when the recorded aansluiting is gone${hoe}`, async function () {
      const traceerId = await aangenomenMaarNietVerder();
      verander('routes.yaml', /aansluiting: softwareleverancier-fictief/, 'aansluiting: zorg-proefveld');
      verander('mandaten.csv', /^98989898,softwareleverancier-fictief.*\n/m, '');
      verander('aansluitingen.yaml', /^ {2}- id: softwareleverancier-fictief\n(?: {4}.*\n)+/m, '');
      await o.herstart(fout === undefined ? undefined : () => zetFout(o.valBestand, 1, fout));

      await wachtOp(o, traceerId, 'onbestelbaar');

      expect(await o.statusVan(traceerId)).to.equal('onbestelbaar');
      expect(staatVal(o.valBestand)).to.equal(false);
      expect(await o.haal('zorg-proefveld')).to.deep.equal([]);
    });
  }
});
