import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draaiOpdracht, uuidIn, voorbeeld } from '../cli/client-opdracht.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';

const BSN = '999900006';

describe('The pages of the helpdesk', function () {
  let hub: ProefHub;
  let cookie: string;

  const vraag = (pad: string, velden?: Record<string, string>, koppen: Record<string, string> = {}) =>
    fetch(`${hub.url}${pad}`, {
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...koppen },
      ...(velden === undefined ? {} : { method: 'POST', body: new URLSearchParams(velden) }),
    });

  const merk = async (): Promise<string> =>
    /name="merk" value="([^"]+)"/.exec(await (await vraag('/')).text())?.[1] ?? '';

  before(async function () {
    hub = await openProefHub();
  });

  beforeEach(async function () {
    cookie = '';
    const antwoord = await vraag('/aanmelden', { naam: 'Anna' });
    cookie = antwoord.headers.get('set-cookie')?.split(';')[0] ?? '';
  });

  after(() => hub.ruimOp());

  it('show nothing to who is not logged in, or has a cookie that was tampered with', async function () {
    cookie = cookie.replace('Anna', 'Bram');

    const tekst = await (await vraag('/?zoek=0363')).text();

    expect(tekst).to.include('Aanmelden bij de helpdesk').and.not.include('name="zoek"');
  });

  it('send a search on to an address that can be shared', async function () {
    const antwoord = await vraag('/zoeken', { merk: await merk(), zoek: ' WMO305 ' });

    expect(antwoord.status).to.equal(303);
    expect(antwoord.headers.get('location')).to.equal('/?zoek=WMO305');
  });

  it('refuse a BSN without showing, logging or passing it on, in a form and in an address', async function () {
    const form = await vraag('/zoeken', { merk: await merk(), zoek: BSN });
    const adres = await vraag(`/?zoek=${BSN}`);

    for (const antwoord of [form, adres]) {
      expect(antwoord.status).to.equal(400);
      expect(antwoord.headers.get('location')).to.equal(null);
      expect(await antwoord.text())
        .to.include('burgerservicenummer')
        .and.not.include(BSN);
    }
    expect(hub.logboek()).not.to.include(BSN);
  });

  it('take no form of another site or without the mark of the session', async function () {
    const vreemd = await vraag('/zoeken', { merk: await merk(), zoek: '0363' }, { origin: 'https://elders.example' });
    const zonder = await vraag('/zoeken', { zoek: '0363' });

    expect(vreemd.status).to.equal(403);
    expect(zonder.headers.get('location')).to.equal('/');
  });

  it('say what was searched when nothing is found', async function () {
    expect(await (await vraag('/?zoek=bestaatniet')).text()).to.include('Niets gevonden voor “bestaatniet”');
  });

  it('leave in the trace of the parties that the helpdesk looked, and the name of who did with the helpdesk', async function () {
    const map = await mkdtemp(join(tmpdir(), 'knooppunt-inzage-'));
    await writeFile(join(map, 'bericht.xml'), voorbeeld('WMO301', 61));
    const traceerId = uuidIn((await draaiOpdracht(['send', join(map, 'bericht.xml'), '--als', '0363'], hub)).uit);
    await vraag(`/berichten/${traceerId}`);

    const partij = await draaiOpdracht(['trace', traceerId, '--als', '0363', '--json'], hub);
    const helpdesk = await (await vraag(`/berichten/${traceerId}`)).text();

    const { gebeurtenissen } = JSON.parse(partij.uit) as { gebeurtenissen: { gebeurtenis: string; door: string }[] };
    const inzage = gebeurtenissen.find(({ gebeurtenis }) => gebeurtenis === 'ingezien');
    expect(inzage?.door).to.equal('helpdesk');
    expect(partij.uit.toLowerCase()).to.not.include('anna');
    expect(helpdesk.toLowerCase()).to.include('helpdesk-anna');
    await rm(map, { recursive: true });
  });

  it('let a browser run no script and load from the hub alone; the style stays in its cache', async function () {
    const antwoord = await vraag('/');
    const css = /href="(\/stijl\/[0-9a-f]+\.css)"/.exec(await antwoord.text())?.[1] ?? '';
    const stijl = await vraag(css);

    expect(antwoord.headers.get('content-security-policy')).to.match(/^default-src 'none'; style-src 'self';/);
    expect(stijl.status).to.equal(200);
    expect(stijl.headers.get('cache-control')).to.include('immutable');
  });
});

describe('The pages outside the demo environment', function () {
  it('are not there, in a clear sentence, even without a login', async function () {
    const hub = await openProefHub({ omgeving: 'test' });

    const antwoord = await fetch(`${hub.url}/`);

    expect(antwoord.status).to.equal(404);
    expect(await antwoord.text()).to.include('nog niet ingericht');
    await hub.ruimOp();
  });
});
