import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';

describe('The command line as a process', function () {
  it('goes on to its end when nobody reads what it prints (knooppunt routes check | head -0 ended with a stack)', async function () {
    const kind = spawn(process.execPath, ['bin/knooppunt.js', 'routes', 'check'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let fouten = '';
    kind.stderr.setEncoding('utf8').on('data', (deel: string) => (fouten += deel));
    kind.stdout.destroy();

    const [code] = (await once(kind, 'close')) as [number | null];

    expect(fouten).to.equal('');
    expect(code).to.equal(0);
  });
});
