import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { ondertekenVerzoek } from '../../src/signature/onderteken-verzoek.ts';
import { contractDocument } from '../docs/contract-document.ts';
import { ondertekenaarVan } from './ondertekend-verzoek.ts';
import { zorgVoorProefPki } from './proef-certificaten.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';

type Koppen = readonly (readonly [string, string])[];

interface Antwoord {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly tekst: string;
}

const EEN_ID = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
const CONTACT = { naam: 'Hub Voorbeeld', email: 'hub@voorbeeld.example', url: 'https://voorbeeld.example/contact' };
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * The core rules of the Dutch REST API Design Rules 2.x against a running hub under TLS. The rules about names in the
 * document are held by `.spectral.yaml` (test/docs/spectral.test.ts), on the document that the first test finds here.
 */
describe('The Dutch API Design Rules, on a running hub', function () {
  this.timeout(60_000);
  let proef: ProefHub;
  let certs: string;
  let document: ReturnType<typeof contractDocument>;
  let paden: readonly (readonly [pad: string, methoden: readonly string[]])[];
  /** Answers of every kind: good ones, and a no of each layer that can say one. */
  let antwoorden: ReadonlyMap<string, Antwoord>;

  before(async function () {
    certs = await zorgVoorProefPki();
    proef = await openProefHub({
      tls: { sleutel: join(certs, 'hub.key.pem'), certificaat: join(certs, 'hub.crt.pem') },
      levering: {},
      contact: CONTACT,
    });
    document = JSON.parse((await stuur('GET', '/v1/openapi.json')).tekst) as typeof document;
    paden = Object.entries(document['paths'] as Record<string, object>).map(
      ([pad, methoden]) => [pad.replace(/\{\w+\}/g, EEN_ID), Object.keys(methoden)] as const,
    );
    antwoorden = new Map([
      ['200', await stuur('GET', '/v1/certificaten')],
      ['200 signed', await ondertekend('/v1/berichten?max=1')],
      ['404 signed', await ondertekend(`/v1/berichten/${EEN_ID}`)],
      ['400 of the router', await stuur('GET', '/v1/berichten/%zz')],
      ['400 of the parser', await ruw('GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n')],
      ['401', await stuur('GET', '/v1/berichten')],
      ['404', await stuur('GET', '/v1/niets')],
      ['405', await stuur('DELETE', '/v1/berichten')],
      ['405 of CONNECT', await ruw('CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n')],
      ['415', await stuur('POST', '/v1/berichten', [['Content-Type', 'text/plain']], 'x')],
      ['417', await stuur('POST', '/v1/berichten', [['Expect', 'iets-anders']])],
      ['431', await stuur('GET', '/v1/berichten', [['X-Lang', 'x'.repeat(40_000)]])],
    ]);
  });
  after(async () => proef.ruimOp());

  function stuur(method: string, path: string, koppen: Koppen = [], body?: string): Promise<Antwoord> {
    const host = `localhost:${proef.poort}`;
    return new Promise((resolve, reject) => {
      const verzoek = request(
        {
          ...{ host: 'localhost', port: proef.poort, method, path, agent: false, setHost: false },
          ca: readFileSync(join(certs, 'ca.pem')),
          headers: [
            ['Host', host],
            ...koppen,
            ...(body === undefined ? [] : [['Content-Length', `${body.length}`]]),
          ].flat(),
        },
        (antwoord) => {
          let tekst = '';
          antwoord.on('data', (deel: Buffer) => (tekst += deel.toString()));
          antwoord.on('end', () => resolve({ status: antwoord.statusCode ?? 0, headers: antwoord.headers, tekst }));
        },
      );
      verzoek.on('error', reject);
      verzoek.end(body);
    });
  }

  async function ondertekend(target: string): Promise<Antwoord> {
    const { koppen } = await ondertekenVerzoek(ondertekenaarVan(certs, 'gemeente-amsterdam'), {
      ...{ profiel: 'jades', method: 'GET', target, scheme: 'https', host: `localhost:${proef.poort}`, koppen: [] },
      ...{ body: Buffer.alloc(0), nu: new Date(), nonce: EEN_ID },
    });
    return stuur('GET', target, koppen);
  }

  /** Sends what no client library would. */
  async function ruw(verzoek: string): Promise<Antwoord> {
    const verbinding = connect({ host: 'localhost', port: proef.poort, ca: readFileSync(join(certs, 'ca.pem')) });
    verbinding.write(verzoek);
    let alles = '';
    for await (const deel of verbinding) alles += String(deel);
    const [kop = '', tekst = ''] = alles.split('\r\n\r\n');
    const [eerste = '', ...regels] = kop.split('\r\n');
    const headers = Object.fromEntries(
      regels.map((regel) => [regel.slice(0, regel.indexOf(':')).toLowerCase(), regel.slice(regel.indexOf(':') + 2)]),
    );
    return { status: Number(eerste.split(' ')[1]), headers, tekst };
  }

  const weigeringen = (): readonly (readonly [string, Antwoord])[] =>
    [...antwoorden].filter(([, { status }]) => status >= 400);

  it('/core/doc-openapi: the hub publishes the very document that the linter judges, in OpenAPI 3.1', function () {
    const { servers: _eigen, info, ...rest } = document;
    const { servers: _ander, info: verwacht, ...restVerwacht } = contractDocument();

    expect(document['openapi']).to.equal('3.1.0');
    expect(rest).to.deep.equal(restVerwacht);
    expect(Object.keys(info as object)).to.deep.equal(Object.keys(verwacht as object));
    expect(document['servers']).to.deep.include({ url: `https://localhost:${proef.poort}` });
  });

  it('/core/doc-openapi-contact: the document says whom to ask', function () {
    const { contact } = document['info'] as { contact: object };

    expect(contact).to.deep.equal({ name: CONTACT.naam, url: CONTACT.url, email: CONTACT.email });
  });

  it('/core/publish-openapi: /v1/openapi.json is JSON that a page of anybody may read', async function () {
    for (const methode of ['GET', 'HEAD']) {
      const { status, headers } = await stuur(methode, '/v1/openapi.json', [['Origin', 'https://elders.example']]);

      expect(status, methode).to.equal(200);
      expect(headers, methode).to.include({
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
      });
    }
  });

  it('/core/no-trailing-slash: no path answers with a slash behind it', async function () {
    for (const [pad, methoden] of paden)
      for (const methode of methoden) {
        const { status, tekst } = await stuur(methode.toUpperCase(), `${pad}/`);
        expect([status, (JSON.parse(tekst) as { code: string }).code], `${methode} ${pad}/`).to.deep.equal([
          404,
          'NIET_GEVONDEN',
        ]);
      }
  });

  it('/core/http-methods: other methods get 405 with Allow, HEAD answers as GET without a body', async function () {
    for (const [pad, methoden] of paden) {
      for (const methode of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
        const { status, headers } = await stuur(methode, pad);
        expect(status, `${methode} ${pad}`).to.equal(405);
        expect(headers.allow?.split(', '), pad).to.include.members(methoden.map((een) => een.toUpperCase()));
      }
      if (!methoden.includes('get')) continue;
      const [get, head] = [await stuur('GET', pad), await stuur('HEAD', pad)];
      expect([head.status, head.headers['content-type'], head.tekst], pad).to.deep.equal([
        get.status,
        get.headers['content-type'],
        '',
      ]);
    }
  });

  it('/core/uri-version: the API stands under its major version and nowhere else', async function () {
    for (const [pad] of paden.filter(([een]) => een.startsWith('/v1/'))) {
      // pages for people stand without a version, and are no part of the API
      const zonder = await stuur('GET', pad.replace('/v1/', '/'));
      expect(zonder.headers['content-type'] === 'text/html; charset=utf-8' || zonder.status === 404, pad).to.equal(
        true,
      );
      expect((await stuur('GET', pad.replace('/v1/', '/v2/'))).status, pad).to.equal(404);
    }
  });

  it('/core/semver and /core/version-header: every answer names the full version, that of the document', function () {
    const { version } = document['info'] as { version: string };

    expect(version).to.match(/^\d+\.\d+\.\d+$/);
    for (const [naam, { headers }] of antwoorden) expect(headers['api-version'], naam).to.equal(version);
  });

  it('/core/transport/security-headers: every answer has them, whoever says it', function () {
    for (const [naam, { headers }] of antwoorden) {
      expect(headers['cache-control'], naam).to.contain('no-store');
      expect(headers['content-security-policy'], naam).to.contain("frame-ancestors 'none'");
      expect(headers['strict-transport-security'], naam).to.match(/^max-age=31536000/);
      expect(headers['x-content-type-options'], naam).to.equal('nosniff');
      expect(headers['x-frame-options'], naam).to.equal('DENY');
      expect(headers['content-type'], naam).to.match(/^application\/(problem\+)?json$/);
    }
  });

  it('/core/stateless: no answer sets a cookie', function () {
    for (const [naam, { headers }] of antwoorden) expect(headers, naam).to.not.have.property('set-cookie');
  });

  it('/core/error-handling/problem-details: each no is a problem+json with the status that it has', function () {
    expect(weigeringen().map(([, { status }]) => status)).to.deep.equal([
      404, 400, 400, 401, 404, 405, 405, 415, 417, 431,
    ]);
    for (const [naam, { status, headers, tekst }] of weigeringen()) {
      const probleem = JSON.parse(tekst) as Record<string, unknown>;
      expect(headers['content-type'], naam).to.equal('application/problem+json');
      expect(probleem['status'], naam).to.equal(status);
      expect(probleem, naam).to.include.keys('title', 'detail', 'code');
    }
  });

  it('/core/transport/no-sensitive-uris: no parameter takes a person or a key', function () {
    const namen = [...JSON.stringify(document['paths']).matchAll(/"name":"(\w+)","in":"(?:path|query)"/g)].map(
      ([, naam]) => naam,
    );

    expect([...new Set(namen)].sort()).to.deep.equal([
      'berichtsoort',
      'cursor',
      'leveringId',
      'max',
      'na',
      'ookGesloten',
      'status',
      'tot',
      'traceerId',
      'vanaf',
      'wachtSeconden',
    ]);
  });

  it('date and time: moments are RFC 3339 in UTC, in what the hub says and in what it takes', async function () {
    const { certificaten } = JSON.parse(antwoorden.get('200')!.tekst) as { certificaten: Record<string, string>[] };
    for (const { geldigVan, geldigTot } of certificaten)
      expect([geldigVan, geldigTot].join(' ')).to.match(/^\S+Z \S+Z$/);
    for (const { geldigVan } of certificaten) expect(geldigVan).to.match(MOMENT);

    expect((await ondertekend('/v1/berichten?vanaf=2026-11-25T09:30:00Z')).status).to.equal(200);
    for (const anders of ['2026-11-25', '2026-11-25T09:30:00', '1764063000', '2026-11-25T09:30:00%2B01:00'])
      expect((await ondertekend(`/v1/berichten?vanaf=${anders}`)).status, anders).to.equal(400);
  });
});
