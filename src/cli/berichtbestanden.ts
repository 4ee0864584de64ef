import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToegangFout } from './toegang.ts';

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

/** Reads standard input to its end. */
export async function leesStdin(): Promise<Buffer> {
  const delen: Buffer[] = [];
  for await (const deel of process.stdin) delen.push(deel as Buffer);
  return Buffer.concat(delen);
}

/** @returns what a name of {@link vindBerichtbestanden} holds; undefined when it is not there or cannot be read */
export function leesBerichtbestand(
  bestand: string,
  invoer: { readonly leesStdin: () => Promise<Buffer> },
): Promise<Buffer | undefined> {
  return (bestand === STDIN ? invoer.leesStdin() : readFile(bestand)).catch(() => undefined);
}

/** Makes the folder where messages or proofs will stand, for its owner alone. @throws ToegangFout, ending with `gevolg` */
export async function maakBerichtenMap(map: string, gevolg = ''): Promise<void> {
  try {
    await mkdir(map, { recursive: true, mode: 0o700 });
  } catch (fout) {
    throw new ToegangFout(`De map ${map} kan niet worden gemaakt${gevolg}.`, { cause: fout });
  }
}
