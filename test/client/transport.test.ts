import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { ClientInstellingFout } from '../../src/client/fouten.ts';
import { createTransport, VerbindingVerbroken, type TransportOpties } from '../../src/client/transport.ts';
import { zorgVoorProefPki } from '../e2e/proef-certificaten.ts';
import { foutVan } from './fout-van.ts';

describe('The client library: its connections', function () {
  this.timeout(60_000);
  let server: Server;
  let url: string;
  let lees: (naam: string) => Buffer;
  let poorten: Set<number>;

  before(async function () {
    const pki = await zorgVoorProefPki();
    lees = (naam) => readFileSync(join(pki, naam));
    server = createServer(
      {
        key: lees('hub.key.pem'),
        cert: lees('hub.crt.pem'),
        ca: lees('ca.pem'),
        requestCert: true,
        rejectUnauthorized: false,
      },
      (req, res) => {
        const { socket } = req;
        if (!(socket instanceof TLSSocket)) throw new Error('geen TLS');
        poorten.add(socket.remotePort ?? 0);
        if (req.url === '/half') {
          res.writeHead(200, { 'Content-Length': '100' });
          res.write('een begin', () => socket.destroy());
          return;
        }
        res.setHeader('Set-Cookie', ['a=1', 'b=2']);
        res.end(JSON.stringify({ wie: socket.authorized, koppen: req.rawHeaders, url: req.url }));
      },
    );
    await new Promise<void>((klaar) => server.listen(0, 'localhost', klaar));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    poorten = new Set();
  });
  after(async function () {
    server.closeAllConnections();
    await new Promise((klaar) => server.close(klaar));
  });

  const vraag = async (opties: Partial<TransportOpties>, target = '/x?y=%2F') => {
    const transport = createTransport({ url, ...opties });
    try {
      const { body, kop } = await transport.stuur({
        method: 'POST',
        target,
        koppen: [['Content-Length', '2']],
        body: Buffer.from('ja'),
      });
      return { kop, ...(JSON.parse(body.toString()) as { wie: boolean; koppen: string[]; url: string }) };
    } finally {
      transport.close();
    }
  };

  it('speaks TLS with a CA that it was given, and shows its own certificate', async function () {
    const clientCert = { certificaat: lees('zorg-voorbeeldhof.crt.pem'), sleutel: lees('zorg-voorbeeldhof.key.pem') };

    const met = await vraag({ ca: [lees('ca.pem')], clientCert });
    const zonder = await vraag({ ca: lees('ca.pem') });

    expect([met.wie, zonder.wie]).to.deep.equal([true, false]);
  });

  it('sends exactly the headers that were signed, under the prefix of the address', async function () {
    const { koppen, url: target, kop } = await vraag({ ca: lees('ca.pem'), url: `${url}/hub/` });

    expect(koppen.filter((_, index) => index % 2 === 0)).to.deep.equal(['Host', 'Content-Length', 'Connection']);
    expect(koppen[1]).to.equal(new URL(url).host);
    expect(target).to.equal('/hub/x?y=%2F');
    expect(kop('set-cookie')).to.equal('a=1');
  });

  it('does not speak to a hub whose TLS certificate it cannot trust', async function () {
    const fout = await foutVan(() => vraag({}), VerbindingVerbroken);

    expect(fout.code).to.match(/SELF_SIGNED|UNABLE_TO/);
  });

  it('does not take an answer that was cut for a short one', async function () {
    const fout = await foutVan(() => vraag({ ca: lees('ca.pem') }, '/half'), VerbindingVerbroken);

    expect(fout.code).to.be.oneOf(['ECONNRESET', 'AFGEBROKEN']);
  });

  it('uses one connection for calls after one another', async function () {
    const transport = createTransport({ url, ca: lees('ca.pem') });
    for (let keer = 0; keer < 3; keer += 1)
      await transport.stuur({ method: 'GET', target: '/', koppen: [], body: Buffer.alloc(0) });
    transport.close();

    expect(poorten.size).to.equal(1);
  });

  for (const adres of ['ftp://hub', 'https://jan:geheim@hub', 'https://hub/?a=b', 'http://10.0.0.1', 'niets']) {
    it(`refuses ${adres} as the address of a hub`, function () {
      expect(() => createTransport({ url: adres })).to.throw(ClientInstellingFout);
    });
  }
});
