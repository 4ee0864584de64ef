import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseBase64, parseBase64Url } from '../../src/signature/base64.ts';
import {
  bouwContentDigest,
  bouwDigest,
  parseContentDigest,
  parseDigest,
  pastBijDigest,
} from '../../src/signature/digest.ts';
import { isKleineKopnaam, leesKoppen } from '../../src/signature/koppen.ts';
import { scanDictionary } from '../../src/signature/sf-scan.ts';
import { parseStrictObject } from '../../src/signature/strict-json.ts';

const SEED = { seed: 20261126 };

describe('strict base64', function () {
  it('takes what an encoder writes, and nothing with one character changed', function () {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (bytes, plaats, teken) => {
          const buffer = Buffer.from(bytes);
          for (const [soort, parse] of [
            ['base64', parseBase64],
            ['base64url', parseBase64Url],
          ] as const) {
            const tekst = buffer.toString(soort);
            expect(parse(tekst)?.equals(buffer)).to.equal(true);
            if (tekst === '') continue;
            const i = plaats % tekst.length;
            const ander = tekst.slice(0, i) + teken + tekst.slice(i + 1);
            if (ander !== tekst) expect(parse(ander)?.equals(buffer) ?? false).to.equal(false);
          }
        },
      ),
      SEED,
    );
  });

  it('refuses the other alphabet, white space, padding that is wrong, unused bits', function () {
    for (const tekst of ['-_8=', '_w==', '/w', '/w=', '/x==', ' /w==', '/w==\n', '%%%%', '/w==/w==']) {
      expect(parseBase64(tekst), tekst).to.equal(undefined);
    }
    for (const tekst of ['+/8', '/w', '_w==', '_x', '_w ', '_', '']) {
      if (tekst !== '') expect(parseBase64Url(tekst), tekst).to.equal(undefined);
    }
  });
});

describe('strict JSON', function () {
  const lees = (tekst: string, diepte = 4) => parseStrictObject(Buffer.from(tekst), diepte);

  it('reads what JSON.parse reads when no name is there twice', function () {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (waarde) => {
        const tekst = JSON.stringify(waarde);
        expect(parseStrictObject(Buffer.from(tekst), 64)?.leden).to.deep.equal(JSON.parse(tekst));
      }),
      SEED,
    );
  });

  it('refuses a name twice in one object, at any depth and however it is written', function () {
    for (const tekst of [
      '{"a":1,"a":1}',
      '{"a":1,"\\u0061":1}',
      '{"x":{"b":[{"c":1,"c":2}]}}',
      '{"a\\"":1,"a\\"":2}',
      '{"\\\\":1,"\\\\":2}',
      '{"a" : 1 , "b":{}, "a":2}',
    ]) {
      expect(lees(tekst, 8), tekst).to.equal(undefined);
    }
  });

  it('takes the same name in another object, in a value, and after brackets in text', function () {
    for (const tekst of [
      '{"a":{"a":1},"b":{"a":1}}',
      '{"a":"a","b":["a","a"]}',
      '{"a":"{\\"a\\":1,","b":"]}"}',
      '{"a":[1,2,{"a":1},{"a":1}]}',
      '{"a":"\\\\","b":1}',
    ]) {
      expect(lees(tekst), tekst).not.to.equal(undefined);
    }
  });

  it('refuses a byte order mark, invalid UTF-8, other roots, too deep', function () {
    expect(parseStrictObject(Buffer.from('\ufeff{}'), 4)).to.equal(undefined);
    expect(parseStrictObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 4)).to.equal(undefined);
    for (const tekst of [
      '[]',
      '1',
      'null',
      '"{}"',
      '',
      '{',
      '{"a":1}x',
      '{"a":[[[[1]]]]}',
      `${'{"a":'.repeat(5)}1${'}'.repeat(5)}`,
    ]) {
      expect(lees(tekst), tekst).to.equal(undefined);
    }
    expect(lees('{"a":[[[1]]]}')).not.to.equal(undefined);
  });

  it('tells which members at the root hold a number that is no plain integer', function () {
    const gelezen = lees('{"a":1.0,"b": 1e3,"c":-12,"d":{"e":1.5},"f":"1.0","g":\n-0.5}');

    expect([...gelezen!.nietGeheel]).to.deep.equal(['a', 'b', 'g']);
  });
});

describe('header lines', function () {
  it('are joined per name without the white space around them, and repeats are remembered', function () {
    const koppen = leesKoppen(['Host', 'a', 'X-A', ' 1\t', 'x-a', '', 'X-a', '3 ', 'leeg', '']);

    expect([...koppen.waarden]).to.deep.equal([
      ['host', 'a'],
      ['x-a', '1, , 3'],
      ['leeg', ''],
    ]);
    expect([...koppen.herhaald]).to.deep.equal(['x-a']);
  });

  it('have names of token characters in lower case', function () {
    expect(isKleineKopnaam('x-proef_1')).to.equal(true);
    for (const naam of ['X-a', '', 'a b', 'a:', '(request-target)', '@method', 'é'])
      expect(isKleineKopnaam(naam), naam).to.equal(false);
  });
});

describe('digests', function () {
  const body = Buffer.from('inhoud');
  const kort = createHash('sha256').update(body).digest();
  const lang = createHash('sha512').update(body).digest();

  it('written are read back and fit their body alone', function () {
    for (const digesten of [parseDigest(bouwDigest(kort)), parseContentDigest(bouwContentDigest(kort))]) {
      expect(pastBijDigest(digesten!, body, kort)).to.equal(true);
      expect(pastBijDigest(digesten!, body, createHash('sha256').update('anders').digest())).to.equal(false);
    }
  });

  it('of two algorithms must both fit', function () {
    const beide = parseContentDigest(
      `sha-512=:${lang.toString('base64')}:, md5=:AAAA:, sha-256=:${kort.toString('base64')}:`,
    )!;

    expect(pastBijDigest(beide, body, kort)).to.equal(true);
    expect(pastBijDigest({ ...beide, sha512: kort }, body, kort)).to.equal(false);
  });

  it('of which none counts, or that are malformed, are refused', function () {
    const b64 = kort.toString('base64');
    for (const waarde of [
      '',
      ',',
      'SHA-256',
      'MD5=AAAA',
      `SHA-256=${b64},`,
      `SHA-256= ${b64}`,
      `SHA-512=${b64}`,
      `SHA-256=${b64};q=1`,
      `=${b64}`,
    ]) {
      expect(parseDigest(waarde), waarde).to.equal(undefined);
    }
    for (const waarde of [
      '',
      'sha-256',
      'md5=:AAAA:',
      `sha-256=:${b64}`,
      `sha-256=:${b64}:,`,
      `SHA-256=:${b64}:`,
      `sha-256=(:${b64}:)`,
      `sha-256=:${b64}:, x=@1,`,
    ]) {
      expect(parseContentDigest(waarde), waarde).to.equal(undefined);
    }
  });
});

describe('scan of a Dictionary', function () {
  it('gives labels, values and parameters as they stand there', function () {
    const leden = scanDictionary('a=("x" "y;\\")";p=1);q="r;s", b=:AA==:;t ,  *c-1;u=1e99')!;

    expect(leden.map(({ label, parameters, waarde }) => [label, waarde, [...parameters]])).to.deep.equal([
      ['a', '("x" "y;\\")";p=1)', [['q', '"r;s"']]],
      ['b', ':AA==:', [['t', '']]],
      ['*c-1', '', [['u', '1e99']]],
    ]);
  });

  it('refuses what stands there twice and what does not fit together', function () {
    for (const veld of [
      'a=1, a=2',
      'a;b;b',
      'a=("x";c;c)',
      'a=("x"',
      'a="x',
      'a=1,',
      'A=1',
      'a=',
      'a=1 b=2',
      'a=é',
      'a=\u0001',
      'a=(',
      '=1',
      ',',
    ]) {
      expect(scanDictionary(veld), veld).to.equal(undefined);
    }
  });

  it('takes an empty field as no members', function () {
    expect(scanDictionary('  ')).to.deep.equal([]);
  });
});
