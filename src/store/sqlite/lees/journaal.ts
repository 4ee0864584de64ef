import type { Database } from 'better-sqlite3';
import type {
  JournaalBlad,
  JournaalKop,
  JournaalLezer,
  JournaalRij,
  JournaalRijMetDetail,
} from '../../journaal-port.ts';
import { openLezer } from '../verbinding.ts';

const RIJ = `
  volgnummer, bericht, zicht, moment, gebeurtenis, status, actor, code, poging, reden,
  inhoud_sha256 as inhoudSha256, detail_digest as detailDigest
`;
const KOP = 'nummer, tot, aantal, kop, vorige, moment, vingerafdruk, handtekening';

/** The sealer's questions. */
export interface JournaalVragen {
  gebeurtenissenNa(volgnummer: number, max: number): readonly JournaalRij[];
  laatsteKop(): JournaalKop | undefined;
  koppenNa(nummer: number, max: number): readonly JournaalKop[];
}

/** Prepares them once. */
export function createJournaalVragen(db: Database): JournaalVragen {
  const na = db.prepare<[number, number], JournaalRij>(`
    select ${RIJ}
    from gebeurtenis
    where volgnummer > ?
    order by volgnummer
    limit ?
  `);
  const laatste = db.prepare<[], JournaalKop>(`select ${KOP} from journaal_kop order by nummer desc limit 1`);
  const koppen = db.prepare<[number, number], JournaalKop>(`
    select ${KOP}
    from journaal_kop
    where nummer > ?
    order by nummer
    limit ?
  `);
  return {
    gebeurtenissenNa: (volgnummer, max) => na.all(volgnummer, max),
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
    const rijen = db.prepare<[], JournaalRijMetDetail>(
      `select ${RIJ}, detail, detail_zout as detailZout from gebeurtenis order by volgnummer`,
    );
    const bladen = db.prepare<[], JournaalBlad>('select volgnummer, digest from journaal_blad order by volgnummer');
    const koppen = db.prepare<[], JournaalKop>(`select ${KOP} from journaal_kop order by nummer`);
    return {
      gebeurtenissen: () => rijen.iterate(),
      bladen: () => bladen.iterate(),
      koppen: () => koppen.iterate(),
      laatste: () => laatste,
      close: () => db.close(),
    };
  } catch (fout) {
    db.close();
    throw fout;
  }
}
