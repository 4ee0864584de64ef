import { doe as echt } from '../../src/message-worker.ts';
import type { MessageTaak } from '../../src/pipeline/keurmeester.ts';

/** A message worker that fails on command: a comment in the message says how. Everything else it does as the real one. */
export function doe(taak: MessageTaak): ReturnType<typeof echt> {
  if (taak.taak === 'keur') {
    const tekst = Buffer.from(taak.inhoud).toString('latin1');
    if (tekst.includes('<!--CRASH-->')) process.exit(7);
    if (tekst.includes('<!--GOOI-->')) throw new Error(`fout die het bericht aanhaalt: ${tekst}`);
    if (tekst.includes('<!--HANG-->')) for (;;);
    if (tekst.includes('<!--GEHEUGEN-->')) {
      const vol: number[][] = [];
      for (;;) vol.push(new Array<number>(1_000_000).fill(Math.random()));
    }
  }
  return echt(taak);
}
