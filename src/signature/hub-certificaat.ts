import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sleutelSoort } from './algoritmen.ts';
import type { SleutelSoort } from './algoritmen.ts';
import { sha256 } from './digest.ts';

/** A certificate of the hub that the client trusts, with its key. */
export interface HubCertificaat {
  /** SHA-256 over the DER, 64 lower-case hex digits. */
  readonly vingerafdruk: string;
  readonly sleutel: KeyObject;
  readonly soort: SleutelSoort;
}

/**
 * Reads a certificate of the hub, as PEM or DER. Whether it may be trusted is for the caller to know: it was given by
 * the hub's operator, or chains to a root that was.
 * @throws Error when it is no certificate, or its key is of a kind that may not sign.
 */
export function leesHubCertificaat(pemOfDer: Buffer | string): HubCertificaat {
  const certificaat = new X509Certificate(pemOfDer);
  const sleutel = certificaat.publicKey;
  const soort = sleutelSoort(sleutel);
  if (soort === undefined) throw new Error('de sleutel van het hubcertificaat is van een onbekende soort');
  return { vingerafdruk: sha256(certificaat.raw).toString('hex'), sleutel, soort };
}
