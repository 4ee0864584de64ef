import type { Database } from 'better-sqlite3';
import { existsSync } from 'node:fs';
import type { BewaardeBreuk, JournaalBreuk, JournaalKop, JournaalStand } from '../journaal-port.ts';
import { LAATSTE_KOP } from './journaal-kolommen.ts';
import { openSqlite } from './sqlite.ts';

/** Numbers of events that were given out, or may have been. */
export const LAATSTE_NUMMER = `
  select max(
    (select coalesce(max(volgnummer), 0) from gebeurtenis),
    (select coalesce(max(tot), 0) from journaal_breuk)
  )
`;

/** Where the journal of a database stands. */
export function leesJournaalStand(db: Database): JournaalStand {
  const laatsteKop = db.prepare<[], JournaalKop>(LAATSTE_KOP).get();
  const laatste = db.prepare<[], number>(LAATSTE_NUMMER).pluck().get() ?? 0;
  const totKop = db.prepare<[], number | null>('select max(tot_kop) from journaal_breuk').pluck().get() ?? 0;
  const hoogsteKop = Math.max(laatsteKop?.nummer ?? 0, totKop);
  return { ...(laatsteKop === undefined ? {} : { laatsteKop }), hoogsteKop, laatste };
}

/**
 * The last number that a database gave out, whatever its version.
 * @returns `undefined` when it is not there or not to be read.
 */
export function leesLaatsteNummer(pad: string): number | undefined {
  if (!existsSync(pad)) return undefined;
  try {
    const db = openSqlite(pad, { readonly: true, fileMustExist: true });
    try {
      const hoogste = (sql: string): number => db.prepare<[], number | null>(sql).pluck().get() ?? 0;
      const metBreuk = hoogste("select count(*) from sqlite_schema where name = 'journaal_breuk'") > 0;
      return Math.max(
        hoogste('select max(volgnummer) from gebeurtenis'),
        metBreuk ? hoogste('select max(tot) from journaal_breuk') : 0,
      );
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/** Writes a cut down. One that no hub took up yet makes way for it: only the last one is about what is there. */
export function bewaarBreuk(db: Database, breuk: JournaalBreuk | undefined): void {
  db.transaction(() => {
    db.exec('delete from journaal_breuk where in_bestand = 0');
    if (breuk === undefined) return;
    db.prepare(
      `
      insert into journaal_breuk (na_kop, tot_kop, van, tot, oorzaak, door, reden, moment, vingerafdruk, handtekening)
      values (@naKop, @totKop, @van, @tot, @oorzaak, @door, @reden, @moment, @vingerafdruk, @handtekening)
    `,
    ).run(breuk);
  }).immediate();
}

type BreukRij = Omit<BewaardeBreuk, 'inBestand'> & { readonly inBestand: number };

/** Prepares the reading of all cuts, oldest first: there are a few at most. */
export function createBreukVraag(db: Database): () => readonly BewaardeBreuk[] {
  const alle = db.prepare<[], BreukRij>(`
    select na_kop as naKop, tot_kop as totKop, van, tot, oorzaak, door, reden, moment, vingerafdruk, handtekening,
      in_bestand as inBestand
    from journaal_breuk
    order by nummer
  `);
  return () => alle.all().map((rij) => ({ ...rij, inBestand: rij.inBestand === 1 }));
}
