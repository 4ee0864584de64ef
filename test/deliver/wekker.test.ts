import { expect } from 'chai';
import { createWekker } from '../../src/deliver/wekker.ts';

const nooit = new AbortController().signal;

describe('Waiting for a mailbox without looking', function () {
  it('wakes all who wait for a name, and nobody else', async function () {
    const wekker = createWekker();
    const hier = [wekker.wacht('a', 10_000, nooit), wekker.wacht('a', 10_000, nooit)];
    const elders = wekker.wacht('b', 20, nooit);

    wekker.wek('a');

    expect(await Promise.all(hier)).to.deep.equal([true, true]);
    expect(await elders).to.equal(false);
  });

  it('ends when the caller goes away', async function () {
    const weg = new AbortController();
    const wachten = createWekker().wacht('a', 60_000, weg.signal);

    weg.abort();

    expect(await wachten).to.equal(false);
  });

  it('does not wait at all without time, or for one who is gone', async function () {
    const wekker = createWekker();

    expect(await wekker.wacht('a', 0, nooit)).to.equal(false);
    expect(await wekker.wacht('a', 60_000, AbortSignal.abort())).to.equal(false);
  });

  it('wakes everyone at an orderly stop', async function () {
    const wekker = createWekker();
    const wachten = [wekker.wacht('a', 60_000, nooit), wekker.wacht('b', 60_000, nooit)];

    wekker.wekAlles();

    expect(await Promise.all(wachten)).to.deep.equal([true, true]);
  });
});
