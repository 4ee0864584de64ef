import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { Crl } from './crl.ts';
import type { Keten } from './keten.ts';

/** Why revocation says no (`ingetrokken`), or cannot be told now (the other two). */
export type IntrekkingReden = 'ingetrokken' | 'geen_intrekkingslijst' | 'intrekkingslijst_verlopen';

/** What the lists said, and until when that answer holds while they are not replaced. */
export interface IntrekkingOordeel {
  /** Number of the list of the leaf's issuer. */
  readonly crlNummer: string | undefined;
  readonly totMs: number;
}

/** How long past nextUpdate the policy `soepel` still takes a list: an unreachable list must not stop care messages. */
const SOEPEL_MS = 24 * 3600 * 1000;
/** A list that seems to come from the future is taken when it is only a matter of clocks. */
const KLOKVERSCHIL_MS = 5 * 60 * 1000;

/**
 * Looks every certificate of a chain up in the newest list of its issuer. A certificate on a list is refused however old
 * the list. The leaf's issuer must have a list; for an intermediate it is demanded under `strikt` only.
 * @see RFC 5280 §6.3
 */
export function toetsIntrekking(
  keten: Keten,
  crls: readonly Crl[],
  beleid: 'strikt' | 'soepel',
  nu: Date,
): Uitkomst<IntrekkingOordeel, IntrekkingReden> {
  const speling = beleid === 'soepel' ? SOEPEL_MS : 0;
  const lijsten = keten.slice(0, -1).map((_, i) => nieuwsteLijst(keten, i, crls, nu));
  if (lijsten.some((lijst, i) => lijst?.ingetrokken.has(keten[i]?.serienummer ?? '') === true))
    return mislukt('ingetrokken');
  const nodig = beleid === 'strikt' ? lijsten : lijsten.slice(0, 1);
  if (nodig.includes(undefined)) return mislukt('geen_intrekkingslijst');
  const totMs = Math.min(...lijsten.map((lijst) => (lijst === undefined ? Infinity : lijst.volgendeMs + speling)));
  if (nu.getTime() > totMs) return mislukt('intrekkingslijst_verlopen');
  return gelukt({ crlNummer: lijsten[0]?.nummer, totMs });
}

/** @returns the newest list that the issuer of the certificate at place `i` signed, or `undefined`. */
function nieuwsteLijst(keten: Keten, i: number, crls: readonly Crl[], nu: Date): Crl | undefined {
  const uitgever = keten[i + 1];
  if (uitgever === undefined) return undefined;
  return crls
    .filter((crl) => crl.uitgever === uitgever.onderwerp && crl.vanMs <= nu.getTime() + KLOKVERSCHIL_MS)
    .filter((crl) => crl.isGetekendDoor(uitgever))
    .reduce<Crl | undefined>((beste, crl) => (beste === undefined || crl.vanMs > beste.vanMs ? crl : beste), undefined);
}
