import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import type { Bewijs, NieuwBericht, RegistratieUitkomst } from '../store/port.ts';
import type { Oordeel } from './oordeel.ts';
import type { Aanbod, Uitslag } from './port.ts';

/** Identity of a message and of the conversation it is part of. */
export interface Identiteit {
  readonly traceerId: TraceerId;
  readonly conversatieId: string;
}

/** The outcome that a verdict gives when its registration goes as expected. */
export function uitslagVan(o: Oordeel, wie: Identiteit, moment: Date): Uitslag {
  const { traceerId, conversatieId } = wie;
  const { bevindingen, kop, soort } = o;
  if (o.verdict === 'geaccepteerd' && kop !== undefined && soort !== undefined) {
    return {
      soort: 'geaccepteerd',
      traceerId,
      conversatieId,
      status: 'ontvangen',
      berichtsoort: soort,
      kop,
      bevindingen,
      moment,
    };
  }
  const { code = 'INTERN', uitleg, opnieuwNa } = o;
  return { soort: 'geweigerd', code, uitleg, traceerId, bevindingen, moment, opnieuwNa };
}

/** The outcome when the commit said something else than `nieuw`: a repeat, a conflict or a replay. */
export function uitslagVanRegistratie(r: RegistratieUitkomst, o: Oordeel, moment: Date): Uitslag {
  if (r.soort === 'herhaald' && o.kop !== undefined && o.soort !== undefined) {
    const { traceerId, conversatieId, status, bevindingen } = r;
    return {
      soort: 'herhaald',
      traceerId,
      conversatieId,
      status,
      berichtsoort: o.soort,
      kop: o.kop,
      bevindingen,
      moment,
    };
  }
  const code: FoutCode = r.soort === 'botsing' ? r.code : r.soort === 'nonce_bekend' ? 'HND16' : 'INTERN';
  return { soort: 'geweigerd', code, bevindingen: [], moment };
}

/** The message as it is recorded, with the signatures of its sender and of our answer. */
export function nieuwBericht(
  aanbod: Aanbod,
  o: Oordeel,
  wie: Identiteit,
  nu: Date,
  ontvangstbewijs: Bewijs | undefined,
): NieuwBericht {
  const { aansluiting, bewijs, bodySha256, nonce } = aanbod.verzoek;
  const bewijzen = bewijs.map((een): Bewijs => ({ handeling: 'indienen', ...een }));
  if (ontvangstbewijs !== undefined) bewijzen.push(ontvangstbewijs);
  return {
    verdict: o.verdict,
    traceerId: wie.traceerId,
    traceerIdGekozen: aanbod.traceerId !== undefined,
    conversatieId: wie.conversatieId,
    traceparent: aanbod.traceparent,
    fscTransactionId: aanbod.fscTransactionId,
    ontvangenOp: nu,
    indiener: { aansluiting: aansluiting.id, oin: aansluiting.oin },
    mandaat: o.mandaat,
    soort: o.soort,
    kop: o.kop,
    handelendePartij: o.handelend,
    code: o.code,
    bevindingen: o.bevindingen,
    inhoudSha256: bodySha256,
    inhoud: o.verzegeld,
    feiten: o.feiten,
    route: o.route,
    nonce,
    bewijs: bewijzen,
  };
}
