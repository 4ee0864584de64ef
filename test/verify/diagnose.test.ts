import { expect } from 'chai';
import { BODY, jadesVerzoek, maakVerifier, NU, rfcVerzoek, SECONDEN, sha256Base64 } from './proef.ts';
import type { Proefverzoek } from './proef.ts';

function diagnose({ body, koppen, method, target }: Proefverzoek) {
  const verzoek = { method, target, rawHeaders: koppen.flat(), peerAdres: '', payloadHandtekeningToegestaan: true };
  return maakVerifier().diagnose(verzoek, body, NU);
}

const PAYLOAD = [
  '(request-target): post /v1/berichten',
  'host: hub.example.nl',
  'content-type: application/xml',
  `content-length: ${BODY.length}`,
  `digest: SHA-256=${sha256Base64(BODY)}`,
].join('\n');

describe('diagnosis of a signature', function () {
  it('shows what the hub would build, and the first code', async function () {
    expect(await diagnose(jadesVerzoek({ payload: (goed) => `${goed}\n` }))).to.deep.include({
      profiel: 'jades',
      code: 'HND15',
      basis: PAYLOAD,
    });
    expect(await diagnose(jadesVerzoek({ leden: { iat: SECONDEN - 900 } }))).to.deep.include({
      code: 'HND07',
      basis: PAYLOAD,
    });
    const rfc = await diagnose(rfcVerzoek({ basis: (goed) => goed.replace('POST', 'post') }));
    expect(rfc).to.deep.include({ profiel: 'rfc9421', code: 'HND15' });
    expect(rfc.basis?.split('\n')[0]).to.equal('"@method": POST');
  });

  it('says so when all is well', async function () {
    const goed = await diagnose(jadesVerzoek());

    expect(goed).to.deep.equal({ profiel: 'jades', uitleg: 'De handtekening klopt.', basis: PAYLOAD });
  });

  it('shows no base where the header cannot be read or a part is missing', async function () {
    const onleesbaar = await diagnose(jadesVerzoek({ schrijf: () => 'AA==' }));
    const afwezig = await diagnose(
      jadesVerzoek({ pars: ['(request-target)', 'host', 'digest', 'content-type', 'content-length', 'x-weg'] }),
    );

    expect(onleesbaar).to.include({ code: 'HND02' });
    expect(onleesbaar).not.to.have.property('basis');
    expect(afwezig).to.include({ code: 'HND10' });
    expect(afwezig).not.to.have.property('basis');
  });

  it('only takes in inhoud() what kop() gave', function () {
    const verifier = maakVerifier();
    const vreemd = { profiel: 'jades', certificaat: {} } as never;

    expect(() => verifier.inhoud(vreemd, BODY)).to.throw('kop()');
  });
});
