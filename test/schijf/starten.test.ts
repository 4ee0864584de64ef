import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openProefHub, type ProefHub } from '../e2e/proef-hub.ts';
import { StoreNietBeschikbaar } from '../../src/store/port.ts';
import { ruimVal, VAL_OMGEVING, zetFout } from '../e2e/kill/val.ts';
import { metSchijffout } from './schijf.ts';

describe('The n-th operation on a file, or the n-th read of the store, fails while the hub starts, for every n', function () {
  this.timeout(60_000);
  let map: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-schijf-'));
  });
  afterEach(async () => rm(map, { recursive: true, force: true }));

  it('a file: does not start, says in one sentence why, and the next start is clean', async function () {
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

  it('a read: does not start, says that it was the disk, and the next start is clean', async function () {
    const dataMap = join(map, 'data');
    const val = join(map, 'val.json');
    const faalpunten = new URL('../e2e/kill/val.js', import.meta.url);
    process.env[VAL_OMGEVING] = val;
    try {
      await (await openProefHub({}, dataMap)).stop();
      const redenen: unknown[] = [];
      let proef: ProefHub | undefined;
      for (let n = 1; proef === undefined; n += 1) {
        zetFout(val, n, '*.lees');
        proef = await openProefHub({}, dataMap, { faalpunten }).catch((reden: unknown) => {
          redenen.push(reden);
          return undefined;
        });
      }
      try {
        ruimVal(val);
        expect(redenen).to.have.length.above(1);
        for (const reden of redenen)
          expect(reden).to.be.instanceOf(StoreNietBeschikbaar).with.property('message').that.contains('schijf');
        expect((await fetch(`${proef.url}/health/ready`)).status).to.equal(200);
      } finally {
        await proef.ruimOp();
      }
    } finally {
      Reflect.deleteProperty(process.env, VAL_OMGEVING);
    }
  });
});
