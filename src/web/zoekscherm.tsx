import { MAX_DOORZOCHT } from '../store/zoek-port.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import { tijdstip, vanNaar } from '../trace/woorden.ts';
import type { Zoekblad } from '../trace/zoeken.ts';
import { kortId, Label, Tijd } from './delen.tsx';
import { Partij, type Namen } from './namen.tsx';
import type { Sessie } from './sessie.ts';

/** What was found. */
export interface Uitslag {
  readonly blad: Zoekblad;
  /** What was searched for; nothing = all messages. Never a text that may hold a BSN. */
  readonly tekst: string;
  /** Whether this is not the first page. */
  readonly later: boolean;
  readonly namen: Namen;
}

/** What the search page shows: what was found, or why nothing was searched. */
export interface ZoekschermDelen {
  readonly sessie: Sessie;
  readonly uitslag?: Uitslag;
  readonly fout?: string;
}

/** @returns the address of a search; it can be shared. */
export function zoekPad(tekst: string, voor?: number): string {
  const vraag = new URLSearchParams({
    ...(tekst === '' ? {} : { zoek: tekst }),
    ...(voor === undefined ? {} : { voor: String(voor) }),
  }).toString();
  return vraag === '' ? '/' : `/?${vraag}`;
}

/** The search box with what it found. */
export function Zoekscherm({ sessie, uitslag, fout }: ZoekschermDelen) {
  return (
    <>
      <h1 class="nl-heading nl-heading--level-1">Zoek een bericht</h1>
      <form class="zoek" method="post" action="/zoeken" role="search">
        <input type="hidden" name="merk" value={sessie.formulierMerk} />
        <div class="veld">
          <label for="zoek">Nummer, partij, berichtcode of foutcode</label>
          <p class="hulp" id="zoek-hulp">
            Bijvoorbeeld zes tekens van een traceerId, een identificatie, 0363, Amsterdam, WMO305 of BRS13. Nooit een
            burgerservicenummer.
          </p>
          {fout === undefined ? (
            ''
          ) : (
            <p class="fouttekst" id="zoek-fout">
              {fout}
            </p>
          )}
          <input
            id="zoek"
            name="zoek"
            value={uitslag?.tekst ?? ''}
            maxLength={100}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-describedby={fout === undefined ? 'zoek-hulp' : 'zoek-fout zoek-hulp'}
            aria-invalid={fout === undefined ? undefined : 'true'}
          />
        </div>
        <button class="nl-button nl-button--primary" type="submit">
          Zoeken
        </button>
      </form>
      {uitslag === undefined ? '' : <Gevonden {...uitslag} />}
    </>
  );
}

function Gevonden(uitslag: Uitslag) {
  const { blad, tekst, later, namen } = uitslag;
  if (blad.rijen.length === 0) return <NietsGevonden {...uitslag} />;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">{kop(uitslag)}</h2>
      {blad.teKort ? (
        <p class="nl-paragraph">
          Meer dan 2000 berichten beginnen hiermee. Dit zijn er enkele; typ meer tekens om het ene te vinden.
        </p>
      ) : (
        ''
      )}
      <Lijst rijen={blad.rijen} namen={namen} />
      {blad.verder === undefined && !later ? (
        ''
      ) : (
        <nav class="bladeren" aria-label="Bladeren">
          {later ? (
            <a class="nl-link" href={zoekPad(tekst)}>
              Naar de nieuwste
            </a>
          ) : (
            ''
          )}
          {blad.verder === undefined ? (
            ''
          ) : (
            <a class="nl-link" href={zoekPad(tekst, blad.verder)}>
              Oudere berichten
            </a>
          )}
        </nav>
      )}
    </section>
  );
}

function kop({ blad, tekst, later }: Uitslag): string {
  const voor = tekst === '' ? '' : ` voor “${tekst}”`;
  if (later) return `Oudere berichten${voor}`;
  const { length } = blad.rijen;
  if (blad.teKort) return `${length} van de berichten${voor}`;
  if (blad.verder !== undefined || tekst === '') return `Nieuwste berichten${voor}`;
  return `${length} ${length === 1 ? 'bericht' : 'berichten'}${voor}`;
}

function NietsGevonden({ blad, tekst, namen }: Uitslag) {
  const geen = blad.vanaf === undefined ? 'Er zijn nog geen berichten' : 'Er zijn geen oudere berichten';
  const sinds = blad.vanaf === undefined ? '' : ` sinds ${tijdstip(blad.vanaf)}`;
  if (tekst === '')
    return (
      <section>
        <h2 class="nl-heading nl-heading--level-2">{geen}</h2>
      </section>
    );
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">Niets gevonden voor “{tekst}”</h2>
      <p class="nl-paragraph">Gezocht in alle berichten{sinds}, op:</p>
      <ul>
        <li>
          de eerste zes of meer tekens van een traceerId; andere tekens eruit in de nieuwste{' '}
          {MAX_DOORZOCHT.toLocaleString('nl-NL')} berichten
        </li>
        <li>het begin van een identificatie of conversatieId</li>
        <li>de code of een deel van de naam van een partij</li>
        <li>berichtcode en foutcode</li>
      </ul>
      <p class="nl-paragraph">Een ouder bericht is alleen nog te vinden op zijn hele traceerId.</p>
      {blad.dichtbij.length === 0 ? (
        ''
      ) : (
        <>
          <h3 class="nl-heading nl-heading--level-3">Lijkt hierop</h3>
          <Lijst rijen={blad.dichtbij} namen={namen} />
        </>
      )}
    </section>
  );
}

/** Of what was refused the code says why; elsewhere it repeats the status. */
function toontCode({ status }: BerichtStand): boolean {
  return status === 'afgekeurd' || status === 'geweigerd';
}

/** Its parts stand under one another on a narrow screen: the roles keep it a table there. */
function Lijst({ rijen, namen }: { readonly rijen: readonly BerichtStand[]; readonly namen: Namen }) {
  return (
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          {['Bericht', 'Status', 'Van', 'Naar', 'Ontvangen'].map((kolom) => (
            <th key={kolom} scope="col" role="columnheader">
              {kolom}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rijen.map((rij) => {
          const [van, naar] = vanNaar(rij);
          return (
            <tr key={rij.traceerId} role="row">
              <th scope="row" role="rowheader">
                <a class="nl-link" href={`/berichten/${rij.traceerId}`}>
                  {rij.berichtsoort ?? 'Bericht'} <span class="code">{kortId(rij.traceerId)}</span>
                </a>
              </th>
              <td role="cell">
                <Label status={rij.status} /> {toontCode(rij) ? <span class="klein">{rij.code}</span> : ''}
              </td>
              <td role="cell">
                <span class="bij" aria-hidden="true">
                  Van
                </span>
                <Partij code={van} namen={namen} />
              </td>
              <td role="cell">
                <span class="bij" aria-hidden="true">
                  Naar
                </span>
                <Partij code={naar} namen={namen} />
              </td>
              <td role="cell">
                <span class="bij" aria-hidden="true">
                  Op
                </span>
                <Tijd moment={rij.ontvangenOp} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
