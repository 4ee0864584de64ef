import { describeZoekOpslag } from '../../contract/zoek-opslag.ts';
import { openSqliteProef } from './proef-map.ts';

describeZoekOpslag('SQLite', openSqliteProef);
