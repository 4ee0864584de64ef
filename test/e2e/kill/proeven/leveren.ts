import { expect } from 'chai';
import type { Ontvanger, Opstelling } from '../opstelling.ts';
import type { ValNaam } from '../val.ts';
import { bevestig, haalEen, isKlaar, neemAan, rondAf, sterfOp, WACHT, wachtOp, type Proef } from './proef.ts';

/** From the mailbox to the end of a message, and the stop of the hub. */
export const LEVEREN: readonly Proef[] = [
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
