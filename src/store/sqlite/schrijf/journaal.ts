import type { Database } from 'better-sqlite3';
import type { SchrijfOpdrachten } from '../opdrachten.ts';

/** Prepares the one write of the sealer: a head with the digests of its events. */
export function createSchrijfJournaal(db: Database): (invoer: SchrijfOpdrachten['journaalBewaar']['in']) => undefined {
  const voegKopToe = db.prepare<[number, number, number, string, string, string, string, string]>(`
    insert into journaal_kop (nummer, tot, aantal, kop, vorige, moment, vingerafdruk, handtekening)
    values (?, ?, ?, ?, ?, ?, ?, ?)
  `);
  const voegBladenToe = db.prepare<[number, Uint8Array]>('insert into journaal_bladen (kop, bladen) values (?, ?)');
  return ({ kop: k, bladen }) => {
    voegKopToe.run(k.nummer, k.tot, k.aantal, k.kop, k.vorige, k.moment, k.vingerafdruk, k.handtekening);
    voegBladenToe.run(k.nummer, bladen);
    return undefined;
  };
}
