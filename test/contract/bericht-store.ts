import { describeGrenzen } from './bericht-store/grenzen.ts';
import { describeIdempotentie } from './bericht-store/idempotentie.ts';
import { describeAfhandeling } from './bericht-store/afhandeling.ts';
import { describeLease } from './bericht-store/lease.ts';
import { describeOutbox } from './bericht-store/outbox.ts';
import type { Onderhanden, OpenProefStore, ProefStore, StoreMogelijkheden } from './bericht-store/proef-store.ts';
import { describeRegistratie } from './bericht-store/registratie.ts';
import { describeVolgorde } from './bericht-store/volgorde.ts';
import { describeZicht } from './bericht-store/zicht.ts';

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
