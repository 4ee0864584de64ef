import type { Database } from 'better-sqlite3';
import { leesBladen, volgKeten } from '../../journaal-blad.ts';
import type {
  BewaardeBreuk,
  JournaalBlad,
  JournaalKop,
  JournaalLezer,
  JournaalRij,
  JournaalRijMetDetail,
  JournaalStuk,
} from '../../journaal-port.ts';
import { createBreukVraag } from '../breuk.ts';
import { KOP, LAATSTE_KOP } from '../journaal-kolommen.ts';
import type { LeesOpdrachten } from '../opdrachten.ts';
import { inStukken } from '../sqlite.ts';
import { openLezer } from '../verbinding.ts';

const RIJ = `
  volgnummer, bericht, zicht, moment, gebeurtenis, status, actor, code, poging, reden,
  inhoud_sha256 as inhoudSha256, detail_digest as detailDigest
`;
/** The values of {@link RIJ}. */
type JournaalWaarden = readonly [
  volgnummer: number,
  bericht: number,
  zicht: number | null,
  moment: number,
  gebeurtenis: string,
  status: string,
  actor: string,
  code: string | null,
  poging: number | null,
  reden: string | null,
  inhoudSha256: Buffer | null,
  detailDigest: Buffer | null,
];
const KOPPEN_NA = `
  select ${KOP}
  from journaal_kop
  where nummer > ?
  order by nummer
  limit ?
`;
/** Rows in the first piece that a check reads. */
const PER_STUK = 1000;

/** The sealer's questions. */
export interface JournaalVragen {
  volg(vraag: LeesOpdrachten['journaalVolg']['in']): JournaalStuk;
  breuken(): readonly BewaardeBreuk[];
  laatsteKop(): JournaalKop | undefined;
  koppenNa(nummer: number, max: number): readonly JournaalKop[];
}

/** Prepares them once. */
export function createJournaalVragen(db: Database): JournaalVragen {
  // as arrays: the binding takes half the time that it needs for objects, and every event passes here
  const na = db
    .prepare<[number, number, number], JournaalWaarden>(
      `
      select ${RIJ}
      from gebeurtenis
      where volgnummer > ?
        and volgnummer <= ?
      order by volgnummer
      limit ?
    `,
    )
    .raw();
  const laatste = db.prepare<[], JournaalKop>(LAATSTE_KOP);
  const koppen = db.prepare<[number, number], JournaalKop>(KOPPEN_NA);
  return {
    volg: ({ vanaf, tot, max }) => volgKeten(vanaf, na.all(vanaf.tot, tot, max).map(toRij)),
    breuken: createBreukVraag(db),
    laatsteKop: () => laatste.get(),
    koppenNa: (nummer, max) => koppen.all(nummer, max),
  };
}

/**
 * Opens the journal in a database file as it is at this moment; a hub may go on writing.
 * @throws SqliteError when there is no such database, or it has no journal.
 */
export function openJournaalLezer(pad: string): JournaalLezer {
  const db = openLezer({ pad });
  try {
    db.exec('begin');
    const laatste = db.prepare<[], number | null>('select max(volgnummer) from gebeurtenis').pluck().get() ?? 0;
    const rijen = db.prepare<[number, number], JournaalRijMetDetail>(`
      select ${RIJ}, detail, detail_zout as detailZout
      from gebeurtenis
      where volgnummer > ?
      order by volgnummer
      limit ?
    `);
    const bladen = db.prepare<[number, number], { readonly kop: number; readonly bladen: Buffer }>(`
      select kop, bladen
      from journaal_bladen
      where kop > ?
      order by kop
      limit ?
    `);
    const koppen = db.prepare<[number, number], JournaalKop>(KOPPEN_NA);
    return {
      gebeurtenissen: () =>
        inStukken(
          (na, max) => rijen.all(na, max),
          ({ volgnummer }) => volgnummer,
          PER_STUK,
        ),
      bladen: () =>
        losseBladen(
          inStukken(
            (na, max) => bladen.all(na, max),
            ({ kop }) => kop,
            1,
          ),
        ),
      koppen: () =>
        inStukken(
          (na, max) => koppen.all(na, max),
          ({ nummer }) => nummer,
          PER_STUK,
        ),
      laatste: () => laatste,
      close: () => db.close(),
    };
  } catch (fout) {
    db.close();
    throw fout;
  }
}

function* losseBladen(stukken: Iterable<{ readonly bladen: Buffer }>): Generator<JournaalBlad> {
  for (const { bladen } of stukken) yield* leesBladen(bladen);
}

function toRij(waarden: JournaalWaarden): JournaalRij {
  const [volgnummer, bericht, zicht, moment, gebeurtenis, status, actor, code, poging, reden, ...digests] = waarden;
  const [inhoudSha256, detailDigest] = digests;
  return {
    volgnummer,
    bericht,
    zicht,
    moment,
    gebeurtenis,
    status,
    actor,
    code,
    poging,
    reden,
    inhoudSha256,
    detailDigest,
  };
}
