import type { KeyObject } from 'node:crypto';
import type { Aansluiting, HandtekeningProfiel } from '../bericht/aansluiting.ts';
import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';

/** A certificate that the tables know, with the key of our own copy. */
export interface BekendCertificaat {
  readonly aansluiting: Aansluiting;
  /** SHA-256 over the DER, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  readonly sleutel: KeyObject;
  readonly sleutelSoort: 'rsa' | 'p256' | 'p384' | 'ed25519' | 'anders';
  readonly bits: number;
}

/** What was found when a certificate was judged; kept as evidence. */
export interface CertificaatOordeel {
  /** Number of the CRL that was looked at, or `undefined` when none applies. */
  readonly crlNummer?: string;
}

/** Knows the certificates of the parties: owned by verify, made in `keys/` on top of the tables. */
export interface CertificaatRegister {
  /** @returns the certificate with this fingerprint, or `undefined`: one look-up in memory. */
  zoek(vingerafdruk: string): BekendCertificaat | undefined;
  /**
   * For connections with `certificaatbinding: oin`: takes a certificate that came with the message.
   * @returns it when it chains to our roots and names the OIN of such a connection; else `undefined`.
   */
  zoekOpOin(der: Buffer): BekendCertificaat | undefined;
  /** Judges dates, chain, key usage and revocation at a moment. HND12 = no; HND13 = cannot be told now. */
  beoordeel(certificaat: BekendCertificaat, nu: Date): Uitkomst<CertificaatOordeel, 'HND12' | 'HND13'>;
}

/** A request as it came in: nothing joined, nothing decoded. */
export interface OntvangenVerzoek {
  readonly method: string;
  /** Request target exactly as on the wire: path and query. */
  readonly target: string;
  /** Name, value, name, value … as Node's `rawHeaders`. */
  readonly rawHeaders: readonly string[];
  /** Address of the peer; tells whether `X-Forwarded-Host` is believed. */
  readonly peerAdres: string;
  /** Whether a payload signature alone is enough for this operation. */
  readonly payloadHandtekeningToegestaan: boolean;
}

/** The codes of signatures. */
export type HandtekeningCode = Extract<FoutCode, `HND${string}`>;

/** Why a signature was refused: the code, and details for our own debug log and `controles/handtekening`. */
export interface HandtekeningFout {
  readonly code: HandtekeningCode;
  /** Sentence in Dutch for the party; never what the request held. */
  readonly uitleg: string;
  /** Connection that the certificate belongs to, when it is known (not yet proven). */
  readonly beweerd?: Aansluiting;
  /** Fingerprint that the request names, when well-formed. */
  readonly vingerafdruk?: string;
}

/** What can be told from the headers alone: the body may now be read. Opaque to callers but for these fields. */
export interface VoorlopigVerzoek {
  readonly profiel: HandtekeningProfiel;
  readonly certificaat: BekendCertificaat;
}

/** One act of which a signature proves who did it. */
export interface HandtekeningBewijs {
  readonly profiel: HandtekeningProfiel;
  /** Header value(s) with the signature, as received. */
  readonly handtekening: string;
  /** The signature base (RFC 9421) or the JWS payload (JAdES), as text. */
  readonly basis: string;
  readonly alg: string;
  readonly vingerafdruk: string;
  readonly crlNummer?: string;
  /** Value of Digest or Content-Digest as received. */
  readonly inhoudDigest: string;
  /** Moment that the signer names. */
  readonly moment: Date;
}

/** A request whose sender is proven. */
export interface BewezenVerzoek {
  readonly aansluiting: Aansluiting;
  readonly profiel: HandtekeningProfiel;
  readonly vorm: 'bericht' | 'payload';
  /** Header family of the request (JAdES): answers use the same. */
  readonly kopnaam: 'adr' | 'nlgov-adr';
  readonly method: string;
  /** Path and query as the signer addressed them: with the prefix that the proxy strips. */
  readonly target: string;
  /** Value of the signature header (RFC 9421: the base64 between the colons), to which the answer is bound. */
  readonly handtekening: string;
  /** Label of the request's signature (RFC 9421), to which the answer is bound. */
  readonly label?: string;
  readonly vingerafdruk: string;
  readonly alg: string;
  /** SHA-256 over the body, raw 32 bytes. */
  readonly bodySha256: Buffer;
  /** Value of the Digest (or Content-Digest) header as received: goes into the receipt. */
  readonly verzoekDigest: string;
  /** base64url SHA-256 of the signature header value (RFC 9421: of the base64 between the colons): for the receipt. */
  readonly verzoekHandtekening: string;
  /** The absolute URI that the signer addressed (RFC 9421 `@target-uri`). */
  readonly targetUri: string;
  /** What must never be seen twice, and until when it is kept. */
  readonly nonce: { readonly sleutel: Buffer; readonly tot: Date };
  readonly bewijs: readonly HandtekeningBewijs[];
}

/** Proves who signs, in two steps so that the body of a hopeless request is never read. */
export interface Verifier {
  /** Steps that need the headers only: form, parameters, covered parts, time, certificate. */
  kop(verzoek: OntvangenVerzoek, nu: Date): Uitkomst<VoorlopigVerzoek, HandtekeningFout>;
  /** Digest over the body, then the signature. Only the very object that `kop` returned is taken. */
  inhoud(voorlopig: VoorlopigVerzoek, body: Buffer): Promise<Uitkomst<BewezenVerzoek, HandtekeningFout>>;
  /**
   * For diagnosis: what the hub would build as signature base (RFC 9421) or payload (JAdES) for this request, and the
   * first code. Reveals nothing secret, stores nothing.
   */
  diagnose(verzoek: OntvangenVerzoek, body: Buffer, nu: Date): Promise<HandtekeningDiagnose>;
}

/** Answer of {@link Verifier.diagnose}. */
export interface HandtekeningDiagnose {
  readonly profiel?: HandtekeningProfiel;
  readonly code?: string;
  readonly uitleg: string;
  /** The lines that the hub would build; absent when the header cannot be read. */
  readonly basis?: string;
}
