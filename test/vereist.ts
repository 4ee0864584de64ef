import type { Context } from 'mocha';

/** What some tests need beside Node: a test is left out where it is missing, unless the environment asks for it. */
export type Dienst = 'chromium' | 'postgres' | 'rabbitmq';

/**
 * Leaves out the tests of a suite, by name, where what they need is not there. `KNOOPPUNT_VEREIST`, a list with commas
 * that `.ci/run` sets, makes its absence a failure: a test that is always left out guards nothing.
 */
export function slaOverZonder(
  dienst: Dienst,
  isAanwezig: boolean,
  suite: Pick<Context, 'skip'>,
  vereist = process.env['KNOOPPUNT_VEREIST'] ?? '',
): void {
  if (isAanwezig) return;
  if (vereist.split(',').some((naam) => naam.trim() === dienst))
    throw new Error(`${dienst} is niet gevonden, en KNOOPPUNT_VEREIST noemt het`);
  suite.skip();
}
