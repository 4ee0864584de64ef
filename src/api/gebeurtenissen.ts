import type { OndertekendeOperatie } from '../http/operatie.ts';
import { kijkerVan } from '../trace/spoor.ts';
import type { z } from 'zod';
import { EENIEDER, type ApiDelen } from './delen.ts';
import * as schemas from './schemas.ts';

const MAX_STANDAARD = 100;

/** Everything that happened to the caller's messages since a cursor: no polling per message. */
export function gebeurtenisOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { tafels, sporen, wekker, klok } = delen;
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
        const einde = klok.monotoonMs() + Number(vraag.wachtSeconden ?? 0) * 1000;
        for (;;) {
          const ophouden = new AbortController();
          const rest = einde - klok.monotoonMs();
          const wachten = wekker.wacht(EENIEDER, rest, AbortSignal.any([signaal, ophouden.signal]));
          const rijen = await sporen.gebeurtenissen(kijkerVan(tafels(), bewezen.aansluiting, klok.nu()), na, max);
          if (rijen.length > 0 || rest <= 0 || signaal.aborted) {
            ophouden.abort();
            return { status: 200, json: antwoord(rijen, na) };
          }
          if (!(await wachten)) return { status: 200, json: antwoord([], na) };
        }
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
