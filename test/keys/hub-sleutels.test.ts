import { sign, verify } from 'node:crypto';
import { copyFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { laadHubSleutels } from '../../src/keys/hub-sleutels.ts';
import { zorgVoorOntwikkelPki } from '../../src/keys/ontwikkel-pki.ts';
import { SleutelOntbreekt } from '../../src/keys/sleutelmap.ts';
import { NU, naDagen, proefMap } from './proef-pki.ts';

describe('keys of the hub', function () {
  this.timeout(60_000);
  let bron: { map: string; weg: () => Promise<void> };
  let map: string;
  let weg: () => Promise<void>;

  before(async function () {
    bron = await proefMap();
    await zorgVoorOntwikkelPki({ map: bron.map, aansluitingen: [], omgeving: 'test', nu: NU });
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

  it('are a P-256 key and an RSA key, each with the certificate that proves it', async function () {
    const { es256, ps256 } = await laadHubSleutels(map);

    expect([es256.alg, ps256.alg]).to.deep.equal(['ES256', 'PS256']);
    for (const { sleutel, certificaatDer } of [es256, ps256]) {
      const der = Buffer.concat([
        Buffer.from('-----BEGIN CERTIFICATE-----\n'),
        Buffer.from(certificaatDer.toString('base64')),
        Buffer.from('\n-----END CERTIFICATE-----\n'),
      ]);
      expect(verify('sha256', Buffer.from('x'), der, sign('sha256', Buffer.from('x'), sleutel))).to.equal(true);
    }
    expect(es256.geldigTot).to.deep.equal(new Date('2027-11-24T09:30:00Z'));
  });

  it('list the former certificates too, newest first', async function () {
    const oud = await laadHubSleutels(map);
    await zorgVoorOntwikkelPki({ map, aansluitingen: [], omgeving: 'test', nu: naDagen(340) });

    const { es256, certificaten } = await laadHubSleutels(map);

    expect(certificaten).to.have.length(4);
    expect(certificaten[0]!.van.getTime()).to.be.greaterThan(certificaten[3]!.van.getTime());
    expect(certificaten.map(({ vingerafdruk }) => vingerafdruk)).to.include.members([
      es256.vingerafdruk,
      oud.es256.vingerafdruk,
      oud.ps256.vingerafdruk,
    ]);
  });

  it('stop the start with one sentence when a file is gone or belongs to another key', async function () {
    await copyFile(join(map, 'hub-rsa.key.pem'), join(map, 'hub.key.pem'));
    const verwisseld = await laadHubSleutels(map).catch((oorzaak: unknown) => oorzaak);
    await rm(join(map, 'hub.key.pem'));
    const weggehaald = await laadHubSleutels(map).catch((oorzaak: unknown) => oorzaak);
    const leeg = await laadHubSleutels(join(map, 'nergens')).catch((oorzaak: unknown) => oorzaak);

    for (const fout of [verwisseld, weggehaald, leeg]) {
      expect(fout).to.be.instanceOf(SleutelOntbreekt);
      expect((fout as Error).message).to.match(/^[^\n]+\.$/);
    }
  });
});
