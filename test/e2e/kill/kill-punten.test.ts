import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import { createToeval } from '../../../src/cli/generate/toeval.ts';
import { auditVan, leesEindstand } from './eindstand.ts';
import { NAMEN, openOpstelling, type Opstelling } from './opstelling.ts';
import { PROEVEN } from './proeven.ts';

const SEED = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));

describe('SIGKILL at named points', function () {
  this.timeout(60_000);
  const toeval = createToeval(SEED);
  let o: Opstelling;

  before(async function () {
    console.log(`      seed ${SEED} (opnieuw met KNOOPPUNT_SEED=${SEED})`); // eslint-disable-line no-console -- a failure must be repeatable
    o = await openOpstelling(SEED);
  });
  after(async () => o.ruimOp());

  for (const { punten, belofte, doe } of PROEVEN) {
    it(`${punten}: ${belofte}`, async () => doe(o, toeval.kies(NAMEN)));
  }

  it('leaves a database that is whole, with nothing on its way', async function () {
    expect(await o.hub().stop(), o.hub().uitvoer()).to.equal(0);

    const stand = leesEindstand(o.dataMap);
    expect(stand).to.deep.include({ integriteit: 'ok', outbox: 0, openAanbiedingen: 0, halveBerichten: 0 });
    expect([...stand.perStatus.keys()].sort()).to.deep.equal(['bezorgd', 'geweigerd']);
    expect(await auditVan(o.dataMap)).to.equal('klopt');
  });
});
