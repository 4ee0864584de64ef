import { mislukt, gelukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';

/** From the leaf to the root, both included. */
export type Keten = readonly GelezenCertificaat[];

/** Whom the hub trusts: files of the operator, never what came with a message, never the system's roots. */
export interface Vertrouwen {
  readonly wortels: readonly GelezenCertificaat[];
  readonly tussen: readonly GelezenCertificaat[];
}

/** Why no chain could be built. */
export type KetenReden =
  | 'geen_vertrouwde_uitgever'
  | 'handtekening_van_uitgever_klopt_niet'
  | 'handtekening_te_zwak'
  | 'uitgever_is_geen_ca'
  | 'onbekende_kritieke_extensie'
  | 'buiten_geldigheid';

/** Leaf and root included. */
const MAX_DIEPTE = 5;

/**
 * Builds a chain from a certificate to a trusted root and checks every step: name of the issuer, its signature (names can
 * be copied), CA, path length, keyCertSign, critical extensions, and the dates when a moment is given. All candidates of
 * the same name are tried: a renewed intermediate stands beside the former one.
 * @returns the first chain that holds, or what was wrong with the last one tried.
 * @see RFC 5280 §6
 */
export function bouwKeten(blad: GelezenCertificaat, vertrouwen: Vertrouwen, nu?: Date): Uitkomst<Keten, KetenReden> {
  if (blad.onbekendKritiek) return mislukt('onbekende_kritieke_extensie');
  if (!isGeldig(blad, nu)) return mislukt('buiten_geldigheid');
  return zoekVerder([blad], vertrouwen, nu);
}

/** Tells whether a moment lies in the dates of a certificate; without a moment always. */
export function isGeldig({ vanMs, totMs }: GelezenCertificaat, nu: Date | undefined): boolean {
  // notAfter names a whole second, which belongs to the time of validity
  return nu === undefined || (vanMs <= nu.getTime() && nu.getTime() < totMs + 1000);
}

function zoekVerder(pad: Keten, vertrouwen: Vertrouwen, nu: Date | undefined): Uitkomst<Keten, KetenReden> {
  const laatste = pad.at(-1);
  let reden: KetenReden = 'geen_vertrouwde_uitgever';
  if (laatste === undefined || pad.length >= MAX_DIEPTE) return mislukt(reden);
  const namen = (kandidaat: GelezenCertificaat): boolean => kandidaat.onderwerp === laatste.uitgever;
  for (const wortel of vertrouwen.wortels.filter(namen)) {
    const fout = toetsStap(laatste, wortel, pad.length - 1, nu);
    if (fout === undefined) return gelukt([...pad, wortel]);
    reden = fout;
  }
  for (const tussen of vertrouwen.tussen.filter(namen)) {
    if (pad.includes(tussen)) continue;
    const fout = toetsStap(laatste, tussen, pad.length - 1, nu);
    const verder = fout === undefined ? zoekVerder([...pad, tussen], vertrouwen, nu) : mislukt(fout);
    if (verder.ok) return verder;
    reden = verder.fout;
  }
  return mislukt(reden);
}

/** @param onder number of intermediates between the issuer and the leaf. */
function toetsStap(
  kind: GelezenCertificaat,
  uitgever: GelezenCertificaat,
  onder: number,
  nu: Date | undefined,
): KetenReden | undefined {
  if (!uitgever.isCa || (uitgever.padLengte ?? onder) < onder) return 'uitgever_is_geen_ca';
  if (uitgever.keyUsage?.has('keyCertSign') !== true) return 'uitgever_is_geen_ca';
  if (uitgever.onbekendKritiek) return 'onbekende_kritieke_extensie';
  if (!isGeldig(uitgever, nu)) return 'buiten_geldigheid';
  if (kind.algoritme === undefined) return 'handtekening_te_zwak';
  return kind.x509.verify(uitgever.sleutel) ? undefined : 'handtekening_van_uitgever_klopt_niet';
}
