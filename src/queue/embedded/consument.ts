import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { AansluitingId } from '../../bericht/aansluiting.ts';
import type { BewaardItem, WachtrijOpslag } from '../../store/wachtrij-port.ts';
import type { Consument, OntvangenItem } from '../port.ts';

/** A consumer that takes items as long as it has a free hand. */
export interface LopendeConsument extends Consument {
  /** Something may have come: look again. */
  wek(): void;
}

/** What a consumer needs. */
export interface ConsumentOpties {
  readonly opslag: WachtrijOpslag;
  readonly aansluiting: AansluitingId;
  readonly gelijktijdig: number;
  readonly pauzeNaFoutMs: number;
  readonly verwerk: (item: OntvangenItem) => Promise<void>;
  /** Called after an item was put back. */
  readonly opTerug: () => void;
}

/**
 * Starts a consumer of one aansluiting. It knows nothing of the others, so a slow one slows none of them. An item stays
 * in hand until it is `klaar` or `terug`; a handler that rejects puts it back and rests for a moment, or a handler with
 * a fault would hand the same item round as fast as the disk allows.
 */
export function startConsument(opties: ConsumentOpties): LopendeConsument {
  const { opslag, aansluiting, gelijktijdig, pauzeNaFoutMs, verwerk, opTerug } = opties;
  let inHand = 0;
  let neemt = false;
  /** The last look found less than there was room for, and nobody has called since. */
  let leeg = false;
  let pauze: NodeJS.Timeout | undefined;
  let sluiting: Promise<void> | undefined;
  let opLeeg: (() => void) | undefined;

  function wek(): void {
    leeg = false;
    kijk();
  }

  function kijk(): void {
    if (sluiting === undefined && pauze === undefined && !neemt && !leeg && inHand < gelijktijdig) void neem();
  }

  async function neem(): Promise<void> {
    neemt = true;
    // a call during the look makes it false again: then there is another look
    leeg = true;
    const vrij = gelijktijdig - inHand;
    try {
      const items = await opslag.neem(aansluiting, vrij);
      if (items.length === vrij) leeg = false;
      inHand += items.length;
      for (const item of items) void geef(item);
    } catch {
      // the store cannot write now: nothing was handed out
      rust();
    } finally {
      neemt = false;
    }
    kijk();
    meldLeeg();
  }

  async function geef({ id, item }: BewaardItem): Promise<void> {
    let afloop: Promise<void> | undefined;
    const rondAf = (klaar: boolean): Promise<void> =>
      (afloop ??= leg(id, klaar).catch((fout: unknown) => {
        // still in hand: it may be tried again
        afloop = undefined;
        throw fout;
      }));
    try {
      await verwerk({
        aansluiting: item.aansluiting,
        traceerId: item.traceerId,
        herlevering: item.herlevering,
        ...(item.inhoud === undefined ? {} : { inhoud: item.inhoud }),
        klaar: () => rondAf(true),
        terug: () => rondAf(false),
      });
    } catch {
      // the handler's own faults are for the handler to tell; here they mean: not done
      await legTerug(() => afloop ?? rondAf(false));
    }
  }

  async function legTerug(probeer: () => Promise<void>): Promise<void> {
    rust();
    while (!(await gelukt(probeer()))) {
      if (sluiting !== undefined) {
        // marked as handed out: it comes back after a restart
        laatGaan();
        return;
      }
      await setTimeoutAsync(pauzeNaFoutMs);
    }
  }

  async function leg(id: number, klaar: boolean): Promise<void> {
    await (klaar ? opslag.klaar([id]) : opslag.terug([id]));
    if (!klaar) opTerug();
    laatGaan();
  }

  function laatGaan(): void {
    inHand -= 1;
    kijk();
    meldLeeg();
  }

  function rust(): void {
    pauze ??= setTimeout(() => {
      pauze = undefined;
      // also after a look that failed
      wek();
    }, pauzeNaFoutMs);
  }

  function meldLeeg(): void {
    if (inHand === 0 && !neemt) opLeeg?.();
  }

  async function stop(): Promise<void> {
    clearTimeout(pauze);
    if (inHand > 0 || neemt)
      await new Promise<void>((los) => {
        opLeeg = los;
      });
  }

  wek();
  return { wek, close: () => (sluiting ??= stop()) };
}

async function gelukt(poging: Promise<void>): Promise<boolean> {
  try {
    await poging;
    return true;
  } catch {
    return false;
  }
}
