import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wacht } from 'node:timers/promises';
import { stukkenVan, type Brok } from './brokken.ts';

/** What a script does to the socket, one after another. */
export type Stap =
  | string
  | Brok
  /** Lets so many milliseconds pass. */
  | { readonly wachtMs: number }
  /** Ends our side (the other may still answer), or reads no byte of the answer from here on. */
  | { readonly doe: 'einde' | 'lees_niet' };

/** What came back over a socket. */
export interface RuwAntwoord {
  /** 0 = the connection ended without an answer. */
  readonly status: number;
  /** Status lines before the answer: 100 after `Expect`. */
  readonly tussendoor: readonly number[];
  /** Lower-case names. */
  readonly koppen: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Everything that came, as it came. */
  readonly ruw: Buffer;
  readonly duurMs: number;
  /** Whether the other side ended the connection. */
  readonly gesloten: boolean;
}

/** How a script is played. */
export interface SpeelOpties {
  readonly poort: number;
  /** Address to come from; any of 127.0.0.0/8. */
  readonly vanAdres?: string;
  /** Waits for the end of the connection, not only for the answer. */
  readonly totEinde?: boolean;
  /** Gives up after this time: the answer then has status 0 and is not closed. */
  readonly uiterlijkMs?: number;
}

interface Gelezen {
  readonly status: number;
  readonly tussendoor: readonly number[];
  readonly koppen: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly volledig: boolean;
}

const NIETS: Gelezen = { status: 0, tussendoor: [], koppen: new Map(), body: Buffer.alloc(0), volledig: false };

/** Plays a script over a new connection, and reads what comes back meanwhile. */
export async function speel(stappen: Iterable<Stap>, opties: SpeelOpties): Promise<RuwAntwoord> {
  const begin = performance.now();
  const socket = connect({
    host: '127.0.0.1',
    port: opties.poort,
    ...(opties.vanAdres === undefined ? {} : { localAddress: opties.vanAdres }),
    allowHalfOpen: true,
  });
  const delen: Buffer[] = [];
  let lengte = 0;
  let gesloten = false;
  let gelezen = NIETS;
  const klaar = new Promise<void>((los) => {
    const uiterlijk = setTimeout(los, opties.uiterlijkMs ?? 60_000);
    const einde = (): void => {
      clearTimeout(uiterlijk);
      los();
    };
    socket.on('data', (deel: Buffer) => {
      delen.push(deel);
      lengte += deel.length;
      // a long answer is only looked at when it may be whole
      if (lengte < 1_000_000 || delen.length % 64 === 0) gelezen = ontleed(Buffer.concat(delen));
      if (gelezen.volledig && opties.totEinde !== true) einde();
    });
    socket.on('error', () => undefined);
    socket.on('end', () => {
      gesloten = true;
      einde();
    });
    socket.on('close', () => {
      gesloten = true;
      einde();
    });
  });
  const stop = new AbortController();
  void klaar.then(() => stop.abort());
  await Promise.race([schrijf(socket, stappen, stop.signal), klaar]);
  await klaar;
  socket.destroy();
  const ruw = Buffer.concat(delen);
  const { status, tussendoor, koppen, body } = ontleed(ruw);
  return { status, tussendoor, koppen, body, ruw, gesloten, duurMs: performance.now() - begin };
}

async function schrijf(socket: Socket, stappen: Iterable<Stap>, stop: AbortSignal): Promise<void> {
  try {
    for (const stap of stappen) {
      if (stop.aborted || socket.destroyed) return;
      if (typeof stap === 'string') socket.write(stap, 'latin1');
      else if ('doe' in stap) {
        if (stap.doe === 'einde') socket.end();
        else socket.pause();
      } else if ('wachtMs' in stap) await wacht(stap.wachtMs, undefined, { signal: stop });
      else
        for (const stuk of stukkenVan([stap])) if (!socket.write(stuk)) await once(socket, 'drain', { signal: stop });
    }
  } catch {
    // the other side went away, or has answered already: what came back tells
  }
}

/** Reads one answer of HTTP/1.1; what we ask never gives one in chunks. */
function ontleed(ruw: Buffer): Gelezen {
  const tussendoor: number[] = [];
  let plaats = 0;
  for (;;) {
    const eind = ruw.indexOf('\r\n\r\n', plaats, 'latin1');
    if (eind < 0) return { ...NIETS, tussendoor };
    const [regel = '', ...regels] = ruw.toString('latin1', plaats, eind).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(regel)?.[1] ?? 0);
    plaats = eind + 4;
    if (status >= 100 && status < 200) {
      tussendoor.push(status);
      continue;
    }
    const koppen = new Map<string, string>();
    for (const kop of regels) {
      const naam = kop.slice(0, kop.indexOf(':')).toLowerCase();
      const waarde = kop.slice(kop.indexOf(':') + 1).trim();
      const eerder = koppen.get(naam);
      koppen.set(naam, eerder === undefined ? waarde : `${eerder}, ${waarde}`);
    }
    const lengte = Number(koppen.get('content-length') ?? 0);
    const body = ruw.subarray(plaats, plaats + lengte);
    return { status, tussendoor, koppen, body, volledig: body.length === lengte };
  }
}
