import { z } from 'zod';
import { FOUTCODES, NOG_NIET, foutGegevens, type FoutCode } from '../bericht/fault-catalogue.ts';
import type { Config } from '../config/port.ts';
import { PROBLEEM_TYPE, probleem } from '../http/probleem.ts';
import { API_VERSIE } from '../http/koppen.ts';
import { codesVan } from '../http/operatie-codes.ts';
import type { Operatie, OperatieAntwoord } from '../http/operatie.ts';
import {
  beschrijfCodes,
  koppenComponenten,
  koppenVanGoed,
  koppenVanProbleem,
  parameterComponenten,
  parametersVanHandtekening,
} from './openapi-koppen.ts';
import { jsonSchema } from './openapi-schema.ts';
import { GROEPEN, INLEIDING, OVER_DE_STANDAARDEN, PAD_PARAMETERS } from './openapi-tekst.ts';
import { veldTekst, type JsonObject } from './openapi-velden.ts';
import * as schemas from './schemas.ts';
import { voorbeeldenVan, type Voorbeelden, type VoorbeeldInhoud } from './voorbeelden.ts';

/** `examples` of a body, or nothing where none was recorded. */
function voorbeeldenJson(
  voorbeelden: Voorbeelden,
  kies: (voorbeeld: Voorbeelden[string]) => VoorbeeldInhoud | undefined,
): JsonObject {
  const gekozen = Object.entries(voorbeelden).flatMap(([naam, voorbeeld]) => {
    const inhoud = kies(voorbeeld);
    return inhoud === undefined ? [] : [[naam, { summary: voorbeeld.samenvatting, value: inhoud.waarde }] as const];
  });
  return gekozen.length === 0 ? {} : { examples: Object.fromEntries(gekozen) };
}

function antwoordJson(
  operatie: Operatie,
  [status, antwoord]: readonly [string, OperatieAntwoord],
  benoemd: Map<string, JsonObject>,
): JsonObject {
  const { schema } = antwoord;
  const type = antwoord.contentType ?? (schema === undefined ? undefined : 'application/json');
  const voorbeelden = Object.fromEntries(
    Object.entries(voorbeeldenVan(operatie.id)).filter(
      ([, { antwoord: gegeven }]) => gegeven.status === Number(status),
    ),
  );
  const [eerste] = Object.values(voorbeelden);
  const eigen = Object.entries(antwoord.koppen ?? {}).map(([naam, description]) => {
    const example = eerste?.antwoord.koppen[naam];
    return [naam, { description, schema: { type: 'string' }, ...(example === undefined ? {} : { example }) }];
  });
  return {
    description: antwoord.beschrijving,
    headers: { ...koppenVanGoed(operatie), ...Object.fromEntries(eigen) },
    ...(type === undefined
      ? {}
      : {
          content: {
            [type]: {
              schema: schema === undefined ? { type: 'string' } : jsonSchema(schema, benoemd, 'output'),
              ...voorbeeldenJson(voorbeelden, ({ antwoord: gegeven }) => gegeven.inhoud),
            },
          },
        }),
  };
}

function probleemAntwoorden(operatie: Operatie): JsonObject {
  // METHODE is what another method on the same path gets
  const codes = new Set<FoutCode>([...codesVan(operatie), 'METHODE']);
  const perStatus = new Map<number, FoutCode[]>();
  // in the order of the catalogue
  for (const code of FOUTCODES.filter((een) => codes.has(een))) {
    const { http } = foutGegevens(code);
    perStatus.set(http, [...(perStatus.get(http) ?? []), code]);
  }
  return Object.fromEntries(
    [...perStatus].map(([http, groep]) => [
      http,
      {
        description: beschrijfCodes(groep),
        headers: koppenVanProbleem(operatie, groep),
        content: {
          [PROBLEEM_TYPE]: {
            schema: { $ref: '#/components/schemas/Probleem' },
            examples: Object.fromEntries(groep.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
          },
        },
      },
    ]),
  );
}

/** What the hub really builds for each code, so that no example is typed twice. */
function probleemVoorbeelden(): JsonObject {
  return Object.fromEntries(
    FOUTCODES.filter((code) => !NOG_NIET.has(code)).map((code) => [
      code,
      { summary: foutGegevens(code).titel, value: probleem(code) },
    ]),
  );
}

function parametersVan(operatie: Operatie): readonly JsonObject[] {
  const voorbeelden = Object.values(voorbeeldenVan(operatie.id));
  const parameter = (name: string, waar: 'path' | 'query' | 'header', schema: JsonObject): JsonObject => {
    const { description = veldTekst('', name), example: vast, ...vorm } = schema;
    const example = voorbeelden
      .map(({ verzoek }) => (waar === 'header' ? verzoek.koppen[name] : verzoek.parameters[name]))
      .find((waarde) => waarde !== undefined);
    const voorbeeld = example ?? vast;
    return {
      name,
      in: waar,
      required: waar === 'path',
      ...(description === undefined ? {} : { description }),
      schema: vorm,
      ...(voorbeeld === undefined ? {} : { example: voorbeeld }),
    };
  };
  const plat = (schema: z.ZodType): JsonObject => {
    const { $schema: _versie, ...vorm } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>;
    return vorm;
  };
  return [
    ...[...operatie.pad.matchAll(/\{(\w+)\}/g)].map(([, naam = '']) =>
      parameter(naam, 'path', { type: 'string', format: 'uuid', description: PAD_PARAMETERS[naam] }),
    ),
    ...Object.entries(operatie.query?.shape ?? {}).map(([naam, schema]) =>
      parameter(naam, 'query', plat(schema as z.ZodType)),
    ),
    ...Object.entries(operatie.verzoekKoppen ?? {}).map(([naam, schema]) => parameter(naam, 'header', plat(schema))),
    ...parametersVanHandtekening(operatie),
  ];
}

function bodyJson(operatie: Operatie, benoemd: Map<string, JsonObject>): JsonObject {
  const { body } = operatie;
  if (body === undefined) return {};
  const inhoud = {
    schema: body.schema === undefined ? { type: 'string' } : jsonSchema(body.schema, benoemd, 'input'),
    ...voorbeeldenJson(voorbeeldenVan(operatie.id), ({ verzoek }) => verzoek.inhoud),
  };
  return { requestBody: { required: body.verplicht !== false, content: { [body.contentType]: inhoud } } };
}

function operatieJson(operatie: Operatie, benoemd: Map<string, JsonObject>): JsonObject {
  const goed = Object.entries(operatie.antwoorden).map(
    (een) => [een[0], antwoordJson(operatie, een, benoemd)] as const,
  );
  const parameters = parametersVan(operatie);
  return {
    operationId: operatie.id,
    tags: [operatie.groep],
    summary: operatie.samenvatting,
    ...(operatie.beschrijving === undefined ? {} : { description: operatie.beschrijving }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyJson(operatie, benoemd),
    responses: { ...probleemAntwoorden(operatie), ...Object.fromEntries(goed) },
    security: operatie.wie === 'iedereen' ? [] : [{ jades: [] }, { rfc9421: [] }],
  };
}

/** Makes the OpenAPI 3.1 document from the table of operations. */
export function maakOpenApi(
  operaties: readonly Operatie[],
  { contact, publiekeUrls }: Pick<Config, 'contact' | 'publiekeUrls'>,
): JsonObject {
  const benoemd = new Map<string, JsonObject>();
  jsonSchema(schemas.probleem, benoemd, 'output');
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operatie of operaties) {
    const pad = (paths[operatie.pad] ??= {});
    pad[operatie.methode.toLowerCase()] = operatieJson(operatie, benoemd);
  }
  const { naam, email, url = publiekeUrls[0] ?? 'https://knooppunt.example' } = contact;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Knooppunt',
      version: API_VERSIE,
      summary: 'Berichten van iWmo en iJw versturen, volgen en ophalen',
      description: INLEIDING,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      contact: { name: naam, url, ...(email === undefined ? {} : { email }) },
    },
    externalDocs: OVER_DE_STANDAARDEN,
    servers: publiekeUrls.map((adres) => ({ url: adres })),
    tags: [...new Set(operaties.map(({ groep }) => groep))].map((name) => ({ name, description: GROEPEN[name] })),
    paths,
    components: {
      schemas: Object.fromEntries([...benoemd].sort(([a], [b]) => a.localeCompare(b))),
      examples: probleemVoorbeelden(),
      headers: koppenComponenten(),
      parameters: parameterComponenten(),
      securitySchemes: {
        jades: {
          type: 'apiKey',
          in: 'header',
          name: 'Message-Signature',
          description: 'JAdES volgens de Nederlandse API Design Rules, module Signing, met de header Digest.',
        },
        rfc9421: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'RFC 9421 met Signature-Input en Content-Digest (RFC 9530), tag knooppunt-v1.',
        },
      },
    },
  };
}
