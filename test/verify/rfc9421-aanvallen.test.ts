import { createHash, createHmac, createPublicKey } from 'node:crypto';
import { expect } from 'chai';
import type { KopRegel } from '../../src/signature/koppen.ts';
import { andereEcdsa, EC, EC_ANDER, ED, P384, RSA, RSA_1024, TEKEN } from '../signature/sleutels.ts';
import { beoordeel, BODY, maakVerifier, metKop, rfcKoppen, rfcVerzoek, SECONDEN, sha256Base64 } from './proef.ts';
import type { Proefverzoek } from './proef.ts';
import { createReplay } from './replay.ts';
import { maakAansluiting } from '../fixtures/aansluiting.ts';

const COMPONENTEN = ['"@method"', '"@target-uri"', '"content-digest"', '"content-type"'];
const ANDERE_BODY = Buffer.from('<ander/>');

function codeVan(verzoek: Proefverzoek): Promise<string> {
  return beoordeel(maakVerifier(), verzoek).then(({ code }) => code);
}

function zonder(component: string): readonly string[] {
  return COMPONENTEN.filter((naam) => naam !== component);
}

function metDigest(waarde: string): Proefverzoek {
  return rfcVerzoek({ koppen: metKop(rfcKoppen(), 'Content-Digest', waarde) });
}

function metCreated(waarde: string): Proefverzoek {
  return rfcVerzoek({ parameters: (goed) => goed.replace(/;created=\d+/, `;created=${waarde}`) });
}

describe('RFC 9421: what the hub takes', function () {
  it('says who signed, over what, and what binds the answer to it', async function () {
    const verzoek = rfcVerzoek();
    const base64 = verzoek.koppen.at(-1)![1].slice('sig=:'.length, -1);

    const { bewezen } = await beoordeel(maakVerifier(), verzoek);

    expect(bewezen).to.include({
      profiel: 'rfc9421',
      vorm: 'bericht',
      label: 'sig',
      target: '/v1/berichten',
      targetUri: 'https://hub.example.nl/v1/berichten',
      alg: 'ecdsa-p256-sha256',
      vingerafdruk: EC.vingerafdruk,
      verzoekDigest: `sha-256=:${sha256Base64(BODY)}:`,
      handtekening: base64,
      verzoekHandtekening: createHash('sha256').update(base64).digest('base64url'),
    });
    expect(bewezen!.nonce.tot.getTime() / 1000).to.equal(SECONDEN - 5 + 420);
    expect(bewezen!.bewijs[0]!.basis.split('\n').slice(0, 2)).to.deep.equal([
      '"@method": POST',
      '"@target-uri": https://hub.example.nl/v1/berichten',
    ]);
    expect(bewezen!.bewijs[0]!.handtekening).to.equal(
      verzoek.koppen
        .slice(-2)
        .map(([, waarde]) => waarde)
        .join('\n'),
    );
  });

  const goed: readonly (readonly [titel: string, verzoek: () => Proefverzoek])[] = [
    ['rsa-pss-sha512', () => rfcVerzoek({ sleutel: RSA })],
    [
      'rsa-v1_5-sha256',
      () =>
        rfcVerzoek({
          sleutel: RSA,
          teken: TEKEN.rs256,
          parameters: (p) => p.replace('rsa-pss-sha512', 'rsa-v1_5-sha256'),
        }),
    ],
    ['ecdsa-p384-sha384', () => rfcVerzoek({ sleutel: P384 })],
    ['ed25519', () => rfcVerzoek({ sleutel: ED })],
    ['no alg where the key has but one', () => rfcVerzoek({ parameters: (p) => p.replace(/;alg="[^"]*"/, '') })],
    [
      'authority, path and query in place of the target',
      () =>
        rfcVerzoek({
          target: '/v1/berichten?a=%2F',
          componenten: [
            '"content-type"',
            '"@authority"',
            '"@path"',
            '"@query"',
            '"@method"',
            '"@scheme"',
            '"content-digest"',
          ],
        }),
    ],
    [
      'a request without a body, without digest and content type',
      () =>
        rfcVerzoek({
          method: 'GET',
          body: Buffer.alloc(0),
          koppen: [['Host', 'hub.example.nl']],
          componenten: ['"@method"', '"@target-uri"'],
        }),
    ],
    [
      'steering headers that are covered',
      () =>
        rfcVerzoek({
          koppen: [...rfcKoppen(), ['Traceer-Id', 'a'], ['Conversatie-Id', 'b']],
          componenten: [...COMPONENTEN, '"traceer-id"', '"conversatie-id"'],
        }),
    ],
    ['expires in time', () => rfcVerzoek({ parameters: (p) => `${p};expires=${SECONDEN + 100}` })],
    ['a further parameter', () => rfcVerzoek({ parameters: (p) => `${p};iets;nog=7` })],
    [
      'white space that RFC 8941 allows',
      () => rfcVerzoek({ signatureInput: (v) => v.replace('" "', '"   "').replace(';nonce', ';  nonce') }),
    ],
    [
      'a signature of somebody else beside it, on lines of its own',
      () => {
        const verzoek = rfcVerzoek();
        const naast: KopRegel[] = [
          ['Signature-Input', 'proxy=("@method");created=1;keyid="p";tag="anders"'],
          ['Signature', 'proxy=:AAAA:'],
        ];
        return { ...verzoek, koppen: [...verzoek.koppen, ...naast] };
      },
    ],
  ];
  for (const [titel, verzoek] of goed) {
    it(titel, async function () {
      expect(await codeVan(verzoek())).to.equal('ok');
    });
  }

  it('covers the signature of somebody else by its label', async function () {
    const koppen: KopRegel[] = [
      ...rfcKoppen(),
      ['Signature-Input', 'proxy=("@method");created=1;keyid="p";tag="anders"'],
      ['Signature', 'proxy=:AAAA:'],
    ];
    const verzoek = rfcVerzoek({
      koppen,
      componenten: [...COMPONENTEN, '"signature";key="proxy"'],
      basis: (goede) => goede.replace('"signature";key="proxy": ', '"signature";key="proxy": :AAAA:'),
    });

    expect(await codeVan(verzoek)).to.equal('ok');
  });
});

describe('RFC 9421: what a request may not look like', function () {
  const gevallen: readonly (readonly [titel: string, code: string, verzoek: () => Proefverzoek])[] = [
    // there or not
    ['no Signature', 'HND01', () => ({ ...rfcVerzoek(), koppen: metKop(rfcVerzoek().koppen, 'Signature', undefined) })],
    [
      'no Signature-Input',
      'HND01',
      () => ({ ...rfcVerzoek(), koppen: metKop(rfcVerzoek().koppen, 'Signature-Input', undefined) }),
    ],
    ['an empty Signature', 'HND02', () => rfcVerzoek({ signature: () => '' })],
    ['an empty Signature-Input', 'HND02', () => rfcVerzoek({ signatureInput: () => '' })],
    [
      'made for another application',
      'HND04',
      () => rfcVerzoek({ parameters: (p) => p.replace('knooppunt-v1', 'ander-v1') }),
    ],
    ['no tag', 'HND04', () => rfcVerzoek({ parameters: (p) => p.replace(/;tag=.*/, '') })],
    [
      'a tag that is a token',
      'HND04',
      () => rfcVerzoek({ parameters: (p) => p.replace('"knooppunt-v1"', 'knooppunt-v1') }),
    ],
    [
      'two signatures with our tag',
      'HND05',
      () => {
        const [een, twee] = [rfcVerzoek({ label: 'een' }), rfcVerzoek({ label: 'twee' })];
        return { ...een, koppen: [...een.koppen, ...twee.koppen.slice(-2)] };
      },
    ],
    ['another label in Signature', 'HND03', () => rfcVerzoek({ signature: (v) => v.replace('sig', 'gis') })],
    ['a label too many in Signature', 'HND03', () => rfcVerzoek({ signature: (v) => `${v}, extra=:AAAA:` })],
    // H117–H119: form
    ['an unbalanced quote', 'HND02', () => rfcVerzoek({ signatureInput: (v) => v.replace('"@method"', '"@method') })],
    ['a Signature that is not base64', 'HND02', () => rfcVerzoek({ signature: () => 'sig=:***:' })],
    ['a Signature without padding', 'HND02', () => rfcVerzoek({ signature: (v) => v.replace('==:', ':') })],
    ['a Signature that is a text', 'HND02', () => rfcVerzoek({ signature: () => 'sig="AAAA"' })],
    ['a Signature with a parameter', 'HND02', () => rfcVerzoek({ signature: (v) => `${v};a=1` })],
    [
      '1,000 labels',
      'HND02',
      () => {
        const labels = Array.from({ length: 1000 }, (_, i) => `l${i}`);
        return rfcVerzoek({
          signatureInput: (v) => [v, ...labels.map((l) => `${l}=()`)].join(', '),
          signature: (v) => [v, ...labels.map((l) => `${l}=:AAAA:`)].join(', '),
        });
      },
    ],
    ['a label twice', 'HND02', () => rfcVerzoek({ signatureInput: (v) => `sig=("@method");tag="x", ${v}` })],
    ['a label twice in Signature', 'HND02', () => rfcVerzoek({ signature: (v) => `sig=:AAAA:, ${v}` })],
    ['a parameter twice', 'HND02', () => rfcVerzoek({ parameters: (p) => `;created=1${p}` })],
    [
      '25 components',
      'HND02',
      () => rfcVerzoek({ componenten: [...COMPONENTEN, ...Array.from({ length: 21 }, (_, i) => `"x-${i}"`)] }),
    ],
    [
      'a signature of 1025 bytes',
      'HND02',
      () => rfcVerzoek({ signature: () => `sig=:${Buffer.alloc(1025).toString('base64')}:` }),
    ],
    ['bytes behind the field', 'HND02', () => rfcVerzoek({ signatureInput: (v) => `${v} rest` })],
    ['a comma behind the field', 'HND02', () => rfcVerzoek({ signatureInput: (v) => `${v},` })],
    [
      'a character outside ASCII',
      'HND02',
      () => rfcVerzoek({ signatureInput: (v) => v.replace('knooppunt', 'knöoppunt') }),
    ],
    ['a label without a list', 'HND02', () => rfcVerzoek({ signatureInput: (v) => v.replace(/\([^)]*\)/, '"x"') })],
    [
      'a component that is a token',
      'HND02',
      () => rfcVerzoek({ signatureInput: (v) => v.replace('"content-type"', 'content-type') }),
    ],
    // H123, H124: parameters
    ['created as a text', 'HND06', () => metCreated(`"${SECONDEN}"`)],
    ['created negative', 'HND06', () => metCreated('-1')],
    ['created 1e99', 'HND06', () => metCreated('1e99')],
    ['created with a fraction', 'HND06', () => metCreated(`${SECONDEN}.0`)],
    ['created of sixteen digits', 'HND06', () => metCreated('9999999999999999')],
    ['created as a date', 'HND06', () => metCreated(`@${SECONDEN}`)],
    ['created in the year 9999', 'HND07', () => metCreated('253402300799')],
    ['no created', 'HND06', () => rfcVerzoek({ parameters: (p) => p.replace(/;created=\d+/, '') })],
    ['no nonce', 'HND06', () => rfcVerzoek({ parameters: (p) => p.replace(/;nonce="[^"]*"/, '') })],
    [
      'a nonce of 15 characters',
      'HND06',
      () => rfcVerzoek({ parameters: (p) => p.replace(/nonce="[^"]*"/, 'nonce="123456789012345"') }),
    ],
    [
      'a nonce of bytes',
      'HND06',
      () => rfcVerzoek({ parameters: (p) => p.replace(/nonce="[^"]*"/, 'nonce=:AAAAAAAAAAAAAAAAAAAAAA==:') }),
    ],
    ['keyid with a path', 'HND06', () => rfcVerzoek({ parameters: (p) => p.replace(EC.vingerafdruk, '../../etc') })],
    [
      'keyid of 10 KB',
      'HND06',
      () => rfcVerzoek({ parameters: (p) => p.replace(EC.vingerafdruk, 'a'.repeat(10_000)) }),
    ],
    [
      'keyid in capitals',
      'HND06',
      () => rfcVerzoek({ parameters: (p) => p.replace(EC.vingerafdruk, EC.vingerafdruk.toUpperCase()) }),
    ],
    ['no keyid', 'HND06', () => rfcVerzoek({ parameters: (p) => p.replace(/;keyid="[^"]*"/, '') })],
    [
      'no alg with an RSA key',
      'HND06',
      () => rfcVerzoek({ sleutel: RSA, parameters: (p) => p.replace(/;alg="[^"]*"/, '') }),
    ],
    [
      'alg as a token',
      'HND06',
      () => rfcVerzoek({ parameters: (p) => p.replace('"ecdsa-p256-sha256"', 'ecdsa-p256-sha256') }),
    ],
    ['expires before created', 'HND06', () => rfcVerzoek({ parameters: (p) => `${p};expires=${SECONDEN - 6}` })],
    // time
    ['created 301 seconds ago', 'HND07', () => metCreated(String(SECONDEN - 301))],
    ['created 61 seconds ahead', 'HND07', () => metCreated(String(SECONDEN + 61))],
    [
      'expires passed',
      'HND07',
      () =>
        rfcVerzoek({
          parameters: (p) => `${p.replace(/created=\d+/, `created=${SECONDEN - 200}`)};expires=${SECONDEN - 61}`,
        }),
    ],
    // coverage
    ['nothing covered', 'HND08', () => rfcVerzoek({ componenten: [] })],
    ...COMPONENTEN.map(
      (naam) => [`${naam} not covered`, 'HND08', () => rfcVerzoek({ componenten: zonder(naam) })] as const,
    ),
    [
      'authority and path without query',
      'HND08',
      () => rfcVerzoek({ componenten: [...zonder('"@target-uri"'), '"@authority"', '"@path"'] }),
    ],
    ['Traceer-Id added in transit', 'HND09', () => rfcVerzoek({ koppen: [...rfcKoppen(), ['Traceer-Id', 'a']] })],
    ['@signature-params covered', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"@signature-params"'] })],
    ['a component twice', 'HND10', () => rfcVerzoek({ componenten: ['"@method"', ...COMPONENTEN] })],
    ['@request-target covered', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"@request-target"'] })],
    ['@query-param covered', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"@query-param";name="a"'] })],
    ['@status covered in a request', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"@status"'] })],
    ['req in a request', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"host";req'] })],
    ['sf', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"host";sf'] })],
    ['bs', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"host";bs'] })],
    ['tr', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"host";tr'] })],
    ['key with another header', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"host";key="a"'] })],
    [
      'its own signature covered',
      'HND10',
      () => rfcVerzoek({ componenten: [...COMPONENTEN, '"signature";key="sig"'] }),
    ],
    ['a header in capitals', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"Host"'] })],
    ['an absent header', 'HND10', () => rfcVerzoek({ componenten: [...COMPONENTEN, '"x-afwezig"'] })],
    [
      'a header named like a derived component, which is never looked up',
      'HND10',
      () => rfcVerzoek({ koppen: [...rfcKoppen(), ['@eigen', 'x']], componenten: [...COMPONENTEN, '"@eigen"'] }),
    ],
    [
      'a header @method that says something else',
      'HND15',
      () =>
        rfcVerzoek({
          koppen: [...rfcKoppen(), ['@method', 'GET']],
          basis: (goed) => goed.replace('"@method": POST', '"@method": GET'),
        }),
    ],
    ['Content-Type twice', 'HND10', () => rfcVerzoek({ koppen: [...rfcKoppen(), ['Content-Type', 'text/plain']] })],
    ['Host twice', 'HND10', () => rfcVerzoek({ koppen: [...rfcKoppen(), ['Host', 'hub.example.nl']] })],
    [
      'Content-Digest twice',
      'HND10',
      () => rfcVerzoek({ koppen: [...rfcKoppen(), ['Content-Digest', `sha-256=:${sha256Base64(BODY)}:`]] }),
    ],
    // algorithm and certificate
    [
      'alg hmac-sha256 with the public key as secret',
      'HND14',
      () =>
        rfcVerzoek({
          parameters: (p) => p.replace('ecdsa-p256-sha256', 'hmac-sha256'),
          teken: (invoer, geheim) =>
            createHmac('sha256', createPublicKey(geheim).export({ type: 'spki', format: 'pem' }))
              .update(invoer)
              .digest(),
        }),
    ],
    [
      'alg of another kind of key',
      'HND14',
      () => rfcVerzoek({ parameters: (p) => p.replace('ecdsa-p256-sha256', 'ed25519') }),
    ],
    [
      'RSA of 1024 bits',
      'HND14',
      () =>
        rfcVerzoek({
          sleutel: RSA_1024,
          teken: TEKEN.rs256,
          parameters: (p) => p.replace('rsa-pss-sha512', 'rsa-v1_5-sha256'),
        }),
    ],
    [
      'self-made certificate',
      'HND11',
      () =>
        rfcVerzoek({
          sleutel: EC_ANDER,
          teken: TEKEN.es256,
          parameters: (p) => p.replace('alg=""', 'alg="ecdsa-p256-sha256"'),
        }),
    ],
    // H113–H116: digest
    [
      'one byte of the body changed',
      'HND19',
      () => ({ ...rfcVerzoek(), body: Buffer.from(BODY.map((b, i) => (i === 7 ? b ^ 1 : b))) }),
    ],
    [
      'sha-256 right and sha-512 wrong',
      'HND19',
      () => metDigest(`sha-256=:${sha256Base64(BODY)}:, sha-512=:${Buffer.alloc(64).toString('base64')}:`),
    ],
    ['only md5', 'HND18', () => metDigest('md5=:1B2M2Y8AsgTpgAmY7PhCfg==:')],
    ['base64 junk', 'HND18', () => metDigest('sha-256=:%%%%:')],
    ['sha-256 of 31 bytes', 'HND18', () => metDigest(`sha-256=:${Buffer.alloc(31).toString('base64')}:`)],
    ['sha-256 as a text', 'HND18', () => metDigest(`sha-256="${sha256Base64(BODY)}"`)],
    ['sha-256 twice', 'HND18', () => metDigest(`sha-256=:${sha256Base64(BODY)}:, sha-256=:${sha256Base64(BODY)}:`)],
    ['Content-Digest missing', 'HND17', () => rfcVerzoek({ koppen: metKop(rfcKoppen(), 'Content-Digest', undefined) })],
    [
      'a body that no header announces',
      'HND17',
      () => rfcVerzoek({ koppen: [['Host', 'hub.example.nl']], componenten: ['"@method"', '"@target-uri"'] }),
    ],
    // signature
    [
      'body and digest swapped',
      'HND15',
      () => ({
        ...rfcVerzoek(),
        koppen: metKop(rfcVerzoek().koppen, 'Content-Digest', `sha-256=:${sha256Base64(ANDERE_BODY)}:`),
        body: ANDERE_BODY,
      }),
    ],
    ['on another path', 'HND15', () => ({ ...rfcVerzoek(), target: '/v1/leveringen' })],
    [
      'on another host',
      'HND15',
      () => rfcVerzoek({ basis: (goed) => goed.replace('hub.example.nl', 'ander.example.nl') }),
    ],
    ['a query added', 'HND15', () => ({ ...rfcVerzoek(), target: '/v1/berichten?x=y' })],
    ['LF at the end of the base', 'HND15', () => rfcVerzoek({ basis: (goed) => `${goed}\n` })],
    ['ECDSA in DER', 'HND15', () => rfcVerzoek({ teken: TEKEN.es256Der })],
    ['ECDSA of zeros', 'HND15', () => rfcVerzoek({ signature: () => `sig=:${Buffer.alloc(64).toString('base64')}:` })],
    ['ECDSA too short', 'HND15', () => rfcVerzoek({ signature: () => `sig=:${Buffer.alloc(63).toString('base64')}:` })],
    ['PSS with salt 32', 'HND15', () => rfcVerzoek({ sleutel: RSA, teken: TEKEN.ps512Zout32 })],
    // address
    ['Host unknown', 'HND20', () => rfcVerzoek({ koppen: metKop(rfcKoppen(), 'Host', 'evil') })],
    ['absolute-form target', 'HND20', () => rfcVerzoek({ target: 'http://evil/v1/berichten' })],
  ];
  for (const [titel, code, verzoek] of gevallen) {
    it(`${titel} → ${code}`, async function () {
      expect(await codeVan(verzoek())).to.equal(code);
    });
  }

  it('refuses the same nonce again, whatever else changed → HND16', async function () {
    const replay = createReplay();
    const goed = rfcVerzoek();
    const base64 = goed.koppen.at(-1)![1].slice('sig=:'.length, -1);
    const ander = andereEcdsa(Buffer.from(base64, 'base64')).toString('base64');
    const nogEens = { ...goed, koppen: metKop(goed.koppen, 'Signature', `sig=:${ander}:`) };

    const eerste = await beoordeel(maakVerifier(), goed);
    const tweede = await beoordeel(maakVerifier(), nogEens);

    expect(replay.eerste(eerste.bewezen!.nonce)).to.equal(true);
    expect(tweede.code).to.equal('ok');
    expect(replay.eerste(tweede.bewezen!.nonce)).to.equal(false);
  });

  for (const oordeel of ['HND12', 'HND13'] as const) {
    it(`passes on what the judge of certificates says → ${oordeel}`, async function () {
      const verifier = maakVerifier({ regels: [{ der: EC.der, sleutel: EC.openbaar, oordeel: () => oordeel }] });

      expect((await beoordeel(verifier, rfcVerzoek())).code).to.equal(oordeel);
    });
  }

  it('a blocked party → HND21', async function () {
    const aansluiting = maakAansluiting({ geblokkeerd: true });

    expect((await beoordeel(maakVerifier({ aansluiting }), rfcVerzoek())).code).to.equal('HND21');
  });
});
