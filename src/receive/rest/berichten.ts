import type { Express, Request, Response } from 'express';
import type { FoutCode } from '../../bericht/fault-catalogue.ts';
import { parseTraceerId, type TraceerId } from '../../bericht/traceer-id.ts';
import type { HttpDelen } from '../../http/delen.ts';
import { leesQuery } from '../../http/invoer.ts';
import type { Antwoord, Operatie, Weigering } from '../../http/operatie.ts';
import { eisCode } from '../../http/operatie-codes.ts';
import { bevindingJson } from '../../http/probleem.ts';
import { stuurProbleem } from '../../http/server.ts';
import { maakVerzendklaar, verstuur, type Verzendklaar } from '../../http/verstuur.ts';
import { bewijsVerzoek, onthoudGeweigerd } from '../../http/verzoek.ts';
import { foutVelden } from '../../observe/fout-velden.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import type { Opsteller, Uitslag } from '../../pipeline/port.ts';
import type { BewezenVerzoek } from '../../verify/port.ts';

/** Headers of the request that the hub takes over, when they are well-formed. */
interface Meegegeven {
  readonly traceerId?: TraceerId;
  readonly conversatieId?: string;
  readonly traceparent?: string;
  readonly fscTransactionId?: string;
}

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const XML = 'application/xml';

function kop(req: Request, naam: string): string | undefined {
  const waarde = req.headers[naam];
  return typeof waarde === 'string' ? waarde : undefined;
}

/** @returns what the sender chose, or which header is malformed. A payload signature covers none: they are ignored. */
function leesMeegegeven(req: Request, vorm: BewezenVerzoek['vorm']): Meegegeven | 'Traceer-Id' | 'Conversatie-Id' {
  const traceparent = kop(req, 'traceparent');
  const fsc = kop(req, 'fsc-transaction-id');
  const onderweg = {
    ...(traceparent !== undefined && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
    ...(fsc !== undefined && UUID_V7.test(fsc) ? { fscTransactionId: fsc } : {}),
  };
  if (vorm === 'payload') return onderweg;
  const traceerTekst = kop(req, 'traceer-id');
  const conversatieTekst = kop(req, 'conversatie-id');
  const traceerId = traceerTekst === undefined ? undefined : parseTraceerId(traceerTekst);
  const conversatieId = conversatieTekst === undefined ? undefined : parseTraceerId(conversatieTekst);
  if (traceerTekst !== undefined && traceerId === undefined) return 'Traceer-Id';
  if (conversatieTekst !== undefined && conversatieId === undefined) return 'Conversatie-Id';
  return {
    ...onderweg,
    ...(traceerId === undefined ? {} : { traceerId }),
    ...(conversatieId === undefined ? {} : { conversatieId }),
  };
}

/** The answer of an outcome, without its signature; the receipt binds it to exactly this request. */
function antwoordVan(uitslag: Uitslag, bewezen: BewezenVerzoek): Antwoord | Weigering {
  const ontvangstbewijs = (httpStatus: number, traceerId?: string): object => ({
    httpStatus,
    moment: uitslag.moment.toISOString(),
    ...(traceerId === undefined ? {} : { traceerId }),
    verzoekDigest: bewezen.verzoekDigest,
    verzoekHandtekening: bewezen.verzoekHandtekening,
  });
  if (uitslag.soort === 'geweigerd') {
    const { code, uitleg, traceerId, bevindingen, opnieuwNa } = uitslag;
    return {
      code,
      details: { uitleg, traceerId, bevindingen, ontvangstbewijs: (status) => ontvangstbewijs(status, traceerId) },
      ...(opnieuwNa === undefined ? {} : { koppen: [['Retry-After', String(opnieuwNa)]] }),
    };
  }
  const { traceerId, conversatieId, berichtsoort, kop: k, bevindingen } = uitslag;
  const herhaald = uitslag.soort === 'herhaald';
  const status = herhaald ? 200 : 202;
  return {
    status,
    json: {
      traceerId,
      conversatieId,
      status: uitslag.status,
      berichtsoort,
      afzender: k.afzender,
      ontvanger: k.ontvanger,
      bevindingen: bevindingen.map(bevindingJson),
      ...(herhaald ? { herhaald: true } : {}),
      ontvangstbewijs: ontvangstbewijs(status, traceerId),
    },
    koppen: [['Location', `/v1/berichten/${traceerId}`]],
  };
}

/** Opens the door `POST /v1/berichten`: the hot route, so it stands first and goes through no table. */
export function openBerichtenDeur(app: Express, operatie: Operatie, pipeline: Pipeline, delen: HttpDelen): void {
  const { config, metrieken, klok, snelheid, tekenaar } = delen;
  const tls = config.tls !== undefined;
  const eisen = {
    operatie: operatie.id,
    pad: operatie.pad,
    payloadHandtekeningToegestaan: true,
    maxBytes: config.limieten.maxBytes,
    contentType: XML,
  };

  async function ontvang(req: Request, res: Response): Promise<void> {
    const begin = klok.monotoonMs();
    const bewijs = await bewijsVerzoek(req, res, eisen, delen);
    if (bewijs === undefined) return;
    const { bewezen, body } = bewijs;

    const stelOp: Opsteller<Verzendklaar> = async (uitslag) => {
      if (uitslag.soort === 'geweigerd' && config.omgeving !== 'productie') eisCode(operatie, uitslag.code);
      const klaar = maakVerzendklaar(antwoordVan(uitslag, bewezen));
      const fsc = kop(req, 'fsc-transaction-id');
      const { koppen, bewijs: bewijsstuk } = await tekenaar.teken(bewezen, klaar, 'ontvangstbewijs');
      const terug: readonly (readonly [string, string])[] =
        fsc !== undefined && UUID_V7.test(fsc) ? [['Fsc-Transaction-Id', fsc]] : [];
      return { antwoord: { ...klaar, koppen: [...klaar.koppen, ...koppen, ...terug] }, bewijs: bewijsstuk };
    };
    const weiger = async (code: FoutCode, uitleg?: string, opnieuwNa?: number): Promise<void> => {
      const uitslag: Uitslag = {
        soort: 'geweigerd',
        code,
        ...(uitleg === undefined ? {} : { uitleg }),
        bevindingen: [],
        moment: klok.nu(),
        ...(opnieuwNa === undefined ? {} : { opnieuwNa }),
      };
      metrieken.verdict(code);
      onthoud(code);
      verstuur(res, (await stelOp(uitslag)).antwoord, tls);
    };
    const onthoud = (code: FoutCode): void => {
      const { aansluiting, vingerafdruk } = bewezen;
      onthoudGeweigerd(req, { code, pad: operatie.pad, beweerd: aansluiting, vingerafdruk }, delen);
    };

    const wacht = await snelheid.aansluiting(bewezen.aansluiting.id);
    if (wacht !== undefined) return weiger('DRUK', undefined, wacht);
    const query = leesQuery(req.originalUrl, undefined);
    if (!query.ok) return weiger('SYNTAX', query.fout.details?.uitleg);
    if (body.length === 0) return weiger('LEEG');
    const meegegeven = leesMeegegeven(req, bewezen.vorm);
    if (typeof meegegeven === 'string') return weiger('SYNTAX', `De header ${meegegeven} is geen UUID.`);
    const aanbod = { inhoud: body, verzoek: bewezen, ...meegegeven };
    const { antwoord, nietVastgelegd } = await pipeline.verwerk(aanbod, stelOp);
    if (nietVastgelegd !== undefined) onthoud(nietVastgelegd);
    verstuur(res, antwoord, tls);
    metrieken.stap('totaal', (klok.monotoonMs() - begin) / 1000);
  }

  app.post(operatie.pad, (req: Request, res: Response) => {
    ontvang(req, res).catch((fout: unknown) => {
      delen.log.error('ontvangst mislukt', { operatie: operatie.id, ...foutVelden(fout) });
      stuurProbleem(res, 'INTERN');
    });
  });
}
