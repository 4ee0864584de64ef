import { existsSync } from 'node:fs';
import type { BewaarOpslag } from '../../bewaar-port.ts';
import { StoreOnbruikbaar } from '../fouten.ts';
import { openLezer } from '../verbinding.ts';
import { createBewaarFeiten } from './bewaren.ts';

/**
 * Opens what the check reads, beside a hub that may be running. The caller closes it.
 * @throws StoreOnbruikbaar when there is no database of this version.
 */
export function openBewaarLezer(pad: string): Pick<BewaarOpslag, 'feitenVoorControle'> & { close(): void } {
  if (!existsSync(pad)) throw new StoreOnbruikbaar(`Er is geen database ${pad}.`);
  const db = openLezer({ pad });
  try {
    const lees = createBewaarFeiten(db);
    return { feitenVoorControle: (na, max) => Promise.resolve(lees(na, max)), close: () => db.close() };
  } catch (cause) {
    db.close();
    throw new StoreOnbruikbaar('De database is van een andere versie. Start het knooppunt eenmaal.', { cause });
  }
}
