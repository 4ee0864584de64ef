import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createOndertekenaar } from '../signature/ondertekenaar.ts';
import type { Ondertekenaar } from '../signature/ondertekenaar.ts';
import { ClientInstellingFout } from './fouten.ts';

/**
 * Makes the signer of a party from its private key and certificate in PEM. (A PKCS#12 file gives both: the command line
 * reads those.)
 * @throws ClientInstellingFout when one cannot be read, they do not belong together, or the key may not sign here.
 */
export function leesOndertekenaar(sleutelPem: string | Buffer, certificaatPem: string | Buffer): Ondertekenaar {
  let sleutel: KeyObject;
  let certificaat: X509Certificate;
  try {
    sleutel = createPrivateKey(sleutelPem);
    certificaat = new X509Certificate(certificaatPem);
  } catch (fout) {
    throw new ClientInstellingFout('De privésleutel of het certificaat is niet leesbaar als PEM.', { cause: fout });
  }
  return maakOndertekenaar(sleutel, certificaat);
}

/** The same for a key and certificate that are read already. @throws ClientInstellingFout as above */
export function maakOndertekenaar(sleutel: KeyObject, certificaat: X509Certificate): Ondertekenaar {
  if (!certificaat.checkPrivateKey(sleutel)) {
    throw new ClientInstellingFout('De privésleutel hoort niet bij het certificaat.');
  }
  try {
    return createOndertekenaar(sleutel, certificaat.raw);
  } catch (fout) {
    throw new ClientInstellingFout(
      'Met deze sleutel kan niet worden ondertekend: verwacht wordt RSA, P-256, P-384 of Ed25519.',
      { cause: fout },
    );
  }
}
