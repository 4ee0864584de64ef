import { chmod, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { SleutelOntbreekt, openSleutelmap } from '../../src/keys/sleutelmap.ts';
import { proefMap } from './proef-pki.ts';

describe('key folder', function () {
  let basis: string;
  let weg: () => Promise<void>;
  let map: string;

  beforeEach(async function () {
    ({ map: basis, weg } = await proefMap());
    map = join(basis, 'sleutels');
  });
  afterEach(async function () {
    await weg();
  });
  const open = (databaseBestaat = false): ReturnType<typeof openSleutelmap> => openSleutelmap({ map, databaseBestaat });

  it('makes a key-encryption key and a person key when there is no database yet', async function () {
    const { keks, kekActief, persoonSleutel, persoonVersie } = await open();

    expect([...keks.keys()]).to.deep.equal([1]);
    expect([keks.get(1)!.length, kekActief, persoonSleutel.length, persoonVersie]).to.deep.equal([32, 1, 32, 1]);
    expect(keks.get(1)!.equals(persoonSleutel)).to.equal(false);
  });

  it('writes them for its own user only, and leaves no half files', async function () {
    await open();

    expect((await readdir(map)).sort()).to.deep.equal(['kek-1.sleutel', 'persoon-1.sleutel']);
    for (const naam of await readdir(map)) expect((await stat(join(map, naam))).mode & 0o777).to.equal(0o600);
    expect((await stat(map)).mode & 0o777).to.equal(0o700);
  });

  it('gives the same keys at the next start', async function () {
    const eerst = await open();

    expect(await open(true)).to.deep.equal(eerst);
  });

  it('gives two processes that start at once the same keys', async function () {
    const [een, twee] = await Promise.all([open(), open()]);

    expect(een).to.deep.equal(twee);
  });

  it('takes the highest version as active and keeps the former ones', async function () {
    await open();
    await writeFile(join(map, 'kek-2.sleutel'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });

    const { keks, kekActief } = await open(true);

    expect([[...keks.keys()], kekActief]).to.deep.equal([[1, 2], 2]);
  });

  for (const naam of ['kek-1.sleutel', 'persoon-1.sleutel'])
    it(`stops with one clear sentence when ${naam} is gone while a database exists`, async function () {
      await open();
      await rm(join(map, naam));

      const fout = await open(true).catch((oorzaak: unknown) => oorzaak);

      expect(fout).to.be.instanceOf(SleutelOntbreekt);
      expect((fout as Error).message)
        .to.match(/^[^\n]+\.$/)
        .and.include(naam)
        .and.include(map);
      expect(await readdir(map)).not.to.include(naam);
    });

  it('stops when the whole folder is gone while a database exists', async function () {
    expect(await open(true).catch((oorzaak: unknown) => oorzaak)).to.be.instanceOf(SleutelOntbreekt);
  });

  it('makes only what is missing after a start that was cut off', async function () {
    const eerst = await open();
    await rm(join(map, 'persoon-1.sleutel'));

    const daarna = await open();

    expect(daarna.keks.get(1)!.equals(eerst.keks.get(1)!)).to.equal(true);
  });

  it('refuses a damaged key file, names it, and does not repeat what is in it', async function () {
    await open();
    await writeFile(join(map, 'kek-1.sleutel'), 'abcd');

    const fout = (await open().catch((oorzaak: unknown) => oorzaak)) as Error;

    expect(fout).to.be.instanceOf(SleutelOntbreekt);
    expect(fout.message).to.include('kek-1.sleutel').and.not.include('abcd');
    expect(await readFile(join(map, 'kek-1.sleutel'), 'utf8')).to.equal('abcd');
  });

  it('names key files that others may read', async function () {
    await open();
    await chmod(join(map, 'kek-1.sleutel'), 0o644);

    expect((await open(true)).teRuim).to.deep.equal(['kek-1.sleutel']);
  });
});
