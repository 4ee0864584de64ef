import { createPublicKey } from 'node:crypto';
import { expect } from 'chai';
import { RFC9421_ALGORITMEN, verifieerBytes } from '../../src/signature/algoritmen.ts';
import { controleerAntwoord } from '../../src/signature/controleer-antwoord.ts';
import { parseContentDigest, pastBijDigest, sha256 } from '../../src/signature/digest.ts';
import { bouwSignatureBase, maakComponent } from '../../src/signature/rfc9421-basis.ts';
import type { VerzoekFeiten } from '../../src/signature/rfc9421-basis.ts';
import { leesRfc9421 } from '../../src/signature/rfc9421-lezen.ts';
import { maakVerifier } from '../verify/proef.ts';
import { ANTWOORD, GEVALLEN, SLEUTELS, VERZOEK } from './rfc9421-appendix-b.ts';

const FEITEN: VerzoekFeiten = {
  method: VERZOEK.method,
  scheme: 'https',
  authority: VERZOEK.authority,
  target: VERZOEK.target,
  kop: (naam) => VERZOEK.koppen.get(naam),
  handtekening: () => undefined,
};

function feiten(anders: Partial<VerzoekFeiten> = {}): VerzoekFeiten {
  return { ...FEITEN, ...anders };
}

function waarde(naam: string, parameters: ReadonlyMap<string, unknown>, anders?: Partial<VerzoekFeiten>) {
  const basis = bouwSignatureBase([maakComponent(naam, parameters)], '()', feiten(anders));
  return basis.ok ? basis.waarde.split('\n')[0]?.slice(`${maakComponent(naam, parameters).id}: `.length) : undefined;
}

const GEEN = new Map<string, unknown>();

describe('RFC 9421 appendix B', function () {
  for (const { alg, over, paragraaf, regels, signature, signatureInput, sleutel } of GEVALLEN) {
    it(`${paragraaf}: builds the printed base, verifies, and fails with one LF more`, function () {
      const gelezen = leesRfc9421(signatureInput, signature);
      const [onze] = gelezen.ok ? gelezen.waarde : [];
      const basis = bouwSignatureBase(
        onze!.componenten,
        onze!.signatureParams,
        over === 'verzoek' ? FEITEN : { status: 200, kop: (naam) => ANTWOORD.koppen.get(naam), verzoek: FEITEN },
      );
      const klopt = (tekst: string) =>
        verifieerBytes(
          RFC9421_ALGORITMEN.get(alg)!,
          createPublicKey(SLEUTELS[sleutel]!),
          Buffer.from(tekst, 'latin1'),
          onze!.handtekening,
        );

      const verwacht = [
        ...regels,
        `"@signature-params": ${signatureInput.slice(signatureInput.indexOf('=') + 1)}`,
      ].join('\n');
      expect(basis).to.deep.equal({ ok: true, waarde: verwacht });
      expect(klopt(verwacht)).to.equal(true);
      expect(klopt(`${verwacht}\n`)).to.equal(false);
    });

    it(`${paragraaf}: is not meant for us → HND04`, async function () {
      const koppen = over === 'verzoek' ? VERZOEK.koppen : ANTWOORD.koppen;
      const rawHeaders = [...[...koppen].flat(), 'Signature-Input', signatureInput, 'Signature', signature];
      if (over === 'verzoek') {
        const verifier = maakVerifier({ opties: { publiekeUrls: ['https://example.com'] } });
        const { method, target } = VERZOEK;
        const kop = verifier.kop(
          { method, target, rawHeaders, peerAdres: '', payloadHandtekeningToegestaan: false },
          new Date(1618884475_000),
        );
        expect(kop.ok ? 'ok' : kop.fout.code).to.equal('HND04');
      } else {
        const controle = await controleerAntwoord({
          verzoek: {
            profiel: 'rfc9421',
            kopnaam: 'adr',
            method: 'POST',
            target: VERZOEK.target,
            targetUri: `https://example.com${VERZOEK.target}`,
            verzoekDigest: '',
            handtekening: '',
            verzoekHandtekening: '',
          },
          antwoord: { status: 200, rawHeaders, body: Buffer.from(ANTWOORD.body) },
          certificaten: [],
        });
        expect(controle.ok ? 'ok' : controle.fout.code).to.equal('HND04');
      }
    });
  }

  it('B.2.5: HMAC is in no table', function () {
    expect(RFC9421_ALGORITMEN.has('hmac-sha256')).to.equal(false);
  });

  it('has digests that are those of its bodies', function () {
    for (const { body, koppen } of [VERZOEK, ANTWOORD]) {
      const digesten = parseContentDigest(koppen.get('content-digest')!)!;

      expect(pastBijDigest(digesten, Buffer.from(body), sha256(body))).to.equal(true);
      expect(pastBijDigest(digesten, Buffer.from(`${body}\n`), sha256(`${body}\n`))).to.equal(false);
    }
  });
});

describe('RFC 9421 components', function () {
  it('come from the request line as it stood on the wire', function () {
    expect(waarde('@path', GEEN)).to.equal('/foo');
    expect(waarde('@path', GEEN, { target: '?x' })).to.equal('/');
    expect(waarde('@path', GEEN, { target: '/a%2Fb%20c' })).to.equal('/a%2Fb%20c');
    expect(waarde('@query', GEEN, { target: '/a' })).to.equal('?');
    expect(waarde('@query', GEEN, { target: '/a?' })).to.equal('?');
    expect(waarde('@target-uri', GEEN)).to.equal('https://example.com/foo?param=Value&Pet=dog');
    expect(waarde('@scheme', GEEN)).to.equal('https');
    expect(waarde('@method', GEEN, { method: 'post' })).to.equal('post');
  });

  it('hold an empty header, unfold a folded one and refuse a line break', function () {
    expect(waarde('x', GEEN, { kop: () => '' })).to.equal('');
    expect(waarde('x', GEEN, { kop: () => 'een\r\n\t twee' })).to.equal('een twee');
    expect(waarde('x', GEEN, { kop: () => 'een\n"@method": GET' })).to.equal(undefined);
    expect(waarde('x', GEEN, { kop: () => undefined })).to.equal(undefined);
  });

  it('read one query parameter, decoded and encoded again, and none that stands there twice', function () {
    const pet = new Map([['name', 'Pet']]);

    expect(waarde('@query-param', pet)).to.equal('dog');
    expect(waarde('@query-param', pet, { target: '/a?Pet=a+b%2Bc' })).to.equal('a%20b%2Bc');
    expect(waarde('@query-param', pet, { target: '/a?Pet=1&Pet=2' })).to.equal(undefined);
    expect(waarde('@query-param', pet, { target: '/a' })).to.equal(undefined);
  });

  it('of an answer come from the answer, and from its request where they say so', function () {
    const antwoord = { status: 202, kop: () => 'application/json', verzoek: FEITEN };
    const req = new Map<string, unknown>([['req', true]]);
    const regel = (naam: string, parameters = GEEN) =>
      bouwSignatureBase([maakComponent(naam, parameters)], '()', antwoord);

    expect(regel('@status')).to.deep.equal({ ok: true, waarde: '"@status": 202\n"@signature-params": ()' });
    expect(regel('@method', req)).to.deep.equal({ ok: true, waarde: '"@method";req: POST\n"@signature-params": ()' });
    expect(regel('@method')).to.deep.equal({ ok: false, fout: '"@method"' });
    expect(regel('content-type', new Map([['sf', true]]))).to.deep.equal({ ok: false, fout: '"content-type";sf' });
    expect(regel('signature', new Map<string, unknown>([...req, ['key', 'weg']]))).to.deep.include({ ok: false });
  });
});
