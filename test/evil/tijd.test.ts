import { expect } from 'chai';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wacht } from 'node:timers/promises';
import { belofte } from './groep.ts';
import { KANARIE } from './kwaad/recept.ts';
import { jsonVan, openOpstelling, TRAAGHEID, type Opstelling } from './opstelling.ts';
import { geval } from './tafel.ts';
import { kopBlok, teken, type Getekend } from './teken.ts';
import { speel, type Stap } from './verbinding.ts';
import { ondertekenaarVan } from '../e2e/ondertekend-verzoek.ts';

const HEADERS_MS = 600;
const BODY_MS = 1_500;
const ANTWOORD_MS = 500;
const PER_ADRES = 40;
const GROOT_BYTES = 12_000_000;

function titel(id: string, meer = ''): string {
  return `${id} ${geval(id).titel}${meer}: ${belofte(geval(id))}`;
}

/** Drips bytes, each after a pause. */
function* druppel(tekst: string, pauzeMs: number): Generator<Stap> {
  for (const teken_ of tekst) {
    yield teken_;
    yield { wachtMs: pauzeMs };
  }
}

async function tot(waar: () => boolean, uiterlijkMs: number): Promise<void> {
  for (const einde = performance.now() + uiterlijkMs; !waar() && performance.now() < einde;) await wacht(10);
  expect(waar(), `within ${uiterlijkMs} ms`).to.equal(true);
}

describe('Hostile input: slow and crowded', function () {
  this.timeout(30_000 * TRAAGHEID);
  let opstelling: Opstelling;

  before(async () => {
    opstelling = await openOpstelling({
      limieten: {
        headersTimeoutMs: String(HEADERS_MS),
        bodyTimeoutMs: String(BODY_MS),
        antwoordTimeoutMs: String(ANTWOORD_MS),
        maxVerbindingenPerAdres: String(PER_ADRES),
        verzoekenPerSecondePerAdres: '100000',
        verzoekenPerSecondePerAansluiting: '100000',
      },
    });
  });
  after(async () => opstelling.ruimOp());

  const getekend = async (xml = opstelling.nieuw().xml): Promise<Getekend> =>
    teken(ondertekenaarVan(opstelling.proef.certificatenMap, 'gemeente-amsterdam'), opstelling.proef.poort, {
      body: [Buffer.from(xml)],
    });

  it(titel('H096'), async () => {
    const stappen = druppel(`POST /v1/berichten HTTP/1.1\r\nX-Traag: ${KANARIE.repeat(50)}`, 100);

    const antwoord = await speel(stappen, { poort: opstelling.proef.poort });

    expect(antwoord.status, antwoord.ruw.toString()).to.equal(408);
    expect(antwoord.duurMs).to.be.within(HEADERS_MS / 2, HEADERS_MS + 2_000 * TRAAGHEID);
  });

  it(titel('H097'), async () => {
    const goed = await getekend();
    const stappen = function* (): Generator<Stap> {
      yield kopBlok(goed);
      yield* druppel('<?xml version="1.0" encoding="UTF-8"?>'.repeat(5), 50);
    };

    const antwoord = await speel(stappen(), { poort: opstelling.proef.poort });

    expect(antwoord.status, antwoord.ruw.toString()).to.equal(408);
    expect(jsonVan(antwoord)['code']).to.equal('TIJD');
    expect(antwoord.duurMs).to.be.within(BODY_MS / 2, BODY_MS + 2_000 * TRAAGHEID);
  });

  let groot: string | undefined;
  /** Target of a content that is more than the kernel buffers on both sides of a loopback connection. */
  const grootDoel = async (): Promise<string> => {
    if (groot === undefined) {
      const ingediend = await opstelling.stuur({ body: [Buffer.from(opstelling.nieuw(GROOT_BYTES).xml)] });
      expect(ingediend.status, ingediend.body.toString()).to.equal(202);
      groot = `/v1/berichten/${jsonVan(ingediend)['traceerId'] as string}/inhoud`;
    }
    return groot;
  };

  for (const [hoe, eerder] of [
    ['', 0],
    [', on a connection that served him before', 1],
  ] as const) {
    it(titel('H098', hoe), async () => {
      const target = await grootDoel();
      const socket = connect(opstelling.proef.poort, '127.0.0.1');
      const vraag = async (pad: string): Promise<void> => {
        const { proef } = opstelling;
        const ondertekenaar = ondertekenaarVan(proef.certificatenMap, 'gemeente-amsterdam');
        const verzoek = { method: 'GET', target: pad, contentType: undefined };
        socket.write(kopBlok(await teken(ondertekenaar, proef.poort, verzoek)));
      };
      for (let i = 0; i < eerder; i += 1) {
        await vraag('/v1/berichten?max=1');
        await once(socket, 'data');
      }
      await vraag(target);
      await once(socket, 'data');
      socket.pause();

      // there is nothing to wait for but the time-out itself
      await wacht(ANTWOORD_MS * 3);
      let gelezen = 0;
      socket.on('error', () => undefined).on('data', (deel: Buffer) => (gelezen += deel.length));
      socket.resume();
      await once(socket, 'close');

      expect(gelezen, 'bytes that were still under way').to.be.below(GROOT_BYTES);
    });
  }

  it(`${titel('H099')}: no more than ${PER_ADRES} of one address, and others are served`, async () => {
    const sockets: Socket[] = [];
    let gesloten = 0;
    for (let i = 0; i < 1_000; i += 1) {
      const socket = connect({ host: '127.0.0.1', port: opstelling.proef.poort });
      socket.on('error', () => undefined);
      socket.on('close', () => (gesloten += 1));
      sockets.push(socket);
    }
    await tot(() => gesloten >= 1_000 - PER_ADRES, 5_000 * TRAAGHEID);

    const ander = await opstelling.stuur({ body: [Buffer.from(opstelling.nieuw().xml)] }, { vanAdres: '127.0.0.2' });

    expect(ander.status, ander.body.toString()).to.equal(202);
    for (const socket of sockets) socket.destroy();
    await tot(() => gesloten === 1_000, 5_000 * TRAAGHEID);
  });

  it(titel('H109'), async () => {
    const instellingen = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
    const opheffingen = Array.from({ length: 200 }, (_, i) =>
      Buffer.from([0, 0, 4, 3, 0, 0, 0, 0, i % 128, 0, 0, 0, 8]),
    );
    const antwoord = await speel(['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', instellingen, ...opheffingen], {
      poort: opstelling.proef.poort,
      totEinde: true,
    });

    expect(antwoord.gesloten).to.equal(true);
    expect(antwoord.status).to.be.oneOf([0, 400]);
  });

  it('is as well after all of these as before, and called nobody', async () => {
    await opstelling.toetsGezond();
  });
});
