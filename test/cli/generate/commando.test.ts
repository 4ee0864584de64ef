import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Command } from 'commander';
import { registreerGenerate } from '../../../src/cli/generate.ts';
import { kanBsnBevatten } from '../../../src/bericht/bsn.ts';

describe('knooppunt generate', function () {
  let map: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'generate-'));
  });

  afterEach(async function () {
    await rm(map, { recursive: true, force: true });
  });

  async function roep(...argumenten: string[]): Promise<{ code: number; uit: string[]; fout: string[] }> {
    const uitkomst = { code: -1, uit: [] as string[], fout: [] as string[] };
    const program = new Command().exitOverride().configureOutput({ writeErr: (tekst) => uitkomst.fout.push(tekst) });
    registreerGenerate(program, {
      nu: () => new Date('2026-11-24T10:00:00Z'),
      monotoonMs: () => 0,
      schrijf: (regel) => uitkomst.uit.push(regel),
      schrijfFout: (regel) => uitkomst.fout.push(regel),
      stderr: process.stderr,
      zetExitCode: (code) => (uitkomst.code = code),
    });
    for (const commando of program.commands) commando.exitOverride().configureOutput(program.configureOutput());
    try {
      await program.parseAsync(['generate', ...argumenten], { from: 'user' });
    } catch (fout) {
      if (!(fout instanceof Error && 'exitCode' in fout)) throw fout;
      uitkomst.code = Number(fout.exitCode);
    }
    return uitkomst;
  }

  it('writes each of the 28 messages once, and tells so in Dutch', async function () {
    const { code, uit } = await roep('--map', join(map, 'nieuw'));

    expect(code).to.equal(0);
    const bestanden = await readdir(join(map, 'nieuw'));
    expect(new Set(bestanden.map((naam) => naam.split('-')[1])).size).to.equal(28);
    expect(uit[0]).to.contain('28 berichten geschreven');
  });

  it('writes the same files for the same seed and day, others for another seed', async function () {
    for (const [naam, seed] of Object.entries({ een: '7', twee: '7', drie: '8' }))
      await roep('--map', join(map, naam), '--seed', seed, '--aantal', '40');
    const lees = async (naam: string): Promise<string> => {
      const bestanden = (await readdir(join(map, naam))).sort();
      const inhoud = await Promise.all(bestanden.map((bestand) => readFile(join(map, naam, bestand), 'utf8')));
      return bestanden.join() + inhoud.join('');
    };

    expect(await lees('een')).to.equal(await lees('twee'));
    expect(await lees('een')).not.to.equal(await lees('drie'));
  });

  it('never writes over a file unasked', async function () {
    await roep('--map', map, '--aantal', '3');
    const [eerste] = (await readdir(map)).sort() as [string];
    await writeFile(join(map, eerste), 'van iemand anders');

    const { code, fout } = await roep('--map', map, '--aantal', '3');
    expect(code).to.equal(1);
    expect(fout.join('')).to.contain('--overschrijf').and.to.contain('0 van 3');
    expect(await readFile(join(map, eerste), 'utf8')).to.equal('van iemand anders');

    expect((await roep('--map', map, '--aantal', '3', '--overschrijf')).code).to.equal(0);
    expect(await readFile(join(map, eerste), 'utf8')).to.contain('<?xml');
  });

  it('prints one JSON object per file, without anything about a person', async function () {
    const { uit } = await roep('--map', map, '--aantal', '5', '--soort', 'jw323', '--bytes', '8000', '--json');

    expect(uit).to.have.length(5);
    for (const regel of uit) {
      const { bestand, bericht, bytes } = JSON.parse(regel) as { bestand: string; bericht: string; bytes: number };
      expect([bericht, bytes]).to.deep.equal(['JW323', 8000]);
      expect(await readFile(bestand)).to.have.length(8000);
      expect(kanBsnBevatten(regel)).to.equal(false);
    }
  });

  it('takes other parties', async function () {
    const { uit } = await roep('--map', map, '--aantal', '2', '--paar', '0034:98989898', '--json');

    for (const regel of uit) expect(JSON.parse(regel)).to.include({ afzender: '98989898', ontvanger: '0034' });
  });

  for (const argumenten of [
    ['--aantal', '0'],
    ['--aantal', '1e3'],
    ['--seed', '-1'],
    ['--soort', 'WMO999'],
    ['--peildatum', '2026-02-30'],
    ['--peildatum', '2020-06-01'],
    ['--paar', '65656055:0363'],
    ['--bytes', '25000001'],
  ]) {
    it(`refuses ${argumenten.join(' ')} with what was expected`, async function () {
      const { code, fout } = await roep('--map', map, ...argumenten);

      expect(code).to.equal(1);
      expect(fout.join('')).to.contain('Verwacht wordt');
      expect(await readdir(map)).to.deep.equal([]);
    });
  }

  it('says in Dutch that the folder is a file, or that a message cannot be that large', async function () {
    await writeFile(join(map, 'bestand'), '');

    const bestand = await roep('--map', join(map, 'bestand'));
    expect([bestand.code, bestand.fout.join('')]).to.deep.equal([
      1,
      `${join(map, 'bestand')} is geen map. Er zijn 0 van 28 berichten geschreven.`,
    ]);
    const groot = await roep('--map', map, '--soort', 'WMO319', '--bytes', '9000000');
    expect(groot.code).to.equal(1);
    expect(groot.fout.join('')).to.contain('kleinere --bytes');
  });
});
