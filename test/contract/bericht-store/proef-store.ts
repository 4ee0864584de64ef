import type { BerichtStore } from '../../../src/store/port.ts';

/** A store on storage of its own, with what a test may do to it. */
export interface ProefStore<S extends BerichtStore = BerichtStore> {
  readonly store: S;
  /** Closes it and opens it again on the same storage. @returns the new one; the old one is of no use any more. */
  heropen(): Promise<S>;
  /** Closes whatever is open and takes the storage away. */
  ruimOp(): Promise<void>;
}

/** Opens a store on fresh, empty storage. */
export type OpenProefStore<S extends BerichtStore = BerichtStore> = () => Promise<ProefStore<S>>;

/** What not every store can be brought to. */
export interface StoreMogelijkheden {
  /** Opens a store with room for some messages, not for hundreds of 100 kB. */
  readonly openKrap?: OpenProefStore;
}

/** What each part of the suite gets: the store of the test that runs, and the ways to treat it. */
export interface Onderhanden {
  readonly store: BerichtStore;
  heropen(): Promise<BerichtStore>;
}
