import { createHash, randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import { volgendeStatus } from '../../../bericht/status.ts';
import type { Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { StoreWijziging } from '../../port.ts';
import { LAATSTE_NUMMER } from '../breuk.ts';
import type { Tellers } from '../opdrachten.ts';

/** The columns of a message that its life changes, with those that say where it goes. */
export interface BerichtRij {
  readonly volgnummer: number;
  readonly zicht: number;
  readonly status: Status;
  readonly aansluiting: AansluitingId | null;
  readonly poging: number;
  readonly herlevering: number;
  readonly levering: Buffer | null;
  readonly code: string | null;
  readonly dead_letter_reden: string | null;
}

/** The same as SQL text, for every query that yields a {@link BerichtRij} of `bericht b`. */
export const BERICHT_RIJ =
  'b.volgnummer, b.zicht, b.status, b.aansluiting, b.poging, b.herlevering, b.levering, b.code, b.dead_letter_reden';

/** One event to be written. `nummer` is given where the event lends its number to a message. */
export interface NieuweGebeurtenis {
  readonly nummer?: number;
  readonly bericht: number;
  /** Who sees it; `null` = nobody but operators. */
  readonly zicht: number | null;
  readonly moment: number;
  readonly gebeurtenis: Gebeurtenis;
  /** Empty for an act without a message. */
  readonly status: Status | '';
  readonly actor: string;
  readonly code?: string | null;
  readonly poging?: number | null;
  readonly reden?: string | null;
  readonly inhoudSha256?: Uint8Array | null;
  /** Findings as JSON: may be deleted later, so its digest is salted and stays. */
  readonly detail?: string | null;
}

/** What belongs to a change of status: who, when, and the columns that go with it. */
export interface Overgang {
  readonly gebeurtenis: Gebeurtenis;
  readonly moment: number;
  readonly actor: string;
  readonly reden?: string | null;
  readonly zet?: Partial<Pick<BerichtRij, 'poging' | 'herlevering' | 'levering' | 'code' | 'dead_letter_reden'>>;
}

/** What all write operations share: the sequence, the one way to change a status, and the counts. */
export interface SchrijfKern {
  readonly db: Database;
  /**
   * Names this process. There is one at a time, so what another holds (a claim, an item in hand) is nobody's any more:
   * after a kill -9 nothing has to wait, and nothing has to be written to set it free.
   */
  readonly proces: number;
  /** Takes the next number of the one sequence. */
  nieuwNummer(): number;
  /** Writes an event. @returns its number. */
  schrijfGebeurtenis(gebeurtenis: NieuweGebeurtenis): number;
  /**
   * Changes the status by the one table, on the condition of the old status, and writes the event.
   * @returns the new status, or `undefined` when the table knows no such change; then nothing was written.
   */
  verander(rij: BerichtRij, overgang: Overgang): Status | undefined;
  /** @returns the id of a combination of viewers; made when it is new. */
  zichtVan(indiener: string, handelend: string | null, ontvangend: string | null, aansluiting: string | null): number;
  telOutbox(aantal: number): void;
  /** An item that waits goes to another mailbox. */
  verplaatsWachtend(van: AansluitingId | null, naar: AansluitingId | null): void;
  /** Wakes those who work for an aansluiting, though nothing of its own changed. */
  wek(aansluiting: AansluitingId): void;
  telLeases(aantal: number): void;
  /** Starts to collect what a transaction changes. */
  begin(): void;
  /** The transaction is durable. @returns what it changed, when that is anything that someone waits for. */
  bevestig(operaties: number, geschreven: boolean): StoreWijziging | undefined;
  /** The transaction never happened. */
  herroep(): void;
  tellers(): Tellers;
}

/** What an event is dated before the one that went before it, without a clock that was set back: a body took long. */
const MAX_TERUG_MS = 300_000;

/** The name in `bewaar_later` of the events at which the clock turned out to be set back. */
export const KLOK_TERUG = 'klok_terug';

/** So many combinations of viewers are remembered; a hub of the whole country has some hundred thousand. */
const MAX_ZICHT = 20_000;

/** Reads where the sequence and the counts stand; the caller has the only writing connection. */
export function createKern(db: Database): SchrijfKern {
  const telWachtend = db.prepare<[], { aansluiting: AansluitingId; aantal: number }>(`
    select aansluiting, count(*) as aantal
    from bericht
    where status = 'in_wachtrij' and aansluiting is not null
    group by aansluiting
  `);
  const wachtend = new Map(telWachtend.all().map(({ aansluiting, aantal }) => [aansluiting, aantal]));
  const enkel = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  let laatste = enkel(LAATSTE_NUMMER);
  let laatsteMoment = enkel('select moment from gebeurtenis order by volgnummer desc limit 1');
  let outbox = enkel('select count(*) from outbox');
  let openLeases = enkel("select count(*) from levering where stand = 'open'");
  let commits = 0;
  let operaties = 0;

  let wachtendErbij = new Map<AansluitingId, number>();
  let klaargezet = new Set<AansluitingId>();
  let outboxErbij = 0;
  let outboxGroeide = false;
  let leasesErbij = 0;
  let beginLaatste = laatste;
  let beginMoment = laatsteMoment;

  const zichten = new Map<string, number>();
  const zoekZicht = db.prepare<[string, string, string, string], number>(`
    select id from zicht
    where indiener = ? and coalesce(handelend, '') = ? and coalesce(ontvangend, '') = ?
      and coalesce(aansluiting, '') = ?
  `);
  zoekZicht.pluck();
  const voegZichtToe = db.prepare<[string, string | null, string | null, string | null]>(
    'insert into zicht (indiener, handelend, ontvangend, aansluiting) values (?, ?, ?, ?)',
  );
  const voegGebeurtenisToe = db.prepare<
    [number, number, number | null, number, string, string, string, string | null, number | null, string | null]
  >(`
    insert into gebeurtenis (volgnummer, bericht, zicht, moment, gebeurtenis, status, actor, code, poging, reden)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  `);
  const voegDetailToe = db.prepare<[Uint8Array | null, string | null, Buffer | null, Buffer | null, number]>(`
    update gebeurtenis
    set inhoud_sha256 = ?, detail = ?, detail_zout = ?, detail_digest = ?
    where volgnummer = ?
  `);
  const merkTerug = db.prepare<[number]>(
    `insert or ignore into bewaar_later (regel, volgnummer) values ('${KLOK_TERUG}', ?)`,
  );
  const zetStatus = db.prepare<[Status, number, number, Buffer | null, string | null, string | null, number, Status]>(`
    update bericht
    set status = ?, poging = ?, herlevering = ?, levering = ?, code = ?, dead_letter_reden = ?
    where volgnummer = ? and status = ?
  `);

  function telWacht(aansluiting: AansluitingId | null, aantal: number): void {
    if (aansluiting === null) return;
    wachtendErbij.set(aansluiting, (wachtendErbij.get(aansluiting) ?? 0) + aantal);
    if (aantal > 0) klaargezet.add(aansluiting);
  }

  const kern: SchrijfKern = {
    db,
    proces: randomBytes(6).readUIntBE(0, 6),
    nieuwNummer: () => (laatste += 1),
    schrijfGebeurtenis(g) {
      const nummer = g.nummer ?? (laatste += 1);
      voegGebeurtenisToe.run(
        nummer,
        g.bericht,
        g.zicht,
        g.moment,
        g.gebeurtenis,
        g.status,
        g.actor,
        g.code ?? null,
        g.poging ?? null,
        g.reden ?? null,
      );
      if (g.moment < laatsteMoment - MAX_TERUG_MS) merkTerug.run(nummer);
      laatsteMoment = g.moment;
      if (g.inhoudSha256 != null || g.detail != null) {
        const zout = g.detail == null ? null : randomBytes(16);
        const digest =
          zout === null
            ? null
            : createHash('sha256')
                .update(zout)
                .update(g.detail ?? '')
                .digest();
        voegDetailToe.run(g.inhoudSha256 ?? null, g.detail ?? null, zout, digest, nummer);
      }
      return nummer;
    },
    verander(rij, { gebeurtenis, moment, actor, reden, zet }) {
      const naar = volgendeStatus(rij.status, gebeurtenis);
      if (naar === undefined) return undefined;
      const nieuw = { ...rij, ...zet };
      const { changes } = zetStatus.run(
        naar,
        nieuw.poging,
        nieuw.herlevering,
        nieuw.levering,
        nieuw.code,
        nieuw.dead_letter_reden,
        rij.volgnummer,
        rij.status,
      );
      if (changes !== 1) throw new Error('de status van een bericht veranderde buiten de schrijver om');
      if (rij.status === 'in_wachtrij') telWacht(rij.aansluiting, -1);
      if (naar === 'in_wachtrij') telWacht(rij.aansluiting, 1);
      kern.schrijfGebeurtenis({
        bericht: rij.volgnummer,
        zicht: rij.zicht,
        moment,
        gebeurtenis,
        status: naar,
        actor,
        reden: reden ?? null,
        code: zet?.code ?? null,
        poging: naar === 'aangeboden' ? nieuw.poging : rij.poging === 0 ? null : rij.poging,
      });
      return naar;
    },
    zichtVan(indiener, handelend, ontvangend, aansluiting) {
      const sleutel = `${indiener} ${handelend ?? ''} ${ontvangend ?? ''} ${aansluiting ?? ''}`;
      const bekend = zichten.get(sleutel);
      if (bekend !== undefined) return bekend;
      if (zichten.size >= MAX_ZICHT) zichten.clear();
      const id =
        zoekZicht.get(indiener, handelend ?? '', ontvangend ?? '', aansluiting ?? '') ??
        Number(voegZichtToe.run(indiener, handelend, ontvangend, aansluiting).lastInsertRowid);
      zichten.set(sleutel, id);
      return id;
    },
    telOutbox(aantal) {
      outboxErbij += aantal;
      outboxGroeide ||= aantal > 0;
    },
    verplaatsWachtend(van, naar) {
      telWacht(van, -1);
      telWacht(naar, 1);
    },
    wek(aansluiting) {
      klaargezet.add(aansluiting);
      outboxGroeide = true;
    },
    telLeases: (aantal) => {
      leasesErbij += aantal;
    },
    begin() {
      beginLaatste = laatste;
      beginMoment = laatsteMoment;
      wachtendErbij = new Map();
      klaargezet = new Set();
      outboxErbij = 0;
      outboxGroeide = false;
      leasesErbij = 0;
    },
    bevestig(aantal, geschreven) {
      for (const [aansluiting, erbij] of wachtendErbij) {
        const nu = (wachtend.get(aansluiting) ?? 0) + erbij;
        if (nu > 0) wachtend.set(aansluiting, nu);
        else wachtend.delete(aansluiting);
      }
      outbox += outboxErbij;
      openLeases += leasesErbij;
      if (geschreven) {
        commits += 1;
        operaties += aantal;
      }
      const ietsNieuws = outboxGroeide || klaargezet.size > 0 || laatste !== beginLaatste;
      return ietsNieuws
        ? { outbox: outboxGroeide, klaargezet: [...klaargezet], laatsteGebeurtenis: laatste }
        : undefined;
    },
    herroep() {
      laatste = beginLaatste;
      laatsteMoment = beginMoment;
      // may name rows that were rolled back
      zichten.clear();
    },
    tellers: () => ({ wachtend, outbox, openLeases, commits, operaties }),
  };
  return kern;
}
