import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GEHEIM, fsyncMap, isFoutcode, schrijfNieuwBestand } from './bestand-schrijven.ts';

/** The symmetric keys of the hub, outside the database and its backup. Versions count from 1; the highest is active. */
export interface HubGeheimen {
  /** Key-encryption keys of payloads by version, 32 bytes each. */
  readonly keks: ReadonlyMap<number, Buffer>;
  readonly kekActief: number;
  /** Main key of the person hashes, 32 bytes. */
  readonly persoonSleutel: Buffer;
  readonly persoonVersie: number;
  /** Key files that others than the hub's own user may read: worth a warning. */
  readonly teRuim: readonly string[];
}

/** A key that the database needs is not there. The message is one Dutch sentence for the operator. */
export class SleutelOntbreekt extends Error {
  override readonly name = 'SleutelOntbreekt';
  readonly code = 'SLEUTEL_ONTBREEKT';
}

/** Where the keys are, and whether new ones may be made. */
export interface SleutelmapOpties {
  readonly map: string;
  /** Whether a database exists that was written under these keys: then nothing is made. */
  readonly databaseBestaat: boolean;
}

const SLEUTEL_BYTES = 32;
/** `kek-1.sleutel`: one line, 32 bytes as hex. */
const BESTAND = /^(kek|persoon)-([1-9][0-9]{0,8})\.sleutel$/;

type Soort = 'kek' | 'persoon';

/**
 * Reads the keys of the hub; makes the missing ones when there is no database yet. A key that is made is on disk, file
 * and name, before this resolves: nothing is ever sealed under a key that a power cut can take away.
 * @throws SleutelOntbreekt when a key file is missing while a database exists, or is not readable as a key.
 */
export async function openSleutelmap({ map, databaseBestaat }: SleutelmapOpties): Promise<HubGeheimen> {
  const gevonden = await lees(map);
  const ontbreekt = (['kek', 'persoon'] as const).filter((soort) => gevonden[soort].size === 0);
  if (ontbreekt.length > 0 && databaseBestaat)
    throw new SleutelOntbreekt(
      `In de map ${map} ontbreekt ${ontbreekt.map((soort) => `${soort}-1.sleutel`).join(' en ')}, terwijl er al een database is; zet de sleutels terug uit de reservekopie van de sleutelmap.`,
    );
  if (ontbreekt.length === 0) {
    // an earlier start may have made them and met a fault before their names were on disk
    if (!databaseBestaat) await maakDuurzaam(map);
    return alsGeheimen(gevonden);
  }
  await mkdir(map, { recursive: true, mode: 0o700 });
  for (const soort of ontbreekt)
    await schrijfNieuwBestand(
      join(map, `${soort}-1.sleutel`),
      `${randomBytes(SLEUTEL_BYTES).toString('hex')}\n`,
      GEHEIM,
    );
  await maakDuurzaam(map);
  // read back: another process that started at the same time may have been first
  return alsGeheimen(await lees(map));
}

/** A key-encryption key of a version. */
export interface NieuweKek {
  readonly versie: number;
  readonly sleutel: Buffer;
  /** Takes the file away again: only for who never let it be used. */
  vervallen(): Promise<void>;
}

/** Makes the next key-encryption key of payloads. It is on disk, file and name, when this resolves. */
export async function maakNieuweKek(map: string): Promise<NieuweKek> {
  const versie = Math.max(0, ...(await lees(map)).kek.keys()) + 1;
  const sleutel = randomBytes(SLEUTEL_BYTES);
  const pad = join(map, `kek-${versie}.sleutel`);
  if (!(await schrijfNieuwBestand(pad, `${sleutel.toString('hex')}\n`, GEHEIM))) return maakNieuweKek(map);
  return { versie, sleutel, vervallen: () => rm(pad, { force: true }) };
}

/** The names of the keys, and that of their folder. */
async function maakDuurzaam(map: string): Promise<void> {
  await fsyncMap(map);
  await fsyncMap(dirname(map));
}

type Gevonden = Readonly<Record<Soort, Map<number, Buffer>>> & { readonly teRuim: string[] };

async function lees(map: string): Promise<Gevonden> {
  const gevonden: Gevonden = { kek: new Map(), persoon: new Map(), teRuim: [] };
  for (const naam of await namen(map)) {
    const match = BESTAND.exec(naam);
    if (match === null) continue;
    const pad = join(map, naam);
    gevonden[match[1] as Soort].set(Number(match[2]), await leesSleutelbestand(pad));
    if (((await stat(pad)).mode & 0o077) !== 0) gevonden.teRuim.push(naam);
  }
  return gevonden;
}

async function namen(map: string): Promise<readonly string[]> {
  try {
    return (await readdir(map)).sort();
  } catch (fout) {
    if (isFoutcode(fout, 'ENOENT')) return [];
    throw new SleutelOntbreekt(`De map ${map} met sleutels kan niet worden gelezen.`, { cause: fout });
  }
}

async function leesSleutelbestand(pad: string): Promise<Buffer> {
  const tekst = await readFile(pad, 'latin1').catch(() => '');
  if (!/^[0-9a-f]{64}\r?\n?$/.test(tekst))
    throw new SleutelOntbreekt(
      `Het bestand ${pad} is niet leesbaar als sleutel; zet het terug uit de reservekopie van de sleutelmap.`,
    );
  return Buffer.from(tekst.slice(0, 2 * SLEUTEL_BYTES), 'hex');
}

function alsGeheimen({ kek, persoon, teRuim }: Gevonden): HubGeheimen {
  const kekActief = Math.max(...kek.keys());
  const persoonVersie = Math.max(...persoon.keys());
  const persoonSleutel = persoon.get(persoonVersie);
  if (!kek.has(kekActief) || persoonSleutel === undefined) throw new Error('keys were made but are not there');
  return { keks: kek, kekActief, persoonSleutel, persoonVersie, teRuim };
}
