import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until a file, or what a folder lists, is on the disk. */
export function syncPad(pad: string): void {
  const bestand = openSync(pad, 'r');
  try {
    fsyncSync(bestand);
  } finally {
    closeSync(bestand);
  }
}
