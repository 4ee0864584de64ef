import type { TraceerId } from '../bericht/traceer-id.ts';
import { DEMO_GEBRUIKERS } from './sessie.ts';

/** Where somebody was going when he was asked who he is: a message, or a search that may stand in an address. */
export interface Bestemming {
  readonly bericht?: TraceerId;
  readonly zoek?: string;
}

/** The development login: a choice of names. */
export function Aanmelden({ naar, verlopen }: { readonly naar: Bestemming; readonly verlopen: boolean }) {
  return (
    <section class="smal">
      <h1 class="nl-heading nl-heading--level-1">Aanmelden bij de helpdesk</h1>
      {verlopen ? <p class="nl-paragraph">Uw sessie is afgelopen. Meld u opnieuw aan; daarna gaat u verder.</p> : ''}
      <form method="post" action="/aanmelden">
        {naar.bericht === undefined ? '' : <input type="hidden" name="bericht" value={naar.bericht} />}
        {naar.zoek === undefined ? '' : <input type="hidden" name="zoek" value={naar.zoek} />}
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
        <button class="nl-button nl-button--primary" type="submit">
          Aanmelden
        </button>
      </form>
    </section>
  );
}
