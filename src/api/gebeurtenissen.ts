import { zoekOfWacht } from '../deliver/wekker.ts';
import type { OndertekendeOperatie } from '../http/operatie.ts';
import { kijkerVan } from '../trace/spoor.ts';
import type { z } from 'zod';
import { EENIEDER, type ApiDelen } from './delen.ts';
import * as schemas from './schemas.ts';

const MAX_STANDAARD = 100;

/** Everything that happened to the caller's messages since a cursor: no polling per message. */
export function gebeurtenisOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { tafels, sporen, klok } = delen;
  return [
    {
      id: 'getGebeurtenissen',
      methode: 'GET',
      pad: '/v1/gebeurtenissen',
      groep: 'Berichten',
      samenvatting: 'Wat er sinds een volgnummer met uw berichten gebeurde',
      beschrijving:
        'Geef `laatste` van het vorige antwoord mee als `na`. Met `wachtSeconden` wacht het antwoord tot er iets gebeurt.',
      wie: 'aansluiting',
      query: schemas.gebeurtenissenQuery,
      antwoorden: { 200: { beschrijving: 'De gebeurtenissen, oudste eerst', schema: schemas.gebeurtenissenLijst } },
      codes: [],
      async behandel({ query, bewezen, signaal }) {
        const vraag = query as z.infer<typeof schemas.gebeurtenissenQuery>;
        const na = Number(vraag.na ?? 0);
        const max = Number(vraag.max ?? MAX_STANDAARD);
        const wachten = { naam: EENIEDER, wachtMs: Number(vraag.wachtSeconden ?? 0) * 1000, signaal };
        const rijen = await zoekOfWacht(delen, wachten, async () => {
          const gevonden = await sporen.gebeurtenissen(kijkerVan(tafels(), bewezen.aansluiting, klok.nu()), na, max);
          return gevonden.length === 0 ? undefined : gevonden;
        });
        return { status: 200, json: antwoord(rijen ?? [], na) };
      },
    },
  ];

  function antwoord(rijen: Awaited<ReturnType<typeof sporen.gebeurtenissen>>, na: number): object {
    return {
      gebeurtenissen: rijen.map(({ volgnummer, moment, traceerId, gebeurtenis, status, code }) => ({
        volgnummer,
        moment: moment.toISOString(),
        traceerId,
        gebeurtenis,
        status,
        ...(code === undefined ? {} : { code }),
      })),
      laatste: rijen.at(-1)?.volgnummer ?? na,
    };
  }
}
