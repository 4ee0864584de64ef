import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PayloadKluis, VerzegeldeInhoud } from './port.ts';

/** Gives random bytes, each once. */
type Toeval = (aantal: number) => Buffer;

/** A payload cannot be opened: its key is gone, or the bytes are not those that were sealed. Says nothing of the content. */
export class InhoudOnleesbaar extends Error {
  override readonly name = 'InhoudOnleesbaar';
  readonly code = 'INHOUD_ONLEESBAAR';
  readonly retryable = false;
}

/** A set of key-encryption keys cannot be used: wrong length, or the active version is not in it. */
export class KekOngeldig extends Error {
  override readonly name = 'KekOngeldig';
  readonly code = 'KEK';
}

const CIPHER = 'aes-256-gcm';
const SLEUTEL_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const GEWIKKELD_BYTES = NONCE_BYTES + SLEUTEL_BYTES + TAG_BYTES;
const VOORRAAD_BYTES = 4096;

// level 1 takes a third of the time of level 6 and leaves a few per cent more
const DEFLATE = { level: 1 };
/**
 * For what fits a window of 8 kB: the state that zlib sets up for each message is then 48 kB instead of 260. Most messages
 * come out under 2 kB, and a chunk is memory that is asked for anew each time.
 */
const DEFLATE_KLEIN = { level: 1, windowBits: 13, memLevel: 7, chunkSize: 2048 };
const KLEIN_BYTES = 8192;

/**
 * Makes the vault for payloads. Each message gets a data key of its own; that key is wrapped by the active
 * key-encryption key. Both layers are AES-256-GCM: nonce (12), ciphertext, tag (16). The content is bound to its
 * traceerId; the wrapped key moreover to form, length and key version, so that none of them can be changed either.
 *
 * Works on raw key bytes, so that a worker thread can make its own from `workerData`.
 * @param keks key-encryption keys of 32 bytes by version; those of former versions open what they sealed.
 * @param actief version that seals.
 * @throws KekOngeldig when a key has another length or `actief` is not there.
 */
export function createPayloadKluis(keks: ReadonlyMap<number, Uint8Array>, actief: number): PayloadKluis {
  const kopie = new Map([...keks].map(([versie, sleutel]) => [versie, Buffer.from(sleutel)]));
  const kek = kopie.get(actief);
  if (kek === undefined || [...kopie.values()].some(({ length }) => length !== SLEUTEL_BYTES))
    throw new KekOngeldig(
      'De sleutels voor het versleutelen van berichten zijn onvolledig of hebben een onjuiste lengte.',
    );
  const toeval = createToeval();
  return {
    verzegel(inhoud, traceerId) {
      const kleiner = deflateRawSync(inhoud, inhoud.length <= KLEIN_BYTES ? DEFLATE_KLEIN : DEFLATE);
      const compressie = kleiner.length < inhoud.length ? 'deflate-raw' : 'geen';
      const datasleutel = toeval(SLEUTEL_BYTES);
      const bytes = inhoud.length;
      const verzegeld = {
        gewikkeldeSleutel: versleutel(
          kek,
          datasleutel,
          aadVanSleutel(traceerId, { compressie, bytes, kekVersie: actief }),
          toeval(NONCE_BYTES),
        ),
        kekVersie: actief,
        inhoud: versleutel(datasleutel, compressie === 'geen' ? inhoud : kleiner, traceerId, toeval(NONCE_BYTES)),
        compressie,
        bytes,
      } as const;
      datasleutel.fill(0);
      return verzegeld;
    },
    open(verzegeld, traceerId) {
      const sleutel = kopie.get(verzegeld.kekVersie);
      if (sleutel === undefined) throw new InhoudOnleesbaar('De sleutel van deze inhoud is er niet meer.');
      try {
        return openMet(sleutel, verzegeld, traceerId);
      } catch (oorzaak) {
        throw new InhoudOnleesbaar('De bewaarde inhoud is niet meer wat is verzegeld.', { cause: oorzaak });
      }
    },
  };
}

function openMet(kek: Buffer, verzegeld: VerzegeldeInhoud, traceerId: string): Buffer {
  const { gewikkeldeSleutel, inhoud, compressie, bytes } = verzegeld;
  if (gewikkeldeSleutel.length !== GEWIKKELD_BYTES) throw new Error('wrapped key has another length');
  const datasleutel = ontsleutel(kek, gewikkeldeSleutel, aadVanSleutel(traceerId, verzegeld));
  const klaar = ontsleutel(datasleutel, inhoud, traceerId);
  datasleutel.fill(0);
  // a message may be empty, but zlib wants room for at least one byte
  const open = compressie === 'geen' ? klaar : inflateRawSync(klaar, { maxOutputLength: Math.max(bytes, 1) });
  if (open.length !== bytes) throw new Error('content has another length');
  return open;
}

/**
 * The nonce under a data key is used once, as the key is; under a key-encryption key random nonces are safe for 2^32
 * messages (NIST SP 800-38D §8.3), some years at a thousand a second without pause, and rotation starts anew.
 */
function versleutel(sleutel: Buffer, inhoud: Uint8Array, aad: string, nonce: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, sleutel, nonce);
  cipher.setAAD(Buffer.from(aad));
  const versleuteld = cipher.update(inhoud);
  cipher.final();
  // memory of its own: a slice of Buffer's shared pool would be copied whole when it goes to another thread
  const uit = Buffer.allocUnsafeSlow(NONCE_BYTES + versleuteld.length + TAG_BYTES);
  uit.set(nonce);
  uit.set(versleuteld, NONCE_BYTES);
  uit.set(cipher.getAuthTag(), NONCE_BYTES + versleuteld.length);
  return uit;
}

/**
 * Random bytes from a stock: a call to the generator costs 6 µs however few bytes it gives, and a message needs three.
 * What is given out is a copy, and the stock forgets it at once, so no byte is given twice or lies around.
 */
function createToeval(): Toeval {
  const voorraad = Buffer.alloc(VOORRAAD_BYTES);
  let plek = VOORRAAD_BYTES;
  return (aantal) => {
    if (plek + aantal > VOORRAAD_BYTES) {
      randomFillSync(voorraad);
      plek = 0;
    }
    const stuk = voorraad.subarray(plek, plek + aantal);
    const uit = Buffer.from(stuk);
    stuk.fill(0);
    plek += aantal;
    return uit;
  };
}

function ontsleutel(sleutel: Buffer, verzegeld: Uint8Array, aad: string): Buffer {
  const eind = verzegeld.length - TAG_BYTES;
  if (eind < NONCE_BYTES) throw new Error('sealed bytes are too short');
  const decipher = createDecipheriv(CIPHER, sleutel, verzegeld.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(verzegeld.subarray(eind));
  const open = decipher.update(verzegeld.subarray(NONCE_BYTES, eind));
  decipher.final();
  return open;
}

function aadVanSleutel(
  traceerId: string,
  { compressie, bytes, kekVersie }: Pick<VerzegeldeInhoud, 'compressie' | 'bytes' | 'kekVersie'>,
): string {
  return `${traceerId}|${kekVersie}|${compressie}|${bytes}`;
}
