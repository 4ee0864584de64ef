import { randomBytes, randomUUID } from 'node:crypto';
import type { Ids } from './port.ts';

/** Real chance: the only place in `src/` that makes ids. */
export function createIds(): Ids {
  return { uuid: () => randomUUID(), willekeurig: (bytes) => randomBytes(bytes).toString('base64url') };
}
