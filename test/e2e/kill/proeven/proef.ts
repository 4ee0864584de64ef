import { once } from 'node:events';
import { expect } from 'chai';
import type { Item, Ontvanger, Opstelling, ProefBericht } from '../opstelling.ts';
import { zetVal, type ValNaam } from '../val.ts';
import { wachtTot } from '../../../wacht-tot.ts';

/**
 * One instant at which the hub is killed, and what must hold after it has started again (delivery.md §11). A new command
 * of the store has its two places already (`opdracht.voor-commit`, `opdracht.na-commit`): to try them is to add a line to
 * the list that they belong in.
 */
export interface Proef {
  /** Numbers of the failure points. */
  readonly punten: string;
  /** What the system promises there. */
  readonly belofte: string;
  readonly doe: (o: Opstelling, wie: Ontvanger) => Promise<void>;
}

/** The longest that something is waited for, in seconds of a long poll. */
export const WACHT = 10;

/** Sets the trap, does what springs it, and starts the hub again. */
export async function sterfOp<T>(o: Opstelling, punt: ValNaam, doe: () => Promise<T>): Promise<T> {
  const weg = once(o.hub().kind, 'exit');
  zetVal(o.valBestand, punt);
  const uit = await doe();
  const [, signaal] = (await weg) as [number | null, string | null];
  expect(signaal, o.hub().uitvoer()).to.equal('SIGKILL');
  await o.herstart();
  return uit;
}

/** Sends what must be new. @returns its traceerId. */
export async function neemAan(o: Opstelling, bericht: ProefBericht): Promise<string> {
  const antwoord = await o.zend(bericht);
  expect(antwoord?.status, antwoord?.body.toString()).to.equal(202);
  return antwoord!.json['traceerId'] as string;
}

/** Pulls until the one message comes; every other item would be a double. */
export async function haalEen(o: Opstelling, wie: Ontvanger, traceerId: string): Promise<Item> {
  const items = await o.haal(wie, { wacht: WACHT });
  expect(items?.map((item) => item.traceerId)).to.deep.equal([traceerId]);
  return items![0]!;
}

/** The receiver says that he has it. */
export async function bevestig(o: Opstelling, wie: Ontvanger, leveringId: string): Promise<void> {
  expect((await o.handelAf(wie, leveringId, 'bevestigingen'))?.status).to.equal(204);
}

/** Ends a trial: the receiver takes the message as offer `poging` and acknowledges it; then nothing is left. */
export async function rondAf(o: Opstelling, wie: Ontvanger, traceerId: string, poging: number): Promise<void> {
  const item = await haalEen(o, wie, traceerId);
  expect([item.poging, item.herlevering]).to.deep.equal([poging, poging > 1]);
  await bevestig(o, wie, item.leveringId);
  await isKlaar(o, wie, traceerId, 'bezorgd');
}

/** It ended so, and nothing waits for its receiver. */
export async function isKlaar(o: Opstelling, wie: Ontvanger, traceerId: string, status: string): Promise<void> {
  expect(await o.statusVan(traceerId)).to.equal(status);
  expect(await o.haal(wie)).to.deep.equal([]);
}

/** The sender sends it again and hears that it was there. */
export async function isHerhaald(o: Opstelling, bericht: ProefBericht, traceerId: string): Promise<void> {
  const antwoord = await o.zend(bericht);
  expect(antwoord?.status, antwoord?.body.toString()).to.equal(200);
  expect(antwoord?.json).to.include({ traceerId, herhaald: true });
}

/** Waits until the sender sees this status. */
export async function wachtOp(o: Opstelling, traceerId: string, status: string): Promise<void> {
  await wachtTot(async () => (await o.statusVan(traceerId)) === status, `het bericht werd niet ${status}`);
}
