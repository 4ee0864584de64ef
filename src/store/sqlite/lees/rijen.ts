import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Bevinding } from '../../../bericht/bevinding.ts';
import type { BerichtSoort } from '../../../bericht/catalogus.ts';
import type { PartijCode } from '../../../bericht/partij.ts';
import type { DeadLetterReden, Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { Bewijs, GebeurtenisRij } from '../../port.ts';
import type { BerichtStand } from '../../stand-port.ts';
import { uuidTekst } from '../uuid.ts';

/** A message as the reader selects it, with its viewers and the findings of the event that judged it. */
export interface StandRij {
  readonly volgnummer: number;
  readonly traceer_id: Buffer;
  readonly conversatie_id: string;
  readonly status: Status;
  readonly dead_letter_reden: DeadLetterReden | null;
  readonly berichtsoort: BerichtSoort | null;
  readonly afzender: PartijCode | null;
  readonly ontvanger: PartijCode | null;
  readonly indiener: AansluitingId;
  readonly handelend: PartijCode | null;
  readonly ontvangend: PartijCode | null;
  readonly mandaat: string | null;
  readonly identificatie: string | null;
  readonly identificatie_retour: string | null;
  readonly dagtekening: string | null;
  readonly ontvangen_op: number;
  readonly code: string | null;
  readonly detail: string | null;
  readonly inhoud_sha256: Buffer;
  readonly bytes: number;
  readonly aansluiting: AansluitingId | null;
  readonly tafel_versie: string | null;
  readonly tafel_regel: string | null;
  readonly opvolging: string | null;
  readonly poging: number;
  readonly herlevering: number;
  readonly bewaard: number;
  readonly traceparent: string | null;
  readonly fsc_transaction_id: string | null;
}

/** The query of a {@link StandRij}; a condition is added behind it. */
export const STAND_RIJ = `
  select b.volgnummer, b.traceer_id, b.conversatie_id, b.status, b.dead_letter_reden, b.berichtsoort, b.afzender,
    b.ontvanger, z.indiener, z.handelend, z.ontvangend, b.mandaat, b.identificatie, b.identificatie_retour,
    b.dagtekening, b.ontvangen_op, b.code, g.detail, b.inhoud_sha256, b.bytes, b.aansluiting, b.tafel_versie,
    b.tafel_regel, b.opvolging, b.poging, b.herlevering, b.traceparent, b.fsc_transaction_id,
    exists (select 1 from inhoud i where i.bericht = b.volgnummer) as bewaard
  from bericht b
  join zicht z on z.id = b.zicht
  left join gebeurtenis g on g.volgnummer = b.volgnummer
`;

/** Maps a row of `bericht`. */
export function toStand(rij: StandRij): BerichtStand {
  return {
    traceerId: uuidTekst(rij.traceer_id) as TraceerId,
    conversatieId: rij.conversatie_id,
    volgnummer: rij.volgnummer,
    status: rij.status,
    ...gegeven('deadLetterReden', rij.dead_letter_reden),
    ...gegeven('berichtsoort', rij.berichtsoort),
    ...gegeven('afzender', rij.afzender),
    ...gegeven('ontvanger', rij.ontvanger),
    indiener: rij.indiener,
    ...gegeven('mandaat', rij.mandaat),
    ...gegeven('identificatie', rij.identificatie),
    ...gegeven('identificatieRetour', rij.identificatie_retour),
    ...gegeven('dagtekening', rij.dagtekening),
    ontvangenOp: new Date(rij.ontvangen_op),
    ...gegeven('code', rij.code),
    bevindingen: rij.detail === null ? [] : (JSON.parse(rij.detail) as Bevinding[]),
    inhoudSha256: rij.inhoud_sha256,
    bytes: rij.bytes,
    ...gegeven('aansluiting', rij.aansluiting),
    ...gegeven('tafelVersie', rij.tafel_versie),
    ...gegeven('tafelRegel', rij.tafel_regel),
    ...gegeven('opvolging', rij.opvolging),
    poging: rij.poging,
    herlevering: rij.herlevering === 1,
    inhoudBewaard: rij.bewaard === 1,
    ...gegeven('traceparent', rij.traceparent),
    ...gegeven('fscTransactionId', rij.fsc_transaction_id),
  };
}

/** An event as the reader selects it. */
export interface GebeurtenisDbRij {
  readonly volgnummer: number;
  readonly moment: number;
  readonly traceer_id: Buffer;
  readonly gebeurtenis: Gebeurtenis;
  readonly status: Status;
  readonly code: string | null;
  readonly poging: number | null;
  readonly actor: string;
  readonly reden: string | null;
}

/** The query of a {@link GebeurtenisDbRij}; a condition is added behind it. */
export const GEBEURTENIS_RIJ = `
  select g.volgnummer, g.moment, b.traceer_id, g.gebeurtenis, g.status, g.code, g.poging, g.actor, g.reden
  from gebeurtenis g
  join bericht b on b.volgnummer = g.bericht
`;

/** Maps a row of `gebeurtenis`. */
export function toGebeurtenis(rij: GebeurtenisDbRij): GebeurtenisRij {
  return {
    volgnummer: rij.volgnummer,
    moment: new Date(rij.moment),
    traceerId: uuidTekst(rij.traceer_id) as TraceerId,
    gebeurtenis: rij.gebeurtenis,
    status: rij.status,
    ...gegeven('code', rij.code),
    ...gegeven('poging', rij.poging),
    actor: rij.actor,
    ...gegeven('reden', rij.reden),
  };
}

/** A row of evidence as the reader selects it. */
export interface BewijsRij {
  readonly handeling: Bewijs['handeling'];
  readonly profiel: Bewijs['profiel'];
  readonly handtekening: string;
  readonly basis: string;
  readonly alg: string;
  readonly vingerafdruk: string;
  readonly crl_nummer: string | null;
  readonly inhoud_digest: string;
  readonly moment: number;
}

/** Maps a row of `bewijs`. */
export function toBewijs(rij: BewijsRij): Bewijs {
  const { handeling, profiel, handtekening, basis, alg, vingerafdruk } = rij;
  return {
    handeling,
    profiel,
    handtekening,
    basis,
    alg,
    vingerafdruk,
    ...gegeven('crlNummer', rij.crl_nummer),
    inhoudDigest: rij.inhoud_digest,
    moment: new Date(rij.moment),
  };
}

/** An absent column is an absent field. */
function gegeven<K extends string, V>(naam: K, waarde: V | null): Readonly<Partial<Record<K, V>>> {
  return (waarde === null ? {} : { [naam]: waarde }) as Partial<Record<K, V>>;
}
