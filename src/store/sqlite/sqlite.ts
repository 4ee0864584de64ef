import BetterSqlite from 'better-sqlite3';
import type { Database, Options, Statement } from 'better-sqlite3';

/**
 * Everything of the native module that this thread ever made. Built from source against the headers of Node 24, the
 * module ends the process when V8 collects one of its objects (decision 0016): so nothing of it is ever collected. A
 * thread makes a few hundred at its start and none later.
 */
const VASTGEHOUDEN: object[] = [];

function houdVast<T extends object>(ding: T): T {
  VASTGEHOUDEN.push(ding);
  return ding;
}

/** What SQLite itself refuses. */
export const { SqliteError } = BetterSqlite;

/**
 * Opens a connection whose statements live as long as their thread. Prepare once and keep: a statement is never given
 * back. Do not `iterate`: cursors are such objects as well, one per call; {@link inStukken} reads a long list. The caller
 * closes it.
 */
export function openSqlite(pad: string, opties?: Options): Database {
  const db = houdVast(new BetterSqlite(pad, opties));
  const prepare = db.prepare.bind(db) as (sql: string) => Statement;
  const pragmas = new Map<string, Statement>();
  const prepareEnHoud = (sql: string): Statement => houdVast(prepare(sql));
  // its type is a choice between two kinds of parameters that only the caller knows
  db.prepare = prepareEnHoud as Database['prepare'];
  // that of the library makes a statement per call: here it is one per text
  db.pragma = (tekst, { simple = false } = {}) => {
    let vraag = pragmas.get(tekst);
    if (vraag === undefined) pragmas.set(tekst, (vraag = prepareEnHoud(`pragma ${tekst}`)));
    if (!vraag.reader) return void vraag.run();
    return simple ? vraag.pluck().get() : vraag.pluck(false).all();
  };
  return db;
}

/**
 * Reads a list piece by piece, so that who stops early did not read it all and a long one is never in memory whole.
 * @param lees the first `max` rows behind a key, in order of key; -1 stands before the first
 * @param per rows in the first piece; later ones are up to four times as long
 */
export function* inStukken<R>(
  lees: (na: number, max: number) => readonly R[],
  sleutel: (rij: R) => number,
  per: number,
): Generator<R, undefined> {
  let na = -1;
  for (let max = per; ; max = 4 * per) {
    const rijen = lees(na, max);
    yield* rijen;
    const laatste = rijen.at(-1);
    if (laatste === undefined || rijen.length < max) return;
    na = sleutel(laatste);
  }
}
