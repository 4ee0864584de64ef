import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { EIGEN_CSS } from './stijl-css.ts';

/** One file that pages load, at an address that changes with its bytes: so it may be cached for ever. */
export interface StijlBestand {
  readonly pad: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The style of the pages. */
export interface Stijl {
  readonly css: string;
  readonly bestanden: ReadonlyMap<string, StijlBestand>;
}

const CSS = [
  '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css',
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
  const pakketten = await Promise.all(CSS.map((naam) => readFile(resolve(naam), 'utf8')));
  const gezichten = fonts.map(
    ({ gewicht, bestand }) =>
      `@font-face{font-family:"Fira Sans";font-weight:${gewicht};font-display:swap;src:url(${bestand.pad}) format("woff2")}`,
  );
  // maps are not served: a reference to one would be a request that fails
  const tekst = [...gezichten, ...pakketten, EIGEN_CSS].join('\n').replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '');
  const css = maakBestand(Buffer.from(tekst), 'css', 'text/css; charset=utf-8');
  return {
    css: css.pad,
    bestanden: new Map([css, ...fonts.map(({ bestand }) => bestand)].map((bestand) => [bestand.pad, bestand])),
  };
}

function maakBestand(bytes: Buffer, einde: string, contentType: string): StijlBestand {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
  return { pad: `/stijl/${hash}.${einde}`, contentType, bytes };
}
