import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { Command } from 'commander';
import { registreerCheck } from '../../src/cli/check.ts';
import { jw305, wmo305 } from '../fixtures/berichten.ts';

describe('knooppunt check', function () {
  let map: string;
  let uit = '';
  let fout = '';
  let exitcode = -1;

  beforeEach(function () {
    map = mkdtempSync(join(tmpdir(), 'knooppunt-check-'));
    mkdirSync(join(map, 'sub'));
    writeFileSync(join(map, 'goed.xml'), wmo305());
    writeFileSync(join(map, 'sub', 'JEUGD.XML'), jw305());
    writeFileSync(join(map, 'geen-bericht.txt'), 'tekst');
    [uit, fout, exitcode] = ['', '', -1];
  });

  afterEach(function () {
    rmSync(map, { recursive: true });
  });

  async function voerUit(
    args: readonly string[],
    extra: { stdin?: string; stapMs?: number; terminal?: NodeJS.WritableStream } = {},
  ): Promise<void> {
    let klok = 0;
    const programma = new Command().exitOverride();
    registreerCheck(programma, {
      schrijf: (tekst) => (uit += tekst),
      schrijfFout: (tekst) => (fout += tekst),
      eindig: (code) => (exitcode = code),
      leesStdin: () => Promise.resolve(Buffer.from(extra.stdin ?? '')),
      ...(extra.terminal === undefined ? {} : { terminal: extra.terminal }),
      monotoonMs: () => (klok += extra.stapMs ?? 0),
    });
    await programma.parseAsync(['check', '--xsd', join(process.cwd(), 'xsd'), ...args], { from: 'user' });
  }

  const regels = (): readonly {
    bestand: string;
    uitkomst: string;
    bericht?: string;
    bevindingen: { code: string }[];
  }[] =>
    uit
      .trim()
      .split('\n')
      .map((regel) => JSON.parse(regel) as ReturnType<typeof regels>[number]);

  it('judges files, folders and standard input in the order of the arguments, one JSON object a line', async function () {
    await voerUit(['--json', '-', join(map, 'sub'), map, join(map, 'goed.xml')], { stdin: '<a>' });

    expect(
      regels().map(({ bestand, uitkomst, bericht }) => [bestand.replace(map, ''), uitkomst, bericht]),
    ).to.deep.equal([
      ['-', 'afgekeurd', undefined],
      ['/sub/JEUGD.XML', 'geaccepteerd', 'JW305'],
      ['/goed.xml', 'geaccepteerd', 'WMO305'],
      ['/sub/JEUGD.XML', 'geaccepteerd', 'JW305'],
      ['/goed.xml', 'geaccepteerd', 'WMO305'],
    ]);
    expect(exitcode).to.equal(1);
  });

  it('ends with 0 when all are accepted, and writes Dutch text', async function () {
    await voerUit([map]);

    expect(uit).to.match(/goed\.xml \(WMO305\): goedgekeurd\n {2}xml geslaagd · xsd geslaagd/);
    expect({ exitcode, fout }).to.deep.equal({ exitcode: 0, fout: '' });
  });

  it('ends with 2 when a file cannot be read, and says so', async function () {
    await voerUit(['--json', join(map, 'weg.xml'), join(map, 'goed.xml')]);

    expect(regels().map(({ uitkomst, bevindingen }) => [uitkomst, bevindingen[0]?.code])).to.deep.equal([
      ['niet_beoordeeld', 'BESTAND'],
      ['geaccepteerd', undefined],
    ]);
    expect(exitcode).to.equal(2);
  });

  it('judges for the environment that is asked for', async function () {
    await voerUit(['--json', '--omgeving', 'productie', join(map, 'goed.xml')]);

    expect(regels()[0]?.bevindingen.map(({ code }) => code)).to.deep.equal(['BRS18']);
  });

  it('refuses more than 25 MB, as sending does', async function () {
    writeFileSync(join(map, 'groot.xml'), Buffer.alloc(25_000_001, ' '));

    await voerUit(['--json', join(map, 'groot.xml')]);

    expect(regels()[0]).to.include({ uitkomst: 'afgekeurd' });
    expect(regels()[0]?.bevindingen[0]?.code).to.equal('BRS06');
  });

  it('ends with 3 and one sentence when the schemas are unusable', async function () {
    await voerUit(['--xsd', map, join(map, 'goed.xml')]);

    expect({ exitcode, uit, fout }).to.deep.equal({
      exitcode: 3,
      uit: '',
      fout: 'Schema iwmo/3.2: de map is er niet of is niet te lezen.\n',
    });
  });

  it('draws a progress bar only when a person watches and it takes longer than two seconds', async function () {
    const terminal = new PassThrough() as PassThrough & { isTTY?: boolean };
    terminal.isTTY = true;

    await voerUit(['--json', map], { terminal, stapMs: 500 });
    expect(terminal.read()).to.equal(null);

    await voerUit(['--json', map], { terminal, stapMs: 3_000 });
    expect(String(terminal.read())).to.contain('controleren');
  });
});
