import { join } from 'node:path';
import { expect } from 'chai';
import { plusMaanden } from '../../../../src/bericht/bewaartermijn.ts';
import { leesVerwijderlog } from '../../../../src/store/sqlite/verwijderlog.ts';
import { leesInhoud } from '../eindstand.ts';
import type { Item, Ontvanger, Opstelling } from '../opstelling.ts';
import { bevestig, isHerhaald, isKlaar, neemAan, rondAf, WACHT, wachtOp, type Proef } from './proef.ts';

/** Deletion by term, which begins with the hub. The hub stays at the time to which it was brought. */
export const BEWAREN: readonly Proef[] = [
  { punten: '28', belofte: 'what is out with its receiver is not deleted under him', doe: tijdensAanbod },
  { punten: '33', belofte: 'a deletion that was cut off is done once, and its message is still known', doe: tweemaal },
];

const MINUUT_MS = 60_000;
const UUR_MS = 60 * MINUUT_MS;

async function tijdensAanbod(o: Opstelling, wie: Ontvanger): Promise<void> {
  const begin = o.nu();
  const ids = [await neemAan(o, o.bericht(wie)), await neemAan(o, o.bericht(wie))];
  await o.herstartLater(plusMaanden(begin, 1).getTime() - begin.getTime() - 10 * MINUUT_MS);
  const uit = await haalAlle(o, wie, ids);

  // the term of both passes while the receiver has them
  await o.herstartLater(30 * MINUUT_MS);
  await bevestig(o, wie, uit[0]!.leveringId);
  expect(await o.statusVan(ids[1]!)).to.equal('aangeboden');
  expect(leesInhoud(o.dataMap, ids[1]!).er).to.equal(true);
  expect((await o.handelAf(wie, uit[1]!.leveringId, 'teruggaven'))?.status).to.equal(204);

  // and now it waits for nobody
  await o.herstartLater(MINUUT_MS);
  await wachtOp(o, ids[1]!, 'onbestelbaar');
  expect(await o.haal(wie)).to.deep.equal([]);
  // he had it after all
  await bevestig(o, wie, uit[1]!.leveringId);
  await isKlaar(o, wie, ids[0]!, 'bezorgd');
  await isKlaar(o, wie, ids[1]!, 'bezorgd');
}

async function tweemaal(o: Opstelling, wie: Ontvanger): Promise<void> {
  const bericht = o.bericht(wie);
  const traceerId = await neemAan(o, bericht);
  await rondAf(o, wie, traceerId, 1);

  await o.sterfBijStart(2 * UUR_MS, 'bewaarRuim.voor-commit');
  // written down outside the database already, so that no restore can bring it back
  expect(leesVerwijderlog(join(o.dataMap, 'verwijderd')).map((regel) => regel.traceerId)).to.include(traceerId);
  expect(leesInhoud(o.dataMap, traceerId)).to.deep.equal({ er: true, verwijderd: 0 });
  await o.sterfBijStart(0, 'bewaarRuim.na-commit');
  expect(leesInhoud(o.dataMap, traceerId)).to.deep.equal({ er: false, verwijderd: 1 });
  await o.herstartLater(0);

  await isHerhaald(o, bericht, traceerId);
  await isKlaar(o, wie, traceerId, 'bezorgd');
  expect(leesInhoud(o.dataMap, traceerId)).to.deep.equal({ er: false, verwijderd: 1 });
}

/** Both in one batch, for an hour: what the hub would hold back for the order goes as well. */
async function haalAlle(o: Opstelling, wie: Ontvanger, ids: readonly string[]): Promise<readonly Item[]> {
  await Promise.all(ids.map((id) => wachtOp(o, id, 'in_wachtrij')));
  const items = await o.haal(wie, { wacht: WACHT, lease: 3600 });
  expect(items?.map((item) => item.traceerId)).to.deep.equal(ids);
  return items!;
}
