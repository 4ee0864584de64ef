import { STATUS_WOORD, type Status } from '../bericht/status.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import { tijdstip, vanNaar } from '../trace/woorden.ts';
import type { Zoekblad } from '../trace/zoeken.ts';
import type { Sessie } from './sessie.ts';

/** Colour of a status; the word always stands beside it. */
export const STATUS_KLEUR: Readonly<Record<Status, 'goed' | 'let' | 'fout'>> = {
  ontvangen: 'let',
  in_wachtrij: 'let',
  aangeboden: 'let',
  bezorgd: 'goed',
  geweigerd: 'fout',
  onbestelbaar: 'fout',
  afgekeurd: 'fout',
  niet_beoordeeld: 'fout',
};

/** What the search page shows. */
export interface ZoekschermDelen {
  readonly sessie: Sessie;
  /** What was searched for; absent = nothing yet. Never a text that may hold a BSN. */
  readonly tekst?: string;
  readonly blad?: Zoekblad;
  /** Why nothing was searched. */
  readonly fout?: string;
  readonly naam: (code: string) => string;
}

/** The search box with what it found. */
export function Zoekscherm({ sessie, tekst, blad, fout, naam }: ZoekschermDelen) {
  const hulp = fout === undefined ? 'zoek-hulp' : 'zoek-hulp zoek-fout';
  return (
    <>
      <h1 class="nl-heading">Zoek een bericht</h1>
      <form class="zoek" method="post" action="/zoeken" role="search">
        <input type="hidden" name="merk" value={sessie.formulierMerk} />
        <div class="veld">
          <label for="zoek">Nummer, partij, berichtcode of foutcode</label>
          <p class="hulp" id="zoek-hulp">
            Bijvoorbeeld de eerste 6 tekens van een traceerId, 0363, Amsterdam, WMO305 of BRS28. Nooit een
            burgerservicenummer.
          </p>
          {fout === undefined ? undefined : (
            <p class="fouttekst" id="zoek-fout">
              {fout}
            </p>
          )}
          <input
            id="zoek"
            name="zoek"
            value={tekst ?? ''}
            maxLength={100}
            autocomplete="off"
            spellcheck={false}
            aria-describedby={hulp}
            aria-invalid={fout === undefined ? undefined : 'true'}
          />
        </div>
        <button type="submit">Zoeken</button>
      </form>
      {blad === undefined || tekst === undefined ? undefined : <Uitslag blad={blad} tekst={tekst} naam={naam} />}
    </>
  );
}

interface UitslagDelen {
  readonly blad: Zoekblad;
  readonly tekst: string;
  readonly naam: (code: string) => string;
}

function Uitslag({ blad, tekst, naam }: UitslagDelen) {
  if (blad.rijen.length === 0) return <NietsGevonden blad={blad} tekst={tekst} naam={naam} />;
  return (
    <section>
      <h2 class="nl-heading">
        {blad.rijen.length} {blad.rijen.length === 1 ? 'bericht' : 'berichten'} voor “{tekst}”, nieuwste eerst
      </h2>
      <Lijst rijen={blad.rijen} naam={naam} />
      {blad.verder === undefined ? undefined : (
        <p class="nl-paragraph">
          <a class="nl-link" href={`/?zoek=${encodeURIComponent(tekst)}&voor=${blad.verder}`}>
            Oudere berichten
          </a>
        </p>
      )}
    </section>
  );
}

function NietsGevonden({ blad, tekst, naam }: UitslagDelen) {
  const sinds =
    blad.vanaf === undefined ? 'Er zijn nog geen berichten.' : `Gezocht van ${tijdstip(blad.vanaf)} tot nu.`;
  return (
    <section>
      <h2 class="nl-heading">Niets gevonden voor “{tekst}”</h2>
      <p class="nl-paragraph">
        Gezocht op begin van de traceerId, identificatie, conversatieId, partij, berichtcode en foutcode, in alle
        berichten. {sinds} Van een ouder bericht is alleen nog op traceerId te zien hoe het afliep.
      </p>
      {blad.dichtbij.length === 0 ? undefined : (
        <>
          <h3 class="nl-heading">Lijkt hierop</h3>
          <Lijst rijen={blad.dichtbij} naam={naam} />
        </>
      )}
    </section>
  );
}

function Lijst({ rijen, naam }: { readonly rijen: readonly BerichtStand[]; readonly naam: (code: string) => string }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Bericht</th>
          <th scope="col">Status</th>
          <th scope="col">Van</th>
          <th scope="col">Naar</th>
          <th scope="col">Ontvangen</th>
        </tr>
      </thead>
      <tbody>
        {rijen.map((rij) => {
          const [van, naar] = vanNaar(rij);
          return (
            <tr key={rij.traceerId}>
              <th scope="row">
                <a class="nl-link" href={`/berichten/${rij.traceerId}`}>
                  {rij.berichtsoort ?? 'Onbekend'} {rij.traceerId.slice(0, 8)}…{rij.traceerId.slice(-4)}
                </a>
              </th>
              <td>
                <span class={`label ${STATUS_KLEUR[rij.status]}`}>{STATUS_WOORD[rij.status]}</span>
                {rij.code === undefined ? '' : ` ${rij.code}`}
              </td>
              <td>{naam(van)}</td>
              <td>{naam(naar)}</td>
              <td>{tijdstip(rij.ontvangenOp)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
