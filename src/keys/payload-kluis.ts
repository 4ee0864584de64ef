import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PayloadHerwikkelaar, PayloadKluis, VerzegeldeInhoud } from './port.ts';
import type { Sleutelbord } from './sleutelbord.ts';

/** Gives random bytes, each once. */
type Toeval = (aantal: number) => Buffer;

/** A payload cannot be opened: its key is gone, or the bytes are not those that were sealed. Says nothing of the content. */
export class InhoudOnleesbaar extends Error {
  override readonly name = 'InhoudOnleesbaar';
  readonly code = 'INHOUD_ONLEESBAAR';
  readonly retryable = false;
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
 * A key that is hung on the board seals from the next message on, in every thread that has a vault on it.
 */
export function createPayloadKluis(bord: Sleutelbord): PayloadKluis & PayloadHerwikkelaar {
  const keks = new Map<number, Buffer>();
  let bekend = 0;
  let actief: { readonly versie: number; readonly sleutel: Buffer } = { versie: 0, sleutel: Buffer.alloc(0) };
  const leesBord = (): void => {
    if (bord.aantal() === bekend) return;
    for (const { versie, sleutel } of bord.lees(bekend)) {
      keks.set(versie, sleutel);
      actief = { versie, sleutel };
      bekend += 1;
    }
  };

  function kekVan(versie: number): Buffer {
    leesBord();
    const kek = keks.get(versie);
    if (kek === undefined) throw new InhoudOnleesbaar('De sleutel van deze inhoud is er niet meer.');
    return kek;
  }

  const toeval = createToeval();
  return {
    verzegel(inhoud, traceerId) {
      leesBord();
      const { versie: kekVersie, sleutel: kek } = actief;
      const kleiner = deflateRawSync(inhoud, inhoud.length <= KLEIN_BYTES ? DEFLATE_KLEIN : DEFLATE);
      const compressie = kleiner.length < inhoud.length ? 'deflate-raw' : 'geen';
      const datasleutel = toeval(SLEUTEL_BYTES);
      const bytes = inhoud.length;
      const verzegeld = {
        gewikkeldeSleutel: versleutel(
          kek,
          datasleutel,
          aadVanSleutel(traceerId, { compressie, bytes, kekVersie }),
          toeval(NONCE_BYTES),
        ),
        kekVersie,
        inhoud: versleutel(datasleutel, compressie === 'geen' ? inhoud : kleiner, traceerId, toeval(NONCE_BYTES)),
        compressie,
        bytes,
      } as const;
      datasleutel.fill(0);
      return verzegeld;
    },
    open(verzegeld, traceerId) {
      const kek = kekVan(verzegeld.kekVersie);
      return anders(() => openMet(kek, verzegeld, traceerId));
    },
    herwikkel(gewikkeld, traceerId) {
      const oud = kekVan(gewikkeld.kekVersie);
      const { versie: kekVersie, sleutel: nieuw } = actief;
      return anders(() => {
        const datasleutel = ontsleutel(oud, gewikkeld.gewikkeldeSleutel, aadVanSleutel(traceerId, gewikkeld));
        const aad = aadVanSleutel(traceerId, { ...gewikkeld, kekVersie });
        const gewikkeldeSleutel = versleutel(nieuw, datasleutel, aad, toeval(NONCE_BYTES));
        datasleutel.fill(0);
        return { gewikkeldeSleutel, kekVersie };
      });
    },
  };
}

function anders<T>(doe: () => T): T {
  try {
    return doe();
  } catch (oorzaak) {
    throw new InhoudOnleesbaar('De bewaarde inhoud is niet meer wat is verzegeld.', { cause: oorzaak });
  }
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
