import { describeBerichtStore } from '../../contract/bericht-store.ts';
import { openSqliteProef } from './proef-map.ts';

const TWEE_MEGABYTE = 2_000_000;

describeBerichtStore('SQLite', openSqliteProef, { openKrap: () => openSqliteProef({ maxBytes: TWEE_MEGABYTE }) });
