import { z } from 'zod';
import { foutGegevens, type FoutCode } from '../bericht/fault-catalogue.ts';
import { PROBLEEM_TYPE, probleem } from '../http/probleem.ts';
import { API_VERSIE } from '../http/koppen.ts';
import type { Operatie, OperatieAntwoord } from '../http/operatie.ts';
import * as schemas from './schemas.ts';

/** Codes that any call of a connection can get, before it does anything. */
const CODES_VAN_HANDTEKENING: readonly FoutCode[] = [
  ...([
    'HND01',
    'HND02',
    'HND03',
    'HND04',
    'HND05',
    'HND06',
    'HND07',
    'HND08',
    'HND09',
    'HND10',
    'HND11',
    'HND12',
    'HND13',
  ] as const),
  ...(['HND14', 'HND15', 'HND16', 'HND17', 'HND18', 'HND19', 'HND20', 'HND21'] as const),
];
const CODES_VAN_ALLE: readonly FoutCode[] = ['SYNTAX', 'DRUK', 'INTERN'];

type JsonObject = Readonly<Record<string, unknown>>;

/** JSON Schema of a zod schema; named ones are moved to `components` and referred to. */
function jsonSchema(schema: z.ZodType, benoemd: Map<string, JsonObject>, io: 'input' | 'output'): JsonObject {
  const { $schema: _versie, $defs, ...rest } = z.toJSONSchema(schema, { io }) as Record<string, unknown>;
  for (const [naam, definitie] of Object.entries(($defs ?? {}) as Record<string, JsonObject>))
    benoemd.set(naam, zonderId(definitie));
  const id = rest['id'];
  if (typeof id !== 'string') return verwijs(rest);
  benoemd.set(id, zonderId(rest));
  return { $ref: `#/components/schemas/${id}` };
}

function zonderId(definitie: JsonObject): JsonObject {
  const { id: _id, $id: _uri, ...rest } = definitie;
  return verwijs(rest);
}

/** Turns references inside one schema document into references to the components of the whole. */
function verwijs(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonObject;
}

function antwoordJson(antwoord: OperatieAntwoord, benoemd: Map<string, JsonObject>): JsonObject {
  const type = antwoord.contentType ?? (antwoord.schema === undefined ? undefined : 'application/json');
  const schema =
    antwoord.schema === undefined
      ? type === undefined
        ? undefined
        : { type: 'string' }
      : jsonSchema(antwoord.schema, benoemd, 'output');
  return {
    description: antwoord.beschrijving,
    headers: {
      'API-Version': { $ref: '#/components/headers/API-Version' },
      ...Object.fromEntries(
        Object.entries(antwoord.koppen ?? {}).map(([naam, description]) => [
          naam,
          { description, schema: { type: 'string' } },
        ]),
      ),
    },
    ...(type === undefined ? {} : { content: { [type]: { schema: schema ?? {} } } }),
  };
}

function probleemAntwoorden(codes: readonly FoutCode[]): JsonObject {
  const perStatus = new Map<number, FoutCode[]>();
  for (const code of codes) {
    const { http } = foutGegevens(code);
    perStatus.set(http, [...(perStatus.get(http) ?? []), code]);
  }
  return Object.fromEntries(
    [...perStatus].map(([http, groep]) => [
      http,
      {
        description: groep.map((code) => `${code}: ${foutGegevens(code).titel}`).join('; '),
        headers: { 'API-Version': { $ref: '#/components/headers/API-Version' } },
        content: {
          [PROBLEEM_TYPE]: {
            schema: { $ref: '#/components/schemas/Probleem' },
            // what the hub really builds for a code, so that no example is typed twice
            examples: Object.fromEntries(
              groep.map((code) => [code, { summary: foutGegevens(code).titel, value: probleem(code) }]),
            ),
          },
        },
      },
    ]),
  );
}

function parametersVan(operatie: Operatie): readonly JsonObject[] {
  const pad = [...operatie.pad.matchAll(/\{(\w+)\}/g)].map(([, naam]) => ({
    name: naam,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const query = Object.entries(operatie.query?.shape ?? {}).map(([name, schema]) => {
    const vorm = z.toJSONSchema(schema as z.ZodType, { io: 'input' }) as Record<string, unknown>;
    delete vorm['$schema'];
    return { name, in: 'query', required: false, schema: vorm };
  });
  return [...pad, ...query];
}

function operatieJson(operatie: Operatie, benoemd: Map<string, JsonObject>): JsonObject {
  const ondertekend = operatie.wie !== 'iedereen';
  const codes = [...new Set([...operatie.codes, ...CODES_VAN_ALLE, ...(ondertekend ? CODES_VAN_HANDTEKENING : [])])];
  const body = operatie.body;
  const goed = Object.fromEntries(
    Object.entries(operatie.antwoorden).map(([status, antwoord]) => [status, antwoordJson(antwoord, benoemd)]),
  );
  const parameters = parametersVan(operatie);
  return {
    operationId: operatie.id,
    tags: [operatie.groep],
    summary: operatie.samenvatting,
    ...(operatie.beschrijving === undefined ? {} : { description: operatie.beschrijving }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: body.verplicht !== false,
            content: {
              [body.contentType]: {
                schema: body.schema === undefined ? { type: 'string' } : jsonSchema(body.schema, benoemd, 'input'),
              },
            },
          },
        }),
    responses: { ...probleemAntwoorden(codes), ...goed },
    security: ondertekend ? [{ jades: [] }, { rfc9421: [] }] : [],
  };
}

/** Makes the OpenAPI 3.1 document from the table of operations. */
export function maakOpenApi(operaties: readonly Operatie[], urls: readonly string[]): JsonObject {
  const benoemd = new Map<string, JsonObject>();
  benoemd.set('Probleem', {});
  jsonSchema(schemas.probleem, benoemd, 'output');
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operatie of operaties) {
    const pad = (paths[operatie.pad] ??= {});
    pad[operatie.methode.toLowerCase()] = operatieJson(operatie, benoemd);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Knooppunt',
      version: API_VERSIE,
      description: 'Berichtenknooppunt voor iWmo- en iJw-berichten tussen gemeenten en zorgaanbieders.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      contact: { name: 'Beheer van het knooppunt', url: urls[0] ?? 'https://knooppunt.example' },
    },
    servers: urls.map((url) => ({ url })),
    tags: [...new Set(operaties.map(({ groep }) => groep))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...benoemd].sort(([a], [b]) => a.localeCompare(b))),
      headers: {
        'API-Version': { description: 'Volledige versie van de API', schema: { type: 'string', example: API_VERSIE } },
      },
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
          description: 'RFC 9421 met Content-Digest (RFC 9530), tag knooppunt-v1.',
        },
      },
    },
  };
}
