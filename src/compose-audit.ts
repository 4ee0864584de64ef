import { openJournaalLezer } from './store/sqlite/lees/journaal.ts';
import type { JournaalLezer } from './store/journaal-port.ts';

/** Opens the journal of a database file to read, for `audit verify`. The caller closes it. @throws when there is none. */
export function openJournaal(pad: string): JournaalLezer {
  return openJournaalLezer(pad);
}
