import { verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createAlarmWebhook } from '../../src/alarm/webhook.ts';
import type { AlarmWebhook } from '../../src/alarm/webhook.ts';
import { createIds } from '../../src/observe/ids.ts';
import { bouwDigest, sha256 } from '../../src/signature/digest.ts';
import { leesJades } from '../../src/signature/jades-lezen.ts';
import { bouwJadesPayload, jadesInvoer } from '../../src/signature/jades-payload.ts';
import type { AlarmRij } from '../../src/store/alarm-port.ts';
import { HUB, ondertekenaarVan } from '../signature/sleutels.ts';
import { proefKlok, proefLog } from './proef-klok.ts';

const T0 = new Date('2026-11-25T10:00:00Z');
const RIJ: AlarmRij = {
  id: '0190a000-0000-7000-8000-000000000001',
  code: 'UITVAL',
  onderwerp: 'zorg-a',
  sinds: T0,
  laatst: T0,
  aantal: 3,
};

interface Ontvangen {
  readonly verzoek: IncomingMessage;
  readonly body: Buffer;
}

describe('Webhook of alarms', function () {
  let server: Server;
  let webhook: AlarmWebhook;
  let log: ReturnType<typeof proefLog>;
  let ontvangen: Ontvangen[];
  /** What the next requests are answered with; 204 when it is empty. */
  let antwoorden: (readonly [status: number, koppen?: Record<string, string>])[];
  let opOntvangst: () => void;

  const na = (aantal: number): Promise<void> =>
    new Promise((los) => {
      opOntvangst = () => {
        if (ontvangen.length >= aantal) los();
      };
      opOntvangst();
    });

  beforeEach(async function () {
    ontvangen = [];
    antwoorden = [];
    opOntvangst = () => undefined;
    log = proefLog();
    server = createServer((verzoek, antwoord) => {
      const delen: Buffer[] = [];
      verzoek.on('data', (deel: Buffer) => delen.push(deel));
      verzoek.on('end', () => {
        const [status, koppen] = antwoorden.shift() ?? [204];
        antwoord.writeHead(status, koppen).end();
        ontvangen.push({ verzoek, body: Buffer.concat(delen) });
        opOntvangst();
      });
    });
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
    webhook = maak();
  });

  afterEach(async function () {
    await webhook.close();
    server.closeAllConnections();
    await new Promise((klaar) => server.close(klaar));
  });

  function maak(wachtMs: (poging: number) => number = () => 0): AlarmWebhook {
    return createAlarmWebhook({
      url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/alarm?van=hub`),
      bron: 'urn:nld:oin:00000099000000009000:systeem:knooppunt',
      ondertekenaar: ondertekenaarVan(HUB),
      klok: proefKlok(T0),
      ids: createIds(),
      log,
      wachtMs,
    });
  }

  it('sends a CloudEvent that the key of the hub signed: target, digest and content type', async function () {
    webhook.stuur(RIJ);
    await na(1);

    const [{ verzoek, body }] = ontvangen as [Ontvangen];
    const { id, ...gebeurtenis } = JSON.parse(body.toString()) as Record<string, unknown>;
    expect(id).to.match(/^[0-9a-f-]{36}$/);
    expect(gebeurtenis).to.deep.equal({
      specversion: '1.0',
      source: 'urn:nld:oin:00000099000000009000:systeem:knooppunt',
      type: 'nl.knooppunt.alarm-geopend',
      subject: RIJ.id,
      time: '2026-11-25T10:00:00.000Z',
      datacontenttype: 'application/json',
      data: { code: 'UITVAL', onderwerp: 'zorg-a', sinds: '2026-11-25T10:00:00.000Z', aantal: 3 },
    });
    expect(verzoek.headers['digest']).to.equal(bouwDigest(sha256(body)));
    const kop = Object.entries(verzoek.headers).find(([naam]) => naam.endsWith('message-signature'))?.[1];
    const gelezen = leesJades(String(kop));
    if (!gelezen.ok) throw new Error('geen JAdES');
    const { beschermd, handtekening, pars } = gelezen.waarde;
    expect(pars).to.include.members(['(request-target)', 'content-type', 'digest']);
    const payload = bouwJadesPayload(pars, {
      method: 'POST',
      target: verzoek.url ?? '',
      kop: (naam) => verzoek.headers[naam] as string | undefined,
    });
    if (!payload.ok) throw new Error(payload.fout);
    const sleutel = { key: HUB.openbaar, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', jadesInvoer(beschermd, payload.waarde), sleutel, handtekening)).to.equal(true);
  });

  it('tries again with the same event until it is taken, and keeps the order', async function () {
    antwoorden = [[503], [500]];

    webhook.stuur(RIJ);
    webhook.stuur({ ...RIJ, gesloten: T0 });
    await na(4);

    const gebeurtenissen = ontvangen.map(({ body }) => JSON.parse(body.toString()) as { id: string; type: string });
    expect(new Set(gebeurtenissen.slice(0, 3).map(({ id }) => id)).size).to.equal(1);
    expect(gebeurtenissen[3]?.type).to.equal('nl.knooppunt.alarm-gesloten');
  });

  it('follows no redirect', async function () {
    antwoorden = [[307, { Location: '/elders' }]];

    webhook.stuur(RIJ);
    await na(2);

    expect(ontvangen.map(({ verzoek }) => verzoek.url)).to.deep.equal(['/alarm?van=hub', '/alarm?van=hub']);
  });

  it('holds a bounded number and drops the oldest; closing gives up what waits', async function () {
    const traag = maak(() => 3_600_000);
    antwoorden = [[503]];
    for (let i = 0; i < 150; i += 1) traag.stuur(RIJ);
    await na(1);

    await traag.close();

    expect(log.regels.filter(({ zin }) => zin.includes('loopt achter'))).to.have.length(49);
    expect(ontvangen).to.have.length(1);
  });
});
