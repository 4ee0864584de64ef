import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

/**
 * A disk of which one operation fails: the real functions of `node:fs`, counted, and the n-th throws EIO as the system
 * would. On the main thread from {@link metSchijffout} to its end, and only under one folder; a thread of the store that
 * loads this module as its `faalpunten` counts all that it does with files. What SQLite does by itself is not seen here.
 */

type Functie = (this: unknown, ...argumenten: unknown[]) => unknown;

/** What the program uses of both modules. */
const SYNC_MET_PAD = ['openSync', 'mkdirSync', 'readFileSync', 'readdirSync', 'copyFileSync', 'linkSync'] as const;
const SYNC_MET_FD = ['readSync', 'writeSync', 'fsyncSync', 'fstatSync', 'closeSync'] as const;
const ASYNC_MET_PAD = ['open', 'mkdir', 'readFile', 'readdir', 'stat', 'link', 'rename', 'rm'] as const;
const VAN_HANDVAT = ['writeFile', 'appendFile', 'sync', 'truncate', 'close'] as const;
const ALLE = [...SYNC_MET_PAD, 'renameSync', 'rmSync', ...SYNC_MET_FD, ...ASYNC_MET_PAD, ...VAN_HANDVAT];

const OMGEVING = 'knooppunt proefschijf';
const NOG = 0;
const WELKE = 1;

/** Descriptors and handles that are open. */
const open = new Set<unknown>();
/** What was done since the fault was set, in this thread. */
let gedaan: string[] = [];

/** Shared by all threads: how many operations are still to go well, and which one failed. */
const stand = new Int32Array(gedeeld());

function gedeeld(): SharedArrayBuffer {
  const er = getEnvironmentData(OMGEVING);
  if (er instanceof SharedArrayBuffer) return er;
  const nieuw = new SharedArrayBuffer(8);
  setEnvironmentData(OMGEVING, nieuw);
  return nieuw;
}

/** Makes the n-th operation from now fail. */
export function zetSchijffout(n: number): void {
  gedaan = [];
  Atomics.store(stand, WELKE, 0);
  Atomics.store(stand, NOG, n);
}

/** Takes the fault away when it did not come. @returns the operation that failed, or `undefined`. */
export function ruimSchijffout(): string | undefined {
  Atomics.store(stand, NOG, 0);
  return ALLE[Atomics.load(stand, WELKE) - 1];
}

/** Files that were opened and not closed, of those that were counted. */
export function openBestanden(): number {
  return open.size;
}

/** Loaded as the `faalpunten` of a store; nothing fails at its commits. */
export function faalpunt(): void {
  // the disk fails by itself
}

/**
 * Does something while the n-th operation on files under `map` fails; with 0 none does.
 * @returns what came of it, what was done in order, and which operation failed: none when there were less than n.
 */
export async function metSchijffout<T>(
  n: number,
  map: string,
  doe: () => T | Promise<T>,
): Promise<{
  readonly waarde?: T;
  readonly fout?: unknown;
  readonly gedaan: readonly string[];
  readonly gefaald: string | undefined;
}> {
  const zetTerug = leg((pad) => pad === map || pad.startsWith(`${map}${sep}`));
  zetSchijffout(n);
  let uit: { readonly waarde?: T; readonly fout?: unknown };
  try {
    uit = { waarde: await doe() };
  } catch (fout) {
    uit = { fout };
  } finally {
    zetTerug();
  }
  return { ...uit, gedaan, gefaald: ruimSchijffout() };
}

function tel(naam: (typeof ALLE)[number], pad?: unknown): void {
  gedaan.push(naam);
  if (Atomics.load(stand, NOG) <= 0 || Atomics.sub(stand, NOG, 1) !== 1) return;
  Atomics.store(stand, WELKE, ALLE.indexOf(naam) + 1);
  const syscall = naam.replace(/Sync$/, '');
  const wat = typeof pad === 'string' ? { syscall, path: pad } : { syscall };
  throw Object.assign(new Error(`EIO: i/o error, ${syscall}`), { errno: -5, code: 'EIO', ...wat });
}

/** Lays the counting over the real functions. @returns what takes it off again. */
function leg(geldt: (pad: string) => boolean): () => void {
  const terug: (() => void)[] = [];
  const onder = (pad: unknown): boolean => typeof pad === 'string' && geldt(pad);
  function vervang(object: object, naam: string, maak: (echt: Functie) => Functie): void {
    const echt = Reflect.get(object, naam) as Functie;
    Reflect.set(object, naam, maak(echt));
    terug.push(() => Reflect.set(object, naam, echt));
  }
  for (const naam of [...SYNC_MET_PAD, 'renameSync', 'rmSync'] as const)
    vervang(fs, naam, (echt) => (pad, ...meer) => {
      if (onder(pad)) tel(naam, pad);
      const uit = echt.call(fs, pad, ...meer);
      if (naam === 'openSync' && onder(pad)) open.add(uit);
      return uit;
    });
  for (const naam of SYNC_MET_FD)
    vervang(fs, naam, (echt) => (fd, ...meer) => {
      const hoort = open.has(fd);
      // a close that fails has closed
      if (naam === 'closeSync') {
        echt.call(fs, fd);
        open.delete(fd);
      }
      if (hoort) tel(naam);
      return naam === 'closeSync' ? undefined : echt.call(fs, fd, ...meer);
    });
  for (const naam of ASYNC_MET_PAD)
    vervang(promises, naam, (echt) => async (pad, ...meer) => {
      if (onder(pad)) tel(naam, pad);
      const uit = await echt.call(promises, pad, ...meer);
      if (naam === 'open' && onder(pad)) legOverHandvat(uit as FileHandle);
      return uit;
    });
  syncBuiltinESMExports();
  return () => {
    for (const doe of terug) doe();
    syncBuiltinESMExports();
  };
}

function legOverHandvat(handvat: FileHandle): void {
  open.add(handvat);
  for (const naam of VAN_HANDVAT) {
    const echt = Reflect.get(handvat, naam) as Functie;
    Reflect.set(handvat, naam, async (...argumenten: unknown[]) => {
      if (naam === 'close') {
        await echt.call(handvat);
        open.delete(handvat);
      }
      tel(naam);
      return naam === 'close' ? undefined : echt.apply(handvat, argumenten);
    });
  }
}

if (!isMainThread) leg(() => true);
