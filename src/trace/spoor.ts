import type { Aansluiting, Tafels } from '../bericht/aansluiting.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import { plusMaanden } from '../bericht/bewaartermijn.ts';
import { datumInNederland, isGeldigOp, type Datum } from '../bericht/datum.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { Status } from '../bericht/status.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import type { Klok } from '../observe/port.ts';
import type { BeheerOpslag, Gepauzeerd } from '../store/beheer-port.ts';
import type { BerichtStore, GebeurtenisRij, Kijker, ZichtbaarVoor } from '../store/port.ts';
import { alsGrafsteen, type BerichtStand } from '../store/stand-port.ts';

/** A message with everything that happened to it, oldest first. */
export interface Spoor {
  readonly stand: BerichtStand;
  readonly gebeurtenissen: readonly GebeurtenisRij[];
  /** What the asker is to this message. */
  readonly rollen: readonly ('indiener' | 'partij')[];
  /** What a person did that is no status. */
  readonly vlaggen: Vlaggen;
}

/** Flags of a message: who set it, when and why. */
export interface Vlaggen {
  /** Nothing goes to its connection for now. */
  readonly gepauzeerd?: Vlag;
  /** It needs no more attention. */
  readonly gesloten?: Vlag;
}

/** One flag. */
export interface Vlag {
  readonly sinds: Date;
  readonly door: string;
  readonly reden: string;
}

/** What tells the flags of a message. */
export type VlagBron = Pick<BeheerOpslag, 'pauzeVan' | 'sluitingVan'>;

const WACHT: ReadonlySet<Status> = new Set(['ontvangen', 'in_wachtrij']);

/** @returns the pause of the connection that a message still has to go to. */
export function pauzeOp(
  pauzeVan: BeheerOpslag['pauzeVan'],
  { aansluiting, status }: BerichtStand,
): Gepauzeerd | undefined {
  return aansluiting !== undefined && WACHT.has(status) ? pauzeVan(aansluiting) : undefined;
}

/** @returns the flags of a message. */
export async function vlaggenVan(bron: VlagBron, stand: BerichtStand): Promise<Vlaggen> {
  const pauze = pauzeOp((aansluiting) => bron.pauzeVan(aansluiting), stand);
  const gesloten = await bron.sluitingVan(stand.traceerId);
  return {
    ...(pauze === undefined ? {} : { gepauzeerd: { sinds: pauze.sinds, door: pauze.door, reden: pauze.reden } }),
    ...(gesloten === undefined
      ? {}
      : { gesloten: { sinds: gesloten.moment, door: gesloten.door, reden: gesloten.reden } }),
  };
}

/** The questions about messages that parties may ask; each sees its own. */
export interface Sporen {
  /**
   * The events name no person of the helpdesk.
   * @returns the message, or `undefined` when it does not exist or is not the asker's to see: no difference shows.
   */
  zoek(kijker: Kijker, traceerId: TraceerId): Promise<Spoor | undefined>;
  lijst(
    kijker: Kijker,
    filter: {
      readonly status?: Status;
      readonly berichtsoort?: BerichtSoort;
      readonly vanaf?: Date;
      readonly tot?: Date;
      readonly voor?: number;
      readonly max: number;
    },
  ): Promise<readonly BerichtStand[]>;
  gebeurtenissen(kijker: Kijker, na: number, max: number): Promise<readonly GebeurtenisRij[]>;
}

/**
 * Says as whom a connection looks: for the parties that it serves itself, and for those that handed over everything: a
 * route brings it all their messages, and a toestemmingsverklaring lets it send all of them. A route for some messages
 * of a party gives no look at the others: what it submitted itself, and what was routed to it, a connection sees anyway.
 */
export function kijkerVan(tafels: Tafels, aansluiting: Aansluiting, nu: Date): Kijker {
  const op = datumInNederland(nu);
  const partijen = new Set<PartijCode>(aansluiting.partijen);
  for (const route of tafels.routes) {
    const { ontvanger, standaard, release, berichtsoort } = route;
    if (route.aansluiting !== aansluiting.id || ontvanger === undefined || !isGeldigOp(route, op)) continue;
    const alles = standaard === undefined && release === undefined && berichtsoort === undefined;
    if (alles && heeftMandaatVoorAlles(tafels, aansluiting, ontvanger, op)) partijen.add(ontvanger);
  }
  return { aansluiting: aansluiting.id, partijen: [...partijen] };
}

function heeftMandaatVoorAlles(tafels: Tafels, { id }: Aansluiting, partij: PartijCode, op: Datum): boolean {
  return tafels.mandaten.some(
    (mandaat) =>
      mandaat.indiener === id &&
      mandaat.afzender === partij &&
      mandaat.berichtsoorten.length === 0 &&
      isGeldigOp(mandaat, op),
  );
}

/** The parties of which a connection can have something in its mailbox. */
export function partijenInPostbus(tafels: Tafels, aansluiting: Aansluiting): ReadonlySet<PartijCode> {
  const gerouteerd = tafels.routes.filter((route) => route.aansluiting === aansluiting.id);
  const codes = gerouteerd.flatMap(({ ontvanger }) => (ontvanger === undefined ? [] : [ontvanger]));
  return new Set([...aansluiting.partijen, ...codes]);
}

function rollenVan(kijker: Kijker, zichtbaar: ZichtbaarVoor): Spoor['rollen'] {
  const rollen: ('indiener' | 'partij')[] = [];
  if (zichtbaar.indiener === kijker.aansluiting) rollen.push('indiener');
  const vanPartij = zichtbaar.partijen.some((partij) => kijker.partijen.includes(partij));
  if (vanPartij || zichtbaar.aansluiting === kijker.aansluiting) rollen.push('partij');
  return rollen;
}

/** Until when parties see more of a message than its id, status and dates; absent = as long as it is kept. */
export interface Zichttermijn {
  readonly klok: Klok;
  readonly zichtMaanden: number;
}

/** What the pages of the helpdesk write before the name of the person who looked. */
const HELPDESK = 'helpdesk';

/**
 * An event as parties may see it: that the helpdesk looked, and not which of its people. Those see the name themselves, on
 * their page, and it stays in the journal.
 */
function zonderPersoon(rij: GebeurtenisRij): GebeurtenisRij {
  return rij.actor.startsWith(`${HELPDESK}-`) ? { ...rij, actor: HELPDESK } : rij;
}

/** Makes the questions on top of a store. */
export function createSporen(store: BerichtStore, vlagBron: VlagBron, termijn?: Zichttermijn): Sporen {
  const isOud = ({ ontvangenOp, grafsteen }: BerichtStand): boolean =>
    grafsteen === true ||
    (termijn !== undefined && plusMaanden(ontvangenOp, termijn.zichtMaanden).getTime() <= termijn.klok.nu().getTime());
  return {
    async zoek(kijker, traceerId) {
      const stand = await store.zoekBericht(traceerId);
      if (stand === undefined) return undefined;
      const rollen = rollenVan(kijker, stand.zichtbaarVoor);
      if (rollen.length === 0) return undefined;
      if (isOud(stand)) return { stand: alsGrafsteen(stand), gebeurtenissen: [], rollen, vlaggen: {} };
      const gebeurtenissen = (await store.gebeurtenissenVan(traceerId)).map(zonderPersoon);
      return { stand, gebeurtenissen, rollen, vlaggen: await vlaggenVan(vlagBron, stand) };
    },
    async lijst(kijker, filter) {
      const rijen = await store.lijst({ kijker, ...filter });
      return rijen.map((stand) => (isOud(stand) ? alsGrafsteen(stand) : stand));
    },
    gebeurtenissen: async (kijker, na, max) => (await store.gebeurtenissenNa({ kijker, na, max })).map(zonderPersoon),
  };
}
