import { openSqlite } from '../src/store/sqlite/sqlite.ts';
import { BERICHTTYPEN } from '../src/bericht/catalogus.ts';
import { createToeval, type Toeval } from '../src/cli/generate/toeval.ts';
import { migreer } from '../src/store/sqlite/migraties/migreer.ts';

/** A message of the seeded store, as far as a search can ask for it. */
export interface GevuldBericht {
  readonly traceerId: string;
  readonly conversatieId: string;
  readonly identificatie: string;
  readonly identificatieRetour?: string;
  readonly gemeente: string;
  readonly aanbieder: string;
}

/** The moment at which the seeded store ends. */
const NU = Date.UTC(2026, 10, 24, 12);
const VIER_UUR_MS = 4 * 3_600_000;
const DERTIEN_MAANDEN_MS = 395 * 86_400_000;
const GEMEENTEN = 342;
const AANBIEDERS = 3000;
const CODES = ['BRS13', 'BRS14', 'BRS20', 'BRS28', 'BRS33'] as const;
/** One in so many messages is given back, for the searches to look for. */
const STAAL = 997;

/**
 * Makes a database of messages by seed: half of them of the last four hours, so that six characters fit half a million
 * ids; the other half of thirteen months. Parties are busy and quiet; identifications are of the three forms that
 * suppliers use; one in fifty senders chose a random id. Straight into the tables, in one transaction: through the store
 * it would take ten times as long, and what is read is the same.
 * @returns a sample of what is in it.
 */
export function vulZoekstore(pad: string, aantal: number): readonly GevuldBericht[] {
  const db = openSqlite(pad);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = off');
  db.pragma('cache_size = -256000');
  migreer(db);
  const toeval = createToeval(7, aantal);
  const zicht = db.prepare('insert into zicht (indiener, handelend, ontvangend, aansluiting) values (?, ?, ?, ?)');
  const bericht = db.prepare(`
    insert into bericht (volgnummer, traceer_id, status, zicht, conversatie_id, berichtsoort, afzender, ontvanger,
      identificatie, identificatie_retour, dagtekening, ontvangen_op, indiener_oin, code, inhoud_sha256, bytes,
      aansluiting, partij, tafel_versie, tafel_regel, poging)
    values (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, '2026-11-20', ?, '00000099000000001000', ?, ?, 4096, 'gemeente-amsterdam',
      ?, '0123456789abcdef', 'routes.yaml:12', 1)
  `);
  const gebeurtenis = db.prepare(`
    insert into gebeurtenis (volgnummer, bericht, zicht, moment, gebeurtenis, status, actor)
    values (?, ?, 1, ?, ?, ?, 'hub')
  `);
  const sha256 = Buffer.alloc(32, 7);
  const staal: GevuldBericht[] = [];
  db.transaction(() => {
    zicht.run('zorg-voorbeeldhof', '65656055', '0363', 'gemeente-amsterdam');
    for (let i = 0; i < aantal; i += 1) {
      const moment = momentVan(i, aantal);
      const een = maak(i, moment, toeval);
      const { afgekeurd, soort, ...rest } = een;
      const status = afgekeurd ? 'afgekeurd' : 'bezorgd';
      const nummer = 3 * i + 1;
      bericht.run(
        ...[nummer, Buffer.from(rest.traceerId.replaceAll('-', ''), 'hex'), status, rest.conversatieId, soort],
        ...[rest.aanbieder, rest.gemeente, rest.identificatie, rest.identificatieRetour ?? null, moment],
        ...[afgekeurd ? toeval.kies(CODES) : null, sha256, rest.gemeente],
      );
      gebeurtenis.run(nummer, nummer, moment, afgekeurd ? 'afgekeurd' : 'geaccepteerd', status);
      if (!afgekeurd) gebeurtenis.run(nummer + 1, nummer, moment + 500, 'klaargezet', 'in_wachtrij');
      if (!afgekeurd) gebeurtenis.run(nummer + 2, nummer, moment + 90_000, 'bevestigd', 'bezorgd');
      if (i % STAAL === 0) staal.push(rest);
    }
  })();
  db.exec('analyze');
  db.pragma('wal_checkpoint(truncate)');
  db.close();
  return staal;
}

function momentVan(i: number, aantal: number): number {
  const helft = aantal / 2;
  const deel = (i % helft) / helft;
  const oud = i < helft;
  return Math.floor(
    oud ? NU - DERTIEN_MAANDEN_MS + deel * (DERTIEN_MAANDEN_MS - VIER_UUR_MS) : NU - VIER_UUR_MS * (1 - deel),
  );
}

function maak(
  i: number,
  moment: number,
  toeval: Toeval,
): GevuldBericht & { readonly afgekeurd: boolean; readonly soort: string } {
  const type = toeval.kies(BERICHTTYPEN);
  const gemeente = String(scheef(GEMEENTEN, toeval) * 5 + 3).padStart(4, '0');
  const aanbieder = String(30_000_000 + scheef(AANBIEDERS, toeval) * 7919);
  const traceerId = uuid(toeval.kans(0.02) ? hex(12, toeval) : moment.toString(16).padStart(12, '0'), toeval);
  const conversatieId = toeval.kans(0.7) ? traceerId : uuid(hex(12, toeval), toeval);
  const nummer = String(i).padStart(8, '0');
  const identificatie = toeval.kies([
    `${type.soort}-2026-${nummer}`,
    `${aanbieder.slice(-6)}${nummer}`,
    `Z${hex(10, toeval).toUpperCase()}`,
  ]);
  return {
    ...{ traceerId, conversatieId, identificatie, gemeente, aanbieder, soort: type.soort },
    ...(type.vorm === 'retour' ? { identificatieRetour: `R${nummer}` } : {}),
    afgekeurd: toeval.kans(0.03),
  };
}

/** A number below `tot`; low ones far more often, as some parties send far more than others. */
function scheef(tot: number, toeval: Toeval): number {
  return Math.floor(tot * (toeval.heel(0, 999_999) / 1_000_000) ** 3);
}

function hex(tekens: number, toeval: Toeval): string {
  return Array.from({ length: tekens }, () => toeval.heel(0, 15).toString(16)).join('');
}

function uuid(begin: string, toeval: Toeval): string {
  return `${begin.slice(0, 8)}-${begin.slice(8)}-7${hex(3, toeval)}-8${hex(3, toeval)}-${hex(12, toeval)}`;
}
