import { STATUS_WOORD, type Status } from '../bericht/status.ts';
import { tijdstip } from '../trace/woorden.ts';

/** How something went. The colour never says it alone: a word or a sign stands beside it. */
export type Kleur = 'goed' | 'let' | 'fout' | 'stil';

const STATUS_KLEUR: Readonly<Record<Status, Kleur>> = {
  ontvangen: 'let',
  in_wachtrij: 'let',
  aangeboden: 'let',
  bezorgd: 'goed',
  geweigerd: 'fout',
  onbestelbaar: 'fout',
  afgekeurd: 'fout',
  niet_beoordeeld: 'fout',
};

/** @returns how a message stands. */
export function statusKleur(status: Status): Kleur {
  return STATUS_KLEUR[status];
}

/** The status in a word. */
export function Label({ status }: { readonly status: Status }) {
  return <span class={`label ${STATUS_KLEUR[status]}`}>{STATUS_WOORD[status]}</span>;
}

/** A moment on a Dutch clock; the same in UTC for who rests on it. */
export function Tijd({ moment }: { readonly moment: Date }) {
  const utc = moment.toISOString();
  const [dag, maand, jaar, tijd] = tijdstip(moment).split(' ');
  return (
    <time dateTime={utc} title={`${utc} (UTC)`}>
      <span class="heel">
        {dag} {maand} {jaar}
      </span>{' '}
      <span class="heel">{tijd}</span>
    </time>
  );
}

/** @returns an id as people tell it apart: its beginning is a time, which many share; its end is its own. */
export function kortId(traceerId: string): string {
  return `${traceerId.slice(0, 8)}…${traceerId.slice(-6)}`;
}

const TEKENS: Readonly<Record<Kleur, string>> = {
  goed: 'M3.5 8.5l3 3 6-7',
  let: 'M8 3.5v5.5M8 11.5v.5',
  fout: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  stil: 'M8 8v.01',
};

/** The sign on the way of a message: a tick, an exclamation mark, a cross or a dot. */
export function Teken({ kleur }: { readonly kleur: Kleur }) {
  return (
    <svg class={`teken ${kleur}`} viewBox="0 0 16 16" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={TEKENS[kleur]} />
    </svg>
  );
}
