import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { EIGEN_CSS, ICOON_SVG } from './stijl-css.ts';

/** One file that pages load, at an address that changes with its bytes: so it may be cached for ever. */
export interface StijlBestand {
  readonly pad: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The style of the pages. */
export interface Stijl {
  /** Address of the style sheet. */
  readonly css: string;
  /** Address of the mark. */
  readonly icoon: string;
  readonly bestanden: ReadonlyMap<string, StijlBestand>;
}

const TOKENS = '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
const CSS = [
  '@nl-design-system-candidate/heading-css/heading.css',
  '@nl-design-system-candidate/paragraph-css/paragraph.css',
  '@nl-design-system-candidate/link-css/link.css',
  '@nl-design-system-candidate/button-css/button.css',
  '@nl-design-system-candidate/skip-link-css/skip-link.css',
] as const;
const GEWICHTEN = [400, 700] as const;

/**
 * Reads the tokens, the components and the font from the installed packages and lays them down as one style sheet.
 * @throws the error of the file system when a package is not installed.
 */
export async function laadStijl(): Promise<Stijl> {
  const { resolve } = createRequire(import.meta.url);
  const fonts = await Promise.all(
    GEWICHTEN.map(async (gewicht) => {
      const bytes = await readFile(resolve(`@fontsource/fira-sans/files/fira-sans-latin-${gewicht}-normal.woff2`));
      return { gewicht, bestand: maakBestand(bytes, 'woff2', 'font/woff2') };
    }),
  );
  const lees = (naam: string): Promise<string> => readFile(resolve(naam), 'utf8');
  const [tokens, pakketten] = await Promise.all([lees(TOKENS), Promise.all(CSS.map(lees))]);
  const gezichten = fonts.map(
    ({ gewicht, bestand }) =>
      `@font-face{font-family:"Fira Sans";font-weight:${gewicht};font-display:swap;src:url(${bestand.pad}) format("woff2")}`,
  );
  // maps are not served: a reference to one would be a request that fails
  const componenten = pakketten.join('\n').replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '');
  const thema = snoeiTokens(tokens, componenten + EIGEN_CSS);
  const css = maakBestand(
    Buffer.from([...gezichten, thema, componenten, EIGEN_CSS].join('\n')),
    'css',
    'text/css; charset=utf-8',
  );
  const icoon = maakBestand(Buffer.from(ICOON_SVG), 'svg', 'image/svg+xml');
  const alle = [css, icoon, ...fonts.map(({ bestand }) => bestand)];
  return {
    css: css.pad,
    icoon: icoon.pad,
    bestanden: new Map(alle.map((bestand) => [bestand.pad, bestand])),
  };
}

/**
 * Keeps of a theme only the tokens that a style sheet uses, directly or through another token: 32 kB of 207.
 * @param thema one rule, `.naam { --token: waarde; … }`.
 * @throws Error when it is something else: then the components would stand there without colours.
 */
export function snoeiTokens(thema: string, gebruikt: string): string {
  const regel = /^\s*(\.[\w-]+) \{([^{}]*)\}\s*$/.exec(thema.replaceAll(/\/\*.*?\*\//gs, ''));
  if (regel === null) throw new Error('het thema is niet één regel met tokens');
  const waarden = new Map(
    [...(regel[2] ?? '').matchAll(/^\s*(--[\w-]+):\s*([^;]*);/gm)].map(([, naam = '', waarde = '']) => [naam, waarde]),
  );
  const nodig = new Set<string>();
  const neem = (tekst: string): void => {
    for (const [, naam = ''] of tekst.matchAll(/var\(\s*(--[\w-]+)/g)) {
      const waarde = waarden.get(naam);
      if (waarde === undefined || nodig.has(naam)) continue;
      nodig.add(naam);
      neem(waarde);
    }
  };
  neem(gebruikt);
  return `${regel[1] ?? ''}{${[...nodig].map((naam) => `${naam}:${waarden.get(naam) ?? ''}`).join(';')}}`;
}

function maakBestand(bytes: Buffer, einde: string, contentType: string): StijlBestand {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
  return { pad: `/stijl/${hash}.${einde}`, contentType, bytes };
}
