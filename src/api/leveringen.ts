import type { PartijCode } from '../bericht/partij.ts';
import type { Aansluiting } from '../bericht/aansluiting.ts';
import { kanBsnBevatten } from '../bericht/bsn.ts';
import {
  weiger,
  type Antwoord,
  type BewezenAanroep,
  type OndertekendeOperatie,
  type Weigering,
} from '../http/operatie.ts';
import type { AfhandelUitkomst, Afhandeling } from '../store/port.ts';
import { partijenInPostbus } from '../trace/spoor.ts';
import type { z } from 'zod';
import { bewijsVan, type ApiDelen } from './delen.ts';
import * as schemas from './schemas.ts';
import { leveringJson } from './weergave.ts';

const JSON_MAX = 64 * 1024;
const HANDELING = { bevestigen: 'bevestigen', weigeren: 'weigeren', teruggeven: 'teruggeven' } as const;

/** Delivery by pull: lease, acknowledge, refuse, give back. */
export function leveringOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  const { postbus, tafels, config, beheer } = delen;
  const vraagSchema = schemas.leveringenVraag(config.levering.minLeaseSeconden, config.levering.maxWachtSeconden);
  const jsonBody = <T extends z.ZodType>(schema: T) => ({
    contentType: 'application/json' as const,
    schema,
    maxBytes: JSON_MAX,
  });
  const afgehandeld = { 204: { beschrijving: 'Verwerkt; nog eens mag en verandert niets' } };

  function handelAf(
    aansluiting: Aansluiting,
    leveringId: string,
    afhandeling: Afhandeling,
    aanroep: BewezenAanroep,
  ): Promise<AfhandelUitkomst> {
    const bewijs = bewijsVan(aanroep.bewezen, HANDELING[afhandeling.soort]);
    return postbus.handelAf({
      aansluiting,
      leveringId: leveringId.toLowerCase(),
      afhandeling,
      ...(bewijs === undefined ? {} : { bewijs }),
    });
  }

  async function enkel(aanroep: BewezenAanroep, afhandeling: Afhandeling): Promise<Antwoord | Weigering> {
    const uit = await handelAf(aanroep.bewezen.aansluiting, aanroep.params['leveringId'] ?? '', afhandeling, aanroep);
    if (uit.httpStatus === 204) return { status: 204 };
    if (uit.httpStatus === 404) return weiger('NIET_GEVONDEN');
    return weiger('AFGEHANDELD', { traceerId: uit.traceerId, extra: { berichtStatus: uit.status } });
  }

  return [
    {
      id: 'postLeveringen',
      methode: 'POST',
      pad: '/v1/leveringen',
      groep: 'Leveringen',
      samenvatting: 'Haal op wat klaarstaat',
      beschrijving:
        'Geeft berichten in bruikleen. Bevestig elk bericht zodra het bij u veilig is opgeslagen; anders wordt het na de leasetijd opnieuw aangeboden.',
      wie: 'aansluiting',
      body: jsonBody(vraagSchema),
      antwoorden: { 200: { beschrijving: 'De berichten; leeg als er niets klaarstaat', schema: schemas.leveringen } },
      codes: ['PARTIJ', 'GEPAUZEERD'],
      async behandel({ body, bewezen, signaal }) {
        const vraag = body as z.infer<typeof vraagSchema>;
        const { aansluiting } = bewezen;
        const partij = vraag.partij as PartijCode | undefined;
        if (partij !== undefined && !partijenInPostbus(tafels(), aansluiting).has(partij)) return weiger('PARTIJ');
        if (beheer.pauzeVan(aansluiting.id) !== undefined) return weiger('GEPAUZEERD');
        const bewijs = bewijsVan(bewezen, 'leveren');
        const items = await postbus.haalOp({
          aansluiting,
          ...(partij === undefined ? {} : { partij }),
          max: vraag.max,
          leaseSeconden: vraag.leaseSeconden,
          wachtSeconden: vraag.wachtSeconden,
          nonce: bewezen.nonce,
          ...(bewijs === undefined ? {} : { bewijs }),
          signaal,
        });
        if (items === 'nonce_bekend') return weiger('HND16');
        return { status: 200, json: { leveringen: items.map(leveringJson) } };
      },
    },
    {
      id: 'postBevestigingen',
      methode: 'POST',
      pad: '/v1/leveringen/bevestigingen',
      groep: 'Leveringen',
      samenvatting: 'Bevestig meer leveringen tegelijk',
      wie: 'aansluiting',
      body: jsonBody(schemas.leveringIds),
      antwoorden: {
        200: { beschrijving: 'De uitkomst per levering, in dezelfde volgorde', schema: schemas.afhandelResultaten },
      },
      codes: [],
      async behandel(aanroep) {
        const { leveringIds } = aanroep.body as z.infer<typeof schemas.leveringIds>;
        const { aansluiting } = aanroep.bewezen;
        const uitkomsten = await Promise.all(
          leveringIds.map((id) => handelAf(aansluiting, id, { soort: 'bevestigen' }, aanroep)),
        );
        const resultaten = uitkomsten.map(({ httpStatus }, index) => ({
          leveringId: leveringIds[index] ?? '',
          httpStatus,
          ...(httpStatus === 404 ? { code: 'NIET_GEVONDEN' } : httpStatus === 409 ? { code: 'AFGEHANDELD' } : {}),
        }));
        return { status: 200, json: { resultaten } };
      },
    },
    {
      id: 'postBevestiging',
      methode: 'POST',
      pad: '/v1/leveringen/{leveringId}/bevestigingen',
      groep: 'Leveringen',
      samenvatting: 'Dit bericht is bij ons veilig opgeslagen',
      wie: 'aansluiting',
      body: { ...jsonBody(schemas.leegObject), verplicht: false },
      antwoorden: afgehandeld,
      codes: ['NIET_GEVONDEN', 'AFGEHANDELD'],
      behandel: (aanroep) => enkel(aanroep, { soort: 'bevestigen' }),
    },
    {
      id: 'postWeigering',
      methode: 'POST',
      pad: '/v1/leveringen/{leveringId}/weigeringen',
      groep: 'Leveringen',
      samenvatting: 'Dit bericht nemen wij niet aan',
      beschrijving:
        'Alleen voor berichten die niet verwerkbaar zijn (StUF055). Inhoudelijke fouten horen in een retourbericht. Een weigering is definitief; de afzender krijgt het te zien.',
      wie: 'aansluiting',
      body: jsonBody(schemas.weigering),
      antwoorden: afgehandeld,
      codes: ['NIET_GEVONDEN', 'AFGEHANDELD'],
      behandel(aanroep) {
        const { code, omschrijving } = aanroep.body as z.infer<typeof schemas.weigering>;
        if (kanBsnBevatten(omschrijving)) {
          return Promise.resolve(
            weiger('SYNTAX', {
              uitleg: 'omschrijving: hier lijkt een burgerservicenummer in te staan. Laat persoonsgegevens weg.',
            }),
          );
        }
        return enkel(aanroep, { soort: 'weigeren', code, omschrijving });
      },
    },
    {
      id: 'postTeruggave',
      methode: 'POST',
      pad: '/v1/leveringen/{leveringId}/teruggaven',
      groep: 'Leveringen',
      samenvatting: 'Geef dit bericht onverwerkt terug',
      beschrijving: 'Het bericht staat meteen weer klaar, op zijn eigen plaats. De poging telt niet.',
      wie: 'aansluiting',
      body: { ...jsonBody(schemas.leegObject), verplicht: false },
      antwoorden: afgehandeld,
      codes: ['NIET_GEVONDEN'],
      behandel: (aanroep) => enkel(aanroep, { soort: 'teruggeven' }),
    },
  ];
}
