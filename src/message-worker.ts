import { workerData } from 'node:worker_threads';
import { createPayloadKluis } from './keys/payload-kluis.ts';
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
  readonly keks: ReadonlyMap<number, Uint8Array>;
  readonly kekActief: number;
  readonly persoonSleutel: Uint8Array;
  readonly persoonVersie: number;
}


const data = workerData as MessageWorkerData;
const kluis = createPayloadKluis(data.keks, data.kekActief);
const keurder = createKeurder({
  xsdMap: data.xsdMap,
  hashPersoon: createPersoonHasher(data.persoonSleutel, data.persoonVersie),
});

/** Does one job. @throws whatever goes wrong: the pool tries once more, alone, and then says *not judged*. */
export function doe(taak: MessageTaak): KeurUitkomst | Uint8Array {
  if (taak.taak === 'open') return kluis.open(taak.verzegeld, taak.traceerId);
  const validatie = keurder.keur(taak);
  return taak.verzegelOnder === undefined
    ? { validatie }
    : { validatie, verzegeld: kluis.verzegel(taak.inhoud, taak.verzegelOnder) };
}
