import { bevindingJson } from '../http/probleem.ts';
import type { OndertekendeOperatie, OpenOperatie } from '../http/operatie.ts';
import type { ApiDelen } from './delen.ts';
import * as schemas from './schemas.ts';

const xml = (maxBytes: number) => ({ contentType: 'application/xml' as const, maxBytes, verplicht: false });

/** The same verdict without sending. */
export function controleOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { pipeline, config } = delen;
  return [
    {
      id: 'postControle',
      methode: 'POST',
      pad: '/v1/controles',
      groep: 'Controles',
      samenvatting: 'Controleer een bericht zonder het te verzenden',
      beschrijving:
        'Het antwoord is 200 met het rapport, wat het oordeel ook is. Er wordt niets bewaard en niets verzonden.',
      wie: 'aansluiting',
      body: xml(config.limieten.maxBytes),
      antwoorden: { 200: { beschrijving: 'Het rapport', schema: schemas.rapport } },
      codes: [],
      async behandel({ ruw, bewezen }) {
        const { bericht, uitkomst, lagen, bevindingen } = await pipeline.controleer(ruw, bewezen);
        return {
          status: 200,
          json: {
            ...(bericht === undefined ? {} : { bericht }),
            uitkomst,
            lagen,
            bevindingen: bevindingen.map(bevindingJson),
            verzonden: false,
          },
        };
      },
    },
  ];
}

/** What the hub would have signed: open, for the one whose signature does not verify yet. */
export function diagnoseOperaties(delen: ApiDelen): readonly OpenOperatie[] {
  const { verifier, klok, config } = delen;
  return [
    {
      id: 'postControleHandtekening',
      methode: 'POST',
      pad: '/v1/controles/handtekening',
      groep: 'Controles',
      samenvatting: 'Wat verwacht het knooppunt onder de handtekening van dit verzoek?',
      beschrijving:
        'Stuur hier het verzoek dat niet lukt, met dezelfde headers en inhoud maar dit pad onder de handtekening. Het antwoord noemt de eerste code en de regels die het knooppunt opbouwt.',
      wie: 'iedereen',
      body: xml(config.limieten.maxBytes),
      antwoorden: { 200: { beschrijving: 'De diagnose', schema: schemas.diagnose } },
      codes: [],
      async behandel({ method, target, rawHeaders, peerAdres, ruw }) {
        const verzoek = { method, target, rawHeaders, peerAdres, payloadHandtekeningToegestaan: true };
        return { status: 200, json: await verifier.diagnose(verzoek, ruw, klok.nu()) };
      },
    },
  ];
}
