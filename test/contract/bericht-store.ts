import type { BerichtStore } from '../../src/store/port.ts';
import { describeGrenzen } from './bericht-store/grenzen.ts';
import { describeIdempotentie } from './bericht-store/idempotentie.ts';
import { describeAfhandeling } from './bericht-store/afhandeling.ts';
import { describeLease } from './bericht-store/lease.ts';
import { describeOutbox } from './bericht-store/outbox.ts';
import { describeRegistratie } from './bericht-store/registratie.ts';
import { describeVolgorde } from './bericht-store/volgorde.ts';
import { describeZicht } from './bericht-store/zicht.ts';

/** A store on storage of its own, with what a test may do to it. */
export interface ProefStore {
  readonly store: BerichtStore;
  /** Closes it and opens it again on the same storage. @returns the new one; the old one is of no use any more. */
  heropen(): Promise<BerichtStore>;
  /** Closes whatever is open and takes the storage away. */
  ruimOp(): Promise<void>;
}

/** Opens a store on fresh, empty storage. */
export type OpenProefStore = () => Promise<ProefStore>;

/** What not every store can be brought to. */
export interface StoreMogelijkheden {
  /** Opens a store with room for some messages, not for hundreds of 100 kB. */
  readonly openKrap?: OpenProefStore;
}

/** What each part of the suite gets: the store of the test that runs, and the ways to treat it. */
export interface Onderhanden {
  readonly store: BerichtStore;
  heropen(): Promise<BerichtStore>;
}

/**
 * The suite that every store passes: what `src/store/port.ts` promises, sentence by sentence.
 * @param naam the adapter, as it reads in the titles.
 */
export function describeBerichtStore(naam: string, open: OpenProefStore, mogelijkheden: StoreMogelijkheden = {}): void {
  describe(`BerichtStore: ${naam}`, function () {
    let proef: ProefStore;

    beforeEach(async function () {
      proef = await open();
    });

    afterEach(async function () {
      await proef.ruimOp();
    });

    const onderhanden: Onderhanden = {
      get store() {
        return proef.store;
      },
      heropen: () => proef.heropen(),
    };
    describeRegistratie(onderhanden);
    describeIdempotentie(onderhanden);
    describeOutbox(onderhanden);
    describeLease(onderhanden);
    describeVolgorde(onderhanden);
    describeAfhandeling(onderhanden);
    describeZicht(onderhanden);
    describeGrenzen(onderhanden, mogelijkheden);
  });
}
