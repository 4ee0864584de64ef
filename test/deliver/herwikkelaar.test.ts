import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { createHerwikkelaar } from '../../src/deliver/herwikkelaar.ts';
import { createPayloadKluis } from '../../src/keys/payload-kluis.ts';
import { createSleutelbord } from '../../src/keys/sleutelbord.ts';
import { createKlok } from '../../src/observe/clock.ts';
import * as v from '../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef, type SqliteProef } from '../store/sqlite/proef-map.ts';
import { wachtTot } from '../wacht-tot.ts';

describe('Kept payloads follow the key', function () {
  this.timeout(20_000);
  let proef: SqliteProef;
  const bord = createSleutelbord(new Map([[1, randomBytes(32)]]), 1);
  const kluis = createPayloadKluis(bord);
  const regels: string[] = [];
  const schrijf = (zin: string): void => void regels.push(zin);
  const log = { debug: schrijf, info: schrijf, warn: schrijf, error: schrijf };

  before(async function () {
    proef = await openSqliteProef();
  });
  after(async () => proef.ruimOp());

  async function bewaar(tekst: string): Promise<string> {
    const traceerId = v.nieuweTraceerId();
    const inhoud = kluis.verzegel(Buffer.from(tekst), traceerId);
    const uit = await proef.store.registreer(v.bericht({ gekozen: traceerId, over: { inhoud } }));
    expect(uit.soort).to.equal('nieuw');
    return traceerId;
  }

  async function klaar(): Promise<void> {
    const isKlaar = async (): Promise<boolean> =>
      (await proef.store.sleutels.wissels()).every(({ klaarOp }) => klaarOp !== undefined);
    await wachtTot(isKlaar, 'de wisseling kwam niet klaar');
  }

  it('renews every wrapped key in two rounds, and the content can be read all along', async function () {
    const ids: string[] = [];
    for (let i = 0; i < 450; i += 1) ids.push(await bewaar(`bericht ${i}`));
    const laatVerzegeld = v.nieuweTraceerId();
    const laat = kluis.verzegel(Buffer.from('te laat'), laatVerzegeld);
    await proef.store.sleutels.wissel({ actor: 'hub', reden: 'proef', nu: v.T0 }, 2);
    bord.hangOp(2, randomBytes(32));

    let gepland: (() => void) | undefined;
    let opGepland: () => void = () => undefined;
    const isGepland = new Promise<void>((klaar) => (opGepland = klaar));
    const herwikkelaar = createHerwikkelaar({
      opslag: proef.store.sleutels,
      kluis,
      klok: createKlok(),
      log,
      plan: (doe, ms) => {
        expect(ms).to.equal(60_000);
        gepland = doe;
        opGepland();
        return () => (gepland = undefined);
      },
    });
    herwikkelaar.wek();
    await isGepland;
    await proef.store.registreer(v.bericht({ gekozen: laatVerzegeld, over: { inhoud: laat } }));
    gepland!();
    await klaar();
    await herwikkelaar.close();

    const [wissel] = await proef.store.sleutels.wissels();
    expect(wissel).to.include({ versie: 2, herwikkeld: 451 });
    expect(wissel!.klaarOp).to.be.instanceOf(Date);
    for (const [i, id] of [...ids, laatVerzegeld].entries()) {
      const inhoud = await proef.store.inhoudVan(id as never);
      expect(inhoud!.kekVersie).to.equal(2);
      expect(kluis.open(inhoud!, id).toString()).to.equal(i < 450 ? `bericht ${i}` : 'te laat');
    }
  });

  it('names what it cannot renew, and goes on', async function () {
    const goed = await bewaar('goed');
    const stuk = v.nieuweTraceerId();
    const inhoud = { ...kluis.verzegel(Buffer.from('stuk'), stuk), gewikkeldeSleutel: randomBytes(60) };
    await proef.store.registreer(v.bericht({ gekozen: stuk, over: { inhoud } }));
    await proef.store.sleutels.wissel({ actor: 'hub', reden: 'proef', nu: v.T0 }, 3);
    bord.hangOp(3, randomBytes(32));
    regels.length = 0;

    const herwikkelaar = createHerwikkelaar({
      opslag: proef.store.sleutels,
      kluis,
      klok: createKlok(),
      log,
      plan: (doe) => {
        doe();
        return () => undefined;
      },
    });
    herwikkelaar.wek();
    await klaar();
    await herwikkelaar.close();

    expect(regels.filter((zin) => zin.startsWith('sleutel van een inhoud niet vernieuwd'))).to.have.length.above(0);
    expect((await proef.store.inhoudVan(goed as never))!.kekVersie).to.equal(3);
    expect((await proef.store.inhoudVan(stuk))!.kekVersie).to.equal(2);
  });
});
