import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Aansluiting } from '../../src/bericht/aansluiting.ts';
import { gelukt, mislukt } from '../../src/bericht/uitkomst.ts';
import { sleutelSoort } from '../../src/signature/algoritmen.ts';
import { sha256 } from '../../src/signature/digest.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';
import type { BekendCertificaat, CertificaatRegister } from '../../src/verify/port.ts';

/** A line of the register: the certificate and how it is judged. */
export interface RegisterRegel {
  readonly der: Buffer;
  /** Public key; absent = that of the certificate. */
  readonly sleutel?: KeyObject;
  readonly aansluiting?: Aansluiting;
  /** Absent = valid at every moment. */
  readonly oordeel?: (nu: Date) => 'HND12' | 'HND13' | undefined;
  /** Found only by the certificate that comes with the message. */
  readonly opOin?: boolean;
}

/** A register in memory: the chain and the lists have their own tests in `keys/`. */
export function maakRegister(regels: readonly RegisterRegel[]): CertificaatRegister {
  const opAfdruk = new Map<string, BekendCertificaat>();
  const opDer = new Map<string, BekendCertificaat>();
  const oordelen = new Map<BekendCertificaat, RegisterRegel['oordeel']>();
  for (const { aansluiting = maakAansluiting(), der, oordeel, opOin, sleutel: gegeven } of regels) {
    const sleutel = gegeven ?? new X509Certificate(der).publicKey;
    const vingerafdruk = sha256(der).toString('hex');
    const bekend: BekendCertificaat = {
      aansluiting,
      vingerafdruk,
      sleutel,
      sleutelSoort: sleutelSoort(sleutel) ?? 'anders',
      bits: sleutel.asymmetricKeyDetails?.modulusLength ?? 256,
    };
    (opOin === true ? opDer : opAfdruk).set(vingerafdruk, bekend);
    oordelen.set(bekend, oordeel);
  }
  return {
    zoek: (vingerafdruk) => opAfdruk.get(vingerafdruk),
    zoekOpOin: (der) => opDer.get(sha256(der).toString('hex')),
    beoordeel: (certificaat, nu) => {
      const fout = oordelen.get(certificaat)?.(nu);
      return fout === undefined ? gelukt({ crlNummer: '7' }) : mislukt(fout);
    },
  };
}
