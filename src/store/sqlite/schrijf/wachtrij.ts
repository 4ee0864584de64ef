import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { WachtrijItem } from '../../../queue/port.ts';
import type { BewaardItem } from '../../wachtrij-port.ts';
import type { SchrijfOpdrachten } from '../opdrachten.ts';
import { uuidBytes, uuidTekst } from '../uuid.ts';
import type { SchrijfKern } from './kern.ts';

/** The embedded queue's rows. */
export interface WachtrijRijen {
  zetBij(vraag: SchrijfOpdrachten['wachtrijZetBij']['in']): boolean;
  neem(vraag: { readonly aansluiting: AansluitingId; readonly max: number }): readonly BewaardItem[];
  rond(ids: readonly number[], klaar: boolean): void;
}

interface Rij {
  readonly id: number;
  readonly outbox_id: number;
  readonly aansluiting: AansluitingId;
  readonly traceer_id: Buffer;
  readonly herlevering: number;
  readonly content_type: string | null;
  readonly koppen: string | null;
  readonly inhoud: Buffer | null;
}

/** Prepares the statements once. What another process had in hand is in nobody's hands. */
export function createWachtrijRijen({ db, proces }: Pick<SchrijfKern, 'db' | 'proces'>): WachtrijRijen {
  const tel = db.prepare<[AansluitingId], number>('select count(*) from wachtrij where aansluiting = ?').pluck();
  const bestaat = db.prepare<[number], number>('select 1 from wachtrij where outbox_id = ?').pluck();
  const voegToe = db.prepare<[number, AansluitingId, Buffer, number, string | null, string | null, Uint8Array | null]>(`
    insert into wachtrij (outbox_id, aansluiting, traceer_id, herlevering, content_type, koppen, inhoud)
    values (?, ?, ?, ?, ?, ?, ?)
  `);
  const eersten = db.prepare<[AansluitingId, number, number], Rij>(`
    select id, outbox_id, aansluiting, traceer_id, herlevering, content_type, koppen, inhoud
    from wachtrij
    where aansluiting = ? and (in_hand_van is null or in_hand_van <> ?)
    order by id
    limit ?
  `);
  // whoever takes it next cannot know what became of this hand-out
  const geefUit = db.prepare<[number, number]>('update wachtrij set in_hand_van = ?, herlevering = 1 where id = ?');
  const legTerug = db.prepare<[number]>('update wachtrij set in_hand_van = null where id = ?');
  const verwijder = db.prepare<[number]>('delete from wachtrij where id = ?');

  return {
    zetBij({ item, maxDiepte }) {
      if (bestaat.get(item.outboxId) !== undefined) return true;
      if (maxDiepte !== undefined && (tel.get(item.aansluiting) ?? 0) >= maxDiepte) return false;
      voegToe.run(
        item.outboxId,
        item.aansluiting,
        uuidBytes(item.traceerId),
        item.herlevering ? 1 : 0,
        item.inhoud?.contentType ?? null,
        item.inhoud === undefined ? null : JSON.stringify(item.inhoud.koppen),
        item.inhoud?.bytes ?? null,
      );
      return true;
    },
    neem({ aansluiting, max }) {
      const rijen = eersten.all(aansluiting, proces, max);
      for (const { id } of rijen) geefUit.run(proces, id);
      return rijen.map((rij) => ({ id: rij.id, item: toItem(rij) }));
    },
    rond(ids, klaar) {
      for (const id of ids) (klaar ? verwijder : legTerug).run(id);
    },
  };
}

function toItem(rij: Rij): WachtrijItem {
  const kaal = {
    outboxId: rij.outbox_id,
    aansluiting: rij.aansluiting,
    traceerId: uuidTekst(rij.traceer_id) as TraceerId,
    herlevering: rij.herlevering === 1,
  };
  if (rij.inhoud === null) return kaal;
  return {
    ...kaal,
    inhoud: {
      bytes: rij.inhoud,
      contentType: rij.content_type ?? '',
      koppen: JSON.parse(rij.koppen ?? '{}') as Record<string, string>,
    },
  };
}
