import { expect } from 'chai';
import { parseBsn } from '../../src/bericht/bsn.ts';
import { HoofdsleutelOngeldig, createPersoonHasher } from '../../src/keys/persoon-sleutels.ts';

const HOOFDSLEUTEL = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const BSN = parseBsn('999900006')!;

describe('person keys', function () {
  it('stay what they are: HMAC-SHA-256 under an HKDF key per purpose, half of it', function () {
    // made with the hmac and hashlib of Python
    expect(createPersoonHasher(HOOFDSLEUTEL, 3)(BSN)).to.deep.equal({
      sleutelVersie: 3,
      trace: 'yOR_KRvvqKksdpNVRKYgcw',
      historie: 'QcLErrm28oWGjCdS90RJ9w',
      samenloop: 'QVurhpS4jlpy-QYNm8ioIQ',
      inzage: 'WeZQZ7HTFOKC2md4FBNnGQ',
    });
  });

  it('are those that OpenSSL makes, one person after another under several keys', function () {
    // openssl kdf … HKDF, then openssl dgst -sha256 -mac HMAC, the first sixteen bytes
    const ander = createPersoonHasher(Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - 3 * i)), 4);
    const eigen = createPersoonHasher(HOOFDSLEUTEL, 3);
    const tweede = parseBsn('999990019')!;

    expect([eigen(tweede), ander(tweede), eigen(BSN).trace, eigen(tweede).trace]).to.deep.equal([
      {
        sleutelVersie: 3,
        trace: 'aYnBwHQ1MDn9znTeWGm-jQ',
        historie: 'rFHdnHByL_5H1Bh03cuaFQ',
        samenloop: 'OEpAlzcbOSyioVLVcSKJxw',
        inzage: 'O_luxyIbgg3XlbYLRAjHsA',
      },
      {
        sleutelVersie: 4,
        trace: '56u6I3ul7xn83D3o9M2QGg',
        historie: 'JZwJs6mOCNx0WFKA1XjKxw',
        samenloop: 'KazowpCikOL_1vfL5gY6gg',
        inzage: 'wK6P2yAvWE1Ew5YxaHlvrQ',
      },
      'yOR_KRvvqKksdpNVRKYgcw',
      'aYnBwHQ1MDn9znTeWGm-jQ',
    ]);
  });

  it('differ per purpose, per person and per main key', function () {
    const hasher = createPersoonHasher(HOOFDSLEUTEL, 1);
    const ander = createPersoonHasher(Buffer.alloc(32, 1), 1);
    const alle = [hasher(BSN), hasher(parseBsn('999990019')!), ander(BSN)];
    const hashes = alle.flatMap(({ trace, historie, samenloop, inzage }) => [trace, historie, samenloop, inzage]);

    expect(new Set(hashes)).to.have.property('size', 12);
  });

  it('are not made from a main key of another length', function () {
    expect(() => createPersoonHasher(HOOFDSLEUTEL.subarray(1), 1)).to.throw(HoofdsleutelOngeldig);
  });
});
