import { doe as echt } from '../../../src/message-worker.ts';
import type { MessageTaak } from '../../../src/pipeline/keurmeester.ts';
import { faalpunt } from './val.ts';

/** The message worker with a place to die before and after its verdict: the sender is proven, nothing is recorded. */
export function doe(taak: MessageTaak): ReturnType<typeof echt> {
  if (taak.taak !== 'keur') return echt(taak);
  faalpunt('keur.voor');
  const uit = echt(taak);
  faalpunt('keur.na');
  return uit;
}
