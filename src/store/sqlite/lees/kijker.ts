import type { Database } from 'better-sqlite3';
import type { Kijker } from '../../port.ts';

/**
 * A walk over the numbers of one table in windows, each asked in the cheaper of two ways: by the index on viewers (one
 * look-up per combination of viewers that the asker is part of, of which a large supplier has thousands) or by reading
 * every row of a small window. So neither a quiet nor a busy viewer makes the reader go through the whole table.
 */
export interface Vensters {
  /** Sets whom the next windows are for. */
  zet(kijker: Kijker): void;
  /**
   * @returns rows from `van` (inclusive) downward or upward, at most `max`.
   */
  loop<R extends { readonly volgnummer: number }>(vraag: {
    readonly richting: 'op' | 'neer';
    readonly van: number;
    readonly laatste: number;
    readonly max: number;
    readonly lees: (via: 'index' | 'rij', laag: number, hoog: number, max: number) => readonly R[];
  }): readonly R[];
}

/** Numbers in the first window. */
const EERSTE_VENSTER = 2_000;

/** A look-up by index costs about as much as reading so many rows in a row. */
const RIJEN_PER_ZOEKACTIE = 4;

/**
 * Prepares the temporary table `kijk` with the combinations of viewers that the asker is part of. The queries that are
 * handed to {@link Vensters.loop} use it as `zicht in (select zicht from temp.kijk)`.
 */
export function createVensters(db: Database): Vensters {
  db.exec('create temp table kijk (zicht integer primary key)');
  const leeg = db.prepare<[]>('delete from temp.kijk');
  const alsIndiener = db.prepare<[string]>(`
    insert or ignore into temp.kijk (zicht)
    select id from zicht where indiener = ?
  `);
  const alsHandelend = db.prepare<[string]>(`
    insert or ignore into temp.kijk (zicht)
    select id from zicht where handelend = ?
  `);
  const alsOntvangend = db.prepare<[string]>(`
    insert or ignore into temp.kijk (zicht)
    select id from zicht where ontvangend = ?
  `);
  const alsAansluiting = db.prepare<[string]>(`
    insert or ignore into temp.kijk (zicht)
    select id from zicht where aansluiting = ?
  `);
  const tel = db.prepare<[], number>('select count(*) from temp.kijk').pluck();
  let aantal = 0;

  return {
    zet({ aansluiting, partijen }) {
      leeg.run();
      alsIndiener.run(aansluiting);
      alsAansluiting.run(aansluiting);
      for (const partij of partijen) {
        alsHandelend.run(partij);
        alsOntvangend.run(partij);
      }
      aantal = tel.get() ?? 0;
    },
    loop({ richting, van, laatste, max, lees }) {
      if (aantal === 0) return [];
      const gevonden = [];
      let breedte = EERSTE_VENSTER;
      let grens = van;
      while (gevonden.length < max && (richting === 'op' ? grens <= laatste : grens >= laatste)) {
        const [laag, hoog] = richting === 'op' ? [grens, grens + breedte - 1] : [grens - breedte + 1, grens];
        const via = breedte > RIJEN_PER_ZOEKACTIE * aantal ? 'index' : 'rij';
        gevonden.push(...lees(via, laag, hoog, max - gevonden.length));
        grens = richting === 'op' ? hoog + 1 : laag - 1;
        breedte *= 2;
      }
      return gevonden;
    },
  };
}
