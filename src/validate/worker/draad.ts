import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { framesVan } from '../../observe/fout-velden.ts';
import { GeheugenVol } from '../xml/geheugen-vol.ts';
import { openLibxml2 } from '../xml/libxml2.ts';
import { STAND, WASM_PAGINA } from './draad-taak.ts';
import type { DraadBericht, DraadStart, WerkerModule } from './draad-taak.ts';
import { begrensWasmGeheugen } from './geheugengrens.ts';

/**
 * So many answers may wait for one another at most: a message costs the main thread more than its content. Of ordinary
 * jobs that is a millisecond.
 */
const STAPEL = 4;

/**
 * Runs in every thread of the pool, around the script of its owner: loads it, does its jobs one after the other, and
 * shows in shared memory how far it is and how large the WASM memory has become, which V8's own limits do not cover.
 */
function begin(poort: MessagePort): void {
  const opStart = (start: DraadStart): void => {
    void laad(start).then((module) => {
      // not before: a port that nobody listens to lets the thread end
      poort.off('message', opStart);
      if (typeof module === 'string') meld(poort, { soort: 'laden_mislukt', uitleg: module });
      else {
        werk(poort, module, new Int32Array(start.stand));
        meld(poort, { soort: 'geladen' });
      }
    });
  };
  poort.on('message', opStart);
}

/** @returns the script, or why it does not load: loading reads no message, so this text quotes nothing of one. */
async function laad({ script, maxBytes }: DraadStart): Promise<WerkerModule<unknown, unknown> | string> {
  try {
    begrensWasmGeheugen(maxBytes);
    return (await import(script)) as WerkerModule<unknown, unknown>;
  } catch (fout) {
    return fout instanceof Error ? fout.message : 'onbekende fout';
  }
}

function werk(poort: MessagePort, module: WerkerModule<unknown, unknown>, stand: Int32Array): void {
  const taken: unknown[] = [];
  let uitvoer: unknown[] = [];
  let vanaf = 0;
  let bezig = false;

  const stuur = (): void => {
    if (uitvoer.length === 0) return;
    meld(poort, { soort: 'gedaan', vanaf, uitvoer });
    vanaf += uitvoer.length;
    uitvoer = [];
  };
  /** Looks for what was sent since the last turn while answers wait, so that they go together with those to come. */
  const hasVolgende = (): boolean => {
    if (taken.length > 0) return true;
    if (uitvoer.length === 0) return false;
    const meer = receiveMessageOnPort(poort) as { readonly message: readonly unknown[] } | undefined;
    if (meer !== undefined) taken.push(...meer.message);
    return taken.length > 0;
  };
  /** @throws what the script throws, and when an answer cannot be sent. */
  const werkAf = async (): Promise<void> => {
    while (hasVolgende()) {
      Atomics.add(stand, STAND.beurt, 1);
      const uitkomst = module.doe(taken.shift());
      // no turn of the microtask queue for a script that does not need one
      uitvoer.push(uitkomst instanceof Promise ? await uitkomst : uitkomst);
      Atomics.store(stand, STAND.wasmPaginas, openLibxml2().geheugen().byteLength / WASM_PAGINA);
      if (uitvoer.length >= STAPEL) stuur();
      Atomics.add(stand, STAND.beurt, 1);
    }
    stuur();
  };

  poort.on('message', (nieuw: readonly unknown[]) => {
    taken.push(...nieuw);
    if (bezig) return;
    bezig = true;
    werkAf().then(
      () => (bezig = false),
      // stays busy: after an error nothing here is to be trusted
      (fout: unknown) => {
        stuur();
        const reden = fout instanceof GeheugenVol ? 'te_groot' : 'gecrasht';
        meld(poort, { soort: 'mislukt', reden, spoor: framesVan(fout).join('\n') });
      },
    );
  });
}

function meld(poort: MessagePort, bericht: DraadBericht<unknown>): void {
  poort.postMessage(bericht);
}

if (parentPort !== null) begin(parentPort);
