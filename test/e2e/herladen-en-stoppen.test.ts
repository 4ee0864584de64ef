import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { openProefHub, PROJECT, type ProefHub } from './proef-hub.ts';
import { stuurRuw, type RuwAntwoord } from './ondertekend-verzoek.ts';

describe('Reloading tables and stopping in order', function () {
  this.timeout(60_000);
  let routing: string;
  let proef: ProefHub;
  const generator = createGenerator({
    seed: 21,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });

  beforeEach(async function () {
    routing = mkdtempSync(join(tmpdir(), 'knooppunt-routing-'));
    cpSync(join(PROJECT, 'routing'), routing, { recursive: true });
    proef = await openProefHub({ routingMap: routing });
  });
  afterEach(async function () {
    await proef.ruimOp();
    rmSync(routing, { recursive: true, force: true });
  });

  const zend = (): Promise<RuwAntwoord> =>
    proef.als('zorg-voorbeeldhof', {
      target: '/v1/berichten',
      body: Buffer.from(generator.volgende({ soort: 'WMO305' }).xml),
    });
  const gereed = async (): Promise<RuwAntwoord> =>
    stuurRuw(proef.poort, 'GET', '/health/ready', [['Host', `localhost:${proef.poort}`]], Buffer.alloc(0));

  it('refuses a message during a freeze with the moment at which it ends, and takes it afterwards', async function () {
    const pauzes = join(routing, 'pauzes.csv');
    const leeg = readFileSync(pauzes, 'utf8');
    writeFileSync(pauzes, `${leeg}WMO305,2026-01-01T00:00:00+01:00,2126-01-01T00:00:00+01:00\n`);
    await proef.hub.herlaad();

    const geweigerd = await zend();
    writeFileSync(pauzes, leeg);
    await proef.hub.herlaad();
    const daarna = await zend();

    expect(geweigerd.status, geweigerd.body.toString()).to.equal(422);
    expect(geweigerd.json['code']).to.equal('PAUZE');
    expect(geweigerd.json['detail']).to.contain('2126');
    expect(daarna.status).to.equal(202);
  });

  it('keeps the old tables when the new ones are faulty, says so in /health/ready, and loses no message', async function () {
    writeFileSync(join(routing, 'mandaten.csv'), 'dit,is,geen,tabel\n');
    await proef.hub.herlaad();

    const antwoord = await zend();
    const stand = await gereed();

    expect(antwoord.status).to.equal(202);
    expect(stand.status).to.equal(503);
    expect(stand.body.toString()).to.contain('tabellen');
  });

  it('finishes what it accepted when it stops, and takes nothing new', async function () {
    const onderweg = Promise.all(Array.from({ length: 12 }, zend));
    const eerste = await zend();
    const stoppen = proef.stop();
    const antwoorden = await onderweg;
    await stoppen;

    expect(eerste.status).to.equal(202);
    for (const { status } of antwoorden) expect([202, 503]).to.include(status);
    const weg = await zend().catch((fout: unknown) => fout);
    expect(weg).to.be.instanceOf(Error);
    const opnieuw = await openProefHub({ routingMap: routing }, proef.dataMap);
    try {
      const lijst = await opnieuw.als('zorg-voorbeeldhof', {
        method: 'GET',
        target: '/v1/berichten?max=100',
      });
      const bewaard = (lijst.json['berichten'] as { traceerId: string }[]).map(({ traceerId }) => traceerId);
      for (const { status, json } of [eerste, ...antwoorden])
        if (status === 202) expect(bewaard).to.include(json['traceerId']);
    } finally {
      await opnieuw.stop();
    }
  });
});
