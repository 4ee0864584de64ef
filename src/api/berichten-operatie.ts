import type { Operatie } from '../http/operatie.ts';
import * as schemas from './schemas.ts';

/** The door for messages as an operation of the contract; what it does lives in `receive/`. */
export function berichtenOperatie(maxBytes: number): Operatie {
  const koppen = { Location: 'Waar het spoor van dit bericht te volgen is' };
  return {
    id: 'postBerichten',
    methode: 'POST',
    pad: '/v1/berichten',
    groep: 'Berichten',
    samenvatting: 'Dien een bericht in',
    beschrijving:
      'De inhoud is het bericht zelf, ondertekend met JAdES of RFC 9421. Het ondertekende antwoord is uw ontvangstbewijs. Met de header Traceer-Id kiest u zelf een UUID; met Conversatie-Id verbindt u berichten. Dezelfde inhoud nog eens geeft 200 met dezelfde traceerId.',
    wie: 'aansluiting',
    payloadHandtekening: true,
    body: { contentType: 'application/xml', maxBytes },
    antwoorden: {
      202: { beschrijving: 'Geaccepteerd en veilig opgeslagen', schema: schemas.aangenomen, koppen },
      200: { beschrijving: 'Was al geaccepteerd: hetzelfde antwoord', schema: schemas.aangenomen, koppen },
    },
    codes: [
      ...([
        'BRS01',
        'BRS02',
        'BRS03',
        'BRS04',
        'BRS05',
        'BRS06',
        'BRS13',
        'BRS14',
        'BRS18',
        'BRS20',
        'BRS28',
        'BRS33',
        'BRS114',
      ] as const),
      ...(['PAUZE', 'RELEASE', 'LEEG', 'MEDIA', 'TIJD', 'NIET_BEOORDEELD', 'STORE', 'STOPT'] as const),
    ],
  };
}
