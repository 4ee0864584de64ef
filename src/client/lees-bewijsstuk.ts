import { z } from 'zod';
import type { Bewijsstuk } from './antwoorden.ts';

const VORM = z.object({
  versie: z.literal(1),
  verzoek: z.object({
    profiel: z.enum(['jades', 'rfc9421']),
    kopnaam: z.enum(['adr', 'nlgov-adr']),
    method: z.string(),
    target: z.string(),
    targetUri: z.string(),
    verzoekDigest: z.string(),
    handtekening: z.string(),
    verzoekHandtekening: z.string(),
    label: z.string().exactOptional(),
    koppen: z.array(z.tuple([z.string(), z.string()])),
  }),
  antwoord: z.object({ status: z.int(), rawHeaders: z.array(z.string()), body: z.string() }),
  hub: z.object({ vingerafdruk: z.string(), certificaat: z.string(), alg: z.string(), moment: z.string() }),
});

/** @returns the receipt in what was parsed of a JSON file, not checked yet; `undefined` when it has another form. */
export function leesBewijsstuk(json: unknown): Bewijsstuk | undefined {
  return VORM.safeParse(json).data;
}
