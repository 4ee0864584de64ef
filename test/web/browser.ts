import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const NAMEN = ['chromium', 'chromium-browser', 'google-chrome'];
const VLAGGEN = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns the path of the system's own Chromium, or `undefined` where there is none. */
export function vindChromium(): string | undefined {
  const mappen = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return mappen.flatMap((map) => NAMEN.map((naam) => join(map, naam))).find(isUitvoerbaar);
}

function isUitvoerbaar(pad: string): boolean {
  try {
    accessSync(pad, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the system's Chromium with a user folder of its own, which goes away with it. The caller closes it. */
export function startBrowser(): Promise<Browser> {
  const executablePath = vindChromium();
  if (executablePath === undefined) throw new Error('Chromium is niet gevonden');
  return chromium.launch({ executablePath, args: VLAGGEN });
}

/** Logs in as the first of the list; ends on the search page. */
export async function meldAan(pagina: Page, url: string): Promise<void> {
  await pagina.goto(url);
  await pagina.getByRole('button', { name: 'Aanmelden' }).click();
  await pagina.getByRole('heading', { name: 'Zoek een bericht' }).waitFor();
}
