import { BEWAAR_REGELS, eindeTermijn, plusMaanden } from '../../../bericht/bewaartermijn.ts';
import type { BewaarRegel } from '../../../bericht/bewaartermijn.ts';
import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { BewaarDeel } from '../../bewaar-port.ts';
import type { SchrijfOpdrachten } from '../opdrachten.ts';
import { uuidTekst } from '../uuid.ts';
import type { Verwijderlog, Verwijdering } from '../verwijderlog.ts';
import { createFeitenRuimer } from './bewaar-feiten.ts';
import { createGraf } from './graf.ts';
import type { GrafRij } from './graf.ts';
import { BERICHT_RIJ, KLOK_TERUG } from './kern.ts';
import type { SchrijfKern } from './kern.ts';

type Vraag = SchrijfOpdrachten['bewaarRuim']['in'];

interface GebeurtenisKop {
  readonly volgnummer: number;
  readonly bericht: number;
  readonly moment: number;
  readonly gebeurtenis: Gebeurtenis;
  readonly status: Status;
}

/** What became of one event under one rule. */
type Afloop = 'gedaan' | 'nvt' | 'later';

/** Events that one batch looks at: about a millisecond of the writer. */
const KIJK = 500;
/** Deletions in one batch: each a few rows, together a few milliseconds. */
const MAX_PER_KEER = 25;

const SOORTEN: Readonly<Record<BewaarRegel, readonly Gebeurtenis[]>> = {
  inhoud_bevestigd: ['bevestigd'],
  inhoud_geweigerd: ['geweigerd', 'afgekeurd', 'niet_beoordeeld'],
  inhoud_uiterlijk: ['geaccepteerd'],
  bevindingen: ['afgekeurd', 'niet_beoordeeld'],
  metagegevens: ['geaccepteerd', 'afgekeurd', 'niet_beoordeeld'],
};

/**
 * Deletes what is past its term. Each rule follows the events in the order of their numbers, so that registering and
 * acknowledging cost nothing more; where it is stands in `bewaar_cursor`, moved in the same transaction as what was
 * deleted. What is leased or being pushed is parked in `bewaar_later`, and so is what was dated by a clock that was ahead: an
 * event of a time yet to come, or one later than an event behind it. It would hold up all behind it.
 */
export function createBewaren(kern: SchrijfKern, log: Verwijderlog): (vraag: Vraag) => BewaarDeel {
  const { db } = kern;
  const graf = createGraf(kern);
  const ruimFeiten = createFeitenRuimer(kern);
  const leesCursor = db.prepare<[string], number>('select volgnummer from bewaar_cursor where regel = ?').pluck();
  const zetCursor = db.prepare<[string, number]>(`
    insert into bewaar_cursor (regel, volgnummer) values (?, ?)
    on conflict (regel) do update set volgnummer = excluded.volgnummer
  `);
  const KOP = 'g.volgnummer, g.bericht, g.moment, g.gebeurtenis, g.status';
  const naCursor = db.prepare<[number, number], GebeurtenisKop>(`
    select ${KOP}
    from gebeurtenis g
    where g.volgnummer > ?
    order by g.volgnummer
    limit ?
  `);
  const geparkeerd = db.prepare<[string, number, number], GebeurtenisKop>(`
    select ${KOP}
    from bewaar_later l
    join gebeurtenis g on g.volgnummer = l.volgnummer
    where l.regel = ? and l.volgnummer > ?
    order by l.volgnummer
    limit ?
  `);
  const klokGingTerug = db
    .prepare<[number, number], number>(
      `
      select 1
      from bewaar_later l
      join gebeurtenis g on g.volgnummer = l.volgnummer
      where l.regel = '${KLOK_TERUG}' and l.volgnummer > ? and g.moment < ?
      limit 1
    `,
    )
    .pluck();
  const parkeer = db.prepare<[string, number]>('insert or ignore into bewaar_later (regel, volgnummer) values (?, ?)');
  const haalWeg = db.prepare<[string, number]>('delete from bewaar_later where regel = ? and volgnummer = ?');
  const zoek = db.prepare<[number], GrafRij>(`
    select ${BERICHT_RIJ}, b.traceer_id, b.ontvangen_op
    from bericht b
    where b.volgnummer = ?
  `);
  const laatste = db
    .prepare<[number, Gebeurtenis, Status], number | null>(
      'select max(volgnummer) from gebeurtenis where bericht = ? and gebeurtenis = ? and status = ?',
    )
    .pluck();
  const inHand = db
    .prepare<[number, AansluitingId | null, Buffer, number], number>(
      'select 1 from wachtrij where (outbox_id = ? or (aansluiting = ? and traceer_id = ?)) and in_hand_van = ?',
    )
    .pluck();
  const wisDetail = db.prepare<[number]>(
    'update gebeurtenis set detail = null, detail_zout = null where volgnummer = ? and detail is not null',
  );
  const ruimGrafstenen = db.prepare<[number, number]>(`
    delete from grafsteen
    where volgnummer in (select volgnummer from grafsteen order by volgnummer limit ?) and gemaakt_op <= ?
  `);
  const oudsten = db.prepare<[], { volgnummer: number; moment: number; over: number }>(`
    select g.volgnummer, g.moment, exists (select 1 from bericht b where b.volgnummer = g.bericht) as over
    from gebeurtenis g
    order by g.volgnummer
    limit ${KIJK + 1}
  `);
  const verwijderGebeurtenis = db.prepare<[number]>('delete from gebeurtenis where volgnummer = ?');

  /** Leased, or in the hands of a consumer of this very process. */
  const bezig = (b: GrafRij): boolean =>
    b.status === 'aangeboden' || inHand.get(b.volgnummer, b.aansluiting, b.traceer_id, kern.proces) !== undefined;

  function wis(b: GrafRij, nu: number, weg: Verwijdering[], verlopen = false): Afloop {
    const status = graf.wisInhoud(b, nu, verlopen);
    if (status === undefined) return 'nvt';
    weg.push({ traceerId: uuidTekst(b.traceer_id), wat: 'inhoud', status });
    return 'gedaan';
  }

  function pasToe(regel: BewaarRegel, g: GebeurtenisKop, nu: number, weg: Verwijdering[]): Afloop {
    const b = zoek.get(g.bericht);
    if (b === undefined) return 'nvt';
    // a message that was judged anew bears the number of its last judgement
    const eigenOordeel = b.volgnummer === g.volgnummer;
    switch (regel) {
      case 'inhoud_bevestigd':
        // offered again after it: the last acknowledgement counts
        if (b.status !== 'bezorgd' || laatste.get(b.volgnummer, 'bevestigd', 'bezorgd') !== g.volgnummer) return 'nvt';
        return wis(b, nu, weg);
      case 'inhoud_geweigerd':
        if (b.status !== g.status || (g.gebeurtenis === 'geweigerd' ? g.status !== 'geweigerd' : !eigenOordeel))
          return 'nvt';
        return wis(b, nu, weg);
      case 'inhoud_uiterlijk':
        if (!eigenOordeel) return 'nvt';
        return bezig(b) ? 'later' : wis(b, nu, weg, b.status === 'ontvangen' || b.status === 'in_wachtrij');
      case 'bevindingen': {
        if (wisDetail.run(g.volgnummer).changes === 0) return 'nvt';
        graf.meld(b, 'bevindingen_verwijderd', nu);
        weg.push({ traceerId: uuidTekst(b.traceer_id), wat: 'bevindingen', status: b.status });
        return 'gedaan';
      }
      case 'metagegevens': {
        if (!eigenOordeel) return 'nvt';
        if (bezig(b) || b.status === 'ontvangen' || b.status === 'in_wachtrij') return 'later';
        graf.begraaf(b, nu);
        weg.push({ traceerId: uuidTekst(b.traceer_id), wat: 'metagegevens', status: b.status });
        return 'gedaan';
      }
    }
  }

  /** Dated by a clock that was ahead: what stands behind it is not younger. */
  const wasVooruit = (g: GebeurtenisKop, nu: number): boolean =>
    g.moment > nu || klokGingTerug.get(g.volgnummer, g.moment) !== undefined;

  function volgRegel(regel: BewaarRegel, { nu, termijnen, vanaf }: Vraag): BewaarDeel {
    const weg: Verwijdering[] = [];
    const isAanDeBeurt = (g: GebeurtenisKop): boolean =>
      eindeTermijn(regel, new Date(g.moment), termijnen).getTime() <= nu.getTime();
    const soorten = new Set<Gebeurtenis>(SOORTEN[regel]);
    const later = vanaf >= 0 ? geparkeerd.all(regel, vanaf, MAX_PER_KEER) : [];
    for (const g of later)
      if (isAanDeBeurt(g) && pasToe(regel, g, nu.getTime(), weg) !== 'later') haalWeg.run(regel, g.volgnummer);
    const verder = later.at(-1)?.volgnummer;
    if (verder !== undefined) {
      log.schrijf(weg, nu);
      return { verwijderd: weg.length, meer: true, vanaf: verder };
    }
    const begin = leesCursor.get(regel) ?? 0;
    let cursor = begin;
    let gezien = 0;
    for (const g of naCursor.all(begin, KIJK)) {
      if (weg.length >= MAX_PER_KEER) break;
      const aanDeBeurt = isAanDeBeurt(g);
      if (!aanDeBeurt && !wasVooruit(g, nu.getTime())) break;
      if (soorten.has(g.gebeurtenis) && (!aanDeBeurt || pasToe(regel, g, nu.getTime(), weg) === 'later'))
        parkeer.run(regel, g.volgnummer);
      cursor = g.volgnummer;
      gezien += 1;
    }
    if (cursor !== begin) zetCursor.run(regel, cursor);
    log.schrijf(weg, nu);
    // -1: what is parked had its turn in this round
    return { verwijderd: weg.length, meer: gezien >= KIJK || weg.length >= MAX_PER_KEER, vanaf: -1 };
  }

  function ruimGebeurtenissen({ nu, termijnen }: Vraag): BewaarDeel {
    let verwijderd = 0;
    const rijen = oudsten.all();
    // the newest one stays in any case: the sequence goes on from it
    for (const g of rijen.slice(0, -1)) {
      const vervalt = plusMaanden(new Date(g.moment), termijnen.grafsteenMaanden).getTime() <= nu.getTime();
      if (!vervalt || g.over === 1) break;
      verwijderGebeurtenis.run(g.volgnummer);
      haalWeg.run(KLOK_TERUG, g.volgnummer);
      verwijderd += 1;
    }
    return { verwijderd, meer: verwijderd >= KIJK };
  }

  function ruimStenen({ nu, termijnen }: Vraag): BewaarDeel {
    const grens = plusMaanden(nu, -termijnen.grafsteenMaanden).getTime();
    const verwijderd = ruimGrafstenen.run(KIJK, grens).changes;
    return { verwijderd, meer: verwijderd >= KIJK };
  }

  return function ruim(vraag) {
    const { stap } = vraag;
    if (stap === 'grafstenen') return ruimStenen(vraag);
    if (stap === 'gebeurtenissen') return ruimGebeurtenissen(vraag);
    // zeroes what it frees: the wrapped key must not stay in the file. Only here, for it writes pages that others need not
    db.pragma('secure_delete = on');
    try {
      if (stap === 'feiten') {
        const { weg, meer } = ruimFeiten(vraag.nu, vraag.termijnen);
        log.schrijf(weg, vraag.nu);
        return { verwijderd: weg.length, meer };
      }
      if (!BEWAAR_REGELS.includes(stap)) throw new Error('een onbekende bewaarregel');
      return volgRegel(stap, vraag);
    } finally {
      db.pragma('secure_delete = off');
    }
  };
}
