import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { KopRegel } from '../../src/signature/koppen.ts';
import { EC, EC_ANDER, ED, P384, RSA, TEKEN } from '../signature/sleutels.ts';
import {
  beoordeel,
  berichtKoppen,
  BODY,
  jadesVerzoek,
  maakVerifier,
  metKop,
  NU,
  SECONDEN,
  sha256Base64,
} from './proef.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';

const PARS = ['(request-target)', 'host', 'content-type', 'content-length', 'digest'];
const LEEG = Buffer.alloc(0);
const LEGE_DIGEST = 'SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

describe('JAdES: what the hub takes', function () {
  it('says who signed, over what, and what binds the answer to it', async function () {
    const verzoek = jadesVerzoek();
    const waarde = verzoek.koppen.at(-1)![1];

    const { bewezen } = await beoordeel(maakVerifier(), verzoek);

    expect(bewezen).to.include({
      profiel: 'jades',
      vorm: 'bericht',
      kopnaam: 'adr',
      method: 'POST',
      target: '/v1/berichten',
      targetUri: 'https://hub.example.nl/v1/berichten',
      alg: 'ES256',
      vingerafdruk: EC.vingerafdruk,
      verzoekDigest: `SHA-256=${sha256Base64(BODY)}`,
      verzoekHandtekening: createHash('sha256').update(waarde).digest('base64url'),
      handtekening: waarde,
    });
    expect(bewezen!.bodySha256.toString('base64')).to.equal(sha256Base64(BODY));
    expect(bewezen!.bewijs).to.have.length(1);
    expect(bewezen!.bewijs[0]).to.deep.equal({
      profiel: 'jades',
      handtekening: waarde,
      basis: [
        '(request-target): post /v1/berichten',
        'host: hub.example.nl',
        'content-type: application/xml',
        `content-length: ${BODY.length}`,
        `digest: SHA-256=${sha256Base64(BODY)}`,
      ].join('\n'),
      alg: 'ES256',
      vingerafdruk: EC.vingerafdruk,
      crlNummer: '7',
      inhoudDigest: `SHA-256=${sha256Base64(BODY)}`,
      moment: new Date(NU.getTime() - 5000),
    });
  });

  for (const [naam, anders] of [
    ['PS256', { sleutel: RSA }],
    ['PS384', { sleutel: RSA, leden: { alg: 'PS384' }, teken: TEKEN.ps384 }],
    ['PS512', { sleutel: RSA, leden: { alg: 'PS512' }, teken: TEKEN.ps512 }],
    ['ES384', { sleutel: P384 }],
    ['EdDSA', { sleutel: ED }],
    ['Ed25519', { sleutel: ED, leden: { alg: 'Ed25519' } }],
  ] as const) {
    it(naam, async function () {
      expect((await beoordeel(maakVerifier(), jadesVerzoek(anders))).code).to.equal('ok');
    });
  }

  it('the older header name, and says so', async function () {
    const { bewezen } = await beoordeel(maakVerifier(), jadesVerzoek({ kopnaam: 'NLGOV-ADR-message-sig' }));

    expect(bewezen?.kopnaam).to.equal('nlgov-adr');
  });

  it('pars in any order, with ordinary headers among them: one on two lines, one empty', async function () {
    const koppen: KopRegel[] = [...berichtKoppen(), ['X-Proef', '  een '], ['x-leeg', ''], ['x-proef', 'twee']];
    const verzoek = jadesVerzoek({ koppen, pars: ['x-leeg', 'digest', 'x-proef', ...PARS.slice(0, 4)] });

    const { bewezen } = await beoordeel(maakVerifier(), verzoek);

    expect(bewezen?.bewijs[0]?.basis.split('\n').slice(0, 3)).to.deep.equal([
      'x-leeg: ',
      `digest: SHA-256=${sha256Base64(BODY)}`,
      'x-proef: een, twee',
    ]);
  });

  it('steering headers that are covered', async function () {
    const koppen: KopRegel[] = [...berichtKoppen(), ['Traceer-Id', 'a'], ['Conversatie-Id', 'b']];

    const { code } = await beoordeel(
      maakVerifier(),
      jadesVerzoek({ koppen, pars: [...PARS, 'traceer-id', 'conversatie-id'] }),
    );

    expect(code).to.equal('ok');
  });

  it('sigT in place of iat, and kid beside the fingerprint', async function () {
    const leden = {
      iat: undefined,
      sigT: '2026-11-26T09:29:55Z',
      crit: ['sigT', 'sigD', 'b64'],
      kid: 'iets',
      cty: 'x',
    };

    expect((await beoordeel(maakVerifier(), jadesVerzoek({ leden }))).code).to.equal('ok');
  });

  it('exp and jti that are in crit, exp passed by less than a minute', async function () {
    const leden = { iat: SECONDEN - 200, exp: SECONDEN - 59, crit: ['b64', 'sigD', 'iat', 'exp', 'jti'] };

    expect((await beoordeel(maakVerifier(), jadesVerzoek({ leden }))).code).to.equal('ok');
  });

  it('the very ends of the window', async function () {
    for (const iat of [SECONDEN - 300, SECONDEN + 60]) {
      expect((await beoordeel(maakVerifier(), jadesVerzoek({ leden: { iat } }))).code).to.equal('ok');
    }
  });

  it('a request without a body, with the digest of nothing', async function () {
    const koppen: KopRegel[] = [
      ['Host', 'hub.example.nl'],
      ['Digest', LEGE_DIGEST],
    ];
    const pars = ['(request-target)', 'host', 'digest'];
    const verzoek = jadesVerzoek({
      method: 'GET',
      target: '/v1/berichten?cursor=a%2Fb%20c&leeg=',
      koppen,
      pars,
      body: LEEG,
    });

    expect((await beoordeel(maakVerifier(), verzoek)).code).to.equal('ok');
  });

  it('keeps the question mark of an empty query under the signature', async function () {
    const verzoek = jadesVerzoek({ target: '/v1/berichten?' });

    expect((await beoordeel(maakVerifier(), verzoek)).code).to.equal('ok');
    expect((await beoordeel(maakVerifier(), { ...verzoek, target: '/v1/berichten' })).code).to.equal('HND15');
  });

  it('a body in chunks: no content-length, none in pars', async function () {
    const koppen = [...metKop(berichtKoppen(), 'Content-Length', undefined), ['Transfer-Encoding', 'chunked'] as const];

    const { code } = await beoordeel(
      maakVerifier(),
      jadesVerzoek({ koppen, pars: PARS.filter((naam) => naam !== 'content-length') }),
    );

    expect(code).to.equal('ok');
  });

  it('several digests in one line, in any case, of which only those that count are compared', async function () {
    const sha512 = createHash('sha512').update(BODY).digest('base64');
    const waarde = `sha-256=${sha256Base64(BODY)},MD5=onzin,Sha-512=${sha512}`;

    const { code } = await beoordeel(
      maakVerifier(),
      jadesVerzoek({ koppen: metKop(berichtKoppen(), 'digest', waarde) }),
    );

    expect(code).to.equal('ok');
  });

  it('a signature of RFC 9421 beside it that is meant for somebody else', async function () {
    const goed = jadesVerzoek();
    const naast: KopRegel[] = [
      ['Signature-Input', 'p=("@method");created=1;keyid="proxy";tag="web-bot-auth"'],
      ['Signature', 'p=:AAAA:'],
    ];

    expect((await beoordeel(maakVerifier(), { ...goed, koppen: [...goed.koppen, ...naast] })).code).to.equal('ok');
  });
});

describe('JAdES: payload signatures', function () {
  const payload = jadesVerzoek({ kopnaam: 'Payload-Signature', pars: ['digest'] });

  it('are enough where the operation and the connection allow it', async function () {
    const { bewezen } = await beoordeel(maakVerifier(), payload);

    expect(bewezen).to.include({ vorm: 'payload', alg: 'ES256' });
    expect(bewezen?.bewijs[0]?.basis).to.equal(`digest: SHA-256=${sha256Base64(BODY)}`);
  });

  it('are not enough where the connection does not allow it → HND08', async function () {
    const verifier = maakVerifier({ aansluiting: { payloadHandtekening: false } });

    expect((await beoordeel(verifier, payload)).code).to.equal('HND08');
  });

  it('leave steering headers out of account', async function () {
    const verzoek = { ...payload, koppen: [...payload.koppen, ['Traceer-Id', 'a'] as const] };

    expect((await beoordeel(maakVerifier(), verzoek)).code).to.equal('ok');
  });

  it('of the sender beside the message signature of the supplier: both are evidence, the supplier is who signs', async function () {
    const afzender = jadesVerzoek({ sleutel: RSA, kopnaam: 'Payload-Signature', pars: ['digest'] });
    const beide = { ...jadesVerzoek(), payloadToegestaan: false };

    const { bewezen } = await beoordeel(maakVerifier({ aansluiting: { payloadHandtekening: false } }), {
      ...beide,
      koppen: [...beide.koppen, afzender.koppen.at(-1)!],
    });

    expect(bewezen).to.include({ vorm: 'bericht', vingerafdruk: EC.vingerafdruk, alg: 'ES256' });
    expect(bewezen!.bewijs.map(({ alg }) => alg)).to.deep.equal(['ES256', 'PS256']);
  });

  it('beside a message signature must verify as well → HND15', async function () {
    const vals = jadesVerzoek({
      kopnaam: 'Payload-Signature',
      pars: ['digest'],
      teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim),
    });
    const goed = jadesVerzoek();

    const { code } = await beoordeel(maakVerifier(), { ...goed, koppen: [...goed.koppen, vals.koppen.at(-1)!] });

    expect(code).to.equal('HND15');
  });
});

describe('JAdES: which certificate', function () {
  const metCertificaat = jadesVerzoek({ leden: { x5c: [EC.der.toString('base64')], 'x5t#S256': undefined } });

  it('is found by x5c alone', async function () {
    expect((await beoordeel(maakVerifier(), metCertificaat)).code).to.equal('ok');
  });

  it('may come with the message where the connection is bound by OIN', async function () {
    const regels = [
      { der: EC.der, sleutel: EC.openbaar, opOin: true, aansluiting: maakAansluiting({ certificaatbinding: 'oin' }) },
    ];
    const verifier = maakVerifier({ regels });

    expect((await beoordeel(verifier, metCertificaat)).code).to.equal('ok');
    expect((await beoordeel(verifier, jadesVerzoek())).code).to.equal('HND11');
  });

  it('tells whom the request claims to be, also when it is refused', function () {
    const verifier = maakVerifier();
    const oud = jadesVerzoek({ leden: { iat: SECONDEN - 301 } });

    const kop = verifier.kop(
      { ...oud, rawHeaders: oud.koppen.flat(), peerAdres: '', payloadHandtekeningToegestaan: true },
      NU,
    );

    expect(kop).to.deep.include({ ok: false });
    expect(kop.ok ? undefined : kop.fout.vingerafdruk).to.equal(EC.vingerafdruk);
  });
});
