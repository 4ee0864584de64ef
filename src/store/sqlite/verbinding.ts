import type { Database } from 'better-sqlite3';
import { openSqlite } from './sqlite.ts';

/** How a thread opens the database. */
export interface VerbindingOpties {
  readonly pad: string;
  /** Upper limit of the database file in bytes; absent = as much as the disk holds. */
  readonly maxBytes?: number;
  /** URL of a module that exports `faalpunt`, for tests only: no setting leads here. */
  readonly faalpunten?: string;
}

/** How long a statement waits for a lock that another process holds (a back-up), in milliseconds. */
const BUSY_TIMEOUT_MS = 2000;

/**
 * Opens the one connection that writes. The caller closes it.
 *
 * Foreign keys stay off: one thread writes, every child row is written in the transaction of its parent, and the check
 * would look the parent up again for each of eight rows a message.
 */
export function openSchrijver({ pad, maxBytes }: VerbindingOpties): Database {
  const db = openSqlite(pad, { timeout: BUSY_TIMEOUT_MS });
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = off');
  db.pragma('trusted_schema = off');
  db.pragma('temp_store = memory');
  // 32 MB: the inner pages of the random indices of a few million messages; mmap would count as resident memory
  db.pragma('cache_size = -32000');
  db.pragma('mmap_size = 0');
  db.pragma('wal_autocheckpoint = 0');
  db.pragma('journal_size_limit = 67108864');
  if (maxBytes !== undefined) {
    const paginaGrootte = db.pragma('page_size', { simple: true }) as number;
    db.pragma(`max_page_count = ${Math.max(1, Math.floor(maxBytes / paginaGrootte))}`);
  }
  return db;
}

/** Opens a connection that reads only; its temporary tables live in memory. The caller closes it. */
export function openLezer({ pad }: VerbindingOpties): Database {
  const db = openSqlite(pad, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('trusted_schema = off');
  db.pragma('temp_store = memory');
  db.pragma('cache_size = -8000');
  db.pragma('mmap_size = 0');
  return db;
}

/**
 * Opens a connection that only copies the log into the database file; it never changes a row. A connection that reads
 * only may not do that. The caller closes it.
 */
export function openKopieerder({ pad }: VerbindingOpties): Database {
  const db = openSqlite(pad, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('synchronous = full');
  db.pragma('cache_size = -1000');
  db.pragma('mmap_size = 0');
  return db;
}

/**
 * Keeps a second hub from the same database: counts of what waits live in memory, so two writers would both be wrong.
 * The lock is the kernel's, so that a kill -9 frees it.
 * @throws SqliteError SQLITE_BUSY when another process holds it.
 */
export function bezet(pad: string): Database {
  const slot = openSqlite(`${pad}.slot`, { timeout: 0 });
  try {
    slot.pragma('locking_mode = exclusive');
    slot.exec('begin exclusive');
    return slot;
  } catch (fout) {
    slot.close();
    throw fout;
  }
}
