import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import type { VolgordeModus } from '../../src/bericht/aansluiting.ts';
import type { BerichtStore } from '../../src/store/port.ts';
import type { OpenProefStore } from './bericht-store/proef-store.ts';
import { speel, type ModelMogelijkheden } from './model/speel.ts';
import { stappen, type Stap } from './model/stappen.ts';
import { VOORBEELDEN } from './model/voorbeelden.ts';

/** Rows of steps per mode of order: each opens a store of its own. */
const RIJEN_PER_MODUS = 15;

/**
 * Holds a store against a plain model: rows of steps by chance, and rows that once showed a fault. What both do must be
 * the same after every step.
 * @param naam the adapter, as it reads in the titles.
 */
export function describeBerichtStoreModel<S extends BerichtStore>(
  naam: string,
  open: OpenProefStore<S>,
  mogelijkheden: ModelMogelijkheden<S> = {},
): void {
  const extra = { herlever: mogelijkheden.herlever !== undefined, pauzeer: mogelijkheden.pauzeer !== undefined };
  const kan = (stap: Stap): boolean =>
    (stap.doe !== 'herlever' || extra.herlever) && (stap.doe !== 'pauzeer' || extra.pauzeer);

  async function speelVers(rij: readonly Stap[], volgorde: VolgordeModus): Promise<void> {
    const proef = await open();
    try {
      await speel(proef, rij, volgorde, mogelijkheden);
    } finally {
      await proef.ruimOp();
    }
  }

  describe(`BerichtStore against the model: ${naam}`, function () {
    // with the search for the shortest row that fails
    this.timeout(90_000);
    const zaad = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));

    for (const volgorde of ['soepel', 'strikt', 'keten'] as const)
      it(`does as the model whatever comes after what, in order mode ${volgorde}`, async function () {
        console.log(`      seed ${zaad} (opnieuw met KNOOPPUNT_SEED=${zaad})`); // eslint-disable-line no-console -- a failure must be repeatable
        await fc.assert(
          fc.asyncProperty(stappen(extra), (rij) => speelVers(rij, volgorde)),
          { seed: zaad, numRuns: RIJEN_PER_MODUS, interruptAfterTimeLimit: 60_000 },
        );
      });

    for (const { verhaal, volgorde, rij } of VOORBEELDEN)
      if (rij.every(kan)) it(verhaal, () => speelVers(rij, volgorde));
  });
}
