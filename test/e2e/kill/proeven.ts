import { AANNEMEN } from './proeven/aannemen.ts';
import { BEHEER } from './proeven/beheer.ts';
import { BEWAREN } from './proeven/bewaren.ts';
import { LEVEREN } from './proeven/leveren.ts';
import type { Proef } from './proeven/proef.ts';

/**
 * All of them; each leaves a hub that runs and whose mailboxes are empty. Those of deletion last: they let time go by,
 * and what was before is then of the future for a hub that starts at the real time.
 */
export const PROEVEN: readonly Proef[] = [...AANNEMEN, ...LEVEREN, ...BEHEER, ...BEWAREN];
