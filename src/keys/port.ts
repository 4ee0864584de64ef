import type { KeyObject } from 'node:crypto';

/** An encrypted, compressed payload with its wrapped data key. Deleting the wrapped key deletes the payload. */
export interface VerzegeldeInhoud {
  /** The data key of this message, wrapped by the key-encryption key of `kekVersie`. */
  readonly gewikkeldeSleutel: Uint8Array;
  readonly kekVersie: number;
  /** AES-256-GCM: nonce, ciphertext, tag; the additional data is the traceerId. */
  readonly inhoud: Uint8Array;
  readonly compressie: 'deflate-raw' | 'geen';
  /** Number of bytes of the message itself. */
  readonly bytes: number;
}

/** Seals payloads and opens them. Synchronous: runs in a worker on the hot path. */
export interface PayloadKluis {
  verzegel(inhoud: Uint8Array, traceerId: string): VerzegeldeInhoud;
  /** @throws InhoudOnleesbaar when the key is gone or the bytes were changed. */
  open(verzegeld: VerzegeldeInhoud, traceerId: string): Buffer;
}

/** The wrapped key of a payload, with what it is bound to. */
export type GewikkeldeSleutel = Pick<VerzegeldeInhoud, 'gewikkeldeSleutel' | 'kekVersie' | 'compressie' | 'bytes'>;

/** Brings payloads under the key-encryption key that seals now; the payload itself is not touched. */
export interface PayloadHerwikkelaar {
  /** @throws InhoudOnleesbaar when the former key is gone or the bytes were changed. */
  herwikkel(gewikkeld: GewikkeldeSleutel, traceerId: string): Pick<VerzegeldeInhoud, 'gewikkeldeSleutel' | 'kekVersie'>;
}

/** Opens payloads without holding up the main thread: large ones are opened in a worker. */
export interface PayloadOpener {
  /** @throws InhoudOnleesbaar when the key is gone or the bytes were changed. */
  open(verzegeld: VerzegeldeInhoud, traceerId: string): Promise<Buffer>;
}

/** A key of the hub with its certificate. */
export interface HubSleutel {
  readonly alg: 'ES256' | 'PS256';
  readonly sleutel: KeyObject;
  readonly certificaatDer: Buffer;
  /** SHA-256 over the DER, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  readonly geldigVan: Date;
  readonly geldigTot: Date;
}

/** The hub's signing keys: P-256 for all, RSA for parties that know PS256 alone. */
export interface HubSleutels {
  readonly es256: HubSleutel;
  readonly ps256: HubSleutel;
  /** All certificates of the hub, the former ones too, newest first. */
  readonly certificaten: readonly {
    readonly der: Buffer;
    readonly vingerafdruk: string;
    readonly van: Date;
    readonly tot: Date;
  }[];
}
