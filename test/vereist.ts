import type { Context } from 'mocha';

/** What some tests need beside Node: a test is left out where it is missing, unless the environment asks for it. */
export type Dienst = 'chromium' | 'postgres' | 'rabbitmq';

/**
 * Leaves out the tests of a suite, by name, where what they need is not there. `KNOOPPUNT_VEREIST`, a list with commas
 * that `.ci/run` sets, makes its absence a failure: a test that is always left out guards nothing. `KNOOPPUNT_ZONDER`, a
 * list as well, leaves them out although it is there: the second Node of `.ci/run` need not draw every page again.
 */
export function slaOverZonder(
  dienst: Dienst,
  isAanwezig: boolean,
  suite: Pick<Context, 'skip'>,
  vereist = process.env['KNOOPPUNT_VEREIST'] ?? '',
  zonder = process.env['KNOOPPUNT_ZONDER'] ?? '',
): void {
  const noemt = (lijst: string): boolean => lijst.split(',').some((naam) => naam.trim() === dienst);
  if (isAanwezig && !noemt(zonder)) return;
  if (noemt(vereist)) throw new Error(`${dienst} is niet gevonden, en KNOOPPUNT_VEREIST noemt het`);
  suite.skip();
}
