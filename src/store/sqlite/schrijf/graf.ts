import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { BerichtRij, SchrijfKern } from './kern.ts';

/** A message as deletion needs it. */
export interface GrafRij extends BerichtRij {
  readonly traceer_id: Buffer;
  readonly ontvangen_op: number;
}

/** Takes away what belongs to a message; the rules and the replay after a restore share it. */
export interface Graf {
  /**
   * Deletes the payload with its wrapped key.
   * @param verlopen true = it was not acknowledged in time: then it becomes undeliverable.
   * @returns the status after it; `undefined` when there was nothing to do.
   */
  wisInhoud(rij: GrafRij, nu: number, verlopen: boolean): Status | undefined;
  /** Deletes the message with all that is kept of it but its events; a tombstone remains. */
  begraaf(rij: GrafRij, nu: number): void;
  /** Takes it out of the outbox and the queue, under whatever number it stands there: once more for each time it was offered. */
  uitDeRij(rij: GrafRij): void;
  /** Deletes the findings of all its judgements. @returns true when there were any */
  wisDetails(volgnummer: number): boolean;
  /** Leaves an event that changes nothing. */
  meld(rij: GrafRij, gebeurtenis: Gebeurtenis, nu: number): void;
}

/** Prepares the statements once. */
export function createGraf(kern: SchrijfKern): Graf {
  const { db } = kern;
  const verwijderInhoud = db.prepare<[number]>('delete from inhoud where bericht = ?');
  const verwijderOutbox = db.prepare<[AansluitingId | null, number]>(
    'delete from outbox where aansluiting = ? and bericht = ?',
  );
  const verwijderWachtrij = db.prepare<[number, AansluitingId | null, Buffer]>(
    'delete from wachtrij where outbox_id = ? or (aansluiting = ? and traceer_id = ?)',
  );
  const afgelopen = db
    .prepare<[number], number | null>(
      `
      select max(moment)
      from gebeurtenis
      where bericht = ?
        and gebeurtenis not in ('inhoud_verwijderd', 'bevindingen_verwijderd', 'ingezien', 'herhaald', 'botsing')
    `,
    )
    .pluck();
  const voegSteenToe = db.prepare<[number, Buffer, Status, number, number, number, number]>(`
    insert into grafsteen (volgnummer, traceer_id, status, zicht, ontvangen_op, afgelopen_op, gemaakt_op)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (traceer_id) do nothing
  `);
  const verwijderDetails = db.prepare<[number]>(
    'update gebeurtenis set detail = null, detail_zout = null where bericht = ? and detail is not null',
  );
  const verwijderBewijsVanLevering = db.prepare<[number, number]>(`
    delete from bewijs
    where bericht is null
      and id in (select l.bewijs from levering l where l.bericht = ?)
      and not exists (select 1 from levering a where a.bewijs = bewijs.id and a.bericht <> ?)
  `);
  const verwijderBewijs = db.prepare<[number]>('delete from bewijs where bericht = ?');
  const verwijderLevering = db.prepare<[number]>('delete from levering where bericht = ?');
  const verwijderSluiting = db.prepare<[number]>('delete from sluiting where bericht = ?');
  const verwijderBericht = db.prepare<[number, Status]>('delete from bericht where volgnummer = ? and status = ?');

  function meld(rij: GrafRij, gebeurtenis: Gebeurtenis, nu: number): void {
    const { volgnummer: bericht, zicht, status } = rij;
    kern.schrijfGebeurtenis({ bericht, zicht, moment: nu, gebeurtenis, status, actor: 'hub' });
  }

  function uitDeRij({ volgnummer, aansluiting, traceer_id }: GrafRij): void {
    kern.telOutbox(-verwijderOutbox.run(aansluiting, volgnummer).changes);
    verwijderWachtrij.run(volgnummer, aansluiting, traceer_id);
  }

  const wisDetails = (volgnummer: number): boolean => verwijderDetails.run(volgnummer).changes > 0;

  return {
    meld,
    uitDeRij,
    wisDetails,
    wisInhoud(rij, nu, verlopen) {
      const weg = verwijderInhoud.run(rij.volgnummer).changes === 1;
      if (verlopen) {
        uitDeRij(rij);
        return kern.verander(rij, {
          gebeurtenis: 'inhoud_verlopen',
          moment: nu,
          actor: 'hub',
          reden: 'inhoud_verlopen',
          zet: { dead_letter_reden: 'inhoud_verlopen' },
        });
      }
      if (!weg) return undefined;
      meld(rij, 'inhoud_verwijderd', nu);
      return rij.status;
    },
    begraaf(rij, nu) {
      const { volgnummer, traceer_id, status, zicht, ontvangen_op } = rij;
      uitDeRij(rij);
      verwijderInhoud.run(volgnummer);
      voegSteenToe.run(volgnummer, traceer_id, status, zicht, ontvangen_op, afgelopen.get(volgnummer) ?? nu, nu);
      wisDetails(volgnummer);
      verwijderBewijsVanLevering.run(volgnummer, volgnummer);
      verwijderLevering.run(volgnummer);
      verwijderBewijs.run(volgnummer);
      verwijderSluiting.run(volgnummer);
      if (verwijderBericht.run(volgnummer, status).changes !== 1)
        throw new Error('een bericht veranderde buiten de schrijver om');
      meld(rij, 'metagegevens_verwijderd', nu);
    },
  };
}
