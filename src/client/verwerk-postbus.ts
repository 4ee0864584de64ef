import type { Klok } from '../observe/port.ts';
import type { Levering } from './antwoorden.ts';
import { isHerhaalbaar, LeveringWeigeren } from './fouten.ts';
import type { KnooppuntClient } from './client-port.ts';

/** What the callback is told beside the message. */
export interface VerwerkHulp {
  /**
   * This process handed the same message to the callback before. A hint only: look in your own store whether you have
   * it. A person may have asked to get it once more.
   */
  readonly eerderGezien: boolean;
  /** Ends when the loop is told to stop. */
  readonly signaal: AbortSignal;
}

/** Something that went wrong in the loop, which goes on. */
export interface PostbusFout {
  readonly bij: 'ophalen' | 'verwerken' | 'afhandelen';
  readonly fout: unknown;
  readonly levering?: Levering;
}

/** How a mailbox is worked through. */
export interface PostbusOpties {
  readonly client: Pick<KnooppuntClient, 'haalOp' | 'bevestig' | 'weiger' | 'geefTerug'>;
  readonly klok: Klok;
  /** One of the parties that the connection serves; default all. */
  readonly partij?: string;
  /** Default 20. */
  readonly max?: number;
  /** Long enough to store a whole batch. Default 300. */
  readonly leaseSeconden?: number;
  /** Default 30: the hub answers as soon as something is there. */
  readonly wachtSeconden?: number;
  /**
   * Stores one message safely. Only when it resolves is the message acknowledged. Throws `LeveringWeigeren` to refuse
   * it; anything else gives it back, to be offered again.
   */
  readonly verwerk: (levering: Levering, hulp: VerwerkHulp) => Promise<void>;
  readonly bijFout?: (fout: PostbusFout) => void;
  /** Ends the loop: what is being stored is finished and acknowledged, what was not begun is given back. */
  readonly signaal: AbortSignal;
  /** Waits after failure; default by a timer. */
  readonly wacht?: (ms: number, signaal: AbortSignal) => Promise<void>;
}

/** What was done until the loop ended. */
export interface PostbusTelling {
  readonly verwerkt: number;
  readonly geweigerd: number;
  readonly teruggegeven: number;
}

const MAX_ONTHOUDEN = 10_000;
const EERSTE_PAUZE_MS = 1000;
const MAX_PAUZE_MS = 60_000;

/**
 * Works through a mailbox until `signaal` ends it: takes messages, has each stored by the callback, in order and one at a
 * time, and acknowledges it after that. When nothing of a batch could be stored it pauses, longer each time, so that a
 * store that is down is not asked without end.
 * @throws what the client throws and is no use to try again: a certificate that is refused, an answer that is not proven.
 */
export async function verwerkPostbus(opties: PostbusOpties): Promise<PostbusTelling> {
  const { client, klok, signaal, verwerk } = opties;
  const { max = 20, leaseSeconden = 300, wachtSeconden = 30, bijFout = () => undefined, wacht = pauzeer } = opties;
  const gezien = createGeheugen(MAX_ONTHOUDEN);
  // stored, but the acknowledgement did not get through: it is not stored again when it is offered again
  const nogTeBevestigen = createGeheugen(MAX_ONTHOUDEN);
  const telling = { verwerkt: 0, geweigerd: 0, teruggegeven: 0 };
  let mislukt = 0;

  while (!signaal.aborted) {
    const gelukt = await ronde();
    mislukt = gelukt ? 0 : mislukt + 1;
    if (mislukt > 0) await wacht(Math.min(MAX_PAUZE_MS, EERSTE_PAUZE_MS * 2 ** (mislukt - 1)), signaal);
  }
  return telling;

  /** @returns false when a pause is due */
  async function ronde(): Promise<boolean> {
    let leveringen: readonly Levering[];
    try {
      const partij = opties.partij === undefined ? {} : { partij: opties.partij };
      leveringen = await client.haalOp({ ...partij, max, leaseSeconden, wachtSeconden, signaal });
    } catch (fout) {
      if (signaal.aborted) return true;
      if (!isHerhaalbaar(fout)) throw fout;
      bijFout({ bij: 'ophalen', fout });
      return false;
    }
    let afgehandeld = 0;
    for (const levering of leveringen) {
      if (signaal.aborted) await geefTerug(levering);
      // what another may have by now is left alone
      else if (klok.nu() < levering.verlooptOp && (await behandel(levering))) afgehandeld += 1;
    }
    return leveringen.length === 0 || afgehandeld > 0;
  }

  /** @returns whether the message is done with */
  async function behandel(levering: Levering): Promise<boolean> {
    const { traceerId } = levering;
    const eerderGezien = gezien.heeft(traceerId);
    gezien.onthoud(traceerId);
    try {
      if (!nogTeBevestigen.heeft(traceerId)) await verwerk(levering, { eerderGezien, signaal });
    } catch (fout) {
      if (fout instanceof LeveringWeigeren) return weiger(levering, fout);
      bijFout({ bij: 'verwerken', fout, levering });
      await geefTerug(levering);
      return false;
    }
    nogTeBevestigen.onthoud(traceerId);
    // without the signal: what is stored is acknowledged, also while stopping
    const bevestigd = await handelAf(levering, () => client.bevestig(levering.leveringId));
    if (bevestigd) nogTeBevestigen.vergeet(traceerId);
    telling.verwerkt += 1;
    return true;
  }

  async function weiger(levering: Levering, { code, omschrijving }: LeveringWeigeren): Promise<boolean> {
    const gedaan = await handelAf(levering, () => client.weiger(levering.leveringId, { code, omschrijving }));
    if (gedaan) telling.geweigerd += 1;
    return gedaan;
  }

  async function geefTerug(levering: Levering): Promise<void> {
    if (await handelAf(levering, () => client.geefTerug(levering.leveringId))) telling.teruggegeven += 1;
  }

  async function handelAf(levering: Levering, doe: () => Promise<void>): Promise<boolean> {
    try {
      await doe();
      return true;
    } catch (fout) {
      // the lease runs out and the message is offered again: nothing is lost by going on
      bijFout({ bij: 'afhandelen', fout, levering });
      return false;
    }
  }
}

/** Remembers this many names, the latest ones. */
function createGeheugen(grootte: number): {
  heeft(naam: string): boolean;
  onthoud(naam: string): void;
  vergeet(naam: string): void;
} {
  const namen = new Set<string>();
  return {
    heeft: (naam) => namen.has(naam),
    onthoud: (naam) => {
      namen.delete(naam);
      namen.add(naam);
      const [oudste] = namen;
      if (namen.size > grootte && oudste !== undefined) namen.delete(oudste);
    },
    vergeet: (naam) => void namen.delete(naam),
  };
}

function pauzeer(ms: number, signaal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const klaar = (): void => {
      clearTimeout(timer);
      signaal.removeEventListener('abort', klaar);
      resolve();
    };
    const timer = setTimeout(klaar, ms);
    signaal.addEventListener('abort', klaar, { once: true });
    if (signaal.aborted) klaar();
  });
}
