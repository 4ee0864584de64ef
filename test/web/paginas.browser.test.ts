import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { slaOverZonder } from '../vereist.ts';
import { meldAan, startBrowser, vindChromium } from './browser.ts';
import { openHelpdesk, VIJANDIG, type Helpdesk, type Soort } from './helpdesk.ts';

const BREED = { width: 1280, height: 800 };
const SMAL = { width: 390, height: 844 };
/** What 1280 by 1024 becomes at a zoom of 400%. */
const ZOOM_400 = { width: 320, height: 256 };
const AXE: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

const BERICHTEN: Readonly<Record<Soort, string>> = {
  bezorgd: 'Bezorgd',
  klaargezet: 'Klaargezet',
  aangeboden: 'Aangeboden',
  geweigerd: 'Geweigerd door ontvanger',
  onbestelbaar: 'Onbestelbaar',
  gesloten: 'gesloten door beheer',
  afgekeurd: 'Afgekeurd',
  nietBeoordeeld: 'In onderzoek',
  gepauzeerd: 'Ontvangen',
  zonderKop: 'een onbekende partij',
  verlopen: 'De bewaartermijn is voorbij',
  vijandig: VIJANDIG,
};

/** A page as it is asked for, and what stands on it. */
interface Proefpagina {
  readonly naam: string;
  readonly pad: (helpdesk: Helpdesk) => string;
  readonly status: number;
  readonly tekst: string;
  readonly voor?: (helpdesk: Helpdesk) => void;
}

const PAGINAS: readonly Proefpagina[] = [
  { naam: 'the search page', pad: () => '/', status: 200, tekst: 'Nieuwste berichten' },
  { naam: 'results', pad: () => '/?zoek=0363', status: 200, tekst: 'berichten voor “0363”' },
  { naam: 'no results', pad: () => '/?zoek=bestaatniet', status: 200, tekst: 'Niets gevonden' },
  { naam: 'no results but near ones', pad: () => '/?zoek=START-2026-xx', status: 200, tekst: 'Lijkt hierop' },
  { naam: 'a search that is refused', pad: () => '/?zoek=999900006', status: 400, tekst: 'burgerservicenummer' },
  { naam: 'a search that is too long', pad: () => `/?zoek=${'x'.repeat(101)}`, status: 400, tekst: 'ten hoogste' },
  { naam: 'an unknown message', pad: () => '/berichten/x', status: 404, tekst: 'Niet gevonden' },
  {
    naam: 'a failure of ours',
    pad: ({ ids }) => `/berichten/${ids.bezorgd}`,
    status: 500,
    tekst: 'Er ging iets mis',
    voor: (helpdesk) => helpdesk.laatInzageMislukken(),
  },
  ...(Object.keys(BERICHTEN) as Soort[]).map((soort) => ({
    naam: `a message that is ${soort}`,
    pad: ({ ids }: Helpdesk) => `/berichten/${ids[soort]}`,
    status: 200,
    tekst: BERICHTEN[soort],
  })),
];

describe('The pages of the helpdesk, in a real browser', function () {
  this.timeout(60_000);
  const open: { close(): Promise<unknown> }[] = [];
  let helpdesk: Helpdesk;
  let browser: Browser;
  let context: BrowserContext;
  let pagina: Page;
  let axe: string;
  /** What the console of the browser said, and what its policy kept out. */
  let klachten: string[] = [];

  before(async function () {
    slaOverZonder('chromium', vindChromium() !== undefined, this);
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    helpdesk = await openHelpdesk();
    open.push({ close: () => helpdesk.ruimOp() });
    browser = await startBrowser();
    open.push(browser);
    context = await browser.newContext({ viewport: BREED, locale: 'nl-NL' });
    pagina = await context.newPage();
    await pagina.addInitScript(() =>
      // eslint-disable-next-line no-console -- the console of the browser, which the test listens to
      document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP ${e.violatedDirective}`)),
    );
    pagina.on('console', (regel) => {
      // the status of the page itself is what the test asked for
      const isEigenStatus = regel.text().startsWith('Failed to load resource: the server responded with a status of');
      if (!isEigenStatus || regel.location().url !== pagina.url()) klachten.push(regel.text());
    });
    pagina.on('pageerror', (fout) => klachten.push(fout.message));
    await meldAan(pagina, helpdesk.proef.url);
  });
  beforeEach(async function () {
    klachten = [];
    await pagina.setViewportSize(BREED);
    await pagina.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  });
  after(async function () {
    for (const deel of open.toReversed()) await deel.close();
  });

  /** @returns what axe finds, a line each. */
  async function keur(): Promise<readonly string[]> {
    // evaluated from outside: the policy of the page lets no script in
    await pagina.evaluate(`window.axe === undefined && (() => { ${axe} })()`);
    // what was in order stays there: to bring it over takes longer than to find it
    const gevonden = `axe.run(${JSON.stringify(AXE)}).then(({ violations }) => violations)`;
    const gebreken = await pagina.evaluate<AxeResults['violations']>(gevonden);
    return gebreken.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  /** @returns the elements that stick out of the window at the side. */
  function steektUit(): Promise<readonly string[]> {
    return pagina.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth)
        .map((element) => element.outerHTML.slice(0, 100));
    });
  }

  /** @returns what can be pressed and is smaller than 24 by 24; a link within a sentence may be. */
  function teKlein(): Promise<readonly string[]> {
    return pagina.evaluate(() =>
      [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter((element) => !element.matches('.richting a, .nl-skip-link'))
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return element.checkVisibility() && (width < 24 || height < 24);
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
  }

  async function keurOveral(): Promise<void> {
    for (const [maat, kleuren] of [
      [BREED, ['light', 'dark']],
      [SMAL, ['light', 'dark']],
      [ZOOM_400, []],
    ] as const) {
      await pagina.setViewportSize(maat);
      expect(await steektUit(), `sticks out at ${maat.width}`).to.deep.equal([]);
      expect(await teKlein(), `too small at ${maat.width}`).to.deep.equal([]);
      for (const colorScheme of kleuren) {
        await pagina.emulateMedia({ colorScheme });
        expect(await keur(), `axe at ${maat.width}, ${colorScheme}`).to.deep.equal([]);
      }
    }
    expect(klachten).to.deep.equal([]);
  }

  for (const { naam, pad, status, tekst, voor } of PAGINAS)
    it(`${naam}: fit for everyone in both sizes and colours and at 400%, without a complaint of the browser`, async function () {
      voor?.(helpdesk);

      const antwoord = await pagina.goto(`${helpdesk.proef.url}${pad(helpdesk)}`);

      expect(antwoord?.status()).to.equal(status);
      expect(await pagina.locator('main').innerText()).to.include(tekst);
      expect(await pagina.locator('.band').innerText()).to.include('Demo-omgeving');
      await pagina.evaluate(() => document.querySelectorAll('details').forEach((blok) => (blok.open = true)));
      await keurOveral();
    });

  it('who is not logged in: asked who he is, and then shown what he came for', async function () {
    const zonder = await browser.newContext({ viewport: BREED });
    const bezoek = await zonder.newPage();
    const adres = `${helpdesk.proef.url}/berichten/${helpdesk.ids.afgekeurd}`;
    const vorige = pagina;
    try {
      const antwoord = await bezoek.goto(adres);
      pagina = bezoek;
      expect(antwoord?.status()).to.equal(401);
      await keurOveral();
      await bezoek.getByRole('button', { name: 'Aanmelden' }).click();
      await bezoek.getByText('Wat er niet goed is').waitFor();
      expect(bezoek.url()).to.equal(adres);
    } finally {
      pagina = vorige;
      await zonder.close();
    }
  });

  it('a form of another site: refused in words', async function () {
    const elders = `<form method="post" action="${helpdesk.proef.url}/zoeken"><button>Verstuur</button></form>`;
    await pagina.goto(`data:text/html,${encodeURIComponent(elders)}`);

    await pagina.getByRole('button').click();

    await pagina.getByText('Dit formulier kwam niet van het knooppunt').waitFor();
    await keurOveral();
  });

  it('who was away for half an hour: asked again, and shown what he searched for', async function () {
    await pagina.goto(`${helpdesk.proef.url}/`);
    helpdesk.klok.verzet(31 * 60);

    await pagina.getByLabel('Nummer, partij').fill('WMO301');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Uw sessie is afgelopen').waitFor();
    await keurOveral();
    await pagina.getByRole('button', { name: 'Aanmelden' }).click();

    await pagina.getByText('1 bericht voor “WMO301”').waitFor();
  });

  it('go with the keyboard alone, from skip link to search, to a message and back, and show where one is', async function () {
    const waar = () =>
      pagina.evaluate(() => {
        const element = document.activeElement;
        const stijl = element === null ? undefined : getComputedStyle(element);
        const vak = element?.getBoundingClientRect();
        return {
          naam: element?.textContent.trim() === '' ? element.id : element?.textContent.trim(),
          omlijnd: stijl?.outlineStyle === 'solid' && Number.parseFloat(stijl.outlineWidth) >= 2,
          inBeeld: vak !== undefined && vak.top >= 0 && vak.bottom <= innerHeight,
        };
      });
    const stap = async (toets: string, naam: string): Promise<void> => {
      await pagina.keyboard.press(toets);
      expect(await waar()).to.deep.equal({ naam, omlijnd: true, inBeeld: true });
    };

    await pagina.goto(`${helpdesk.proef.url}/`);
    for (const naam of ['Naar de inhoud', 'Knooppunt', 'Afmelden', 'zoek', 'Zoeken']) await stap('Tab', naam);
    await pagina.goto(`${helpdesk.proef.url}/`);
    await stap('Tab', 'Naar de inhoud');
    await pagina.keyboard.press('Enter');
    await stap('Tab', 'zoek');
    await pagina.keyboard.type('START-2026-1193');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('1 bericht voor').waitFor();
    await pagina.keyboard.press('Tab');
    await pagina.keyboard.press('Enter');
    for (const naam of ['zoek', 'Zoeken', 'WMO305 01a20cd1…f4e871']) await stap('Tab', naam);
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('heading', { name: 'WMO305 start levering' }).waitFor();
    await pagina.keyboard.press('Tab');
    await pagina.keyboard.press('Enter');
    await stap('Tab', 'Zoek een ander bericht');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Nieuwste berichten').waitFor();

    expect(klachten).to.deep.equal([]);
  });

  it('work without a script: log in, search, open, log out', async function () {
    const zonder = await browser.newContext({ javaScriptEnabled: false });
    try {
      const bezoek = await zonder.newPage();
      await meldAan(bezoek, helpdesk.proef.url);
      await bezoek.getByLabel('Nummer, partij').fill('f4e871');
      await bezoek.getByRole('button', { name: 'Zoeken' }).click();
      await bezoek.getByRole('link', { name: 'WMO305' }).click();
      await bezoek.getByText('Aan zet: de leverancier van de software').first().waitFor();
      await bezoek.getByText('Technische gegevens').click();
      await bezoek.getByText('SHA-256').waitFor();
      await bezoek.getByRole('button', { name: 'Afmelden' }).click();
      await bezoek.getByRole('heading', { name: 'Aanmelden' }).waitFor();
    } finally {
      await zonder.close();
    }
  });

  it('keep still for who asks for that', async function () {
    await pagina.emulateMedia({ reducedMotion: 'reduce' });
    await pagina.goto(`${helpdesk.proef.url}/?zoek=0363`);

    const bewegend = await pagina.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior === 'smooth';
        })
        .map(({ tagName }) => tagName),
    );

    expect(bewegend).to.deep.equal([]);
  });
});
