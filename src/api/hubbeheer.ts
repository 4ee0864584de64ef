import type { z } from 'zod';
import {
  weiger,
  type Antwoord,
  type BewezenAanroep,
  type OndertekendeOperatie,
  type Weigering,
} from '../http/operatie.ts';
import type { Handeling } from '../store/beheer-port.ts';
import * as schemas from './beheer-schemas.ts';
import type { ApiDelen } from './delen.ts';

const JSON_MAX = 4096;

/** What operators do to the hub itself: its keys and its clock. */
export function hubbeheerOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { beheer, klok, klokwacht, sleutels, store } = delen;
  // of two who say so at once one does it, and the other hears that it was done
  let klokBezig = false;
  const basis = { groep: 'Beheer', wie: ['beheer'] as const };
  const body = { contentType: 'application/json' as const, schema: schemas.redenVraag, maxBytes: JSON_MAX };

  const handelingVan = ({ body: vraag, bewezen }: BewezenAanroep): Handeling => ({
    actor: bewezen.aansluiting.id,
    reden: (vraag as z.infer<typeof schemas.redenVraag>).reden,
    nu: klok.nu(),
    nonce: bewezen.nonce,
  });

  async function gelezen({ bewezen }: BewezenAanroep, json: () => Promise<object>): Promise<Antwoord | Weigering> {
    if (!(await store.onthoudNonce(bewezen.nonce))) return weiger('HND16');
    return { status: 200, json: await json() };
  }

  return [
    {
      ...basis,
      id: 'postSleutels',
      methode: 'POST',
      pad: '/v1/beheer/sleutels',
      samenvatting: 'Neem een nieuwe sleutel voor bewaarde inhoud in gebruik',
      beschrijving:
        'Nieuwe berichten gaan meteen onder de nieuwe sleutel; bewaarde volgen op de achtergrond, ook na een herstart. Maak daarna een nieuwe reservekopie van de sleutelmap.',
      body,
      antwoorden: { 200: { beschrijving: 'De nieuwe sleutel is in gebruik', schema: schemas.sleutelGewisseld } },
      codes: ['HND16', 'AL_ZO'],
      async behandel(aanroep) {
        const uit = await sleutels.wissel(handelingVan(aanroep));
        if (uit === 'nonce_bekend') return weiger('HND16');
        if (uit === 'niet_nu')
          return weiger('AL_ZO', {
            uitleg: 'De vorige wisseling is nog bezig met bewaarde berichten. Er is niets veranderd.',
          });
        return { status: 200, json: { versie: uit.versie } };
      },
    },
    {
      ...basis,
      id: 'getSleutels',
      methode: 'GET',
      pad: '/v1/beheer/sleutels',
      samenvatting: 'Welke sleutel nu verzegelt, en hoe ver bewaarde berichten zijn gevolgd',
      antwoorden: { 200: { beschrijving: 'De wisselingen, oudste eerst', schema: schemas.sleutelLijst } },
      codes: ['HND16'],
      behandel: (aanroep) =>
        gelezen(aanroep, async () => {
          const wisselingen = await sleutels.lijst();
          return {
            actief: wisselingen.at(-1)?.versie ?? 1,
            wisselingen: wisselingen.map(({ sinds, klaarOp, ...rij }) => ({
              ...rij,
              sinds: sinds.toISOString(),
              ...(klaarOp === undefined ? {} : { klaarOp: klaarOp.toISOString() }),
            })),
          };
        }),
    },
    {
      ...basis,
      id: 'postKlok',
      methode: 'POST',
      pad: '/v1/beheer/klok',
      samenvatting: 'Zeg dat de klok klopt: verwijderen en opgeven gaan verder',
      beschrijving: 'Na een sprong van de klok van meer dan vijf minuten staan die stil. Zet eerst de klok goed.',
      body,
      antwoorden: { 204: { beschrijving: 'Gedaan' } },
      codes: ['HND16', 'AL_ZO'],
      async behandel(aanroep) {
        if (klokBezig || klokwacht.sprong() === undefined) return weiger('AL_ZO');
        klokBezig = true;
        try {
          // written down first: after a crash the restart believes this moment
          const uit = await beheer.bevestigKlok(handelingVan(aanroep));
          if (uit === 'nonce_bekend') return weiger('HND16');
          klokwacht.gaVerder();
          return { status: 204 };
        } finally {
          klokBezig = false;
        }
      },
    },
    {
      ...basis,
      id: 'getKlok',
      methode: 'GET',
      pad: '/v1/beheer/klok',
      samenvatting: 'Of de klok versprong',
      antwoorden: { 200: { beschrijving: 'De klok', schema: schemas.klokStand } },
      codes: ['HND16'],
      behandel: (aanroep) =>
        gelezen(aanroep, () => {
          const sprong = klokwacht.sprong();
          return Promise.resolve({
            nu: klok.nu().toISOString(),
            ...(sprong === undefined
              ? {}
              : { sprong: { sinds: sprong.sinds.toISOString(), seconden: Math.round(sprong.verschilMs / 1000) } }),
          });
        }),
    },
  ];
}
