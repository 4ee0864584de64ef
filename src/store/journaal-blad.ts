import { hash } from 'node:crypto';
import type { JournaalBlad, JournaalRij, JournaalStuk } from './journaal-port.ts';

/** The chain before the first event. */
export const BEGIN = '0'.repeat(64);

/** SHA-256. */
const DIGEST_BYTES = 32;
/** A number of an event, big endian: up to 2^48. */
const NUMMER_BYTES = 6;
const BLAD_BYTES = NUMMER_BYTES + DIGEST_BYTES;
const STAP = Buffer.alloc(2 * DIGEST_BYTES + 8);

/**
 * The digest of an event: SHA-256 over its canonical form, a JSON array whose first member names the form. Deletable
 * detail counts only through its salted digest, so that the chain holds when the detail is gone.
 */
export function bladDigest(rij: JournaalRij): Buffer {
  const vorm = [
    'knooppunt-gebeurtenis-1',
    rij.volgnummer,
    rij.bericht,
    rij.zicht,
    rij.moment,
    rij.gebeurtenis,
    rij.status,
    rij.actor,
    rij.code,
    rij.poging,
    rij.reden,
    hex(rij.inhoudSha256),
    hex(rij.detailDigest),
  ];
  return hash('sha256', JSON.stringify(vorm), 'buffer');
}

/** One step of the chain: SHA-256 over the chain so far, the number (8 bytes, big endian) and the digest. */
export function volgendeKop(kop: Uint8Array, volgnummer: number, digest: Uint8Array): Buffer {
  // one buffer for all steps: nothing keeps it after the hash
  STAP.set(kop, 0);
  STAP.writeUInt32BE(Math.floor(volgnummer / 2 ** 32), DIGEST_BYTES);
  STAP.writeUInt32BE(volgnummer % 2 ** 32, DIGEST_BYTES + 4);
  STAP.set(digest, DIGEST_BYTES + 8);
  return hash('sha256', STAP, 'buffer');
}

/**
 * Follows the chain over events that come after `vanaf`, in order. A store does this beside its rows, so that only digests
 * cross to who asked.
 */
export function volgKeten(
  vanaf: { readonly kop: string; readonly tot: number },
  rijen: readonly JournaalRij[],
): JournaalStuk {
  const bladen = new Uint8Array(rijen.length * BLAD_BYTES);
  const nummers = new DataView(bladen.buffer);
  let kop: Buffer = Buffer.from(vanaf.kop, 'hex');
  let plek = 0;
  for (const rij of rijen) {
    const digest = bladDigest(rij);
    kop = volgendeKop(kop, rij.volgnummer, digest);
    nummers.setUint16(plek, Math.floor(rij.volgnummer / 2 ** 32));
    nummers.setUint32(plek + 2, rij.volgnummer % 2 ** 32);
    bladen.set(digest, plek + NUMMER_BYTES);
    plek += BLAD_BYTES;
  }
  return { kop: kop.toString('hex'), tot: rijen.at(-1)?.volgnummer ?? vanaf.tot, aantal: rijen.length, bladen };
}

/** The digests of a piece, one by one. Bytes behind the last whole one are passed over: the chain tells that one is missing. */
export function* leesBladen(bladen: Uint8Array): Generator<JournaalBlad> {
  const bytes = Buffer.from(bladen.buffer, bladen.byteOffset, bladen.byteLength);
  for (let plek = 0; plek + BLAD_BYTES <= bytes.length; plek += BLAD_BYTES)
    yield {
      volgnummer: bytes.readUIntBE(plek, NUMMER_BYTES),
      digest: bytes.subarray(plek + NUMMER_BYTES, plek + BLAD_BYTES),
    };
}

function hex(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
