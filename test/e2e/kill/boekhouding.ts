import { ONTVANGERS, type Item, type Ontvanger, type ProefBericht } from './opstelling.ts';

/** What the parties know of one message. Moments are numbers of a count that all of them share. */
export interface Post extends ProefBericht {
  readonly aan: Ontvanger;
  readonly verzonden: number;
  toegezegd?: { readonly op: number; readonly traceerId: string };
  /** As it was offered, and never otherwise. */
  aangeboden?: { readonly traceerId: string; readonly volgnummer: number };
  keren: number;
  /** An earlier offer was not given back, so every later one has to say so. */
  moetMerk: boolean;
  /** From when the hub may have settled it: the first call, answered or not. */
  afgehandeldVanaf?: number;
  uitkomst?: 'bezorgd' | 'geweigerd';
}

/** What parties see, held against what was promised to them. */
export interface Boekhouding {
  readonly fouten: readonly string[];
  readonly posten: readonly Post[];
  /** The next moment. */
  tik(): number;
  /** The last moment that there was. */
  nu(): number;
  meld(fout: string): void;
  nieuw(aan: Ontvanger, bericht: ProefBericht): Post;
  /** The sender got 202 or 200. */
  toegezegd(post: Post, traceerId: string): void;
  /** The receiver got a batch. @returns its messages. */
  ontvangen(wie: Ontvanger, items: readonly Item[]): readonly { readonly item: Item; readonly post: Post }[];
  /** What can only be said when all is over. */
  sluitAf(): void;
}

/** One batch of a connection whose order is a promise. */
interface Partij {
  readonly op: number;
  readonly posten: readonly Post[];
}

/** Opens the books. */
export function createBoekhouding(): Boekhouding {
  const opInhoud = new Map<string, Post>();
  const fouten: string[] = [];
  const partijen: Partij[] = [];
  const laatsteEerste = new Map<string, number>();
  let tel = 0;
  const meld = (fout: string): void => void fouten.push(fout);
  const tik = (): number => (tel += 1);

  /** Messages that may not pass one another: all of a connection, or those of one client. */
  function rij({ aan, bsn }: Post): string {
    return ONTVANGERS[aan].volgorde === 'keten' ? `${aan} ${bsn}` : aan;
  }

  function neemOp(wie: Ontvanger, item: Item): Post | undefined {
    const post = opInhoud.get(Buffer.from(item.inhoud, 'base64').toString('utf8'));
    if (post?.aan !== wie) {
      meld(`${wie} kreeg een bericht dat niemand hem stuurde`);
      return undefined;
    }
    const { traceerId, volgnummer } = item;
    post.aangeboden ??= { traceerId, volgnummer };
    if (post.aangeboden.traceerId !== traceerId || post.aangeboden.volgnummer !== volgnummer)
      meld(`${traceerId} kwam eerder onder een ander nummer`);
    if (post.uitkomst !== undefined) meld(`${traceerId} kwam na de afloop ${post.uitkomst} nog eens`);
    if (post.moetMerk && !item.herlevering) meld(`${traceerId} kwam nog eens zonder merk`);
    if (item.herlevering && item.poging < 2) meld(`${traceerId} kwam nog eens als poging ${item.poging}`);
    if (post.keren === 0 && !item.herlevering) {
      const vorige = laatsteEerste.get(rij(post)) ?? 0;
      if (volgnummer < vorige) meld(`${traceerId} werd ingehaald bij ${wie} (${ONTVANGERS[wie].volgorde})`);
      laatsteEerste.set(rij(post), volgnummer);
    }
    post.keren += 1;
    return post;
  }

  /** While a batch is out, everything before it in its line is settled or goes with it. */
  function toetsRij({ op, posten }: Partij, allen: readonly Post[]): void {
    for (const post of posten) {
      for (const eerder of allen) {
        if (eerder.aangeboden!.volgnummer >= post.aangeboden!.volgnummer) break;
        if (rij(eerder) !== rij(post) || posten.includes(eerder)) continue;
        if (eerder.afgehandeldVanaf === undefined || eerder.afgehandeldVanaf > op)
          meld(
            `${post.aangeboden!.traceerId} ging voor ${eerder.aangeboden!.traceerId} (${ONTVANGERS[post.aan].volgorde})`,
          );
      }
    }
  }

  return {
    fouten,
    get posten() {
      return [...opInhoud.values()];
    },
    tik,
    nu: () => tel,
    meld,
    nieuw(aan, { xml, bsn }) {
      const post: Post = { xml, bsn, aan, verzonden: tik(), keren: 0, moetMerk: false };
      opInhoud.set(xml, post);
      return post;
    },
    toegezegd(post, traceerId) {
      post.toegezegd ??= { op: tik(), traceerId };
      if (post.toegezegd.traceerId !== traceerId) meld('een herhaling kreeg een ander traceerId');
    },
    ontvangen(wie, items) {
      const uit = items.flatMap((item) => {
        const post = neemOp(wie, item);
        return post === undefined ? [] : [{ item, post }];
      });
      if (ONTVANGERS[wie].volgorde !== 'soepel') partijen.push({ op: tik(), posten: uit.map(({ post }) => post) });
      return uit;
    },
    sluitAf() {
      const allen = [...opInhoud.values()];
      for (const { toegezegd, aangeboden, uitkomst } of allen) {
        if (toegezegd?.traceerId !== aangeboden?.traceerId) meld('toegezegd en aangeboden zijn niet hetzelfde bericht');
        if (uitkomst === undefined) meld('een bericht kwam nooit tot een einde');
      }
      const bekend = allen.filter((post) => post.aangeboden !== undefined && post.toegezegd !== undefined);
      bekend.sort((links, rechts) => links.aangeboden!.volgnummer - rechts.aangeboden!.volgnummer);
      for (const partij of partijen) toetsRij(partij, bekend);
      // who had his 202 before another began to send stands before him
      let laatsteVerzonden = 0;
      for (const { verzonden, toegezegd } of bekend) {
        if (toegezegd!.op < laatsteVerzonden)
          meld(`${toegezegd!.traceerId} kreeg een later nummer dan een later bericht`);
        laatsteVerzonden = Math.max(laatsteVerzonden, verzonden);
      }
    },
  };
}
