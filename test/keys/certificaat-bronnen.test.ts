import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { CertificatenOnleesbaar, laadCertificaatBronnen } from '../../src/keys/certificaat-bronnen.ts';
import { leesCertificaat } from '../../src/keys/certificaat-lezen.ts';
import { leesCrl } from '../../src/keys/crl.ts';
import { DerOnleesbaar, leesElementen } from '../../src/keys/der.ts';
import { geefCrlUit, geefUit } from '../../src/keys/certificaat-uitgeven.ts';
import { zorgVoorOntwikkelPki } from '../../src/keys/ontwikkel-pki.ts';
import { maakSleutel } from '../../src/keys/pki-map.ts';
import { NU, ZORG, naDagen, proefMap } from './proef-pki.ts';

describe('reading certificates and lists from a folder', function () {
  this.timeout(60_000);
  let bron: { map: string; weg: () => Promise<void> };
  let map: string;
  let weg: () => Promise<void>;

  before(async function () {
    bron = await proefMap();
    await zorgVoorOntwikkelPki({ map: bron.map, aansluitingen: [ZORG], omgeving: 'test', nu: NU });
  });
  after(async function () {
    await bron.weg();
  });
  beforeEach(async function () {
    ({ map, weg } = await proefMap());
    await cp(bron.map, map, { recursive: true });
  });
  afterEach(async function () {
    await weg();
  });

  it('tells roots, intermediates, leaves and lists apart by where they stand', async function () {
    const { wortels, tussen, bladen, crls } = await laadCertificaatBronnen(map);

    expect([wortels.length, tussen.length, bladen.length, crls.length]).to.deep.equal([1, 1, 3, 2]);
  });

  it('never trusts a CA that lies among the certificates of parties', async function () {
    await rename(join(map, 'ca.pem'), join(map, 'partij.pem'));

    const { wortels, tussen } = await laadCertificaatBronnen(map);

    expect([wortels.length, tussen.length]).to.deep.equal([0, 0]);
  });

  it('reads the folders vertrouwd and crl as well, also DER', async function () {
    const { wortels } = await laadCertificaatBronnen(map);
    await mkdir(join(map, 'vertrouwd'));
    await writeFile(join(map, 'vertrouwd', 'root.der'), wortels[0]!.der);
    await mkdir(join(map, 'crl'));
    await rename(join(map, 'crl.pem'), join(map, 'crl', 'a.pem'));

    const alles = await laadCertificaatBronnen(map);

    expect([alles.wortels.length, alles.crls.length]).to.deep.equal([2, 2]);
  });

  it('names every faulty file at once', async function () {
    await writeFile(join(map, 'crl.pem'), 'geen lijst');
    await writeFile(join(map, 'partij.crt'), '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n');

    const fout = await laadCertificaatBronnen(map).catch((oorzaak: unknown) => oorzaak);

    expect(fout).to.be.instanceOf(CertificatenOnleesbaar);
    expect((fout as Error).message.split('\n')).to.have.length(2);
    expect((fout as Error).message)
      .to.include('crl.pem')
      .and.include('partij.crt');
  });

  it('says that the folder is not there', async function () {
    const fout = await laadCertificaatBronnen(join(map, 'weg')).catch((oorzaak: unknown) => oorzaak);

    expect(fout).to.be.instanceOf(CertificatenOnleesbaar);
  });

  it('reads damaged certificates as none, whatever byte was changed, and never throws', async function () {
    const { bladen } = await laadCertificaatBronnen(map);
    const { der } = bladen[0]!;

    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (plaats, verschil) => {
        const kapot = Buffer.from(der);
        kapot[plaats] = kapot[plaats]! ^ verschil;
        const gelezen = leesCertificaat(kapot);
        expect(gelezen?.vingerafdruk).not.to.equal(bladen[0]!.vingerafdruk);
      }),
      { numRuns: 300 },
    );
  });

  it('takes no list that was changed after it was signed', async function () {
    const { tussen, crls } = await laadCertificaatBronnen(map);
    const sleutel = await maakSleutel('rsa');
    const ca = await geefUit(
      { naam: 'Proef', sleutel, van: NU, tot: naDagen(9), gebruik: 'ca' },
      { der: undefined, sleutel },
    );
    const der = await geefCrlUit(
      { nummer: 200n, van: NU, volgende: naDagen(7), ingetrokken: new Map([['0abc', NU]]) },
      { der: ca, sleutel },
    );
    const kapot = Buffer.from(der);
    kapot[kapot.indexOf(Buffer.from('0abc', 'hex')) + 1] = 0xbd;

    expect(leesCrl(der)!.isGetekendDoor(leesCertificaat(ca)!)).to.equal(true);
    expect(leesCrl(der)!.nummer).to.equal('200');
    expect([...leesCrl(der)!.ingetrokken.keys()]).to.deep.equal(['abc']);
    expect(leesCrl(kapot)!.isGetekendDoor(leesCertificaat(ca)!)).to.equal(false);
    expect(crls[0]!.isGetekendDoor(tussen[0]!)).to.equal(true);
  });

  it('reads DER strictly: no cut, indefinite or needlessly long lengths', function () {
    for (const hex of ['3005', '308000', '30810100', '3082000100', '1f01', '30', '308400000001', '3085000000000100'])
      expect(() => leesElementen(Buffer.from(hex, 'hex')), hex).to.throw(DerOnleesbaar);
  });
});
