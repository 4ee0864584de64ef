import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { Oin } from '../bericht/oin.ts';
import type { PartijCode } from '../bericht/partij.ts';

/** Kinds of key of a development certificate. */
export type Sleutelsoort = 'rsa' | 'ec';

/** A connection that needs a development certificate. */
export interface PkiAansluiting {
  readonly aansluiting: AansluitingId;
  /** Name of the organisation: CN and O of its certificate. */
  readonly naam: string;
  readonly oin: Oin;
  readonly partijen: readonly PartijCode[];
  readonly sleutelsoort: Sleutelsoort;
}
