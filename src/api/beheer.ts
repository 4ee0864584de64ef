import type { z } from 'zod';
import { parseAansluitingId } from '../bericht/aansluiting.ts';
import { parseTraceerId, type TraceerId } from '../bericht/traceer-id.ts';
import {
  weiger,
  type Antwoord,
  type BewezenAanroep,
  type OndertekendeOperatie,
  type Weigering,
} from '../http/operatie.ts';
import type { BerichtUitkomst, Handeling, Selectie } from '../store/beheer-port.ts';
import { createHerroutering } from './beheer-route.ts';
import * as schemas from './beheer-schemas.ts';
import type { ApiDelen } from './delen.ts';

const JSON_MAX = 64 * 1024;
const PER_KEER = 100;
const TEL_TOT = 10_000;

/** What operators do and see; every call leaves its nonce, every act its event. */
export function beheerOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { beheer, store, tafels, cursors, klok } = delen;
  const herroutering = createHerroutering(delen);

  const vorm = <S extends z.ZodType>(schema: S) => ({
    contentType: 'application/json' as const,
    schema,
    maxBytes: JSON_MAX,
  });
  const basis = { groep: 'Beheer', wie: ['beheer'] as const };
  const gedaan = { 204: { beschrijving: 'Gedaan' } };

  const handelingVan = ({ bewezen }: BewezenAanroep, reden: string): Handeling => ({
    actor: bewezen.aansluiting.id,
    reden,
    nu: klok.nu(),
    nonce: bewezen.nonce,
  });

  /** One page of a selection: counted only, or acted on. */
  async function opSelectie(
    aanroep: BewezenAanroep,
    vraag: { readonly reden: string; readonly na: number; readonly proef: boolean },
    doel: { readonly ids: readonly TraceerId[] } | { readonly selectie: Selectie },
    daad: 'herlever' | 'hangOm',
  ): Promise<Antwoord | Weigering> {
    const handeling = handelingVan(aanroep, vraag.reden);
    const gekozen = 'ids' in doel ? undefined : await beheer.kies(doel.selectie, vraag.na, PER_KEER);
    const ids = 'ids' in doel ? doel.ids : (gekozen ?? []).map(({ traceerId }) => traceerId);
    const aantal = 'ids' in doel ? ids.length : await beheer.tel(doel.selectie, TEL_TOT);
    if (vraag.proef) {
      if (!(await store.onthoudNonce(handeling.nonce))) return weiger('HND16');
      return { status: 200, json: { aantal, resultaten: [] } };
    }
    const { routes, zonder } = await herroutering(ids, handeling.nu, daad);
    const uit = await beheer[daad](handeling, routes);
    if (uit === 'nonce_bekend') return weiger('HND16');
    const laatste = gekozen?.length === PER_KEER ? gekozen.at(-1) : undefined;
    return {
      status: 200,
      json: {
        aantal,
        resultaten: [...uit.map(resultaatJson), ...zonder],
        ...(laatste === undefined ? {} : { verder: laatste.volgnummer }),
      },
    };
  }

  async function pauze(aanroep: BewezenAanroep, daad: 'pauzeer' | 'hervat'): Promise<Antwoord | Weigering> {
    const vraag = aanroep.body as z.infer<typeof schemas.pauzeVraag>;
    const id = parseAansluitingId(vraag.aansluiting);
    // a pause may outlive the line of the table: ending it is always possible
    if (id === undefined || (daad === 'pauzeer' && !tafels().aansluitingen.has(id))) return weiger('NIET_GEVONDEN');
    const uit = await beheer[daad](handelingVan(aanroep, vraag.reden), id);
    if (uit === 'nonce_bekend') return weiger('HND16');
    return uit === 'gedaan' ? { status: 204 } : weiger('AL_ZO');
  }

  async function sluiting(aanroep: BewezenAanroep, daad: 'sluit' | 'heropen'): Promise<Antwoord | Weigering> {
    const vraag = aanroep.body as z.infer<typeof schemas.sluitingVraag>;
    const traceerId = parseTraceerId(vraag.traceerId);
    if (traceerId === undefined) return weiger('NIET_GEVONDEN');
    const uit = await beheer[daad](handelingVan(aanroep, vraag.reden), traceerId);
    if (uit === 'nonce_bekend') return weiger('HND16');
    if (uit.soort === 'gedaan') return { status: 204 };
    if (uit.soort === 'onbekend') return weiger('NIET_GEVONDEN');
    const code = uit.soort === 'te_laat' ? 'TE_LAAT' : 'NIET_NU';
    return weiger(code, { traceerId, extra: { berichtStatus: uit.status } });
  }

  /** Reads a page of a list under a cursor of this operator's own, and leaves the nonce. */
  async function blad<R extends { readonly volgnummer: number }>(
    { query, bewezen }: BewezenAanroep,
    lees: (vraag: { readonly voor?: number; readonly max: number }) => Promise<readonly R[]>,
    json: (rijen: readonly R[]) => object,
  ): Promise<Antwoord | Weigering> {
    const { cursor } = query as z.infer<typeof schemas.bladQuery>;
    const { id } = bewezen.aansluiting;
    const voor = cursor === undefined ? undefined : cursors.lees(id, cursor);
    if (cursor !== undefined && voor === undefined)
      return weiger('SYNTAX', { uitleg: 'De cursor is niet door dit knooppunt aan u gegeven.' });
    if (!(await store.onthoudNonce(bewezen.nonce))) return weiger('HND16');
    const rijen = await lees({ ...(voor === undefined ? {} : { voor }), max: PER_KEER + 1 });
    const laatste = rijen.length > PER_KEER ? rijen[PER_KEER - 1] : undefined;
    const volgende = laatste === undefined ? {} : { volgende: cursors.maak(id, laatste.volgnummer) };
    return { status: 200, json: { ...json(rijen.slice(0, PER_KEER)), ...volgende } };
  }

  return [
    {
      ...basis,
      id: 'postHerleveringen',
      methode: 'POST',
      pad: '/v1/beheer/herleveringen',
      samenvatting: 'Bied berichten opnieuw aan',
      beschrijving:
        'Berichten die onbestelbaar of bezorgd zijn, zolang hun inhoud bewaard wordt. De tabellen van nu bepalen waarheen. Een selectie gaat per 100; met `proef` wordt alleen geteld.',
      body: vorm(schemas.herleveringVraag),
      antwoorden: { 200: { beschrijving: 'De uitkomst per bericht', schema: schemas.handelingResultaten } },
      codes: [],
      behandel(aanroep) {
        const vraag = aanroep.body as z.infer<typeof schemas.herleveringVraag>;
        const { selectie } = vraag;
        const aansluiting = parseAansluitingId(selectie?.aansluiting ?? '');
        const doel =
          selectie === undefined
            ? { ids: [...new Set((vraag.traceerIds ?? []).flatMap((id) => parseTraceerId(id) ?? []))] }
            : {
                selectie: {
                  stand: 'onbestelbaar' as const,
                  ...(aansluiting === undefined ? {} : { aansluiting }),
                  ...(selectie.deadLetterReden === undefined ? {} : { deadLetterReden: selectie.deadLetterReden }),
                  ...(selectie.vanaf === undefined ? {} : { vanaf: new Date(selectie.vanaf) }),
                },
              };
        return opSelectie(aanroep, vraag, doel, 'herlever');
      },
    },
    {
      ...basis,
      id: 'postOmhangingen',
      methode: 'POST',
      pad: '/v1/beheer/omhangingen',
      samenvatting: 'Verplaats wachtende en onbestelbare berichten naar hun nieuwe aansluiting',
      beschrijving:
        'Een bericht dat nu is aangeboden blijft bij zijn ontvanger en staat in het antwoord als NIET_NU; herhaal de aanroep als het terugkomt.',
      body: vorm(schemas.omhangingVraag),
      antwoorden: { 200: { beschrijving: 'De uitkomst per bericht', schema: schemas.handelingResultaten } },
      codes: ['NIET_GEVONDEN'],
      behandel(aanroep) {
        const vraag = aanroep.body as z.infer<typeof schemas.omhangingVraag>;
        const aansluiting = parseAansluitingId(vraag.aansluiting);
        if (aansluiting === undefined) return Promise.resolve(weiger('NIET_GEVONDEN'));
        const selectie = { stand: 'wachtend_of_onbestelbaar' as const, aansluiting };
        return opSelectie(aanroep, vraag, { selectie }, 'hangOm');
      },
    },
    {
      ...basis,
      id: 'postPauzes',
      methode: 'POST',
      pad: '/v1/beheer/pauzes',
      samenvatting: 'Pauzeer de aflevering aan een aansluiting',
      beschrijving: 'Berichten worden wel aangenomen en blijven klaarstaan. De pauze blijft na een herstart.',
      body: vorm(schemas.pauzeVraag),
      antwoorden: gedaan,
      codes: ['NIET_GEVONDEN', 'AL_ZO'],
      behandel: (aanroep) => pauze(aanroep, 'pauzeer'),
    },
    {
      ...basis,
      id: 'postPauzeBeeindigingen',
      methode: 'POST',
      pad: '/v1/beheer/pauzes/beeindigingen',
      samenvatting: 'Hervat de aflevering aan een aansluiting',
      body: vorm(schemas.pauzeVraag),
      antwoorden: gedaan,
      codes: ['NIET_GEVONDEN', 'AL_ZO'],
      behandel: (aanroep) => pauze(aanroep, 'hervat'),
    },
    {
      ...basis,
      id: 'getPauzes',
      methode: 'GET',
      pad: '/v1/beheer/pauzes',
      samenvatting: 'Welke aansluitingen gepauzeerd zijn',
      antwoorden: { 200: { beschrijving: 'De pauzes', schema: schemas.pauzeLijst } },
      codes: [],
      async behandel({ bewezen }) {
        if (!(await store.onthoudNonce(bewezen.nonce))) return weiger('HND16');
        const pauzes = (await beheer.pauzes()).map((rij) => ({ ...rij, sinds: rij.sinds.toISOString() }));
        return { status: 200, json: { pauzes } };
      },
    },
    {
      ...basis,
      id: 'postSluitingen',
      methode: 'POST',
      pad: '/v1/beheer/sluitingen',
      samenvatting: 'Sluit een bericht: het vraagt geen aandacht meer',
      beschrijving: 'De status blijft. Ongedaan maken kan zeven dagen lang.',
      body: vorm(schemas.sluitingVraag),
      antwoorden: gedaan,
      codes: ['NIET_GEVONDEN', 'NIET_NU'],
      behandel: (aanroep) => sluiting(aanroep, 'sluit'),
    },
    {
      ...basis,
      id: 'postSluitingHerroepingen',
      methode: 'POST',
      pad: '/v1/beheer/sluitingen/herroepingen',
      samenvatting: 'Maak een sluiting ongedaan',
      body: vorm(schemas.sluitingVraag),
      antwoorden: gedaan,
      codes: ['NIET_GEVONDEN', 'NIET_NU', 'TE_LAAT'],
      behandel: (aanroep) => sluiting(aanroep, 'heropen'),
    },
    {
      ...basis,
      id: 'getSluitingen',
      methode: 'GET',
      pad: '/v1/beheer/sluitingen',
      samenvatting: 'Gesloten berichten, nieuwste eerst',
      query: schemas.bladQuery,
      antwoorden: { 200: { beschrijving: 'Een bladzijde', schema: schemas.sluitingLijst } },
      codes: [],
      behandel: (aanroep) =>
        blad(
          aanroep,
          (vraag) => beheer.sluitingen(vraag),
          (rijen) => ({
            sluitingen: rijen.map(({ traceerId, status, moment, door, reden }) => ({
              traceerId,
              status,
              moment: moment.toISOString(),
              door,
              reden,
            })),
          }),
        ),
    },
    {
      ...basis,
      id: 'getHandelingen',
      methode: 'GET',
      pad: '/v1/beheer/handelingen',
      samenvatting: 'Wat beheerders deden: wie, wanneer, wat en waarom',
      query: schemas.bladQuery,
      antwoorden: { 200: { beschrijving: 'Een bladzijde, nieuwste eerst', schema: schemas.handelingLijst } },
      codes: [],
      behandel: (aanroep) =>
        blad(
          aanroep,
          (vraag) => beheer.handelingen(vraag),
          (rijen) => ({ handelingen: rijen.map((rij) => ({ ...rij, moment: rij.moment.toISOString() })) }),
        ),
    },
  ];
}

const UITKOMST = {
  niet_nu: [409, 'NIET_NU'],
  te_laat: [409, 'TE_LAAT'],
  inhoud_weg: [410, 'INHOUD_WEG'],
} as const;

function resultaatJson(uit: BerichtUitkomst): object {
  const { traceerId } = uit;
  if (uit.soort === 'onbekend') return { traceerId, httpStatus: 404, code: 'NIET_GEVONDEN' };
  if (uit.soort === 'gedaan') return { traceerId, httpStatus: 200, berichtStatus: uit.status };
  const [httpStatus, code] = UITKOMST[uit.soort];
  return { traceerId, httpStatus, code, berichtStatus: uit.status };
}
