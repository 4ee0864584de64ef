import type { Omgeving } from '../bericht/aansluiting.ts';
import { isTestOin, parseOin } from '../bericht/oin.ts';
import type { Oin } from '../bericht/oin.ts';
import type { BekendCertificaat } from '../verify/port.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';

/** Why a certificate may not sign messages, whoever issued it. */
export type BladReden =
  | 'is_ca'
  | 'sleutelgebruik'
  | 'uitgebreid_sleutelgebruik'
  | 'sleutel'
  | 'geen_oin'
  | 'meer_dan_een_oin'
  | 'andere_oin'
  | 'test_oin_in_productie';

/** clientAuth, serverAuth, emailProtection, documentSigning (RFC 9336 and its forerunner of Microsoft). */
const DOELEN = new Set([
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
]);

/** Checks what a signing certificate must be by itself. @returns the first thing that is wrong, or `undefined`. */
export function toetsBlad(
  certificaat: GelezenCertificaat,
  verwacht: { readonly oin: Oin; readonly omgeving: Omgeving },
): BladReden | undefined {
  const { isCa, keyUsage, doelen, serialNumbers } = certificaat;
  if (isCa) return 'is_ca';
  if (keyUsage?.has('digitalSignature') !== true || keyUsage.has('keyCertSign')) return 'sleutelgebruik';
  if (doelen !== undefined && !doelen.some((doel) => DOELEN.has(doel))) return 'uitgebreid_sleutelgebruik';
  if (!isToegestaneSleutel(certificaat, verwacht.omgeving)) return 'sleutel';
  if (serialNumbers.length > 1) return 'meer_dan_een_oin';
  const oin = oinVan(certificaat);
  if (oin === undefined) return 'geen_oin';
  if (oin !== verwacht.oin) return 'andere_oin';
  return verwacht.omgeving === 'productie' && isTestOin(oin) ? 'test_oin_in_productie' : undefined;
}

/** @returns the OIN when `subject.serialNumber` is there exactly once and has that form. */
export function oinVan({ serialNumbers }: GelezenCertificaat): Oin | undefined {
  const [enige, ...meer] = serialNumbers;
  return enige === undefined || meer.length > 0 ? undefined : parseOin(enige);
}

/** @returns kind and size of the public key. `bits` of a curve is the size of its field. */
export function sleutelGegevens({ sleutel }: GelezenCertificaat): Pick<BekendCertificaat, 'sleutelSoort' | 'bits'> {
  const { modulusLength, namedCurve } = sleutel.asymmetricKeyDetails ?? {};
  if (sleutel.asymmetricKeyType === 'rsa') return { sleutelSoort: 'rsa', bits: modulusLength ?? 0 };
  if (namedCurve === 'prime256v1') return { sleutelSoort: 'p256', bits: 256 };
  if (namedCurve === 'secp384r1') return { sleutelSoort: 'p384', bits: 384 };
  if (sleutel.asymmetricKeyType === 'ed25519') return { sleutelSoort: 'ed25519', bits: 256 };
  return { sleutelSoort: 'anders', bits: 0 };
}

function isToegestaneSleutel(certificaat: GelezenCertificaat, omgeving: Omgeving): boolean {
  const { sleutelSoort, bits } = sleutelGegevens(certificaat);
  switch (sleutelSoort) {
    case 'rsa':
      return bits >= 2048 && bits <= 8192;
    case 'p256':
    case 'p384':
      return true;
    // whether PKIoverheid issues Ed25519 is not known: for development only
    case 'ed25519':
      return omgeving !== 'productie';
    case 'anders':
      return false;
  }
}
