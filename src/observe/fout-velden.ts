import type { LogVelden } from './port.ts';

/** Turns a thrown value into fields: its class, its code and where it was, never its message (that may quote input). */
export function foutVelden(fout: unknown): LogVelden {
  if (!(fout instanceof Error)) return { fout: 'onbekend' };
  const code = (fout as { code?: unknown }).code;
  // the stack repeats the message on its first line(s): only lines that are frames are kept
  const frames = (fout.stack ?? '').split('\n').filter((line) => /^\s+at [^\n]+:\d+:\d+\)?$/.test(line));
  return {
    fout: fout.name,
    ...(typeof code === 'string' ? { code } : {}),
    stapel: frames
      .slice(0, 8)
      .map((frame) => frame.trim())
      .join(' | '),
  };
}
