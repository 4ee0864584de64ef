import { openSqlite } from '../../src/store/sqlite/sqlite.ts';

/** What the baseline keeps of a message. */
export interface BaselineRij {
  readonly traceerId: string;
  readonly sleutel: string;
  readonly berichtsoort: string;
  readonly afzender: string;
  readonly ontvanger: string;
  readonly aansluiting: string;
  readonly indiener: string;
  readonly xml: Buffer;
  readonly handtekening: string;
  readonly nonce: Buffer;
  readonly moment: number;
}

/** @returns a function that commits one message by itself: plain XML, an event, the nonce. */
export function openBaselineOpslag(pad: string): { bewaar: (rij: BaselineRij) => void; close: () => void } {
  const db = openSqlite(pad);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.exec(`
    create table bericht (
      id integer primary key,
      traceer_id text not null unique,
      sleutel text not null unique,
      status text not null,
      berichtsoort text not null,
      afzender text not null,
      ontvanger text not null,
      aansluiting text not null,
      indiener text not null,
      ontvangen_op integer not null,
      handtekening text not null,
      xml blob not null
    ) strict;
    create index bericht_postbus on bericht (aansluiting, status);
    create table gebeurtenis (
      id integer primary key,
      traceer_id text not null,
      gebeurtenis text not null,
      moment integer not null
    ) strict;
    create index gebeurtenis_bericht on gebeurtenis (traceer_id);
    create table nonce (sleutel blob primary key, moment integer not null) strict;
  `);
  const bericht = db.prepare(`
    insert into bericht (traceer_id, sleutel, status, berichtsoort, afzender, ontvanger, aansluiting, indiener,
      ontvangen_op, handtekening, xml)
    values (?, ?, 'in_wachtrij', ?, ?, ?, ?, ?, ?, ?, ?)
  `);
  const gebeurtenis = db.prepare('insert into gebeurtenis (traceer_id, gebeurtenis, moment) values (?, ?, ?)');
  const nonce = db.prepare('insert into nonce (sleutel, moment) values (?, ?)');
  const bewaar = db.transaction((r: BaselineRij) => {
    nonce.run(r.nonce, r.moment);
    bericht.run(
      r.traceerId,
      r.sleutel,
      r.berichtsoort,
      r.afzender,
      r.ontvanger,
      r.aansluiting,
      r.indiener,
      r.moment,
      r.handtekening,
      r.xml,
    );
    gebeurtenis.run(r.traceerId, 'geaccepteerd', r.moment);
  });
  return { bewaar: (rij) => bewaar(rij), close: () => db.close() };
}
