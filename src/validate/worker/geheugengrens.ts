import { WASM_PAGINA } from './draad-taak.ts';

/** What this file uses of the global that TypeScript knows from the DOM only. */
interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  grow: (this: WasmMemory, paginas: number) => number;
}
declare const WebAssembly: { readonly Memory: { readonly prototype: WasmMemory } };

/**
 * Limits the WASM memories of this thread: V8's limits for workers do not cover them, and libxml2 would grow to 2 GB.
 * A growth past the limit fails, so that libxml2 says that it has no memory.
 */
export function begrensWasmGeheugen(maxBytes: number): void {
  const { prototype } = WebAssembly.Memory;
  const groei = prototype.grow;
  prototype.grow = function begrensd(paginas) {
    if (this.buffer.byteLength + paginas * WASM_PAGINA > maxBytes) throw new RangeError('WASM-geheugen begrensd');
    return groei.call(this, paginas);
  };
}
