import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AansluitingId } from '../../../src/bericht/aansluiting.ts';
import type { Bevinding } from '../../../src/bericht/bevinding.ts';
import type { BerichtSoort } from '../../../src/bericht/catalogus.ts';
import { schrijfFeiten, type Feiten } from '../../../src/bericht/feiten.ts';
import type { Oin } from '../../../src/bericht/oin.ts';
import type { PartijCode } from '../../../src/bericht/partij.ts';
import type { TraceerId } from '../../../src/bericht/traceer-id.ts';
import type { BerichtStore, Bewijs, LeaseVraag, Levering, NieuwBericht, Nonce } from '../../../src/store/port.ts';

/** The moment at which every test begins. */
export const T0 = new Date('2026-11-23T09:00:00.000Z');

/** @returns a moment after the beginning. */
export function na(seconden: number): Date {
  return new Date(T0.getTime() + seconden * 1000);
}

export const AANBIEDER = '65656055' as PartijCode;
export const TWEEDE_AANBIEDER = '42420001' as PartijCode;
export const GEMEENTE = '0363' as PartijCode;
export const TWEEDE_GEMEENTE = '0384' as PartijCode;
/** Submits for {@link AANBIEDER}. */
export const INDIENER = 'aanbieder-a' as AansluitingId;
export const ANDERE_INDIENER = 'leverancier-b' as AansluitingId;
/** Receives for both municipalities. */
export const ONTVANGER = 'gemeente-a' as AansluitingId;
export const ANDERE_ONTVANGER = 'gemeente-b' as AansluitingId;

export function sha256(tekst: string): Buffer {
  return createHash('sha256').update(tekst).digest();
}

export function nieuweTraceerId(): TraceerId {
  return randomUUID() as TraceerId;
}

export function nonce(tot = na(420)): Nonce {
  return { sleutel: randomBytes(32), tot };
}

export function bewijs(handeling: Bewijs['handeling'], kenmerk: string): Bewijs {
  return {
    handeling,
    profiel: 'jades',
    handtekening: `handtekening van ${kenmerk}`,
    basis: `basis van ${kenmerk}`,
    alg: 'ES256',
    vingerafdruk: 'ab'.repeat(32),
    crlNummer: '17',
    inhoudDigest: 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
    moment: T0,
  };
}

export const BEVINDING: Bevinding = {
  laag: 'xsd',
  code: 'XSD03',
  pad: '/Bericht/Client/Bsn',
  lijn: 70_000,
  uitleg: 'De waarde past niet bij het schema.',
  verwacht: 'negen cijfers',
  wieIsAanZet: 'leverancier',
  ernst: 'weigeren',
};

/** What a test says of a message; the rest is that of a start of care from {@link AANBIEDER} to {@link GEMEENTE}. */
export interface Wens {
  readonly identificatie?: string;
  /** The message's text; two messages with the same text have the same content. */
  readonly tekst?: string;
  readonly soort?: BerichtSoort;
  readonly retour?: string;
  readonly van?: PartijCode;
  readonly aan?: PartijCode;
  readonly aansluiting?: AansluitingId;
  readonly indiener?: AansluitingId;
  readonly gekozen?: TraceerId;
  readonly persoon?: string;
  readonly op?: Date;
  readonly bytes?: number;
  readonly verdict?: NieuwBericht['verdict'];
  readonly over?: Partial<NieuwBericht>;
}

/** @returns the same without some of its fields. */
export function zonder<T extends object, K extends keyof T>(geheel: T, ...namen: readonly K[]): Omit<T, K> {
  const weg: readonly PropertyKey[] = namen;
  return Object.fromEntries(Object.entries(geheel).filter(([naam]) => !weg.includes(naam))) as Omit<T, K>;
}

let teller = 0;

/** @returns a message that was accepted, unless the wish says otherwise. */
export function bericht(wens: Wens = {}): NieuwBericht {
  teller += 1;
  const { van = AANBIEDER, aan = GEMEENTE, indiener = INDIENER, soort = 'WMO305', verdict = 'geaccepteerd' } = wens;
  const identificatie = wens.identificatie ?? `I${teller}`;
  const tekst = wens.tekst ?? `${van} ${identificatie} ${teller}`;
  return {
    verdict,
    traceerId: wens.gekozen ?? nieuweTraceerId(),
    traceerIdGekozen: wens.gekozen !== undefined,
    conversatieId: `conversatie-${teller}`,
    ontvangenOp: wens.op ?? T0,
    indiener: { aansluiting: indiener, oin: '00000099000000001000' as Oin },
    soort,
    kop: {
      soort,
      afzender: van,
      ontvanger: aan,
      identificatie,
      dagtekening: '2026-11-20',
      ...(wens.retour === undefined ? {} : { identificatieRetour: wens.retour }),
    },
    handelendePartij: van,
    bevindingen: verdict === 'geaccepteerd' ? [] : [BEVINDING],
    ...(verdict === 'geaccepteerd' ? {} : { code: 'BRS13' }),
    inhoudSha256: sha256(tekst),
    inhoud: {
      gewikkeldeSleutel: sha256(`sleutel ${tekst}`),
      kekVersie: 3,
      inhoud: Buffer.from(tekst),
      compressie: 'deflate-raw',
      bytes: wens.bytes ?? 2000,
    },
    feiten: schrijfFeiten({ versie: 1, soort, clienten: clienten(wens.persoon) }),
    route: {
      aansluiting: wens.aansluiting ?? ONTVANGER,
      ontvangendePartij: aan,
      tafelVersie: 'c0ffee',
      tafelRegel: 'routes.yaml:12',
    },
    nonce: nonce(),
    bewijs: [bewijs('indienen', identificatie), bewijs('ontvangstbewijs', identificatie)],
    ...wens.over,
  };
}

/** @returns a message that our checks refused. */
export function afgekeurd(wens: Wens = {}): NieuwBericht {
  return zonderRoute({ ...wens, verdict: 'afgekeurd' });
}

/** @returns a message that we failed to judge. */
export function nietBeoordeeld(wens: Wens = {}): NieuwBericht {
  return zonderRoute({ ...wens, verdict: 'niet_beoordeeld' });
}

function zonderRoute(wens: Wens): NieuwBericht {
  return zonder(bericht(wens), 'route', 'feiten');
}

function clienten(persoon: string | undefined): Feiten['clienten'] {
  if (persoon === undefined) return [];
  const hash = (doel: string): string => `${doel}-${persoon}`;
  const sleutels = { trace: hash('t'), historie: hash('h'), samenloop: hash('s'), inzage: hash('i') };
  return [{ persoon: { sleutelVersie: 1, ...sleutels } }];
}

/** Registers messages one after another. @returns their ids, in the same order. */
export async function registreerAlle(store: BerichtStore, berichten: readonly NieuwBericht[]): Promise<TraceerId[]> {
  const ids: TraceerId[] = [];
  for (const een of berichten) {
    const uitkomst = await store.registreer(een);
    if (uitkomst.soort !== 'nieuw') throw new Error(`niet nieuw maar ${uitkomst.soort}`);
    ids.push(uitkomst.traceerId);
  }
  return ids;
}

/** Takes everything from the outbox to the mailboxes. */
export async function zetKlaar(store: BerichtStore, nu = T0): Promise<void> {
  const rijen = await claim(store, { nu });
  await store.markeerGepubliceerd(
    rijen.map((rij) => rij.outboxId),
    nu,
  );
}

/** Claims from the outbox as widely as the wish allows. */
export function claim(
  store: BerichtStore,
  wens: Partial<Parameters<BerichtStore['claimOutbox']>[0]> = {},
): ReturnType<BerichtStore['claimOutbox']> {
  const nu = wens.nu ?? T0;
  const tot = new Date(nu.getTime() + 30_000);
  return store.claimOutbox({ max: 10_000, maxPerAansluiting: 10_000, overslaan: [], nu, tot, ...wens });
}

/** Asks for leased items of {@link ONTVANGER}: at most 100, for five minutes. */
export function leaseVraag(wens: Partial<LeaseVraag> = {}): LeaseVraag {
  return {
    aansluiting: ONTVANGER,
    volgorde: 'soepel',
    soorten: ['bericht'],
    max: 100,
    maxBytes: 25_000_000,
    leaseMs: 300_000,
    nu: T0,
    leveringIds: Array.from({ length: wens.max ?? 100 }, () => randomUUID()),
    ...wens,
  };
}

/** Leases; fails where the nonce was known. */
export async function lease(store: BerichtStore, wens: Partial<LeaseVraag> = {}): Promise<readonly Levering[]> {
  const leveringen = await store.lease(leaseVraag(wens));
  if (leveringen === 'nonce_bekend') throw new Error('nonce bekend');
  return leveringen;
}

/** Registers one message, sets it ready and leases it. */
export async function biedAan(store: BerichtStore, wens: Wens = {}, nu = T0): Promise<Levering> {
  await registreerAlle(store, [bericht(wens)]);
  await zetKlaar(store, nu);
  const [levering] = await lease(store, { nu, aansluiting: wens.aansluiting ?? ONTVANGER });
  if (levering === undefined) throw new Error('niets aangeboden');
  return levering;
}
