import { TAG, leesEnige, leesHex, leesInhoud, leesTijd, verwacht } from './der.ts';
import type { DerElement } from './der.ts';
import { leesExtensies } from './certificaat-lezen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import { klopt, leesHandtekeningAlgoritme } from './handtekening-algoritme.ts';

/** A revocation list, read but not yet trusted: see {@link isGetekendDoor}. */
export interface Crl {
  /** Raw name of the issuer as hex. */
  readonly uitgever: string;
  /** CRL number in decimal; `undefined` when the list carries none. */
  readonly nummer: string | undefined;
  readonly vanMs: number;
  /** nextUpdate: from then on a newer list should be there. */
  readonly volgendeMs: number;
  /** Revoked certificate numbers with the moment of revocation, keyed by lower-case hex without leading zeros. */
  readonly ingetrokken: ReadonlyMap<string, number>;
  /** Tells whether the list was signed by the holder of this certificate, who may sign lists. */
  isGetekendDoor(uitgever: GelezenCertificaat): boolean;
}

const CRL_NUMBER = '2.5.29.20';

/**
 * Reads a CRL in DER.
 * @returns the list, or `undefined` when it is not readable, has no nextUpdate, is signed weaker than SHA-256, or carries
 * a critical extension (delta, partial and indirect lists do): such a list does not tell who is *not* revoked.
 * @see RFC 5280 §5
 */
export function leesCrl(der: Buffer): Crl | undefined {
  try {
    return lees(der);
  } catch {
    return undefined;
  }
}

function lees(der: Buffer): Crl | undefined {
  const [tbs, algoritmeDer, bits] = leesInhoud(leesEnige(der, TAG.sequence), TAG.sequence);
  const algoritme = leesHandtekeningAlgoritme(algoritmeDer);
  const velden = [...leesInhoud(tbs, TAG.sequence)];
  if (velden[0]?.tag === TAG.integer) velden.shift();
  const [binnenAlgoritme, uitgever, van, volgende, ...rest] = velden;
  if (algoritme === undefined || !gelijk(binnenAlgoritme, algoritmeDer)) return undefined;
  const extensies = leesExtensies(rest.find(({ tag }) => tag === 0xa0));
  const regels = rest[0]?.tag === TAG.sequence ? leesInhoud(rest[0], TAG.sequence).map(leesRegel) : [];
  if ([...extensies.values(), ...regels].some(({ kritiek }) => kritiek)) return undefined;
  const nummer = extensies.get(CRL_NUMBER)?.waarde;
  const getekend = verwacht(tbs, TAG.sequence).geheel;
  const handtekening = verwacht(bits, TAG.bitString).inhoud.subarray(1);
  const gezien = new Map<string, boolean>();
  return {
    uitgever: verwacht(uitgever, TAG.sequence).geheel.toString('hex'),
    nummer: nummer === undefined ? undefined : BigInt(`0x${leesHex(leesEnige(nummer, TAG.integer))}`).toString(),
    vanMs: leesTijd(van),
    volgendeMs: leesTijd(volgende),
    ingetrokken: new Map(regels.map(({ serienummer, moment }) => [serienummer, moment])),
    isGetekendDoor(ca) {
      let antwoord = gezien.get(ca.vingerafdruk);
      if (antwoord === undefined) {
        const mag = ca.keyUsage === undefined || ca.keyUsage.has('cRLSign');
        antwoord = mag && klopt(algoritme, getekend, ca.sleutel, handtekening);
        gezien.set(ca.vingerafdruk, antwoord);
      }
      return antwoord;
    },
  };
}

function leesRegel(regel: DerElement): { serienummer: string; moment: number; kritiek: boolean } {
  const [serie, moment, extensies] = leesInhoud(regel, TAG.sequence);
  const lijst = extensies === undefined ? [] : [...leesExtensies({ ...extensies, inhoud: extensies.geheel }).values()];
  return { serienummer: leesHex(serie), moment: leesTijd(moment), kritiek: lijst.some(({ kritiek }) => kritiek) };
}

function gelijk(a: DerElement | undefined, b: DerElement | undefined): boolean {
  return a !== undefined && b?.geheel.equals(a.geheel) === true;
}
