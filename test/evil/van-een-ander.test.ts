import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { jsonVan, openOpstelling, type Opstelling } from './opstelling.ts';
import { geval } from './tafel.ts';
import type { RuwAntwoord } from './verbinding.ts';

describe('Hostile input: what belongs to another', function () {
  let opstelling: Opstelling;

  before(async function () {
    this.timeout(60_000);
    opstelling = await openOpstelling();
  });
  after(async () => opstelling.ruimOp());

  const dienIn = (traceerId?: string): Promise<RuwAntwoord> =>
    opstelling.stuur({
      body: [Buffer.from(opstelling.nieuw().xml)],
      ...(traceerId === undefined ? {} : { koppen: [['Traceer-Id', traceerId]] }),
    });
  const lijst = (query: string, als: string): Promise<RuwAntwoord> =>
    opstelling.stuur({ method: 'GET', target: `/v1/berichten?${query}`, contentType: undefined }, { als });

  it(`H111 ${geval('H111').titel}: 409 BRS114, in any case of its letters`, async () => {
    const traceerId = randomUUID();
    expect((await dienIn(traceerId)).status).to.equal(202);

    for (const zelfde of [traceerId, traceerId.toUpperCase()]) {
      const antwoord = await dienIn(zelfde);

      expect(antwoord.status, antwoord.body.toString()).to.equal(409);
      expect(jsonVan(antwoord)['code']).to.equal('BRS114');
    }
  });

  it('H111 the Traceer-Id of a message of somebody else: 409 BRS114', async () => {
    const traceerId = randomUUID();
    expect((await dienIn(traceerId)).status).to.equal(202);

    const antwoord = await opstelling.stuur(
      { body: [Buffer.from(opstelling.nieuw().xml)], koppen: [['Traceer-Id', traceerId]] },
      { als: 'gemeente-diemen' },
    );

    // he may not send for 0363 either: that comes first, and tells nothing of the other message
    expect([403, 409]).to.include(antwoord.status);
    expect(jsonVan(antwoord)['code']).to.be.oneOf(['BRS03', 'BRS114']);
  });

  it(`H134 ${geval('H134').titel}, or a changed one: 400 SYNTAX`, async () => {
    for (let i = 0; i < 3; i += 1) expect((await dienIn()).status).to.equal(202);
    const eerste = await lijst('max=1', 'gemeente-amsterdam');
    const cursor = jsonVan(eerste)['volgende'] as string;
    expect((await lijst(`max=1&cursor=${cursor}`, 'gemeente-amsterdam')).status).to.equal(200);
    const [nummer = '', merk = ''] = cursor.split('.');
    const gewijzigd = [
      `${Number(nummer) + 1}.${merk}`,
      `${nummer}.${merk.slice(0, -1)}${merk.endsWith('A') ? 'B' : 'A'}`,
      // decodes to the same bytes, but was not given out so
      `${nummer}.${merk.slice(0, -1)}${String.fromCharCode(merk.charCodeAt(merk.length - 1) + 1)}`,
      `0${nummer}.${merk}`,
      nummer,
      `-1.${merk}`,
      `${nummer}.${merk}%00`,
    ];

    const ander = await lijst(`max=1&cursor=${cursor}`, 'zorg-voorbeeldhof');
    const antwoorden = [ander];
    for (const vals of gewijzigd) antwoorden.push(await lijst(`max=1&cursor=${vals}`, 'gemeente-amsterdam'));

    for (const antwoord of antwoorden) {
      expect(antwoord.status, antwoord.body.toString()).to.equal(400);
      expect(jsonVan(antwoord)['code']).to.equal('SYNTAX');
    }
  });
});
