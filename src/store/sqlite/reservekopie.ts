import type { Database } from 'better-sqlite3';
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { JournaalBreuk, JournaalStand } from '../journaal-port.ts';
import { bewaarBreuk, leesJournaalStand, leesLaatsteNummer } from './breuk.ts';
import { StoreOnbruikbaar } from './fouten.ts';
import { MIGRATIES, migreer } from './migraties/migreer.ts';
import { speelVerwijderlogAf } from './schrijf/afspelen.ts';
import { createKern } from './schrijf/kern.ts';
import { createTijdSchrijver } from './schrijf/klok.ts';
import { openSqlite } from './sqlite.ts';
import { syncPad } from './sync.ts';
import { bezet } from './verbinding.ts';
import { leesVerwijderlog, verwijderMap } from './verwijderlog.ts';

/** What a backup holds. */
export interface KopieRapport {
  readonly bestand: string;
  readonly berichten: number;
}

/** What a restore did. */
export interface HerstelRapport {
  readonly berichten: number;
  /** Deletions of the log that were done again. */
  readonly verwijderd: number;
  /** The database that was there, kept aside; absent when there was none. */
  readonly oudeDatabase?: string;
  /** The cut that it made in the journal: it stands in the database that was put back, and goes on record at the start. */
  readonly breuk?: JournaalBreuk;
  /** Versions of key-encryption keys that the payloads need. */
  readonly kekVersies: readonly number[];
}

/**
 * Says what cut a change of the database makes in the journal, if any.
 * @param oud the last number that the database in use gave out; `undefined` when that cannot be read.
 */
export type BepaalBreuk = (stand: JournaalStand, oud: number | undefined) => JournaalBreuk | undefined;

const BESTAND = 'knooppunt.db';

/**
 * Copies the database while the hub runs: one read transaction sees one moment, and in WAL mode holds up no writer. It is
 * written anew (`vacuum into`), so that no freed page with bytes of a deleted message goes along.
 * @throws StoreOnbruikbaar when there is no database, or a backup is in the folder already.
 */
export function maakKopie(databasePad: string, naar: string): KopieRapport {
  if (!existsSync(databasePad)) throw new StoreOnbruikbaar(`Er is geen database ${databasePad}.`);
  mkdirSync(naar, { recursive: true, mode: 0o700 });
  const doel = join(naar, BESTAND);
  if (existsSync(doel)) throw new StoreOnbruikbaar(`In ${naar} staat al een back-up. Kies een lege map.`);
  const tijdelijk = `${doel}.tmp`;
  rmSync(tijdelijk, { force: true });
  const db = openSqlite(databasePad, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    db.prepare('vacuum into ?').run(tijdelijk);
  } finally {
    db.close();
  }
  const berichten = controleer(tijdelijk);
  syncPad(tijdelijk);
  renameSync(tijdelijk, doel);
  syncPad(naar);
  return { bestand: doel, berichten };
}

/**
 * Puts a backup in the place of the database. Everything is done on a copy beside it: schema, check, and the deletions of
 * the log; then one rename puts it in place. Killed before that, the old database is as it was.
 * @throws StoreOnbruikbaar when the hub runs, or the backup is of a newer version, damaged or not there. Then nothing was
 * changed.
 */
export function zetKopieTerug(databasePad: string, van: string, nu: Date, bepaal?: BepaalBreuk): HerstelRapport {
  const bron = join(van, BESTAND);
  if (!existsSync(bron)) throw new StoreOnbruikbaar(`In ${van} staat geen back-up (${BESTAND}).`);
  const nieuw = `${databasePad}.herstel`;
  mkdirSync(dirname(databasePad), { recursive: true, mode: 0o700 });
  const slot = neemSlot(databasePad);
  try {
    ruim(nieuw);
    copyFileSync(bron, nieuw);
    const berichten = controleer(nieuw);
    const db = openSqlite(nieuw);
    let verwijderd: number;
    let kekVersies: readonly number[];
    let breuk: JournaalBreuk | undefined;
    try {
      db.pragma('synchronous = full');
      db.pragma('secure_delete = on');
      migreer(db);
      const log = leesVerwijderlog(verwijderMap(databasePad));
      verwijderd = db.transaction(() => speelVerwijderlogAf(createKern(db), log, nu)).immediate();
      createTijdSchrijver(db)(nu);
      // in the copy, so that the one rename puts it in place together with what it is about
      breuk = bepaal?.(leesJournaalStand(db), leesLaatsteNummer(databasePad));
      bewaarBreuk(db, breuk);
      kekVersies = db.prepare<[], number>('select distinct kek_versie from inhoud order by 1').pluck().all();
    } finally {
      db.close();
    }
    syncPad(nieuw);
    const oudeDatabase = legOpzij(databasePad, nu);
    renameSync(nieuw, databasePad);
    syncPad(dirname(databasePad));
    return {
      berichten,
      verwijderd,
      kekVersies,
      ...(breuk === undefined ? {} : { breuk }),
      ...(oudeDatabase === undefined ? {} : { oudeDatabase }),
    };
  } finally {
    slot.close();
    ruim(nieuw);
  }
}

/**
 * Writes down that the clock of a hub that is stopped is right now: after a long standstill it may delete again.
 * @throws StoreOnbruikbaar when the hub runs or there is no database.
 */
export function bevestigTijd(databasePad: string, nu: Date): void {
  metStilleDatabase(databasePad, (db) => createTijdSchrijver(db)(nu));
}

/**
 * Writes down a cut in the journal of a hub that is stopped.
 * @returns the cut, or `undefined` when there is none: then nothing was changed.
 * @throws StoreOnbruikbaar when the hub runs or there is no database.
 */
export function legBreukVast(databasePad: string, bepaal: BepaalBreuk): JournaalBreuk | undefined {
  return metStilleDatabase(databasePad, (db) => {
    const stand = leesJournaalStand(db);
    // nothing is put back here: what the database gave out is what there is, as far as it knows
    const breuk = bepaal(stand, stand.laatste);
    if (breuk !== undefined) {
      db.pragma('synchronous = full');
      bewaarBreuk(db, breuk);
    }
    return breuk;
  });
}

function metStilleDatabase<T>(databasePad: string, doe: (db: Database) => T): T {
  if (!existsSync(databasePad)) throw new StoreOnbruikbaar(`Er is geen database ${databasePad}.`);
  const slot = neemSlot(databasePad);
  try {
    const db = openSqlite(databasePad);
    try {
      migreer(db);
      return doe(db);
    } finally {
      db.close();
    }
  } finally {
    slot.close();
  }
}

function neemSlot(databasePad: string): Database {
  try {
    return bezet(databasePad);
  } catch (cause) {
    throw new StoreOnbruikbaar('Het knooppunt draait nog op deze gegevens. Stop het eerst. Er is niets veranderd.', {
      cause,
    });
  }
}

/** Keeps the old database under another name; its own name stays until the new one takes it. */
function legOpzij(databasePad: string, nu: Date): string | undefined {
  if (!existsSync(databasePad)) return undefined;
  vouwLogIn(databasePad);
  const merk = nu.toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const opzij = `${databasePad}.voor-herstel-${merk}`;
  rmSync(opzij, { force: true });
  linkSync(databasePad, opzij);
  for (const staart of ['-wal', '-shm'])
    if (existsSync(`${databasePad}${staart}`)) renameSync(`${databasePad}${staart}`, `${opzij}${staart}`);
  syncPad(dirname(databasePad));
  return basename(opzij);
}

/** A log of the old database must never be read as that of the new one. */
function vouwLogIn(databasePad: string): void {
  try {
    const oud = openSqlite(databasePad);
    try {
      oud.pragma('wal_checkpoint(truncate)');
    } finally {
      oud.close();
    }
  } catch {
    // the old one is damaged, which may be why a backup is put back: its log goes aside with it
  }
}

/** @returns the number of messages. @throws StoreOnbruikbaar */
function controleer(pad: string): number {
  let db: Database | undefined;
  try {
    db = openSqlite(pad, { readonly: true, fileMustExist: true });
    const heel = db.pragma('quick_check(1)', { simple: true });
    const schema = db.prepare<[], number | null>('select max(nummer) from schema_versie').pluck().get() ?? 0;
    if (schema > (MIGRATIES.at(-1)?.nummer ?? 0))
      throw new StoreOnbruikbaar('De back-up is van een nieuwere versie van het knooppunt. Er is niets veranderd.');
    if (heel !== 'ok') throw new StoreOnbruikbaar('De back-up is beschadigd. Er is niets veranderd.');
    return db.prepare<[], number>('select count(*) from bericht').pluck().get() ?? 0;
  } catch (cause) {
    if (cause instanceof StoreOnbruikbaar) throw cause;
    throw new StoreOnbruikbaar('De back-up is beschadigd of geen back-up. Er is niets veranderd.', { cause });
  } finally {
    db?.close();
  }
}

function ruim(pad: string): void {
  for (const staart of ['', '-wal', '-shm', '-journal']) rmSync(`${pad}${staart}`, { force: true });
}
