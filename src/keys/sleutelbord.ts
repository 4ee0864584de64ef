/**
 * The key-encryption keys of payloads in memory that all threads share: what the main thread hangs up, a worker finds at
 * its next message, without a word between them. Only the main thread writes.
 */
export interface Sleutelbord {
  /** Goes to a thread as it is; see {@link bordVan}. */
  readonly geheugen: SharedArrayBuffer;
  /** How many keys hang there: whoever knows that many knows them all. */
  aantal(): number;
  /** The keys from the place `vanaf` on, in the order in which they came; the last of all is the one that seals. */
  lees(vanaf: number): readonly { readonly versie: number; readonly sleutel: Buffer }[];
  /** Adds the key that seals from now on. @throws KekOngeldig when its length is wrong or there is no place left */
  hangOp(versie: number, sleutel: Uint8Array): void;
}

/** A set of key-encryption keys cannot be used: wrong length, or the active version is not in it. */
export class KekOngeldig extends Error {
  override readonly name = 'KekOngeldig';
  readonly code = 'KEK';
}

const SLEUTEL_BYTES = 32;
const PLAATSEN = 512;
const KOP_BYTES = 4;
const PLAATS_BYTES = 4 + SLEUTEL_BYTES;

/**
 * Makes a board.
 * @param keks keys of 32 bytes by version; those of former versions open what they sealed
 * @param actief version that seals
 * @throws KekOngeldig when a key has another length or `actief` is not there
 */
export function createSleutelbord(keks: ReadonlyMap<number, Uint8Array>, actief: number): Sleutelbord {
  const kek = keks.get(actief);
  if (kek === undefined) throw ongeldig();
  const bord = bordVan(new SharedArrayBuffer(KOP_BYTES + PLAATSEN * PLAATS_BYTES));
  for (const [versie, sleutel] of keks) if (versie !== actief) bord.hangOp(versie, sleutel);
  bord.hangOp(actief, kek);
  return bord;
}

/** The board in memory that another thread made. */
export function bordVan(geheugen: SharedArrayBuffer): Sleutelbord {
  const stand = new Int32Array(geheugen, 0, 1);
  const bytes = Buffer.from(geheugen);
  const aantal = (): number => Atomics.load(stand, 0);
  const plaats = (nummer: number): number => KOP_BYTES + nummer * PLAATS_BYTES;
  return {
    geheugen,
    aantal,
    lees: (vanaf) =>
      Array.from({ length: aantal() - vanaf }, (_, i) => {
        const van = plaats(vanaf + i);
        const sleutel = Buffer.from(bytes.subarray(van + 4, van + PLAATS_BYTES));
        return { versie: bytes.readInt32LE(van), sleutel };
      }),
    hangOp(versie, sleutel) {
      const nummer = aantal();
      if (sleutel.length !== SLEUTEL_BYTES || nummer === PLAATSEN) throw ongeldig();
      bytes.writeInt32LE(versie, plaats(nummer));
      bytes.set(sleutel, plaats(nummer) + 4);
      // the number last: a thread that sees it sees the key as well
      Atomics.store(stand, 0, nummer + 1);
    },
  };
}

function ongeldig(): KekOngeldig {
  return new KekOngeldig(
    'De sleutels voor het versleutelen van berichten zijn onvolledig of hebben een onjuiste lengte.',
  );
}
