import { StoreNietBeschikbaar } from '../port.ts';
import { SqliteError } from './sqlite.ts';

/** The database file cannot be used by this version or at all; trying again does not help, a person has to look. */
export class StoreOnbruikbaar extends Error {
  readonly code = 'STORE';
  readonly retryable = false;
  constructor(reden: string, options?: ErrorOptions) {
    super(reden, options);
    this.name = 'StoreOnbruikbaar';
  }
}

/** An error as it travels between threads: the sentence is ours, never the library's. */
export interface FoutBericht {
  readonly soort: 'niet_beschikbaar' | 'onbruikbaar' | 'onverwacht';
  readonly zin: string;
  /** Code of the library, for the log. */
  readonly oorzaak: string;
}

const VOL =
  'De schijf of de database is vol. Er is niets opgeslagen. Maak ruimte vrij; daarna gaat het vanzelf verder.';
const ALLEEN_LEZEN =
  'De database kan niet worden beschreven. Er is niets opgeslagen. Geef het knooppunt schrijfrechten op het bestand en de map.';
const BEZET = 'De database is in gebruik door een ander proces. Er is niets opgeslagen. Stop dat proces.';
const SCHIJF = 'De schijf gaf een fout bij lezen of schrijven. Er is niets toegezegd. Controleer de schijf.';
const OPENEN = 'De database kan niet worden geopend. Controleer of de map bestaat en beschreven mag worden.';
const BESCHADIGD =
  'Het databasebestand is beschadigd of geen database. Er is niets aan veranderd. Zet een back-up terug.';

/** Per primary result code of SQLite: what it means for us. */
const ZINNEN: readonly (readonly [prefix: string, soort: FoutBericht['soort'], zin: string])[] = [
  ['SQLITE_FULL', 'niet_beschikbaar', VOL],
  ['SQLITE_READONLY', 'niet_beschikbaar', ALLEEN_LEZEN],
  ['SQLITE_BUSY', 'niet_beschikbaar', BEZET],
  ['SQLITE_LOCKED', 'niet_beschikbaar', BEZET],
  ['SQLITE_IOERR', 'niet_beschikbaar', SCHIJF],
  ['SQLITE_NOMEM', 'niet_beschikbaar', SCHIJF],
  ['SQLITE_PROTOCOL', 'niet_beschikbaar', BEZET],
  ['SQLITE_CANTOPEN', 'niet_beschikbaar', OPENEN],
  ['SQLITE_PERM', 'niet_beschikbaar', OPENEN],
  ['SQLITE_CORRUPT', 'onbruikbaar', BESCHADIGD],
  ['SQLITE_NOTADB', 'onbruikbaar', BESCHADIGD],
];

/** Tells whether the disk or the database is full. */
export function isVol(fout: unknown): boolean {
  return fout instanceof SqliteError && fout.code === 'SQLITE_FULL';
}

/** Turns whatever was thrown on a thread of the store into what may cross to the main thread. */
export function toFoutBericht(fout: unknown): FoutBericht {
  if (fout instanceof StoreOnbruikbaar) return { soort: 'onbruikbaar', zin: fout.message, oorzaak: fout.code };
  if (fout instanceof SqliteError) {
    const { code } = fout;
    for (const [prefix, soort, zin] of ZINNEN) if (code.startsWith(prefix)) return { soort, zin, oorzaak: code };
    return { soort: 'onverwacht', zin: `De database weigerde een opdracht (${code}).`, oorzaak: code };
  }
  // better-sqlite3 throws a TypeError of its own when the folder is missing
  if (fout instanceof TypeError && fout.message.includes('directory does not exist'))
    return { soort: 'niet_beschikbaar', zin: OPENEN, oorzaak: 'ENOENT' };
  const waar = fout instanceof Error ? (fout.stack ?? '').split('\n').slice(1, 3).join(' ').trim() : '';
  const naam = fout instanceof Error ? fout.name : typeof fout;
  return { soort: 'onverwacht', zin: `Onverwachte fout in de opslag (${naam}) ${waar}`.trim(), oorzaak: naam };
}

/** The error that a caller on the main thread gets. */
export function toError(fout: FoutBericht): Error {
  const cause = { code: fout.oorzaak };
  switch (fout.soort) {
    case 'niet_beschikbaar':
      return new StoreNietBeschikbaar(fout.zin, { cause });
    case 'onbruikbaar':
      return new StoreOnbruikbaar(fout.zin, { cause });
    case 'onverwacht':
      return new Error(fout.zin, { cause });
  }
}
