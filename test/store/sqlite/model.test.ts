import { describeBerichtStoreModel } from '../../contract/bericht-store-model.ts';
import { openSqliteProef } from './proef-map.ts';

describeBerichtStoreModel('SQLite', openSqliteProef);
