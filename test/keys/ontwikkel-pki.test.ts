import { X509Certificate, createPrivateKey } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { leesCertsJson } from '../../src/keys/certs-json.ts';
import { leesPem } from '../../src/keys/certificaat-lezen.ts';
import { leesCrl } from '../../src/keys/crl.ts';
import { OntwikkelPkiGeweigerd, zorgVoorOntwikkelPki } from '../../src/keys/ontwikkel-pki.ts';
import type { OntwikkelPkiOpties } from '../../src/keys/ontwikkel-pki.ts';
import { OntwikkelPkiBeschadigd } from '../../src/keys/pki-ca.ts';
import { GEMEENTE, NU, ZORG, naDagen, pkiAansluiting, proefMap } from './proef-pki.ts';

const BASIS = { aansluitingen: [GEMEENTE, ZORG], omgeving: 'demo', nu: NU } as const;

describe('development PKI', function () {
  this.timeout(60_000);
  let bron: { map: string; weg: () => Promise<void> };
  let opruimen: (() => Promise<void>)[] = [];

  before(async function () {
    bron = await proefMap();
    await zorgVoorOntwikkelPki({ ...BASIS, map: bron.map });
  });
  after(async function () {
    await bron.weg();
  });
  afterEach(async function () {
    await Promise.all(opruimen.map((weg) => weg()));
    opruimen = [];
  });

  /** A copy of the PKI that was made once: making CAs takes seconds. */
  async function kopie(): Promise<string> {
    const { map, weg } = await proefMap();
    opruimen.push(weg);
    await cp(bron.map, map, { recursive: true });
    return map;
  }
  const zorgVoor = (map: string, anders: Partial<OntwikkelPkiOpties> = {}): ReturnType<typeof zorgVoorOntwikkelPki> =>
    zorgVoorOntwikkelPki({ ...BASIS, map, ...anders });
  const x509 = async (bestand: string, map = bron.map): Promise<X509Certificate> =>
    new X509Certificate(await readFile(join(map, bestand)));
  const cas = async (): Promise<readonly X509Certificate[]> =>
    leesPem(await readFile(join(bron.map, 'ca.pem'), 'latin1'), 'CERTIFICATE').map((der) => new X509Certificate(der));

  it('makes root, intermediate, hub keys, a leaf per connection, list and overview', async function () {
    const namen = (await readdir(bron.map)).sort();

    expect(namen).to.deep.equal([
      '.gitignore',
      'ca.pem',
      'certs.json',
      'crl.pem',
      'gemeente-a.crt.pem',
      'gemeente-a.key.pem',
      'hub-rsa.crt.pem',
      'hub-rsa.key.pem',
      'hub.crt.pem',
      'hub.key.pem',
      'intermediate.key.pem',
      'root.key.pem',
      'zorg-b.crt.pem',
      'zorg-b.key.pem',
    ]);
  });

  it('keeps every key readable for its own user only', async function () {
    const sleutels = (await readdir(bron.map)).filter((naam) => naam.endsWith('.key.pem'));
    const modes = await Promise.all(sleutels.map(async (naam) => (await stat(join(bron.map, naam))).mode & 0o777));

    expect(new Set(modes)).to.deep.equal(new Set([0o600]));
  });

  it('tells git to leave the folder alone, but for the readme', async function () {
    const regels = (await readFile(join(bron.map, '.gitignore'), 'utf8')).split('\n');

    expect(regels).to.include.members(['*', '!README.md']);
  });

  it('chains every leaf over the intermediate to the root', async function () {
    const [root, tussen] = await cas();

    expect(root!.subject).to.include('CN=Knooppunt ONTWIKKEL Root');
    expect(root!.verify(root!.publicKey)).to.equal(true);
    expect(tussen!.checkIssued(root!) && tussen!.verify(root!.publicKey)).to.equal(true);
    for (const naam of ['hub', 'hub-rsa', 'gemeente-a', 'zorg-b']) {
      const blad = await x509(`${naam}.crt.pem`);
      expect(blad.checkIssued(tussen!) && blad.verify(tussen!.publicKey), naam).to.equal(true);
      expect(blad.ca, naam).to.equal(false);
    }
  });

  it('puts the OIN of the connection in subject.serialNumber, and names with accents as they are', async function () {
    const { subject } = (await x509('gemeente-a.crt.pem')).toLegacyObject();

    expect(subject).to.include({ serialNumber: '00000099000000001000', O: 'Gemeente Súdwest-Proef', C: 'NL' });
  });

  it('encodes the OIN as PrintableString in RSA and EC certificates', async function () {
    const printable = Buffer.concat([Buffer.from('0603550405' + '1314', 'hex'), Buffer.from('00000099')]);

    for (const naam of ['gemeente-a', 'zorg-b'])
      expect((await x509(`${naam}.crt.pem`)).raw.includes(printable), naam).to.equal(true);
  });

  it('gives each key of the hub its kind, and localhost as a name for TLS', async function () {
    const [hub, rsa] = [await x509('hub.crt.pem'), await x509('hub-rsa.crt.pem')];

    expect(hub.publicKey.asymmetricKeyDetails).to.include({ namedCurve: 'prime256v1' });
    expect(rsa.publicKey.asymmetricKeyDetails).to.include({ modulusLength: 2048 });
    for (const certificaat of [hub, rsa]) {
      expect(certificaat.checkHost('localhost')).to.equal('localhost');
      expect(certificaat.checkIP('127.0.0.1')).to.equal('127.0.0.1');
    }
  });

  it('fits every key to its certificate', async function () {
    for (const naam of ['hub', 'hub-rsa', 'gemeente-a', 'zorg-b']) {
      const sleutel = createPrivateKey(await readFile(join(bron.map, `${naam}.key.pem`)));
      expect((await x509(`${naam}.crt.pem`)).checkPrivateKey(sleutel), naam).to.equal(true);
    }
  });

  it('lists in certs.json what aansluitingen.yaml needs', async function () {
    const [eerste] = await leesCertsJson(bron.map);
    const certificaat = await x509('gemeente-a.crt.pem');

    expect(eerste).to.deep.equal({
      aansluiting: 'gemeente-a',
      naam: 'Gemeente Súdwest-Proef',
      oin: '00000099000000001000',
      partijen: ['0363'],
      sleutel: 'gemeente-a.key.pem',
      certificaat: 'gemeente-a.crt.pem',
      vingerafdruk: certificaat.fingerprint256.replaceAll(':', '').toLowerCase(),
      geldigTot: '2027-11-24T09:30:00.000Z',
    });
  });

  it('changes no file when all is still valid', async function () {
    const map = await kopie();
    const inhoud = async (): Promise<string[]> =>
      Promise.all((await readdir(map)).map((naam) => readFile(join(map, naam), 'latin1')));
    const voor = await inhoud();

    const uitkomst = await zorgVoor(map, { nu: naDagen(20) });

    expect(uitkomst).to.deep.include({ gemaakt: [], vernieuwd: [] });
    expect(await inhoud()).to.deep.equal(voor);
  });

  it('replaces a leaf that ends within thirty days, and not a day earlier', async function () {
    const map = await kopie();

    const vroeg = await zorgVoor(map, { nu: naDagen(334) });
    const laat = await zorgVoor(map, { nu: naDagen(336) });

    expect(vroeg.ongewijzigd).to.include.members(['hub', 'gemeente-a', 'zorg-b']);
    expect(laat.vernieuwd).to.include.members(['hub', 'hub-rsa', 'gemeente-a', 'zorg-b']);
    expect(laat.regels[0]!.geldigTot).to.equal('2028-10-25T09:30:00.000Z');
  });

  it('keeps the former certificate of the hub beside the new one', async function () {
    const map = await kopie();
    const oud = (await x509('hub.crt.pem', map)).fingerprint256.replaceAll(':', '').toLowerCase();

    await zorgVoor(map, { nu: naDagen(336) });

    const bewaard = await x509(`hub-oud-${oud.slice(0, 12)}.crt.pem`, map);
    expect(bewaard.fingerprint256.replaceAll(':', '').toLowerCase()).to.equal(oud);
  });

  it('signs the CAs again with the same keys before they end, so that leaves stay valid', async function () {
    const map = await kopie();

    const uitkomst = await zorgVoor(map, { nu: naDagen(1825 - 399) });

    const [, tussen] = leesPem(await readFile(join(map, 'ca.pem'), 'latin1'), 'CERTIFICATE');
    expect(uitkomst.vernieuwd).to.include('ca');
    expect((await x509('zorg-b.crt.pem')).verify(new X509Certificate(tussen!).publicKey)).to.equal(true);
  });

  it('refreshes the revocation list past half of its life, with a higher number', async function () {
    const map = await kopie();

    const voor = await zorgVoor(map, { nu: naDagen(29) });
    const na = await zorgVoor(map, { nu: naDagen(31) });

    const [lijst] = leesPem(await readFile(join(map, 'crl.pem'), 'latin1'), 'X509 CRL');
    expect(voor.ongewijzigd).to.include('crl');
    expect(na.vernieuwd).to.deep.equal(['crl']);
    expect(leesCrl(lijst!)!.nummer).to.equal('2');
  });

  it('adds a leaf for a new connection and leaves the others', async function () {
    const map = await kopie();
    const nieuw = pkiAansluiting('zorg-c', '00000099000000003000');

    const uitkomst = await zorgVoor(map, { aansluitingen: [GEMEENTE, ZORG, nieuw] });

    expect(uitkomst.gemaakt).to.deep.equal(['zorg-c']);
    expect(uitkomst.vernieuwd).to.deep.equal([]);
  });

  it('makes everything anew on demand', async function () {
    const map = await kopie();

    const uitkomst = await zorgVoor(map, { opnieuw: true });

    expect((await x509('zorg-b.crt.pem', map)).raw.equals((await x509('zorg-b.crt.pem')).raw)).to.equal(false);
    expect(uitkomst.ongewijzigd).to.deep.equal([]);
  });

  it('makes a leaf again whose key is another one: what a crash between two writes leaves behind', async function () {
    const map = await kopie();
    await copyFile(join(map, 'hub.key.pem'), join(map, 'zorg-b.key.pem'));
    await writeFile(join(map, 'zorg-b.key.pem.0a0a0a0a0a0a.tmp'), 'half');

    const uitkomst = await zorgVoor(map);

    expect(uitkomst.vernieuwd).to.deep.equal(['zorg-b']);
    expect((await readdir(map)).filter((naam) => naam.endsWith('.tmp'))).to.deep.equal([]);
  });

  it('says what to do when a CA key is needed that is not there', async function () {
    const map = await kopie();
    await copyFile(join(map, 'hub.key.pem'), join(map, 'intermediate.key.pem'));
    const nieuw = pkiAansluiting('zorg-c', '00000099000000003000');

    const zonderWerk = await zorgVoor(map);
    const fout = await zorgVoor(map, { aansluitingen: [nieuw] }).catch((oorzaak: unknown) => oorzaak);

    expect(zonderWerk.gemaakt).to.deep.equal([]);
    expect(fout).to.be.instanceOf(OntwikkelPkiBeschadigd);
    expect((fout as Error).message)
      .to.include('intermediate.key.pem')
      .and.include('--opnieuw');
  });

  it('skips a connection whose OIN is real', async function () {
    const map = await kopie();
    const echt = pkiAansluiting('gemeente-echt', '00000001002220647000');

    const uitkomst = await zorgVoor(map, { aansluitingen: [GEMEENTE, ZORG, echt] });

    expect(uitkomst.overgeslagen).to.deep.equal(['gemeente-echt']);
    expect(await readdir(map)).not.to.include('gemeente-echt.key.pem');
  });

  it('refuses in production, and touches nothing', async function () {
    const { map, weg } = await proefMap();
    opruimen.push(weg);

    const fout = await zorgVoor(map, { omgeving: 'productie' }).catch((oorzaak: unknown) => oorzaak);

    expect(fout).to.be.instanceOf(OntwikkelPkiGeweigerd);
    expect(await readdir(map)).to.deep.equal([]);
  });

  it('refuses a connection that is named as a file of the PKI', async function () {
    const hub = pkiAansluiting('hub-rsa', '00000099000000003000');

    const fout = await zorgVoor(await kopie(), { aansluitingen: [hub] }).catch((oorzaak: unknown) => oorzaak);

    expect(fout).to.be.instanceOf(OntwikkelPkiGeweigerd);
  });

  it('leaves one consistent set when two processes start at once', async function () {
    const { map, weg } = await proefMap();
    opruimen.push(weg);
    const module = new URL('../../src/keys/ontwikkel-pki.js', import.meta.url).href;
    const opdracht = `
      const { zorgVoorOntwikkelPki } = await import(${JSON.stringify(module)});
      const opties = JSON.parse(${JSON.stringify(JSON.stringify({ ...BASIS, map }))});
      const { gemaakt } = await zorgVoorOntwikkelPki({ ...opties, nu: new Date(opties.nu) });
      console.log(gemaakt.length);`;
    const start = async (): Promise<string> => {
      const kind = spawn(process.execPath, ['--input-type=module', '-e', opdracht], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let uitvoer = '';
      kind.stdout.on('data', (stuk: Buffer) => (uitvoer += stuk.toString()));
      const [code] = (await once(kind, 'close')) as [number];
      expect(code).to.equal(0);
      return uitvoer.trim();
    };

    const aantallen = await Promise.all([start(), start()]);
    const daarna = await zorgVoor(map);

    expect(aantallen.sort()).to.deep.equal(['0', '6']);
    expect(daarna.ongewijzigd).to.have.members(['ca', 'hub', 'hub-rsa', 'gemeente-a', 'zorg-b', 'crl']);
    expect(await readdir(map)).not.to.include('.slot');
  });

  it('takes over the lock of a process that died', async function () {
    const map = await kopie();
    await writeFile(join(map, '.slot'), 'iemand anders');
    const tevoren = new Date(((await stat(map)).mtimeMs || 0) - 120_000);
    await utimes(join(map, '.slot'), tevoren, tevoren);

    const uitkomst = await zorgVoor(map);

    expect(uitkomst.ongewijzigd).to.include('hub');
  });
});
