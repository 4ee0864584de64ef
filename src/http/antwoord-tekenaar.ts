import type { HubSleutel, HubSleutels } from '../keys/port.ts';
import type { Klok } from '../observe/port.ts';
import { ondertekenAntwoord, ondertekenAntwoordInPool } from '../signature/onderteken-antwoord.ts';
import { createOndertekenaar } from '../signature/ondertekenaar.ts';
import type { AntwoordTekenaar } from './antwoord.ts';

/** Headers that every answer of ours has already. */
const AL_GEZET = new Set(['Content-Length', 'Cache-Control']);

/**
 * Signs with the hub's P-256 key on the calling thread (31 µs), and with its RSA key in the thread pool for connections
 * that know PS256 alone.
 */
export function createAntwoordTekenaar(sleutels: HubSleutels, klok: Klok): AntwoordTekenaar {
  const maak = ({ sleutel, certificaatDer }: HubSleutel) => createOndertekenaar(sleutel, certificaatDer);
  const es256 = maak(sleutels.es256);
  const ps256 = maak(sleutels.ps256);
  return {
    async teken(verzoek, { status, koppen, body }, vorm) {
      const contentType = koppen.find(([naam]) => naam === 'Content-Type')?.[1];
      const opdracht = {
        verzoek,
        status,
        ...(contentType === undefined ? {} : { contentType }),
        body,
        bindKoppen: vorm === 'koppen',
        nu: klok.nu(),
      };
      const rsa = verzoek.aansluiting.antwoordAlg === 'PS256';
      const ondertekenaar = rsa ? ps256 : es256;
      const { koppen: erbij, bewijs } = rsa
        ? await ondertekenAntwoordInPool(ondertekenaar, opdracht)
        : ondertekenAntwoord(ondertekenaar, opdracht);
      return {
        koppen: erbij.filter(([naam]) => !AL_GEZET.has(naam)),
        bewijs: { handeling: 'ontvangstbewijs', ...bewijs },
      };
    },
  };
}
