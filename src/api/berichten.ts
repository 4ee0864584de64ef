import { berichtType } from '../bericht/catalogus.ts';
import { bestemming, type Kop } from '../bericht/kop.ts';
import type { Status } from '../bericht/status.ts';
import { parseTraceerId } from '../bericht/traceer-id.ts';
import { weiger, type OndertekendeOperatie } from '../http/operatie.ts';
import { kijkerVan, type Spoor } from '../trace/spoor.ts';
import type { z } from 'zod';
import { bewijsVan, type ApiDelen } from './delen.ts';
import * as schemas from './schemas.ts';
import { berichtKortJson, spoorJson } from './weergave.ts';

const LIJST_STANDAARD = 50;

/** The trace: one message, a list of one's own, the contents while they are kept. */
export function berichtOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { tafels, sporen, store, cursors, kluis, klok } = delen;

  return [
    {
      id: 'getBericht',
      methode: 'GET',
      pad: '/v1/berichten/{traceerId}',
      groep: 'Berichten',
      samenvatting: 'Waar is dit bericht?',
      beschrijving:
        'Status en alle gebeurtenissen, voor afzender, ontvanger en indiener. Voor ieder ander bestaat het bericht niet.',
      wie: 'aansluiting',
      antwoorden: { 200: { beschrijving: 'Het bericht met zijn gebeurtenissen', schema: schemas.berichtVolledig } },
      codes: ['NIET_GEVONDEN'],
      async behandel({ params, bewezen }) {
        const spoor = await zoek(params['traceerId'], bewezen.aansluiting);
        return spoor === undefined ? weiger('NIET_GEVONDEN') : { status: 200, json: spoorJson(spoor) };
      },
    },
    {
      id: 'getBerichten',
      methode: 'GET',
      pad: '/v1/berichten',
      groep: 'Berichten',
      samenvatting: 'Uw eigen berichten, nieuwste eerst',
      wie: 'aansluiting',
      query: schemas.lijstQuery,
      antwoorden: {
        200: { beschrijving: 'Een pagina; `volgende` is de cursor van de pagina erna', schema: schemas.berichtenLijst },
      },
      codes: [],
      async behandel({ query, bewezen }) {
        const vraag = query as z.infer<typeof schemas.lijstQuery>;
        const { aansluiting } = bewezen;
        const voor = vraag.cursor === undefined ? undefined : cursors.lees(aansluiting.id, vraag.cursor);
        if (vraag.cursor !== undefined && voor === undefined) {
          return weiger('SYNTAX', { uitleg: 'De cursor is niet door dit knooppunt aan u gegeven.' });
        }
        const max = Number(vraag.max ?? LIJST_STANDAARD);
        const rijen = await sporen.lijst(kijkerVan(tafels(), aansluiting, klok.nu()), {
          ...(vraag.status === undefined ? {} : { status: vraag.status as Status }),
          ...(vraag.berichtsoort === undefined ? {} : { berichtsoort: vraag.berichtsoort }),
          ...(vraag.vanaf === undefined ? {} : { vanaf: new Date(vraag.vanaf) }),
          ...(vraag.tot === undefined ? {} : { tot: new Date(vraag.tot) }),
          ...(voor === undefined ? {} : { voor }),
          // one more than asked says whether there is a next page
          max: max + 1,
        });
        const pagina = rijen.slice(0, max);
        const laatste = rijen.length > max ? pagina.at(-1) : undefined;
        return {
          status: 200,
          json: {
            berichten: pagina.map(berichtKortJson),
            ...(laatste === undefined ? {} : { volgende: cursors.maak(aansluiting.id, laatste.volgnummer) }),
          },
        };
      },
    },
    {
      id: 'getBerichtInhoud',
      methode: 'GET',
      pad: '/v1/berichten/{traceerId}/inhoud',
      groep: 'Berichten',
      samenvatting: 'Het bericht zelf, zolang het bewaard wordt',
      beschrijving:
        'Precies de bytes die zijn ingediend. De ontvanger ziet ze na de eerste aanbieding. Laat een gebeurtenis achter.',
      wie: 'aansluiting',
      antwoorden: { 200: { beschrijving: 'Het bericht', contentType: 'application/xml' } },
      codes: ['NIET_GEVONDEN', 'INHOUD_WEG'],
      async behandel({ params, bewezen }) {
        const spoor = await zoek(params['traceerId'], bewezen.aansluiting);
        if (spoor === undefined || !magInhoudZien(spoor, bewezen.aansluiting)) return weiger('NIET_GEVONDEN');
        const { traceerId } = spoor.stand;
        const verzegeld = await store.inhoudVan(traceerId);
        if (verzegeld === undefined) return weiger('INHOUD_WEG', { traceerId });
        const bewijs = bewijsVan(bewezen, 'inzien');
        const gezien = await store.registreerInzage({
          traceerId,
          actor: bewezen.aansluiting.id,
          nu: klok.nu(),
          nonce: bewezen.nonce,
          ...(bewijs === undefined ? {} : { bewijs }),
        });
        if (gezien === 'nonce_bekend') return weiger('HND16');
        return {
          status: 200,
          inhoud: { contentType: 'application/xml', bytes: await kluis.open(verzegeld, traceerId) },
        };
      },
    },
  ];

  async function zoek(
    tekst: string | undefined,
    aansluiting: Parameters<typeof kijkerVan>[1],
  ): Promise<Spoor | undefined> {
    const traceerId = parseTraceerId(tekst ?? '');
    return traceerId === undefined ? undefined : sporen.zoek(kijkerVan(tafels(), aansluiting, klok.nu()), traceerId);
  }

  /** Sender and Indiener always; the receiver once it was offered: the first look must not go around the lease. */
  function magInhoudZien({ stand, rollen }: Spoor, aansluiting: Parameters<typeof kijkerVan>[1]): boolean {
    if (rollen.includes('indiener') || stand.poging > 0) return true;
    const { berichtsoort, afzender, ontvanger } = stand;
    if (berichtsoort === undefined || afzender === undefined || ontvanger === undefined) return false;
    const ontvangende = bestemming({ afzender, ontvanger } as Kop, berichtType(berichtsoort));
    return kijkerVan(tafels(), aansluiting, klok.nu()).partijen.some(
      (partij) => partij !== ontvangende && (partij === afzender || partij === ontvanger),
    );
  }
}
