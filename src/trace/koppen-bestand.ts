import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JournaalBreuk, JournaalKop } from '../store/journaal-port.ts';
import { breukRegel, leesBreukRegel } from './journaal-breuk.ts';
import { kopRegel, leesKopRegel } from './journaal-keten.ts';

const LEES_BYTES = 65_536;

/** Largest line in bytes: a head takes about 400, a cut with its reason some thousand; what is longer is neither. */
const MAX_REGEL = 4096;

/** A line of the file: its head or its cut, neither when it is not what the hub writes; `einde` is the place just after its newline. */
export interface BestandRegel {
  readonly kop?: JournaalKop;
  readonly breuk?: JournaalBreuk;
  readonly einde: number;
}

/** The file of heads outside the database, to append to. */
export interface KoppenBestand {
  /** Appends and syncs to the disk before it resolves. */
  voegToe(regels: readonly (JournaalKop | JournaalBreuk)[]): Promise<void>;
  close(): Promise<void>;
}

/** The file of heads in the folder of a hub. */
export function koppenPad(dataMap: string): string {
  return join(dataMap, 'journaal', 'koppen.jsonl');
}

/**
 * Reads the whole lines of the file, one at a time. A last line without its newline was cut off by a crash, and counts
 * as not written. A file that does not exist has no lines.
 * @param vanaf byte to begin at; past the first, the line that it falls in is left out.
 */
export function* leesKoppen(pad: string, vanaf = 0): Generator<BestandRegel> {
  const bestand = probeerOpen(pad);
  if (bestand === undefined) return;
  try {
    const buffer = Buffer.alloc(LEES_BYTES);
    let rest = Buffer.alloc(0);
    let einde = vanaf;
    let plek = vanaf;
    let half = vanaf > 0;
    const lees = (): number => readSync(bestand, buffer, 0, LEES_BYTES, plek);
    for (let n = lees(); n > 0; n = lees()) {
      plek += n;
      rest = Buffer.concat([rest, buffer.subarray(0, n)]);
      let van = 0;
      for (let tot = rest.indexOf(10, van); tot >= 0; tot = rest.indexOf(10, van)) {
        einde += tot + 1 - van;
        if (!half) yield { ...leesRegel(rest.toString('utf8', van, tot)), einde };
        half = false;
        van = tot + 1;
      }
      rest = rest.subarray(van);
      if (rest.length > MAX_REGEL) {
        yield { einde };
        return;
      }
    }
  } finally {
    closeSync(bestand);
  }
}

function leesRegel(tekst: string): Omit<BestandRegel, 'einde'> {
  const kop = leesKopRegel(tekst);
  if (kop !== undefined) return { kop };
  const breuk = leesBreukRegel(tekst);
  return breuk === undefined ? {} : { breuk };
}

/** Size in bytes; 0 when the file does not exist. */
export function bestandLengte(pad: string): number {
  const bestand = probeerOpen(pad);
  if (bestand === undefined) return 0;
  try {
    return fstatSync(bestand).size;
  } finally {
    closeSync(bestand);
  }
}

function probeerOpen(pad: string): number | undefined {
  try {
    return openSync(pad, 'r');
  } catch (fout) {
    if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fout;
  }
}

/** Opens the file to append after byte `einde`; what a crash left half written behind it is cut off. */
export async function openKoppenBestand(pad: string, einde: number): Promise<KoppenBestand> {
  await mkdir(dirname(pad), { recursive: true, mode: 0o700 });
  const bestand = await open(pad, 'a', 0o600);
  try {
    await bestand.truncate(einde);
    await bestand.sync();
    await syncMap(dirname(pad));
  } catch (fout) {
    // it is tried again every few seconds: a disk that fails for a night must not use up all descriptors
    await bestand.close().catch(() => undefined);
    throw fout;
  }
  let lengte = einde;
  return {
    async voegToe(nieuw) {
      const regels = Buffer.from(nieuw.map((deel) => ('naKop' in deel ? breukRegel(deel) : kopRegel(deel))).join(''));
      try {
        await bestand.appendFile(regels);
        await bestand.sync();
        lengte += regels.length;
      } catch (fout) {
        // half a line on a full disk must not stand before the next one
        await bestand.truncate(lengte).catch(() => undefined);
        throw fout;
      }
    },
    close: () => bestand.close(),
  };
}

/** The name of a new file has to reach the disk as well. */
async function syncMap(pad: string): Promise<void> {
  const map = await open(pad, 'r');
  try {
    await map.sync();
  } finally {
    await map.close();
  }
}
