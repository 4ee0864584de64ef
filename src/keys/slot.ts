import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wacht } from 'node:timers/promises';
import { isFoutcode } from './bestand-schrijven.ts';

/** A lock that another process holds did not come free in time. */
export class SlotBezet extends Error {
  override readonly name = 'SlotBezet';
  readonly code = 'SLOT_BEZET';
}

/** Renewed by its holder at least this often; older means that the holder is gone. */
const VERLATEN_MS = 60_000;
const HERHAAL_MS = 50;
const MAX_WACHT_MS = 120_000;

/**
 * Runs work while holding a lock file, so that two processes that start at once do the work one after another. A lock
 * whose holder died is taken over after a minute.
 * @param werk gets a function that renews the lock; call it between steps that take seconds.
 * @throws SlotBezet when the lock did not come free within two minutes.
 */
export async function metSlot<T>(pad: string, werk: (verleng: () => Promise<void>) => Promise<T>): Promise<T> {
  const merk = randomBytes(12).toString('hex');
  for (let gewacht = 0; !(await neem(pad, merk)); gewacht += HERHAAL_MS) {
    if (gewacht >= MAX_WACHT_MS)
      throw new SlotBezet(`Een ander proces houdt ${pad} vast. Verwijder dit bestand als dat proces niet meer loopt.`);
    await ruimVerlatenOp(pad, merk);
    await wacht(HERHAAL_MS);
  }
  try {
    return await werk(() => writeFile(pad, merk));
  } finally {
    if ((await inhoudVan(pad)) === merk) await rm(pad, { force: true });
  }
}

async function neem(pad: string, merk: string): Promise<boolean> {
  try {
    await writeFile(pad, merk, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (fout) {
    if (isFoutcode(fout, 'EEXIST')) return false;
    throw fout;
  }
}

/** The age is told by the file system's own clock: a fresh file beside it, so no wall clock is needed. */
async function ruimVerlatenOp(pad: string, merk: string): Promise<void> {
  const [oud, inhoud] = [await stat(pad).catch(() => undefined), await inhoudVan(pad)];
  if (oud === undefined || inhoud === undefined) return;
  const proef = `${pad}.${merk}`;
  await writeFile(proef, merk, { mode: 0o600 });
  const leeftijd = (await stat(proef)).mtimeMs - oud.mtimeMs;
  if (leeftijd > VERLATEN_MS && (await inhoudVan(pad)) === inhoud) await rename(pad, proef).catch(() => undefined);
  await rm(proef, { force: true });
}

async function inhoudVan(pad: string): Promise<string | undefined> {
  return readFile(pad, 'utf8').catch(() => undefined);
}
