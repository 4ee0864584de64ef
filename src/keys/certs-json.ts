import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AansluitingId, Omgeving, Tafels } from '../bericht/aansluiting.ts';
import { isTestOin } from '../bericht/oin.ts';
import type { Oin } from '../bericht/oin.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { PkiAansluiting } from './pki-aansluiting.ts';

/** A line of `certs.json`: which development key and certificate belong to which connection. File names, no paths. */
export interface CertsJsonRegel {
  readonly aansluiting: AansluitingId;
  readonly naam: string;
  readonly oin: Oin;
  readonly partijen: readonly PartijCode[];
  readonly sleutel: string;
  readonly certificaat: string;
  /** SHA-256 over the DER, 64 lower-case hex digits: ready for `aansluitingen.yaml`. */
  readonly vingerafdruk: string;
  /** Moment as ISO text. */
  readonly geldigTot: string;
}

/**
 * @returns the connections that get a development certificate: those whose OIN is of the test range and of which the
 * tables list no certificate. RSA unless the table line says otherwise: PS256 is what every JAdES party must know.
 */
export function ontwikkelAansluitingen(tafels: Tafels): readonly PkiAansluiting[] {
  return [...tafels.aansluitingen.values()]
    .filter(({ oin, certificaten }) => isTestOin(oin) && certificaten.length === 0)
    .map(({ id, naam, oin, partijen, sleutelsoort = 'rsa' }) => ({
      aansluiting: id,
      naam,
      oin,
      partijen,
      sleutelsoort,
    }));
}

/** @returns the lines of `certs.json` in a folder; none when it is not there or is no list. Our own file: not checked further. */
export async function leesCertsJson(map: string): Promise<readonly CertsJsonRegel[]> {
  try {
    const inhoud: unknown = JSON.parse(await readFile(join(map, 'certs.json'), 'utf8'));
    return Array.isArray(inhoud) ? (inhoud as readonly CertsJsonRegel[]) : [];
  } catch {
    // made anew by the development PKI; without it no development certificate is known
    return [];
  }
}

/**
 * Adds the fingerprints of the development certificates to connections of which the tables list none: in demo and test
 * they are made at the first start, so no committed table can name them. Only for OINs of the test range that the table
 * line itself carries, and never in production.
 * @returns new tables of the same version, or the same object when nothing was added.
 */
export function metOntwikkelCertificaten(
  tafels: Tafels,
  regels: readonly CertsJsonRegel[],
  omgeving: Omgeving,
): Tafels {
  if (omgeving === 'productie') return tafels;
  const aansluitingen = new Map(tafels.aansluitingen);
  let gewijzigd = false;
  for (const { aansluiting: id, oin, vingerafdruk } of regels) {
    const gevonden = tafels.aansluitingen.get(id);
    if (gevonden?.oin !== oin || gevonden.certificaten.length > 0 || !isTestOin(gevonden.oin)) continue;
    aansluitingen.set(id, { ...gevonden, certificaten: [{ vingerafdruk }] });
    gewijzigd = true;
  }
  return gewijzigd ? { ...tafels, aansluitingen } : tafels;
}
