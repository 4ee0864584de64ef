import { expect } from 'chai';

/** Runs what must fail. @returns its error, which must be of this class. */
export async function foutVan<T extends Error>(
  doe: () => Promise<unknown>,
  klasse: abstract new (...argumenten: never[]) => T,
): Promise<T> {
  try {
    await doe();
  } catch (fout) {
    expect(fout).to.be.instanceOf(klasse);
    return fout as T;
  }
  throw new Error('er kwam geen fout');
}
