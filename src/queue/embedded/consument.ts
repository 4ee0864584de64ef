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
  let nogEens = false;
  let pauze: NodeJS.Timeout | undefined;
  let sluiting: Promise<void> | undefined;
  let opLeeg: (() => void) | undefined;

  function wek(): void {
    if (neemt) nogEens = true;
    else if (sluiting === undefined && pauze === undefined && inHand < gelijktijdig) void neem();
  }

  async function neem(): Promise<void> {
    neemt = true;
    nogEens = false;
    const vrij = gelijktijdig - inHand;
    try {
      const items = await opslag.neem(aansluiting, vrij);
      inHand += items.length;
      for (const item of items) void geef(item);
      nogEens ||= items.length === vrij;
    } catch {
      // the store cannot write now: nothing was handed out
      rust();
    } finally {
      neemt = false;
    }
    if (nogEens) wek();
    meldLeeg();
  }

  async function geef({ id, item }: BewaardItem): Promise<void> {
    let afloop: Promise<void> | undefined;
    const rondAf = (klaar: boolean): Promise<void> => (afloop ??= leg(id, klaar));
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
      if (afloop !== undefined) return;
      rust();
      // when this fails too, the item stays marked as handed out and comes back after a restart
      await rondAf(false).catch(() => undefined);
    }
  }

  async function leg(id: number, klaar: boolean): Promise<void> {
    try {
      await (klaar ? opslag.klaar([id]) : opslag.terug([id]));
    } finally {
      inHand -= 1;
      if (!klaar) opTerug();
      wek();
      meldLeeg();
    }
  }

  function rust(): void {
    pauze ??= setTimeout(() => {
      pauze = undefined;
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
