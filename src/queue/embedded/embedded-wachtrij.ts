import type { AansluitingId } from '../../bericht/aansluiting.ts';
import { StoreNietBeschikbaar } from '../../store/port.ts';
import type { WachtrijOpslag } from '../../store/wachtrij-port.ts';
import type { Consument, Wachtrij } from '../port.ts';
import { startConsument } from './consument.ts';
import type { LopendeConsument } from './consument.ts';

/** How the embedded queue is made. */
export interface EmbeddedWachtrijOpties {
  /** The part of the store that keeps the items. The caller closes the store, after the queue. */
  readonly opslag: WachtrijOpslag;
  /** Most items kept for one aansluiting; above it a publish is `vol`. Absent = no limit. */
  readonly maxDiepte?: number;
  /** How long a consumer rests after its handler rejected, in milliseconds; default 100. */
  readonly pauzeNaFoutMs?: number;
}

const PAUZE_NA_FOUT_MS = 100;

/**
 * The queue inside the store's own database. A publish that is `bevestigd` is committed; it is never `onbestelbaar`,
 * because a mailbox exists as soon as something is put in it.
 */
export function createEmbeddedWachtrij(opties: EmbeddedWachtrijOpties): Wachtrij {
  const { opslag, maxDiepte, pauzeNaFoutMs = PAUZE_NA_FOUT_MS } = opties;
  const consumenten = new Map<AansluitingId, Set<LopendeConsument>>();
  let gesloten = false;

  function wek(aansluiting: AansluitingId): void {
    for (const consument of consumenten.get(aansluiting) ?? []) consument.wek();
  }

  return {
    async publiceer(item) {
      if (gesloten) throw new StoreNietBeschikbaar('De wachtrij is gesloten.');
      const bewaard = await opslag.zetBij(maxDiepte === undefined ? { item } : { item, maxDiepte });
      if (!bewaard) return 'vol';
      wek(item.aansluiting);
      return 'bevestigd';
    },
    // async, so that a closed queue rejects and does not throw
    // eslint-disable-next-line @typescript-eslint/require-await
    async consumeer(aansluiting, { gelijktijdig }, verwerk): Promise<Consument> {
      if (gesloten) throw new StoreNietBeschikbaar('De wachtrij is gesloten.');
      const consument = startConsument({
        opslag,
        aansluiting,
        gelijktijdig,
        pauzeNaFoutMs,
        verwerk,
        // what one puts back, another of the same aansluiting may take
        opTerug: () => wek(aansluiting),
      });
      const samen = consumenten.get(aansluiting) ?? new Set();
      consumenten.set(aansluiting, samen.add(consument));
      return {
        async close() {
          await consument.close();
          samen.delete(consument);
        },
      };
    },
    diepte: () => opslag.diepte(),
    async gezondheid() {
      try {
        await opslag.proefSchrijven();
        return { ok: true };
      } catch (fout) {
        if (fout instanceof StoreNietBeschikbaar) return { ok: false, uitleg: fout.message };
        throw fout;
      }
    },
    async close() {
      gesloten = true;
      await Promise.all([...consumenten.values()].flatMap((samen) => [...samen].map((consument) => consument.close())));
      consumenten.clear();
    },
  };
}
