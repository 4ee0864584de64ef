import { eindeVanOndersteuning, feitenVerlopen } from '../../../bericht/bewaartermijn.ts';
import type { Bewaartermijnen } from '../../../bericht/bewaartermijn.ts';
import type { Feiten } from '../../../bericht/feiten.ts';
import { datumInNederland } from '../../../bericht/datum.ts';
import { uuidTekst } from '../uuid.ts';
import type { Verwijdering } from '../verwijderlog.ts';
import { BERICHT_RIJ } from './kern.ts';
import type { BerichtRij, SchrijfKern } from './kern.ts';

/** Rows of feiten whose end is worked out in one batch: they are parsed on the writer. */
const LEES = 50;
const MAX_PER_KEER = 50;

/** Prepares the deletion of feiten: the ends of new rows are written down, then those that are too old go. */
export function createFeitenRuimer(
  kern: SchrijfKern,
): (nu: Date, termijnen: Bewaartermijnen) => { readonly weg: readonly Verwijdering[]; readonly meer: boolean } {
  const { db } = kern;
  const cursor = db.prepare<[], number>("select volgnummer from bewaar_cursor where regel = 'feiten'").pluck();
  const zetCursor = db.prepare<[number]>(`
    insert into bewaar_cursor (regel, volgnummer) values ('feiten', ?)
    on conflict (regel) do update set volgnummer = excluded.volgnummer
  `);
  const nieuwe = db.prepare<[number, number], { volgnummer: number; feiten: string; moment: number }>(`
    select f.volgnummer, f.feiten, g.moment
    from feiten f
    join gebeurtenis g on g.volgnummer = f.volgnummer
    where f.volgnummer > ?
    order by f.volgnummer
    limit ?
  `);
  const zetEinde = db.prepare<[number, string]>(
    'insert or replace into feiten_einde (volgnummer, einde) values (?, ?)',
  );
  const oude = db.prepare<[string, number], { volgnummer: number; einde: string; traceer_id: Buffer }>(`
    select e.volgnummer, e.einde, f.traceer_id
    from feiten_einde e
    join feiten f on f.volgnummer = e.volgnummer
    where e.einde < ?
    order by e.einde
    limit ?
  `);
  const verwijder = db.prepare<[number]>('delete from feiten where volgnummer = ?');
  const verwijderEinde = db.prepare<[number]>('delete from feiten_einde where volgnummer = ?');
  const zoek = db.prepare<[number], BerichtRij>(`select ${BERICHT_RIJ} from bericht b where b.volgnummer = ?`);

  return function ruim(nu, termijnen) {
    const rijen = nieuwe.all(cursor.get() ?? 0, LEES);
    for (const { volgnummer, feiten, moment } of rijen) {
      const einde = eindeVanOndersteuning(JSON.parse(feiten) as Feiten, new Date(moment));
      if (einde !== undefined) zetEinde.run(volgnummer, einde);
    }
    const laatste = rijen.at(-1);
    if (laatste !== undefined) zetCursor.run(laatste.volgnummer);
    const weg: Verwijdering[] = [];
    for (const { volgnummer, einde, traceer_id } of oude.all(datumInNederland(nu), MAX_PER_KEER)) {
      if (!feitenVerlopen(einde, nu, termijnen)) break;
      verwijder.run(volgnummer);
      verwijderEinde.run(volgnummer);
      const rij = zoek.get(volgnummer);
      const status = rij?.status ?? 'bezorgd';
      // nobody but operators: the feiten are the hub's own
      kern.schrijfGebeurtenis({
        bericht: volgnummer,
        zicht: null,
        moment: nu.getTime(),
        gebeurtenis: 'feiten_verwijderd',
        status,
        actor: 'hub',
      });
      weg.push({ traceerId: uuidTekst(traceer_id), wat: 'feiten', status });
    }
    return { weg, meer: rijen.length === LEES || weg.length === MAX_PER_KEER };
  };
}
