import type { z } from 'zod';
import type { OndertekendeOperatie } from '../http/operatie.ts';
import type { ApiDelen } from './delen.ts';
import * as schemas from './schemas.ts';

/** Requests that were refused without becoming a message, for the owner of the certificate that they named. */
export function misluktOperaties({ mislukt }: ApiDelen): readonly OndertekendeOperatie[] {
  return [
    {
      id: 'getMislukteVerzoeken',
      methode: 'GET',
      pad: '/v1/mislukte-verzoeken',
      groep: 'Controles',
      samenvatting: 'Geweigerde verzoeken die een van uw certificaten noemden en waarvan geen bericht is gemaakt',
      beschrijving:
        'Bijvoorbeeld door een onjuiste handtekening, een klok die niet gelijk loopt, een onbekend pad of een Content-Type dat niet past. Het knooppunt onthoudt de laatste 50 per certificaat, in het geheugen, zonder inhoud. `vervallen` telt wat daar sinds `sinds` uit viel. Iedereen kan een certificaat noemen: een verzoek dat u niet kent, hoeft niet van u te zijn.',
      wie: 'aansluiting',
      query: schemas.mislukteVerzoekenQuery,
      antwoorden: { 200: { beschrijving: 'De verzoeken, oudste eerst', schema: schemas.mislukteVerzoeken } },
      codes: [],
      behandel({ query, bewezen }) {
        const vraag = query as z.infer<typeof schemas.mislukteVerzoekenQuery>;
        const vanaf = vraag.vanaf === undefined ? -Infinity : Date.parse(vraag.vanaf);
        const tot = vraag.tot === undefined ? Infinity : Date.parse(vraag.tot);
        const { verzoeken, vervallen, sinds } = mislukt.van(bewezen.aansluiting.id);
        return Promise.resolve({
          status: 200,
          json: {
            mislukteVerzoeken: verzoeken
              .filter(({ moment }) => moment.getTime() >= vanaf && moment.getTime() < tot)
              .map(({ moment, ...rest }) => ({ moment: moment.toISOString(), ...rest })),
            vervallen,
            sinds: sinds.toISOString(),
          },
        });
      },
    },
  ];
}
