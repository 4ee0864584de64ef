import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { SqliteStore, SqliteStoreOpties } from '../../../src/store/sqlite/sqlite-store.ts';

/** A SQLite store in a folder of its own. */
export interface SqliteProef {
  readonly pad: string;
  readonly store: SqliteStore;
  heropen(): Promise<SqliteStore>;
  ruimOp(): Promise<void>;
}

/** Opens a store in a new folder under the system's temporary one. */
export async function openSqliteProef(opties: Omit<SqliteStoreOpties, 'pad'> = {}): Promise<SqliteProef> {
  const map = await mkdtemp(join(tmpdir(), 'knooppunt-store-'));
  const pad = join(map, 'knooppunt.db');
  let store = await createSqliteStore({ pad, ...opties });
  return {
    pad,
    store,
    async heropen() {
      await store.close();
      store = await createSqliteStore({ pad, ...opties });
      return store;
    },
    async ruimOp() {
      await store.close();
      await rm(map, { recursive: true });
    },
  };
}
