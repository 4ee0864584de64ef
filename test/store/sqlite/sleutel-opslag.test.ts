import { describeSleutelOpslag } from '../../contract/sleutel-opslag.ts';
import { openSqliteProef } from './proef-map.ts';

describeSleutelOpslag('SQLite', openSqliteProef);
