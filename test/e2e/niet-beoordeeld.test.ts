import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import type { RuwAntwoord } from './ondertekend-verzoek.ts';

describe('Not judged: a worker that fails twice is our fault, never a verdict', function () {
  this.timeout(90_000);
  let proef: ProefHub;
  const generator = createGenerator({
    seed: 31,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });

  before(async function () {
    proef = await openProefHub({ workers: { aantal: '1', tijdslimietMs: '700', maxGeheugenMb: '96' } }, undefined, {
      messageWorker: new URL('./kwade-worker.js', import.meta.url),
    });
  });
  after(async () => proef.ruimOp());

  const stuur = (body: string, traceerId: string): Promise<RuwAntwoord> =>
    proef.als('zorg-voorbeeldhof', {
      target: '/v1/berichten',
      body: Buffer.from(body),
      koppen: [['Traceer-Id', traceerId]],
    });
  const spoor = (traceerId: string): Promise<RuwAntwoord> =>
    proef.als('zorg-voorbeeldhof', {
      method: 'GET',
      target: `/v1/berichten/${traceerId}`,
    });

  it('raises one alarm for operators, however often it happens, and shows it to nobody else', async function () {
    const vraagAlarmen = (aansluiting: string): Promise<RuwAntwoord> =>
      proef.als(aansluiting, {
        method: 'GET',
        target: '/v1/beheer/alarmen',
      });
    for (let keer = 0; keer < 2; keer += 1) {
      const { xml } = generator.volgende({ soort: 'WMO305' });
      const { status } = await stuur(xml.replace('?>', '?><!--CRASH-->'), randomUUID());
      expect(status).to.equal(503);
    }

    const alarmen = (await vraagAlarmen('hubbeheer')).json['alarmen'] as { code: string; aantal: number }[];
    const ander = await vraagAlarmen('zorg-voorbeeldhof');

    const hier = alarmen.filter(({ code }) => code === 'NIET_BEOORDEELD');
    expect(hier).to.have.lengthOf(1);
    expect(hier[0]?.aantal).to.equal(2);
    expect(ander.status).to.equal(403);
    expect(ander.json).to.include({ code: 'GEEN_ROL' });
  });

  for (const [wat, merk] of [
    ['crashes', 'CRASH'],
    ['throws something unknown', 'GOOI'],
    ['hangs', 'HANG'],
    ['outgrows its memory', 'GEHEUGEN'],
  ] as const) {
    it(`answers 503 with code and traceerId when the worker ${wat}, and takes the message afterwards under the same id`, async function () {
      const { xml, bsns } = generator.volgende({ soort: 'WMO305' });
      const traceerId = randomUUID();

      const mislukt = await stuur(xml.replace('?>', `?><!--${merk}-->`), traceerId);
      const daarna = await stuur(xml, traceerId);

      expect(mislukt.status, mislukt.body.toString()).to.equal(503);
      expect(mislukt.json).to.include({ code: 'NIET_BEOORDEELD', traceerId });
      expect(mislukt.headers['retry-after']).to.match(/^\d+$/);
      expect(daarna.status, daarna.body.toString()).to.equal(202);
      const gebeurtenissen = (await spoor(traceerId)).json['gebeurtenissen'] as { gebeurtenis: string }[];
      expect(gebeurtenissen.slice(0, 2).map(({ gebeurtenis }) => gebeurtenis)).to.deep.equal([
        'niet_beoordeeld',
        'geaccepteerd',
      ]);
      // what was thrown says where, so that somebody can mend it
      if (merk === 'GOOI') expect(proef.logboek()).to.match(/kwade-worker/);
      for (const bsn of bsns) expect(proef.logboek()).to.not.contain(bsn);
    });
  }
});
