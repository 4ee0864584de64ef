import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { voorbeeld } from '../cli/client-opdracht.ts';
import { openProefHub, type ProefHub } from '../e2e/proef-hub.ts';

describe('The example in docs/voorbeelden', function () {
  this.timeout(60_000);
  let proef: ProefHub;
  let map: string;

  before(async function () {
    proef = await openProefHub();
    map = await mkdtemp(join(tmpdir(), 'knooppunt-voorbeeld-'));
  });
  after(async function () {
    await proef.ruimOp();
    await rm(map, { recursive: true, force: true });
  });

  it('sends a message, fetches it at the other side, stores it and acknowledges it', async function () {
    const xml = voorbeeld('WMO301', 41);
    await writeFile(join(map, 'bericht.xml'), xml);

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [resolve('docs/voorbeelden/versturen-en-ophalen.mjs'), 'bericht.xml'],
      { cwd: map, env: { ...process.env, KNOOPPUNT_URL: proef.url, KNOOPPUNT_CERTS: proef.certificatenMap } },
    );

    const traceerId = /^aangenomen ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? '';
    expect(stdout).to.include(`opgehaald en bevestigd ${traceerId}`);
    expect((await readFile(join(map, `${traceerId}.xml`))).equals(xml)).to.equal(true);
  });
});
