import { createHash } from 'node:crypto';
import type { AansluitingId } from '../bericht/aansluiting.ts';
import { vervalGrens } from '../keys/certificaat-waarschuwingen.ts';
import type { CertificaatWaarschuwing } from '../keys/certificaat-waarschuwingen.ts';
import type { StoreStand } from '../store/port.ts';

/** A certificate whose end matters to the hub. */
export interface EindigCertificaat {
  /** SHA-256 over the DER, 64 hex digits. */
  readonly vingerafdruk: string;
  readonly tot: Date;
}

/** A revocation list as far as its age matters; times in milliseconds since 1970. */
export interface Intrekkingslijst {
  readonly uitgever: string;
  readonly vanMs: number;
  readonly volgendeMs: number;
}

const OUTBOX_OUD_MS = 60_000;
const DAG_MS = 86_400_000;
const HERINNER_DAGEN = [1, 7, 30] as const;
/** Alarm at four fifths: there is time to make room before acceptance stops. */
const SCHIJF_DEEL = 0.8;
/** A list that has used this part of its life should have been replaced. */
const CRL_DEEL = 0.75;

/** OUTBOX_OUD: something has waited longer than a minute to reach its queue. */
export function isOutboxOud({ outboxOudste }: StoreStand, nu: Date): boolean {
  return outboxOudste !== undefined && nu.getTime() - outboxOudste.getTime() > OUTBOX_OUD_MS;
}

/** WACHT_LANG: the connections whose oldest message has waited longer than they may leave it. */
export function wachtLang({ wachtend }: StoreStand, nu: Date, wachtLangMinuten: number): readonly AansluitingId[] {
  return [...wachtend]
    .filter(([, { oudste }]) => nu.getTime() - oudste.getTime() > wachtLangMinuten * 60_000)
    .map(([aansluiting]) => aansluiting);
}

/** ONBESTELBAAR: a subject per mark (1, 7, 30 days) that the oldest message passed: each reminds anew. */
export function onbestelbaarOnderwerpen(sinds: Date | undefined, nu: Date): readonly string[] {
  if (sinds === undefined) return [];
  return HERINNER_DAGEN.filter((dagen) => nu.getTime() - sinds.getTime() >= dagen * DAG_MS).map(
    (dagen) => `${dagen}-dagen`,
  );
}

/**
 * SCHIJF_VOL: the part of the disk that is in use has reached four fifths. Counted as `df` does: what only root may
 * take is not free.
 */
export function isSchijfVol(schijf: {
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
}): boolean {
  const inGebruik = schijf.blocks - schijf.bfree;
  return inGebruik >= SCHIJF_DEEL * (inGebruik + schijf.bavail);
}

/**
 * CERTIFICAAT: a subject per certificate and mark that it passed (60, 30, 14, 7 days, ended), so that each mark opens
 * an alarm of its own; and one per revocation list that should have been replaced. Of a CA or a list of the same issuer
 * only the newest counts.
 */
export function certificaatOnderwerpen(
  vraag: {
    readonly eigen: readonly EindigCertificaat[];
    readonly partijen: readonly CertificaatWaarschuwing[];
    readonly lijsten: readonly Intrekkingslijst[];
  },
  nu: Date,
): readonly string[] {
  const eigen = vraag.eigen.flatMap(({ vingerafdruk, tot }) => {
    const grens = vervalGrens(tot, nu);
    return grens === undefined ? [] : [onderwerpVan(vingerafdruk, grens)];
  });
  const partijen = vraag.partijen.flatMap(({ vingerafdruk, soort, grens }) =>
    soort === 'verloopt' && grens !== undefined
      ? [onderwerpVan(vingerafdruk, grens)]
      : soort === 'ontbreekt'
        ? [`${vingerafdruk}:ontbreekt`]
        : [`${vingerafdruk}:geweigerd`],
  );
  const nieuwste = new Map<string, Intrekkingslijst>();
  for (const lijst of vraag.lijsten)
    if ((nieuwste.get(lijst.uitgever)?.vanMs ?? -Infinity) < lijst.vanMs) nieuwste.set(lijst.uitgever, lijst);
  const oud = [...nieuwste.values()]
    .filter(({ vanMs, volgendeMs }) => nu.getTime() >= vanMs + CRL_DEEL * (volgendeMs - vanMs))
    .map(({ uitgever }) => `crl-${createHash('sha256').update(uitgever).digest('hex').slice(0, 16)}`);
  return [...new Set([...eigen, ...partijen, ...oud])];
}

function onderwerpVan(vingerafdruk: string, grens: number): string {
  return `${vingerafdruk}:verloopt-${grens}`;
}
