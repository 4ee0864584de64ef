import crypto from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { expect } from 'chai';
import { EC_ANDER, TEKEN } from '../signature/sleutels.ts';
import { beoordeel, jadesVerzoek, maakVerifier, rfcVerzoek } from './proef.ts';
import type { Proefverzoek } from './proef.ts';

/** One look at a signature: on which curve, over how many bytes of it, and with what outcome. */
interface Verificatie {
  readonly curve: string | undefined;
  readonly bytes: number;
  readonly klopt: boolean;
}

/** Does something while each verification of `node:crypto`, which goes through as ever, is written down. */
async function metTelling(doe: () => Promise<unknown>): Promise<readonly Verificatie[]> {
  const gezien: Verificatie[] = [];
  const echt = crypto.verify;
  Object.assign(crypto, {
    verify: (hash: null, invoer: Buffer, opties: { readonly key: KeyObject }, handtekening: Buffer) => {
      const klopt = echt(hash, invoer, opties, handtekening);
      gezien.push({ curve: opties.key.asymmetricKeyDetails?.namedCurve, bytes: handtekening.length, klopt });
      return klopt;
    },
  });
  syncBuiltinESMExports();
  try {
    await doe();
  } finally {
    Object.assign(crypto, { verify: echt });
    syncBuiltinESMExports();
  }
  return gezien;
}

/** Signed by a certificate that nobody registered, and by one that is known but with another's key. */
const VERZOEKEN: readonly (readonly [profiel: string, onbekend: Proefverzoek, vals: Proefverzoek])[] = [
  [
    'JAdES',
    jadesVerzoek({ leden: { 'x5t#S256': EC_ANDER.x5t }, teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim) }),
    jadesVerzoek({ teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim) }),
  ],
  [
    'RFC 9421',
    rfcVerzoek({
      sleutel: EC_ANDER,
      teken: TEKEN.es256,
      parameters: (p) => p.replace('alg=""', 'alg="ecdsa-p256-sha256"'),
    }),
    rfcVerzoek({ teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim) }),
  ],
];

/** Each a chance to be held up by nothing: the least of them is the work itself. */
const KEREN = 300;

describe('A certificate that nobody registered', function () {
  for (const [profiel, onbekend, vals] of VERZOEKEN) {
    it(`T21 takes the verification of one signature, as a bad signature does (${profiel})`, async function () {
      const verifier = maakVerifier();
      const codes: string[] = [];
      const beoordeelEn = (verzoek: Proefverzoek) => async () => {
        codes.push((await beoordeel(verifier, verzoek)).code);
      };

      const bijOnbekend = await metTelling(beoordeelEn(onbekend));
      const bijVals = await metTelling(beoordeelEn(vals));

      expect(codes).to.deep.equal(['HND11', 'HND15']);
      expect(bijOnbekend).to.deep.equal([{ curve: 'prime256v1', bytes: 64, klopt: false }]);
      expect(bijVals).to.deep.equal(bijOnbekend);
    });

    it(`T21 does the whole sum for it: the least time of many is no shorter than that of a bad signature, but for its digest (${profiel})`, async function () {
      const verifier = maakVerifier();
      let [minOnbekend, minVals] = [Infinity, Infinity];
      const duur = async (verzoek: Proefverzoek): Promise<number> => {
        const begin = performance.now();
        await beoordeel(verifier, verzoek);
        return performance.now() - begin;
      };

      for (let i = 0; i < KEREN; i += 1) {
        minOnbekend = Math.min(minOnbekend, await duur(onbekend));
        minVals = Math.min(minVals, await duur(vals));
      }

      // without the sum a third; a load of the machine only adds, and to many of both
      expect(minOnbekend / minVals).to.be.above(0.6);
    });
  }
});
