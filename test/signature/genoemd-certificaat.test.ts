import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { genoemdCertificaat } from '../../src/signature/genoemd-certificaat.ts';

const AFDRUK = 'ab'.repeat(32);
const ANDER = 'cd'.repeat(32);
const x5t = Buffer.from(AFDRUK, 'hex').toString('base64url');
const jades = (kop: object): string => `${Buffer.from(JSON.stringify(kop)).toString('base64url')}..AAAA`;

describe('The certificate that a request names', function () {
  const gevallen: readonly (readonly [wat: string, koppen: readonly string[], verwacht: string | undefined])[] = [
    ['JAdES by its fingerprint', ['Message-Signature', jades({ 'x5t#S256': x5t })], AFDRUK],
    [
      'JAdES with an algorithm that is not allowed',
      ['message-signature', jades({ alg: 'none', 'x5t#S256': x5t })],
      AFDRUK,
    ],
    ['JAdES without the second half', ['Message-Signature', jades({ 'x5t#S256': x5t }).replace('..AAAA', '')], AFDRUK],
    ['the older name of the header', ['nlgov-adr-message-sig', jades({ 'x5t#S256': x5t })], AFDRUK],
    [
      'JAdES with the certificate itself',
      ['Message-Signature', jades({ x5c: [Buffer.from('certificaat').toString('base64')] })],
      createHash('sha256').update('certificaat').digest('hex'),
    ],
    ['RFC 9421 by its keyid', ['Signature-Input', `a=("@method");keyid="${AFDRUK}";tag="knooppunt-v1"`], AFDRUK],
    [
      'ours among several',
      ['Signature-Input', `a=();keyid="${ANDER}";tag="x", b=();keyid="${AFDRUK}";tag="knooppunt-v1"`],
      AFDRUK,
    ],
    ['RFC 9421 in a field that cannot be read', ['Signature-Input', `a=("@method;keyid="${AFDRUK}"`], AFDRUK],
    ['a keyid in capitals', ['Signature-Input', `a=();keyid="${AFDRUK.toUpperCase()}"`], AFDRUK],
    ['a keyid that is no fingerprint', ['Signature-Input', 'a=();keyid="sleutel-1"'], undefined],
    ['no signature', ['Host', 'localhost'], undefined],
    ['a header that is no JSON', ['Message-Signature', 'AAAA..AAAA'], undefined],
    ['a fingerprint of the wrong length', ['Message-Signature', jades({ 'x5t#S256': 'AAAA' })], undefined],
  ];

  for (const [wat, koppen, verwacht] of gevallen)
    it(`is read from ${wat}`, function () {
      expect(genoemdCertificaat(koppen)).to.equal(verwacht);
    });
});
