import { z } from 'zod';
import { beschrijfVelden, type JsonObject } from './openapi-velden.ts';

/** JSON Schema of a zod schema; named ones are moved to `benoemd` (the components) and referred to. */
export function jsonSchema(schema: z.ZodType, benoemd: Map<string, JsonObject>, io: 'input' | 'output'): JsonObject {
  const { $schema: _versie, $defs, ...rest } = z.toJSONSchema(schema, { io }) as Record<string, unknown>;
  for (const [naam, definitie] of Object.entries(($defs ?? {}) as Record<string, JsonObject>))
    benoemd.set(naam, beschrijfVelden(zonderId(definitie), naam));
  const id = rest['id'];
  if (typeof id !== 'string') return beschrijfVelden(verwijs(rest));
  benoemd.set(id, beschrijfVelden(zonderId(rest), id));
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
