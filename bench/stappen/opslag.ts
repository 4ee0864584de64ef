import { schrijfFeiten } from '../../src/bericht/feiten.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { berichtType } from '../../src/bericht/catalogus.ts';
import { handelendePartij } from '../../src/bericht/kop.ts';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import { parseAansluitingId } from '../../src/bericht/aansluiting.ts';
import type { NieuwBericht } from '../../src/store/port.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import { vatSamen, type Cijfers } from '../statistiek.ts';
import type { BewezenBericht } from './handtekeningen.ts';
import { verbruik } from './meet.ts';
import type { XmlStappen } from './xml.ts';

const RIJ_BYTES = 4096;

/**
 * One row of 4 kB in bare SQLite, WAL and FULL, `perCommit` rows in a transaction.
 * @returns CPU microseconds per row.
 */
export function meetKaleRijen(map: string, perCommit: number, commits: number, rondes: number): Cijfers {
  const pad = join(map, 'kaal.db');
  const uit: number[] = [];
  for (let ronde = 0; ronde < rondes; ronde += 1) {
    for (const eind of ['', '-wal', '-shm']) rmSync(pad + eind, { force: true });
    const db = openSqlite(pad);
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = full');
    db.exec('create table rij (id integer primary key, inhoud blob not null) strict');
    const voegToe = db.prepare('insert into rij (inhoud) values (?)');
    const inhoud = randomBytes(RIJ_BYTES);
    const groep = db.transaction(() => {
      for (let i = 0; i < perCommit; i += 1) voegToe.run(inhoud);
    });
    groep();
    const voor = process.cpuUsage();
    for (let i = 0; i < commits; i += 1) groep();
    uit.push(verbruik(voor) / (commits * perCommit));
    db.close();
  }
  return vatSamen(uit);
}

/** @returns CPU microseconds, over all threads, of one whole `registreer` in groups as the hub reached them. */
export async function meetRegistreer(
  map: string,
  berichten: readonly BewezenBericht[],
  xml: XmlStappen,
  perGroep: number,
  rondes: number,
): Promise<Cijfers> {
  const uit: number[] = [];
  for (let ronde = 0; ronde < rondes; ronde += 1) {
    const pad = join(map, `registreer-${ronde}.db`);
    const store = await createSqliteStore({ pad });
    const rijen = berichten.map((b) => maakNieuwBericht(b, xml));
    const voor = process.cpuUsage();
    for (let i = 0; i < rijen.length; i += perGroep)
      await Promise.all(rijen.slice(i, i + perGroep).map((rij) => store.registreer(rij)));
    uit.push(verbruik(voor) / rijen.length);
    await store.close();
    for (const eind of ['', '-wal', '-shm', '.slot']) rmSync(pad + eind, { force: true });
  }
  return vatSamen(uit);
}

function maakNieuwBericht({ bericht, bewezen, ontvangstbewijs }: BewezenBericht, xml: XmlStappen): NieuwBericht {
  const traceerId = randomUUID() as TraceerId;
  const { kop, feiten } = xml.keur(bericht);
  const aansluiting = parseAansluitingId('zorg-voorbeeldhof');
  const [ingediend] = bewezen.bewijs;
  if (kop === undefined || feiten === undefined || aansluiting === undefined || ingediend === undefined)
    throw new Error('niet aangenomen');
  const type = berichtType(bericht.soort);
  return {
    verdict: 'geaccepteerd',
    traceerId,
    traceerIdGekozen: false,
    conversatieId: traceerId,
    ontvangenOp: new Date(),
    indiener: { aansluiting: bewezen.aansluiting.id, oin: bewezen.aansluiting.oin },
    soort: bericht.soort,
    kop,
    handelendePartij: handelendePartij(kop, type),
    bevindingen: [],
    inhoudSha256: bewezen.bodySha256,
    inhoud: xml.verzegel(bericht),
    feiten: schrijfFeiten(feiten),
    route: {
      aansluiting,
      ontvangendePartij: kop.ontvanger,
      tafelVersie: '0123456789abcdef',
      tafelRegel: 'aansluitingen.yaml:20',
    },
    nonce: { sleutel: randomBytes(32), tot: new Date(Date.now() + 420_000) },
    bewijs: [{ handeling: 'indienen', ...ingediend }, ontvangstbewijs],
  };
}
