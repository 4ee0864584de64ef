import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openProefHub, type ProefHub } from '../e2e/proef-hub.ts';
import { metSchijffout } from './schijf.ts';

describe('The n-th operation on a file fails while the hub starts, for every n', function () {
  this.timeout(60_000);
  let map: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-schijf-'));
  });
  afterEach(async () => rm(map, { recursive: true, force: true }));

  it('does not start, says in one sentence why, and the next start is clean', async function () {
    const dataMap = join(map, 'data');
    const redenen: unknown[] = [];
    let proef: ProefHub | undefined;
    for (let n = 1; proef === undefined; n += 1) {
      const uit = await metSchijffout(n, dataMap, () => openProefHub({}, dataMap));
      if (uit.waarde === undefined) redenen.push(uit.fout);
      proef = uit.waarde;
    }
    try {
      for (const reden of redenen) {
        expect(reden)
          .to.be.an('error')
          .with.property('name')
          .that.matches(/^(?:StartGeweigerd|SleutelOntbreekt)$/);
        expect((reden as Error).message).to.match(/(?:schijf|gemaakt|gelezen|leesbaar)/);
      }
      expect(redenen).to.have.length.above(5);
      const antwoord = await fetch(`${proef.url}/health/ready`);
      expect(antwoord.status, await antwoord.text()).to.equal(200);
    } finally {
      await proef.ruimOp();
    }
  });
});
