import { uuidBytes } from '../uuid.ts';
import type { Verwijdering } from '../verwijderlog.ts';
import { createGraf } from './graf.ts';
import type { GrafRij } from './graf.ts';
import { BERICHT_RIJ } from './kern.ts';
import type { SchrijfKern } from './kern.ts';

/**
 * Does the deletions of the log again on a database that was restored, so that nothing comes back that was deleted since
 * the backup. A message whose payload went after the backup gets the status that it had then: it was delivered, or given
 * up, and must not be offered again without contents. What is gone already changes nothing.
 * @returns how many lines had something to do.
 */
export function speelVerwijderlogAf(kern: SchrijfKern, log: readonly Verwijdering[], nu: Date): number {
  const { db } = kern;
  const graf = createGraf(kern);
  const zoek = db.prepare<[Buffer], GrafRij>(`
    select ${BERICHT_RIJ}, b.traceer_id, b.ontvangen_op
    from bericht b
    where b.traceer_id = ?
  `);
  const zetStatus = db.prepare<[string, string | null, number]>(`
    update bericht
    set status = ?, dead_letter_reden = coalesce(?, dead_letter_reden), levering = null
    where volgnummer = ?
  `);
  const sluitLeveringen = db.prepare<[number]>(
    "update levering set stand = 'verlopen' where bericht = ? and stand = 'open'",
  );
  const heeftInhoud = db.prepare<[number], number>('select 1 from inhoud where bericht = ?').pluck();
  const wisFeiten = db.prepare<[Buffer]>('delete from feiten where traceer_id = ?');

  function metStatus(rij: GrafRij, { status }: Verwijdering): GrafRij {
    zetStatus.run(status, status === 'onbestelbaar' ? 'inhoud_verlopen' : null, rij.volgnummer);
    sluitLeveringen.run(rij.volgnummer);
    graf.uitDeRij(rij);
    return { ...rij, status };
  }

  function doe(een: Verwijdering): boolean {
    const id = uuidBytes(een.traceerId);
    if (een.wat === 'feiten') return wisFeiten.run(id).changes > 0;
    const rij = zoek.get(id);
    if (rij === undefined) return false;
    switch (een.wat) {
      case 'bevindingen':
        return graf.wisDetails(rij.volgnummer);
      case 'inhoud':
        // without payload here too: it went before the backup, and what the backup knows of it is newer
        if (heeftInhoud.get(rij.volgnummer) === undefined) return false;
        graf.wisInhoud(metStatus(rij, een), nu.getTime(), false);
        return true;
      case 'metagegevens':
        graf.begraaf(metStatus(rij, een), nu.getTime());
        return true;
    }
  }

  return log.filter(doe).length;
}
