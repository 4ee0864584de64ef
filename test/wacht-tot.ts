import { setTimeout as slaap } from 'node:timers/promises';

/**
 * Asks until it holds: for what happens in another thread or process, which sends no word of it.
 * @param anders what is thrown when it did not hold within ten seconds
 */
export async function wachtTot(geldt: () => boolean | Promise<boolean>, anders: string): Promise<void> {
  const uiterlijk = performance.now() + 10_000;
  while (!(await geldt())) {
    if (performance.now() > uiterlijk) throw new Error(anders);
    await slaap(10);
  }
}
