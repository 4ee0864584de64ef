import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

/** A listener that nobody may ever call: what hostile files point at. */
export interface Lokaas {
  readonly poort: number;
  /** How many connections this process made to it. */
  readonly gebeld: () => number;
}

let gezet: Promise<Lokaas> | undefined;

/** Listens once for this process: on 127.0.0.1:9, where files from outside point too, or elsewhere when that may not be. */
export function zetLokaas(): Promise<Lokaas> {
  return (gezet ??= luister(9).catch(() => luister(0)));
}

/** Listens on a port of 127.0.0.1, 0 for any; for as long as the process runs, without keeping it alive. */
export function luister(poort: number): Promise<Lokaas> {
  return new Promise((klaar, mislukt) => {
    let gebeld = 0;
    const server = createServer((socket) => {
      if (isVanOns(socket.remotePort ?? 0, socket.localPort ?? 0)) gebeld += 1;
      socket.destroy();
    });
    server.once('error', mislukt);
    server.listen(poort, '127.0.0.1', () => {
      server.unref();
      klaar({ poort: (server.address() as AddressInfo).port, gebeld: () => gebeld });
    });
  });
}

/**
 * Tells whether the other end of a connection is a socket of this process. Port 9 is no secret: another program on the
 * same machine may call it, which says nothing about the hub. Where that cannot be told, every call counts. Both ends
 * count: the port that calls may be left over from an earlier connection to elsewhere.
 */
function isVanOns(van: number, naar: number): boolean {
  const adres = (poort: number): string => `0100007F:${poort.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    const velden = readFileSync('/proc/net/tcp', 'latin1')
      .split('\n')
      .map((regel) => regel.trim().split(/\s+/))
      .find(([, hier, daar]) => hier === adres(van) && daar === adres(naar));
    const inode = velden?.[9];
    return inode === undefined || eigenSockets().has(`socket:[${inode}]`);
  } catch {
    return true;
  }
}

function eigenSockets(): ReadonlySet<string> {
  const map = '/proc/self/fd';
  return new Set(
    readdirSync(map).map((fd) => {
      try {
        return readlinkSync(`${map}/${fd}`);
      } catch {
        return '';
      }
    }),
  );
}
