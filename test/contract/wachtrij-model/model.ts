import type { PublicatieUitkomst } from '../../../src/queue/port.ts';

/** An item as the model keeps it. */
export interface ModelItem {
  readonly outboxId: number;
  readonly traceerId: string;
  readonly aansluiting: string;
  readonly inhoud: string | undefined;
  /** The mark of the next hand-out. */
  herlevering: boolean;
  /** The consumer that has it in hand. */
  bij: number | undefined;
}

/** One hand-out, as a consumer sees it. */
export interface Uitgifte {
  readonly aansluiting: string;
  readonly traceerId: string;
  readonly herlevering: boolean;
  readonly inhoud: string | undefined;
}

interface ModelConsument {
  readonly nummer: number;
  readonly aansluiting: string;
  readonly gelijktijdig: number;
  open: boolean;
}

/** What a queue has to do, in lists and loops: nothing of what makes one durable, fast or safe for many at once. */
export class WachtrijModel {
  readonly #maxDiepte: number;
  #items: ModelItem[] = [];
  #consumenten: ModelConsument[] = [];

  constructor(maxDiepte: number) {
    this.#maxDiepte = maxDiepte;
  }

  publiceer(item: Omit<ModelItem, 'bij'>): PublicatieUitkomst {
    if (this.#items.some(({ outboxId }) => outboxId === item.outboxId)) return 'bevestigd';
    if (this.#van(item.aansluiting).length >= this.#maxDiepte) return 'vol';
    this.#items.push({ ...item, bij: undefined });
    return 'bevestigd';
  }

  consumeer(nummer: number, aansluiting: string, gelijktijdig: number): void {
    this.#consumenten.push({ nummer, aansluiting, gelijktijdig, open: true });
  }

  /** Takes no more; what it has in hand stays there. */
  sluit(nummer: number): void {
    const consument = this.#consumenten.find((een) => een.nummer === nummer);
    if (consument !== undefined) consument.open = false;
  }

  klaar(item: ModelItem): void {
    this.#items = this.#items.filter((een) => een !== item);
  }

  terug(item: ModelItem): void {
    item.bij = undefined;
  }

  /** Nobody has anything in hand any more, and nobody asks. */
  herstart(): void {
    for (const item of this.#items) item.bij = undefined;
    this.#consumenten = [];
  }

  /**
   * Hands out what free hands can take. Which of two consumers of one aansluiting gets an item is not promised, so that
   * hands are counted per aansluiting.
   * @returns the hand-outs per aansluiting, in order.
   */
  deelUit(): ReadonlyMap<string, readonly Uitgifte[]> {
    const uit = new Map<string, Uitgifte[]>();
    for (const aansluiting of new Set(this.#consumenten.map((een) => een.aansluiting))) {
      const handen = this.#consumenten.filter((een) => een.open && een.aansluiting === aansluiting);
      const inHand = this.#items.filter(({ bij }) => handen.some(({ nummer }) => nummer === bij)).length;
      const vrij = handen.reduce((som, { gelijktijdig }) => som + gelijktijdig, 0) - inHand;
      const mee = this.#van(aansluiting)
        .filter(({ bij }) => bij === undefined)
        .slice(0, vrij);
      uit.set(
        aansluiting,
        mee.map(({ traceerId, herlevering, inhoud }) => ({ aansluiting, traceerId, herlevering, inhoud })),
      );
      // whoever gets it next cannot know what became of this one
      for (const item of mee) item.herlevering = true;
    }
    return uit;
  }

  /** A consumer said that it got an item. */
  kreeg(nummer: number, traceerId: string): ModelItem {
    const item = this.#items.find((een) => een.traceerId === traceerId);
    if (item === undefined) throw new Error('een item dat er niet is, werd uitgegeven');
    if (item.bij !== undefined) throw new Error('een item werd tweemaal uitgegeven');
    item.bij = nummer;
    return item;
  }

  /** Items in the hands of consumers. */
  inHand(): readonly ModelItem[] {
    return this.#items.filter(({ bij }) => bij !== undefined);
  }

  /** Most items that a consumer may have. */
  gelijktijdigVan(nummer: number): number {
    return this.#consumenten.find((een) => een.nummer === nummer)?.gelijktijdig ?? 0;
  }

  openConsumenten(): readonly number[] {
    return this.#consumenten.filter(({ open }) => open).map(({ nummer }) => nummer);
  }

  diepte(): ReadonlyMap<string, number> {
    return new Map(
      [...new Set(this.#items.map(({ aansluiting }) => aansluiting))].map((een) => [een, this.#van(een).length]),
    );
  }

  #van(aansluiting: string): ModelItem[] {
    return this.#items.filter((item) => item.aansluiting === aansluiting);
  }
}
