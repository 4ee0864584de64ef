import type { Omgeving, Tafels } from '../bericht/aansluiting.ts';
import type { Bevinding } from '../bericht/bevinding.ts';
import { berichtType, type BerichtSoort, type BerichtType } from '../bericht/catalogus.ts';
import { datumInNederland } from '../bericht/datum.ts';
import { foutGegevens, isFoutCode, type FoutCode } from '../bericht/fault-catalogue.ts';
import { handelendePartij, type Kop } from '../bericht/kop.ts';
import { parsePartij } from '../bericht/partij.ts';
import { parseTraceerId, type TraceerId } from '../bericht/traceer-id.ts';
import type { Rapport } from '../bericht/verdict.ts';
import type { PayloadKluis } from '../keys/port.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Ids, Klok, Logger, Metrieken, Stap } from '../observe/port.ts';
import { NietBeoordeeld } from '../validate/worker/niet-beoordeeld.ts';
import { vindRoute } from '../route/vind-route.ts';
import {
  StoreNietBeschikbaar,
  type BerichtStore,
  type Bewijs,
  type NieuwBericht,
  type RegistratieRoute,
  type RegistratieUitkomst,
} from '../store/port.ts';
import { beoordeelMandaat } from '../verify/mandaat.ts';
import type { BewezenVerzoek } from '../verify/port.ts';
import {
  type Aanbod,
  type Keurmeester,
  type KeurUitkomst,
  type Opgesteld,
  type Opsteller,
  type Uitslag,
} from './port.ts';

/** What the pipeline works with. */
export interface PipelineDelen {
  readonly keurmeester: Keurmeester;
  readonly store: BerichtStore;
  readonly tafels: () => Tafels;
  readonly kluis: PayloadKluis;
  readonly omgeving: Omgeving;
  readonly klok: Klok;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrieken: Metrieken;
  /** Counts messages that are being judged and are about to be recorded: the group commit waits for them. */
  readonly onderweg: { aantal: number };
}

/** The way of a message from proven sender to a durable answer: the only place that knows the order of the stages. */
export interface Pipeline {
  /** Judges, records and answers one message. Never throws for what a sender can cause. */
  verwerk<A>(aanbod: Aanbod, opsteller: Opsteller<A>): Promise<Opgesteld<A>>;
  /** The same verdict without sending: nothing is stored. */
  controleer(inhoud: Buffer, verzoek: BewezenVerzoek): Promise<Rapport>;
}

/** The verdict of all stages on one message, before it is recorded. */
interface Oordeel {
  readonly verdict: NieuwBericht['verdict'];
  readonly code?: FoutCode;
  readonly uitleg?: string;
  readonly bevindingen: readonly Bevinding[];
  readonly keur?: KeurUitkomst;
  readonly kop?: Kop;
  readonly soort?: BerichtSoort;
  readonly mandaat?: string;
  /** True when the Indiener may act for the party in the header. */
  readonly gemachtigd: boolean;
  readonly route?: RegistratieRoute;
  readonly opnieuwNa?: number;
}

/** Larger messages are not waited for by the group commit: their check takes too long. */
const KLEIN_BYTES = 64 * 1024;

/** Makes the pipeline. */
export function createPipeline(delen: PipelineDelen): Pipeline {
  const { keurmeester, store, tafels, klok, ids, log, metrieken, onderweg } = delen;

  async function gemeten<T>(stap: Stap, doe: () => Promise<T> | T): Promise<T> {
    const begin = klok.monotoonMs();
    const uit = await doe();
    metrieken.stap(stap, (klok.monotoonMs() - begin) / 1000);
    return uit;
  }

  function oordeelNaKeur(keur: KeurUitkomst, verzoek: BewezenVerzoek, nu: Date): Oordeel {
    const { validatie } = keur;
    const { kop, soort } = validatie;
    const basis = { keur, bevindingen: validatie.rapport.bevindingen };
    const code = validatie.code !== undefined && isFoutCode(validatie.code) ? validatie.code : undefined;
    if (kop === undefined || soort === undefined) {
      return { ...basis, verdict: 'afgekeurd', code: code ?? 'BRS13', gemachtigd: false };
    }
    const type = berichtType(soort);
    const partij = parsePartij(handelendePartij(kop, type));
    if (partij === undefined) return { ...basis, verdict: 'afgekeurd', code: code ?? 'BRS13', gemachtigd: false };
    const mandaat = beoordeelMandaat(tafels(), {
      aansluiting: verzoek.aansluiting,
      partij,
      type,
      op: datumInNederland(nu),
    });
    // a missing mandate hides what the checks found: nobody learns of a message that is not his to send
    if (!mandaat.ok)
      return { keur, kop, soort, bevindingen: [], verdict: 'afgekeurd', code: mandaat.fout, gemachtigd: false };
    const gemachtigd = {
      ...basis,
      kop,
      soort,
      gemachtigd: true,
      ...(mandaat.waarde.regel === undefined ? {} : { mandaat: mandaat.waarde.regel }),
    };
    if (validatie.rapport.uitkomst !== 'geaccepteerd')
      return { ...gemachtigd, verdict: 'afgekeurd', code: code ?? 'BRS13' };
    return oordeelRoute({ ...gemachtigd, verdict: 'geaccepteerd' }, verzoek, { type, kop, nu });
  }

  function oordeelRoute(
    tot: Oordeel,
    verzoek: BewezenVerzoek,
    vraag: { readonly type: BerichtType; readonly kop: Kop; readonly nu: Date },
  ): Oordeel {
    const route = vindRoute(tafels(), { ...vraag, indiener: verzoek.aansluiting });
    if (route.ok) {
      const { waarde } = route;
      return {
        ...tot,
        route: {
          aansluiting: waarde.aansluiting,
          ontvangendePartij: waarde.ontvangendePartij,
          tafelVersie: waarde.tafelVersie,
          tafelRegel: waarde.tafelRegel,
          ...(waarde.opvolging === undefined ? {} : { opvolging: waarde.opvolging }),
        },
      };
    }
    const { code, uitleg } = route.fout;
    const bevinding: Bevinding = {
      laag: 'route',
      code,
      uitleg,
      wieIsAanZet: foutGegevens(code).wieIsAanZet,
      ernst: 'weigeren',
    };
    return { ...tot, verdict: 'afgekeurd', code, uitleg, bevindingen: [...tot.bevindingen, bevinding] };
  }

  function nieuwTraceerId(): TraceerId {
    const traceerId = parseTraceerId(ids.uuid());
    if (traceerId === undefined) throw new Error('ids gaf geen UUID');
    return traceerId;
  }

  async function oordeel(aanbod: Aanbod, traceerId: TraceerId, nu: Date): Promise<Oordeel> {
    try {
      const keur = await gemeten('valideer', () =>
        keurmeester.keur({
          inhoud: aanbod.inhoud,
          bomBeleid: aanbod.verzoek.aansluiting.bomBeleid,
          omgeving: delen.omgeving,
          metFeiten: true,
          verzegelOnder: traceerId,
        }),
      );
      return oordeelNaKeur(keur, aanbod.verzoek, nu);
    } catch (fout) {
      // a caught unknown is not judged: never valid, never the sender's fault
      if (!(fout instanceof NietBeoordeeld)) log.error('oordeel mislukt', { traceerId, ...foutVelden(fout) });
      else log.error('bericht niet beoordeeld', { traceerId, code: fout.code, soort: fout.reden });
      return {
        verdict: 'niet_beoordeeld',
        code: 'NIET_BEOORDEELD',
        bevindingen: [],
        gemachtigd: false,
        keur: {
          validatie: { rapport: NIET_BEOORDEELD_RAPPORT },
          verzegeld: delen.kluis.verzegel(aanbod.inhoud, traceerId),
        },
        opnieuwNa: 60,
      };
    }
  }

  function uitslagVan(o: Oordeel, ids_: { traceerId: TraceerId; conversatieId: string }, moment: Date): Uitslag {
    if (o.verdict === 'geaccepteerd' && o.kop !== undefined && o.soort !== undefined) {
      const { kop, soort, bevindingen } = o;
      return { soort: 'geaccepteerd', ...ids_, status: 'ontvangen', berichtsoort: soort, kop, bevindingen, moment };
    }
    return {
      soort: 'geweigerd',
      code: o.code ?? 'INTERN',
      ...(o.uitleg === undefined ? {} : { uitleg: o.uitleg }),
      traceerId: ids_.traceerId,
      bevindingen: o.bevindingen,
      moment,
      ...(o.opnieuwNa === undefined ? {} : { opnieuwNa: o.opnieuwNa }),
    };
  }

  function uitslagVanRegistratie(r: RegistratieUitkomst, o: Oordeel, moment: Date): Uitslag {
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

  function nieuwBericht(
    aanbod: Aanbod,
    o: Oordeel,
    wie: { traceerId: TraceerId; conversatieId: string },
    nu: Date,
    bewijs: readonly Bewijs[],
  ): NieuwBericht {
    const { verzoek } = aanbod;
    const type = o.soort === undefined ? undefined : berichtType(o.soort);
    return {
      verdict: o.verdict,
      ...wie,
      traceerIdGekozen: aanbod.traceerId !== undefined,
      ...(aanbod.traceparent === undefined ? {} : { traceparent: aanbod.traceparent }),
      ...(aanbod.fscTransactionId === undefined ? {} : { fscTransactionId: aanbod.fscTransactionId }),
      ontvangenOp: nu,
      indiener: { aansluiting: verzoek.aansluiting.id, oin: verzoek.aansluiting.oin },
      ...(o.mandaat === undefined ? {} : { mandaat: o.mandaat }),
      ...(o.soort === undefined ? {} : { soort: o.soort }),
      ...(o.kop === undefined ? {} : { kop: o.kop }),
      ...(o.gemachtigd && o.kop !== undefined && type !== undefined
        ? { handelendePartij: handelendePartij(o.kop, type) }
        : {}),
      ...(o.code === undefined ? {} : { code: o.code }),
      bevindingen: o.bevindingen,
      inhoudSha256: verzoek.bodySha256,
      ...(o.keur?.verzegeld === undefined ? {} : { inhoud: o.keur.verzegeld }),
      ...(o.verdict === 'geaccepteerd' && o.keur?.validatie.feiten !== undefined
        ? { feiten: o.keur.validatie.feiten }
        : {}),
      ...(o.route === undefined ? {} : { route: o.route }),
      nonce: verzoek.nonce,
      bewijs,
    };
  }

  async function verwerk<A>(aanbod: Aanbod, opsteller: Opsteller<A>): Promise<Opgesteld<A>> {
    const nu = klok.nu();
    const traceerId = aanbod.traceerId ?? nieuwTraceerId();
    const wie = { traceerId, conversatieId: aanbod.conversatieId ?? traceerId };
    const telt = aanbod.inhoud.length <= KLEIN_BYTES;
    if (telt) onderweg.aantal += 1;
    let geteld = telt;
    const klaarMetOordeel = (): void => {
      if (geteld) onderweg.aantal -= 1;
      geteld = false;
    };
    try {
      const o = await oordeel(aanbod, traceerId, nu);
      const opgesteld = await gemeten('onderteken', () => opsteller(uitslagVan(o, wie, nu)));
      const verzoekBewijs = aanbod.verzoek.bewijs.map((bewijs): Bewijs => ({ handeling: 'indienen', ...bewijs }));
      const bewijs = opgesteld.bewijs === undefined ? verzoekBewijs : [...verzoekBewijs, opgesteld.bewijs];
      const registratie = gemeten('registreer', () => store.registreer(nieuwBericht(aanbod, o, wie, nu, bewijs)));
      klaarMetOordeel();
      const r = await registratie;
      if (r.soort === 'nieuw') {
        metrieken.verdict(o.code ?? 'geaccepteerd');
        return opgesteld;
      }
      const uitslag = uitslagVanRegistratie(r, o, nu);
      metrieken.verdict(uitslag.soort === 'geweigerd' ? uitslag.code : 'herhaald');
      const anders = await opsteller(uitslag);
      // the receipt of a repeat is evidence as well: kept before it is given
      if (r.soort === 'herhaald' && anders.bewijs !== undefined) await store.voegBewijsToe(r.traceerId, anders.bewijs);
      return anders;
    } catch (fout) {
      const code = fout instanceof StoreNietBeschikbaar ? 'STORE' : 'INTERN';
      log.error('bericht niet vastgelegd', { traceerId, ...foutVelden(fout) });
      metrieken.verdict(code);
      return await opsteller({
        soort: 'geweigerd',
        code,
        bevindingen: [],
        moment: nu,
        ...(code === 'STORE' ? { opnieuwNa: 30 } : {}),
      });
    } finally {
      klaarMetOordeel();
    }
  }

  return {
    verwerk,
    async controleer(inhoud, verzoek) {
      try {
        const { validatie } = await keurmeester.keur({
          inhoud,
          bomBeleid: verzoek.aansluiting.bomBeleid,
          omgeving: delen.omgeving,
          metFeiten: false,
        });
        return validatie.rapport;
      } catch (fout) {
        log.error('controle mislukt', foutVelden(fout));
        return NIET_BEOORDEELD_RAPPORT;
      }
    },
  };
}

const NIET_BEOORDEELD_RAPPORT: Rapport = {
  uitkomst: 'niet_beoordeeld',
  lagen: [
    { laag: 'xml', uitkomst: 'niet_beoordeelbaar' },
    { laag: 'xsd', uitkomst: 'niet_beoordeelbaar' },
    { laag: 'regels', uitkomst: 'niet_beoordeelbaar' },
    { laag: 'historie', uitkomst: 'niet_beoordeelbaar' },
  ],
  bevindingen: [],
};
