import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import type { Ontvanger, Opstelling } from '../opstelling.ts';
import type { ValNaam } from '../val.ts';
import { isHerhaald, neemAan, rondAf, sterfOp, WACHT, type Proef } from './proef.ts';

/** Between the first byte of a message and its place in the mailbox. */
export const AANNEMEN: readonly Proef[] = [
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
];

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
