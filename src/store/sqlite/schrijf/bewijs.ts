import type { Database } from 'better-sqlite3';
import type { BewijsPakket } from '../pakket.ts';

/** Writes one row of evidence, of a message or (a lease) of the offers that name it. @returns its id. */
export type SchrijfBewijs = (bericht: number | null, bewijs: BewijsPakket) => number;

/** Prepares the statement once. */
export function createSchrijfBewijs(db: Database): SchrijfBewijs {
  const voegToe = db.prepare<[number | null, ...BewijsPakket]>(`
    insert into bewijs
      (bericht, handeling, profiel, handtekening, basis, alg, vingerafdruk, crl_nummer, inhoud_digest, moment)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  `);
  return (bericht, bewijs) => Number(voegToe.run(bericht, ...bewijs).lastInsertRowid);
}
