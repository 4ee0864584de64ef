import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import type { RuwAntwoord, VerzoekWens } from './ondertekend-verzoek.ts';

describe('Idempotency of sending', function () {
  let proef: ProefHub;
  const generator = createGenerator({
    seed: 7,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });
  const nieuw = (): Buffer => Buffer.from(generator.volgende({ soort: 'WMO301' }).xml);

  before(async function () {
    this.timeout(60_000);
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const stuur = (body: Buffer, wens: Partial<VerzoekWens> = {}, als = 'gemeente-amsterdam'): Promise<RuwAntwoord> =>
    proef.als(als, {
      target: '/v1/berichten',
      body,
      ...wens,
    });

  it('answers the same content again with 200, the same traceerId and herhaald', async function () {
    const body = nieuw();
    const eerste = await stuur(body);

    const tweede = await stuur(body);

    expect(eerste.status).to.equal(202);
    expect(tweede.status).to.equal(200);
    expect(tweede.json).to.include({ herhaald: true, traceerId: eerste.json['traceerId'] });
  });

  it('refuses the very same signed request a second time (HND16), though its message may be repeated', async function () {
    const body = nieuw();
    const vast = { nonce: 'a'.repeat(32), nu: new Date() };
    const eerste = await stuur(body, { anders: vast });

    const tweede = await stuur(body, { anders: vast });

    expect(eerste.status).to.equal(202);
    expect(tweede.status).to.equal(401);
    expect(tweede.json['code']).to.equal('HND16');
  });

  it('answers two equal messages at once with one 202 and one 200', async function () {
    const body = nieuw();

    const antwoorden = await Promise.all([stuur(body), stuur(body)]);

    expect(antwoorden.map(({ status }) => status).sort()).to.deep.equal([200, 202]);
    expect(new Set(antwoorden.map(({ json }) => json['traceerId']))).to.have.lengthOf(1);
  });

  it('refuses other content under a used Identificatie with 409 BRS20', async function () {
    const body = nieuw();
    await stuur(body);

    const anders = await stuur(Buffer.concat([body, Buffer.from('\n')]));

    expect(anders.status).to.equal(409);
    expect(anders.json['code']).to.equal('BRS20');
  });

  it('refuses another message under a used Traceer-Id with 409 BRS114', async function () {
    const traceerId = randomUUID();
    await stuur(nieuw(), { koppen: [['Traceer-Id', traceerId]] });

    const ander = await stuur(nieuw(), { koppen: [['Traceer-Id', traceerId.toUpperCase()]] });

    expect(ander.status).to.equal(409);
    expect(ander.json['code']).to.equal('BRS114');
  });

  it('judges a mended message anew under the Traceer-Id of the refused one', async function () {
    const traceerId = randomUUID();
    const goed = nieuw();
    const kapot = Buffer.from(goed.toString().replace('</wmo301:Header>', '<wmo301:Vreemd/></wmo301:Header>'));
    const eerst = await stuur(kapot, { koppen: [['Traceer-Id', traceerId]] });

    const daarna = await stuur(goed, { koppen: [['Traceer-Id', traceerId]] });

    expect(eerst.status, eerst.body.toString()).to.equal(422);
    expect(eerst.json).to.include({ code: 'BRS13', traceerId });
    expect(daarna.status, daarna.body.toString()).to.equal(202);
    expect(daarna.json['traceerId']).to.equal(traceerId);
    const spoor = await proef.als('gemeente-amsterdam', {
      method: 'GET',
      target: `/v1/berichten/${traceerId}`,
    });
    const namen = (spoor.json['gebeurtenissen'] as { gebeurtenis: string }[]).map(({ gebeurtenis }) => gebeurtenis);
    expect(namen.slice(0, 2)).to.deep.equal(['afgekeurd', 'geaccepteerd']);
  });
});
