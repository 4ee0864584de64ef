import { hash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Levering } from '../../src/client/antwoorden.ts';
import { AntwoordNietBewezen, InhoudBeschadigd, LeveringWeigeren } from '../../src/client/fouten.ts';
import { verwerkPostbus, type PostbusFout, type PostbusOpties } from '../../src/client/verwerk-postbus.ts';
import { createKlok } from '../../src/observe/clock.ts';
import { foutVan } from './fout-van.ts';
import { openProefServer, probleem, type Antwoordt, type Ontvangen, type ProefServer } from './proef-server.ts';

const XML = Buffer.from('<Bericht/>');

/** An item as the hub hands it out. */
function item(anders: Record<string, unknown> = {}) {
  return {
    leveringId: randomUUID(),
    traceerId: randomUUID(),
    conversatieId: randomUUID(),
    soort: 'bericht',
    contentType: 'application/xml',
    berichtsoort: 'WMO301',
    afzender: '0363',
    ontvanger: '65656055',
    poging: 1,
    herlevering: false,
    verlooptOp: new Date(Date.now() + 300_000).toISOString(),
    volgnummer: 1,
    contentDigest: `sha-256=:${hash('sha256', XML, 'buffer').toString('base64')}:`,
    inhoud: XML.toString('base64'),
    ...anders,
  };
}

describe('The client library: working through a mailbox', function () {
  this.timeout(60_000);
  let server: ProefServer;
  const gebeurd: string[] = [];

  before(async function () {
    server = await openProefServer();
  });
  beforeEach(function () {
    gebeurd.length = 0;
  });
  after(async () => server.close());

  /** Hands out these batches, one a call; after the last one the loop is told to stop. */
  async function draai(
    rondes: readonly (readonly object[])[],
    verwerk: PostbusOpties['verwerk'],
    anders: {
      readonly bijAfhandelen?: (verzoek: Ontvangen) => Antwoordt;
      readonly bijFout?: (fout: PostbusFout) => void;
      readonly stop?: AbortController;
    } = {},
  ) {
    const stop = anders.stop ?? new AbortController();
    let ronde = 0;
    const pauzes: number[] = [];
    server.speel((verzoek) => {
      const { target } = verzoek;
      if (target !== '/v1/leveringen') {
        gebeurd.push(target.split('/').at(-1) ?? '');
        return anders.bijAfhandelen?.(verzoek) ?? { status: 204 };
      }
      const leveringen = rondes[ronde];
      ronde += 1;
      if (leveringen === undefined) stop.abort();
      return { status: 200, json: { leveringen: leveringen ?? [] } };
    });
    const telling = await verwerkPostbus({
      client: server.client('zorg-voorbeeldhof'),
      klok: createKlok(),
      verwerk,
      signaal: stop.signal,
      wacht: (ms) => {
        pauzes.push(ms);
        return Promise.resolve();
      },
      ...(anders.bijFout === undefined ? {} : { bijFout: anders.bijFout }),
    });
    return { telling, pauzes };
  }

  it('acknowledges a message only after the callback stored it', async function () {
    const { telling } = await draai([[item()]], async (levering) => {
      await new Promise(setImmediate);
      expect(levering.inhoud.equals(XML)).to.equal(true);
      gebeurd.push('opgeslagen');
    });

    expect(gebeurd).to.deep.equal(['opgeslagen', 'bevestigingen']);
    expect(telling).to.deep.equal({ verwerkt: 1, geweigerd: 0, teruggegeven: 0 });
  });

  it('gives a message back when it could not be stored, goes on with the next one, and tells of it', async function () {
    const fouten: PostbusFout[] = [];
    const [slecht, goed] = [item(), item()];

    const { telling } = await draai(
      [[slecht, goed]],
      (levering) =>
        levering.traceerId === slecht.traceerId ? Promise.reject(new Error('schijf vol')) : Promise.resolve(),
      { bijFout: (fout) => fouten.push(fout) },
    );

    expect(gebeurd).to.deep.equal(['teruggaven', 'bevestigingen']);
    expect(telling).to.deep.equal({ verwerkt: 1, geweigerd: 0, teruggegeven: 1 });
    expect(fouten.map(({ bij, levering }) => [bij, levering?.traceerId])).to.deep.equal([
      ['verwerken', slecht.traceerId],
    ]);
  });

  it('pauses longer each time that nothing of a batch could be stored', async function () {
    const { pauzes } = await draai([[item()], [item()], [item()]], () => Promise.reject(new Error('schijf vol')));

    expect(pauzes).to.deep.equal([1000, 2000, 4000]);
  });

  it('refuses a message for good when the callback says so', async function () {
    const { telling } = await draai([[item()]], () => Promise.reject(new LeveringWeigeren('StUF055', 'Onleesbaar')));

    expect(gebeurd).to.deep.equal(['weigeringen']);
    expect(telling.geweigerd).to.equal(1);
  });

  it('does not store a message twice when only the acknowledgement failed', async function () {
    const een = item();
    let opgeslagen = 0;
    let bevestigingen = 0;

    await draai(
      [[een], [{ ...een, leveringId: randomUUID(), poging: 2, herlevering: true }]],
      () => {
        opgeslagen += 1;
        return Promise.resolve();
      },
      { bijAfhandelen: () => ((bevestigingen += 1) === 1 ? probleem(409, 'AFGEHANDELD') : { status: 204 }) },
    );

    expect([opgeslagen, bevestigingen]).to.deep.equal([1, 2]);
  });

  it('hands a message that comes again to the callback, with the hint that it was seen', async function () {
    const een = item();
    const hints: boolean[] = [];

    await draai([[een], [{ ...een, leveringId: randomUUID(), herlevering: true }]], (_levering, { eerderGezien }) => {
      hints.push(eerderGezien);
      return Promise.resolve();
    });

    expect(hints).to.deep.equal([false, true]);
  });

  it('finishes what it began and gives back the rest when it is told to stop', async function () {
    const stop = new AbortController();

    const { telling } = await draai(
      [[item(), item(), item()]],
      () => {
        stop.abort();
        return Promise.resolve();
      },
      { stop },
    );

    expect(gebeurd).to.deep.equal(['bevestigingen', 'teruggaven', 'teruggaven']);
    expect(telling).to.deep.equal({ verwerkt: 1, geweigerd: 0, teruggegeven: 2 });
  });

  it('leaves a message alone whose lease ran out before its turn', async function () {
    const verlopen = item({ verlooptOp: new Date(Date.now() - 1).toISOString() });
    const gezien: Levering[] = [];

    await draai([[verlopen]], (levering) => {
      gezien.push(levering);
      return Promise.resolve();
    });

    expect([gezien, gebeurd]).to.deep.equal([[], []]);
  });

  it('ends with the error when an answer is not proven: trying again is no use', async function () {
    server.speel(() => ({ status: 200, json: { leveringen: [] }, door: 'zorg-proefveld' }));
    const opties = {
      client: server.client('zorg-voorbeeldhof'),
      klok: createKlok(),
      verwerk: () => Promise.resolve(),
      signaal: new AbortController().signal,
    };

    await foutVan(() => verwerkPostbus(opties), AntwoordNietBewezen);
  });

  it('uses nothing of a batch in which a content does not fit its digest', async function () {
    server.speel(() => ({
      status: 200,
      json: { leveringen: [item(), item({ inhoud: Buffer.from('<Anders/>').toString('base64') })] },
    }));

    const fout = await foutVan(() => server.client('zorg-voorbeeldhof').haalOp(), InhoudBeschadigd);

    expect(fout.retryable).to.equal(true);
  });

  it('takes no item whose id is no UUID: it would become a path or a file name', async function () {
    server.speel(() => ({ status: 200, json: { leveringen: [item({ traceerId: '../../etc/passwd' })] } }));

    const fout = await foutVan(() => server.client('zorg-voorbeeldhof').haalOp(), Error);

    expect(fout.name).to.equal('AntwoordOnleesbaar');
  });
});
