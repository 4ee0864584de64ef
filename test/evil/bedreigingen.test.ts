import { expect } from 'chai';
import type { Test } from 'mocha';
import { BEDREIGINGEN } from './bedreigingen.ts';
import { openOpstelling, jsonVan, type Opstelling } from './opstelling.ts';
import { kopWaarde, metKop, stappenVan } from './teken.ts';
import { alleTitels } from './titels.ts';
import { speel, type Stap } from './verbinding.ts';

const nummers = (letter: string, aantal: number): readonly string[] =>
  Array.from({ length: aantal }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`);

describe('The tables of attacks', function () {
  it('have each line once: twenty-four of whoever signs, twenty-seven of JAdES', () => {
    expect(BEDREIGINGEN.map(({ id }) => id)).to.deep.equal([...nummers('T', 24), ...nummers('J', 27)]);
  });

  it('name a test that exists for every line', function () {
    const titels = alleTitels(this.test as Test);

    const zonder = BEDREIGINGEN.flatMap(({ id, tests }) =>
      tests.filter((test) => !titels.some((titel) => titel.includes(test))).map((test) => `${id}: ${test}`),
    );

    expect(zonder).to.deep.equal([]);
    expect(BEDREIGINGEN.filter(({ tests }) => tests.length === 0)).to.deep.equal([]);
  });
});

describe('Hostile input: a nonce under a bad signature', function () {
  let opstelling: Opstelling;

  before(async function () {
    this.timeout(60_000);
    opstelling = await openOpstelling();
  });
  after(async () => opstelling.ruimOp());

  for (const [profiel, kop] of [
    ['rfc9421', 'Signature'],
    ['jades', 'Message-Signature'],
  ] as const)
    it(`T20 keeps no nonce of a request of which the signature is bad, so that nobody burns it for another (${profiel})`, async () => {
      const body = [Buffer.from(opstelling.nieuw().xml)];
      let goed: readonly Stap[] = [];

      const vals = await opstelling.stuur(
        { body, profiel },
        {
          stappen: (getekend) => {
            goed = stappenVan(getekend);
            const waarde = kopWaarde(getekend.koppen, kop);
            // somewhere in the first half of the signature itself
            const plek = waarde.length - 60;
            const anders = waarde[plek] === 'A' ? 'B' : 'A';
            const gewijzigd = `${waarde.slice(0, plek)}${anders}${waarde.slice(plek + 1)}`;
            return stappenVan({ ...getekend, koppen: metKop(getekend.koppen, kop, gewijzigd) });
          },
        },
      );
      const daarna = await speel(goed, { poort: opstelling.proef.poort });
      const nogEens = await speel(goed, { poort: opstelling.proef.poort });

      expect([vals.status, jsonVan(vals)['code']]).to.deep.equal([401, 'HND15']);
      expect(daarna.status, daarna.body.toString()).to.equal(202);
      expect([nogEens.status, jsonVan(nogEens)['code']]).to.deep.equal([401, 'HND16']);
    });
});
