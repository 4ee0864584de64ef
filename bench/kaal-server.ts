import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { ServerAntwoord, ServerVraag } from './server-vorm.ts';

/**
 * The least that a server does: reads the body, answers a fixed 202. `node kaal-server.js http|express|express-json`,
 * the last in the way of its own manual (`express.raw`, `res.json`).
 */

const antwoord = (bericht: ServerAntwoord): void => void process.send?.(bericht);
const INHOUD = { traceerId: 'x'.repeat(36), ontvangstbewijs: 'x'.repeat(500) };
const BODY = Buffer.from(JSON.stringify(INHOUD));

function lees(req: IncomingMessage, res: ServerResponse): void {
  const delen: Buffer[] = [];
  req.on('data', (deel: Buffer) => delen.push(deel));
  req.on('end', () => {
    if (Buffer.concat(delen).length === 0) throw new Error('geen body');
    res.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': BODY.length });
    res.end(BODY);
  });
}

function maakApp(soort: string): (req: IncomingMessage, res: ServerResponse) => void {
  if (soort === 'http') return lees;
  const app = express();
  app.disable('x-powered-by').disable('etag');
  if (soort === 'express') app.post('/v1/berichten', lees);
  else
    app.post('/v1/berichten', express.raw({ type: 'application/xml', limit: '25mb' }), (_req, res) => {
      res.status(202).json(INHOUD);
    });
  return app;
}

const server = createServer(maakApp(process.argv[2] ?? 'http'));
server.listen(0, '127.0.0.1', () => antwoord({ soort: 'open', poort: (server.address() as AddressInfo).port }));

process.on('message', (vraag: ServerVraag) => {
  if (vraag.soort === 'rust') antwoord({ soort: 'rust' });
  else process.exit(0);
});
