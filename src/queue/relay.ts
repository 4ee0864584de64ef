import type { AansluitingId } from '../bericht/aansluiting.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Klok, Logger } from '../observe/port.ts';
import type { BerichtStore, OutboxRij } from '../store/port.ts';
import type { PublicatieUitkomst, Wachtrij } from './port.ts';

/** What the relay works with. */
export interface RelayDelen {
  readonly store: BerichtStore;
  readonly wachtrij: Wachtrij;
  /** How an aansluiting gets its messages; `undefined` when no table knows it any more. */
  readonly leverWijze: (aansluiting: AansluitingId) => 'pull' | 'wachtrij' | undefined;
  /** Aansluitingen whose rows stay where they are: paused, full or dead ones. */
  readonly overslaan: () => readonly AansluitingId[];
  readonly klok: Klok;
  readonly log: Logger;
}

/** Carries rows from the outbox to their queue until it is closed. */
export interface Relay {
  /** Says that there may be work: called after a commit that filled the outbox. */
  wek(): void;
  /** Resolves when the outbox held nothing to carry at some moment after the call. */
  leeg(): Promise<void>;
  close(): Promise<void>;
}

/** What became of the rows of one aansluiting; `misschien` are those of `terug` whose publish may have arrived. */
interface Reeks {
  readonly klaar: readonly number[];
  readonly terug: readonly number[];
  readonly misschien: readonly number[];
}

/** Rows in flight at once, and how long a claim lasts (delivery.md §7). */
const VENSTER = 512;
const PER_AANSLUITING = 256;
const CLAIM_MS = 30_000;
/** Safety net when no wake-up came. */
const VEEG_MS = 1000;
const BACKOFF_MS = [200, 500, 1000, 2000, 5000, 10_000, 30_000] as const;

function perAansluiting(rijen: readonly OutboxRij[]): ReadonlyMap<AansluitingId, OutboxRij[]> {
  const reeksen = new Map<AansluitingId, OutboxRij[]>();
  for (const rij of rijen) {
    const reeks = reeksen.get(rij.aansluiting);
    if (reeks === undefined) reeksen.set(rij.aansluiting, [rij]);
    else reeks.push(rij);
  }
  return reeksen;
}

/**
 * Makes the relay: claim → publish → wait for the confirm → mark, in batches. For one aansluiting the order of
 * publication is that of the volgnummers: after a row that was not confirmed its later rows wait.
 */
export function createRelay(delen: RelayDelen): Relay {
  const { store, wachtrij, klok, log } = delen;
  let gestopt = false;
  let mislukt = 0;
  let wekker: (() => void) | undefined;
  let gewekt = false;
  const wachtOpLeeg = new Set<() => void>();
  const vol = new Set<AansluitingId>();
  // what was published and could not be written down: our own claim on it lasts, and later rows would pass it
  let onvoltooid: Reeks | undefined;

  const wek = (): void => {
    gewekt = true;
    wekker?.();
  };

  function slaap(ms: number): Promise<void> {
    if (gewekt || gestopt) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(klaar, ms);
      function klaar(): void {
        clearTimeout(timer);
        wekker = undefined;
        resolve();
      }
      wekker = klaar;
    });
  }

  /**
   * Publishes the rows of one aansluiting in order. After the first that is not confirmed all later ones wait for it,
   * also those that were confirmed: a second publish is marked, an overtaking would not be.
   */
  async function publiceerReeks(rijen: readonly OutboxRij[]): Promise<Reeks> {
    const klaar: number[] = [];
    const terug: number[] = [];
    const misschien: number[] = [];
    const onderweg = rijen.map((rij) => ({ rij, uitkomst: publiceer(rij) }));
    for (const { rij, uitkomst } of onderweg) {
      const wat = await uitkomst;
      if (wat === 'vol') vol.add(rij.aansluiting);
      if (wat === 'bevestigd' && terug.length === 0) {
        klaar.push(rij.outboxId);
        continue;
      }
      terug.push(rij.outboxId);
      if (wat === 'bevestigd' || wat === 'onbekend') misschien.push(rij.outboxId);
    }
    return { klaar, terug, misschien };
  }

  async function publiceer(rij: OutboxRij): Promise<PublicatieUitkomst | 'onbekend'> {
    const wijze = delen.leverWijze(rij.aansluiting);
    // the store itself is the queue of a pull connection: to publish is to change the status
    if (wijze === 'pull') return 'bevestigd';
    try {
      if (wijze === undefined) {
        await store.markeerOnbestelbaar(rij.traceerId, 'geen_route_meer', klok.nu());
        return 'onbestelbaar';
      }
      const { outboxId, aansluiting, traceerId, herlevering } = rij;
      return await wachtrij.publiceer({ outboxId, aansluiting, traceerId, herlevering });
    } catch (fout) {
      log.warn('publiceren mislukt', { traceerId: rij.traceerId, aansluiting: rij.aansluiting, ...foutVelden(fout) });
      return 'onbekend';
    }
  }

  /** Writes down what became of a round, and goes on trying before anything else is claimed. */
  async function voltooi(reeks: Reeks): Promise<void> {
    onvoltooid = reeks;
    if (reeks.klaar.length > 0) await store.markeerGepubliceerd(reeks.klaar, klok.nu());
    onvoltooid = { ...reeks, klaar: [] };
    if (reeks.terug.length > 0) await store.geefOutboxTerug(reeks.terug, reeks.misschien);
    onvoltooid = undefined;
  }

  /** One round. @returns how many rows went on their way, and whether some had to stay. */
  async function ronde(): Promise<{ gedaan: number; gebleven: number }> {
    if (onvoltooid !== undefined) await voltooi(onvoltooid);
    const nu = klok.nu();
    const overslaan = [...new Set([...delen.overslaan(), ...vol])];
    vol.clear();
    const rijen = await store.claimOutbox({
      max: VENSTER,
      maxPerAansluiting: PER_AANSLUITING,
      overslaan,
      nu,
      tot: new Date(nu.getTime() + CLAIM_MS),
    });
    if (rijen.length === 0) return { gedaan: 0, gebleven: 0 };
    const reeksen = perAansluiting(rijen);
    const uitkomsten = await Promise.all([...reeksen.values()].map((reeks) => publiceerReeks(reeks)));
    const klaar = uitkomsten.flatMap((uitkomst) => uitkomst.klaar);
    const terug = uitkomsten.flatMap((uitkomst) => uitkomst.terug);
    const misschien = uitkomsten.flatMap((uitkomst) => uitkomst.misschien);
    await voltooi({ klaar, terug, misschien });
    return { gedaan: klaar.length, gebleven: terug.length };
  }

  async function draai(): Promise<void> {
    while (!gestopt) {
      gewekt = false;
      let wacht = VEEG_MS;
      try {
        const { gedaan, gebleven } = await ronde();
        mislukt = 0;
        if (gedaan > 0) wacht = 0;
        else if (gebleven === 0) {
          for (const klaar of wachtOpLeeg) klaar();
          wachtOpLeeg.clear();
        }
      } catch (fout) {
        wacht = BACKOFF_MS[Math.min(mislukt, BACKOFF_MS.length - 1)] ?? VEEG_MS;
        mislukt += 1;
        gewekt = false;
        log.warn('relay wacht', { duurMs: wacht, ...foutVelden(fout) });
      }
      if (wacht > 0) await slaap(wacht);
    }
  }

  const loopt = draai();
  return {
    wek,
    leeg: () =>
      new Promise((resolve) => {
        wachtOpLeeg.add(resolve);
        wek();
      }),
    async close() {
      gestopt = true;
      wekker?.();
      await loopt;
    },
  };
}
