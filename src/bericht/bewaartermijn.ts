import { datumInNederland } from './datum.ts';
import type { Feiten, FeitVerzoek } from './feiten.ts';

/** How long each kind of data is kept. Months are calendar months on a clock in the Netherlands. */
export interface Bewaartermijnen {
  /** Payload, after the acknowledgement of the receiver. */
  readonly inhoudBevestigdUren: number;
  /** Payload of what was refused, by us or by the receiver, or could not be judged. */
  readonly inhoudGeweigerdDagen: number;
  /** Payload in any case, after receipt; what was not acknowledged by then is undeliverable. */
  readonly inhoudUiterlijkMaanden: number;
  readonly bevindingenMaanden: number;
  /** Until when parties see more of a message than its id, status and dates. */
  readonly zichtMaanden: number;
  /** Header fields, evidence, idempotency keys; then a tombstone remains. */
  readonly metagegevensMaanden: number;
  /** Feiten, after the end of the support. */
  readonly feitenMaanden: number;
  /** Tombstones after they were made, and events after they happened. */
  readonly grafsteenMaanden: number;
}

/** The kinds of deletion that follow the events of messages. */
export const BEWAAR_REGELS = [
  'inhoud_bevestigd',
  'inhoud_geweigerd',
  'inhoud_uiterlijk',
  'bevindingen',
  'metagegevens',
] as const;

/** One kind of deletion that follows the events of messages. */
export type BewaarRegel = (typeof BEWAAR_REGELS)[number];

const UUR_MS = 3_600_000;

/** @returns the moment from which something that began at `moment` may no longer be kept under a rule. */
export function eindeTermijn(regel: BewaarRegel, moment: Date, t: Bewaartermijnen): Date {
  switch (regel) {
    case 'inhoud_bevestigd':
      return new Date(moment.getTime() + t.inhoudBevestigdUren * UUR_MS);
    case 'inhoud_geweigerd':
      return new Date(moment.getTime() + t.inhoudGeweigerdDagen * 24 * UUR_MS);
    case 'inhoud_uiterlijk':
      return plusMaanden(moment, t.inhoudUiterlijkMaanden);
    case 'bevindingen':
      return plusMaanden(moment, t.bevindingenMaanden);
    case 'metagegevens':
      return plusMaanden(moment, t.metagegevensMaanden);
  }
}

const WAND = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The time on a Dutch wall, as if it were UTC. Whole seconds. */
function wandtijd(ms: number): Date {
  return new Date(`${WAND.format(ms).replace(' ', 'T')}Z`);
}

/**
 * Adds calendar months on a Dutch clock: same day and time; where the month is too short its last day. A time that the
 * clock skips becomes an hour later.
 */
export function plusMaanden(moment: Date, maanden: number): Date {
  const wand = wandtijd(moment.getTime());
  const eersteVan = new Date(wand);
  eersteVan.setUTCDate(1);
  eersteVan.setUTCMonth(eersteVan.getUTCMonth() + maanden);
  const dagen = new Date(Date.UTC(eersteVan.getUTCFullYear(), eersteVan.getUTCMonth() + 1, 0)).getUTCDate();
  eersteVan.setUTCDate(Math.min(wand.getUTCDate(), dagen));
  const doel = eersteVan.getTime();
  // the offset before and after the change of the clock differ: the second look corrects the first
  let ms = doel - (wandtijd(doel).getTime() - doel);
  ms = doel - (wandtijd(ms).getTime() - ms);
  return new Date(ms + (((moment.getTime() % 1000) + 1000) % 1000));
}

/**
 * The last day of the support that facts speak of. An allocation or a start without an end is open: then the facts stay
 * until a person decides, since a later message may end it and this one cannot know. Facts without any period end on the
 * day of receipt, and none ends before it: a late declaration is needed as long as one in time.
 * @returns `undefined` when open, otherwise `jjjj-mm-dd`.
 */
export function eindeVanOndersteuning(feiten: Feiten, ontvangenOp: Date): string | undefined {
  const einden: string[] = [datumInNederland(ontvangenOp)];
  const losse: readonly FeitVerzoek[] = feiten.verzoeken ?? [];
  for (const client of feiten.clienten) {
    for (const { einddatum } of client.toewijzingen ?? []) {
      if (einddatum === undefined) return undefined;
      einden.push(einddatum);
    }
    const stops = client.stops ?? [];
    for (const { einddatum } of client.starts ?? []) {
      if (einddatum === undefined) return undefined;
      einden.push(einddatum);
    }
    for (const { einddatum } of [...stops, ...(client.verzoeken ?? []), ...(client.prestaties ?? [])])
      if (einddatum !== undefined) einden.push(einddatum);
  }
  for (const { einddatum } of losse) if (einddatum !== undefined) einden.push(einddatum);
  if (feiten.declaratie?.einddatum !== undefined) einden.push(feiten.declaratie.einddatum);
  return einden.map((dag) => dag.slice(0, 10)).reduce((een, ander) => (een > ander ? een : ander));
}

/** @returns the first moment at which facts whose support ended on `einde` are too old; far years never. */
export function feitenVerlopen(einde: string, nu: Date, t: Bewaartermijnen): boolean {
  const middag = new Date(`${einde}T12:00:00Z`);
  if (Number.isNaN(middag.getTime())) return false;
  return datumInNederland(plusMaanden(middag, t.feitenMaanden)) < datumInNederland(nu);
}
