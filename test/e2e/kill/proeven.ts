import { AANNEMEN } from './proeven/aannemen.ts';
import { LEVEREN } from './proeven/leveren.ts';
import type { Proef } from './proeven/proef.ts';

/** All of them; each leaves a hub that runs and whose mailboxes are empty. That of key rotation (33) belongs here. */
export const PROEVEN: readonly Proef[] = [...AANNEMEN, ...LEVEREN];
