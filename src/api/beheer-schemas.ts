import { z } from 'zod';
import { kanBsnBevatten } from '../bericht/bsn.ts';
import { DEAD_LETTER_REDENEN } from '../bericht/status.ts';
import { cursor, moment, status, uuid } from './schemas.ts';

/** The JSON forms of the operators' calls. */

const aansluiting = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/, 'verwacht de naam van een aansluiting')
  .meta({ example: 'gemeente-amsterdam' });

/** Why an operator does it: stands in the trace and the audit, so it holds nothing about a person. */
const reden = z
  .string({ error: 'geef een reden' })
  .trim()
  .min(1, 'geef een reden')
  .max(200, 'ten hoogste 200 tekens')
  // written out: the pattern stands in the contract, and not every reader of it knows \p{Cc}
  // eslint-disable-next-line no-control-regex -- control characters are what it keeps out
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'zonder regeleinden of stuurtekens')
  .refine(
    (tekst) => !kanBsnBevatten(tekst),
    'hier lijkt een burgerservicenummer in te staan. Laat persoonsgegevens weg.',
  );

const traceerIds = z.array(uuid).min(1, 'noem ten minste een bericht').max(100, 'ten hoogste 100 berichten');
const na = z.number().int().min(0).default(0);

export const herleveringVraag = z
  .strictObject({
    reden,
    traceerIds: traceerIds.optional(),
    selectie: z
      .strictObject({
        aansluiting: aansluiting.optional(),
        deadLetterReden: z.enum(Object.keys(DEAD_LETTER_REDENEN) as [keyof typeof DEAD_LETTER_REDENEN]).optional(),
        vanaf: moment.optional(),
      })
      .optional(),
    na,
    proef: z.boolean().default(false),
  })
  .refine(({ traceerIds: ids, selectie }) => (ids === undefined) !== (selectie === undefined), {
    error: 'geef traceerIds of selectie, niet allebei',
  });

export const omhangingVraag = z.strictObject({ reden, aansluiting, na, proef: z.boolean().default(false) });
export const pauzeVraag = z.strictObject({ reden, aansluiting });
export const sluitingVraag = z.strictObject({ reden, traceerId: uuid });

export const bladQuery = z.strictObject({ cursor: cursor.optional() });

export const handelingResultaten = z
  .strictObject({
    aantal: z.number().int().meta({ description: 'Berichten in de selectie, ten hoogste 10000 geteld' }),
    resultaten: z.array(
      z.strictObject({
        traceerId: uuid,
        httpStatus: z.number().int(),
        code: z.string().optional(),
        berichtStatus: status.optional(),
      }),
    ),
    verder: z.number().int().optional().meta({ description: 'Geef dit als `na` mee voor de rest van de selectie' }),
  })
  .meta({ id: 'HandelingResultaten' });

export const pauzeLijst = z
  .strictObject({
    pauzes: z.array(z.strictObject({ aansluiting, sinds: moment, door: z.string(), reden: z.string() })),
  })
  .meta({ id: 'Pauzes' });

export const sluitingLijst = z
  .strictObject({
    sluitingen: z.array(z.strictObject({ traceerId: uuid, status, moment, door: z.string(), reden: z.string() })),
    volgende: z.string().optional(),
  })
  .meta({ id: 'Sluitingen' });

export const handelingLijst = z
  .strictObject({
    handelingen: z.array(
      z.strictObject({
        volgnummer: z.number().int(),
        moment,
        gebeurtenis: z.string(),
        door: z.string(),
        reden: z.string(),
        traceerId: uuid.optional(),
        aansluiting: aansluiting.optional(),
        sleutel: z.string().optional().meta({ description: 'De sleutel die in gebruik kwam', example: 'kek-2' }),
      }),
    ),
    volgende: z.string().optional(),
  })
  .meta({ id: 'Handelingen' });

export const redenVraag = z.strictObject({ reden });

export const sleutelGewisseld = z
  .strictObject({ versie: z.number().int().positive().meta({ example: 2 }) })
  .meta({ id: 'SleutelGewisseld' });

export const sleutelLijst = z
  .strictObject({
    actief: z.number().int().positive().meta({ description: 'De versie die nu verzegelt', example: 2 }),
    wisselingen: z.array(
      z.strictObject({
        versie: z.number().int().positive(),
        sinds: moment,
        door: z.string(),
        reden: z.string(),
        herwikkeld: z.number().int().meta({ description: 'Bewaarde berichten die onder deze sleutel zijn gebracht' }),
        klaarOp: moment.optional().meta({ description: 'Sinds dan staat niets meer onder een eerdere sleutel' }),
      }),
    ),
  })
  .meta({ id: 'Sleutels' });

export const klokStand = z
  .strictObject({
    nu: moment,
    sprong: z
      .strictObject({
        sinds: moment,
        seconden: z.number().int().meta({ description: 'Zoveel sprong de klok, vooruit of (negatief) achteruit' }),
      })
      .optional()
      .meta({ description: 'Ontbreekt als er geen sprong is waarnaar nog niemand keek' }),
  })
  .meta({ id: 'Klok' });
