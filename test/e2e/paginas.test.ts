import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { proefKlok, type ProefKlok } from '../alarm/proef-klok.ts';
import { draaiOpdracht, uuidIn, voorbeeld } from '../cli/client-opdracht.ts';
import { stuurRuw } from './ondertekend-verzoek.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';

const BSN = '999900006';
const MINUUT = 60;

describe('The pages of the helpdesk', function () {
  let hub: ProefHub;
  let klok: ProefKlok;
  let cookie: string;

  const vraag = (pad: string, velden?: Record<string, string>, koppen: Record<string, string> = {}) =>
    fetch(`${hub.url}${pad}`, {
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...koppen },
      ...(velden === undefined ? {} : { method: 'POST', body: new URLSearchParams(velden) }),
    });
  const cookieUit = (antwoord: Response): string | undefined => antwoord.headers.get('set-cookie')?.split(';')[0];
  const merk = async (): Promise<string> =>
    /name="merk" value="([^"]+)"/.exec(await (await vraag('/')).text())?.[1] ?? '';
  const isIn = async (): Promise<boolean> => (await (await vraag('/')).text()).includes('id="zoek"');
  const meldAan = async (naam: string): Promise<string> => cookieUit(await vraag('/aanmelden', { naam })) ?? '';

  before(async function () {
    klok = proefKlok(new Date());
    hub = await openProefHub({}, undefined, { klok });
  });

  beforeEach(async function () {
    cookie = '';
    cookie = await meldAan('Anna');
  });

  after(() => hub.ruimOp());

  it('show nothing to who is not logged in', async function () {
    cookie = '';

    const tekst = await (await vraag('/?zoek=0363')).text();

    expect(tekst).to.include('Aanmelden bij de helpdesk').and.not.include('id="zoek"');
  });

  it('take no cookie that was tampered with, that another hub made, or of a name that is not on the list', async function () {
    const ander = await openProefHub();
    const echt = cookie;
    const [naam = '', id = '', tot = '', teken = ''] = cookie.split('.');
    const vanAnder = await fetch(`${ander.url}/aanmelden`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ naam: 'Anna' }) },
    });
    await ander.ruimOp();

    for (const vals of [
      echt.replace('Anna', 'Bram'),
      [naam, id, String(Number(tot) + 3600), teken].join('.'),
      [naam, 'AAAAAAAAAAAA', tot, teken].join('.'),
      cookieUit(vanAnder) ?? '',
      'knooppunt-helpdesk=',
      `knooppunt-helpdesk=${'x'.repeat(4000)}`,
    ]) {
      cookie = vals;
      expect(await isIn(), vals).to.equal(false);
    }
    cookie = '';
    expect(await meldAan('Mallory')).to.equal('');
    cookie = echt;
    expect(await isIn()).to.equal(true);
  });

  it('take no form with the mark of somebody else', async function () {
    const vanAnna = await merk();
    cookie = await meldAan('Bram');

    const antwoord = await vraag('/afmelden', { merk: vanAnna });

    expect(antwoord.headers.get('set-cookie')).to.equal(null);
    expect(await isIn()).to.equal(true);
  });

  it('close by themselves after half an hour without a page, and not while somebody works on', async function () {
    const begin = cookie;
    klok.verzet(20 * MINUUT);
    cookie = cookieUit(await vraag('/')) ?? '';
    const vanToen = await merk();
    klok.verzet(20 * MINUUT);

    expect(await isIn()).to.equal(true);
    expect((await vraag('/zoeken', { merk: vanToen, zoek: '0363' })).headers.get('location')).to.equal('/?zoek=0363');
    cookie = begin;
    expect(await isIn()).to.equal(false);
  });

  it('end with logging out, also for a cookie that was copied before', async function () {
    const antwoord = await vraag('/afmelden', { merk: await merk() });

    expect(antwoord.headers.get('set-cookie')).to.match(/^knooppunt-helpdesk=; Max-Age=0; /);
    expect(await isIn()).to.equal(false);
  });

  it('bring who had to log in to where he was going, and nowhere else', async function () {
    const id = '019ac7d2-1a2b-7c3d-8e4f-5a6b7c8d9e0f';
    const naar = async (velden: Record<string, string>) =>
      (await vraag('/aanmelden', { naam: 'Anna', ...velden })).headers.get('location');

    expect(await naar({ bericht: id })).to.equal(`/berichten/${id}`);
    expect(await naar({ zoek: 'Zorg & Zo' })).to.equal('/?zoek=Zorg+%26+Zo');
    for (const velden of [
      { bericht: '//elders.example' },
      { bericht: '../..' },
      { zoek: BSN },
      { zoek: 'x'.repeat(101) },
    ])
      expect(await naar(velden), JSON.stringify(velden)).to.equal('/');
  });

  it('send a search on to an address that can be shared', async function () {
    const antwoord = await vraag('/zoeken', { merk: await merk(), zoek: ' WMO305 ' });

    expect(antwoord.status).to.equal(303);
    expect(antwoord.headers.get('location')).to.equal('/?zoek=WMO305');
  });

  for (const tekst of [BSN, `bsn ${BSN}`, '999 900 006', '9999.00.006'])
    it(`refuse "${tekst.replaceAll(/[0-9]/g, '#')}" without showing, logging or passing it on, in a form and in an address`, async function () {
      const adres = `/?zoek=${encodeURIComponent(tekst)}`;
      const antwoorden = [await vraag('/zoeken', { merk: await merk(), zoek: tekst }), await vraag(adres)];
      cookie = '';
      const inlog = [await vraag('/zoeken', { merk: 'x', zoek: tekst }), await vraag(adres)];

      for (const antwoord of antwoorden) {
        expect(antwoord.status).to.equal(400);
        expect(await antwoord.clone().text()).to.include('burgerservicenummer');
      }
      for (const antwoord of [...antwoorden, ...inlog]) {
        expect(antwoord.headers.get('location') ?? '/').to.equal('/');
        expect(await antwoord.text()).to.not.include(tekst);
      }
      expect(hub.logboek()).not.to.include(BSN).and.not.include(tekst);
    });

  it('refuse ten thousand characters, in a form and in an address, in words', async function () {
    const tekst = 'x'.repeat(10_000);

    for (const antwoord of [
      await vraag('/zoeken', { merk: await merk(), zoek: tekst }),
      await vraag(`/?zoek=${tekst}`),
    ]) {
      expect(antwoord.status).to.equal(400);
      expect(await antwoord.text()).to.include('Zoek met ten hoogste 100 tekens.');
    }
  });

  it('refuse a form that is larger than any of theirs with a page', async function () {
    const antwoord = await vraag('/zoeken', { zoek: 'x'.repeat(100_000) });

    expect(antwoord.status).to.equal(413);
    expect(await antwoord.text()).to.match(/^<!doctype html>.*kon dit formulier niet lezen/s);
  });

  for (const tekst of ['%', '_', 'Zoë 👩‍👩‍👧 “&<>', '\u202e0363', '\u0000', '+ & = #', '100%25'])
    it(`search for ${JSON.stringify(tekst)} as it stands, through a form and its address`, async function () {
      const antwoord = await vraag('/zoeken', { merk: await merk(), zoek: tekst });
      const adres = antwoord.headers.get('location') ?? '';
      const pagina = await (await vraag(adres)).text();

      expect(new URL(adres, hub.url).searchParams.get('zoek')).to.equal(tekst);
      const gezien = tekst.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      expect(pagina).to.include('Niets gevonden voor').and.include(gezien);
    });

  it('lead who reloads the answer to a form to the search page', async function () {
    for (const pad of ['/zoeken', '/aanmelden', '/afmelden'])
      expect((await vraag(pad)).headers.get('location'), pad).to.equal('/');
  });

  it('take no form of another site or without the mark of the session', async function () {
    const vreemd = await vraag('/zoeken', { merk: await merk(), zoek: '0363' }, { origin: 'https://elders.example' });
    const zonder = await vraag('/zoeken', { zoek: '0363' });

    expect(vreemd.status).to.equal(403);
    expect(zonder.headers.get('location')).to.equal('/');
  });

  it('are not there under a name that somebody else pointed at this machine', async function () {
    const { status } = await stuurRuw(hub.poort, 'GET', '/', [['Host', 'elders.example']], Buffer.alloc(0));

    expect(status).to.equal(404);
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

describe('A look of the helpdesk at a message', function () {
  let hub: ProefHub;
  before(async function () {
    hub = await openProefHub();
  });
  after(() => hub.ruimOp());

  it('leaves in the trace of the parties that the helpdesk looked, and the name of who did with the helpdesk', async function () {
    const map = await mkdtemp(join(tmpdir(), 'knooppunt-inzage-'));
    await writeFile(join(map, 'bericht.xml'), voorbeeld('WMO301', 61));
    const traceerId = uuidIn((await draaiOpdracht(['send', join(map, 'bericht.xml'), '--als', '0363'], hub)).uit);
    const aangemeld = await fetch(`${hub.url}/aanmelden`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ naam: 'Anna' }) },
    });
    const cookie = aangemeld.headers.get('set-cookie')?.split(';')[0] ?? '';
    const kijk = async (): Promise<string> =>
      (await fetch(`${hub.url}/berichten/${traceerId}`, { headers: { cookie } })).text();
    await kijk();

    const partij = await draaiOpdracht(['trace', traceerId, '--als', '0363', '--json'], hub);
    const helpdesk = await kijk();

    const { gebeurtenissen } = JSON.parse(partij.uit) as { gebeurtenissen: { gebeurtenis: string; door: string }[] };
    const inzage = gebeurtenissen.find(({ gebeurtenis }) => gebeurtenis === 'ingezien');
    expect(inzage?.door).to.equal('helpdesk');
    expect(partij.uit.toLowerCase()).to.not.include('anna');
    expect(helpdesk).to.include('Anna van de helpdesk');
    await rm(map, { recursive: true });
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
