import type { Suite, Test } from 'mocha';

/**
 * @returns the full titles of all tests that were loaded with this one, whether or not they are chosen to run; those that
 *   are marked to be skipped prove nothing and are left out.
 */
export function alleTitels(deze: Test): readonly string[] {
  let wortel: Suite | undefined = deze.parent;
  while (wortel?.parent !== undefined) wortel = wortel.parent;
  const titels: string[] = [];
  wortel?.eachTest((test) => {
    if (!test.isPending()) titels.push(test.fullTitle());
  });
  return titels;
}
