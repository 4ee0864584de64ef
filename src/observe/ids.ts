import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from './port.ts';

/** Real chance: the only place in `src/` that makes ids. */
export function createIds(): Ids {
  return { uuid: () => v7(), willekeurig: (bytes) => randomBytes(bytes).toString('base64url') };
}
