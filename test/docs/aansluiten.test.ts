import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { openProefHub, PROJECT, type ProefHub } from '../e2e/proef-hub.ts';

/** Stands between the outputs of the blocks. */
const GRENS = '--- volgend blok ---';

// `npx knooppunt` runs this file; npx itself takes a second each time
const BEGIN = 'set -euo pipefail; npx() { shift; node bin/knooppunt.js "$@"; }';

describe('docs/aansluiten.md', function () {
  this.timeout(120_000);
  let proef: ProefHub;
  let map: string;
  /** What each block of shell printed, in order. */
  let uitvoer: readonly string[];

  before(async function () {
    proef = await openProefHub({ levering: {} });
    map = await mkdtemp(join(tmpdir(), 'knooppunt-aansluiten-'));
    const tekst = await readFile('docs/aansluiten.md', 'utf8');
    const blokken = [...tekst.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, blok]) => blok!);
    // one shell for all, as a reader has: later blocks use what earlier ones set
    const script = join(map, 'alles.sh');
    await writeFile(script, [BEGIN, ...blokken].join(`\necho '${GRENS}'\n`));
    const { stdout } = await promisify(execFile)('bash', [script], {
      cwd: PROJECT,
      env: { ...process.env, KNOOPPUNT_URL: proef.url, KNOOPPUNT_CERTS: proef.certificatenMap, MAP: map },
    });
    uitvoer = stdout.split(`${GRENS}\n`).slice(1);
  });
  after(async function () {
    await proef.ruimOp();
    await rm(map, { recursive: true, force: true });
  });

  it('sends, fetches and proves a message by the command line', function () {
    expect(uitvoer[1]).to.contain('goedgekeurd');
    expect(uitvoer[1]).to.match(/: aangenomen\n/);
    expect(uitvoer[1]).to.match(/1 bericht opgehaald in .* en bevestigd\./);
    expect(uitvoer[1]).to.match(/bewijs klopt/i);
    expect(uitvoer[2]).to.contain('Bezorgd');
  });

  it('sends a message with curl and openssl, and fetches the same bytes', function () {
    expect(uitvoer[4]).to.match(/^[0-9a-f-]{36} is ontvangen\n$/);
    expect(uitvoer[5]).to.contain('precies dezelfde bytes');
    expect(uitvoer[5]).to.contain('Bezorgd');
  });

  it('sends and fetches with the client library', async function () {
    const traceerId = /^aangenomen ([0-9a-f-]{36})/.exec(uitvoer[6] ?? '')?.[1] ?? '';

    expect(uitvoer[6]).to.contain(`opgehaald en bevestigd ${traceerId}`);
    expect(await readdir(map)).to.include(`${traceerId}.xml`);
  });

  it('shows what the hub expects under a signature, and that nothing was refused', function () {
    expect(uitvoer[7]).to.contain('De handtekening klopt.\n"@method": POST\n"@target-uri": ');
    expect(uitvoer[7]).to.contain('geen geweigerde verzoeken');
    expect(uitvoer).to.have.lengthOf(8);
  });
});
