import { createPrivateKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GEHEIM, schrijfBestand } from './bestand-schrijven.ts';
import { leesCertificaat, leesPem, schrijfPem } from './certificaat-lezen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import type { Sleutelsoort } from './pki-aansluiting.ts';

/** A folder of the development PKI, at one moment. */
export interface PkiMap {
  readonly map: string;
  readonly nu: Date;
  /** Tells the lock that work goes on; call it before each step that takes long. */
  readonly verleng: () => Promise<void>;
}

/** Milliseconds in a day. */
export const DAG_MS = 86_400_000;

const maakPaar = promisify(generateKeyPair);

/** @returns a new private key: P-256, or RSA of this many bits. */
export async function maakSleutel(soort: Sleutelsoort, bits = 2048): Promise<KeyObject> {
  const { privateKey } =
    soort === 'ec' ? await maakPaar('ec', { namedCurve: 'P-256' }) : await maakPaar('rsa', { modulusLength: bits });
  return privateKey;
}

/** @returns the private key in a PEM file, or `undefined` when it is not there or is no key. */
export async function leesSleutel({ map }: PkiMap, bestand: string): Promise<KeyObject | undefined> {
  try {
    return createPrivateKey(await readFile(join(map, bestand)));
  } catch {
    // asked to see whether it must be made
    return undefined;
  }
}

/** Writes a private key as PKCS#8, readable for the own user only. */
export async function schrijfSleutel({ map }: PkiMap, bestand: string, sleutel: KeyObject): Promise<void> {
  await schrijfBestand(join(map, bestand), sleutel.export({ type: 'pkcs8', format: 'pem' }), GEHEIM);
}

/** @returns the certificates in a PEM file that can be read; none when the file is not there. */
export async function leesCertificaten({ map }: PkiMap, bestand: string): Promise<readonly GelezenCertificaat[]> {
  const tekst = await readFile(join(map, bestand), 'latin1').catch(() => '');
  return leesPem(tekst, 'CERTIFICATE')
    .map(leesCertificaat)
    .filter((certificaat) => certificaat !== undefined);
}

/** Writes certificates, one block each. */
export async function schrijfCertificaten({ map }: PkiMap, bestand: string, ders: readonly Buffer[]): Promise<void> {
  await schrijfBestand(join(map, bestand), ders.map((der) => schrijfPem(der, 'CERTIFICATE')).join(''));
}

/** Reads what the hub just made. @throws Error when it is not readable: a mistake of ours. */
export function leesEigen(der: Buffer): GelezenCertificaat {
  const gelezen = leesCertificaat(der);
  if (gelezen === undefined) throw new Error('own certificate is not readable');
  return gelezen;
}
