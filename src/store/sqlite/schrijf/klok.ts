import type { Database } from 'better-sqlite3';

/** Prepares writing down the last moment that the clock watch may believe after a restart. */
export function createTijdSchrijver(db: Database): (nu: Date) => void {
  const zet = db.prepare<[number]>(`
    insert into klok (id, moment) values (1, ?)
    on conflict (id) do update set moment = excluded.moment
  `);
  return (nu) => void zet.run(nu.getTime());
}
