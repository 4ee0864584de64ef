import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BERICHTTYPEN } from '../../src/bericht/catalogus.ts';
import { startHubProces } from './hub-proces.ts';
import { zorgVoorProefPki } from './proef-certificaten.ts';
import { PROJECT, vrijePoort } from './proef-hub.ts';

describe('Starting: one clear sentence and exit code 3 when it cannot, nothing lost', function () {
  this.timeout(60_000);
  let map: string;
  let certificatenMap: string;

  before(async function () {
    certificatenMap = await zorgVoorProefPki();
  });
  beforeEach(function () {
    map = mkdtempSync(join(tmpdir(), 'knooppunt-start-'));
  });
  afterEach(function () {
    rmSync(map, { recursive: true, force: true });
  });

  async function start(
    regels: readonly string[],
    argumenten: readonly string[] = [],
  ): Promise<{ code: number | null; tekst: string }> {
    const config = join(map, 'knooppunt.yaml');
    writeFileSync(config, regels.join('\n'));
    const kind = spawn(
      process.execPath,
      ['bin/knooppunt.js', 'start', '--geen-demo', '--config', config, ...argumenten],
      { cwd: PROJECT },
    );
    let tekst = '';
    kind.stdout.on('data', (deel: Buffer) => (tekst += deel.toString()));
    kind.stderr.on('data', (deel: Buffer) => (tekst += deel.toString()));
    const [code] = (await once(kind, 'exit')) as [number | null];
    return { code, tekst };
  }
  const basis = (): string[] => [`certificatenMap: ${certificatenMap}`, `dataMap: ${join(map, 'data')}`];

  it('names a port that is taken', async function () {
    const bezet = createServer();
    await new Promise<void>((klaar) => bezet.listen(0, '127.0.0.1', klaar));
    const { port } = bezet.address() as AddressInfo;

    const { code, tekst } = await start([...basis(), `poort: ${port}`]);

    bezet.close();
    expect(code).to.equal(3);
    expect(tekst).to.contain(`Poort ${port} is al in gebruik`);
  });

  it('names every unknown or wrong setting with its line', async function () {
    const { code, tekst } = await start(['omgeving: demoo', 'poortt: 1', 'limieten: { maxBytes: veel }']);

    expect(code).to.equal(3);
    expect(tekst).to.match(/knooppunt\.yaml:1 .*omgeving/);
    expect(tekst).to.match(/knooppunt\.yaml:2 .*poortt/);
    expect(tekst).to.contain('limieten.maxBytes');
  });

  it('names every fault of the tables with file and line', async function () {
    const routing = join(map, 'routing');
    cpSync(join(PROJECT, 'routing'), routing, { recursive: true });
    writeFileSync(
      join(routing, 'mandaten.csv'),
      `${readFileSync(join(routing, 'mandaten.csv'), 'utf8')}12345678,bestaat-niet,WMO305,,\n65656055,hubbeheer,WMO999,,\n`,
    );

    const { code, tekst } = await start([...basis(), `routingMap: ${routing}`]);

    expect(code).to.equal(3);
    expect(tekst).to.match(/mandaten\.csv:\d+ /);
    expect(tekst.split('\n').filter((regel) => regel.includes('mandaten.csv:'))).to.have.lengthOf.at.least(2);
  });

  it('says which key file is missing when a database exists, and makes none', async function () {
    const data = join(map, 'data');
    const hub = await startHubProces(map, await vrijePoort(), []);
    expect(await hub.stop()).to.equal(0);
    rmSync(join(map, 'sleutels'), { recursive: true });

    const { code, tekst } = await start([`certificatenMap: ${certificatenMap}`, `dataMap: ${map}`]);

    expect(code).to.equal(3);
    expect(tekst).to.contain('kek-1.sleutel');
    expect(data).to.be.a('string');
  });

  it('says that a folder cannot be made or written', async function () {
    writeFileSync(join(map, 'data'), 'een bestand, geen map');

    const { code, tekst } = await start(basis());

    expect(code).to.equal(3);
    expect(tekst).to.contain(join(map, 'data'));
    expect(tekst).to.not.match(/\bat .*\.js:\d+/);
  });

  it('names a schema that does not compile', async function () {
    const xsd = join(map, 'xsd');
    cpSync(join(PROJECT, 'xsd'), xsd, { recursive: true });
    writeFileSync(
      join(xsd, 'iwmo', '3.2', 'WMO305.xsd'),
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element/></xs:schema>',
    );

    const { code, tekst } = await start([...basis(), `xsdMap: ${xsd}`]);

    expect(code).to.equal(3);
    expect(tekst).to.contain('WMO305.xsd');
  });

  it('refuses plain HTTP on an address that others can reach, unless a proxy is named', async function () {
    const { code, tekst } = await start([...basis(), 'adres: 0.0.0.0']);

    expect(code).to.equal(3);
    expect(tekst).to.contain('TLS');
  });

  it('refuses development certificates in productie', async function () {
    mkdirSync(join(map, 'certs'));
    const { code, tekst } = await start([
      `dataMap: ${join(map, 'data')}`,
      `certificatenMap: ${certificatenMap}`,
      'omgeving: productie',
    ]);

    expect(code).to.equal(3);
    expect(tekst).to.contain('aansluitingen.yaml');
  });

  it('plays the demo: all twenty-eight messages through the real doors, one refused with its place, and what to try', async function () {
    const poort = await vrijePoort();
    const config = join(map, 'knooppunt.yaml');
    writeFileSync(config, basis().join('\n'));
    const kind = spawn(process.execPath, ['bin/knooppunt.js', 'start', '--config', config, '--port', String(poort)], {
      cwd: PROJECT,
    });
    let tekst = '';
    kind.stdout.on('data', (deel: Buffer) => (tekst += deel.toString()));
    const weg = once(kind, 'exit');
    while (!tekst.includes('Stoppen: Ctrl-C') && kind.exitCode === null) await once(kind.stdout, 'data');
    kind.kill('SIGTERM');
    await weg;

    for (const { soort } of BERICHTTYPEN) expect(tekst).to.match(new RegExp(`[0-9a-f-]{36}  ${soort} `));
    expect(tekst).to.contain('Bezorgd').and.contain('Klaargezet');
    expect(tekst).to.match(/XSD\d\d {2}regel \d+ {2}\/Bericht\//);
    expect(tekst).to.match(/npx knooppunt trace [0-9a-f-]{36} --als 65656055/);
    expect(tekst).to.match(new RegExp(`browser: http://localhost:${poort}/\nStoppen: Ctrl-C\\.\n$`));
  });

  it('reads its tables again on SIGHUP and goes on', async function () {
    const hub = await startHubProces(map, await vrijePoort());

    hub.kind.kill('SIGHUP');
    while (!hub.uitvoer().includes('tabellen opnieuw lezen gevraagd')) await once(hub.kind.stderr!, 'data');

    expect(await hub.stop()).to.equal(0);
  });
});
