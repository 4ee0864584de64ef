import { mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { parseBase64 } from '../signature/base64.ts';
import { controleerAntwoord } from '../signature/controleer-antwoord.ts';
import type { AntwoordFout, BewezenAntwoord } from '../signature/controleer-antwoord.ts';
import { parseContentDigest, parseDigest, pastBijDigest, sha256 } from '../signature/digest.ts';
import { leesHubCertificaat } from '../signature/hub-certificaat.ts';
import type { KopRegel } from '../signature/koppen.ts';
import type { VerzoekBinding } from '../signature/onderteken-antwoord.ts';
import type { Bewijsstuk } from './antwoorden.ts';
import type { VertrouwdCertificaat } from './hub-vertrouwen.ts';
import type { RuwAntwoord } from './transport.ts';

/** Puts together all that proves an answer: plain data, ready for JSON. */
export function maakBewijsstuk(delen: {
  readonly verzoek: VerzoekBinding;
  readonly koppen: readonly KopRegel[];
  readonly antwoord: RuwAntwoord;
  readonly bewezen: BewezenAntwoord;
  readonly certificaat: VertrouwdCertificaat;
}): Bewijsstuk {
  const { verzoek, koppen, antwoord, bewezen, certificaat } = delen;
  return {
    versie: 1,
    verzoek: { ...verzoek, koppen },
    antwoord: { status: antwoord.status, rawHeaders: antwoord.rawHeaders, body: antwoord.body.toString('base64') },
    hub: {
      vingerafdruk: bewezen.vingerafdruk,
      certificaat: certificaat.pem,
      alg: bewezen.alg,
      moment: bewezen.moment.toISOString(),
    },
  };
}

/** What a stored proof is held against. */
export interface BewijsControle {
  readonly bewijsstuk: Bewijsstuk;
  /**
   * Certificates that are known to be (or have been) the hub's, PEM or DER. The one inside the proof is not believed by
   * itself: whoever makes up a proof makes up its certificate as well.
   */
  readonly certificaten: readonly (string | Buffer)[];
  /** The message that was sent; when given, the proof must be about exactly these bytes. */
  readonly bericht?: Buffer;
}

/**
 * Checks a stored proof, without a network and however old: signature, digest, and that status and request are those of
 * the signature.
 * @returns what is proven, or the first thing that does not hold.
 */
export async function controleerBewijsstuk(controle: BewijsControle): Promise<Uitkomst<BewezenAntwoord, AntwoordFout>> {
  const { bericht, bewijsstuk, certificaten } = controle;
  const { antwoord, verzoek } = bewijsstuk;
  const body = parseBase64(antwoord.body);
  if (body === undefined) return mislukt({ code: 'HND02', uitleg: 'Het bewaarde antwoord is geen base64.' });
  if (bericht !== undefined && !hoortBij(verzoek, bericht)) {
    return mislukt({ code: 'HND19', uitleg: 'Dit ontvangstbewijs hoort bij een ander bericht.' });
  }
  // kept loosely in JSON: the hash that binds is computed anew from the signature itself
  const binding = { ...verzoek, verzoekHandtekening: sha256(verzoek.handtekening).toString('base64url') };
  return controleerAntwoord({
    verzoek: binding,
    antwoord: { status: antwoord.status, rawHeaders: antwoord.rawHeaders, body },
    certificaten: certificaten.map((pemOfDer) => leesHubCertificaat(pemOfDer)),
  });
}

function hoortBij({ profiel, verzoekDigest }: VerzoekBinding, bericht: Buffer): boolean {
  const digesten = profiel === 'jades' ? parseDigest(verzoekDigest) : parseContentDigest(verzoekDigest);
  return digesten !== undefined && pastBijDigest(digesten, bericht, sha256(bericht));
}
