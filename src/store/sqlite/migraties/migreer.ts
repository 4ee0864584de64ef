import type { Database } from 'better-sqlite3';
import { BASIS } from './0001-basis.ts';
import { ZOEKEN } from './0004-zoeken.ts';
import { StoreOnbruikbaar } from '../fouten.ts';

/** One step upward. Never edited once merged; the PostgreSQL store has the same numbers. */
export interface Migratie {
  readonly nummer: number;
  readonly naam: string;
  readonly sql: string;
}

/**
 * All steps, lowest first. They are modules and no `.sql` files: tsc copies none, so a file would need a build step of
 * its own and could be missing at run time; a module cannot.
 */
export const MIGRATIES: readonly Migratie[] = [
  { nummer: 1, naam: '0001-basis', sql: BASIS },
  { nummer: 4, naam: '0004-zoeken', sql: ZOEKEN },
];

/**
 * Brings a database to the newest schema: every missing step in its own transaction, with the row that marks it.
 * @throws StoreOnbruikbaar when the database was made by a newer knooppunt; then nothing was changed.
 */
export function migreer(db: Database, migraties: readonly Migratie[] = MIGRATIES): void {
  db.exec(`
    create table if not exists schema_versie (
      nummer integer primary key,
      naam text not null
    ) strict
  `);
  const nieuwste = db.prepare<[], number | null>('select max(nummer) from schema_versie').pluck();
  const nu = nieuwste.get() ?? 0;
  const bekend = migraties.at(-1)?.nummer ?? 0;
  if (nu > bekend)
    throw new StoreOnbruikbaar(
      `De database is van een nieuwere versie van het knooppunt (schema ${nu}, deze versie kent ${bekend}). ` +
        'Start de nieuwere versie, of zet een back-up van vóór de overgang terug.',
    );
  const merk = db.prepare<[number, string]>('insert into schema_versie (nummer, naam) values (?, ?)');
  for (const { nummer, naam, sql } of migraties.filter((migratie) => migratie.nummer > nu))
    db.transaction(() => {
      merk.run(nummer, naam);
      db.exec(sql);
    }).immediate();
}
