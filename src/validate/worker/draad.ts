import { GeheugenVol } from '../xml/geheugen-vol.ts';
import { openLibxml2 } from '../xml/libxml2.ts';
import type { DraadTaak, DraadUitkomst, WerkerModule } from './draad-taak.ts';
import { begrensWasmGeheugen } from './geheugengrens.ts';

/** The script of the pool, once it is loaded. */
let geladen: WerkerModule<unknown, unknown> | undefined;

/**
 * Runs in every thread of the pool, around the script of its owner: loads it, calls it, and tells the size of the WASM
 * memory with each answer, which V8's own limits do not cover.
 */
export function doe(taak: DraadTaak<unknown>): DraadUitkomst<unknown> | Promise<DraadUitkomst<unknown>> {
  return taak.soort === 'laad' ? laad(taak.script, taak.maxBytes) : voerUit(taak.invoer);
}

async function laad(script: string, maxBytes: number): Promise<DraadUitkomst<unknown>> {
  try {
    begrensWasmGeheugen(maxBytes);
    geladen = (await import(script)) as WerkerModule<unknown, unknown>;
    return { soort: 'geladen' };
  } catch (fout) {
    // loading reads no message, so this text quotes nothing of one
    return { soort: 'laden_mislukt', uitleg: fout instanceof Error ? fout.message : 'onbekende fout' };
  }
}

async function voerUit(invoer: unknown): Promise<DraadUitkomst<unknown>> {
  try {
    if (geladen === undefined) throw new Error('script is niet geladen');
    const uitvoer = await geladen.doe(invoer);
    return { soort: 'gedaan', uitvoer, geheugenBytes: openLibxml2().geheugen().byteLength };
  } catch (fout) {
    const reden = fout instanceof GeheugenVol ? 'te_groot' : 'gecrasht';
    return { soort: 'mislukt', reden, spoor: framesVan(fout) };
  }
}

/** Stack frames only: the first lines hold the text of the error, which may quote the message. */
function framesVan(fout: unknown): string {
  const stapel = fout instanceof Error ? (fout.stack ?? '') : '';
  return stapel
    .split('\n')
    .filter((regel) => /^\s+at /.test(regel))
    .join('\n');
}
