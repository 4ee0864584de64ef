import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { createToeval, type Toeval } from '../../../src/cli/generate/toeval.ts';
import { createBoekhouding, type Boekhouding, type Post } from './boekhouding.ts';
import { leesEindstand, type Eindstand } from './eindstand.ts';
import { NAMEN, type Handeling, type Item, type Ontvanger, type Opstelling } from './opstelling.ts';
import { staatVal, zetVal, type ValNaam } from './val.ts';

/** What came of a swarm of clients over a hub that is killed again and again. */
export interface ZwermUitslag {
  readonly boeken: Boekhouding;
  readonly eindstand: Eindstand;
  readonly uitgang: number | null;
  /** Times that a repeat was answered with 200. */
  readonly herhaald: number;
  /** Offers that a receiver got, and those of them with the mark. */
  readonly aanbiedingen: number;
  readonly gemerkt: number;
  /** Per place the number of kills; `zomaar` = at a moment of its own. */
  readonly kills: ReadonlyMap<string, number>;
}

/** Places where a hub at work comes by itself. */
const PUNTEN: readonly ValNaam[] = [
  'keur.voor',
  'keur.na',
  'registreer.voor-commit',
  'registreer.na-commit',
  'claimOutbox.voor-commit',
  'claimOutbox.na-commit',
  'markeerGepubliceerd.voor-commit',
  'markeerGepubliceerd.na-commit',
  'lease.voor-commit',
  'lease.na-commit',
  'handelAf.voor-commit',
  'handelAf.na-commit',
  'verloopLeases.voor-commit',
  'verloopLeases.na-commit',
];

const ZENDERS = 3;
/** Senders rest while so many messages are on their way: a swarm that only sends tries no receiver. */
const MAX_ONDERWEG = 60;
/** A trap that does not spring within this time is not waited for: the hub is killed where it is. */
const VAL_MS = 3000;

const even = (ms: number): Promise<void> => new Promise((klaar) => setTimeout(klaar, ms));

/**
 * Lets parties send, repeat, pull, acknowledge, refuse, give back and forget, while the hub is killed `kills` times; then
 * lets them finish and stops it.
 */
export async function zwerm(o: Opstelling, opties: { seed: number; kills: number }): Promise<ZwermUitslag> {
  const boeken = createBoekhouding();
  const kills = new Map<string, number>();
  // all senders go on about the same clients: a chain is then longer than what a receiver takes at once
  const eerdere = new Map<Ontvanger, Post>();
  let herhaald = 0;
  let aanbiedingen = 0;
  let gemerkt = 0;
  let zendend = true;

  const onderweg = (): number => boeken.posten.filter(({ uitkomst }) => uitkomst === undefined).length;

  /** Sends until there is an answer. */
  async function zend(post: Post, toeval: Toeval): Promise<void> {
    const wens = toeval.kans(0.5) ? { traceerId: randomUUID() } : {};
    const nogEens = post.toegezegd !== undefined;
    for (;;) {
      const antwoord = await o.zend(post, nogEens ? {} : wens);
      if (antwoord === undefined || antwoord.status === 503) {
        await even(20);
        continue;
      }
      if (antwoord.status !== 200 && (antwoord.status !== 202 || nogEens))
        throw new Error(`zenden gaf ${antwoord.status} ${String(antwoord.json['code'])}\n${o.hub().uitvoer()}`);
      boeken.toegezegd(post, antwoord.json['traceerId'] as string);
      if (antwoord.status === 200) herhaald += 1;
      return;
    }
  }

  async function zender(toeval: Toeval): Promise<void> {
    while (zendend) {
      if (onderweg() >= MAX_ONDERWEG) {
        await even(10);
        continue;
      }
      const aan = toeval.kies(NAMEN);
      const post = boeken.nieuw(aan, o.bericht(aan, toeval.kans(0.9) ? eerdere.get(aan) : undefined));
      await zend(post, toeval);
      if (toeval.kans(0.15)) await zend(post, toeval);
      eerdere.set(aan, post);
    }
  }

  async function handelAf(post: Post, { leveringId }: Item, wat: Handeling): Promise<void> {
    const hadMerk = post.moetMerk;
    post.moetMerk = true;
    if (wat !== 'teruggaven') post.afgehandeldVanaf ??= boeken.tik();
    let antwoord = await o.handelAf(post.aan, leveringId, wat);
    while (antwoord === undefined || antwoord.status === 503) {
      await even(20);
      antwoord = await o.handelAf(post.aan, leveringId, wat);
    }
    if (antwoord.status === 204) {
      if (wat === 'teruggaven') post.moetMerk = hadMerk;
      else post.uitkomst = wat === 'bevestigingen' ? 'bezorgd' : 'geweigerd';
    } else if (wat !== 'weigeringen' || antwoord.status !== 409) boeken.meld(`${wat} gaf ${antwoord.status}`);
    // else it was offered again meanwhile: the newer offer is the one to settle
    else delete post.afgehandeldVanaf;
  }

  async function ontvanger(wie: Ontvanger, toeval: Toeval): Promise<void> {
    while (zendend || boeken.posten.some((post) => post.aan === wie && post.uitkomst === undefined)) {
      const items = await o.haal(wie, { max: toeval.heel(1, 9), wacht: 1 });
      if (items === undefined) {
        await even(20);
        continue;
      }
      aanbiedingen += items.length;
      gemerkt += items.filter(({ herlevering }) => herlevering).length;
      for (const { item, post } of boeken.ontvangen(wie, items)) {
        const worp = toeval.heel(1, 100);
        // forgotten: its lease runs out
        if (worp > 90) post.moetMerk = true;
        else await handelAf(post, item, worp > 82 ? 'teruggaven' : worp > 72 ? 'weigeringen' : 'bevestigingen');
      }
    }
  }

  async function doder(toeval: Toeval): Promise<void> {
    for (let i = 0; i < opties.kills; i += 1) {
      // at a moment in the work, not on the clock
      const vanaf = boeken.nu() + toeval.heel(5, 80);
      while (boeken.nu() < vanaf) await even(5);
      const punt = toeval.kans(0.5) ? toeval.kies(PUNTEN) : 'zomaar';
      const weg = once(o.hub().kind, 'exit');
      if (punt !== 'zomaar') {
        zetVal(o.valBestand, punt, toeval.heel(1, 4));
        await Promise.race([weg, even(VAL_MS)]);
      }
      const waar = punt === 'zomaar' || staatVal(o.valBestand) ? 'zomaar' : punt;
      kills.set(waar, (kills.get(waar) ?? 0) + 1);
      await o.hub().dood();
      await o.herstart();
    }
    zendend = false;
  }

  await Promise.all([
    doder(createToeval(opties.seed, 1)),
    ...Array.from({ length: ZENDERS }, (_, i) => zender(createToeval(opties.seed, 2, i))),
    ...NAMEN.map((wie, i) => ontvanger(wie, createToeval(opties.seed, 3, i))),
  ]);
  boeken.sluitAf();
  const uitgang = await o.hub().stop();
  return { boeken, eindstand: leesEindstand(o.dataMap), uitgang, herhaald, aanbiedingen, gemerkt, kills };
}

/** @returns the ids that the books say ended so, sorted. */
export function idsVan(boeken: Boekhouding, uitkomst: Post['uitkomst']): readonly string[] {
  return boeken.posten
    .filter((post) => post.uitkomst === uitkomst)
    .map((post) => post.toegezegd?.traceerId ?? 'nooit toegezegd')
    .sort();
}
