import { expect } from 'chai';
import type { KopRegel } from '../../src/signature/koppen.ts';
import { beoordeel, berichtKoppen, jadesVerzoek, maakVerifier, metKop, rfcKoppen, rfcVerzoek } from './proef.ts';

const PROXY = '10.0.0.7';
const PARS = ['(request-target)', 'host', 'content-type', 'content-length', 'digest'];
const ZONDER_LENGTE = PARS.filter((naam) => naam !== 'content-length');

function achterProxy(anders: { padVoorvoegsel?: string } = {}) {
  return maakVerifier({ opties: { vertrouwdeProxies: [PROXY], ...anders } });
}

describe('the address of a request', function () {
  it('is one of ours in any case, with or without the default port', async function () {
    for (const host of ['HUB.example.nl', 'hub.example.nl:443']) {
      const koppen = metKop(berichtKoppen(), 'Host', host);

      expect((await beoordeel(maakVerifier(), jadesVerzoek({ koppen }))).code, host).to.equal('ok');
    }
  });

  it('is not ours on another port → HND20', async function () {
    const koppen = metKop(berichtKoppen(), 'Host', 'hub.example.nl:8443');

    expect((await beoordeel(maakVerifier(), jadesVerzoek({ koppen }))).code).to.equal('HND20');
  });

  it('may be any of several names', async function () {
    const verifier = maakVerifier({
      opties: { publiekeUrls: ['https://hub.example.nl', 'http://localhost:8080/', 'http://127.0.0.1:8080'] },
    });
    const koppen = metKop(rfcKoppen(), 'Host', 'localhost:8080');
    const verzoek = rfcVerzoek({
      koppen,
      basis: (goed) => goed.replace('https://hub.example.nl', 'http://localhost:8080'),
    });

    const { bewezen } = await beoordeel(verifier, verzoek);

    expect(bewezen?.targetUri).to.equal('http://localhost:8080/v1/berichten');
  });

  it('comes from X-Forwarded-Host when a trusted proxy says so', async function () {
    const binnen = metKop(berichtKoppen(), 'Host', 'knooppunt-1.intern');
    const goed = jadesVerzoek();
    const verzoek = {
      ...goed,
      koppen: [...binnen, ['X-Forwarded-Host', 'hub.example.nl'] as const, goed.koppen.at(-1)!],
      peerAdres: `::ffff:${PROXY}`,
    };

    expect((await beoordeel(achterProxy(), verzoek)).code).to.equal('ok');
  });

  it('never comes from X-Forwarded-Host of anybody else → HND20', async function () {
    const goed = jadesVerzoek();
    const koppen = metKop(metKop(goed.koppen, 'Host', 'evil.example'), 'X-Forwarded-Host', 'hub.example.nl');

    expect((await beoordeel(achterProxy(), { ...goed, koppen, peerAdres: '192.0.2.9' })).code).to.equal('HND20');
    expect((await beoordeel(maakVerifier(), { ...goed, koppen })).code).to.equal('HND20');
  });

  it('is ambiguous with two X-Forwarded-Host lines → HND10', async function () {
    const goed = jadesVerzoek();
    const koppen: KopRegel[] = [
      ...goed.koppen,
      ['X-Forwarded-Host', 'hub.example.nl'],
      ['X-Forwarded-Host', 'evil.example'],
    ];

    expect((await beoordeel(achterProxy(), { ...goed, koppen, peerAdres: PROXY })).code).to.equal('HND10');
  });

  it('has the prefix that the proxy strips', async function () {
    const jades = { ...jadesVerzoek({ target: '/iwmo/v1/berichten' }), target: '/v1/berichten', peerAdres: PROXY };
    const rfc = { ...rfcVerzoek({ target: '/iwmo/v1/berichten' }), target: '/v1/berichten', peerAdres: PROXY };
    const verifier = achterProxy({ padVoorvoegsel: '/iwmo' });

    expect((await beoordeel(verifier, jades)).bewezen?.target).to.equal('/iwmo/v1/berichten');
    expect((await beoordeel(verifier, rfc)).bewezen?.targetUri).to.equal('https://hub.example.nl/iwmo/v1/berichten');
  });

  it('may be another name that the table lists, for a client behind an Outway', async function () {
    const verifier = maakVerifier({ aansluiting: { handtekeningHosts: ['outway.gemeente.nl', 'hub.fsc.nl'] } });
    const jades = jadesVerzoek({ payload: (goed) => goed.replace('hub.example.nl', 'hub.fsc.nl') });
    const rfc = rfcVerzoek({ basis: (goed) => goed.replace('hub.example.nl', 'outway.gemeente.nl') });
    const vreemd = jadesVerzoek({ payload: (goed) => goed.replace('hub.example.nl', 'evil.example') });

    expect((await beoordeel(verifier, jades)).code).to.equal('ok');
    expect((await beoordeel(verifier, rfc)).bewezen?.targetUri).to.equal('https://outway.gemeente.nl/v1/berichten');
    expect((await beoordeel(verifier, vreemd)).code).to.equal('HND15');
  });
});

describe('Content-Length behind a trusted proxy', function () {
  it('may have been added: present and not in pars', async function () {
    const verzoek = jadesVerzoek({ pars: ZONDER_LENGTE });

    expect((await beoordeel(achterProxy(), { ...verzoek, peerAdres: PROXY })).code).to.equal('ok');
    expect((await beoordeel(achterProxy(), { ...verzoek, peerAdres: '192.0.2.9' })).code).to.equal('HND08');
  });

  it('may have been dropped: in pars and absent counts as the length of the body', async function () {
    const goed = jadesVerzoek();
    const verzoek = {
      ...goed,
      koppen: [...metKop(goed.koppen, 'Content-Length', undefined), ['Transfer-Encoding', 'chunked'] as const],
    };

    expect((await beoordeel(achterProxy(), { ...verzoek, peerAdres: PROXY })).code).to.equal('ok');
    expect((await beoordeel(achterProxy(), { ...verzoek, peerAdres: '192.0.2.9' })).code).to.equal('HND10');
  });
});
