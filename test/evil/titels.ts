import type { Suite, Test } from 'mocha';

/** @returns the full titles of all tests that were loaded with this one, whether or not they are chosen to run. */
export function alleTitels(deze: Test): readonly string[] {
  let wortel: Suite | undefined = deze.parent;
  while (wortel?.parent !== undefined) wortel = wortel.parent;
  const titels: string[] = [];
  wortel?.eachTest((test) => titels.push(test.fullTitle()));
  return titels;
}
