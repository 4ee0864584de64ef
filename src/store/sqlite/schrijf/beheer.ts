import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { BerichtUitkomst, Handeling, NieuweRoute } from '../../beheer-port.ts';
import type { RegistratieRoute } from '../../port.ts';
import { uuidBytes } from '../uuid.ts';
import { schrijfHandeling } from './handeling.ts';
import { BERICHT_RIJ } from './kern.ts';
import type { BerichtRij, SchrijfKern } from './kern.ts';
import { onthoudAlsGegeven } from './nonce.ts';
import type { Nonces } from './nonce.ts';

/** The acts of operators, inside a transaction that is not their own. */
export interface BeheerSchrijver {
  herlever(h: Handeling, berichten: readonly NieuweRoute[]): readonly BerichtUitkomst[] | 'nonce_bekend';
  hangOm(h: Handeling, berichten: readonly NieuweRoute[]): readonly BerichtUitkomst[] | 'nonce_bekend';
  pauzeer(h: Handeling, aansluiting: AansluitingId): 'gedaan' | 'al' | 'nonce_bekend';
  hervat(h: Handeling, aansluiting: AansluitingId): 'gedaan' | 'al' | 'nonce_bekend';
  sluit(h: Handeling, traceerId: TraceerId): BerichtUitkomst | 'nonce_bekend';
  heropen(h: Handeling, traceerId: TraceerId): BerichtUitkomst | 'nonce_bekend';
  bevestigKlok(h: Handeling): 'gedaan' | 'nonce_bekend';
}

const ONGEDAAN_MS = 7 * 24 * 60 * 60 * 1000;
const SLUITBAAR: ReadonlySet<Status> = new Set(['onbestelbaar', 'geweigerd', 'afgekeurd', 'niet_beoordeeld']);
const OMHANGBAAR: ReadonlySet<Status> = new Set(['ontvangen', 'in_wachtrij', 'onbestelbaar']);

/** Prepares the statements once. */
export function createBeheer(kern: SchrijfKern, nonces: Nonces): BeheerSchrijver {
  const { db } = kern;
  const zoek = db.prepare<[Buffer], BerichtRij>(`
    select ${BERICHT_RIJ}
    from bericht b
    where b.traceer_id = ?
  `);
  const heeftInhoud = db.prepare<[number], number>('select 1 from inhoud where bericht = ?').pluck();
  const kijkers = db.prepare<[number], { indiener: string; handelend: string | null }>(
    'select indiener, handelend from zicht where id = ?',
  );
  const zetRoute = db.prepare<[string, string, string, string, string | null, number, number]>(`
    update bericht
    set aansluiting = ?, partij = ?, tafel_versie = ?, tafel_regel = ?, opvolging = ?, zicht = ?
    where volgnummer = ?
  `);
  const zetOutbox = db.prepare<[string, number]>('update outbox set aansluiting = ? where bericht = ?');
  const laatsteNummer = db.prepare<[], number>('select max(volgnummer) from gebeurtenis').pluck();
  const voegOutboxToe = db.prepare<[number, number, string, number]>(`
    insert into outbox (id, bericht, aansluiting, gemaakt_op, herlevering) values (?, ?, ?, ?, 1)
  `);
  const voegPauzeToe = db.prepare<[string, number, string, string]>(`
    insert into pauze (aansluiting, sinds, door, reden) values (?, ?, ?, ?)
    on conflict (aansluiting) do nothing
  `);
  const verwijderPauze = db.prepare<[string]>('delete from pauze where aansluiting = ?');
  const voegSluitingToe = db.prepare<[number, number, string, string]>(`
    insert into sluiting (bericht, moment, door, reden) values (?, ?, ?, ?)
    on conflict (bericht) do nothing
  `);
  const geslotenOp = db.prepare<[number], number>('select moment from sluiting where bericht = ?').pluck();
  const verwijderSluiting = db.prepare<[number]>('delete from sluiting where bericht = ?');

  function gebeurt(h: Handeling, gebeurtenis: Gebeurtenis, rij: BerichtRij): void {
    kern.schrijfGebeurtenis({
      bericht: rij.volgnummer,
      zicht: rij.zicht,
      moment: h.nu.getTime(),
      gebeurtenis,
      status: rij.status,
      actor: h.actor,
      reden: h.reden,
    });
  }

  /** @returns the row as it is under its new route. */
  function geefRoute(rij: BerichtRij, route: RegistratieRoute): BerichtRij {
    const wie = kijkers.get(rij.zicht);
    const { aansluiting, ontvangendePartij, tafelVersie, tafelRegel, opvolging = null } = route;
    const zicht =
      wie === undefined ? rij.zicht : kern.zichtVan(wie.indiener, wie.handelend, ontvangendePartij, aansluiting);
    zetRoute.run(aansluiting, ontvangendePartij, tafelVersie, tafelRegel, opvolging, zicht, rij.volgnummer);
    return { ...rij, aansluiting, zicht };
  }

  function herleverEen(h: Handeling, { traceerId, route }: NieuweRoute): BerichtUitkomst {
    const oud = zoek.get(uuidBytes(traceerId));
    if (oud === undefined) return { traceerId, soort: 'onbekend' };
    const { status, volgnummer } = oud;
    if (status !== 'onbestelbaar' && status !== 'bezorgd') return { traceerId, soort: 'niet_nu', status };
    if (heeftInhoud.get(volgnummer) === undefined) return { traceerId, soort: 'inhoud_weg', status };
    const moment = h.nu.getTime();
    const naar = kern.verander(geefRoute(oud, route), {
      gebeurtenis: 'opnieuw_aangeboden',
      moment,
      actor: h.actor,
      reden: h.reden,
      zet: { poging: 0, herlevering: 1, levering: null, dead_letter_reden: null },
    });
    if (naar === undefined) return { traceerId, soort: 'niet_nu', status };
    verwijderSluiting.run(volgnummer);
    // a connection that is pushed to is told of it by its queue; the event's number is one that no row had before
    voegOutboxToe.run(laatsteNummer.get() ?? 0, volgnummer, route.aansluiting, moment);
    kern.telOutbox(1);
    return { traceerId, soort: 'gedaan', status: naar };
  }

  function hangEenOm(h: Handeling, { traceerId, route }: NieuweRoute): BerichtUitkomst {
    const oud = zoek.get(uuidBytes(traceerId));
    if (oud === undefined) return { traceerId, soort: 'onbekend' };
    const { status } = oud;
    if (!OMHANGBAAR.has(status) || oud.aansluiting === route.aansluiting)
      return { traceerId, soort: 'niet_nu', status };
    const nieuw = geefRoute(oud, route);
    if (status === 'in_wachtrij') kern.verplaatsWachtend(oud.aansluiting, nieuw.aansluiting);
    if (zetOutbox.run(route.aansluiting, oud.volgnummer).changes > 0) kern.wek(route.aansluiting);
    gebeurt(h, 'omgehangen', nieuw);
    return { traceerId, soort: 'gedaan', status };
  }

  const eenmaal = (h: Handeling): boolean => onthoudAlsGegeven(nonces, h.nonce);

  return {
    herlever: (h, berichten) => (eenmaal(h) ? berichten.map((een) => herleverEen(h, een)) : 'nonce_bekend'),
    hangOm: (h, berichten) => (eenmaal(h) ? berichten.map((een) => hangEenOm(h, een)) : 'nonce_bekend'),
    pauzeer(h, aansluiting) {
      if (!eenmaal(h)) return 'nonce_bekend';
      if (voegPauzeToe.run(aansluiting, h.nu.getTime(), h.actor, h.reden).changes === 0) return 'al';
      schrijfHandeling(kern, h, 'gepauzeerd', aansluiting);
      return 'gedaan';
    },
    hervat(h, aansluiting) {
      if (!eenmaal(h)) return 'nonce_bekend';
      if (verwijderPauze.run(aansluiting).changes === 0) return 'al';
      schrijfHandeling(kern, h, 'hervat', aansluiting);
      kern.wek(aansluiting);
      return 'gedaan';
    },
    sluit(h, traceerId) {
      if (!eenmaal(h)) return 'nonce_bekend';
      const rij = zoek.get(uuidBytes(traceerId));
      if (rij === undefined) return { traceerId, soort: 'onbekend' };
      const { status, volgnummer } = rij;
      if (!SLUITBAAR.has(status) || voegSluitingToe.run(volgnummer, h.nu.getTime(), h.actor, h.reden).changes === 0)
        return { traceerId, soort: 'niet_nu', status };
      gebeurt(h, 'gesloten', rij);
      return { traceerId, soort: 'gedaan', status };
    },
    heropen(h, traceerId) {
      if (!eenmaal(h)) return 'nonce_bekend';
      const rij = zoek.get(uuidBytes(traceerId));
      if (rij === undefined) return { traceerId, soort: 'onbekend' };
      const { status, volgnummer } = rij;
      const sinds = geslotenOp.get(volgnummer);
      if (sinds === undefined) return { traceerId, soort: 'niet_nu', status };
      if (h.nu.getTime() - sinds > ONGEDAAN_MS) return { traceerId, soort: 'te_laat', status };
      verwijderSluiting.run(volgnummer);
      gebeurt(h, 'heropend', rij);
      return { traceerId, soort: 'gedaan', status };
    },
    bevestigKlok(h) {
      if (!eenmaal(h)) return 'nonce_bekend';
      schrijfHandeling(kern, h, 'klok_bevestigd', null);
      return 'gedaan';
    },
  };
}
