import type { PayloadHerwikkelaar } from '../keys/port.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import { planTimer, type Plan } from '../observe/plan.ts';
import type { Klok, Logger } from '../observe/port.ts';
import type { Herwikkeld, SleutelOpslag, TeHerwikkelen } from '../store/sleutel-port.ts';

/** Brings kept payloads under the key that seals now, beside the work of the hub. */
export interface Herwikkelaar {
  /** There is a change under way, perhaps. Waits for nothing. */
  wek(): void;
  /** Waits for the batch under way. What was not done is done after the next start. Idempotent. */
  close(): Promise<void>;
}

/** Payloads looked at in a batch: about two milliseconds of the main thread when all are under a former key. */
const PER_KEER = 200;
/**
 * Between the end of the first round and the second one, in milliseconds. A payload is sealed before it is recorded, and no
 * check of a message takes this long.
 */
const TUSSEN_RONDEN_MS = 60_000;

/** Makes it; nothing runs until it is woken. */
export function createHerwikkelaar(delen: {
  readonly opslag: SleutelOpslag;
  readonly kluis: PayloadHerwikkelaar;
  readonly klok: Klok;
  readonly log: Logger;
  readonly plan?: Plan;
}): Herwikkelaar {
  const { opslag, kluis, klok, log, plan = planTimer } = delen;
  let dicht = false;
  let gepland: (() => void) | undefined;
  let bezig: Promise<void> = Promise.resolve();

  function herwikkel(rijen: readonly TeHerwikkelen[], versie: number): Herwikkeld[] {
    return rijen.flatMap((rij) => {
      try {
        const { gewikkeldeSleutel, kekVersie } = kluis.herwikkel(rij, rij.traceerId);
        if (kekVersie !== versie) throw new Error('de kluis verzegelt onder een andere versie');
        return [{ bericht: rij.bericht, oud: rij.gewikkeldeSleutel, nieuw: gewikkeldeSleutel }];
      } catch (fout) {
        // it could not be opened before either: the change goes on without it
        log.error('sleutel van een inhoud niet vernieuwd', { traceerId: rij.traceerId, ...foutVelden(fout) });
        return [];
      }
    });
  }

  async function ronde(versie: number): Promise<'gestopt' | 'klaar'> {
    for (;;) {
      if (dicht) return 'gestopt';
      const { rijen, tot } = await opslag.teHerwikkelen(versie, PER_KEER);
      if (tot === undefined) return 'klaar';
      await opslag.herwikkel({ versie, rijen: herwikkel(rijen, versie), tot });
    }
  }

  async function beurt(): Promise<void> {
    try {
      const lopend = (await opslag.wissels()).findLast(({ klaarOp }) => klaarOp === undefined);
      if (lopend === undefined || (await ronde(lopend.versie)) === 'gestopt') return;
      if ((await opslag.rondeKlaar(lopend.versie, klok.nu())) === 'klaar')
        log.info('alle bewaarde inhoud staat onder de nieuwe sleutel', { versie: `kek-${lopend.versie}` });
      else plant(TUSSEN_RONDEN_MS);
    } catch (fout) {
      log.error('sleutels van bewaarde inhoud niet vernieuwd', foutVelden(fout));
      plant(TUSSEN_RONDEN_MS);
    }
  }

  function plant(ms: number): void {
    if (dicht) return;
    gepland?.();
    gepland = plan(wek, ms);
  }

  function wek(): void {
    gepland?.();
    gepland = undefined;
    if (!dicht) bezig = bezig.then(beurt);
  }

  return {
    wek,
    close() {
      dicht = true;
      gepland?.();
      return bezig;
    },
  };
}
