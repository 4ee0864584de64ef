import { expect } from 'chai';
import type { Aansluiting } from '../../src/bericht/aansluiting.ts';
import { createMislukteVerzoeken } from '../../src/http/mislukte-verzoeken.ts';
import type { BekendCertificaat } from '../../src/verify/port.ts';

const sinds = new Date('2026-11-25T09:00:00Z');
const vingerafdruk = (eigenaar: 'a' | 'b', nummer = 0): string => `${eigenaar}${nummer.toString(16).padStart(63, '0')}`;
const certificaten = {
  zoek: (afdruk: string): BekendCertificaat | undefined =>
    /^[ab]/.test(afdruk)
      ? ({ aansluiting: { id: `aansluiting-${afdruk.charAt(0)}` } as Aansluiting } as BekendCertificaat)
      : undefined,
};
const om = (seconde: number) =>
  ({
    moment: new Date(sinds.getTime() + seconde * 1000),
    methode: 'POST',
    pad: '/v1/berichten',
    code: 'HND15',
  }) as const;

describe('The rings of refused requests', function () {
  it('keep the latest of each certificate and count what fell out', function () {
    const mislukt = createMislukteVerzoeken(certificaten, sinds, { maxPerCertificaat: 3, maxCertificaten: 10 });
    for (let i = 0; i < 5; i += 1) mislukt.meld({ vingerafdruk: vingerafdruk('a') }, om(i));

    const { verzoeken, vervallen } = mislukt.van('aansluiting-a');

    expect(verzoeken.map(({ moment }) => moment.getTime() - sinds.getTime())).to.deep.equal([2000, 3000, 4000]);
    expect(vervallen).to.equal(2);
  });

  it('give a certificate that no connection has no ring, and a request without one neither', function () {
    const mislukt = createMislukteVerzoeken(certificaten, sinds, { maxPerCertificaat: 3, maxCertificaten: 1 });
    mislukt.meld({ vingerafdruk: vingerafdruk('a') }, om(0));
    for (let i = 0; i < 100; i += 1) mislukt.meld({ vingerafdruk: `c${vingerafdruk('a', i).slice(1)}` }, om(i));
    mislukt.meld({}, om(0));

    expect(mislukt.van('aansluiting-a')).to.deep.include({ vervallen: 0 });
    expect(mislukt.van('aansluiting-a').verzoeken).to.have.lengthOf(1);
  });

  it('are bounded in number: the one that was quiet longest goes, and its owner sees how many went', function () {
    const mislukt = createMislukteVerzoeken(certificaten, sinds, { maxPerCertificaat: 3, maxCertificaten: 2 });
    mislukt.meld({ vingerafdruk: vingerafdruk('b') }, om(0));
    mislukt.meld({ vingerafdruk: vingerafdruk('b') }, om(1));
    mislukt.meld({ vingerafdruk: vingerafdruk('a', 1) }, om(2));
    mislukt.meld({ vingerafdruk: vingerafdruk('a', 2) }, om(3));

    expect(mislukt.van('aansluiting-b')).to.deep.equal({ verzoeken: [], vervallen: 2, sinds });
    expect(mislukt.van('aansluiting-a').verzoeken).to.have.lengthOf(2);
  });

  it('keep one line of a caller that goes on in spite of 429, so that it pushes nothing out', function () {
    const mislukt = createMislukteVerzoeken(certificaten, sinds, { maxPerCertificaat: 3, maxCertificaten: 10 });
    const wie = { vingerafdruk: vingerafdruk('a') };
    mislukt.meld(wie, om(0));
    for (let i = 1; i <= 5; i += 1) mislukt.meld(wie, { ...om(i), code: 'DRUK' });

    const { verzoeken, vervallen } = mislukt.van('aansluiting-a');

    expect(verzoeken.map(({ code, moment }) => `${code} ${moment.getTime() - sinds.getTime()}`)).to.deep.equal([
      'HND15 0',
      'DRUK 5000',
    ]);
    expect(vervallen).to.equal(4);
  });

  it('do not repeat a method that the caller made up', function () {
    const mislukt = createMislukteVerzoeken(certificaten, sinds, { maxPerCertificaat: 3, maxCertificaten: 10 });
    mislukt.meld({ vingerafdruk: vingerafdruk('a') }, { ...om(0), methode: 'PROPFIND' });

    expect(mislukt.van('aansluiting-a').verzoeken.map(({ methode }) => methode)).to.deep.equal(['ANDERS']);
  });
});
