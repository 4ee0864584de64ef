import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import { auditVan } from './eindstand.ts';
import { openOpstelling, type Opstelling } from './opstelling.ts';
import { idsVan, zwerm } from './zwerm.ts';

const SEED = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));
const KILLS = 6;

describe('SIGKILL at random while parties send, repeat, pull, settle and forget', function () {
  this.timeout(120_000);
  let o: Opstelling;

  before(async function () {
    console.log(`      seed ${SEED} (opnieuw met KNOOPPUNT_SEED=${SEED})`); // eslint-disable-line no-console -- a failure must be repeatable
    o = await openOpstelling(SEED);
  });
  after(async () => o.ruimOp());

  it('keeps every promise: nothing lost, doubles only with the mark, each order mode as agreed', async function () {
    const { boeken, eindstand, uitgang } = await zwerm(o, { seed: SEED, kills: KILLS });

    expect(boeken.fouten).to.deep.equal([]);
    expect(uitgang, o.hub().uitvoer()).to.equal(0);
    expect(await auditVan(o.dataMap)).to.equal('klopt');
    expect(eindstand).to.deep.include({ integriteit: 'ok', outbox: 0, openAanbiedingen: 0, halveBerichten: 0 });
    expect(eindstand.perStatus.get('bezorgd')).to.deep.equal(idsVan(boeken, 'bezorgd'));
    expect(eindstand.perStatus.get('geweigerd') ?? []).to.deep.equal(idsVan(boeken, 'geweigerd'));
    expect([...eindstand.perStatus.keys()].filter((s) => s !== 'bezorgd' && s !== 'geweigerd')).to.deep.equal([]);
  });
});
