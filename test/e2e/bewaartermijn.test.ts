import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { plusMaanden } from '../../src/bericht/bewaartermijn.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { bevestigKlok } from '../../src/compose-bewaren.ts';
import { createKlok } from '../../src/observe/clock.ts';
import { zorgVoorProefPki } from './proef-certificaten.ts';
import { alsJson, type RuwAntwoord } from './ondertekend-verzoek.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import { wachtTot } from '../wacht-tot.ts';

const AFZENDER = 'zorg-voorbeeldhof';
const ONTVANGER = 'gemeente-amsterdam';
/**
 * Short ones, so that no certificate of the test ends before them; but what parties see lasts long: what looks like a
 * tombstone is one.
 */
const TERMIJNEN = {
  bewaren: { inhoudUiterlijkMaanden: '1', bevindingenMaanden: '1', zichtMaanden: '60', metagegevensMaanden: '2' },
};
const DAG_MS = 86_400_000;

describe('A hub after its terms', function () {
  this.timeout(60_000);
  let map: string;
  let proef: ProefHub;
  let verzetMs: number;
  const generator = createGenerator({
    seed: 33,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });

  const nu = (): Date => new Date(Date.now() + verzetMs);
  /** Starts it so much later; both its clocks are then those of that time. */
  async function open(laterMs: number): Promise<void> {
    verzetMs += laterMs;
    const instellingen = { ...TERMIJNEN, certificatenMap: join(map, 'certificaten') };
    proef = await openProefHub(instellingen, join(map, 'data'), { klok: { ...createKlok(), nu } });
  }
  function vraag(als: string, method: string, target: string, inhoud?: Buffer | object): Promise<RuwAntwoord> {
    return proef.als(als, {
      method,
      target,
      ...(inhoud === undefined ? {} : Buffer.isBuffer(inhoud) ? { body: inhoud } : alsJson(inhoud)),
      anders: { nu: nu() },
    });
  }
  const lees = (als: string, traceerId: string): Promise<RuwAntwoord> =>
    vraag(als, 'GET', `/v1/berichten/${traceerId}`);

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-termijn-'));
    verzetMs = 0;
    // a hub that starts months ahead renews its development certificates: those of the other tests stay as they are
    await cp(await zorgVoorProefPki(), join(map, 'certificaten'), { recursive: true });
    await open(0);
  });
  afterEach(async function () {
    await proef.stop();
    await rm(map, { recursive: true });
  });

  /** One that was delivered and one that was refused. @returns their ids. */
  async function berichten(): Promise<{ readonly bezorgd: string; readonly afgekeurd: string }> {
    const goed = generator.volgende({ soort: 'WMO305' }).xml;
    const fout = generator
      .volgende({ soort: 'WMO305' })
      .xml.replace(/<([a-z0-9]+:)Begindatum>[^<]*</, '<$1Begindatum>fout<');
    const [ja, nee] = await Promise.all(
      [goed, fout].map((xml) => vraag(AFZENDER, 'POST', '/v1/berichten', Buffer.from(xml))),
    );
    expect([ja?.status, nee?.status]).to.deep.equal([202, 422]);
    await proef.hub.klaargezet();
    const { json } = await vraag(ONTVANGER, 'POST', '/v1/leveringen', { max: 1 });
    const [levering] = json['leveringen'] as { leveringId: string }[];
    await vraag(ONTVANGER, 'POST', `/v1/leveringen/${levering!.leveringId}/bevestigingen`, {});
    return { bezorgd: String(ja?.json['traceerId']), afgekeurd: String(nee?.json['traceerId']) };
  }

  async function wachtOpSteen(traceerId: string): Promise<RuwAntwoord> {
    const isSteen = async (): Promise<boolean> =>
      ((await lees(AFZENDER, traceerId)).json['gebeurtenissen'] as unknown[] | undefined)?.length === 0;
    await wachtTot(isSteen, 'geen grafsteen');
    return lees(AFZENDER, traceerId);
  }

  it('answers for every id that it ever gave, in full and then from its tombstone, and keeps no header field', async function () {
    const ids = await berichten();
    const { identificatie } = (await lees(AFZENDER, ids.bezorgd)).json;
    await proef.stop();
    const later = plusMaanden(nu(), 2).getTime() - nu().getTime() + DAG_MS;
    bevestigKlok(join(map, 'data'), new Date(Date.now() + later));

    await open(later);

    for (const [status, traceerId] of Object.entries(ids)) {
      const steen = await wachtOpSteen(traceerId);
      expect([steen.status, steen.json['status']]).to.deep.equal([200, status]);
      expect(steen.body.toString()).to.not.contain(String(identificatie));
      expect((await lees('zorg-proefveld', traceerId)).status).to.equal(404);
    }
  });

  it('deletes nothing where it starts on a clock that is months ahead, until a person says that it is right', async function () {
    const { bezorgd } = await berichten();
    await proef.stop();
    const later = plusMaanden(nu(), 2).getTime() - nu().getTime() + DAG_MS;

    await open(later);
    // its round would have begun with the hub; the second of these writes after a first batch
    for (let i = 0; i < 2; i += 1) await fetch(`${proef.url}/health/ready`).then((antwoord) => antwoord.text());
    await proef.stop();
    expect(proef.logboek()).to.match(/"code":"KLOK".*alarm open/);
    // on the clock that was right all is there
    await open(-later);
    const terug = await vraag(ONTVANGER, 'GET', `/v1/berichten/${bezorgd}/inhoud`);
    expect(terug.status, terug.body.toString()).to.equal(200);
    await proef.stop();

    bevestigKlok(join(map, 'data'), new Date(Date.now() + later));
    await open(later);
    expect((await wachtOpSteen(bezorgd)).json['status']).to.equal('bezorgd');
  });
});
