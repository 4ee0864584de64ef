import { z } from 'zod';
import type { Operatie } from '../http/operatie.ts';
import * as schemas from './schemas.ts';

/** The door for messages as an operation of the contract; what it does lives in `receive/`. */
export function berichtenOperatie(maxBytes: number): Operatie {
  const koppen = {
    Location: 'Waar het spoor van dit bericht te volgen is',
    'Fsc-Transaction-Id': 'Die van uw verzoek, als u er een meegaf',
  };
  return {
    id: 'postBerichten',
    methode: 'POST',
    pad: '/v1/berichten',
    groep: 'Berichten',
    samenvatting: 'Dien een bericht in',
    beschrijving:
      'De inhoud is het bericht zelf, ondertekend met JAdES of RFC 9421. Het ondertekende antwoord is uw ontvangstbewijs. Dezelfde inhoud nog eens geeft 200 met dezelfde traceerId.',
    wie: 'aansluiting',
    payloadHandtekening: true,
    verzoekKoppen: {
      'Traceer-Id': schemas.uuid.describe(
        'UUID die u zelf kiest, om veilig te kunnen herhalen. Zonder kiest het knooppunt.',
      ),
      'Conversatie-Id': schemas.uuid.describe('UUID die berichten met elkaar verbindt. Zonder is het de traceerId.'),
      traceparent: z.string().describe('W3C Trace Context; komt in het spoor van het bericht.'),
      'Fsc-Transaction-Id': schemas.uuid.describe(
        'Transactienummer van FSC (UUID versie 7); komt in het spoor en in het antwoord.',
      ),
    },
    body: { contentType: 'application/xml', maxBytes },
    antwoorden: {
      202: { beschrijving: 'Geaccepteerd en veilig opgeslagen', schema: schemas.aangenomen, koppen },
      200: { beschrijving: 'Was al geaccepteerd: hetzelfde antwoord', schema: schemas.aangenomen, koppen },
    },
    codes: [
      ...(['BRS01', 'BRS02', 'BRS03', 'BRS04', 'BRS05', 'BRS13', 'BRS14', 'BRS18', 'BRS20'] as const),
      ...(['BRS33', 'BRS114', 'PAUZE', 'RELEASE', 'NIET_BEOORDEELD'] as const),
    ],
  };
}
