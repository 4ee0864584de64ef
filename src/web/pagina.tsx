import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import type { Sessie } from './sessie.ts';
import type { Stijl } from './stijl.ts';

/** What every page is drawn with. */
export interface Omlijsting {
  readonly titel: string;
  readonly stijl: Pick<Stijl, 'css' | 'icoon'>;
  readonly sessie?: Sessie | undefined;
  readonly inhoud: ComponentChildren;
}

/** @returns a whole document. All text is escaped; links are our own paths only. */
export function tekenPagina({ titel, stijl, sessie, inhoud }: Omlijsting): string {
  const html = render(
    <html lang="nl">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${titel} - Knooppunt`}</title>
        <link rel="icon" type="image/svg+xml" href={stijl.icoon} />
        <link rel="stylesheet" href={stijl.css} />
      </head>
      <body class="voorbeeld-theme">
        <a class="nl-link nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">
          Naar de inhoud
        </a>
        <header class="kop">
          <p class="band">Demo-omgeving: u meldt zich aan zonder wachtwoord. Gebruik alleen verzonnen gegevens.</p>
          <div class="breed">
            <a class="merk" href="/">
              <img src={stijl.icoon} alt="" width="28" height="28" />
              Knooppunt
            </a>
            {sessie === undefined ? '' : <Afmelden sessie={sessie} />}
          </div>
        </header>
        <main id="inhoud" class="breed" tabIndex={-1}>
          {inhoud}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

function Afmelden({ sessie }: { readonly sessie: Sessie }) {
  return (
    <>
      <span>
        {sessie.gebruiker}
        <span class="rol">, helpdesk</span>
      </span>
      <form method="post" action="/afmelden">
        <input type="hidden" name="merk" value={sessie.formulierMerk} />
        <button class="nl-button nl-button--secondary" type="submit">
          Afmelden
        </button>
      </form>
    </>
  );
}

/** A page that says one thing, with the way back. */
export function Melding({ kop, zin }: { readonly kop: string; readonly zin: string }) {
  return (
    <section class="smal">
      <h1 class="nl-heading nl-heading--level-1">{kop}</h1>
      <p class="nl-paragraph">{zin}</p>
      <p class="terug">
        <a class="nl-link" href="/">
          Naar het zoekscherm
        </a>
      </p>
    </section>
  );
}
