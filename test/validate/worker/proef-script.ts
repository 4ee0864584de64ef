import { threadId, workerData } from 'node:worker_threads';
import { openLibxml2 } from '../../../src/validate/xml/libxml2.ts';

/** What the test worker is asked: to answer, or to misbehave. */
export type ProefTaak =
  | { readonly soort: 'draad' }
  /** Answers its own number, and counts how often it was done at that place. */
  | { readonly soort: 'tel'; readonly nummer: number; readonly gedeeld: SharedArrayBuffer }
  /** Keeps the thread at work for so long. */
  | { readonly soort: 'duurt'; readonly ms: number }
  | { readonly soort: 'data' }
  | { readonly soort: 'gooi'; readonly tekst: string }
  /** Gives an answer that cannot travel. */
  | { readonly soort: 'onverstuurbaar' }
  | { readonly soort: 'stop' }
  | { readonly soort: 'lus' }
  | { readonly soort: 'geheugen' }
  | { readonly soort: 'wasm'; readonly mb: number }
  /** Stops the thread the first time only; the threads count together. */
  | { readonly soort: 'eerste_keer_stop'; readonly gedeeld: SharedArrayBuffer }
  | { readonly soort: 'wacht'; readonly gedeeld: SharedArrayBuffer };

/** Does what is asked, in a thread of the pool. */
export function doe(taak: ProefTaak): unknown {
  switch (taak.soort) {
    case 'draad':
      return threadId;
    case 'tel':
      Atomics.add(new Int32Array(taak.gedeeld), taak.nummer, 1);
      return taak.nummer;
    case 'duurt':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, taak.ms);
      return threadId;
    case 'onverstuurbaar':
      return () => undefined;
    case 'data':
      return workerData;
    case 'gooi':
      throw new Error(taak.tekst);
    case 'stop':
      return process.exit(7);
    case 'lus':
      for (;;);
    case 'geheugen':
      return vulGeheugen();
    case 'wasm':
      // a parse copies its input into the WASM memory
      return (
        openLibxml2().ontleed(Buffer.from(`<a>${'<b>x</b>'.repeat((taak.mb * 1_048_576) / 8)}</a>`)).document !== 0
      );
    case 'eerste_keer_stop': {
      const keer = Atomics.add(new Int32Array(taak.gedeeld), 0, 1);
      if (keer === 0) process.exit(7);
      return threadId;
    }
    case 'wacht': {
      const teller = new Int32Array(taak.gedeeld);
      Atomics.add(teller, 0, 1);
      Atomics.notify(teller, 0);
      Atomics.wait(teller, 1, 0);
      return threadId;
    }
  }
}

function vulGeheugen(): never {
  const alles: string[][] = [];
  for (;;) alles.push(Array.from({ length: 100_000 }, (_, i) => `${i}${alles.length}`));
}
