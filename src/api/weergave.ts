import { STATUS_WOORD } from '../bericht/status.ts';
import { bevindingJson } from '../http/probleem.ts';
import type { GeleverdItem } from '../deliver/postbus.ts';
import { bouwContentDigest } from '../signature/digest.ts';
import type { GebeurtenisRij } from '../store/port.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import type { Spoor, Vlag } from '../trace/spoor.ts';

/** Drops members that are not known, so that they are absent instead of null. */
function metWaarde<T extends object>(velden: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(velden).filter(([, waarde]) => waarde !== undefined)) as never;
}

/** A message in a list. */
export function berichtKortJson(stand: BerichtStand): object {
  const {
    traceerId,
    conversatieId,
    status,
    berichtsoort,
    afzender,
    ontvanger,
    identificatie,
    identificatieRetour,
    code,
  } = stand;
  return {
    traceerId,
    conversatieId,
    status,
    statusWoord: STATUS_WOORD[status],
    ...metWaarde({ berichtsoort, afzender, ontvanger, identificatie, identificatieRetour }),
    ontvangenOp: stand.ontvangenOp.toISOString(),
    ...metWaarde({ code }),
  };
}

/** An event in the trace of one message. */
export function gebeurtenisJson(rij: GebeurtenisRij): object {
  const { volgnummer, moment, gebeurtenis, status, code, poging, actor, reden } = rij;
  return {
    volgnummer,
    moment: moment.toISOString(),
    gebeurtenis,
    status,
    ...metWaarde({ code, poging }),
    door: actor,
    ...metWaarde({ reden }),
  };
}

/** The whole trace of one message. */
export function spoorJson({ stand, gebeurtenissen, rollen, vlaggen }: Spoor): object {
  const {
    aansluiting,
    tafelVersie,
    tafelRegel,
    opvolging,
    dagtekening,
    mandaat,
    deadLetterReden,
    traceparent,
    fscTransactionId,
  } = stand;
  return {
    ...berichtKortJson(stand),
    ...metWaarde({ dagtekening, mandaat, deadLetterReden, traceparent, fscTransactionId }),
    indiener: stand.indiener,
    uwRollen: rollen,
    bevindingen: stand.bevindingen.map(bevindingJson),
    // of a tombstone nothing is left to compare with
    contentDigest: stand.grafsteen === true ? '' : bouwContentDigest(stand.inhoudSha256),
    bytes: stand.bytes,
    inhoudBewaard: stand.inhoudBewaard,
    poging: stand.poging,
    herlevering: stand.herlevering,
    ...(aansluiting === undefined || tafelVersie === undefined || tafelRegel === undefined
      ? {}
      : { route: { aansluiting, tafelVersie, tafelRegel, ...metWaarde({ opvolging }) } }),
    ...metWaarde({ gepauzeerd: vlagJson(vlaggen.gepauzeerd), gesloten: vlagJson(vlaggen.gesloten) }),
    gebeurtenissen: gebeurtenissen.map(gebeurtenisJson),
  };
}

function vlagJson(vlag: Vlag | undefined): object | undefined {
  return vlag === undefined ? undefined : { ...vlag, sinds: vlag.sinds.toISOString() };
}

/** A leased item. */
export function leveringJson(item: GeleverdItem): object {
  const { bytes, inhoud: _verzegeld, inhoudSha256, verlooptOp, ...rest } = item;
  return {
    ...rest,
    verlooptOp: verlooptOp.toISOString(),
    contentDigest: bouwContentDigest(inhoudSha256),
    inhoud: bytes.toString('base64'),
  };
}
