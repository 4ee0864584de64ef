import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import { expect } from 'chai';
import { createApp } from '../../src/http/app.ts';

describe('The Express application and the classes of its server', function () {
  it('leaves a request and its answer the prototypes with which Node made them', async function () {
    const { app, klassen } = createApp();
    const gezien: (object | null)[] = [];
    app.get('/hier', (req: Request, res: Response) => {
      gezien.push(Object.getPrototypeOf(req) as object, Object.getPrototypeOf(res) as object);
      res.status(203).json({ pad: req.path, app: req.app === app, kop: req.get('x-proef') });
    });
    const server = createServer({ ...klassen }, (req, res) => {
      gezien.push(Object.getPrototypeOf(req) as object, Object.getPrototypeOf(res) as object);
      app(req, res);
    });
    await new Promise<void>((los) => server.listen(0, '127.0.0.1', los));
    try {
      const { port } = server.address() as AddressInfo;
      const antwoord = await haal(port, '/hier?x=1');

      expect(antwoord).to.deep.equal({ status: 203, body: '{"pad":"/hier","app":true,"kop":"ja"}' });
      const [req, res] = [klassen.IncomingMessage.prototype, klassen.ServerResponse.prototype];
      expect(gezien).to.have.ordered.members([req, res, req, res]);
      expect(app.request).to.equal(req);
    } finally {
      server.close();
    }
  });
});

function haal(port: number, path: string): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((los, faal) => {
    get({ host: '127.0.0.1', port, path, agent: false, headers: { 'x-proef': 'ja' } }, (res: IncomingMessage) => {
      let body = '';
      res.setEncoding('utf8').on('data', (deel: string) => (body += deel));
      res.on('end', () => los({ status: res.statusCode, body }));
    }).on('error', faal);
  });
}
