import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { Config } from '../config/port.ts';
import type { HubApp } from './app.ts';
import { koppenVoor } from './koppen.ts';
import { PROBLEEM_TYPE, probleem } from './probleem.ts';

/** Key and certificates of the listener, as PEM. */
export interface TlsMateriaal {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly ca?: Buffer;
}

/** A listening server with an orderly end. */
export interface HubServer {
  readonly poort: number;
  /** Number of requests that are being answered. */
  readonly bezig: () => number;
  /**
   * Stops accepting, lets what is under way finish within `stopMs`, then closes what is left.
   * @returns true when everything finished by itself.
   */
  close(stopMs: number): Promise<boolean>;
}

/** Header lines in one request; more are refused with 431 (own choice, hostile-input H101). */
const MAX_HEADERS = 100;

/** Codes of Node's parser that say which answer a broken request gets. */
const PARSER_ANTWOORD: Readonly<Record<string, FoutCode>> = {
  HPE_HEADER_OVERFLOW: 'KOPPEN',
  ERR_HTTP_REQUEST_TIMEOUT: 'TIJD',
};

function bijKapotVerzoek(fout: Error & { code?: string }, socket: Socket): void {
  if (fout.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  schrijfProbleem(socket, PARSER_ANTWOORD[fout.code ?? ''] ?? 'SYNTAX');
}

/** Says no on a socket that no response belongs to, and ends it. */
function schrijfProbleem(socket: Duplex, code: FoutCode, koppen: readonly string[] = []): void {
  const inhoud = probleem(code);
  const body = JSON.stringify(inhoud);
  const regels = [
    `HTTP/1.1 ${inhoud.status} ${STATUS_CODES[inhoud.status] ?? ''}`,
    `Content-Type: ${PROBLEEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...koppenVoor(socket).map(([naam, waarde]) => `${naam}: ${waarde}`),
    ...koppen,
    'Connection: close',
  ];
  socket.end(`${regels.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Opens the listener with the limits of the configuration: header block and time, connections in all and per address,
 * HTTP/1.1 with the strict parser only.
 * @throws the error of the operating system when the port is taken or may not be opened.
 */
export async function openServer(
  config: Config,
  tls: TlsMateriaal | undefined,
  { app, klassen }: HubApp,
): Promise<HubServer> {
  const { limieten } = config;
  let bezig = 0;
  let stopt = false;
  const perAdres = new Map<string, number>();

  const luisteraar = (req: IncomingMessage, res: ServerResponse): void => {
    bezig += 1;
    res.once('close', () => {
      bezig -= 1;
    });
    // a reader that takes nothing for this long is let go; while we read or judge, other clocks run
    res.once('prefinish', () => req.socket.setTimeout(limieten.antwoordTimeoutMs));
    if (stopt) res.setHeader('Connection', 'close');
    app(req, res);
  };

  const opties = {
    ...klassen,
    maxHeaderSize: 32 * 1024,
    headersTimeout: limieten.headersTimeoutMs,
    // the body has its own clock in leesBody; this one is the safety net behind it
    requestTimeout: limieten.headersTimeoutMs + limieten.bodyTimeoutMs + 5000,
    keepAliveTimeout: 15_000,
    connectionsCheckingInterval: Math.min(1000, limieten.headersTimeoutMs),
    insecureHTTPParser: false,
    requireHostHeader: false,
  };
  const server: Server =
    tls === undefined
      ? createHttpServer(opties, luisteraar)
      : createHttpsServer(
          {
            ...opties,
            key: tls.key,
            cert: tls.cert,
            minVersion: 'TLSv1.2',
            ...(tls.ca === undefined ? {} : { ca: tls.ca, requestCert: true, rejectUnauthorized: true }),
          },
          luisteraar,
        );
  // one line more than allowed is read, so that a request with too many is told apart from one that was cut
  server.maxHeadersCount = MAX_HEADERS + 1;
  server.maxConnections = limieten.maxVerbindingen;
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    // the door decides before the body: 413 goes out instead of 100
    if (Number(req.headers['content-length'] ?? 0) <= limieten.maxBytes) res.writeContinue();
    luisteraar(req, res);
  });
  server.on('checkExpectation', (_req: IncomingMessage, res: ServerResponse) => stuurProbleem(res, 'VERWACHTING'));
  server.on('clientError', bijKapotVerzoek);
  // without a listener Node ends the connection of a CONNECT without a word; with one it takes its own error handler away
  server.on('connect', (_req: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    schrijfProbleem(socket, 'METHODE', ['Allow: GET, HEAD, POST']);
  });
  server.on('connection', (socket: Socket) => {
    const adres = socket.remoteAddress ?? '';
    const aantal = (perAdres.get(adres) ?? 0) + 1;
    if (aantal > limieten.maxVerbindingenPerAdres) {
      socket.destroy();
      return;
    }
    perAdres.set(adres, aantal);
    socket.once('close', () => {
      const rest = (perAdres.get(adres) ?? 1) - 1;
      if (rest === 0) perAdres.delete(adres);
      else perAdres.set(adres, rest);
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: config.poort, host: config.adres, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const adres = server.address();
  let gesloten: Promise<boolean> | undefined;
  return {
    poort: typeof adres === 'object' && adres !== null ? adres.port : config.poort,
    bezig: () => bezig,
    close: (stopMs) =>
      (gesloten ??= new Promise((resolve) => {
        stopt = true;
        let vanzelf = true;
        const uiterlijk = setTimeout(() => {
          vanzelf = false;
          server.closeAllConnections();
        }, stopMs);
        server.close(() => {
          clearTimeout(uiterlijk);
          resolve(vanzelf);
        });
        server.closeIdleConnections();
      })),
  };
}

/** Says whether a request has more header lines than allowed. */
export function heeftTeVeelKoppen(req: IncomingMessage): boolean {
  return req.rawHeaders.length > MAX_HEADERS * 2;
}

/** Sends an unsigned no: for requests whose sender is not proven. */
export function stuurProbleem(
  res: ServerResponse,
  code: FoutCode,
  details: Parameters<typeof probleem>[1] = {},
  koppen: readonly (readonly [string, string | readonly string[]])[] = [],
): void {
  if (res.headersSent) return;
  const inhoud = probleem(code, details);
  const body = Buffer.from(JSON.stringify(inhoud));
  for (const [naam, waarde] of koppenVoor(res.socket)) res.setHeader(naam, waarde);
  for (const [naam, waarde] of koppen) res.setHeader(naam, waarde);
  res.writeHead(inhoud.status, {
    'Content-Type': PROBLEEM_TYPE,
    'Content-Length': body.length,
  });
  res.end(body);
}
