import { foutGegevens } from '../bericht/fault-catalogue.ts';
import { createAanroep } from './aanroep.ts';
import type { Beantwoord, Vraag } from './aanroep.ts';
import type {
  AfhandelResultaat,
  EigenGebeurtenis,
  GebeurtenissenPagina,
  Geweigerd,
  HubCertificaten,
  VerstuurUitkomst,
} from './antwoorden.ts';
import { createBeheerClient } from './beheer-client.ts';
import type {
  ClientOpties,
  GebeurtenissenVraag,
  KnooppuntClient,
  OproepOpties,
  VerstuurOpties,
} from './client-port.ts';
import { AanroepGeweigerd, AntwoordOnleesbaar } from './fouten.ts';
import { createHerhaling } from './herhaling.ts';
import { createHubCertificaatBron } from './hub-vertrouwen.ts';
import {
  leesBevinding,
  leesCertificaten,
  leesDiagnose,
  leesGebeurtenissen,
  leesLeveringen,
  leesMislukteVerzoeken,
  leesPagina,
  leesProbleem,
  leesRapport,
  leesResultaten,
  leesSpoor,
} from './lees-antwoorden.ts';
import { leesJson } from './lezen.ts';
import type { Lezer } from './lezen.ts';
import { createTransport } from './transport.ts';

const XML = 'application/xml';
const MAX_BERICHT_BYTES = 25_000_000;
const MAX_PER_BEVESTIGING = 1000;
const VOLG_WACHT_SECONDEN = 30;

/**
 * Makes a client. Nothing is sent yet.
 * @throws ClientInstellingFout when it cannot work this way.
 */
export function createKnooppuntClient(opties: ClientOpties): KnooppuntClient {
  const { herhaling: herhalingOpties = {}, hub, ids, klok, kopnaam = 'adr', ondertekenaar, profiel = 'jades' } = opties;
  const transport = createTransport(opties);
  const herhaling = createHerhaling(herhalingOpties, ids);
  const certificaatBron = createHubCertificaatBron(hub, () => certificaten(), klok);
  const delen = { transport, ondertekenaar, profiel, kopnaam, herhaling, klok, ids };
  const vraagAan = createAanroep({ ...delen, certificaten: certificaatBron });
  const vraagOpen = createAanroep({ ...delen, certificaten: 'geen' });

  async function verstuur(xml: Buffer, { signaal, ...gekozen }: VerstuurOpties = {}): Promise<VerstuurUitkomst> {
    if (xml.length > MAX_BERICHT_BYTES) return teGroot();
    const { traceerId = ids.uuid(), conversatieId } = gekozen;
    const antwoord = await vraagAan({
      method: 'POST',
      target: '/v1/berichten',
      body: xml,
      contentType: XML,
      traceerId,
      ...(conversatieId === undefined ? {} : { conversatieId }),
      signaal,
    });
    return leesUitkomst(antwoord);
  }

  /** @throws AanroepGeweigerd */
  async function vraagGoed(vraag: Vraag): Promise<Beantwoord> {
    return eisGoed(await vraagAan(vraag));
  }

  async function lees<T>(target: string, lezer: (lid: Lezer) => T, { signaal, extraTijdMs }: LeesOpties): Promise<T> {
    return lezer(leesJson((await vraagGoed({ method: 'GET', target, signaal, extraTijdMs })).body));
  }

  async function handelAf(pad: string, json: unknown, { signaal }: OproepOpties = {}): Promise<Beantwoord> {
    const inhoud = json === undefined ? {} : jsonBody(json);
    return vraagGoed({ method: 'POST', target: `/v1/leveringen/${pad}`, ...inhoud, signaal });
  }

  async function gebeurtenissen(vraag: GebeurtenissenVraag = {}): Promise<GebeurtenissenPagina> {
    const { signaal, ...query } = vraag;
    const extraTijdMs = (vraag.wachtSeconden ?? 0) * 1000;
    return lees(`/v1/gebeurtenissen${vraagDeel(query)}`, leesGebeurtenissen, { signaal, extraTijdMs });
  }

  async function certificaten({ signaal }: OproepOpties = {}): Promise<HubCertificaten> {
    const antwoord = await vraagOpen({ method: 'GET', target: '/v1/certificaten', signaal });
    return leesCertificaten(leesJson(eisGoed(antwoord).body));
  }

  return {
    verstuur,
    async haalOp({ signaal, ...vraag } = {}) {
      const antwoord = await vraagGoed({
        method: 'POST',
        target: '/v1/leveringen',
        ...jsonBody(vraag),
        extraTijdMs: (vraag.wachtSeconden ?? 0) * 1000,
        signaal,
      });
      return leesLeveringen(leesJson(antwoord.body));
    },
    async bevestig(leveringId, oproep) {
      await handelAf(`${encodeURIComponent(leveringId)}/bevestigingen`, undefined, oproep);
    },
    async bevestigAlle(leveringIds, oproep) {
      const resultaten: AfhandelResultaat[] = [];
      for (let van = 0; van < leveringIds.length; van += MAX_PER_BEVESTIGING) {
        const deel = leveringIds.slice(van, van + MAX_PER_BEVESTIGING);
        const antwoord = await handelAf('bevestigingen', { leveringIds: deel }, oproep);
        resultaten.push(...leesResultaten(leesJson(antwoord.body)));
      }
      return resultaten;
    },
    async weiger(leveringId, { code, omschrijving }, oproep) {
      await handelAf(`${encodeURIComponent(leveringId)}/weigeringen`, { code, omschrijving }, oproep);
    },
    async geefTerug(leveringId, oproep) {
      await handelAf(`${encodeURIComponent(leveringId)}/teruggaven`, undefined, oproep);
    },
    async spoor(traceerId, { signaal } = {}) {
      const antwoord = await vraagAan({ method: 'GET', target: berichtPad(traceerId), signaal });
      if (antwoord.status === 404 && antwoord.bewijsstuk !== undefined) return undefined;
      return leesSpoor(leesJson(eisGoed(antwoord).body));
    },
    lijst: ({ signaal, tot, vanaf, ...rest } = {}) =>
      lees(`/v1/berichten${vraagDeel({ ...rest, vanaf: vanaf?.toISOString(), tot: tot?.toISOString() })}`, leesPagina, {
        signaal,
      }),
    async inhoud(traceerId, { signaal } = {}) {
      return (await vraagGoed({ method: 'GET', target: `${berichtPad(traceerId)}/inhoud`, signaal })).body;
    },
    gebeurtenissen,
    volgGebeurtenissen: (vraag) => volg(gebeurtenissen, vraag),
    mislukteVerzoeken: ({ signaal, tot, vanaf } = {}) =>
      lees(
        `/v1/mislukte-verzoeken${vraagDeel({ vanaf: vanaf?.toISOString(), tot: tot?.toISOString() })}`,
        leesMislukteVerzoeken,
        { signaal },
      ),
    async controleer(xml, { signaal } = {}) {
      const vraag = { method: 'POST', target: '/v1/controles', body: xml, contentType: XML, signaal } as const;
      return leesRapport(leesJson((await vraagGoed(vraag)).body));
    },
    async controleerHandtekening(xml, { signaal } = {}) {
      const target = '/v1/controles/handtekening';
      const antwoord = await vraagOpen({ method: 'POST', target, body: xml, contentType: XML, signaal });
      return leesDiagnose(leesJson(eisGoed(antwoord).body));
    },
    certificaten,
    beheer: createBeheerClient(async (pad, inhoud, { signaal }) => {
      const wijze =
        inhoud === undefined ? ({ method: 'GET' } as const) : ({ method: 'POST', ...jsonBody(inhoud) } as const);
      return (await vraagGoed({ ...wijze, target: `/v1/beheer/${pad}`, signaal })).body;
    }),
    close: () => transport.close(),
  };
}

interface LeesOpties {
  readonly signaal?: AbortSignal | undefined;
  readonly extraTijdMs?: number;
}

function eisGoed(antwoord: Beantwoord): Beantwoord {
  if (antwoord.status >= 200 && antwoord.status < 300) return antwoord;
  throw new AanroepGeweigerd(leesProbleem(antwoord.status, antwoord.body), antwoord.bewijsstuk !== undefined);
}

function leesUitkomst({ body, bewijsstuk, pogingen, status }: Beantwoord): VerstuurUitkomst {
  if (status !== 200 && status !== 202) {
    const bewijs = bewijsstuk === undefined ? {} : { ontvangstbewijs: bewijsstuk };
    const probleem = leesProbleem(status, body);
    return { soort: 'geweigerd', ...probleem, bewezen: bewijsstuk !== undefined, ...bewijs, pogingen };
  }
  if (bewijsstuk === undefined) throw new AntwoordOnleesbaar('ontvangstbewijs');
  const lid = leesJson(body);
  return {
    soort: status === 202 ? 'aangenomen' : 'herhaald',
    traceerId: lid.tekst('traceerId'),
    conversatieId: lid.tekst('conversatieId'),
    status: lid.tekst('status'),
    berichtsoort: lid.tekst('berichtsoort'),
    afzender: lid.tekst('afzender'),
    ontvanger: lid.tekst('ontvanger'),
    bevindingen: lid.lijst('bevindingen', leesBevinding),
    ontvangstbewijs: bewijsstuk,
    pogingen,
  };
}

/** The hub would not read it to its end, so nothing is sent. */
function teGroot(): Geweigerd {
  const { http: httpStatus, titel, uitleg } = foutGegevens('BRS06');
  return { soort: 'geweigerd', httpStatus, titel, uitleg, code: 'BRS06', bevindingen: [], bewezen: false, pogingen: 0 };
}

async function* volg(
  haal: (vraag: GebeurtenissenVraag) => Promise<GebeurtenissenPagina>,
  { na = 0, max, signaal, wachtSeconden = VOLG_WACHT_SECONDEN }: GebeurtenissenVraag = {},
): AsyncGenerator<EigenGebeurtenis, void, undefined> {
  // a hub that does not wait would be asked without end
  const rest = {
    wachtSeconden: Math.max(1, wachtSeconden),
    ...(max === undefined ? {} : { max }),
    ...(signaal === undefined ? {} : { signaal }),
  };
  const isGestopt = (): boolean => signaal?.aborted === true;
  for (let vanaf = na; !isGestopt();) {
    let pagina: GebeurtenissenPagina;
    try {
      pagina = await haal({ ...rest, na: vanaf });
    } catch (fout) {
      if (isGestopt()) return;
      throw fout;
    }
    yield* pagina.gebeurtenissen;
    vanaf = pagina.laatste;
  }
}

function jsonBody(json: unknown): { readonly body: Buffer; readonly contentType: string } {
  return { body: Buffer.from(JSON.stringify(json)), contentType: 'application/json' };
}

function berichtPad(traceerId: string): string {
  return `/v1/berichten/${encodeURIComponent(traceerId)}`;
}

function vraagDeel(velden: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [naam, waarde] of Object.entries(velden)) if (waarde !== undefined) query.set(naam, String(waarde));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
