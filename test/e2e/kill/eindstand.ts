import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openSqlite } from '../../../src/store/sqlite/sqlite.ts';
import { zorgVoorProefPki } from '../proef-certificaten.ts';
import { PROJECT } from '../proef-hub.ts';
import { wachtTot } from '../../wacht-tot.ts';

/** What the database of a stopped hub says. */
export interface Eindstand {
  readonly integriteit: string;
  /** Rows of the outbox, and offers that hold a message: nothing may be left of either. */
  readonly outbox: number;
  readonly openAanbiedingen: number;
  /** Per status the traceerIds, sorted. */
  readonly perStatus: ReadonlyMap<string, readonly string[]>;
  /**
   * Messages without payload that was not deleted by term, without evidence, or whose last event names another status
   * than theirs.
   */
  readonly halveBerichten: number;
}

/** Runs `audit verify` on the data of a hub that is down. @returns `klopt`, or what it said. */
export async function auditVan(dataMap: string): Promise<string> {
  const opties = ['--data', dataMap, '--certs', await zorgVoorProefPki(), '--json'];
  const { stdout, stderr } = spawnSync(process.execPath, ['bin/knooppunt.js', 'audit', 'verify', ...opties], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  return stdout.includes('"uitkomst":"klopt"') ? 'klopt' : `${stdout}${stderr}`;
}

/** Reads it. The hub is stopped or dead. */
export function leesEindstand(dataMap: string): Eindstand {
  const db = openSqlite(join(dataMap, 'knooppunt.db'));
  try {
    const getal = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? -1;
    const perStatus = new Map<string, string[]>();
    const rijen = db.prepare<[], { id: string; status: string }>(`
      select lower(hex(traceer_id)) as id, status
      from bericht
      order by 1
    `);
    for (const { id, status } of rijen.all()) perStatus.set(status, [...(perStatus.get(status) ?? []), streepjes(id)]);
    return {
      integriteit: db.pragma('integrity_check', { simple: true }) as string,
      outbox: getal('select count(*) from outbox'),
      openAanbiedingen: getal("select count(*) from levering where stand = 'open'"),
      perStatus,
      halveBerichten: getal(`
        select count(*)
        from bericht b
        where (
            not exists (select 1 from inhoud i where i.bericht = b.volgnummer)
            and not exists (
              select 1 from gebeurtenis g
              where g.bericht = b.volgnummer and g.gebeurtenis in ('inhoud_verwijderd', 'inhoud_verlopen')
            )
          )
          or not exists (select 1 from bewijs w where w.bericht = b.volgnummer)
          or b.status <> (
            select g.status from gebeurtenis g where g.bericht = b.volgnummer order by g.volgnummer desc limit 1
          )
      `),
    };
  } finally {
    db.close();
  }
}

/** Waits until the hub on this data has ended a round of deletion after `sinds`: it writes down when. */
export async function wachtOpRonde(dataMap: string, sinds: Date): Promise<void> {
  const db = openSqlite(join(dataMap, 'knooppunt.db'), { readonly: true });
  try {
    const moment = db.prepare<[], number>('select moment from klok').pluck();
    await wachtTot(() => (moment.get() ?? 0) > sinds.getTime(), 'er werd niets opgeruimd');
  } finally {
    db.close();
  }
}

/** What the database has of a payload: whether it is there, and events that say that it went. */
export function leesInhoud(dataMap: string, traceerId: string): { readonly er: boolean; readonly verwijderd: number } {
  const db = openSqlite(join(dataMap, 'knooppunt.db'));
  try {
    const id = Buffer.from(traceerId.replaceAll('-', ''), 'hex');
    const tel = (sql: string): number => db.prepare<[Buffer], number>(sql).pluck().get(id) ?? -1;
    return {
      er: tel('select count(*) from inhoud i join bericht b on b.volgnummer = i.bericht where b.traceer_id = ?') === 1,
      verwijderd: tel(`
        select count(*)
        from gebeurtenis g
        join bericht b on b.volgnummer = g.bericht
        where b.traceer_id = ? and g.gebeurtenis = 'inhoud_verwijderd'
      `),
    };
  } finally {
    db.close();
  }
}

function streepjes(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
