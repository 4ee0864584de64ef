import { z } from 'zod';
import { weiger, type OndertekendeOperatie } from '../http/operatie.ts';
import type { ApiDelen } from './delen.ts';

const MAX = 500;

const alarmenQuery = z.strictObject({
  ookGesloten: z.enum(['true', 'false']).optional().describe('Ook alarmen die al gesloten zijn; anders alleen de open'),
});

const alarmLijst = z.strictObject({
  alarmen: z.array(
    z.strictObject({
      id: z.uuid(),
      code: z.string(),
      onderwerp: z.string().describe('Aansluiting of vingerafdruk; leeg als het over het knooppunt zelf gaat'),
      sinds: z.iso.datetime(),
      laatst: z.iso.datetime(),
      aantal: z.int().positive(),
      eigenaar: z.string().optional(),
      gesloten: z.iso.datetime().optional(),
    }),
  ),
});

/** What needs a person's eye now. */
export function alarmOperaties(delen: ApiDelen): readonly OndertekendeOperatie[] {
  return [
    {
      id: 'getAlarmen',
      methode: 'GET',
      pad: '/v1/beheer/alarmen',
      groep: 'Beheer',
      wie: ['beheer'],
      samenvatting: 'De open alarmen, nieuwste eerst',
      beschrijving: `Ten hoogste ${MAX}. Wat u bij elke code doet, staat in de handleiding voor beheer.`,
      query: alarmenQuery,
      antwoorden: { 200: { beschrijving: 'De alarmen', schema: alarmLijst } },
      codes: [],
      async behandel({ bewezen, query }) {
        if (!(await delen.store.onthoudNonce(bewezen.nonce))) return weiger('HND16');
        const { ookGesloten } = query as z.infer<typeof alarmenQuery>;
        const rijen = await delen.alarmen.lijst({ ookGesloten: ookGesloten === 'true', max: MAX });
        return {
          status: 200,
          json: {
            alarmen: rijen.map(({ sinds, laatst, gesloten, ...rest }) => ({
              ...rest,
              sinds: sinds.toISOString(),
              laatst: laatst.toISOString(),
              ...(gesloten === undefined ? {} : { gesloten: gesloten.toISOString() }),
            })),
          },
        };
      },
    },
  ];
}
