import { join } from 'node:path';
import { openSqlite } from '../../../src/store/sqlite/sqlite.ts';

/** What the database of a stopped hub says. */
export interface Eindstand {
  readonly integriteit: string;
  /** Rows of the outbox, and offers that hold a message: nothing may be left of either. */
  readonly outbox: number;
  readonly openAanbiedingen: number;
  /** Per status the traceerIds, sorted. */
  readonly perStatus: ReadonlyMap<string, readonly string[]>;
  /** Messages without payload, without evidence, or whose last event names another status than theirs. */
  readonly halveBerichten: number;
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
        where not exists (select 1 from inhoud i where i.bericht = b.volgnummer)
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

function streepjes(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
