import { expect } from 'chai';
import { FOUTCODES, foutGegevens } from '../../src/bericht/fault-catalogue.ts';
import { koppenBijCode } from '../../src/verify/antwoord-koppen.ts';

function namen(code: (typeof FOUTCODES)[number]): readonly string[] {
  return koppenBijCode(code).map(([naam]) => naam);
}

describe('headers beside a signature code', function () {
  it('say on every 401 how to sign, in both profiles', function () {
    const codes = FOUTCODES.filter((code) => foutGegevens(code).http === 401);

    expect(codes).to.include.members(['HND01', 'HND15', 'HND16']);
    for (const code of codes) expect(namen(code), code).to.deep.equal(['WWW-Authenticate', 'Accept-Signature']);
    expect(koppenBijCode('HND01')[0]?.[1]).to.deep.equal([
      'JAdES realm="knooppunt", header="Message-Signature", alg="PS256 ES256", pars="(request-target) host content-type content-length digest"',
      'Signature realm="knooppunt"',
    ]);
  });

  it('say which digests count when a digest is wrong', function () {
    for (const code of ['HND17', 'HND18', 'HND19'] as const) {
      expect(koppenBijCode(code)).to.deep.equal([
        ['Want-Digest', 'SHA-256, SHA-512;q=0.5'],
        ['Want-Content-Digest', 'sha-256=10, sha-512=5'],
      ]);
    }
  });

  it('say when to come back where revocation cannot be told, and nothing elsewhere', function () {
    expect(namen('HND13')).to.deep.equal(['Retry-After']);
    expect(namen('HND02')).to.deep.equal([]);
    expect(namen('BRS28')).to.deep.equal([]);
  });
});
