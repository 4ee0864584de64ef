import { expect } from 'chai';
import { jsonVan, openOpstelling, type Opstelling } from './opstelling.ts';
import { geval } from './tafel.ts';
import type { RuwAntwoord } from './verbinding.ts';

describe('Hostile input: too many requests', function () {
  let opstelling: Opstelling;

  before(async function () {
    this.timeout(60_000);
    opstelling = await openOpstelling({
      limieten: { verzoekenPerSecondePerAdres: '60', verzoekenPerSecondePerAansluiting: '10' },
    });
  });
  after(async () => opstelling.ruimOp());

  const vraag = (als: string, vanAdres: string): Promise<RuwAntwoord> =>
    opstelling.stuur({ method: 'GET', target: '/v1/berichten?max=1', contentType: undefined }, { als, vanAdres });
  const veel = (aantal: number, als: string, vanAdres: string): Promise<readonly RuwAntwoord[]> =>
    Promise.all(Array.from({ length: aantal }, () => vraag(als, vanAdres)));

  function toetsGeremd(antwoorden: readonly RuwAntwoord[]): void {
    const geremd = antwoorden.filter(({ status }) => status === 429);
    expect(antwoorden.map(({ status }) => status).filter((status) => status !== 200 && status !== 429)).to.deep.equal(
      [],
    );
    expect(geremd.length, 'requests held off').to.be.above(0);
    for (const antwoord of geremd) {
      expect(Number(antwoord.koppen.get('retry-after'))).to.be.within(1, 2);
      expect(jsonVan(antwoord)['code']).to.equal('DRUK');
    }
  }

  it(`H112 ${geval('H112').titel} of one connection: 429 with Retry-After, and others are served`, async () => {
    const [druk, rust] = await Promise.all([
      veel(50, 'gemeente-amsterdam', '127.0.0.3'),
      veel(5, 'zorg-voorbeeldhof', '127.0.0.4'),
    ]);

    toetsGeremd(druk);
    expect(rust.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200]);
  });

  it('H112 too many requests of one address, whoever signs them: 429, and other addresses are served', async () => {
    const wie = ['gemeente-diemen', 'zorg-proefveld', 'softwareleverancier-fictief', 'hubbeheer'];
    const [druk, rust] = await Promise.all([
      Promise.all(Array.from({ length: 100 }, (_, i) => vraag(wie[i % wie.length] ?? '', '127.0.0.5'))),
      veel(5, 'zorg-voorbeeldhof', '127.0.0.6'),
    ]);

    toetsGeremd(druk);
    // nobody was proven yet: this no is not signed
    expect(druk.some(({ status, koppen }) => status === 429 && !koppen.has('message-signature'))).to.equal(true);
    expect(rust.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200]);
  });

  it('signs a 429 to a proven sender', async () => {
    const antwoorden = (await veel(30, 'gemeente-amsterdam', '127.0.0.7')).filter(({ status }) => status === 429);

    expect(antwoorden.length).to.be.above(0);
    expect(antwoorden.every(({ koppen }) => koppen.has('message-signature'))).to.equal(true);
  });
});
