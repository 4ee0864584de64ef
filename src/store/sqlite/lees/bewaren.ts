import type { Database } from 'better-sqlite3';
import type { Status } from '../../../bericht/status.ts';
import type { BewaarFeit } from '../../bewaar-port.ts';

interface Rij {
  readonly volgnummer: number;
  readonly status: Status;
  readonly gebeurtenis: BewaarFeit['oordeel'];
  readonly moment: number;
  readonly bevestigd: number | null;
  readonly geweigerd: number | null;
  readonly bericht: number;
  readonly inhoud: number;
  readonly bevindingen: number;
  readonly had: number;
  readonly steen: number;
  readonly feiten: string | null;
}

/** Prepares the query of the check: it looks at what is there, not at the cursors by which was deleted. */
export function createBewaarFeiten(db: Database): (na: number, max: number) => readonly BewaarFeit[] {
  const lees = db.prepare<[number, number], Rij>(`
    select g.volgnummer, coalesce(b.status, s.status, g.status) as status, g.gebeurtenis, g.moment,
      (select max(a.moment) from gebeurtenis a
        where a.bericht = g.bericht and a.gebeurtenis = 'bevestigd' and a.status = 'bezorgd') as bevestigd,
      (select max(a.moment) from gebeurtenis a
        where a.bericht = g.bericht and a.gebeurtenis = 'geweigerd' and a.status = 'geweigerd') as geweigerd,
      b.volgnummer is not null as bericht,
      exists (select 1 from inhoud i where i.bericht = g.volgnummer) as inhoud,
      g.detail is not null as bevindingen,
      g.detail_digest is not null as had,
      s.volgnummer is not null as steen,
      f.feiten
    from gebeurtenis g
    left join bericht b on b.volgnummer = g.volgnummer
    left join grafsteen s on s.volgnummer = g.volgnummer
    left join feiten f on f.volgnummer = g.volgnummer
    where g.volgnummer > ?
      and g.gebeurtenis in ('geaccepteerd', 'afgekeurd', 'niet_beoordeeld')
      and g.bericht = g.volgnummer
    order by g.volgnummer
    limit ?
  `);
  return (na, max) =>
    lees.all(na, max).map((rij) => ({
      volgnummer: rij.volgnummer,
      status: rij.status,
      oordeel: rij.gebeurtenis,
      oordeelOp: new Date(rij.moment),
      ...(rij.bevestigd === null ? {} : { bevestigdOp: new Date(rij.bevestigd) }),
      ...(rij.geweigerd === null ? {} : { geweigerdOp: new Date(rij.geweigerd) }),
      bericht: rij.bericht === 1,
      inhoud: rij.inhoud === 1,
      bevindingen: rij.bevindingen === 1,
      hadBevindingen: rij.had === 1,
      grafsteen: rij.steen === 1,
      ...(rij.feiten === null ? {} : { feiten: rij.feiten }),
    }));
}
