import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { DEMO_GEBRUIKERS, type Sessie } from './sessie.ts';

/** What every page is drawn with. */
export interface Omlijsting {
  readonly titel: string;
  readonly css: string;
  readonly sessie?: Sessie | undefined;
  readonly inhoud: ComponentChildren;
}

/** @returns a whole document. All text is escaped; links are our own paths only. */
export function tekenPagina({ titel, css, sessie, inhoud }: Omlijsting): string {
  const html = render(
    <html lang="nl">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${titel} - Knooppunt`}</title>
        <link rel="stylesheet" href={css} />
      </head>
      <body class="voorbeeld-theme">
        <a class="nl-link skip" href="#inhoud">
          Naar de inhoud
        </a>
        <header class="kop">
          <p class="band">Demo-omgeving: u meldt zich aan zonder wachtwoord. Gebruik alleen verzonnen gegevens.</p>
          <div class="breed">
            <a class="merk" href="/">
              Knooppunt
            </a>
            {sessie === undefined ? undefined : <Afmelden sessie={sessie} />}
          </div>
        </header>
        <main id="inhoud" class="breed">
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
      <span>{sessie.gebruiker}, helpdesk</span>
      <form method="post" action="/afmelden">
        <input type="hidden" name="merk" value={sessie.formulierMerk} />
        <button class="stil" type="submit">
          Afmelden
        </button>
      </form>
    </>
  );
}

/** The development login: a choice of names. */
export function Aanmelden() {
  return (
    <section>
      <h1 class="nl-heading">Aanmelden bij de helpdesk</h1>
      <form class="zoek" method="post" action="/aanmelden">
        <div class="veld">
          <label for="naam">Uw naam</label>
          <p class="hulp" id="naam-hulp">
            Het knooppunt legt vast wie welk bericht bekijkt.
          </p>
          <select id="naam" name="naam" aria-describedby="naam-hulp">
            {DEMO_GEBRUIKERS.map((naam) => (
              <option key={naam} value={naam}>
                {naam}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">Aanmelden</button>
      </form>
    </section>
  );
}

/** A page that says one thing, with the way back. */
export function Melding({ kop, zin }: { readonly kop: string; readonly zin: string }) {
  return (
    <>
      <h1 class="nl-heading">{kop}</h1>
      <p class="nl-paragraph">{zin}</p>
      <p class="nl-paragraph">
        <a class="nl-link" href="/">
          Naar het zoekscherm
        </a>
      </p>
    </>
  );
}
