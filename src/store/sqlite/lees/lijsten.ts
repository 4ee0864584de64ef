import type { Database, Statement } from 'better-sqlite3';
import type { LeesOpdrachten } from '../opdrachten.ts';
import { createVensters } from './kijker.ts';
import { GEBEURTENIS_RIJ, STAND_RIJ, toGebeurtenis, toStand } from './rijen.ts';
import type { GebeurtenisDbRij, StandRij } from './rijen.ts';

/** The lists that a viewer may ask. */
export interface Lijsten {
  lijst(vraag: LeesOpdrachten['lijst']['in']): LeesOpdrachten['lijst']['uit'];
  gebeurtenissenNa(vraag: LeesOpdrachten['gebeurtenissenNa']['in']): LeesOpdrachten['gebeurtenissenNa']['uit'];
}

/** A query in two forms: driven by the index on viewers, or row by row. */
type Tweetal<P extends unknown[], R> = Readonly<Record<'index' | 'rij', Statement<P, R>>>;

interface LijstParameters {
  readonly laag: number;
  readonly hoog: number;
  readonly status: string | null;
  readonly berichtsoort: string | null;
  readonly vanaf: number | null;
  readonly tot: number | null;
  readonly max: number;
}

/** Prepares the queries and the temporary table that they use. */
export function createLijsten(db: Database): Lijsten {
  const vensters = createVensters(db);
  const lijstFilter = `
      and (@status is null or b.status = @status)
      and (@berichtsoort is null or b.berichtsoort = @berichtsoort)
      and (@vanaf is null or b.ontvangen_op >= @vanaf)
      and (@tot is null or b.ontvangen_op < @tot)
    order by b.volgnummer desc
    limit @max
  `;
  const lijst: Tweetal<[LijstParameters], StandRij> = {
    // through the event that judged the message: it has the same number and the same viewers
    index: db.prepare<[LijstParameters], StandRij>(`
      ${STAND_RIJ}
      where g.zicht in (select zicht from temp.kijk)
        and g.volgnummer between @laag and @hoog
        and b.volgnummer = g.volgnummer
        ${lijstFilter}
    `),
    rij: db.prepare<[LijstParameters], StandRij>(`
      ${STAND_RIJ}
      where b.zicht in (select zicht from temp.kijk)
        and b.volgnummer between @laag and @hoog
        ${lijstFilter}
    `),
  };
  const naSql = (zicht: string): string => `
    ${GEBEURTENIS_RIJ}
    where ${zicht} in (select zicht from temp.kijk)
      and g.volgnummer between ? and ?
    order by g.volgnummer
    limit ?
  `;
  const na: Tweetal<[number, number, number], GebeurtenisDbRij> = {
    index: db.prepare<[number, number, number], GebeurtenisDbRij>(naSql('g.zicht')),
    // the plus keeps the planner off the index
    rij: db.prepare<[number, number, number], GebeurtenisDbRij>(naSql('+g.zicht')),
  };
  const laatste = db.prepare<[], number>('select coalesce(max(volgnummer), 0) from gebeurtenis').pluck();
  const eerste = db.prepare<[], number>('select coalesce(min(volgnummer), 1) from bericht').pluck();

  return {
    lijst({ kijker, status, berichtsoort, vanaf, tot, voor, max }) {
      vensters.zet(kijker);
      const filter = {
        status: status ?? null,
        berichtsoort: berichtsoort ?? null,
        vanaf: vanaf?.getTime() ?? null,
        tot: tot?.getTime() ?? null,
      };
      const rijen = vensters.loop({
        richting: 'neer',
        van: Math.min(laatste.get() ?? 0, (voor ?? Infinity) - 1),
        laatste: eerste.get() ?? 1,
        max,
        lees: (via, laag, hoog, over) => lijst[via].all({ ...filter, laag, hoog, max: over }),
      });
      return rijen.map(toStand);
    },
    gebeurtenissenNa({ kijker, na: cursor, max }) {
      vensters.zet(kijker);
      const rijen = vensters.loop({
        richting: 'op',
        van: cursor + 1,
        laatste: laatste.get() ?? 0,
        max,
        lees: (via, laag, hoog, over) => na[via].all(laag, hoog, over),
      });
      return rijen.map(toGebeurtenis);
    },
  };
}
