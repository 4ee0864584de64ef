import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { JADES_ALGORITMEN, pastBijSleutel, RSA_BITS, verifieerBytes } from '../signature/algoritmen.ts';
import type { Algoritme } from '../signature/algoritmen.ts';
import type { BekendCertificaat, CertificaatRegister, HandtekeningFout } from './port.ts';

/** A certificate that may sign now. */
export interface GeldigCertificaat {
  readonly certificaat: BekendCertificaat;
  readonly algoritme: Algoritme;
  readonly crlNummer?: string;
}

/** What a signature says of its certificate. */
export interface CertificaatVraag {
  readonly vingerafdruk: string;
  /** The certificate itself, when it came with the message. */
  readonly der?: Buffer | undefined;
  /** Chooses among what the key of the certificate allows. */
  readonly kiesAlgoritme: (certificaat: BekendCertificaat) => Uitkomst<Algoritme, HandtekeningFout>;
  readonly nu: Date;
}

/** Judges the certificate of a signature: known, not blocked, valid, and fit for the algorithm. */
export type CertificaatStap = (vraag: CertificaatVraag) => Uitkomst<GeldigCertificaat, HandtekeningFout>;

/** Makes the step. The key that verifies is always that of our own copy. */
export function createCertificaatStap(register: CertificaatRegister): CertificaatStap {
  const verdoeTijd = createVerdoeTijd();
  return ({ der, kiesAlgoritme, nu, vingerafdruk }) => {
    const certificaat = register.zoek(vingerafdruk) ?? (der === undefined ? undefined : register.zoekOpOin(der));
    if (certificaat === undefined) {
      verdoeTijd();
      return mislukt({
        code: 'HND11',
        uitleg: 'Het certificaat van de handtekening is niet bij dit knooppunt aangemeld.',
        vingerafdruk,
      });
    }
    const wie = { beweerd: certificaat.aansluiting, vingerafdruk: certificaat.vingerafdruk };
    if (certificaat.aansluiting.geblokkeerd) {
      return mislukt({ code: 'HND21', uitleg: 'Deze aansluiting is geblokkeerd.', ...wie });
    }
    const oordeel = register.beoordeel(certificaat, nu);
    if (!oordeel.ok) {
      if (oordeel.fout === 'HND13') {
        return mislukt({ code: 'HND13', uitleg: 'Of het certificaat is ingetrokken, is nu niet na te gaan.', ...wie });
      }
      // a judge of certificates refuses a weak key as well; for the sender that is about the algorithm
      return isOngeschikt(certificaat)
        ? mislukt({
            code: 'HND14',
            uitleg: 'De sleutel van het certificaat is van een soort of lengte die niet mag.',
            ...wie,
          })
        : mislukt({
            code: 'HND12',
            uitleg: 'Het certificaat is verlopen, nog niet geldig, ingetrokken of niet van een vertrouwde uitgever.',
            ...wie,
          });
    }
    const algoritme = kiesAlgoritme(certificaat);
    if (!algoritme.ok) return mislukt({ ...algoritme.fout, ...wie });
    if (!pastBijSleutel(algoritme.waarde, certificaat)) {
      return mislukt({ code: 'HND14', uitleg: 'Het algoritme past niet bij de sleutel van het certificaat.', ...wie });
    }
    const { crlNummer } = oordeel.waarde;
    return gelukt({
      certificaat,
      algoritme: algoritme.waarde,
      ...(crlNummer === undefined ? {} : { crlNummer }),
    });
  };
}

function isOngeschikt({ bits, sleutelSoort }: BekendCertificaat): boolean {
  return sleutelSoort === 'anders' || (sleutelSoort === 'rsa' && (bits < RSA_BITS.min || bits > RSA_BITS.max));
}

/**
 * @returns a function that takes as long as one P-256 verification: whether a certificate is known must not show in the
 *   time of the answer.
 */
function createVerdoeTijd(): () => void {
  const es256 = JADES_ALGORITMEN.get('ES256');
  const sleutel = schijnSleutel();
  // r and s in range, so that OpenSSL does the whole sum
  const handtekening = Buffer.alloc(64, 0x5a);
  const invoer = Buffer.from('een certificaat dat niemand kent');
  return () => {
    if (es256 !== undefined) verifieerBytes(es256, sleutel, invoer, handtekening);
  };
}

/** The base point of P-256 (FIPS 186): a public key that proves nothing, since everybody knows its private key, 1. */
function schijnSleutel(): KeyObject {
  const punt = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: punt('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'),
      y: punt('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'),
    },
  });
}
