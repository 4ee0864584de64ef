/** Tries to open a store and says to its parent how that ended. */
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

const uitkomst = await createSqliteStore({ pad: process.argv[2] ?? '' }).then(
  async (store) => {
    await store.close();
    return 'open';
  },
  (fout: unknown) => (fout instanceof Error ? `${fout.name}: ${fout.message}` : 'onbekend'),
);
process.send?.(uitkomst, () => process.disconnect());
