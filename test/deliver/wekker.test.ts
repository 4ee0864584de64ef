import { expect } from 'chai';
import { createWekker, zoekOfWacht } from '../../src/deliver/wekker.ts';
import { createKlok } from '../../src/observe/clock.ts';

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

describe('A long poll', function () {
  const delen = { wekker: createWekker(), klok: createKlok() };
  const lang = { naam: 'a', wachtMs: 60_000, signaal: nooit };

  it('misses nothing that comes while it looks', async function () {
    const bak: string[] = [];
    let gekeken = 0;

    const gevonden = await zoekOfWacht(delen, lang, () => {
      const eerste = bak.at(0);
      gekeken += 1;
      // comes after this look was made, before it is answered
      bak.push('bericht');
      delen.wekker.wek('a');
      return Promise.resolve(eerste);
    });

    expect(gevonden).to.equal('bericht');
    expect(gekeken).to.equal(2);
  });

  it('looks once without time, and ends with nothing when the caller goes away', async function () {
    const weg = new AbortController();
    let gekeken = 0;
    const niets = (): Promise<undefined> => {
      gekeken += 1;
      return Promise.resolve(undefined);
    };

    await zoekOfWacht(delen, { ...lang, wachtMs: 0 }, niets);
    expect(gekeken).to.equal(1);
    const lopend = zoekOfWacht(delen, { ...lang, signaal: weg.signal }, niets);
    weg.abort();

    await lopend;
    expect(gekeken).to.equal(2);
  });

  it('leaves nobody waiting when the look fails', async function () {
    let fout: unknown;
    try {
      await zoekOfWacht(delen, lang, () => Promise.reject(new Error('stuk')));
    } catch (gevangen) {
      fout = gevangen;
    }

    expect(fout).to.be.instanceOf(Error);
  });
});
