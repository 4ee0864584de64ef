import type { LogVelden } from './port.ts';

/** Lines of a stack that are frames: they end with a place, in WebAssembly a hexadecimal one. */
const FRAME = /^\s+at [^\n]+:\d+:(\d+|0x[0-9a-f]+)\)?$/;

/**
 * @returns where a thrown value came from, innermost first, without a word of its message: that may quote input, and
 *   looks like a frame where the input does.
 */
export function framesVan(fout: unknown): readonly string[] {
  if (!(fout instanceof Error)) return [];
  const { message, stack = '' } = fout;
  const na = stack.indexOf(message);
  return stack
    .slice(na === -1 ? 0 : na + message.length)
    .split('\n')
    .filter((regel) => FRAME.test(regel));
}

/** Turns a thrown value into fields: its class, its code and where it was, never its message (that may quote input). */
export function foutVelden(fout: unknown): LogVelden {
  if (!(fout instanceof Error)) return { fout: 'onbekend' };
  const code = (fout as { code?: unknown }).code;
  return {
    fout: fout.name,
    ...(typeof code === 'string' ? { code } : {}),
    stapel: framesVan(fout)
      .slice(0, 8)
      .map((frame) => frame.trim())
      .join(' | '),
  };
}
