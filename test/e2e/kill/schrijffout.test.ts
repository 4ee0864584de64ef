import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { RuwAntwoord } from '../ondertekend-verzoek.ts';
import { auditVan, leesEindstand } from './eindstand.ts';
import { openOpstelling, type Handeling, type Item, type Opstelling } from './opstelling.ts';
import { ruimVal, staatVal, zetFout } from './val.ts';
import { wachtTot } from '../../wacht-tot.ts';

const WIE = 'zorg-proefveld';
/** More than one life of a message has; each second the sweep adds one. */
const MEER_DAN_GENOEG = 40;

describe('The n-th commit or read of the store fails, for every n in the life of a message', function () {
  this.timeout(60_000);
  let o: Opstelling;
  let mislukt = 0;
  let verzetMs = 0;

  before(async function () {
    o = await openOpstelling(11);
  });
  after(async () => o.ruimOp());

  /** Asks again for as long as the hub says that it cannot write now. */
  async function dring(
    doe: () => Promise<RuwAntwoord | undefined>,
    naWeigering?: () => Promise<void>,
  ): Promise<number> {
    for (;;) {
      const antwoord = await doe();
      if (antwoord?.status !== 503) return antwoord?.status ?? 0;
      mislukt += 1;
      expect(antwoord.json['code']).to.equal('STORE');
      await naWeigering?.();
    }
  }

  async function haal(): Promise<Item> {
    for (;;) {
      const items = await o.haal(WIE, { wacht: 5 });
      if (items === undefined) mislukt += 1;
      else if (items.length > 0) return items[0]!;
    }
  }

  /** One message: sent, offered, given back, offered again, forgotten, offered a third time and settled. */
  async function leven(wat: Handeling): Promise<string> {
    const bericht = o.bericht(WIE);
    const traceerId = randomUUID();
    const nietBewaard = async (): Promise<void> => {
      expect(await o.statusVan(traceerId)).to.equal(undefined);
    };
    expect(await dring(() => o.zend(bericht, { traceerId }), nietBewaard)).to.equal(202);
    const eerste = await haal();
    expect(await dring(() => o.handelAf(WIE, eerste.leveringId, 'teruggaven'))).to.equal(204);
    const tweede = await haal();
    verzetMs += 2000;
    await o.verzetKlok(verzetMs);
    const derde = await haal();
    expect([tweede.traceerId, derde.traceerId, derde.herlevering]).to.deep.equal([traceerId, traceerId, true]);
    expect(await dring(() => o.handelAf(WIE, derde.leveringId, wat))).to.equal(204);
    return traceerId;
  }

  it('gives 202 only for what is safe, and every message still comes to its end', async function () {
    const uitkomsten: string[] = [];
    let n = 1;
    for (; n < MEER_DAN_GENOEG; n += 1) {
      zetFout(o.valBestand, n);
      const traceerId = await leven(n % 2 === 0 ? 'weigeringen' : 'bevestigingen');
      uitkomsten.push((await o.statusVan(traceerId)) ?? 'weg');
      if (staatVal(o.valBestand)) break;
    }
    ruimVal(o.valBestand);

    expect(uitkomsten).to.deep.equal(uitkomsten.map((_, i) => (i % 2 === 0 ? 'bezorgd' : 'geweigerd')));
    // in what commit each fault fell is for the sweep and the relay to say, which have their own time
    expect(n).to.be.within(8, MEER_DAN_GENOEG - 1);
    // one that shared its commit with others is done again alone, and nobody hears of it
    expect(mislukt).to.be.at.least(1);
  });

  for (const opdracht of [
    'registreer',
    'claimOutbox',
    'markeerGepubliceerd',
    'lease',
    'handelAf',
    'verloopLeases',
  ] as const)
    it(`goes on after a ${opdracht} that could not be committed`, async function () {
      zetFout(o.valBestand, 1, `${opdracht}.voor-commit`);

      const traceerId = await leven('bevestigingen');

      // the sweep comes by each second
      await wachtTot(() => !staatVal(o.valBestand), 'de val sprong niet');
      expect(staatVal(o.valBestand)).to.equal(false);
      expect(await o.statusVan(traceerId)).to.equal('bezorgd');
    });

  it('lets no later message pass one that the relay could not mark, and does not wait for its claim to run out', async function () {
    const [eerste, tweede] = [randomUUID(), randomUUID()];
    const soepel = 'zorg-voorbeeldhof';
    zetFout(o.valBestand, 1, 'markeerGepubliceerd.voor-commit');
    expect((await o.zend(o.bericht(soepel), { traceerId: eerste }))?.status).to.equal(202);
    while (staatVal(o.valBestand)) await new Promise((klaar) => setTimeout(klaar, 2));
    expect((await o.zend(o.bericht(soepel), { traceerId: tweede }))?.status).to.equal(202);

    const volgorde: string[] = [];
    while (volgorde.length < 2) {
      const items = await o.haal(soepel, { wacht: 5 });
      expect(items, `gestuurd ${eerste}, ${tweede}; gekregen ${volgorde.join()}`).to.not.be.empty;
      for (const { traceerId, leveringId } of items!) {
        volgorde.push(traceerId);
        expect((await o.handelAf(soepel, leveringId, 'bevestigingen'))?.status).to.equal(204);
      }
    }

    expect(volgorde).to.deep.equal([eerste, tweede]);
  });

  it('answers 503 to whom a read fails, and to whom asks again the same as before', async function () {
    const traceerId = await leven('bevestigingen');
    const beheer = ['pauzes', 'sluitingen', 'handelingen', 'alarmen'].map((wat) => ['hubbeheer', `/v1/beheer/${wat}`]);
    const bericht = `/v1/berichten/${traceerId}`;
    const afzender = [bericht, `${bericht}/inhoud`, '/v1/berichten', '/v1/gebeurtenissen', '/metrics'].map((wat) => [
      'gemeente-amsterdam',
      wat,
    ]);
    for (const [als = '', target = ''] of [...afzender, ...beheer]) {
      const goed = await o.lees(als, target);
      expect(goed?.status, `${target} ${String(goed?.body)}`).to.equal(200);
      let gefaald = 0;
      for (let poging = 0; poging < 30; poging += 1) {
        zetFout(o.valBestand, gefaald + 1, '*.lees');
        const antwoord = await o.lees(als, target);
        if (staatVal(o.valBestand)) break;
        // the journal reads as well, and may have been the one
        if (antwoord?.status === 200) continue;
        expect(antwoord?.status, target).to.equal(503);
        gefaald += 1;
        expect(antwoord?.json, target).to.include({ code: 'STORE' });
        const weer = await o.lees(als, target);
        expect(weer?.status, target).to.equal(200);
        // figures go on counting
        if (target !== '/metrics') expect(weer?.body.toString(), target).to.equal(goed?.body.toString());
      }
      ruimVal(o.valBestand);
      expect(gefaald, target).to.be.at.least(1);
    }
  });

  it('stops in order afterwards, leaves nothing half, and starts again', async function () {
    expect(await o.hub().stop(), o.hub().uitvoer()).to.equal(0);
    const stand = leesEindstand(o.dataMap);
    expect(await auditVan(o.dataMap)).to.equal('klopt');
    await o.herstart();

    expect(stand).to.deep.include({ integriteit: 'ok', outbox: 0, openAanbiedingen: 0, halveBerichten: 0 });
    expect([...stand.perStatus.keys()].sort()).to.deep.equal(['bezorgd', 'geweigerd']);
    expect(await o.haal(WIE)).to.deep.equal([]);
  });
});
