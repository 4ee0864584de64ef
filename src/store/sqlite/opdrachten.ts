import type { AansluitingId } from '../../bericht/aansluiting.ts';
import type { DeadLetterReden } from '../../bericht/status.ts';
import type { TraceerId } from '../../bericht/traceer-id.ts';
import type {
  BeheerOpslag,
  BerichtUitkomst,
  Bladzijde,
  Gepauzeerd,
  Gesloten,
  Handeling,
  HandelingRij,
  NieuweRoute,
  Selectie,
} from '../beheer-port.ts';
import type { VerzegeldeInhoud } from '../../keys/port.ts';
import type { AlarmOpslag, AlarmRij } from '../alarm-port.ts';
import type {
  AfhandelUitkomst,
  Afhandeling,
  BerichtStore,
  Bewijs,
  GebeurtenisRij,
  LeaseVraag,
  Levering,
  LijstVraag,
  Nonce,
  OutboxRij,
  RegistratieUitkomst,
  StoreWijziging,
  ZichtbaarVoor,
} from '../port.ts';
import type { BerichtStand } from '../stand-port.ts';
import type { BewaarFeit, BewaarDeel, BewaarOpslag } from '../bewaar-port.ts';
import type { BewaardeBreuk, JournaalKop, JournaalOpslag, JournaalStuk } from '../journaal-port.ts';
import type { KekWissel, SleutelOpslag } from '../sleutel-port.ts';
import type { WachtrijOpslag } from '../wachtrij-port.ts';
import type { Gevonden, ZoekOpslag } from '../zoek-port.ts';
import type { FoutBericht } from './fouten.ts';
import type { BewijsPakket, RegistratiePakket } from './pakket.ts';
import type { RuimDeel } from './schrijf/nonce.ts';

type Eerste<F extends (...args: never[]) => unknown> = Parameters<F>[0];
type Belofte<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>;

/** What the writer thread does: per name what goes in and what comes out. Each is one whole or nothing. */
export interface SchrijfOpdrachten {
  /** A plain number stands for `nieuw`: the id is known to who asked. */
  registreer: { in: RegistratiePakket; uit: RegistratieUitkomst | number };
  voegBewijsToe: { in: { traceerId: TraceerId; bewijs: BewijsPakket }; uit: undefined };
  claimOutbox: { in: Eerste<BerichtStore['claimOutbox']>; uit: readonly OutboxRij[] };
  markeerGepubliceerd: { in: { outboxIds: readonly number[]; nu: Date }; uit: undefined };
  geefOutboxTerug: {
    in: { outboxIds: readonly number[]; misschienAangekomen: readonly number[] };
    uit: undefined;
  };
  markeerOnbestelbaar: { in: { traceerId: TraceerId; reden: DeadLetterReden; nu: Date }; uit: boolean };
  lease: { in: LeaseVraag; uit: readonly Levering[] | 'nonce_bekend' };
  handelAf: {
    in: {
      readonly aansluiting: AansluitingId;
      readonly leveringId: string;
      readonly afhandeling: Afhandeling;
      readonly nu: Date;
      readonly bewijs?: Bewijs;
    };
    uit: AfhandelUitkomst;
  };
  verloopLeases: { in: Date; uit: readonly AansluitingId[] };
  onthoudNonce: { in: Nonce; uit: boolean };
  /** Looks at so many only: a long clean-up would hold up those who register. */
  ruimNonces: { in: { nu: Date; vanaf: Uint8Array; max: number }; uit: RuimDeel };
  registreerInzage: { in: Eerste<BerichtStore['registreerInzage']>; uit: 'ok' | 'nonce_bekend' };
  proefSchrijven: { in: undefined; uit: undefined };
  tellers: { in: undefined; uit: Tellers };
  bewaarRuim: { in: Eerste<BewaarOpslag['ruim']>; uit: BewaarDeel };
  onthoudTijd: { in: Date; uit: undefined };
  wachtrijZetBij: { in: Eerste<WachtrijOpslag['zetBij']>; uit: Belofte<WachtrijOpslag['zetBij']> };
  wachtrijNeem: { in: { aansluiting: AansluitingId; max: number }; uit: Belofte<WachtrijOpslag['neem']> };
  beheerHerlever: { in: BerichtenHandeling; uit: readonly BerichtUitkomst[] | 'nonce_bekend' };
  beheerHangOm: { in: BerichtenHandeling; uit: readonly BerichtUitkomst[] | 'nonce_bekend' };
  beheerPauzeer: { in: PauzeHandeling; uit: 'gedaan' | 'al' | 'nonce_bekend' };
  beheerHervat: { in: PauzeHandeling; uit: 'gedaan' | 'al' | 'nonce_bekend' };
  beheerSluit: { in: BerichtHandeling; uit: BerichtUitkomst | 'nonce_bekend' };
  beheerHeropen: { in: BerichtHandeling; uit: BerichtUitkomst | 'nonce_bekend' };
  beheerKlok: { in: Handeling; uit: 'gedaan' | 'nonce_bekend' };
  kekWissel: {
    in: { handeling: Eerste<SleutelOpslag['wissel']>; versie: number; onafgerond: boolean };
    uit: Belofte<SleutelOpslag['wissel']>;
  };
  kekHerwikkel: { in: Eerste<SleutelOpslag['herwikkel']>; uit: undefined };
  kekRondeKlaar: { in: { versie: number; nu: Date }; uit: Belofte<SleutelOpslag['rondeKlaar']> };
  wachtrijRond: { in: { ids: readonly number[]; klaar: boolean }; uit: undefined };
  bewaarAlarmen: { in: { rijen: readonly AlarmRij[]; ruimVoor: Date }; uit: undefined };
  wijsAlarmToe: { in: { id: string; eigenaar: string }; uit: boolean };
  journaalMarkeerBreuk: { in: string; uit: undefined };
  journaalBewaar: { in: { kop: JournaalKop; bladen: Uint8Array }; uit: undefined };
}

interface BerichtenHandeling {
  readonly handeling: Handeling;
  readonly berichten: readonly NieuweRoute[];
}

interface PauzeHandeling {
  readonly handeling: Handeling;
  readonly aansluiting: AansluitingId;
}

interface BerichtHandeling {
  readonly handeling: Handeling;
  readonly traceerId: TraceerId;
}

/** Right before or right after the commit that holds a command: where a crash makes a difference; or before a read. */
export type FaalpuntNaam = `${keyof SchrijfOpdrachten}.${'voor' | 'na'}-commit` | `${keyof LeesOpdrachten}.lees`;

/**
 * Called at each of these places when a test gave one: it may end the process, or throw before a commit or a read as a
 * disk would. Every command of {@link SchrijfOpdrachten} has its two places by being one, every {@link LeesOpdrachten}
 * its own.
 */
export type Faalpunt = (punt: FaalpuntNaam) => void;

/** What the reader thread does. */
export interface LeesOpdrachten {
  zoekBericht: { in: TraceerId; uit: (BerichtStand & { readonly zichtbaarVoor: ZichtbaarVoor }) | undefined };
  gebeurtenissenVan: { in: TraceerId; uit: readonly GebeurtenisRij[] };
  inhoudVan: { in: TraceerId; uit: VerzegeldeInhoud | undefined };
  bewijsVan: { in: TraceerId; uit: readonly Bewijs[] };
  feitenNa: { in: { volgnummer: number; max: number }; uit: Belofte<BerichtStore['feitenNa']> };
  lijst: { in: LijstVraag; uit: readonly BerichtStand[] };
  gebeurtenissenNa: { in: Eerste<BerichtStore['gebeurtenissenNa']>; uit: readonly GebeurtenisRij[] };
  zoekBerichten: { in: Eerste<ZoekOpslag['zoekBerichten']>; uit: Gevonden };
  oudsteBericht: { in: undefined; uit: Date | undefined };
  oudste: { in: readonly AansluitingId[]; uit: Oudste };
  alarmen: { in: Eerste<AlarmOpslag['lijst']>; uit: readonly AlarmRij[] };
  bewaarFeiten: { in: { na: number; max: number }; uit: readonly BewaarFeit[] };
  laatsteTijd: { in: undefined; uit: Date | undefined };
  beheerKies: { in: { selectie: Selectie; na: number; max: number }; uit: Belofte<BeheerOpslag['kies']> };
  beheerPauzes: { in: undefined; uit: readonly Gepauzeerd[] };
  beheerSluitingen: { in: Bladzijde; uit: readonly Gesloten[] };
  beheerSluitingVan: { in: TraceerId; uit: Gesloten | undefined };
  beheerOnbestelbaarSinds: { in: undefined; uit: Date | undefined };
  beheerAantalGesloten: { in: undefined; uit: number };
  beheerHandelingen: { in: Bladzijde; uit: readonly HandelingRij[] };
  kekWissels: { in: undefined; uit: readonly KekWissel[] };
  kekTeHerwikkelen: { in: { versie: number; max: number }; uit: Belofte<SleutelOpslag['teHerwikkelen']> };
  wachtrijDiepte: { in: undefined; uit: ReadonlyMap<AansluitingId, number> };
  journaalVolg: { in: Eerste<JournaalOpslag['volg']>; uit: JournaalStuk };
  journaalBreuken: { in: undefined; uit: readonly BewaardeBreuk[] };
  journaalLaatsteKop: { in: undefined; uit: JournaalKop | undefined };
  journaalKoppenNa: { in: { nummer: number; max: number }; uit: readonly JournaalKop[] };
  /** Copies the log into the database file while others write on. @returns whether all of it was copied. */
  checkpoint: { in: undefined; uit: boolean };
}

/** Counts that the writer keeps in memory: they cost no write and no count over a million rows. */
export interface Tellers {
  readonly wachtend: ReadonlyMap<AansluitingId, number>;
  readonly outbox: number;
  readonly openLeases: number;
  readonly commits: number;
  readonly operaties: number;
}

/** The moments of the oldest, in milliseconds. */
export interface Oudste {
  readonly outbox?: number;
  readonly wachtend: ReadonlyMap<AansluitingId, number>;
}

/** A set of commands by name. */
export type Opdrachten<S> = Record<keyof S, { in: unknown; uit: unknown }>;

/** One command as it crosses to a thread. */
export type Opdracht<S extends Opdrachten<S>> = {
  [K in keyof S & string]: readonly [soort: K, invoer: S[K]['in']];
}[keyof S & string];

/** What became of one command. */
export type Afloop = readonly [ok: true, waarde: unknown] | readonly [ok: false, fout: FoutBericht];

/** What a thread is sent: commands that go together, with the bytes of those that have any. */
export type NaarDraad<S extends Opdrachten<S>> =
  | { readonly soort: 'groep'; readonly opdrachten: readonly Opdracht<S>[]; readonly bytes?: ArrayBuffer }
  | { readonly soort: 'checkpoint' }
  | { readonly soort: 'sluit' };

/** What a thread says. */
export type VanDraad =
  | { readonly soort: 'open' }
  | { readonly soort: 'niet_open'; readonly fout: FoutBericht }
  | {
      readonly soort: 'groep';
      readonly aflopen: readonly Afloop[];
      readonly wijziging?: StoreWijziging;
      /** True when the log has grown so long that it should be copied into the database file. */
      readonly checkpoint?: boolean;
    }
  | { readonly soort: 'dicht' };
