import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { meldAan, startBrowser } from './browser.ts';
import { openHelpdesk, type Soort } from './helpdesk.ts';

/**
 * `npm run schermen [MAP] [alle]`: pictures of the pages for the documents, of a hub whose clock stands still, so that
 * the same pages give the same pictures. With `alle` every page in every state, to look at.
 */

const BREED = { viewport: { width: 1280, height: 870 }, colorScheme: 'light' } as const;
const SMAL = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

const MAP = process.argv[2] ?? join('docs', 'schermen');
const ALLES = process.argv[3] === 'alle';

mkdirSync(MAP, { recursive: true });
const helpdesk = await openHelpdesk();
const browser = await startBrowser();
try {
  for (const [naam, opties] of [
    ['licht-1280', BREED],
    ['donker-390', SMAL],
    ...(ALLES
      ? ([
          ['donker-1280', { ...BREED, colorScheme: 'dark' }],
          ['licht-390', { ...SMAL, colorScheme: 'light' }],
        ] as const)
      : []),
  ] as const) {
    const context = await browser.newContext({ ...opties, locale: 'nl-NL', javaScriptEnabled: false });
    const pagina = await context.newPage();
    const leg = async (pad: string, bestand: string, fullPage = ALLES): Promise<void> => {
      await pagina.goto(`${helpdesk.proef.url}${pad}`);
      await pagina.screenshot({ path: join(MAP, `${bestand}-${naam}.png`), fullPage });
    };
    if (ALLES) await leg('/', 'aanmelden');
    await meldAan(pagina, helpdesk.proef.url);
    await leg('/?zoek=0363', 'zoeken');
    if (!ALLES) {
      const soort = naam === 'licht-1280' ? 'afgekeurd' : 'bezorgd';
      await leg(`/berichten/${helpdesk.ids[soort]}`, soort, true);
    }
    if (ALLES) {
      await leg('/', 'leeg');
      await leg('/?zoek=TOEW-2026-xx', 'niets');
      await leg('/?zoek=999900006', 'bsn');
      await leg('/berichten/019ac7d2-0000-7000-8000-000000000000', 'onbekend');
      for (const soort of Object.keys(helpdesk.ids) as Soort[]) await leg(`/berichten/${helpdesk.ids[soort]}`, soort);
      helpdesk.laatInzageMislukken();
      await leg(`/berichten/${helpdesk.ids.bezorgd}`, 'storing');
    }
    await context.close();
  }
} finally {
  await browser.close();
  await helpdesk.ruimOp();
}
