import type { ComponentChildren } from 'preact';
import type { Bewaartermijnen } from '../bericht/bewaartermijn.ts';
import { findBerichtType } from '../bericht/catalogus.ts';
import type { Status } from '../bericht/status.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import { standZin } from '../trace/stand-zin.ts';
import { aanZet, datumTekst, vanNaar } from '../trace/woorden.ts';
import type { GevondenBericht } from '../trace/zoeken.ts';
import { Bevindingen } from './bevindingen.tsx';
import { kortId, Label, statusKleur, Tijd } from './delen.tsx';
import { partijTekst, type Namen } from './namen.tsx';
import { Weg } from './weg.tsx';
import { zoekPad } from './zoekscherm.tsx';

/** What the page of a message shows. */
export interface BerichtschermDelen extends GevondenBericht {
  readonly namen: Namen;
  readonly termijnen: Bewaartermijnen;
}

/** Until when the contents are kept, in words. */
export function hoeLang(status: Status, termijnen: Bewaartermijnen): string {
  const { inhoudBevestigdUren, inhoudGeweigerdDagen, inhoudUiterlijkMaanden } = termijnen;
  const uiterlijk = `nooit langer dan ${inhoudUiterlijkMaanden} maanden na ontvangst`;
  if (status === 'afgekeurd' || status === 'geweigerd' || status === 'niet_beoordeeld')
    return `tot ${inhoudGeweigerdDagen} dagen na de weigering, ${uiterlijk}`;
  return `tot ${inhoudBevestigdUren} uur nadat de ontvanger bevestigt, ${uiterlijk}`;
}

/** @returns what stands on the tab of the browser. */
export function berichtTitel({ berichtsoort, traceerId }: BerichtStand): string {
  return `${berichtsoort ?? 'Bericht'} ${kortId(traceerId)}`;
}

/** The page of a message: first what is happening and who acts, then its findings, its way and its particulars. */
export function Berichtscherm({ stand, gebeurtenissen, pauze, namen, termijnen }: BerichtschermDelen) {
  const [van, naar] = vanNaar(stand);
  const naam = { van: partijTekst(van, namen), naar: partijTekst(naar, namen) };
  const { zin, wie } = standZin({ ...stand, gebeurtenissen, ...(pauze === undefined ? {} : { pauze }) }, naam);
  const type = findBerichtType(stand.berichtsoort ?? '');
  return (
    <>
      <p class="terug">
        <a class="nl-link" href="/">
          Zoek een ander bericht
        </a>
      </p>
      <h1 class="nl-heading nl-heading--level-1">
        {type === undefined ? `Bericht ${kortId(stand.traceerId)}` : `${type.soort} ${type.naam.toLowerCase()}`}
      </h1>
      {stand.grafsteen === true ? (
        ''
      ) : (
        <p class="nl-paragraph richting">
          Van <PartijLink code={van} tekst={naam.van} /> naar <PartijLink code={naar} tekst={naam.naar} />
        </p>
      )}
      <section class={`zin ${statusKleur(stand.status)}`}>
        <Label status={stand.status} />
        <p>{zin}</p>
        <p class="aanzet">
          Aan zet: <strong>{aanZet(wie)}</strong>
        </p>
      </section>
      <Bevindingen stand={stand} />
      {gebeurtenissen.length === 0 ? '' : <Weg gebeurtenissen={gebeurtenissen} namen={namen} />}
      <Gegevens stand={stand} namen={namen} termijnen={termijnen} />
    </>
  );
}

function PartijLink({ code, tekst }: { readonly code: string; readonly tekst: string }) {
  if (code === '') return <>{tekst}</>;
  return (
    <a class="nl-link" href={zoekPad(code)}>
      {tekst}
    </a>
  );
}

type Rij = readonly [kop: string, waarde: ComponentChildren];

function Gegevens({ stand, namen, termijnen }: Pick<BerichtschermDelen, 'stand' | 'namen' | 'termijnen'>) {
  const { traceerId, conversatieId, identificatie, dagtekening } = stand;
  const id = (waarde: string | undefined) =>
    waarde === undefined ? undefined : (
      <a class="nl-link code" href={zoekPad(waarde)}>
        {waarde}
      </a>
    );
  if (stand.grafsteen === true)
    return (
      <Blok
        rijen={[
          ['Ontvangen', <Tijd moment={stand.ontvangenOp} />],
          ['TraceerId', <span class="code">{traceerId}</span>],
          ['Ingediend door', namen.actor(stand.indiener)],
        ]}
      />
    );
  const rijen: readonly Rij[] = [
    ['Ontvangen', <Tijd moment={stand.ontvangenOp} />],
    ['TraceerId', <span class="code">{traceerId}</span>],
    ['ConversatieId', conversatieId === traceerId ? undefined : id(conversatieId)],
    ['Identificatie', id(identificatie)],
    ['Identificatie van het retour', id(stand.identificatieRetour)],
    ['Dagtekening', dagtekening === undefined ? undefined : datumTekst(dagtekening)],
    ['Ingediend door', namen.actor(stand.indiener)],
    ['Aangeboden', stand.poging === 0 ? undefined : `${stand.poging} keer`],
    ['Inhoud', stand.inhoudBewaard ? `Nog bewaard, versleuteld: ${hoeLang(stand.status, termijnen)}` : 'Niet bewaard'],
  ];
  const techniek: readonly Rij[] = [
    ['Status', stand.status],
    ['Code', stand.code],
    ['Reden', stand.deadLetterReden],
    ['Aansluiting van de indiener', stand.indiener],
    ['Aansluiting van de ontvanger', stand.aansluiting],
    ['Regel in de tabel', stand.tafelRegel],
    ['Versie van de tabel', stand.tafelVersie],
    ['Mandaat', stand.mandaat],
    ['Opvolging', stand.opvolging],
    ['Grootte', `${stand.bytes} bytes`],
    ['SHA-256', <span class="code">{stand.inhoudSha256.toString('hex')}</span>],
    ['Traceparent', stand.traceparent],
    ['Fsc-Transaction-Id', stand.fscTransactionId],
  ];
  return <Blok rijen={rijen} techniek={techniek} />;
}

function Blok({ rijen, techniek }: { readonly rijen: readonly Rij[]; readonly techniek?: readonly Rij[] }) {
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">Gegevens</h2>
      <Lijst rijen={rijen} />
      {techniek === undefined ? (
        ''
      ) : (
        <details>
          <summary>Technische gegevens</summary>
          <Lijst rijen={techniek} />
        </details>
      )}
    </section>
  );
}

function Lijst({ rijen }: { readonly rijen: readonly Rij[] }) {
  return (
    <dl>
      {rijen.map(([kop, waarde]) =>
        waarde === undefined ? (
          ''
        ) : (
          <div key={kop}>
            <dt>{kop}</dt>
            <dd>{waarde}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
