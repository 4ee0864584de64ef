import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The file name that stands for standard input. */
export const STDIN = '-';

/**
 * The files that the arguments of a command stand for, in their order: a file itself, all `.xml` files in a folder and
 * below by name, `-` as it is. A name that does not exist is kept: reading it says so.
 */
export async function vindBerichtbestanden(namen: readonly string[]): Promise<readonly string[]> {
  return (await Promise.all(namen.map((naam) => vind(naam)))).flat();
}

async function vind(naam: string): Promise<readonly string[]> {
  if (naam === STDIN) return [naam];
  const soort = await stat(naam).catch(() => undefined);
  if (soort?.isDirectory() !== true) return [naam];
  const gevonden = await readdir(naam, { recursive: true, withFileTypes: true });
  return gevonden
    .filter((deel) => deel.isFile() && deel.name.toLowerCase().endsWith('.xml'))
    .map((deel) => join(deel.parentPath, deel.name))
    .sort();
}
