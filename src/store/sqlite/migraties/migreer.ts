import type { Database } from 'better-sqlite3';
import { BASIS } from './0001-basis.ts';
import { ALARMEN } from './0006-alarmen.ts';
import { BEWAREN } from './0002-bewaren.ts';
import { JOURNAAL } from './0003-journaal.ts';
import { BEHEER } from './0005-beheer.ts';
import { ZOEKEN } from './0004-zoeken.ts';
import { SLEUTELS } from './0007-sleutels.ts';
import { JOURNAAL_BLADEN } from './0008-journaal-bladen.ts';
import { ZOEKEN_RETOUR } from './0009-zoeken-retour.ts';
import { JOURNAAL_BREUK } from './0010-journaal-breuk.ts';
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
  { nummer: 2, naam: '0002-bewaren', sql: BEWAREN },
  { nummer: 3, naam: '0003-journaal', sql: JOURNAAL },
  { nummer: 4, naam: '0004-zoeken', sql: ZOEKEN },
  { nummer: 5, naam: '0005-beheer', sql: BEHEER },
  { nummer: 6, naam: '0006-alarmen', sql: ALARMEN },
  { nummer: 7, naam: '0007-sleutels', sql: SLEUTELS },
  { nummer: 8, naam: '0008-journaal-bladen', sql: JOURNAAL_BLADEN },
  { nummer: 9, naam: '0009-zoeken-retour', sql: ZOEKEN_RETOUR },
  { nummer: 10, naam: '0010-journaal-breuk', sql: JOURNAAL_BREUK },
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
  // by mark and not by the highest number: two steps that were made side by side may come in either order
  const gedaan = new Set(db.prepare<[], number>('select nummer from schema_versie').pluck().all());
  for (const { nummer, naam, sql } of migraties.filter((migratie) => !gedaan.has(migratie.nummer)))
    db.transaction(() => {
      merk.run(nummer, naam);
      db.exec(sql);
    }).immediate();
}
