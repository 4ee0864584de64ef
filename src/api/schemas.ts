import { z } from 'zod';
import { BERICHTTYPEN, type BerichtSoort } from '../bericht/catalogus.ts';
import { FOUTCODES } from '../bericht/fault-catalogue.ts';
import { STATUSSEN } from '../bericht/status.ts';
import { ANDERE_METHODE, ONTHOUDEN_METHODEN } from '../http/mislukte-verzoeken.ts';

/** The JSON forms of the API: they check requests and answers, and the OpenAPI document is made from them. */

const soorten = BERICHTTYPEN.map(({ soort }) => soort) as [BerichtSoort, ...BerichtSoort[]];

export const uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/, 'verwacht een UUID')
  .meta({ format: 'uuid', example: '3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b' });
export const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/, 'verwacht een moment in UTC, zoals 2026-11-25T09:30:00Z')
  .meta({ format: 'date-time', example: '2026-11-25T09:30:00.000Z' });
export const partij = z
  .string()
  .regex(/^([0-9]{4}|[0-9]{8})$/, 'verwacht een gemeentecode (4 cijfers) of een AGB-code (8 cijfers)')
  .meta({ description: 'Gemeentecode (4 cijfers) of AGB-code (8 cijfers)', example: '0363' });
export const berichtsoort = z
  .enum(soorten, { error: 'verwacht een berichtsoort zoals WMO305' })
  .meta({ example: 'WMO305' });
export const status = z.enum(STATUSSEN as [string, ...string[]], { error: `verwacht een van ${STATUSSEN.join(', ')}` });

export const bevinding = z
  .strictObject({
    laag: z.enum(['xml', 'xsd', 'regels', 'historie', 'route']),
    code: z.string(),
    regel: z.string().nullable(),
    retourcode: z.string().nullable(),
    pad: z.string().nullable(),
    lijn: z.number().int().nullable(),
    uitleg: z.string(),
    verwacht: z.string().nullable(),
    wieIsAanZet: z.enum(['afzender', 'leverancier', 'ontvanger', 'hubbeheer', 'niemand']),
  })
  .meta({ id: 'Bevinding', description: 'Een plaats waar het bericht niet voldoet. Noemt nooit de waarde zelf.' });

export const ontvangstbewijs = z
  .strictObject({
    httpStatus: z.number().int(),
    moment,
    traceerId: uuid.optional(),
    verzoekDigest: z.string(),
    verzoekHandtekening: z.string(),
  })
  .meta({ id: 'Ontvangstbewijs', description: 'Bindt het ondertekende antwoord aan precies dit verzoek.' });

export const probleem = z
  .object({
    status: z.number().int(),
    title: z.string(),
    detail: z.string(),
    code: z.enum(FOUTCODES as [string, ...string[]]),
    traceerId: uuid.optional(),
    bevindingen: z.array(bevinding).optional(),
    ontvangstbewijs: ontvangstbewijs.optional(),
  })
  .meta({ id: 'Probleem', description: 'Een weigering in de vorm van RFC 9457.' });

export const aangenomen = z
  .strictObject({
    traceerId: uuid,
    conversatieId: uuid,
    status,
    berichtsoort,
    afzender: partij,
    ontvanger: partij,
    bevindingen: z.array(bevinding),
    herhaald: z.boolean().optional(),
    ontvangstbewijs,
  })
  .meta({ id: 'Aangenomen' });

export const gebeurtenis = z
  .strictObject({
    volgnummer: z.number().int(),
    moment,
    gebeurtenis: z.string(),
    status,
    code: z.string().optional(),
    poging: z.number().int().optional(),
    door: z
      .string()
      .meta({ description: 'Het knooppunt (hub), de helpdesk (helpdesk) of de aansluiting die dit deed' }),
    reden: z.string().optional(),
  })
  .meta({ id: 'Gebeurtenis' });

export const berichtKort = z
  .strictObject({
    traceerId: uuid,
    conversatieId: z.string(),
    status,
    statusWoord: z.string(),
    berichtsoort: berichtsoort.optional(),
    afzender: partij.optional(),
    ontvanger: partij.optional(),
    identificatie: z.string().optional(),
    identificatieRetour: z.string().optional(),
    ontvangenOp: moment,
    code: z.string().optional(),
  })
  .meta({ id: 'BerichtKort' });

/** Set by an operator; the status stays what it is. */
const vlag = z.strictObject({ sinds: moment, door: z.string(), reden: z.string() });

export const berichtVolledig = z
  .strictObject({
    ...berichtKort.shape,
    dagtekening: z.string().optional(),
    indiener: z.string(),
    mandaat: z.string().optional(),
    uwRollen: z.array(z.enum(['indiener', 'partij'])),
    bevindingen: z.array(bevinding),
    contentDigest: z.string(),
    bytes: z.number().int(),
    inhoudBewaard: z.boolean(),
    poging: z.number().int(),
    herlevering: z.boolean(),
    deadLetterReden: z.string().optional(),
    route: z
      .strictObject({
        aansluiting: z.string(),
        tafelVersie: z.string(),
        tafelRegel: z.string(),
        opvolging: z.string().optional(),
      })
      .optional(),
    traceparent: z.string().optional(),
    fscTransactionId: z.string().optional(),
    gepauzeerd: vlag.optional().meta({ description: 'De aflevering aan de ontvanger staat stil' }),
    gesloten: vlag.optional().meta({ description: 'Een beheerder sloot het bericht: het vraagt geen aandacht meer' }),
    gebeurtenissen: z.array(gebeurtenis),
  })
  .meta({ id: 'Bericht' });

export const berichtenLijst = z
  .strictObject({ berichten: z.array(berichtKort), volgende: z.string().optional() })
  .meta({ id: 'BerichtenLijst' });

export const gebeurtenissenLijst = z
  .strictObject({
    gebeurtenissen: z.array(
      z.strictObject({
        volgnummer: z.number().int(),
        moment,
        traceerId: uuid,
        gebeurtenis: z.string(),
        status,
        code: z.string().optional(),
      }),
    ),
    laatste: z.number().int(),
  })
  .meta({ id: 'GebeurtenissenLijst' });

export const leveringItem = z
  .strictObject({
    leveringId: uuid,
    traceerId: uuid,
    conversatieId: z.string(),
    soort: z.enum(['bericht', 'fo01', 'wlz-signaal']),
    contentType: z.string(),
    berichtsoort,
    afzender: partij,
    ontvanger: partij,
    poging: z.number().int(),
    herlevering: z.boolean(),
    verlooptOp: moment,
    volgnummer: z.number().int(),
    contentDigest: z.string().meta({ description: 'sha-256=:…:, over de gedecodeerde inhoud' }),
    inhoud: z.string().meta({ description: 'base64 van de exacte bytes', format: 'byte' }),
  })
  .meta({ id: 'Levering' });

export const leveringen = z.strictObject({ leveringen: z.array(leveringItem) }).meta({ id: 'Leveringen' });

const tekst = (max: number): z.ZodString =>
  z.string().min(1, 'mag niet leeg zijn').max(max, `ten hoogste ${max} tekens`);
const leveringId = uuid;

/** Body of calls that need none: absent, or an empty object. */
export const leegObject = z.strictObject({});

export const weigering = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z]{2,5}[0-9]{2,4}$/, 'verwacht een foutcode zoals StUF055')
    .meta({ example: 'StUF055' }),
  omschrijving: tekst(200),
});
export const leveringIds = z.strictObject({
  leveringIds: z.array(leveringId).min(1, 'noem ten minste een levering').max(1000, 'ten hoogste 1000 leveringen'),
});
export const afhandelResultaten = z
  .strictObject({
    resultaten: z.array(
      z.strictObject({ leveringId: z.string(), httpStatus: z.number().int(), code: z.string().optional() }),
    ),
  })
  .meta({ id: 'AfhandelResultaten' });

export const rapport = z
  .strictObject({
    bericht: z.string().optional(),
    uitkomst: z.enum(['geaccepteerd', 'afgekeurd', 'niet_beoordeeld']),
    lagen: z.array(
      z.strictObject({
        laag: z.enum(['xml', 'xsd', 'regels', 'historie']),
        uitkomst: z.enum(['geslaagd', 'gezakt', 'overgeslagen', 'niet_beoordeelbaar']),
      }),
    ),
    bevindingen: z.array(bevinding),
    verzonden: z.literal(false),
  })
  .meta({ id: 'Rapport' });

export const diagnose = z
  .strictObject({
    profiel: z.enum(['jades', 'rfc9421']).optional(),
    code: z.string().optional(),
    uitleg: z.string(),
    basis: z.string().optional(),
  })
  .meta({ id: 'HandtekeningDiagnose' });

export const certificaten = z
  .strictObject({
    certificaten: z.array(
      z.strictObject({
        vingerafdruk: z.string(),
        alg: z.string(),
        geldigVan: moment,
        geldigTot: moment,
        pem: z.string(),
        actief: z.boolean(),
      }),
    ),
    keten: z.array(z.string()),
  })
  .meta({ id: 'Certificaten' });

export const gezondheid = z
  .strictObject({
    status: z.string(),
    onderdelen: z
      .array(z.strictObject({ naam: z.string(), ok: z.boolean(), uitleg: z.string().optional() }))
      .optional(),
  })
  .meta({ id: 'Gezondheid' });

/** The document that describes the API, as far as its reader may count on it. */
export const openApiDocument = z
  .looseObject({
    openapi: z.string(),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    paths: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'OpenApi' });

/** An integer in a query: text of digits only. */
const queryGetal = (min: number, max: number) =>
  z
    .string()
    .regex(/^[0-9]{1,16}$/, `verwacht een geheel getal van ${min} tot en met ${max}`)
    .refine(
      (tekst_) => Number(tekst_) >= min && Number(tekst_) <= max,
      `verwacht een getal van ${min} tot en met ${max}`,
    );

/** Where a page of a list goes on; only the hub can read it. */
export const cursor = z.string().max(200, 'cursor is te lang').meta({ example: '4wzbgGTx44M-mBvsqCoxA4cL' });

export const lijstQuery = z.strictObject({
  status: status.optional(),
  berichtsoort: berichtsoort.optional(),
  vanaf: moment.optional(),
  tot: moment.optional(),
  cursor: cursor.optional(),
  max: queryGetal(1, 100).optional(),
});

export const gebeurtenissenQuery = z.strictObject({
  na: queryGetal(0, Number.MAX_SAFE_INTEGER).optional(),
  max: queryGetal(1, 1000).optional(),
  wachtSeconden: queryGetal(0, 30).optional(),
});

const geheel = (min: number, max: number) =>
  z
    .number({ error: 'verwacht een getal' })
    .int('verwacht een geheel getal')
    .min(min, `ten minste ${min}`)
    .max(max, `ten hoogste ${max}`);

/** Body of `POST /v1/leveringen`; the least lease is configuration. */
export function leveringenVraag(minLeaseSeconden: number, maxWachtSeconden: number) {
  return z.strictObject({
    partij: partij.optional(),
    max: geheel(1, 100).default(20),
    leaseSeconden: geheel(minLeaseSeconden, 3600).default(Math.max(300, minLeaseSeconden)),
    wachtSeconden: geheel(0, maxWachtSeconden).default(0),
  });
}

export const mislukteVerzoekenQuery = z.strictObject({ vanaf: moment.optional(), tot: moment.optional() });
export const mislukteVerzoeken = z
  .strictObject({
    mislukteVerzoeken: z.array(
      z.strictObject({
        moment,
        methode: z.enum([...ONTHOUDEN_METHODEN, ANDERE_METHODE]),
        pad: z.string().meta({ example: '/v1/berichten', description: 'De route, zonder wat er is ingevuld' }),
        code: z.enum(FOUTCODES as [string, ...string[]]),
        vingerafdruk: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    ),
    vervallen: z.number().int().nonnegative(),
    sinds: moment,
  })
  .meta({ id: 'MislukteVerzoeken', description: 'Geweigerde verzoeken die een van uw certificaten noemden.' });
