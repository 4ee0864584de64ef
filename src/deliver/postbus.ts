import type { Aansluiting } from '../bericht/aansluiting.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { PayloadOpener } from '../keys/port.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Ids, Klok, Logger, Metrieken } from '../observe/port.ts';
import type { AfhandelUitkomst, Afhandeling, BerichtStore, Bewijs, Levering, Nonce } from '../store/port.ts';
import { zoekOfWacht, type Wekker } from './wekker.ts';

/** What a mailbox works with. */
export interface PostbusDelen {
  readonly store: BerichtStore;
  readonly kluis: PayloadOpener;
  readonly wekker: Wekker;
  readonly klok: Klok;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrieken: Metrieken;
}

/** A leased item with its contents, ready to hand over. */
export interface GeleverdItem extends Levering {
  readonly bytes: Buffer;
}

/** A request for leased items, with values inside the limits of delivery.md §3. */
export interface OphaalVraag {
  readonly aansluiting: Aansluiting;
  readonly partij?: PartijCode;
  readonly max: number;
  readonly leaseSeconden: number;
  readonly wachtSeconden: number;
  readonly nonce: Nonce;
  readonly bewijs?: Bewijs;
  /** Ends waiting: the caller went away or the hub stops. */
  readonly signaal: AbortSignal;
}

/** Delivery by pull: lease, settle, put back what ran out. */
export interface Postbus {
  /** @returns the leased items, empty when nothing came in time; `nonce_bekend` when this request was seen before. */
  haalOp(vraag: OphaalVraag): Promise<readonly GeleverdItem[] | 'nonce_bekend'>;
  handelAf(vraag: {
    readonly aansluiting: Aansluiting;
    readonly leveringId: string;
    readonly afhandeling: Afhandeling;
    readonly bewijs?: Bewijs;
  }): Promise<AfhandelUitkomst>;
  close(): Promise<void>;
}

/** Most bytes of message in one batch; the first message always fits (delivery.md §3). */
const MAX_BYTES_PER_LEVERING = 25_000_000;
const VEEG_MS = 1000;

/** Makes the mailboxes, with the sweep that puts expired leases back each second. */
export function createPostbus(delen: PostbusDelen): Postbus {
  const { store, kluis, wekker, klok, ids, log, metrieken } = delen;
  let vegen: Promise<void> | undefined;

  async function veeg(): Promise<void> {
    try {
      for (const aansluiting of await store.verloopLeases(klok.nu())) wekker.wek(aansluiting);
    } catch (fout) {
      log.warn('verlopen aanbiedingen niet teruggezet', foutVelden(fout));
    }
  }

  const timer = setInterval(() => {
    vegen ??= veeg().finally(() => {
      vegen = undefined;
    });
  }, VEEG_MS);
  timer.unref();

  async function lease(vraag: OphaalVraag, metNonce: boolean): Promise<readonly Levering[] | 'nonce_bekend'> {
    const { aansluiting, partij, max, bewijs, nonce } = vraag;
    return store.lease({
      aansluiting: aansluiting.id,
      volgorde: aansluiting.volgorde,
      ...(partij === undefined ? {} : { partij }),
      soorten: aansluiting.soorten,
      max,
      maxBytes: MAX_BYTES_PER_LEVERING,
      leaseMs: vraag.leaseSeconden * 1000,
      nu: klok.nu(),
      leveringIds: Array.from({ length: max }, () => ids.uuid()),
      ...(metNonce ? { nonce } : {}),
      ...(bewijs === undefined ? {} : { bewijs }),
    });
  }

  async function metInhoud(leveringen: readonly Levering[]): Promise<readonly GeleverdItem[]> {
    metrieken.teller('leveringen', leveringen.length);
    return Promise.all(
      leveringen.map(async (levering) => ({
        ...levering,
        bytes: await kluis.open(levering.inhoud, levering.traceerId),
      })),
    );
  }

  return {
    async haalOp(vraag) {
      const wachten = { naam: vraag.aansluiting.id, wachtMs: vraag.wachtSeconden * 1000, signaal: vraag.signaal };
      let metNonce = true;
      const leveringen = await zoekOfWacht(delen, wachten, async () => {
        const gevonden = await lease(vraag, metNonce);
        metNonce = false;
        return gevonden.length === 0 ? undefined : gevonden;
      });
      return leveringen === 'nonce_bekend' ? leveringen : metInhoud(leveringen ?? []);
    },
    async handelAf({ aansluiting, leveringId, afhandeling, bewijs }) {
      const uitkomst = await store.handelAf({
        aansluiting: aansluiting.id,
        leveringId,
        afhandeling,
        nu: klok.nu(),
        ...(bewijs === undefined ? {} : { bewijs }),
      });
      if (uitkomst.httpStatus === 204) {
        metrieken.teller(
          ({ bevestigen: 'bevestigingen', weigeren: 'weigeringen', teruggeven: 'teruggaven' } as const)[
            afhandeling.soort
          ],
        );
        // in the strict modes the next item may go out only now
        wekker.wek(aansluiting.id);
      }
      return uitkomst;
    },
    async close() {
      clearInterval(timer);
      await vegen;
    },
  };
}
