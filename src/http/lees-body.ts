import type { IncomingMessage } from 'node:http';
import { gelukt, mislukt, type Uitkomst } from '../bericht/uitkomst.ts';
import type { Klok } from '../observe/port.ts';

/** Bounds on reading a body. */
export interface BodyGrenzen {
  readonly maxBytes: number;
  /** The whole body must be in within this time. */
  readonly timeoutMs: number;
  /** After ten seconds at least this rate, or the sender is too slow. 0 = no such rule. */
  readonly minBytesPerSeconde: number;
}

/** Why a body was not read to its end. `afgebroken`: nobody is there to answer. */
export type BodyFout = 'te_groot' | 'te_langzaam' | 'afgebroken';

const GENADE_MS = 10_000;

/**
 * Reads the body of a request into one Buffer. A declared length above the limit is refused before a byte is read;
 * without one the limit is kept while reading.
 */
export function leesBody(req: IncomingMessage, grenzen: BodyGrenzen, klok: Klok): Promise<Uitkomst<Buffer, BodyFout>> {
  const lengte = req.headers['content-length'];
  if (lengte !== undefined && Number(lengte) > grenzen.maxBytes) return Promise.resolve(mislukt('te_groot'));
  return new Promise((resolve) => {
    const delen: Buffer[] = [];
    let gelezen = 0;
    const begin = klok.monotoonMs();
    const wekker = setInterval(
      () => {
        const duur = klok.monotoonMs() - begin;
        const teTraag = duur > GENADE_MS && gelezen / (duur / 1000) < grenzen.minBytesPerSeconde;
        if (duur >= grenzen.timeoutMs || teTraag) einde(mislukt('te_langzaam'));
      },
      Math.min(1000, grenzen.timeoutMs),
    );
    wekker.unref();

    const bijDeel = (deel: Buffer): void => {
      gelezen += deel.length;
      if (gelezen > grenzen.maxBytes) einde(mislukt('te_groot'));
      else delen.push(deel);
    };
    const bijEinde = (): void => {
      const [enige] = delen;
      einde(gelukt(delen.length === 1 && enige !== undefined ? enige : Buffer.concat(delen, gelezen)));
    };
    const bijBreuk = (): void => einde(mislukt('afgebroken'));

    function einde(uitkomst: Uitkomst<Buffer, BodyFout>): void {
      clearInterval(wekker);
      req.off('data', bijDeel).off('end', bijEinde).off('close', bijBreuk).off('error', bijBreuk);
      // an unread rest must not raise an error that nobody hears
      if (!uitkomst.ok) req.on('error', () => undefined).pause();
      resolve(uitkomst);
    }

    req.on('data', bijDeel).on('end', bijEinde).on('close', bijBreuk).on('error', bijBreuk);
  });
}
