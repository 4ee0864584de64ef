import type { Omgeving, Tafels } from '../bericht/aansluiting.ts';
import { parseTraceerId, type TraceerId } from '../bericht/traceer-id.ts';
import type { LaagUitkomst, Rapport, RapportLaag } from '../bericht/verdict.ts';
import type { PayloadKluis } from '../keys/port.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Ids, Klok, Logger, Metrieken, Stap } from '../observe/port.ts';
import { StoreNietBeschikbaar, type BerichtStore } from '../store/port.ts';
import { NietBeoordeeld } from '../validate/worker/niet-beoordeeld.ts';
import type { BewezenVerzoek } from '../verify/port.ts';
import { nietBeoordeeld, oordeelNaKeur, type Oordeel } from './oordeel.ts';
import type { Aanbod, Keurmeester, Opsteller, Verwerkt } from './port.ts';
import { nieuwBericht, uitslagVan, uitslagVanRegistratie } from './registratie.ts';

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
  verwerk<A>(aanbod: Aanbod, opsteller: Opsteller<A>): Promise<Verwerkt<A>>;
  /** The same verdict without sending: nothing is stored. */
  controleer(inhoud: Buffer, verzoek: BewezenVerzoek): Promise<Rapport>;
}

/** Larger messages are not waited for by the group commit: their check takes too long. */
const KLEIN_BYTES = 64 * 1024;
/** Seconds after which sending again makes sense when the store takes nothing. */
const OPNIEUW_NA_STORE = 30;

/** Makes the pipeline. */
export function createPipeline(delen: PipelineDelen): Pipeline {
  const { keurmeester, store, tafels, klok, ids, log, metrieken, onderweg } = delen;

  async function gemeten<T>(stap: Stap, doe: () => Promise<T>): Promise<T> {
    const begin = klok.monotoonMs();
    const uit = await doe();
    metrieken.stap(stap, (klok.monotoonMs() - begin) / 1000);
    return uit;
  }

  function nieuwTraceerId(): TraceerId {
    const traceerId = parseTraceerId(ids.uuid());
    if (traceerId === undefined) throw new Error('ids gaf geen UUID');
    return traceerId;
  }

  async function oordeel({ inhoud, verzoek }: Aanbod, traceerId: TraceerId, nu: Date): Promise<Oordeel> {
    try {
      const { bomBeleid } = verzoek.aansluiting;
      const opdracht = { inhoud, bomBeleid, omgeving: delen.omgeving, metFeiten: true, verzegelOnder: traceerId };
      const keur = await gemeten('valideer', () => keurmeester.keur(opdracht));
      return oordeelNaKeur(keur, verzoek, tafels(), nu);
    } catch (fout) {
      // a caught unknown is not judged: never valid, never the sender's fault
      if (!(fout instanceof NietBeoordeeld)) log.error('oordeel mislukt', { traceerId, ...foutVelden(fout) });
      else {
        const { code, reden, spoor } = fout;
        log.error('bericht niet beoordeeld', {
          traceerId,
          code,
          soort: reden,
          ...(spoor === undefined ? {} : { stapel: spoor }),
        });
      }
      return nietBeoordeeld(delen.kluis.verzegel(inhoud, traceerId));
    }
  }

  async function verwerk<A>(aanbod: Aanbod, opsteller: Opsteller<A>): Promise<Verwerkt<A>> {
    const nu = klok.nu();
    const traceerId = aanbod.traceerId ?? nieuwTraceerId();
    const wie = { traceerId, conversatieId: aanbod.conversatieId ?? traceerId };
    let geteld = aanbod.inhoud.length <= KLEIN_BYTES;
    if (geteld) onderweg.aantal += 1;
    const nietMeerOnderweg = (): void => {
      if (geteld) onderweg.aantal -= 1;
      geteld = false;
    };
    try {
      const o = await oordeel(aanbod, traceerId, nu);
      const opgesteld = await gemeten('onderteken', () => opsteller(uitslagVan(o, wie, nu)));
      const bericht = nieuwBericht(aanbod, o, wie, nu, opgesteld.bewijs);
      const registratie = gemeten('registreer', () => store.registreer(bericht));
      nietMeerOnderweg();
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
      return uitslag.soort === 'geweigerd' ? { ...anders, nietVastgelegd: uitslag.code } : anders;
    } catch (fout) {
      const code = fout instanceof StoreNietBeschikbaar ? 'STORE' : 'INTERN';
      log.error('bericht niet vastgelegd', { traceerId, ...foutVelden(fout) });
      metrieken.verdict(code);
      const opnieuwNa = code === 'STORE' ? OPNIEUW_NA_STORE : undefined;
      const opgesteld = await opsteller({ soort: 'geweigerd', code, bevindingen: [], moment: nu, opnieuwNa });
      return { ...opgesteld, nietVastgelegd: code };
    } finally {
      nietMeerOnderweg();
    }
  }

  async function controleer(inhoud: Buffer, verzoek: BewezenVerzoek): Promise<Rapport> {
    try {
      const { bomBeleid } = verzoek.aansluiting;
      const { rapport } = await keurmeester.keur({ inhoud, bomBeleid, omgeving: delen.omgeving, metFeiten: false });
      return rapport ?? NIET_BEOORDEELD_RAPPORT;
    } catch (fout) {
      log.error('controle mislukt', foutVelden(fout));
      return NIET_BEOORDEELD_RAPPORT;
    }
  }

  return { verwerk, controleer };
}

const LAGEN: readonly RapportLaag[] = ['xml', 'xsd', 'regels', 'historie'];
const NIET_BEOORDEELBAAR: LaagUitkomst = 'niet_beoordeelbaar';
const NIET_BEOORDEELD_RAPPORT: Rapport = {
  uitkomst: 'niet_beoordeeld',
  lagen: LAGEN.map((laag) => ({ laag, uitkomst: NIET_BEOORDEELBAAR })),
  bevindingen: [],
};
