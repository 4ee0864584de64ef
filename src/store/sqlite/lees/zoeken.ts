import type { Database, Statement } from 'better-sqlite3';
import { MAX_DOORZOCHT, type Gevonden, type ZoekSleutel } from '../../zoek-port.ts';
import type { LeesOpdrachten } from '../opdrachten.ts';
import { STAND_RIJ, toStand } from './rijen.ts';
import type { StandRij } from './rijen.ts';

/** The questions of the pages. */
export interface Zoeker {
  zoekBerichten(vraag: LeesOpdrachten['zoekBerichten']['in']): Gevonden;
  oudsteBericht(): Date | undefined;
}

/**
 * Rows that are read from the end of a range of ids beyond those that are asked: ids follow the time at which they were
 * made, and the numbers the order in which they were committed, which differ by what was under way at once.
 */
const SPELING = 500;

/** Rows that are read of a range of identifications, which follow no time: all of them are sorted. */
const MAX_BEGIN = 2000;

/** A list of numbers of messages that match, below `voor`. */
type Nummers = (voor: number, max: number) => readonly number[];

/** Prepares a query per index: none reads more than a bounded number of rows, however many messages there are. */
export function createZoeker(db: Database): Zoeker {
  const nummers = <P extends unknown[]>(sql: string): Statement<P, number> => db.prepare<P, number>(sql).pluck();

  /** The index ends in the number, so the newest are read from its end. */
  const opKolom = (kolom: string) =>
    nummers<[string, number, number]>(`
      select volgnummer
      from bericht indexed by bericht_${kolom}
      where ${kolom} = ? and volgnummer < ?
      order by volgnummer desc
      limit ?
    `);

  /** The index holds all that is asked; `+` keeps the planner from walking the table in the order of the number. */
  const opBereik = <T extends string | Buffer>(kolom: string, index: string) =>
    nummers<[T, T, number, number]>(`
      select volgnummer
      from bericht indexed by ${index}
      where ${kolom} >= ? and ${kolom} < ? and +volgnummer < ?
      order by ${kolom} desc
      limit ?
    `);

  const alle = nummers<[number, number]>(`
    select volgnummer
    from bericht
    where volgnummer < ?
    order by volgnummer desc
    limit ?
  `);
  const opDeel = nummers<[number, string, number, number]>(`
    select volgnummer
    from (
      select volgnummer, traceer_id
      from bericht indexed by bericht_traceer_id
      order by traceer_id desc
      limit ?
    )
    where instr(hex(traceer_id), ?) > 0 and +volgnummer < ?
    limit ?
  `);
  const traceerId = opBereik<Buffer>('traceer_id', 'bericht_traceer_id');
  const conversatieId = opBereik<string>('conversatie_id', 'bericht_conversatie');
  const identificatieBegin = opBereik<string>('identificatie', 'bericht_identificatie');
  const afzender = opKolom('afzender');
  const ontvanger = opKolom('ontvanger');
  const identificatie = opKolom('identificatie');
  const identificatieRetour = opKolom('identificatie_retour');
  const berichtsoort = opKolom('berichtsoort');
  const code = opKolom('code');
  const rij = db.prepare<[number], StandRij>(`${STAND_RIJ} where b.volgnummer = ?`);
  const oudste = nummers<[]>('select ontvangen_op from bericht order by volgnummer limit 1');

  function vinder(sleutel: ZoekSleutel): Nummers {
    switch (sleutel.soort) {
      case 'alle':
        return (voor, max) => alle.all(voor, max);
      case 'traceerId': {
        const laag = Buffer.from(sleutel.begin.padEnd(32, '0'), 'hex');
        // one byte longer than any id with this beginning
        const hoog = Buffer.from(sleutel.begin.padEnd(34, 'f'), 'hex');
        return (voor, max) => traceerId.all(laag, hoog, voor, max + SPELING);
      }
      case 'traceerIdDeel':
        return (voor, max) => opDeel.all(MAX_DOORZOCHT, sleutel.deel.toUpperCase(), voor, max);
      case 'conversatieId': {
        const begin = metStreepjes(sleutel.begin);
        return (voor, max) => conversatieId.all(begin, `${begin}~`, voor, max + SPELING);
      }
      case 'identificatie':
        return (voor, max) => [
          ...identificatie.all(sleutel.waarde, voor, max),
          ...identificatieRetour.all(sleutel.waarde, voor, max),
        ];
      case 'identificatieBegin':
        return (voor) => identificatieBegin.all(sleutel.begin, `${sleutel.begin}\u{10ffff}`, voor, MAX_BEGIN + 1);
      case 'partij':
        return (voor, max) => [...afzender.all(sleutel.partij, voor, max), ...ontvanger.all(sleutel.partij, voor, max)];
      case 'berichtsoort':
        return (voor, max) => berichtsoort.all(sleutel.berichtsoort, voor, max);
      case 'code':
        return (voor, max) => code.all(sleutel.code, voor, max);
    }
  }

  return {
    zoekBerichten({ sleutels, voor = Number.MAX_SAFE_INTEGER, max }) {
      let teKort = false;
      const gevonden = new Set<number>();
      for (const sleutel of sleutels) {
        const erbij = vinder(sleutel)(voor, max);
        if (sleutel.soort === 'identificatieBegin' && erbij.length > MAX_BEGIN) teKort = true;
        for (const nummer of erbij) gevonden.add(nummer);
      }
      const nieuwste = [...gevonden].sort((een, ander) => ander - een).slice(0, max);
      const rijen = nieuwste.flatMap((nummer) => {
        const gelezen = rij.get(nummer);
        return gelezen === undefined ? [] : [toStand(gelezen)];
      });
      return { rijen, teKort };
    },
    oudsteBericht() {
      const moment = oudste.get();
      return moment === undefined ? undefined : new Date(moment);
    },
  };
}

/** The digits of an id in the form in which it is written. */
function metStreepjes(hex: string): string {
  const delen = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return delen.filter((deel) => deel !== '').join('-');
}
