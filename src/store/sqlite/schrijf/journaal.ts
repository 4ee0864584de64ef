import type { Database } from 'better-sqlite3';
import type { SchrijfOpdrachten } from '../opdrachten.ts';

/** The sealer's writes. */
export interface SchrijfJournaal {
  /** A head with the digests of its events. */
  readonly bewaar: (invoer: SchrijfOpdrachten['journaalBewaar']['in']) => undefined;
  /** The file has the line of a cut. */
  readonly markeerBreuk: (handtekening: string) => undefined;
}

/** Prepares them once. */
export function createSchrijfJournaal(db: Database): SchrijfJournaal {
  const voegKopToe = db.prepare<[number, number, number, string, string, string, string, string]>(`
    insert into journaal_kop (nummer, tot, aantal, kop, vorige, moment, vingerafdruk, handtekening)
    values (?, ?, ?, ?, ?, ?, ?, ?)
  `);
  const voegBladenToe = db.prepare<[number, Uint8Array]>('insert into journaal_bladen (kop, bladen) values (?, ?)');
  const markeer = db.prepare<[string]>('update journaal_breuk set in_bestand = 1 where handtekening = ?');
  return {
    bewaar({ kop: k, bladen }) {
      voegKopToe.run(k.nummer, k.tot, k.aantal, k.kop, k.vorige, k.moment, k.vingerafdruk, k.handtekening);
      voegBladenToe.run(k.nummer, bladen);
      return undefined;
    },
    markeerBreuk(handtekening) {
      markeer.run(handtekening);
      return undefined;
    },
  };
}
