import type { Bevinding } from '../../../bericht/bevinding.ts';
import { volgendeStatus } from '../../../bericht/status.ts';
import type { Status } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { RegistratieUitkomst } from '../../port.ts';
import type { BewijsPakket, RegistratiePakket } from '../pakket.ts';
import { uuidTekst } from '../uuid.ts';
import type { SchrijfBewijs } from './bewijs.ts';
import type { SchrijfKern } from './kern.ts';
import type { Nonces } from './nonce.ts';

/** A message that exists, as far as the question "is this the same one" needs it. */
interface Eerder {
  readonly volgnummer: number;
  readonly traceer_id: Buffer;
  readonly status: Status;
  readonly inhoud_sha256: Buffer;
  readonly indiener: string;
  readonly conversatie_id: string;
  readonly ontvangen_op: number;
}

/** Who submits, when, with which bytes and proof: what an event of a repeat or a conflict needs. */
interface Poging {
  readonly indiener: string;
  readonly handelend: string | null;
  readonly moment: number;
  readonly sha256: Buffer;
  readonly bewijs: readonly BewijsPakket[];
}

const NONCE_BEKEND: RegistratieUitkomst = { soort: 'nonce_bekend' };

const EERDER = `
  select b.volgnummer, b.traceer_id, b.status, b.inhoud_sha256, z.indiener, b.conversatie_id, b.ontvangen_op
  from bericht b
  join zicht z on z.id = b.zicht
`;

const KOLOMMEN = [
  'volgnummer',
  'traceer_id',
  'sleutel',
  'status',
  'zicht',
  'conversatie_id',
  'berichtsoort',
  'afzender',
  'ontvanger',
  'identificatie',
  'identificatie_retour',
  'dagtekening',
  'declaratie_identificatie',
  'ontvangen_op',
  'indiener_oin',
  'mandaat',
  'code',
  'inhoud_sha256',
  'bytes',
  'aansluiting',
  'partij',
  'tafel_versie',
  'tafel_regel',
  'opvolging',
  'keten',
  'traceparent',
  'fsc_transaction_id',
] as const;

/**
 * Prepares the accept commit: nonce, look for the same message, then message, event, payload, feiten, evidence and
 * outbox row. Ten small statements, about 60 µs in a group.
 * @returns what the port says; a plain number is the volgnummer of a new message.
 */
export function createRegistreer(
  kern: SchrijfKern,
  nonces: Nonces,
  schrijfBewijs: SchrijfBewijs,
): (pakket: RegistratiePakket, stukken: readonly Buffer[]) => RegistratieUitkomst | number {
  const { db } = kern;
  const zoekSleutel = db.prepare<[string], Eerder>(`${EERDER} where b.sleutel = ?`);
  const zoekTraceerId = db.prepare<[Buffer], Eerder>(`${EERDER} where b.traceer_id = ?`);
  const isBegraven = db.prepare<[Buffer], number>('select 1 from grafsteen where traceer_id = ?').pluck();
  const zoekDetail = db.prepare<[number], string | null>('select detail from gebeurtenis where volgnummer = ?').pluck();
  const voegBerichtToe = db.prepare(
    `insert into bericht (${KOLOMMEN.join(', ')}) values (${KOLOMMEN.map(() => '?').join(', ')})`,
  );
  const voegInhoudToe = db.prepare<[number, Buffer, number, string, number, Buffer]>(`
    insert into inhoud (bericht, gewikkelde_sleutel, kek_versie, compressie, bytes, inhoud)
    values (?, ?, ?, ?, ?, ?)
  `);
  const voegFeitenToe = db.prepare<[number, Buffer, number, string]>(
    'insert into feiten (volgnummer, traceer_id, versie, feiten) values (?, ?, ?, ?)',
  );
  const voegOutboxToe = db.prepare<[number, number, string, number]>(
    'insert into outbox (id, bericht, aansluiting, gemaakt_op) values (?, ?, ?, ?)',
  );
  const verwijderOud = db.prepare<[number, Status]>('delete from bericht where volgnummer = ? and status = ?');
  const verwijderInhoud = db.prepare<[number]>('delete from inhoud where bericht = ?');
  const verplaatsGebeurtenissen = db.prepare<[number, number]>('update gebeurtenis set bericht = ? where bericht = ?');
  const verplaatsBewijs = db.prepare<[number, number]>('update bewijs set bericht = ? where bericht = ?');

  function herhaal(eerder: Eerder, poging: Poging): RegistratieUitkomst {
    meld(eerder, poging, 'herhaald');
    const detail = zoekDetail.get(eerder.volgnummer) ?? null;
    return {
      soort: 'herhaald',
      traceerId: uuidTekst(eerder.traceer_id) as TraceerId,
      conversatieId: eerder.conversatie_id,
      status: eerder.status,
      ontvangenOp: new Date(eerder.ontvangen_op),
      bevindingen: detail === null ? [] : (JSON.parse(detail) as Bevinding[]),
    };
  }

  function bots(eerder: Eerder, poging: Poging, code: 'BRS20' | 'BRS114'): RegistratieUitkomst {
    meld(eerder, poging, 'botsing', code);
    return { soort: 'botsing', code };
  }

  /** The receiver has no part in a repeat or a conflict; a stranger to the message leaves no name in its events. */
  function meld(eerder: Eerder, poging: Poging, gebeurtenis: 'herhaald' | 'botsing', code?: string): void {
    const { indiener, handelend, moment, sha256, bewijs } = poging;
    const vreemd = code === 'BRS114' && eerder.indiener !== indiener;
    kern.schrijfGebeurtenis({
      bericht: eerder.volgnummer,
      zicht: vreemd ? null : kern.zichtVan(indiener, handelend, null, null),
      moment,
      gebeurtenis,
      status: eerder.status,
      actor: vreemd ? 'hub' : indiener,
      code: code ?? null,
      inhoudSha256: gebeurtenis === 'botsing' && !vreemd ? sha256 : null,
    });
    // the receipt that was made for a new message is not the one that goes out
    if (!vreemd) for (const rij of bewijs) if (rij[0] === 'indienen') schrijfBewijs(eerder.volgnummer, rij);
  }

  /** Makes room for a new judgement under the same id: a new place in the order, the old attempts stay as events. */
  function vervang(eerder: Eerder, volgnummer: number): void {
    if (verwijderOud.run(eerder.volgnummer, eerder.status).changes !== 1)
      throw new Error('een bericht veranderde buiten de schrijver om');
    verwijderInhoud.run(eerder.volgnummer);
    verplaatsGebeurtenissen.run(volgnummer, eerder.volgnummer);
    verplaatsBewijs.run(volgnummer, eerder.volgnummer);
  }

  return function registreer(pakket, stukken) {
    const [verdict, gekozen, ontvangenOp, nonceTot, , indiener, oin, handelend, sleutel, conversatieId, ...rest1] =
      pakket;
    const [berichtsoort, afzender, ontvanger, identificatie, identificatieRetour, dagtekening, ...rest2] = rest1;
    const [declaratieIdentificatie, mandaat, code, bevindingen, bytes, , inhoudLengte, kekVersie, ...rest3] = rest2;
    const [compressie, feiten, feitenVersie, aansluiting, partij, tafelVersie, tafelRegel, ...rest4] = rest3;
    const [opvolging, keten, traceparent, fscTransactionId, bewijs] = rest4;
    const [traceerId, sha256, nonce, gewikkeldeSleutel, inhoud] = stukken as [Buffer, Buffer, Buffer, Buffer, Buffer];
    if (!nonces.onthoud(nonce, nonceTot)) return NONCE_BEKEND;

    const poging: Poging = { indiener, handelend, moment: ontvangenOp, sha256, bewijs };
    const eerder = sleutel === null ? undefined : zoekSleutel.get(sleutel);
    const bestaand = gekozen ? zoekTraceerId.get(traceerId) : undefined;
    // a tombstone answers for its id for years: no second message bears it
    if (gekozen && bestaand === undefined && isBegraven.get(traceerId) !== undefined)
      return { soort: 'botsing', code: 'BRS114' };
    if (eerder?.inhoud_sha256.equals(sha256) === true) {
      const vanEenAnder = bestaand !== undefined && bestaand.volgnummer !== eerder.volgnummer;
      return vanEenAnder ? bots(bestaand, poging, 'BRS114') : herhaal(eerder, poging);
    }
    if (eerder !== undefined && verdict === 'geaccepteerd') return bots(eerder, poging, 'BRS20');
    const status = volgendeStatus(bestaand?.status, verdict);
    if (bestaand !== undefined && (status === undefined || bestaand.indiener !== indiener)) {
      // the same bytes under the same id, but this time we could not judge them: the answer of then still holds
      const zelfde = bestaand.indiener === indiener && bestaand.inhoud_sha256.equals(sha256);
      return zelfde && verdict === 'niet_beoordeeld' ? herhaal(bestaand, poging) : bots(bestaand, poging, 'BRS114');
    }
    if (status === undefined) throw new Error('een oordeel zonder status');

    const geaccepteerd = verdict === 'geaccepteerd';
    if (geaccepteerd && (aansluiting === null || inhoudLengte < 0))
      throw new Error('een geaccepteerd bericht heeft een route en een inhoud');
    const volgnummer = kern.nieuwNummer();
    const zicht = geaccepteerd
      ? kern.zichtVan(indiener, handelend, partij, aansluiting)
      : kern.zichtVan(indiener, handelend, null, null);
    if (bestaand !== undefined) vervang(bestaand, volgnummer);
    voegBerichtToe.run(
      volgnummer,
      traceerId,
      geaccepteerd ? sleutel : null,
      status,
      zicht,
      conversatieId,
      berichtsoort,
      afzender,
      ontvanger,
      identificatie,
      identificatieRetour,
      dagtekening,
      declaratieIdentificatie,
      ontvangenOp,
      oin,
      mandaat,
      code,
      sha256,
      bytes,
      aansluiting,
      partij,
      tafelVersie,
      tafelRegel,
      opvolging,
      keten,
      traceparent,
      fscTransactionId,
    );
    kern.schrijfGebeurtenis({
      nummer: volgnummer,
      bericht: volgnummer,
      zicht,
      moment: ontvangenOp,
      gebeurtenis: verdict,
      status,
      actor: indiener,
      code,
      // an accepted message is never judged anew: its digest stands in its own row for good
      inhoudSha256: geaccepteerd ? null : sha256,
      detail: bevindingen,
    });
    if (inhoudLengte >= 0) voegInhoudToe.run(volgnummer, gewikkeldeSleutel, kekVersie, compressie, bytes, inhoud);
    if (feiten !== null) voegFeitenToe.run(volgnummer, traceerId, feitenVersie, feiten);
    for (const rij of bewijs) schrijfBewijs(volgnummer, rij);
    if (geaccepteerd && aansluiting !== null) {
      voegOutboxToe.run(volgnummer, volgnummer, aansluiting, ontvangenOp);
      kern.telOutbox(1);
    }
    return volgnummer;
  };
}
