import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { FaalpuntNaam } from '../../../src/store/sqlite/opdrachten.ts';
import { SqliteError } from '../../../src/store/sqlite/sqlite.ts';

/**
 * A trap for the hub of a test: a small file beside its data. The writer thread and the message worker load this module
 * and ask at each of their places; the test sets the trap while the hub runs. It springs once: a hub that was killed
 * starts again without it.
 */

/** Where it may stand. The store names two places per command; the message worker has two of its own. */
export type ValNaam = FaalpuntNaam | 'keur.voor' | 'keur.na';

/** Names the file, for the process that loads this module. */
export const VAL_OMGEVING = 'KNOOPPUNT_PROEF_VAL';

/** What happens there: the process dies, or a commit fails as on a broken disk. */
interface Val {
  readonly wat: 'dood' | 'fout';
  /** The place; `*` = before any commit, `*.lees` = before any read. */
  readonly punt: ValNaam | '*' | '*.lees';
  /** The how-manieth time. */
  readonly keer: number;
}

/** Sets the trap: the `keer`-th time that the hub comes to `punt`, it is killed there. */
export function zetVal(bestand: string, punt: ValNaam, keer = 1): void {
  schrijf(bestand, { wat: 'dood', punt, keer });
}

/** Makes the `keer`-th commit from now fail: of whatever it is, or of one command; or the `keer`-th read. */
export function zetFout(bestand: string, keer: number, punt: Val['punt'] = '*'): void {
  schrijf(bestand, { wat: 'fout', punt, keer });
}

/** @returns whether it still stands: it has not sprung. */
export function staatVal(bestand: string): boolean {
  return existsSync(bestand);
}

/** Takes it away, sprung or not. */
export function ruimVal(bestand: string): void {
  rmSync(bestand, { force: true });
}

function past(gezet: Val['punt'], punt: ValNaam): boolean {
  if (gezet === '*') return punt.endsWith('.voor-commit');
  return gezet === '*.lees' ? punt.endsWith('.lees') : gezet === punt;
}

/** What the threads of the store call around each commit and before each read. */
export function faalpunt(punt: ValNaam): void {
  const bestand = process.env[VAL_OMGEVING];
  const val = bestand === undefined ? undefined : lees(bestand);
  if (bestand === undefined || val === undefined) return;
  if (!past(val.punt, punt)) return;
  if (val.keer > 1) {
    schrijf(bestand, { ...val, keer: val.keer - 1 });
    return;
  }
  ruimVal(bestand);
  if (val.wat === 'fout')
    throw new SqliteError('disk I/O error', punt.endsWith('.lees') ? 'SQLITE_IOERR_READ' : 'SQLITE_IOERR_FSYNC');
  process.kill(process.pid, 'SIGKILL');
  // the signal comes a moment later: nothing may be done in between
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function lees(bestand: string): Val | undefined {
  if (!existsSync(bestand)) return undefined;
  try {
    return JSON.parse(readFileSync(bestand, 'utf8')) as Val;
  } catch (fout) {
    // another thread sprang it in between
    if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fout;
  }
}

/** All at once: a hub that reads half a trap would fail of itself. */
function schrijf(bestand: string, val: Val): void {
  writeFileSync(`${bestand}.nieuw`, JSON.stringify(val));
  renameSync(`${bestand}.nieuw`, bestand);
}
