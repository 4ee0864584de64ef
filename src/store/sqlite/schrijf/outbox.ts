import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { DeadLetterReden, Gebeurtenis } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { OutboxRij } from '../../port.ts';
import type { SchrijfOpdrachten } from '../opdrachten.ts';
import { inStukken } from '../sqlite.ts';
import { uuidBytes, uuidTekst } from '../uuid.ts';
import { BERICHT_RIJ } from './kern.ts';
import type { BerichtRij, SchrijfKern } from './kern.ts';

/** The outbox as the relay uses it. */
export interface Outbox {
  claim(vraag: SchrijfOpdrachten['claimOutbox']['in']): readonly OutboxRij[];
  markeerGepubliceerd(outboxIds: readonly number[], nu: Date): void;
  geefTerug(outboxIds: readonly number[], misschienAangekomen: readonly number[]): void;
  markeerOnbestelbaar(traceerId: TraceerId, reden: DeadLetterReden, nu: Date): boolean;
}

interface Rij {
  readonly id: number;
  readonly bericht: number;
  readonly aansluiting: AansluitingId;
  readonly claim_tot: number | null;
  readonly herlevering: number;
  readonly traceer_id: Buffer;
}

/** Which event of the status table a reason for `onbestelbaar` is. */
const GEBEURTENIS: Readonly<Record<DeadLetterReden, Gebeurtenis>> = {
  pogingen_op: 'pogingen_op',
  geweigerd_technisch: 'pogingen_op',
  geen_route_meer: 'geen_route_meer',
  niet_routeerbaar_op_broker: 'geen_route_meer',
  te_groot_voor_ontvanger: 'geen_route_meer',
  inhoud_verlopen: 'inhoud_verlopen',
};

/** So many rows are looked at in plain order before the outbox is taken per aansluiting. */
const KIJK_VERDER = 1000;

/** Prepares the statements once. */
export function createOutbox(kern: SchrijfKern): Outbox {
  const { db, proces } = kern;
  // a claim ends with its time or with its process; what was claimed once may have been published
  const vrij = '(o.claim_tot is null or o.claim_tot <= ? or o.claim_door <> ?)';
  const kolommen = 'o.id, o.bericht, o.aansluiting, o.claim_tot, o.herlevering, b.traceer_id';
  // a row has the number of its message, and that of its event when the message was offered again
  const opVolgorde = db.prepare<[number, number, number, number], Rij>(`
    select ${kolommen}
    from outbox o
    join bericht b on b.volgnummer = o.bericht
    where o.id > ? and ${vrij}
    order by o.id
    limit ?
  `);
  const perAansluiting = db.prepare<[AansluitingId, number, number, number], Rij>(`
    select ${kolommen}
    from outbox o
    join bericht b on b.volgnummer = o.bericht
    where o.aansluiting = ? and ${vrij}
    order by o.bericht
    limit ?
  `);
  const gepauzeerd = db.prepare<[], AansluitingId>('select aansluiting from pauze').pluck();
  const volgende = db
    .prepare<[string], AansluitingId | null>('select min(aansluiting) from outbox where aansluiting > ?')
    .pluck();
  const claimRij = db.prepare<[number, number, number, number]>(`
    update outbox
    set claim_tot = ?, claim_door = ?, herlevering = ?
    where id = ?
  `);
  const geefRijTerug = db.prepare<[number, number]>(`
    update outbox
    set claim_tot = null, claim_door = null, herlevering = max(herlevering, ?)
    where id = ?
  `);
  const verwijder = db.prepare<[number]>('delete from outbox where id = ?');
  const verwijderVan = db.prepare<[AansluitingId, number]>('delete from outbox where aansluiting = ? and bericht = ?');
  const zoekOpOutboxId = db.prepare<[number], BerichtRij>(`
    select ${BERICHT_RIJ}
    from outbox o
    join bericht b on b.volgnummer = o.bericht
    where o.id = ?
  `);
  const zoekOpTraceerId = db.prepare<[Buffer], BerichtRij>(`
    select ${BERICHT_RIJ}
    from bericht b
    where b.traceer_id = ?
  `);

  /** The common case: a short outbox, or one whose head may go. `undefined` = the head is full of what may not. */
  function kiesOpVolgorde(vraag: Parameters<Outbox['claim']>[0], over: ReadonlySet<string>): Rij[] | undefined {
    const grens = 2 * vraag.max + KIJK_VERDER;
    const perStuk = new Map<string, number>();
    const gekozen: Rij[] = [];
    let gezien = 0;
    const nu = vraag.nu.getTime();
    for (const rij of inStukken(
      (na, max) => opVolgorde.all(na, nu, proces, max),
      ({ id }) => id,
      vraag.max,
    )) {
      if (gezien === grens) return undefined;
      gezien += 1;
      const al = perStuk.get(rij.aansluiting) ?? 0;
      if (over.has(rij.aansluiting) || al >= vraag.maxPerAansluiting) continue;
      perStuk.set(rij.aansluiting, al + 1);
      gekozen.push(rij);
      if (gekozen.length === vraag.max) return gekozen;
    }
    return gekozen;
  }

  function kiesPerAansluiting(vraag: Parameters<Outbox['claim']>[0], over: ReadonlySet<string>): Rij[] {
    const gekozen: Rij[] = [];
    for (let a = volgende.get(''); a != null; a = volgende.get(a))
      if (!over.has(a)) gekozen.push(...perAansluiting.all(a, vraag.nu.getTime(), proces, vraag.maxPerAansluiting));
    return gekozen.sort((links, rechts) => links.bericht - rechts.bericht).slice(0, vraag.max);
  }

  return {
    claim(vraag) {
      const over = new Set<string>([...vraag.overslaan, ...gepauzeerd.all()]);
      const rijen = kiesOpVolgorde(vraag, over) ?? kiesPerAansluiting(vraag, over);
      return rijen.map((rij) => {
        const herlevering = rij.herlevering === 1 || rij.claim_tot !== null;
        claimRij.run(vraag.tot.getTime(), proces, herlevering ? 1 : 0, rij.id);
        return {
          outboxId: rij.id,
          volgnummer: rij.bericht,
          traceerId: uuidTekst(rij.traceer_id) as TraceerId,
          aansluiting: rij.aansluiting,
          herlevering,
        };
      });
    },
    markeerGepubliceerd(outboxIds, nu) {
      for (const id of outboxIds) {
        const rij = zoekOpOutboxId.get(id);
        if (verwijder.run(id).changes === 0) continue;
        kern.telOutbox(-1);
        if (rij?.status === 'ontvangen')
          kern.verander(rij, { gebeurtenis: 'klaargezet', moment: nu.getTime(), actor: 'hub' });
      }
    },
    geefTerug(outboxIds, misschienAangekomen) {
      const misschien = new Set(misschienAangekomen);
      for (const id of outboxIds) geefRijTerug.run(misschien.has(id) ? 1 : 0, id);
    },
    markeerOnbestelbaar(traceerId, reden, nu) {
      const rij = zoekOpTraceerId.get(uuidBytes(traceerId));
      if (rij === undefined || (rij.status !== 'ontvangen' && rij.status !== 'in_wachtrij')) return false;
      const naar = kern.verander(rij, {
        gebeurtenis: GEBEURTENIS[reden],
        moment: nu.getTime(),
        actor: 'hub',
        reden,
        zet: { dead_letter_reden: reden },
      });
      if (naar === undefined) return false;
      if (rij.aansluiting !== null) kern.telOutbox(-verwijderVan.run(rij.aansluiting, rij.volgnummer).changes);
      return true;
    },
  };
}
