import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { naarRawHeaders } from '../signature/koppen.ts';
import type { KopRegel } from '../signature/koppen.ts';
import { ClientInstellingFout } from './fouten.ts';

/** Where the hub is and how it is reached. */
export interface TransportOpties {
  /** `https://host[:port][/prefix]`; plain `http` on loopback only. */
  readonly url: string;
  /** CAs that the TLS certificate of the hub may chain to, PEM; default those of Node. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /** Certificate (with its chain) and key for mutual TLS, PEM. Another one than that for signing is advised. */
  readonly clientCert?: { readonly certificaat: string | Buffer; readonly sleutel: string | Buffer };
  /** Longest time for one attempt in milliseconds, without the time that a long poll asks for. Default 60 000. */
  readonly timeoutMs?: number;
  /** Connections at once. Default 8. */
  readonly maxVerbindingen?: number;
}

/** A request with exactly these headers and bytes. */
export interface RuwVerzoek {
  readonly method: string;
  /** Path and query, without the prefix of the URL's own path. */
  readonly target: string;
  /** All headers but `Host`. */
  readonly koppen: readonly KopRegel[];
  readonly body: Buffer;
  /** Time that the hub may take on purpose, on top of the longest time for an attempt. */
  readonly extraTijdMs?: number | undefined;
  readonly signaal?: AbortSignal | undefined;
}

/** An answer as received. */
export interface RuwAntwoord {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  /** First value of a header, by its lower-case name. */
  readonly kop: (naam: string) => string | undefined;
  readonly body: Buffer;
}

/** One way to one hub; connections stay open between calls. */
export interface Transport {
  readonly scheme: 'http' | 'https';
  /** Value of `Host` as it goes over the wire, and so as it is signed. */
  readonly host: string;
  /** Path before every target, without a slash at its end; often empty. */
  readonly voorvoegsel: string;
  /**
   * Sends once.
   * @throws VerbindingVerbroken when no whole answer came; the reason of `signaal` when that ended it.
   */
  stuur(verzoek: RuwVerzoek): Promise<RuwAntwoord>;
  /** Ends idle connections. Idempotent. */
  close(): void;
}

/** No whole answer came: refused, reset, cut, or too slow. The request may have arrived. */
export class VerbindingVerbroken extends Error {
  override readonly name = 'VerbindingVerbroken';
  /** Code of the operating system or of Node, such as `ECONNREFUSED`; `TIJD` when it took too long. */
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(`verbinding met het knooppunt mislukt (${code})`, { cause });
    this.code = code;
  }
}

/** 25 MB of XML as base64 in JSON, with room for what is around it. */
const MAX_ANTWOORD_BYTES = 64_000_000;
const TIMEOUT_MS = 60_000;

/**
 * Opens nothing yet; connections are made when they are needed.
 * @throws ClientInstellingFout when the URL cannot be used.
 */
export function createTransport(opties: TransportOpties): Transport {
  const url = leesUrl(opties.url);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const { timeoutMs = TIMEOUT_MS, maxVerbindingen = 8, ca, clientCert } = opties;
  const agentOpties = { keepAlive: true, maxSockets: maxVerbindingen };
  const agent =
    scheme === 'http'
      ? new HttpAgent(agentOpties)
      : new HttpsAgent({
          ...agentOpties,
          minVersion: 'TLSv1.2',
          ...(ca === undefined ? {} : { ca: typeof ca === 'string' || Buffer.isBuffer(ca) ? ca : [...ca] }),
          ...(clientCert === undefined ? {} : { cert: clientCert.certificaat, key: clientCert.sleutel }),
        });
  const request = scheme === 'http' ? httpRequest : httpsRequest;
  const voorvoegsel = url.pathname.replace(/\/+$/, '');

  return {
    scheme,
    host: url.host,
    voorvoegsel,
    stuur: ({ method, target, koppen, body, extraTijdMs = 0, signaal }) =>
      wissel(
        (ontvang) =>
          request(
            {
              agent,
              host: url.hostname.replace(/^\[|\]$/g, ''),
              ...(url.port === '' ? {} : { port: Number(url.port) }),
              method,
              path: voorvoegsel + target,
              // a flat list goes out as it stands: same order, same spelling, nothing added
              headers: ['Host', url.host, ...naarRawHeaders(koppen)],
              setHost: false,
            } satisfies RequestOptions,
            ontvang,
          ),
        { body, timeoutMs: timeoutMs + extraTijdMs, signaal },
      ),
    close: () => agent.destroy(),
  };
}

interface Wissel {
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signaal: AbortSignal | undefined;
}

function wissel(
  open: (ontvang: (antwoord: IncomingMessage) => void) => ClientRequest,
  { body, timeoutMs, signaal }: Wissel,
): Promise<RuwAntwoord> {
  return new Promise((resolve, reject) => {
    if (signaal?.aborted === true) {
      reject(redenVan(signaal));
      return;
    }
    const verzoek = open((antwoord) => ontvang(antwoord));
    const uiterlijk = setTimeout(() => mislukt(new VerbindingVerbroken('TIJD')), timeoutMs);
    const stop = (): void => mislukt(redenVan(signaal));
    signaal?.addEventListener('abort', stop, { once: true });
    verzoek.on('error', (fout: NodeJS.ErrnoException) => mislukt(new VerbindingVerbroken(fout.code ?? 'FOUT', fout)));
    verzoek.end(body);

    function ontvang(antwoord: IncomingMessage): void {
      const delen: Buffer[] = [];
      let bytes = 0;
      antwoord.on('data', (deel: Buffer) => {
        bytes += deel.length;
        if (bytes > MAX_ANTWOORD_BYTES) mislukt(new VerbindingVerbroken('ANTWOORD_TE_GROOT'));
        else delen.push(deel);
      });
      antwoord.on('error', (fout: NodeJS.ErrnoException) =>
        mislukt(new VerbindingVerbroken(fout.code ?? 'AFGEBROKEN', fout)),
      );
      antwoord.on('end', () => {
        // a body that was cut must not pass for a short one
        if (!antwoord.complete) {
          mislukt(new VerbindingVerbroken('AFGEBROKEN'));
          return;
        }
        ruimOp();
        resolve({
          status: antwoord.statusCode ?? 0,
          rawHeaders: antwoord.rawHeaders,
          kop: (naam) => {
            const waarde = antwoord.headers[naam];
            return Array.isArray(waarde) ? waarde[0] : waarde;
          },
          body: Buffer.concat(delen, bytes),
        });
      });
    }

    function mislukt(fout: Error): void {
      ruimOp();
      reject(fout);
      verzoek.destroy();
    }

    function ruimOp(): void {
      clearTimeout(uiterlijk);
      signaal?.removeEventListener('abort', stop);
    }
  });
}

function redenVan(signaal: AbortSignal | undefined): Error {
  const reden: unknown = signaal?.reason;
  return reden instanceof Error ? reden : new Error('afgebroken', { cause: reden });
}

function leesUrl(tekst: string): URL {
  const url = URL.canParse(tekst) ? new URL(tekst) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ClientInstellingFout('Het adres van het knooppunt is geen http- of https-adres.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ClientInstellingFout('Het adres van het knooppunt mag geen gebruikersnaam, vraag of # bevatten.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ClientInstellingFout(
      'Zonder TLS (http) praat de client alleen met een knooppunt op dezelfde machine. Gebruik https.',
    );
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}
