import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Ending of files that are being written; what is left after a crash may be removed. */
export const TIJDELIJK = '.tmp';

/** Mode of files that only the hub's own user may read. */
export const GEHEIM = 0o600;

/**
 * Replaces a file as a whole: a reader sees the old bytes or the new ones, also after a power cut. When the promise
 * resolves, file and name are on disk.
 */
export async function schrijfBestand(pad: string, inhoud: string | Uint8Array, mode = 0o644): Promise<void> {
  const tijdelijk = await schrijfTijdelijk(pad, inhoud, mode);
  await rename(tijdelijk, pad);
  await fsyncMap(dirname(pad));
}

/**
 * Writes a file that must not exist yet, as durably as {@link schrijfBestand}.
 * @returns `false` when another process was first: its file is left as it is.
 */
export async function schrijfNieuwBestand(pad: string, inhoud: string | Uint8Array, mode: number): Promise<boolean> {
  const tijdelijk = await schrijfTijdelijk(pad, inhoud, mode);
  try {
    // a link, unlike a rename, never replaces what is there
    await link(tijdelijk, pad);
  } catch (fout) {
    if (!isFoutcode(fout, 'EEXIST')) throw fout;
    return false;
  } finally {
    await rm(tijdelijk, { force: true });
  }
  await fsyncMap(dirname(pad));
  return true;
}

/** Tells whether a caught error is one of the operating system with this code. */
export function isFoutcode(fout: unknown, code: string): boolean {
  return fout instanceof Error && (fout as NodeJS.ErrnoException).code === code;
}

/** What Windows says when a folder is opened like a file: there the file system makes names durable by itself. */
const GEEN_BESTAND = ['EISDIR', 'EPERM', 'EACCES'];

/** Makes names in a folder durable. */
export async function fsyncMap(map: string): Promise<void> {
  let bestand: FileHandle;
  try {
    bestand = await open(map, 'r');
  } catch (fout) {
    if (GEEN_BESTAND.some((code) => isFoutcode(fout, code))) return;
    throw fout;
  }
  try {
    await bestand.sync();
  } finally {
    await bestand.close();
  }
}

async function schrijfTijdelijk(pad: string, inhoud: string | Uint8Array, mode: number): Promise<string> {
  const tijdelijk = `${pad}.${randomBytes(6).toString('hex')}${TIJDELIJK}`;
  const bestand = await open(tijdelijk, 'wx', mode);
  try {
    await bestand.writeFile(inhoud);
    await bestand.sync();
  } finally {
    await bestand.close();
  }
  return tijdelijk;
}
