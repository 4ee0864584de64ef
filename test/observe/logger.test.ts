import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { foutVelden, framesVan } from '../../src/observe/fout-velden.ts';
import { createLogger } from '../../src/observe/logger.ts';

async function log(schrijf: (log: ReturnType<typeof createLogger>) => void): Promise<Record<string, unknown>[]> {
  const uit = new PassThrough();
  let tekst = '';
  uit.on('data', (deel: Buffer) => (tekst += deel.toString()));
  const logger = createLogger('info', uit);
  schrijf(logger);
  await logger.close();
  return tekst
    .split('\n')
    .filter((regel) => regel !== '')
    .map((regel) => JSON.parse(regel) as Record<string, unknown>);
}

describe('The log', function () {
  it('lets known fields through whose text fits', async function () {
    const traceerId = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';

    const [regel] = await log((l) => l.info('levering bevestigd', { traceerId, poging: 2, duurMs: 1.5 }));

    expect(regel).to.include({ level: 'info', message: 'levering bevestigd', traceerId, poging: 2, duurMs: 1.5 });
  });

  it('leaves out a field that it does not know or whose text does not fit, and says only its name', async function () {
    const [regel] = await log((l) =>
      l.warn('iets', { bsn: '999900006', traceerId: '999900006', code: 'BRS13', leeg: undefined }),
    );

    expect(JSON.stringify(regel)).to.not.contain('999900006');
    expect(regel).to.include({ code: 'BRS13', weggelaten: 'bsn traceerId' });
  });

  it('writes nothing below its level', async function () {
    expect(await log((l) => l.debug('stil'))).to.deep.equal([]);
  });

  it('turns an error into its class, code and frames, never its message', async function () {
    const fout = Object.assign(new TypeError("de waarde '999900006' mag niet\nook niet op regel twee"), {
      code: 'E_X',
    });

    const [regel] = await log((l) => l.error('mislukt', foutVelden(fout)));

    expect(regel).to.include({ fout: 'TypeError', code: 'E_X' });
    expect(regel!['stapel']).to.match(/^at /);
    expect(JSON.stringify(regel)).to.not.contain('999900006').and.not.contain('regel twee');
    expect(foutVelden('999900006')).to.deep.equal({ fout: 'onbekend' });
  });

  it('takes no line of a message for a frame, even one made to look like it', function () {
    const fout = new Error('onjuist:\n    at 999900006:1:1\n    at lees (999900006:12:34)');

    expect(framesVan(fout)[0]).to.match(/^\s+at .*logger\.test/);
    expect(framesVan(fout).join()).to.not.contain('999900006');
  });
});
