import { describeBeheerOpslag } from '../../contract/beheer-opslag.ts';
import { openSqliteProef } from './proef-map.ts';

describeBeheerOpslag('SQLite', openSqliteProef);
