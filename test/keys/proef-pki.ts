import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Aansluiting, AansluitingCertificaat, Tafels } from '../../src/bericht/aansluiting.ts';
import { parseAansluitingId } from '../../src/bericht/aansluiting.ts';
import { parseOin } from '../../src/bericht/oin.ts';
import { parsePartijCode } from '../../src/bericht/partij.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';
import type { PkiAansluiting } from '../../src/keys/pki-aansluiting.ts';

/** The moment at which the tests make their certificates. */
export const NU = new Date('2026-11-24T09:30:00.250Z');

/** @returns the moment this many days after {@link NU}, plus some milliseconds. */
export function naDagen(dagen: number, ms = 0): Date {
  return new Date(NU.getTime() + dagen * 86_400_000 + ms);
}

/** Makes a folder that is removed by the returned function. */
export async function proefMap(): Promise<{ readonly map: string; readonly weg: () => Promise<void> }> {
  const map = await mkdtemp(join(tmpdir(), 'knooppunt-keys-'));
  return { map, weg: () => rm(map, { recursive: true, force: true }) };
}

/** A connection for the development PKI. */
export function pkiAansluiting(
  id: string,
  oin: string,
  { naam = `Proef ${id}`, sleutelsoort = 'ec' }: { naam?: string; sleutelsoort?: PkiAansluiting['sleutelsoort'] } = {},
): PkiAansluiting {
  return {
    aansluiting: parseAansluitingId(id)!,
    naam,
    oin: parseOin(oin)!,
    partijen: [parsePartijCode('0363')!],
    sleutelsoort,
  };
}

/** Two connections, one of each kind of key. */
export const GEMEENTE = pkiAansluiting('gemeente-a', '00000099000000001000', {
  naam: 'Gemeente Súdwest-Proef',
  sleutelsoort: 'rsa',
});
export const ZORG = pkiAansluiting('zorg-b', '00000099000000002000');

/** A line of the tables. */
export function aansluiting(
  id: string,
  oin: string,
  certificaten: readonly AansluitingCertificaat[],
  anders: Partial<Aansluiting> = {},
): Aansluiting {
  return maakAansluiting({
    id: parseAansluitingId(id)!,
    naam: `Proef ${id}`,
    oin: parseOin(oin)!,
    certificaten,
    payloadHandtekening: false,
    ...anders,
  });
}

/** Tables with these connections and nothing else. */
export function tafelsMet(...aansluitingen: readonly Aansluiting[]): Tafels {
  return {
    versie: 'proef',
    aansluitingen: new Map(aansluitingen.map((regel) => [regel.id, regel])),
    gemeenten: new Map(),
    aanbieders: new Map(),
    mandaten: [],
    routes: [],
    releases: [],
    pauzes: [],
  };
}
