import { expect } from 'chai';
import type { AansluitingId } from '../../../src/bericht/aansluiting.ts';
import type { Consument, OntvangenItem, WachtrijItem } from '../../../src/queue/port.ts';
import { rond, speelAf, type Spel } from '../model/spel.ts';
import { item as nieuwItem, type ProefWachtrij } from '../wachtrij.ts';
import { WachtrijModel, type ModelItem, type Uitgifte } from './model.ts';
import type { WachtrijStap } from './stappen.ts';

/** Most items kept for one aansluiting: few enough to be met. */
export const MODEL_MAX_DIEPTE = 8;

const AANSLUITINGEN: readonly AansluitingId[] = ['gemeente-a' as AansluitingId, 'gemeente-b' as AansluitingId];
/** The longest that a hand-out is waited for, in milliseconds. */
const UITERLIJK_MS = 3000;

/** What a consumer has, with the end of its handler in our hands. */
interface InHand {
  readonly model: ModelItem;
  readonly item: OntvangenItem;
  /** Lets the handler return or reject. */
  readonly eindig: (fout?: Error) => void;
}

/** Plays a row of steps on a fresh queue and on the model, and compares the two after every step. */
export async function speelWachtrij(proef: ProefWachtrij, stappen: readonly WachtrijStap[]): Promise<void> {
  await speelAf(createSpel(proef), stappen);
}

function createSpel(proef: ProefWachtrij): Spel<WachtrijStap> {
  const model = new WachtrijModel(MODEL_MAX_DIEPTE);
  let wachtrij = proef.wachtrij;
  const gepubliceerd: WachtrijItem[] = [];
  const consumenten = new Map<number, Consument>();
  const sluitend: Promise<void>[] = [];
  let inHand: InHand[] = [];
  const afgerond: OntvangenItem[] = [];
  // what was handed out since the last comparison
  let nieuw: { readonly consument: number; readonly item: OntvangenItem; readonly eindig: InHand['eindig'] }[] = [];
  let nummer = 0;

  async function publiceer(item: WachtrijItem): Promise<void> {
    const { outboxId, traceerId, aansluiting, herlevering, inhoud } = item;
    const verwacht = model.publiceer({ outboxId, traceerId, aansluiting, herlevering, inhoud: tekstVan(inhoud) });
    expect(await wachtrij.publiceer(item)).to.equal(verwacht);
  }

  async function consumeer(aansluiting: AansluitingId, gelijktijdig: number): Promise<void> {
    const eigen = (nummer += 1);
    model.consumeer(eigen, aansluiting, gelijktijdig);
    const consument = await wachtrij.consumeer(
      aansluiting,
      { gelijktijdig },
      (item) =>
        new Promise((los, faal) => {
          const eindig = (fout?: Error): void => (fout === undefined ? los() : faal(fout));
          nieuw.push({ consument: eigen, item, eindig });
        }),
    );
    consumenten.set(eigen, consument);
  }

  async function rondAf(wat: 'klaar' | 'terug' | 'verwerp', plek: number): Promise<void> {
    const een = rond(inHand, plek);
    if (een === undefined) return;
    inHand = inHand.filter((ander) => ander !== een);
    if (wat === 'klaar') model.klaar(een.model);
    else model.terug(een.model);
    if (wat === 'verwerp') {
      een.eindig(new Error('mislukt'));
      return;
    }
    await een.item[wat]();
    een.eindig();
    afgerond.push(een.item);
  }

  function sluit(plek: number): void {
    const eigen = rond(model.openConsumenten(), plek);
    const consument = eigen === undefined ? undefined : consumenten.get(eigen);
    if (eigen === undefined || consument === undefined) return;
    model.sluit(eigen);
    // it waits for what it has in hand: that is for later steps
    sluitend.push(consument.close());
  }

  async function doe(stap: WachtrijStap): Promise<void> {
    switch (stap.doe) {
      case 'publiceer': {
        const inhoud = { bytes: Buffer.from(`inhoud ${gepubliceerd.length}`), contentType: 'text/plain', koppen: {} };
        const item = nieuwItem({
          aansluiting: AANSLUITINGEN[stap.aansluiting]!,
          herlevering: stap.merk,
          ...(stap.inhoud ? { inhoud } : {}),
        });
        gepubliceerd.push(item);
        return publiceer(item);
      }
      case 'publiceerWeer': {
        const eerder = rond(gepubliceerd, stap.item);
        return eerder === undefined ? undefined : publiceer({ ...eerder, herlevering: true });
      }
      case 'consumeer':
        return consumeer(AANSLUITINGEN[stap.aansluiting]!, stap.gelijktijdig);
      case 'klaar':
      case 'terug':
      case 'verwerp':
        return rondAf(stap.doe, stap.item);
      case 'nogEens':
        return rond(afgerond, stap.item)?.[stap.klaar ? 'klaar' : 'terug']();
      case 'sluit':
        sluit(stap.consument);
        return;
      case 'sterf':
        model.herstart();
        inHand = [];
        // of another process: nobody says anything of them any more
        afgerond.length = 0;
        consumenten.clear();
        sluitend.length = 0;
        wachtrij = await proef.sterf();
        return;
    }
  }

  /** What was handed out, to whom, and how much is kept. */
  async function vergelijk(): Promise<void> {
    const verwacht = model.deelUit();
    const aantal = [...verwacht.values()].reduce((som, { length }) => som + length, 0);
    for (const uiterlijk = Date.now() + UITERLIJK_MS; nieuw.length < aantal && Date.now() < uiterlijk;)
      await new Promise((verder) => setTimeout(verder, 1));
    // one that comes too many is found in the next comparison
    for (const aansluiting of AANSLUITINGEN)
      expect(nieuw.map(({ item }) => uitgifteVan(item)).filter((een) => een.aansluiting === aansluiting)).to.deep.equal(
        verwacht.get(aansluiting) ?? [],
      );
    for (const { consument, item, eindig } of nieuw)
      inHand.push({ model: model.kreeg(consument, item.traceerId), item, eindig });
    nieuw = [];
    for (const eigen of model.openConsumenten())
      expect(model.inHand().filter(({ bij }) => bij === eigen).length).to.be.at.most(model.gelijktijdigVan(eigen));
    expect([...(await wachtrij.diepte())].sort()).to.deep.equal([...model.diepte()].sort());
  }

  /** Ends: closes all, settles what is in hand; then every consumer has closed and the rest is there still. */
  async function sluitAf(): Promise<void> {
    while (model.openConsumenten().length > 0) sluit(0);
    while (inHand.length > 0) await rondAf('klaar', 0);
    await Promise.all(sluitend);
    // whatever was on its way comes before this
    await wachtrij.gezondheid();
    await vergelijk();
  }

  return { doe, vergelijk, sluitAf };
}

function uitgifteVan({ aansluiting, traceerId, herlevering, inhoud }: OntvangenItem): Uitgifte {
  return { aansluiting, traceerId, herlevering, inhoud: tekstVan(inhoud) };
}

function tekstVan(inhoud: WachtrijItem['inhoud']): string | undefined {
  return inhoud === undefined ? undefined : Buffer.from(inhoud.bytes).toString();
}
