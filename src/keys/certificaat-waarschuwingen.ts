import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { CertificaatGegevens } from './certificaat-register.ts';

/** Something about a connection's certificates that a person should act on before messages are refused. */
export interface CertificaatWaarschuwing {
  readonly aansluiting: AansluitingId;
  readonly vingerafdruk: string;
  /** `verloopt`: it ends soon and no successor is registered. `ontbreekt`: the tables name it, no file holds it. */
  readonly soort: 'verloopt' | 'ontbreekt' | 'geweigerd';
  /** Days left, rounded down; 0 when it has ended. Only for `verloopt`. */
  readonly dagen?: number;
  /** The mark that was passed: 60, 30, 14 or 7 days, or 0 when it has ended. Only for `verloopt`. */
  readonly grens?: VervalGrens;
}

const GRENZEN = [0, 7, 14, 30, 60] as const;

/** Days before the end at which a warning is given; 0 = ended. */
export type VervalGrens = (typeof GRENZEN)[number];

const DAG_MS = 86_400_000;

/** @returns the lowest mark that has been passed, or `undefined` when the end is more than sixty days away. */
export function vervalGrens(tot: Date, nu: Date): VervalGrens | undefined {
  const rest = tot.getTime() - nu.getTime();
  return GRENZEN.find((grens) => rest <= grens * DAG_MS);
}

/** @returns the warnings for a list of the register, in its order. A certificate with a later successor gives none. */
export function certificaatWaarschuwingen(
  gegevens: readonly CertificaatGegevens[],
  nu: Date,
): readonly CertificaatWaarschuwing[] {
  return gegevens.flatMap((certificaat): CertificaatWaarschuwing[] => {
    const { vingerafdruk, geldigheid, reden } = certificaat;
    const wie = { aansluiting: certificaat.aansluiting.id, vingerafdruk };
    if (geldigheid === undefined) return [{ ...wie, soort: 'ontbreekt' }];
    const grens = vervalGrens(geldigheid.tot, nu);
    if (heeftOpvolger(certificaat, gegevens)) return [];
    if (grens === undefined) return reden === undefined ? [] : [{ ...wie, soort: 'geweigerd' }];
    const dagen = Math.max(0, Math.floor((geldigheid.tot.getTime() - nu.getTime()) / DAG_MS));
    return [{ ...wie, soort: 'verloopt', dagen, grens }];
  });
}

/** A successor is another certificate of the same connection that ends later and that nothing but its begin keeps back. */
function heeftOpvolger(van: CertificaatGegevens, gegevens: readonly CertificaatGegevens[]): boolean {
  const eind = van.geldigheid?.tot.getTime() ?? 0;
  return gegevens.some(
    ({ aansluiting, geldigheid, reden }) =>
      aansluiting.id === van.aansluiting.id &&
      (reden === undefined || reden === 'buiten_geldigheid' || reden === 'buiten_tabel') &&
      (geldigheid?.tot.getTime() ?? 0) > eind,
  );
}
