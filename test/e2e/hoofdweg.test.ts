import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { maakVoorbeelden } from '../../src/cli/generate/generator.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import { alsJson } from './ondertekend-verzoek.ts';

const PAREN = [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }];
const VOORBEELDEN = maakVoorbeelden({ seed: 1, paren: PAREN, peildatum: parseDatum('2026-11-01')! });

describe('The main job: one message from sender to receiver', function () {
  let proef: ProefHub;

  before(async function () {
    this.timeout(60_000);
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const als: ProefHub['als'] = (aansluiting, wens) => proef.als(aansluiting, wens);

  it('takes a signed WMO301, hands it to its receiver once, and traces every step', async function () {
    const xml = Buffer.from(VOORBEELDEN.find(({ soort }) => soort === 'WMO301')!.xml);

    const aangenomen = await als('gemeente-amsterdam', { target: '/v1/berichten', body: xml });
    expect(aangenomen.status, aangenomen.body.toString()).to.equal(202);
    const traceerId = aangenomen.json['traceerId'] as string;
    expect(aangenomen.headers.location).to.equal(`/v1/berichten/${traceerId}`);
    expect(aangenomen.headers['message-signature']).to.be.a('string');
    await proef.hub.klaargezet();

    const opgehaald = await als('zorg-voorbeeldhof', { target: '/v1/leveringen', ...alsJson({ max: 5 }) });
    expect(opgehaald.status, opgehaald.body.toString()).to.equal(200);
    const [levering] = opgehaald.json['leveringen'] as Record<string, unknown>[];
    expect(levering).to.include({ traceerId, berichtsoort: 'WMO301', poging: 1, herlevering: false });
    expect(Buffer.from(levering!['inhoud'] as string, 'base64').equals(xml)).to.equal(true);

    const bevestigd = await als('zorg-voorbeeldhof', {
      target: `/v1/leveringen/${levering!['leveringId'] as string}/bevestigingen`,
    });
    expect(bevestigd.status).to.equal(204);

    const spoor = await als('gemeente-amsterdam', { method: 'GET', target: `/v1/berichten/${traceerId}` });
    expect(spoor.status, spoor.body.toString()).to.equal(200);
    expect(spoor.json).to.include({ traceerId, status: 'bezorgd', statusWoord: 'Bezorgd' });
    const gebeurtenissen = (spoor.json['gebeurtenissen'] as Record<string, unknown>[]).map((g) => g['gebeurtenis']);
    expect(gebeurtenissen).to.deep.equal(['geaccepteerd', 'klaargezet', 'aangeboden', 'bevestigd']);
  });

  it('has no BSN in clear in any file of its own, in its log or in its figures, of what it took and of what it refused', async function () {
    const bsns: string[] = [];
    for (const { soort, xml, bsns: eigen } of VOORBEELDEN.filter((een) =>
      /^(?:WMO|JW)(?:301|303|323)$/.test(een.soort),
    )) {
      bsns.push(...eigen);
      const wie = soort.endsWith('301') ? 'gemeente-amsterdam' : 'zorg-voorbeeldhof';
      const goed = await als(wie, { target: '/v1/berichten', body: Buffer.from(xml) });
      expect([200, 202], `${soort} ${goed.body.toString()}`).to.include(goed.status);
      const kapot = xml.replace(/(Identificatie>)[^<]+/, '$1KAPOT').replace(/(Bsn>)(\d+)/, '$1$2$2');
      const fout = await als(wie, { target: '/v1/berichten', body: Buffer.from(kapot) });
      expect(fout.status, `${soort} ${fout.body.toString()}`).to.equal(422);
    }
    await proef.hub.klaargezet();
    const cijfers = await als('gemeente-amsterdam', { method: 'GET', target: '/metrics' });

    const bestanden = readdirSync(proef.dataMap, { recursive: true, withFileTypes: true })
      .filter((een) => een.isFile())
      .map((een) => join(een.parentPath, een.name));
    expect(bestanden.map((pad) => basename(pad))).to.include.members(['knooppunt.db', 'knooppunt.db-wal']);
    const waar = [
      ...bestanden.map((pad): [string, Buffer] => [pad, readFileSync(pad)]),
      ['the log', Buffer.from(proef.logboek())] as const,
      ['the figures', cijfers.body] as const,
    ];
    expect(bsns).to.have.length.above(3);
    for (const [naam, bytes] of waar)
      for (const bsn of bsns) expect(bytes.includes(bsn), `a BSN in ${naam}`).to.equal(false);
  });
});
