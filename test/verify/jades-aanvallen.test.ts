import { createPublicKey, createHmac } from 'node:crypto';
import { expect } from 'chai';
import type { KopRegel } from '../../src/signature/koppen.ts';
import { andereEcdsa, EC, EC_ANDER, RSA, RSA_1024, TEKEN } from '../signature/sleutels.ts';
import {
  beoordeel,
  berichtKoppen,
  BODY,
  jadesLeden,
  jadesVerzoek,
  maakVerifier,
  metKop,
  SECONDEN,
  sha256Base64,
} from './proef.ts';
import type { Proefverzoek } from './proef.ts';
import { createReplay } from './replay.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';

const PARS = ['(request-target)', 'host', 'content-type', 'content-length', 'digest'];
const ANDERE_BODY = Buffer.from('<ander/>');

function codeVan(verzoek: Proefverzoek): Promise<string> {
  return beoordeel(maakVerifier(), verzoek).then(({ code }) => code);
}

/** Inserts text right after the opening brace of the protected header. */
function voorafInKop(tekst: string): Buffer {
  return Buffer.from(JSON.stringify(jadesLeden(EC, PARS)).replace('{', `{${tekst}`));
}

function vervangKop(naam: string, waarde: string): readonly KopRegel[] {
  return metKop(berichtKoppen(), naam, waarde);
}

describe('JAdES: what a request may not look like', function () {
  it('takes the request from which all bad ones below are made', async function () {
    expect(await codeVan(jadesVerzoek())).to.equal('ok');
  });

  const gevallen: readonly (readonly [titel: string, code: string, verzoek: () => Proefverzoek])[] = [
    // algorithm
    ['alg none', 'HND14', () => jadesVerzoek({ leden: { alg: 'none' }, schrijf: () => 'A'.repeat(86) })],
    [
      'alg HS256 with the public key as secret',
      'HND14',
      () =>
        jadesVerzoek({
          leden: { alg: 'HS256' },
          teken: (invoer, geheim) =>
            createHmac('sha256', createPublicKey(geheim).export({ type: 'spki', format: 'pem' }))
              .update(invoer)
              .digest(),
        }),
    ],
    [
      'alg RS256, well signed',
      'HND14',
      () => jadesVerzoek({ sleutel: RSA, leden: { alg: 'RS256' }, teken: TEKEN.rs256 }),
    ],
    ['alg ES512', 'HND14', () => jadesVerzoek({ leden: { alg: 'ES512' } })],
    ['alg of another kind of key than the certificate has', 'HND14', () => jadesVerzoek({ leden: { alg: 'PS256' } })],
    ['RSA of 1024 bits', 'HND14', () => jadesVerzoek({ sleutel: RSA_1024 })],
    ['no alg', 'HND06', () => jadesVerzoek({ leden: { alg: undefined } })],
    // what is covered
    ['pars empty', 'HND08', () => jadesVerzoek({ pars: [] })],
    ['pars without digest', 'HND08', () => jadesVerzoek({ pars: PARS.filter((naam) => naam !== 'digest') })],
    [
      'pars without content-type',
      'HND08',
      () => jadesVerzoek({ pars: PARS.filter((naam) => naam !== 'content-type') }),
    ],
    ['pars without (request-target)', 'HND08', () => jadesVerzoek({ pars: PARS.slice(1) })],
    [
      'pars without content-length',
      'HND08',
      () => jadesVerzoek({ pars: PARS.filter((naam) => naam !== 'content-length') }),
    ],
    [
      'Origin there and not covered',
      'HND08',
      () => jadesVerzoek({ koppen: vervangKop('Origin', 'https://x.example') }),
    ],
    [
      'Traceer-Id slipped in',
      'HND09',
      () => jadesVerzoek({ koppen: vervangKop('Traceer-Id', '0b7f6f0e-3c1d-4b57-9a51-7d2f2f6a9e11') }),
    ],
    ['Conversatie-Id slipped in', 'HND09', () => jadesVerzoek({ koppen: vervangKop('Conversatie-Id', 'keten') })],
    ['pars names an absent header', 'HND10', () => jadesVerzoek({ pars: [...PARS, 'x-afwezig'] })],
    ['capitals in pars', 'HND10', () => jadesVerzoek({ pars: [...PARS.slice(0, 4), 'Digest'] })],
    ['pars names a header twice', 'HND10', () => jadesVerzoek({ pars: [...PARS, 'host'] })],
    ['pars names another pseudo header', 'HND10', () => jadesVerzoek({ pars: [...PARS, '(created)'] })],
    ['pars names the signature itself', 'HND10', () => jadesVerzoek({ pars: [...PARS, 'message-signature'] })],
    [
      'Content-Type twice',
      'HND10',
      () => jadesVerzoek({ koppen: [...berichtKoppen(), ['Content-Type', 'text/plain']] }),
    ],
    ['Host twice', 'HND10', () => jadesVerzoek({ koppen: [...berichtKoppen(), ['host', 'hub.example.nl']] })],
    [
      'Content-Length with a leading zero',
      'HND10',
      () => jadesVerzoek({ koppen: vervangKop('Content-Length', '0007') }),
    ],
    // body
    ['body swapped', 'HND19', () => ({ ...jadesVerzoek(), body: ANDERE_BODY })],
    [
      'body and Digest swapped',
      'HND15',
      () => {
        const goed = jadesVerzoek();
        return {
          ...goed,
          koppen: metKop(goed.koppen, 'Digest', `SHA-256=${sha256Base64(ANDERE_BODY)}`),
          body: ANDERE_BODY,
        };
      },
    ],
    [
      'Content-Digest beside it of another body',
      'HND19',
      () => jadesVerzoek({ koppen: vervangKop('Content-Digest', `sha-256=:${sha256Base64(ANDERE_BODY)}:`) }),
    ],
    [
      'Content-Digest beside it malformed',
      'HND18',
      () => jadesVerzoek({ koppen: vervangKop('Content-Digest', 'sha-256=x') }),
    ],
    [
      'no Digest, Content-Digest in its place',
      'HND17',
      () =>
        jadesVerzoek({
          koppen: [
            ...metKop(berichtKoppen(), 'Digest', undefined),
            ['Content-Digest', `sha-256=:${sha256Base64(BODY)}:`],
          ],
        }),
    ],
    [
      'Digest of MD5 alone',
      'HND18',
      () => jadesVerzoek({ koppen: vervangKop('Digest', 'MD5=1B2M2Y8AsgTpgAmY7PhCfg==') }),
    ],
    [
      'Digest without padding',
      'HND18',
      () => jadesVerzoek({ koppen: vervangKop('Digest', `SHA-256=${sha256Base64(BODY).replace('=', '')}`) }),
    ],
    [
      'Digest with one algorithm twice',
      'HND18',
      () =>
        jadesVerzoek({
          koppen: vervangKop('Digest', `SHA-256=${sha256Base64(BODY)},sha-256=${sha256Base64(BODY)}`),
        }),
    ],
    [
      'Digest on two lines',
      'HND18',
      () => jadesVerzoek({ koppen: [...berichtKoppen(), ['Digest', `SHA-256=${sha256Base64(BODY)}`]] }),
    ],
    [
      'SHA-256 right and SHA-512 wrong',
      'HND19',
      () =>
        jadesVerzoek({
          koppen: vervangKop('Digest', `SHA-256=${sha256Base64(BODY)}, SHA-512=${Buffer.alloc(64).toString('base64')}`),
        }),
    ],
    // how often
    [
      'no signature at all',
      'HND01',
      () => ({ method: 'POST', target: '/v1/berichten', koppen: berichtKoppen(), body: BODY }),
    ],
    [
      'signature header twice',
      'HND05',
      () => {
        const goed = jadesVerzoek();
        return { ...goed, koppen: [...goed.koppen, goed.koppen.at(-1)!] };
      },
    ],
    [
      'old and new name at once',
      'HND05',
      () => {
        const goed = jadesVerzoek();
        return { ...goed, koppen: [...goed.koppen, ['nlgov-adr-message-sig', goed.koppen.at(-1)![1]]] };
      },
    ],
    [
      'both profiles at once',
      'HND05',
      () => {
        const goed = jadesVerzoek();
        const naast: KopRegel[] = [
          ['Signature-Input', 'k=("@method");created=1;keyid="x";tag="knooppunt-v1"'],
          ['Signature', 'k=:AAAA:'],
        ];
        return { ...goed, koppen: [...goed.koppen, ...naast] };
      },
    ],
    [
      'two signatures joined in one line by a proxy',
      'HND02',
      () => {
        const goed = jadesVerzoek();
        const waarde = goed.koppen.at(-1)![1];
        return { ...goed, koppen: metKop(goed.koppen, 'Message-Signature', `${waarde}, ${waarde}`) };
      },
    ],
    // members
    ['crit absent', 'HND06', () => jadesVerzoek({ leden: { crit: undefined } })],
    ['crit without sigD', 'HND06', () => jadesVerzoek({ leden: { crit: ['b64'] } })],
    ['crit names what is not understood', 'HND06', () => jadesVerzoek({ leden: { crit: ['b64', 'sigD', 'x'], x: 1 } })],
    ['crit names what is not there', 'HND06', () => jadesVerzoek({ leden: { crit: ['b64', 'sigD', 'exp'] } })],
    ['crit names a member twice', 'HND06', () => jadesVerzoek({ leden: { crit: ['b64', 'sigD', 'b64'] } })],
    [
      'b64 true',
      'HND06',
      () => jadesVerzoek({ leden: { b64: true }, payload: (goed) => Buffer.from(goed).toString('base64url') }),
    ],
    ['b64 absent', 'HND06', () => jadesVerzoek({ leden: { b64: undefined } })],
    [
      'jwk of the attacker',
      'HND06',
      () =>
        jadesVerzoek({
          leden: { jwk: EC_ANDER.openbaar.export({ format: 'jwk' }) },
          teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim),
        }),
    ],
    ['jku to our network', 'HND06', () => jadesVerzoek({ leden: { jku: 'http://127.0.0.1:9/jwks' } })],
    ['x5u to our network', 'HND06', () => jadesVerzoek({ leden: { x5u: 'http://127.0.0.1:9/c.pem' } })],
    ['x5t (SHA-1)', 'HND06', () => jadesVerzoek({ leden: { x5t: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA' } })],
    [
      'x5c of another than x5t#S256',
      'HND06',
      () => jadesVerzoek({ leden: { x5c: [EC_ANDER.der.toString('base64')] } }),
    ],
    ['x5c not in base64', 'HND06', () => jadesVerzoek({ leden: { x5c: ['%%%%'], 'x5t#S256': undefined } })],
    ['x5c empty', 'HND06', () => jadesVerzoek({ leden: { x5c: [] } })],
    ['certificate named by kid alone', 'HND06', () => jadesVerzoek({ leden: { kid: 'ec', 'x5t#S256': undefined } })],
    ['x5t#S256 of 44 characters', 'HND06', () => jadesVerzoek({ leden: { 'x5t#S256': `${EC.x5t}=` } })],
    [
      'other mId',
      'HND06',
      () => jadesVerzoek({ leden: { sigD: { mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: PARS } } }),
    ],
    [
      'another member in sigD',
      'HND06',
      () =>
        jadesVerzoek({ leden: { sigD: { mId: 'http://uri.etsi.org/19182/HttpHeaders', pars: PARS, hashM: 'S256' } } }),
    ],
    ['pars no list of texts', 'HND06', () => jadesVerzoek({ pars: [1, 2] })],
    ['jti too short', 'HND06', () => jadesVerzoek({ leden: { jti: 'kort' } })],
    [
      'a signed JWT of the same key',
      'HND06',
      () => jadesVerzoek({ leden: { b64: undefined, crit: undefined, sigD: undefined } }),
    ],
    [
      'a signature over the bare body',
      'HND06',
      () => jadesVerzoek({ leden: { sigD: undefined, crit: ['b64'] }, payload: () => BODY.toString('latin1') }),
    ],
    [
      'a signature over the digest value without its name',
      'HND15',
      () =>
        jadesVerzoek({
          kopnaam: 'Payload-Signature',
          pars: ['digest'],
          payload: (goed) => goed.replace('digest: ', ''),
        }),
    ],
    // time
    ['iat 301 seconds old', 'HND07', () => jadesVerzoek({ leden: { iat: SECONDEN - 301 } })],
    ['iat 61 seconds ahead', 'HND07', () => jadesVerzoek({ leden: { iat: SECONDEN + 61 } })],
    ['iat in milliseconds', 'HND07', () => jadesVerzoek({ leden: { iat: SECONDEN * 1000 } })],
    ['exp passed', 'HND07', () => jadesVerzoek({ leden: { iat: SECONDEN - 200, exp: SECONDEN - 61 } })],
    ['iat and sigT both', 'HND06', () => jadesVerzoek({ leden: { sigT: '2026-11-26T09:29:55Z' } })],
    ['neither iat nor sigT', 'HND06', () => jadesVerzoek({ leden: { iat: undefined } })],
    ['iat as text', 'HND06', () => jadesVerzoek({ leden: { iat: String(SECONDEN) } })],
    [
      'iat with a fraction of zero',
      'HND06',
      () =>
        jadesVerzoek({
          kopBytes: Buffer.from(JSON.stringify(jadesLeden(EC, PARS)).replace(/"iat":(\d+)/, '"iat":$1.0')),
        }),
    ],
    ['sigT on 30 February', 'HND06', () => jadesVerzoek({ leden: { iat: undefined, sigT: '2026-02-30T09:29:55Z' } })],
    ['exp before iat', 'HND06', () => jadesVerzoek({ leden: { exp: SECONDEN - 6 } })],
    // certificate
    [
      'self-made certificate',
      'HND11',
      () =>
        jadesVerzoek({ leden: { 'x5t#S256': EC_ANDER.x5t }, teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim) }),
    ],
    // signature
    ['LF at the end of the payload', 'HND15', () => jadesVerzoek({ payload: (goed) => `${goed}\n` })],
    ['signed for another path', 'HND15', () => ({ ...jadesVerzoek(), target: '/v1/leveringen' })],
    [
      'signed over the decoded target',
      'HND15',
      () => jadesVerzoek({ target: '/v1/berichten?cursor=a%2Fb', payload: (goed) => goed.replace('%2F', '/') }),
    ],
    ['a query added', 'HND15', () => ({ ...jadesVerzoek(), target: '/v1/berichten?x=y' })],
    ['another method', 'HND15', () => ({ ...jadesVerzoek(), method: 'PUT' })],
    [
      'signed for another host',
      'HND15',
      () => jadesVerzoek({ payload: (goed) => goed.replace('hub.example.nl', 'ander.example.nl') }),
    ],
    ['ECDSA in DER', 'HND15', () => jadesVerzoek({ teken: TEKEN.es256Der })],
    ['ECDSA of zeros', 'HND15', () => jadesVerzoek({ schrijf: () => Buffer.alloc(64).toString('base64url') })],
    ['PSS with a salt of 64 bytes', 'HND15', () => jadesVerzoek({ sleutel: RSA, teken: TEKEN.ps256Zout64 })],
    ['signed by another key', 'HND15', () => jadesVerzoek({ teken: (invoer) => TEKEN.es256(invoer, EC_ANDER.geheim) })],
    // host
    ['Host of another', 'HND20', () => jadesVerzoek({ koppen: vervangKop('Host', 'evil.example') })],
    ['no Host', 'HND20', () => jadesVerzoek({ koppen: metKop(berichtKoppen(), 'Host', undefined), pars: PARS })],
    ['absolute-form target', 'HND20', () => jadesVerzoek({ target: 'https://hub.example.nl/v1/berichten' })],
    // form
    [
      'an empty header',
      'HND02',
      () => ({ ...jadesVerzoek(), koppen: [...berichtKoppen(), ['Message-Signature', '']] }),
    ],
    [
      'a compact JWS with its payload',
      'HND02',
      () => ({ ...jadesVerzoek(), koppen: [...berichtKoppen(), ['Message-Signature', 'e30.e30.AAAA']] }),
    ],
    [
      'base64url with unused bits set',
      'HND02',
      // 64 bytes end in a character of which four bits are unused
      () => jadesVerzoek({ schrijf: (h) => metBitErbij(h.toString('base64url')) }),
    ],
    ['base64url with padding', 'HND02', () => jadesVerzoek({ schrijf: (h) => `${h.toString('base64url')}==` })],
    ['a member twice', 'HND02', () => jadesVerzoek({ kopBytes: voorafInKop('"sigD":{},') })],
    ['a member twice, once escaped', 'HND02', () => jadesVerzoek({ kopBytes: voorafInKop('"\\u0061lg":"none",') })],
    [
      'a member twice in sigD',
      'HND02',
      () =>
        jadesVerzoek({
          kopBytes: Buffer.from(JSON.stringify(jadesLeden(EC, PARS)).replace('"pars"', '"pars":[],"pars"')),
        }),
    ],
    ['a value of 25 KB', 'HND02', () => jadesVerzoek({ leden: { kid: 'k'.repeat(25_000) } })],
    [
      'a signature of 1025 bytes',
      'HND02',
      () => jadesVerzoek({ schrijf: () => Buffer.alloc(1025).toString('base64url') }),
    ],
    ['33 pars', 'HND02', () => jadesVerzoek({ pars: [...PARS, ...Array.from({ length: 28 }, (_, i) => `x-${i}`)] })],
    [
      'x5c with 200 certificates',
      'HND02',
      () => jadesVerzoek({ leden: { x5c: Array.from({ length: 200 }, () => 'AAAA') } }),
    ],
    [
      'depth 10,000',
      'HND02',
      () => jadesVerzoek({ kopBytes: voorafInKop(`"x":${'['.repeat(8_000)}${']'.repeat(8_000)},`) }),
    ],
    ['depth 5', 'HND02', () => jadesVerzoek({ leden: { x: [[[[1]]]] } })],
    [
      'invalid UTF-8',
      'HND02',
      () =>
        jadesVerzoek({
          kopBytes: Buffer.concat([Buffer.from('{"kid":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
        }),
    ],
    [
      'a byte order mark',
      'HND02',
      () => jadesVerzoek({ kopBytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), voorafInKop('')]) }),
    ],
    ['a list in place of an object', 'HND02', () => jadesVerzoek({ kopBytes: Buffer.from('[]') })],
    // payload signature
    [
      'a payload signature on a lease call',
      'HND08',
      () => ({ ...jadesVerzoek({ kopnaam: 'Payload-Signature', pars: ['digest'] }), payloadToegestaan: false }),
    ],
    ['a payload signature with more than digest', 'HND10', () => jadesVerzoek({ kopnaam: 'Payload-Signature' })],
    [
      'a payload signature without digest',
      'HND08',
      () => jadesVerzoek({ kopnaam: 'Payload-Signature', pars: ['host'] }),
    ],
  ];
  for (const [titel, code, verzoek] of gevallen) {
    it(`${titel} → ${code}`, async function () {
      expect(await codeVan(verzoek())).to.equal(code);
    });
  }

  it('refuses a replay, also with the other ECDSA value over the same input → HND16', async function () {
    const replay = createReplay();
    const goed = jadesVerzoek();
    const waarde = goed.koppen.at(-1)![1];
    const [beschermd, handtekening] = waarde.split('..');
    const ander = andereEcdsa(Buffer.from(handtekening!, 'base64url')).toString('base64url');
    const nogEens = { ...goed, koppen: metKop(goed.koppen, 'Message-Signature', `${beschermd!}..${ander}`) };

    const eerste = await beoordeel(maakVerifier(), goed);
    const tweede = await beoordeel(maakVerifier(), nogEens);

    expect([eerste.code, tweede.code]).to.deep.equal(['ok', 'ok']);
    expect(replay.eerste(eerste.bewezen!.nonce)).to.equal(true);
    expect(replay.eerste(eerste.bewezen!.nonce)).to.equal(false);
    expect(replay.eerste(tweede.bewezen!.nonce)).to.equal(false);
    expect(tweede.bewezen!.nonce.tot.getTime() / 1000).to.equal(SECONDEN - 5 + 420);
  });

  it('takes two equal requests that differ in jti alone', async function () {
    const replay = createReplay();
    const eerste = await beoordeel(maakVerifier(), jadesVerzoek());
    const tweede = await beoordeel(maakVerifier(), jadesVerzoek({ leden: { jti: 'Zm9vYmFyYmF6cXV4MDAwMg' } }));

    expect(replay.eerste(eerste.bewezen!.nonce)).to.equal(true);
    expect(replay.eerste(tweede.bewezen!.nonce)).to.equal(true);
  });

  it('never decodes what stands behind the leaf in x5c, and ignores __proto__ like any unknown member', async function () {
    const achter = jadesVerzoek({ leden: { x5c: [EC.der.toString('base64'), '%%% geen certificaat %%%'] } });
    const proto = jadesVerzoek({ kopBytes: voorafInKop('"__proto__":{"alg":"none"},') });

    expect(await codeVan(achter)).to.equal('ok');
    expect(await codeVan(proto)).to.equal('ok');
    expect(({} as Record<string, unknown>)['alg']).to.equal(undefined);
  });

  for (const oordeel of ['HND12', 'HND13'] as const) {
    it(`passes on what the judge of certificates says → ${oordeel}`, async function () {
      const verifier = maakVerifier({ regels: [{ der: EC.der, sleutel: EC.openbaar, oordeel: () => oordeel }] });

      expect((await beoordeel(verifier, jadesVerzoek())).code).to.equal(oordeel);
    });
  }

  it('names the block before anything else about the certificate → HND21', async function () {
    const regels = [
      {
        der: EC.der,
        sleutel: EC.openbaar,
        oordeel: () => 'HND12' as const,
        aansluiting: maakAansluiting({ geblokkeerd: true }),
      },
    ];

    expect((await beoordeel(maakVerifier({ regels }), jadesVerzoek())).code).to.equal('HND21');
  });
});

/** Sets the lowest bit of the last character, which encodes nothing. */
function metBitErbij(base64url: string): string {
  const alfabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return base64url.slice(0, -1) + alfabet.charAt(alfabet.indexOf(base64url.at(-1)!) + 1);
}
