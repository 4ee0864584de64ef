import type { Gebeurtenis } from '../bericht/status.ts';
import type { GebeurtenisRij } from '../store/port.ts';
import { duur, gebeurtenisWoord, redenWoord } from '../trace/woorden.ts';
import { Teken, Tijd, type Kleur } from './delen.tsx';
import type { Namen } from './namen.tsx';

const KLEUREN: Readonly<Partial<Record<Gebeurtenis, Kleur>>> = {
  geaccepteerd: 'goed',
  bevestigd: 'goed',
  afgekeurd: 'fout',
  niet_beoordeeld: 'fout',
  geweigerd: 'fout',
  geen_route_meer: 'fout',
  pogingen_op: 'fout',
  inhoud_verlopen: 'fout',
  botsing: 'fout',
  aanbieding_verlopen: 'let',
  poging_mislukt: 'let',
  teruggegeven: 'let',
};

/** From here on it is worth saying how long it took. */
const LANG_MS = 1000;

/** The way of a message, oldest first; who only looked stands apart, since each visit to this page is one. */
export function Weg({
  gebeurtenissen,
  namen,
}: {
  readonly gebeurtenissen: readonly GebeurtenisRij[];
  readonly namen: Namen;
}) {
  const stappen = gebeurtenissen.filter(({ gebeurtenis }) => gebeurtenis !== 'ingezien');
  const bekeken = gebeurtenissen.filter(({ gebeurtenis }) => gebeurtenis === 'ingezien');
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">De weg van het bericht</h2>
      <ol class="weg">
        {stappen.map((rij, nummer) => (
          <Stap key={rij.volgnummer} rij={rij} vorige={stappen[nummer - 1]?.moment} namen={namen} />
        ))}
      </ol>
      {bekeken.length === 0 ? (
        ''
      ) : (
        <details>
          <summary>{bekeken.length === 1 ? 'Eén keer bekeken' : `${bekeken.length} keer bekeken`}</summary>
          <ul class="bekeken">
            {bekeken.map(({ volgnummer, moment, actor }) => (
              <li key={volgnummer}>
                <Tijd moment={moment} />, {namen.actor(actor)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Stap({
  rij,
  vorige,
  namen,
}: {
  readonly rij: GebeurtenisRij;
  readonly vorige: Date | undefined;
  readonly namen: Namen;
}) {
  const { gebeurtenis, moment, poging, code, reden } = rij;
  const sinds = vorige === undefined ? 0 : moment.getTime() - vorige.getTime();
  return (
    <li>
      <Teken kleur={KLEUREN[gebeurtenis] ?? 'stil'} />
      <strong>{gebeurtenisWoord(gebeurtenis)}</strong>
      {poging === undefined ? '' : `, poging ${poging}`}
      {code === undefined ? '' : ` (${code})`}
      {reden === undefined || reden === gebeurtenis ? '' : <div class="reden">{redenWoord(reden) ?? `“${reden}”`}</div>}
      <div class="klein">
        <Tijd moment={moment} />
        {sinds < LANG_MS ? '' : `, ${duur(sinds)} later`}, {wieDeed(rij, namen)}
      </div>
    </li>
  );
}

/** The hub judges; who stands at that event is who submitted. */
function wieDeed({ actor, gebeurtenis }: GebeurtenisRij, namen: Namen): string {
  const oordeel = gebeurtenis === 'geaccepteerd' || gebeurtenis === 'afgekeurd' || gebeurtenis === 'niet_beoordeeld';
  return `${oordeel ? 'ingediend door' : 'door'} ${namen.actor(actor)}`;
}
