import type { Bevinding } from '../bericht/bevinding.ts';
import type { Bewaartermijnen } from '../bericht/bewaartermijn.ts';
import { STATUS_WOORD, type Status } from '../bericht/status.ts';
import type { GebeurtenisRij } from '../store/port.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import { aanZet, tijdstip, vanNaar } from '../trace/woorden.ts';
import { aanZetKop, gebeurtenisZin, standZin } from './zin.ts';
import { STATUS_KLEUR } from './zoekscherm.tsx';

/** What the page of a message shows. */
export interface BerichtschermDelen {
  readonly stand: BerichtStand;
  readonly gebeurtenissen: readonly GebeurtenisRij[];
  readonly naam: (code: string) => string;
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

/** The page of a message: first what is happening and who acts, then its way, its findings and its particulars. */
export function Berichtscherm({ stand, gebeurtenissen, naam, termijnen }: BerichtschermDelen) {
  const [van, naar] = vanNaar(stand);
  const { zin, wie } = standZin(stand, gebeurtenissen, { van: naam(van), naar: naam(naar) });
  const kleur = STATUS_KLEUR[stand.status];
  return (
    <>
      <h1 class="nl-heading">
        {stand.berichtsoort ?? 'Onbekend bericht'} van {naam(van)} naar {naam(naar)}
      </h1>
      <section class={`zin ${kleur}`}>
        <span class={`label ${kleur}`}>{STATUS_WOORD[stand.status]}</span>
        <p>{zin}</p>
        <span>Aan zet: {aanZetKop(wie)}</span>
      </section>
      {stand.bevindingen.length === 0 ? undefined : <Bevindingen bevindingen={stand.bevindingen} />}
      <section>
        <h2 class="nl-heading">De weg van het bericht</h2>
        <ol class="weg">
          {gebeurtenissen.map((rij) => (
            <li key={rij.volgnummer}>
              <strong>{gebeurtenisZin(rij.gebeurtenis)}</strong>
              {rij.poging === undefined ? '' : ` (poging ${rij.poging})`}
              <br />
              <span class="klein">
                {tijdstip(rij.moment)}, {wieDeed(rij)}
                {rij.code === undefined ? '' : `, code ${rij.code}`}
                {rij.reden === undefined ? '' : `, ${rij.reden}`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <Gegevens stand={stand} van={naam(van)} naar={naam(naar)} termijnen={termijnen} />
    </>
  );
}

/** The hub judges; who stands at that event is who submitted. */
function wieDeed({ actor, gebeurtenis }: GebeurtenisRij): string {
  const oordeel = gebeurtenis === 'geaccepteerd' || gebeurtenis === 'afgekeurd' || gebeurtenis === 'niet_beoordeeld';
  return `${oordeel ? 'ingediend door' : 'door'} ${actor === 'hub' ? 'het knooppunt' : actor}`;
}

function Bevindingen({ bevindingen }: { readonly bevindingen: readonly Bevinding[] }) {
  return (
    <section>
      <h2 class="nl-heading">Wat er niet goed is</h2>
      <ul class="bevindingen">
        {bevindingen.map((bevinding, nummer) => (
          <li key={nummer}>
            <strong>{bevinding.uitleg}</strong>
            {bevinding.verwacht === undefined ? undefined : <div>Verwacht: {bevinding.verwacht}</div>}
            <div class="klein">
              {bevinding.lijn === undefined ? '' : `Regel ${bevinding.lijn} `}
              {bevinding.pad === undefined ? undefined : <code>{bevinding.pad}</code>}
            </div>
            <div class="klein">
              Aan zet: {aanZet(bevinding.wieIsAanZet)}. Code {bevinding.code}
              {bevinding.regel === undefined ? '' : `, regel ${bevinding.regel}`}
              {bevinding.retourcode === undefined ? '' : `, retourcode ${bevinding.retourcode}`}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gegevens({
  stand,
  van,
  naar,
  termijnen,
}: {
  readonly stand: BerichtStand;
  readonly van: string;
  readonly naar: string;
  readonly termijnen: Bewaartermijnen;
}) {
  const rijen: readonly (readonly [string, string | undefined])[] = [
    ['Van', van],
    ['Naar', naar],
    ['Ontvangen', tijdstip(stand.ontvangenOp)],
    ['TraceerId', stand.traceerId],
    ['ConversatieId', stand.conversatieId],
    ['Identificatie', stand.identificatie],
    ['Identificatie van het retour', stand.identificatieRetour],
    ['Dagtekening', stand.dagtekening],
    ['Ingediend door', stand.indiener],
    ['Aangeboden', stand.poging === 0 ? 'nog niet' : `${stand.poging} keer`],
    ['Inhoud', stand.inhoudBewaard ? `Nog bewaard, versleuteld: ${hoeLang(stand.status, termijnen)}` : 'Niet bewaard'],
  ];
  const techniek: readonly (readonly [string, string | undefined])[] = [
    ['Status', stand.status],
    ['Code', stand.code],
    ['Reden', stand.deadLetterReden],
    ['Aansluiting', stand.aansluiting],
    ['Regel in de tabel', stand.tafelRegel],
    ['Versie van de tabel', stand.tafelVersie],
    ['Mandaat', stand.mandaat],
    ['Opvolging', stand.opvolging],
    ['Grootte', `${stand.bytes} bytes`],
    ['SHA-256', stand.inhoudSha256.toString('hex')],
    ['Traceparent', stand.traceparent],
    ['Fsc-Transaction-Id', stand.fscTransactionId],
  ];
  return (
    <section>
      <h2 class="nl-heading">Gegevens</h2>
      <Lijst rijen={rijen} />
      <details>
        <summary>Technische gegevens</summary>
        <Lijst rijen={techniek} />
      </details>
    </section>
  );
}

function Lijst({ rijen }: { readonly rijen: readonly (readonly [string, string | undefined])[] }) {
  return (
    <dl>
      {rijen.map(([kop, waarde]) =>
        waarde === undefined ? undefined : (
          <>
            <dt>{kop}</dt>
            <dd>{waarde}</dd>
          </>
        ),
      )}
    </dl>
  );
}
