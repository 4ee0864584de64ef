/** Deletes by term without end and prints the number of deletions of each batch that was committed. */
import { writeSync } from 'node:fs';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { standaardTermijnen } from '../../deliver/proef-bewaren.ts';

const store = await createSqliteStore({ pad: process.argv[2] ?? '' });
const nu = new Date(process.argv[3] ?? '');
for (let meer = true, vanaf = 0; meer;) {
  const deel = await store.bewaren.ruim({ stap: 'inhoud_uiterlijk', nu, termijnen: standaardTermijnen(), vanaf });
  writeSync(1, `${deel.verwijderd}\n`);
  ({ meer } = deel);
  vanaf = deel.vanaf ?? 0;
}
await store.close();
