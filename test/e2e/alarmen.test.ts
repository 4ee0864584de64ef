import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { openProefHub, PROJECT, type ProefHub } from './proef-hub.ts';
import { stuurRuw } from './ondertekend-verzoek.ts';

describe('Alarms of a running hub', function () {
  this.timeout(60_000);
  let routing: string;
  let proef: ProefHub;
  let server: Server;
  let gebeurtenissen: { type: string; data: { code: string } }[];
  let opGebeurtenis: () => void;

  const na = (aantal: number): Promise<void> =>
    new Promise((los) => {
      opGebeurtenis = () => {
        if (gebeurtenissen.length >= aantal) los();
      };
      opGebeurtenis();
    });

  beforeEach(async function () {
    gebeurtenissen = [];
    opGebeurtenis = () => undefined;
    server = createServer((verzoek, antwoord) => {
      let tekst = '';
      verzoek.on('data', (deel: Buffer) => (tekst += deel.toString()));
      verzoek.on('end', () => {
        antwoord.writeHead(204).end();
        gebeurtenissen.push(JSON.parse(tekst) as (typeof gebeurtenissen)[number]);
        opGebeurtenis();
      });
    });
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
    routing = mkdtempSync(join(tmpdir(), 'knooppunt-routing-'));
    cpSync(join(PROJECT, 'routing'), routing, { recursive: true });
    proef = await openProefHub({
      routingMap: routing,
      alarmWebhook: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarm` },
    });
  });

  afterEach(async function () {
    await proef.ruimOp();
    rmSync(routing, { recursive: true, force: true });
    server.closeAllConnections();
    await new Promise((klaar) => server.close(klaar));
  });

  const meting = async (): Promise<string> => {
    const { body } = await stuurRuw(
      proef.poort,
      'GET',
      '/metrics',
      [['Host', `localhost:${proef.poort}`]],
      Buffer.alloc(0),
    );
    return /^knooppunt_alarmen_open\{code="TABELLEN"\} (\d+)$/m.exec(body.toString())?.[1] ?? 'geen';
  };

  it('opens TABELLEN on a faulty table in metric, log and webhook, and closes it when the table is mended', async function () {
    const bestand = join(routing, 'mandaten.csv');
    const goed = readFileSync(bestand, 'utf8');
    writeFileSync(bestand, 'dit,is,geen,tabel\n');
    await proef.hub.herlaad();
    const open = await meting();
    writeFileSync(bestand, goed);
    await proef.hub.herlaad();
    const dicht = await meting();
    await na(2);

    expect([open, dicht]).to.deep.equal(['1', '0']);
    expect(gebeurtenissen.map(({ type, data }) => `${type} ${data.code}`)).to.deep.equal([
      'nl.knooppunt.alarm-geopend TABELLEN',
      'nl.knooppunt.alarm-gesloten TABELLEN',
    ]);
    expect(proef.logboek().match(/"alarm open"/g)).to.have.length(1);
    expect(proef.logboek().match(/"alarm gesloten"/g)).to.have.length(1);
  });

  it('closes KLOK at a start on which the clock is in order: it stayed open for good', async function () {
    await proef.stop();
    const store = await createSqliteStore({ pad: join(proef.dataMap, 'knooppunt.db') });
    const nu = new Date();
    await store.alarmen.bewaar(
      [{ id: randomUUID(), code: 'KLOK', onderwerp: '', sinds: nu, laatst: nu, aantal: 1 }],
      new Date(0),
    );
    await store.close();

    const weer = await openProefHub({ routingMap: routing }, proef.dataMap);
    await weer.hub.herlaad();
    await weer.stop();

    expect(weer.logboek()).to.match(/"code":"KLOK".*alarm gesloten|alarm gesloten.*"code":"KLOK"/);
  });
});
