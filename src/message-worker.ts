import { workerData } from 'node:worker_threads';
import { schrijfFeiten } from './bericht/feiten.ts';
import { createPayloadKluis } from './keys/payload-kluis.ts';
import { bordVan } from './keys/sleutelbord.ts';
import { createPersoonHasher } from './keys/persoon-sleutels.ts';
import type { MessageTaak } from './pipeline/keurmeester.ts';
import type { KeurUitkomst } from './pipeline/port.ts';
import { createKeurder } from './validate/keur.ts';

/**
 * The composition root of a message worker: checks a message, and seals its bytes while they are at hand. The tree and
 * the BSN never leave this thread.
 */

/** What the thread is started with. Keys come by value: the thread reads no files but the schemas. */
export interface MessageWorkerData {
  readonly xsdMap: string;
  /** Memory of the key board: keys that are hung up later are found there. */
  readonly keks: SharedArrayBuffer;
  readonly persoonSleutel: Uint8Array;
  readonly persoonVersie: number;
}

const data = workerData as MessageWorkerData;
const kluis = createPayloadKluis(bordVan(data.keks));
const keurder = createKeurder({
  xsdMap: data.xsdMap,
  hashPersoon: createPersoonHasher(data.persoonSleutel, data.persoonVersie),
});

/** Does one job. @throws whatever goes wrong: the pool tries once more, alone, and then says *not judged*. */
export function doe(taak: MessageTaak): KeurUitkomst | Uint8Array {
  if (taak.taak === 'open') return kluis.open(taak.verzegeld, taak.traceerId);
  const { rapport, code, kop, soort, feiten } = keurder.keur(taak);
  const verzegelOnder = taak.verzegelOnder;
  const zonderMeer = verzegelOnder !== undefined && code === undefined && rapport.bevindingen.length === 0;
  return {
    rapport: zonderMeer && rapport.uitkomst === 'geaccepteerd' ? undefined : rapport,
    code,
    kop,
    soort,
    feiten: feiten === undefined ? undefined : schrijfFeiten(feiten),
    verzegeld: verzegelOnder === undefined ? undefined : kluis.verzegel(taak.inhoud, verzegelOnder),
  };
}
