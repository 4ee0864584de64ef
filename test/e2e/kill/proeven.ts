import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import type { Item, Ontvanger, Opstelling, ProefBericht } from './opstelling.ts';
import { zetVal, type ValNaam } from './val.ts';

/**
 * One instant at which the hub is killed, and what must hold after it has started again (delivery.md §11). A new command
 * of the store has its two places already (`opdracht.voor-commit`, `opdracht.na-commit`): to try them is to add a line to
 * {@link PROEVEN}. Those of offering again (29), retention (28, 33) and key rotation (33) belong there.
 */
export interface Proef {
  /** Numbers of the failure points. */
  readonly punten: string;
  /** What the system promises there. */
  readonly belofte: string;
  readonly doe: (o: Opstelling, wie: Ontvanger) => Promise<void>;
}

/** The longest that something is waited for, in seconds of a long poll. */
const WACHT = 10;

async function sterfOp<T>(o: Opstelling, punt: ValNaam, doe: () => Promise<T>): Promise<T> {
  const weg = once(o.hub().kind, 'exit');
  zetVal(o.valBestand, punt);
  const uit = await doe();
  const [, signaal] = (await weg) as [number | null, string | null];
  expect(signaal, o.hub().uitvoer()).to.equal('SIGKILL');
  await o.herstart();
  return uit;
}

async function neemAan(o: Opstelling, bericht: ProefBericht): Promise<string> {
  const antwoord = await o.zend(bericht);
  expect(antwoord?.status, antwoord?.body.toString()).to.equal(202);
  return antwoord!.json['traceerId'] as string;
}

/** Pulls until the one message comes; every other item would be a double. */
async function haalEen(o: Opstelling, wie: Ontvanger, traceerId: string): Promise<Item> {
  const items = await o.haal(wie, { wacht: WACHT });
  expect(items?.map((item) => item.traceerId)).to.deep.equal([traceerId]);
  return items![0]!;
}

async function bevestig(o: Opstelling, wie: Ontvanger, leveringId: string): Promise<void> {
  expect((await o.handelAf(wie, leveringId, 'bevestigingen'))?.status).to.equal(204);
}

/** Ends a trial: the receiver takes the message as offer `poging` and acknowledges it; then nothing is left. */
async function rondAf(o: Opstelling, wie: Ontvanger, traceerId: string, poging: number): Promise<void> {
  const item = await haalEen(o, wie, traceerId);
  expect([item.poging, item.herlevering]).to.deep.equal([poging, poging > 1]);
  await bevestig(o, wie, item.leveringId);
  await isKlaar(o, wie, traceerId, 'bezorgd');
}

async function isKlaar(o: Opstelling, wie: Ontvanger, traceerId: string, status: string): Promise<void> {
  expect(await o.statusVan(traceerId)).to.equal(status);
  expect(await o.haal(wie)).to.deep.equal([]);
}

/** Sends with a nonce that must be free afterwards: the very same request is taken as the first. */
function voorDeCommit(punt: ValNaam): Proef['doe'] {
  return async (o, wie) => {
    const bericht = o.bericht(wie);
    const wens = { traceerId: randomUUID(), nonce: randomUUID().replaceAll('-', '') };

    const eerste = await sterfOp(o, punt, () => o.zend(bericht, wens));

    expect(eerste).to.equal(undefined);
    expect(await o.statusVan(wens.traceerId)).to.equal(undefined);
    expect((await o.zend(bericht, wens))?.status).to.equal(202);
    await rondAf(o, wie, wens.traceerId, 1);
  };
}

async function isHerhaald(o: Opstelling, bericht: ProefBericht, traceerId: string): Promise<void> {
  const antwoord = await o.zend(bericht);
  expect(antwoord?.status, antwoord?.body.toString()).to.equal(200);
  expect(antwoord?.json).to.include({ traceerId, herhaald: true });
}

/** The relay dies around what it does with a message that has its 202. */
function inDeRelay(punt: ValNaam): Proef['doe'] {
  return async (o, wie) => {
    const bericht = o.bericht(wie);
    const traceerId = randomUUID();

    await sterfOp(o, punt, () => o.zend(bericht, { traceerId }));

    await isHerhaald(o, bericht, traceerId);
    await rondAf(o, wie, traceerId, 1);
  };
}

function bijAfhandelen(punt: ValNaam, wat: 'bevestigingen' | 'weigeringen', status: string): Proef['doe'] {
  return async (o, wie) => {
    const traceerId = await neemAan(o, o.bericht(wie));
    const { leveringId } = await haalEen(o, wie, traceerId);

    const verloren = await sterfOp(o, punt, () => o.handelAf(wie, leveringId, wat));

    expect(verloren).to.equal(undefined);
    expect((await o.handelAf(wie, leveringId, wat))?.status).to.equal(204);
    await isKlaar(o, wie, traceerId, status);
  };
}

function bijVegen(punt: ValNaam): Proef['doe'] {
  return async (o, wie) => {
    const traceerId = await neemAan(o, o.bericht(wie));
    await haalEen(o, wie, traceerId);

    // the sweep of this second finds that it ran out
    const verzet = o.verzetKlok(60_000);
    await sterfOp(o, punt, () => verzet);

    await rondAf(o, wie, traceerId, 2);
  };
}

async function tijdensBody(o: Opstelling, wie: Ontvanger): Promise<void> {
  const bericht = o.bericht(wie);
  const verzoek = request({
    host: '127.0.0.1',
    port: o.poort,
    method: 'POST',
    path: '/v1/berichten',
    headers: [...(await o.koppenVan(bericht)), ['Expect', '100-continue']].flat(),
    setHost: false,
    agent: false,
  });
  const verbroken = once(verzoek, 'error', { signal: AbortSignal.timeout(WACHT * 1000) });
  // the hub has the headers and asks for the body
  const vraagtOm = once(verzoek, 'continue', { signal: AbortSignal.timeout(WACHT * 1000) });
  verzoek.flushHeaders();
  await vraagtOm;
  await new Promise((klaar) => verzoek.write(bericht.xml.slice(0, 500), klaar));
  await o.hub().dood();
  await verbroken;
  await o.herstart();

  await rondAf(o, wie, await neemAan(o, bericht), 1);
}

async function naHetAntwoord(o: Opstelling, wie: Ontvanger): Promise<void> {
  const bericht = o.bericht(wie);
  const traceerId = await neemAan(o, bericht);
  await o.hub().dood();
  await o.herstart();

  await isHerhaald(o, bericht, traceerId);
  await rondAf(o, wie, traceerId, 1);
}

async function tweeTegelijk(o: Opstelling, wie: Ontvanger): Promise<void> {
  const bericht = o.bericht(wie);

  const antwoorden = await Promise.all([o.zend(bericht), o.zend(bericht)]);

  expect(antwoorden.map((antwoord) => antwoord?.status).sort()).to.deep.equal([200, 202]);
  const [een, ander] = antwoorden.map((antwoord) => antwoord!.json['traceerId'] as string);
  expect(een).to.equal(ander);
  await rondAf(o, wie, een!, 1);
}

async function ontvangerValtUit(o: Opstelling, wie: Ontvanger): Promise<void> {
  const traceerId = await neemAan(o, o.bericht(wie));
  await haalEen(o, wie, traceerId);
  await o.hub().dood();
  await o.herstart();

  await rondAf(o, wie, traceerId, 2);
}

async function laatBevestigd(o: Opstelling, wie: Ontvanger): Promise<void> {
  const traceerId = await neemAan(o, o.bericht(wie));
  const eerste = await haalEen(o, wie, traceerId);
  // for so long that it is still open at the end, unless it was settled with the first
  const [tweede] = (await o.haal(wie, { wacht: WACHT, lease: 3600 }))!;
  expect(tweede).to.include({ traceerId, herlevering: true });

  await sterfOp(o, 'handelAf.voor-commit', () => o.handelAf(wie, eerste.leveringId, 'bevestigingen'));

  await bevestig(o, wie, eerste.leveringId);
  await bevestig(o, wie, tweede!.leveringId);
  await isKlaar(o, wie, traceerId, 'bezorgd');
}

async function wedloop(o: Opstelling, wie: Ontvanger): Promise<void> {
  const traceerId = await neemAan(o, o.bericht(wie));
  const { leveringId } = await haalEen(o, wie, traceerId);
  const beide = (): Promise<(number | undefined)[]> =>
    Promise.all(
      (['bevestigingen', 'weigeringen'] as const).map(async (wat) => (await o.handelAf(wie, leveringId, wat))?.status),
    );

  await sterfOp(o, 'handelAf.na-commit', beide);
  const status = await o.statusVan(traceerId);
  const uit = await beide();

  // a group commit may hold both; the first of them won, and goes on winning
  if (status === 'bezorgd') expect(uit).to.deep.equal([204, 409]);
  else expect([status, ...uit]).to.deep.equal(['geweigerd', 409, 204]);
  expect(await o.statusVan(traceerId)).to.equal(status);
  expect(await o.haal(wie)).to.deep.equal([]);
}

async function teruggegeven(o: Opstelling, wie: Ontvanger): Promise<void> {
  const traceerId = await neemAan(o, o.bericht(wie));
  const { leveringId } = await haalEen(o, wie, traceerId);

  await sterfOp(o, 'handelAf.na-commit', () => o.handelAf(wie, leveringId, 'teruggaven'));

  expect((await o.handelAf(wie, leveringId, 'teruggaven'))?.status).to.equal(204);
  await rondAf(o, wie, traceerId, 1);
}

async function klokSpringt(o: Opstelling, wie: Ontvanger): Promise<void> {
  const traceerId = await neemAan(o, o.bericht(wie));
  const [eerste] = (await o.haal(wie, { wacht: WACHT, lease: 600 }))!;
  await o.verzetKlok(-3_600_000);
  // back: the lease only lasts longer
  expect(await o.haal(wie)).to.deep.equal([]);
  await o.verzetKlok(3_600_000);
  // forward: offered again, early but marked
  const tweede = await haalEen(o, wie, traceerId);
  expect([tweede.poging, tweede.herlevering]).to.deep.equal([2, true]);
  await o.verzetKlok(0);
  await o.hub().dood();
  await o.herstart();

  await bevestig(o, wie, eerste!.leveringId);
  await isKlaar(o, wie, traceerId, 'bezorgd');
}

async function stoptNetjes(o: Opstelling, wie: Ontvanger): Promise<void> {
  const berichten = Array.from({ length: 6 }, () => o.bericht(wie));
  const beloofd = new Set([await neemAan(o, o.bericht(wie))]);
  await haalEen(o, wie, [...beloofd][0]!);
  const wachtend = o.haal('zorg-voorbeeldhof', { wacht: 30 });
  const zenden = Promise.all(berichten.map((bericht) => o.zend(bericht)));
  const uitgang = o.hub().stop();
  for (const antwoord of await zenden) {
    if (antwoord === undefined) continue;
    expect([202, 503]).to.include(antwoord.status);
    if (antwoord.status === 202) beloofd.add(antwoord.json['traceerId'] as string);
  }
  await wachtend;
  expect(await uitgang, o.hub().uitvoer()).to.equal(0);
  await o.herstart();

  // everything promised is there, also when its batch left with the hub that stopped
  const gezien = new Set<string>();
  while ([...beloofd].some((id) => !gezien.has(id))) {
    const items = await o.haal(wie, { wacht: WACHT });
    expect(items).to.not.be.empty;
    for (const { traceerId, leveringId } of items!) {
      gezien.add(traceerId);
      await bevestig(o, wie, leveringId);
    }
  }
  // a message that was cut off without an answer may be there or not
  for (const { leveringId } of (await o.haal(wie, { wacht: 1 }))!) await bevestig(o, wie, leveringId);
}

/** All of them; each leaves a hub that runs and whose mailboxes are empty. */
export const PROEVEN: readonly Proef[] = [
  { punten: '1', belofte: 'a body that was cut off leaves nothing', doe: tijdensBody },
  {
    punten: '2',
    belofte: 'a proven request that was not judged yet can be sent again',
    doe: voorDeCommit('keur.voor'),
  },
  { punten: '2', belofte: 'a verdict that was not recorded is none', doe: voorDeCommit('keur.na') },
  {
    punten: '3',
    belofte: 'what was not committed leaves no message and no nonce',
    doe: voorDeCommit('registreer.voor-commit'),
  },
  {
    punten: '3, 4, 5',
    belofte: 'what was committed goes on, and a repeat hears 200',
    doe: inDeRelay('registreer.na-commit'),
  },
  { punten: '5', belofte: 'a 202 that left is kept', doe: naHetAntwoord },
  { punten: '6', belofte: 'the same message twice at once is one row', doe: tweeTegelijk },
  { punten: '9', belofte: 'the relay dies before its claim', doe: inDeRelay('claimOutbox.voor-commit') },
  { punten: '9', belofte: 'a claim of a dead relay holds nothing up', doe: inDeRelay('claimOutbox.na-commit') },
  {
    punten: '10, 11',
    belofte: 'what was published and not marked comes once',
    doe: inDeRelay('markeerGepubliceerd.voor-commit'),
  },
  { punten: '11', belofte: 'what was marked comes once', doe: inDeRelay('markeerGepubliceerd.na-commit') },
  {
    punten: '22',
    belofte: 'an offer that was not committed never was',
    async doe(o, wie) {
      const traceerId = await neemAan(o, o.bericht(wie));
      await wachtOp(o, traceerId, 'in_wachtrij');
      await sterfOp(o, 'lease.voor-commit', () => o.haal(wie));
      await rondAf(o, wie, traceerId, 1);
    },
  },
  {
    punten: '22',
    belofte: 'an offer that was lost comes again with its mark',
    async doe(o, wie) {
      const traceerId = await neemAan(o, o.bericht(wie));
      await wachtOp(o, traceerId, 'in_wachtrij');
      await sterfOp(o, 'lease.na-commit', () => o.haal(wie));
      await rondAf(o, wie, traceerId, 2);
    },
  },
  { punten: '23', belofte: 'an offer that nobody settles comes again with its mark', doe: ontvangerValtUit },
  {
    punten: '24',
    belofte: 'an acknowledgement before its commit is given again',
    doe: bijAfhandelen('handelAf.voor-commit', 'bevestigingen', 'bezorgd'),
  },
  {
    punten: '25',
    belofte: 'an acknowledgement whose 204 was lost is given again',
    doe: bijAfhandelen('handelAf.na-commit', 'bevestigingen', 'bezorgd'),
  },
  {
    punten: '24',
    belofte: 'a refusal before its commit is given again',
    doe: bijAfhandelen('handelAf.voor-commit', 'weigeringen', 'geweigerd'),
  },
  {
    punten: '25',
    belofte: 'a refusal whose 204 was lost is given again',
    doe: bijAfhandelen('handelAf.na-commit', 'weigeringen', 'geweigerd'),
  },
  { punten: '25', belofte: 'what was given back comes as the same attempt', doe: teruggegeven },
  { punten: '26', belofte: 'a late acknowledgement settles the newer offer too', doe: laatBevestigd },
  { punten: '27', belofte: 'of a refusal and an acknowledgement the first commit wins', doe: wedloop },
  {
    punten: '22, 23',
    belofte: 'a sweep that was not committed is done again',
    doe: bijVegen('verloopLeases.voor-commit'),
  },
  { punten: '22, 23', belofte: 'a sweep that was committed counts once', doe: bijVegen('verloopLeases.na-commit') },
  { punten: '30', belofte: 'a clock that jumps loses nothing and settles nothing', doe: klokSpringt },
  { punten: '34', belofte: 'SIGTERM keeps every promise and exits with 0', doe: stoptNetjes },
];

async function wachtOp(o: Opstelling, traceerId: string, status: string): Promise<void> {
  const uiterlijk = Date.now() + 10_000;
  while ((await o.statusVan(traceerId)) !== status) {
    if (Date.now() > uiterlijk) throw new Error(`het bericht werd niet ${status}`);
    await new Promise((klaar) => setTimeout(klaar, 10));
  }
}
