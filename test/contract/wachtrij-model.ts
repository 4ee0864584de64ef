import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import type { OpenProefWachtrij } from './wachtrij.ts';
import { MODEL_MAX_DIEPTE, speelWachtrij } from './wachtrij-model/speel.ts';
import { WACHTRIJ_STAPPEN } from './wachtrij-model/stappen.ts';

/** Rows of steps: each opens a queue of its own. */
const RIJEN = 6;

/**
 * Holds a queue against a plain model: rows of steps by chance, compared after every step.
 * @param naam the adapter, as it reads in the titles.
 */
export function describeWachtrijModel(naam: string, open: OpenProefWachtrij): void {
  describe(`Wachtrij against the model: ${naam}`, function () {
    // with the search for the shortest row that fails
    this.timeout(60_000);
    const zaad = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));

    it('hands out what the model does, in its order and with its marks, whatever comes after what', async function () {
      console.log(`      seed ${zaad} (opnieuw met KNOOPPUNT_SEED=${zaad})`); // eslint-disable-line no-console -- a failure must be repeatable
      await fc.assert(
        fc.asyncProperty(WACHTRIJ_STAPPEN, async (rij) => {
          const proef = await open({ maxDiepte: MODEL_MAX_DIEPTE });
          try {
            await speelWachtrij(proef, rij);
          } catch (fout) {
            // a queue that closes waits for what is in hand: now nobody settles that
            await proef.sterf();
            throw fout;
          } finally {
            await proef.ruimOp();
          }
        }),
        { seed: zaad, numRuns: RIJEN, interruptAfterTimeLimit: 40_000 },
      );
    });
  });
}
