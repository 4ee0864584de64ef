import type { Database } from 'better-sqlite3';
import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Feiten } from '../../../bericht/feiten.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { VerzegeldeInhoud } from '../../../keys/port.ts';
import type { LeesOpdrachten } from '../opdrachten.ts';
import { isUuid, uuidBytes, uuidTekst } from '../uuid.ts';
import { createAlarmLijst } from './alarmen.ts';
import { createBewaarFeiten } from './bewaren.ts';
import { createJournaalVragen } from './journaal.ts';
import { createBeheerLezer } from './beheer.ts';
import { createLijsten } from './lijsten.ts';
import { STEEN_RIJ, toGrafsteen } from './grafsteen.ts';
import type { SteenRij } from './grafsteen.ts';
import { createSleutelLezer } from './sleutels.ts';
import { createZoeker } from './zoeken.ts';
import { GEBEURTENIS_RIJ, STAND_RIJ, toBewijs, toGebeurtenis, toStand } from './rijen.ts';
import type { BewijsRij, GebeurtenisDbRij, StandRij } from './rijen.ts';

/** Per command what the reader thread does for it. */
export type Lezers = {
  readonly [K in keyof LeesOpdrachten]: (invoer: LeesOpdrachten[K]['in']) => LeesOpdrachten[K]['uit'];
};

/** Prepares all queries once. `kopieerder` is the connection that may copy the log into the database file. */
export function createLezers(db: Database, kopieerder: Database): Lezers {
  const zoek = db.prepare<[Buffer], StandRij>(`${STAND_RIJ} where b.traceer_id = ?`);
  const gebeurtenissen = db.prepare<[Buffer], GebeurtenisDbRij>(`
    ${GEBEURTENIS_RIJ}
    where b.traceer_id = ?
    order by g.volgnummer
  `);
  const inhoud = db.prepare<
    [Buffer],
    {
      gewikkelde_sleutel: Buffer;
      kek_versie: number;
      compressie: VerzegeldeInhoud['compressie'];
      bytes: number;
      inhoud: Buffer;
    }
  >(`
    select i.gewikkelde_sleutel, i.kek_versie, i.compressie, i.bytes, i.inhoud
    from inhoud i
    join bericht b on b.volgnummer = i.bericht
    where b.traceer_id = ?
  `);
  const bewijs = db.prepare<[Buffer, Buffer], BewijsRij>(`
    select handeling, profiel, handtekening, basis, alg, vingerafdruk, crl_nummer, inhoud_digest, moment
    from bewijs
    where id in (
      select w.id from bewijs w join bericht b on b.volgnummer = w.bericht where b.traceer_id = ?
      union
      select l.bewijs from levering l join bericht b on b.volgnummer = l.bericht
      where b.traceer_id = ? and l.bewijs is not null
    )
    order by id
  `);
  const feiten = db.prepare<[number, number], { volgnummer: number; traceer_id: Buffer; feiten: string }>(`
    select volgnummer, traceer_id, feiten
    from feiten
    where volgnummer > ?
    order by volgnummer
    limit ?
  `);
  const oudsteInOutbox = db.prepare<[], number>('select gemaakt_op from outbox order by id limit 1').pluck();
  const oudsteInPostbus = db
    .prepare<[AansluitingId], number>(
      `
      select ontvangen_op
      from bericht
      where aansluiting = ? and status = 'in_wachtrij'
      order by volgnummer
      limit 1
    `,
    )
    .pluck();
  const diepte = db.prepare<[], { aansluiting: AansluitingId; aantal: number }>(`
    select aansluiting, count(*) as aantal
    from wachtrij
    group by aansluiting
  `);
  const bewaarFeiten = createBewaarFeiten(db);
  const tijd = db.prepare<[], number>('select moment from klok where id = 1').pluck();
  const steen = db.prepare<[Buffer], SteenRij>(STEEN_RIJ);
  const lijsten = createLijsten(db);
  const journaal = createJournaalVragen(db);
  const beheer = createBeheerLezer(db);
  const zoeker = createZoeker(db);
  const sleutels = createSleutelLezer(db);

  return {
    zoekBericht(traceerId) {
      const rij = isUuid(traceerId) ? zoek.get(uuidBytes(traceerId)) : undefined;
      if (rij === undefined) {
        const graf = isUuid(traceerId) ? steen.get(uuidBytes(traceerId)) : undefined;
        return graf === undefined ? undefined : toGrafsteen(graf);
      }
      const partijen = [rij.handelend, rij.ontvangend].filter((partij) => partij !== null);
      const bij = rij.aansluiting === null ? {} : { aansluiting: rij.aansluiting };
      return { ...toStand(rij), zichtbaarVoor: { indiener: rij.indiener, partijen, ...bij } };
    },
    gebeurtenissenVan: (id) => (isUuid(id) ? gebeurtenissen.all(uuidBytes(id)).map(toGebeurtenis) : []),
    inhoudVan(id) {
      const rij = isUuid(id) ? inhoud.get(uuidBytes(id)) : undefined;
      if (rij === undefined) return undefined;
      return {
        gewikkeldeSleutel: rij.gewikkelde_sleutel,
        kekVersie: rij.kek_versie,
        inhoud: rij.inhoud,
        compressie: rij.compressie,
        bytes: rij.bytes,
      };
    },
    bewijsVan: (id) => (isUuid(id) ? bewijs.all(uuidBytes(id), uuidBytes(id)).map(toBewijs) : []),
    feitenNa: ({ volgnummer, max }) =>
      feiten.all(volgnummer, max).map((rij) => ({
        volgnummer: rij.volgnummer,
        traceerId: uuidTekst(rij.traceer_id) as TraceerId,
        feiten: JSON.parse(rij.feiten) as Feiten,
      })),
    lijst: (vraag) => lijsten.lijst(vraag),
    gebeurtenissenNa: (vraag) => lijsten.gebeurtenissenNa(vraag),
    zoekBerichten: (vraag) => zoeker.zoekBerichten(vraag),
    oudsteBericht: () => zoeker.oudsteBericht(),
    oudste(aansluitingen) {
      const wachtend = new Map<AansluitingId, number>();
      for (const aansluiting of aansluitingen) {
        const moment = oudsteInPostbus.get(aansluiting);
        if (moment !== undefined) wachtend.set(aansluiting, moment);
      }
      const outbox = oudsteInOutbox.get();
      return outbox === undefined ? { wachtend } : { wachtend, outbox };
    },
    alarmen: createAlarmLijst(db),
    bewaarFeiten: ({ na, max }) => bewaarFeiten(na, max),
    laatsteTijd() {
      const moment = tijd.get();
      return moment === undefined ? undefined : new Date(moment);
    },
    beheerKies: (vraag) => beheer.kies(vraag),
    beheerPauzes: () => beheer.pauzes(),
    beheerSluitingen: (blad) => beheer.sluitingen(blad),
    beheerSluitingVan: (id) => beheer.sluitingVan(id),
    beheerOnbestelbaarSinds: () => beheer.onbestelbaarSinds(),
    beheerAantalGesloten: () => beheer.aantalGesloten(),
    beheerHandelingen: (blad) => beheer.handelingen(blad),
    kekWissels: () => sleutels.wissels(),
    kekTeHerwikkelen: (vraag) => sleutels.teHerwikkelen(vraag),
    wachtrijDiepte: () => new Map(diepte.all().map(({ aansluiting, aantal }) => [aansluiting, aantal])),
    journaalVolg: (vraag) => journaal.volg(vraag),
    journaalBreuken: () => journaal.breuken(),
    journaalLaatsteKop: () => journaal.laatsteKop(),
    journaalKoppenNa: ({ nummer, max }) => journaal.koppenNa(nummer, max),
    checkpoint() {
      const [stand] = kopieerder.pragma('wal_checkpoint(passive)') as {
        busy: number;
        log: number;
        checkpointed: number;
      }[];
      return stand?.busy === 0;
    },
  };
}
