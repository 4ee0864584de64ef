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
