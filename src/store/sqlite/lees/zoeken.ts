import type { Database } from 'better-sqlite3';
import type { BerichtStand } from '../../stand-port.ts';
import type { ZoekSleutel } from '../../zoek-port.ts';
import type { LeesOpdrachten } from '../opdrachten.ts';
import { STAND_RIJ, toStand } from './rijen.ts';
import type { StandRij } from './rijen.ts';

/** The questions of the pages. */
export interface Zoeker {
  zoekBerichten(vraag: LeesOpdrachten['zoekBerichten']['in']): readonly BerichtStand[];
  oudsteBericht(): Date | undefined;
}

/** Prepares a query per index: each reads the newest matches from the end of its index. */
export function createZoeker(db: Database): Zoeker {
  const opKolom = (kolom: 'afzender' | 'ontvanger' | 'identificatie' | 'conversatie_id' | 'berichtsoort' | 'code') =>
    db
      .prepare<[string, number, number], number>(
        `
        select volgnummer
        from bericht indexed by bericht_${kolom === 'conversatie_id' ? 'conversatie' : kolom}
        where ${kolom} = ? and volgnummer < ?
        order by volgnummer desc
        limit ?
      `,
      )
      .pluck();
  // the index holds all that is asked; ordering through it would read the whole table where few match, so `+` forbids
  const opTraceerId = db
    .prepare<[Buffer, Buffer, number, number], number>(
      `
      select volgnummer
      from bericht indexed by bericht_traceer_id
      where traceer_id >= ? and traceer_id <= ? and +volgnummer < ?
      order by +volgnummer desc
      limit ?
    `,
    )
    .pluck();
  const opIdentificatieBegin = db
    .prepare<[string, string, number, number], number>(
      `
      select volgnummer
      from bericht indexed by bericht_identificatie
      where identificatie >= ? and identificatie < ? and +volgnummer < ?
      order by +volgnummer desc
      limit ?
    `,
    )
    .pluck();
  const afzender = opKolom('afzender');
  const ontvanger = opKolom('ontvanger');
  const identificatie = opKolom('identificatie');
  const conversatie = opKolom('conversatie_id');
  const berichtsoort = opKolom('berichtsoort');
  const code = opKolom('code');
  const rij = db.prepare<[number], StandRij>(`${STAND_RIJ} where b.volgnummer = ?`);
  const oudste = db.prepare<[], number>('select ontvangen_op from bericht order by volgnummer limit 1').pluck();

  function nummers(sleutel: ZoekSleutel, voor: number, max: number): readonly number[] {
    switch (sleutel.soort) {
      case 'traceerId': {
        const { begin } = sleutel;
        const laag = Buffer.from(begin.padEnd(32, '0'), 'hex');
        return opTraceerId.all(laag, Buffer.from(begin.padEnd(32, 'f'), 'hex'), voor, max);
      }
      case 'identificatie':
        return identificatie.all(sleutel.waarde, voor, max);
      case 'identificatieBegin':
        return opIdentificatieBegin.all(sleutel.begin, `${sleutel.begin}\u{10ffff}`, voor, max);
      case 'conversatieId':
        return conversatie.all(sleutel.waarde, voor, max);
      case 'partij':
        return [...afzender.all(sleutel.partij, voor, max), ...ontvanger.all(sleutel.partij, voor, max)];
      case 'berichtsoort':
        return berichtsoort.all(sleutel.berichtsoort, voor, max);
      case 'code':
        return code.all(sleutel.code, voor, max);
    }
  }

  return {
    zoekBerichten({ sleutels, voor = Number.MAX_SAFE_INTEGER, max }) {
      const gevonden = new Set(sleutels.flatMap((sleutel) => nummers(sleutel, voor, max)));
      const nieuwste = [...gevonden].sort((een, ander) => ander - een).slice(0, max);
      return nieuwste.flatMap((nummer) => {
        const gelezen = rij.get(nummer);
        return gelezen === undefined ? [] : [toStand(gelezen)];
      });
    },
    oudsteBericht() {
      const moment = oudste.get();
      return moment === undefined ? undefined : new Date(moment);
    },
  };
}
