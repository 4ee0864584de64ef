import { expect } from 'chai';
import { createServer, request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { leesBody, type BodyFout } from '../../src/http/lees-body.ts';
import type { Uitkomst } from '../../src/bericht/uitkomst.ts';

/** A clock of which the monotonic side is moved by hand. */
function createHandKlok() {
  let ms = 0;
  return { nu: () => new Date(0), monotoonMs: () => ms, verder: (stap: number) => (ms += stap) };
}

describe('Reading a body', function () {
  const klok = createHandKlok();
  const GRENZEN = { maxBytes: 1_000_000, timeoutMs: 60_000, minBytesPerSeconde: 1024 };

  /** Opens a request that never ends by itself, with some bytes sent; gives what reading it comes to. */
  async function lees(bytes: number, verderMs: number): Promise<Uitkomst<Buffer, BodyFout> | 'leest nog'> {
    const server = createServer();
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
    const binnen = new Promise<IncomingMessage>((klaar) => server.once('request', klaar));
    const { port } = server.address() as AddressInfo;
    const vraag: ClientRequest = request({ port, host: '127.0.0.1', method: 'POST' });
    vraag.on('error', () => undefined);
    vraag.write(Buffer.alloc(bytes));
    const req = await binnen;
    let aangekomen = 0;
    const alles = new Promise<void>((klaar) => {
      req.on('data', (deel: Buffer) => {
        aangekomen += deel.length;
        if (aangekomen === bytes) klaar();
      });
    });
    const gelezen = leesBody(req, GRENZEN, klok);
    await alles;
    klok.verder(verderMs);
    // two looks of the one-second clock inside: it has had every chance to say no
    const nog = new Promise<'leest nog'>((klaar) => setTimeout(klaar, 2_100, 'leest nog'));
    const uit = await Promise.race([gelezen, nog]);
    vraag.destroy();
    server.closeAllConnections();
    server.close();
    return uit;
  }

  it('gives up on a sender who stays under 1 KiB a second after ten seconds', async () => {
    expect(await lees(10_000, 11_000)).to.deep.equal({ ok: false, fout: 'te_langzaam' });
  });

  it('lets a sender be who is slow for less than ten seconds', async () => {
    expect(await lees(100, 9_000)).to.equal('leest nog');
  });

  it('lets a sender be who is above that rate, up to the time for the whole', async () => {
    expect(await lees(40_000, 30_000)).to.equal('leest nog');
    expect(await lees(900_000, 61_000)).to.deep.equal({ ok: false, fout: 'te_langzaam' });
  });
});
