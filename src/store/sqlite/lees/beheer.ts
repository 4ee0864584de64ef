import type { Database } from 'better-sqlite3';
import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { Bladzijde, Gepauzeerd, Gesloten, HandelingRij, Selectie } from '../../beheer-port.ts';
import { HANDELINGEN } from '../migraties/0007-sleutels.ts';
import { isUuid, uuidBytes, uuidTekst } from '../uuid.ts';

/** What operators look at. */
export interface BeheerLezer {
  kies(vraag: {
    readonly selectie: Selectie;
    readonly na: number;
    readonly max: number;
  }): readonly { readonly volgnummer: number; readonly traceerId: TraceerId }[];
  pauzes(): readonly Gepauzeerd[];
  sluitingen(blad: Bladzijde): readonly Gesloten[];
  sluitingVan(traceerId: TraceerId): Gesloten | undefined;
  onbestelbaarSinds(): Date | undefined;
  aantalGesloten(): number;
  handelingen(blad: Bladzijde): readonly HandelingRij[];
}

interface PauzeRij {
  readonly aansluiting: AansluitingId;
  readonly sinds: number;
  readonly door: AansluitingId;
  readonly reden: string;
}

interface SluitingRij {
  readonly volgnummer: number;
  readonly traceer_id: Buffer;
  readonly status: Status;
  readonly moment: number;
  readonly door: AansluitingId;
  readonly reden: string;
}

interface ActRij {
  readonly volgnummer: number;
  readonly moment: number;
  readonly gebeurtenis: Gebeurtenis;
  readonly actor: string;
  readonly reden: string | null;
  readonly code: string | null;
  readonly traceer_id: Buffer | null;
}

/** The events that make a message undeliverable; what comes after is an event of the same status. */
const WERD_ONBESTELBAAR = "('geen_route_meer', 'inhoud_verlopen', 'pogingen_op')";

type KeuzeVelden = [number, string | null, string | null, string | null, string | null, number, number];

/** Prepares all queries once. */
export function createBeheerLezer(db: Database): BeheerLezer {
  const keuze = (statussen: string) =>
    db.prepare<KeuzeVelden, { volgnummer: number; traceer_id: Buffer }>(`
      select volgnummer, traceer_id
      from bericht
      where volgnummer > ? and ${statussen}
        and (? is null or aansluiting = ?)
        and (? is null or dead_letter_reden = ?)
        and ontvangen_op >= ?
      order by volgnummer
      limit ?
    `);
  const onbestelbaar = keuze("status = 'onbestelbaar'");
  const wachtend = keuze("status in ('ontvangen', 'in_wachtrij', 'aangeboden', 'onbestelbaar')");
  const pauzes = db.prepare<[], PauzeRij>('select aansluiting, sinds, door, reden from pauze order by aansluiting');
  const sluitingen = db.prepare<[number, number], SluitingRij>(`
    select s.bericht as volgnummer, b.traceer_id, b.status, s.moment, s.door, s.reden
    from sluiting s
    join bericht b on b.volgnummer = s.bericht
    where s.bericht < ?
    order by s.bericht desc
    limit ?
  `);
  const sluitingVan = db.prepare<[Buffer], SluitingRij>(`
    select s.bericht as volgnummer, b.traceer_id, b.status, s.moment, s.door, s.reden
    from bericht b
    join sluiting s on s.bericht = b.volgnummer
    where b.traceer_id = ?
  `);
  const onbestelbaarSinds = db
    .prepare<[], number | null>(
      `
      select max(g.moment)
      from gebeurtenis g
      where g.status = 'onbestelbaar' and g.gebeurtenis in ${WERD_ONBESTELBAAR} and g.bericht = (
        select b.volgnummer
        from bericht b
        where b.status = 'onbestelbaar' and not exists (select 1 from sluiting s where s.bericht = b.volgnummer)
        order by b.volgnummer
        limit 1
      )
    `,
    )
    .pluck();
  const aantalGesloten = db.prepare<[], number>('select count(*) from sluiting').pluck();
  const handelingen = db.prepare<[number, number], ActRij>(`
    select g.volgnummer, g.moment, g.gebeurtenis, g.actor, g.reden, g.code, b.traceer_id
    from gebeurtenis g
    left join bericht b on b.volgnummer = g.bericht
    where g.volgnummer < ? and g.gebeurtenis in ${HANDELINGEN}
    order by g.volgnummer desc
    limit ?
  `);
  const voor = (blad: Bladzijde): number => blad.voor ?? Number.MAX_SAFE_INTEGER;

  return {
    kies({ selectie: { stand, aansluiting = null, deadLetterReden = null, vanaf }, na, max }) {
      const rijen = (stand === 'onbestelbaar' ? onbestelbaar : wachtend).all(
        na,
        aansluiting,
        aansluiting,
        deadLetterReden,
        deadLetterReden,
        vanaf?.getTime() ?? 0,
        max,
      );
      return rijen.map(({ volgnummer, traceer_id }) => ({ volgnummer, traceerId: uuidTekst(traceer_id) as TraceerId }));
    },
    pauzes: () => pauzes.all().map((rij) => ({ ...rij, sinds: new Date(rij.sinds) })),
    sluitingen: (blad) => sluitingen.all(voor(blad), blad.max).map(toGesloten),
    sluitingVan(traceerId) {
      const rij = isUuid(traceerId) ? sluitingVan.get(uuidBytes(traceerId)) : undefined;
      return rij === undefined ? undefined : toGesloten(rij);
    },
    onbestelbaarSinds() {
      const moment = onbestelbaarSinds.get();
      return moment == null ? undefined : new Date(moment);
    },
    aantalGesloten: () => aantalGesloten.get() ?? 0,
    handelingen: (blad) =>
      handelingen.all(voor(blad), blad.max).map((rij) => ({
        volgnummer: rij.volgnummer,
        moment: new Date(rij.moment),
        gebeurtenis: rij.gebeurtenis,
        door: rij.actor,
        reden: rij.reden ?? '',
        ...waarover(rij),
      })),
  };
}

function toGesloten({ traceer_id, moment, ...rij }: SluitingRij): Gesloten {
  return { ...rij, traceerId: uuidTekst(traceer_id) as TraceerId, moment: new Date(moment) };
}

/** What an act was about: a message, or what it named where there is none. */
function waarover({
  gebeurtenis,
  code,
  traceer_id,
}: ActRij): Pick<HandelingRij, 'traceerId' | 'aansluiting' | 'sleutel'> {
  if (traceer_id !== null) return { traceerId: uuidTekst(traceer_id) as TraceerId };
  if (gebeurtenis === 'klok_bevestigd') return {};
  return gebeurtenis === 'sleutel_gewisseld' ? { sleutel: code ?? '' } : { aansluiting: (code ?? '') as AansluitingId };
}
