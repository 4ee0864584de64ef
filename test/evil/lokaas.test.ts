import { expect } from 'chai';
import { once } from 'node:events';
import { connect } from 'node:net';
import { luister } from './lokaas.ts';

describe('The listener that hostile files point at', function () {
  it('notices when this process calls it, so that a count of zero means something', async () => {
    const lokaas = await luister(0);
    const socket = connect(lokaas.poort, '127.0.0.1').resume();

    await once(socket, 'close');

    expect(lokaas.gebeld()).to.equal(1);
  });
});
