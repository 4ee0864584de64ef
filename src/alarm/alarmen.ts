import { foutVelden } from '../observe/fout-velden.ts';
import type { AlarmCode, Alarmen, Ids, Klok, Logger, LogVelden } from '../observe/port.ts';
import type { AlarmOpslag, AlarmRij } from '../store/alarm-port.ts';

/** The alarms with what their sources, the lists and the stop need besides. */
export interface AlarmRegister extends Alarmen {
  /** What a source sees now: raises these subjects of a code and closes every other that is open. */
  stelVast(code: AlarmCode, onderwerpen: readonly string[]): void;
  /** All that are open, oldest first; also what the store could not take yet. */
  open(): readonly AlarmRij[];
  /** For `GET /v1/beheer/alarmen`: newest first, the open ones only unless `ookGesloten`. */
  lijst(vraag: { readonly ookGesloten: boolean; readonly max: number }): Promise<readonly AlarmRij[]>;
  /** Names who looks after an open alarm. @returns false when no open alarm has that id. */
  wijsToe(id: string, eigenaar: string): Promise<boolean>;
  /** Resolves when all that was raised so far was offered to the store. */
  bewaar(): Promise<void>;
  /** Writes what was not written yet. Idempotent. */
  close(): Promise<void>;
}

/** What the register works with. */
export interface AlarmDelen {
  readonly opslag: AlarmOpslag;
  readonly klok: Klok;
  readonly ids: Ids;
  readonly log: Logger;
  /** Called with the number of open alarms of a code each time it changes. */
  readonly opAantal: (code: AlarmCode, aantal: number) => void;
  /** Called when one opens and when one closes; must not throw. */
  readonly opWissel: (rij: AlarmRij) => void;
}

/** At most one write in so many milliseconds, however often alarms are raised. */
const SCHRIJF_MS = 1000;
/** Closed rows are kept as long as the metadata of messages: thirteen months. */
const BEWAAR_MS = 400 * 86_400_000;
/** More open alarms than this say nothing more; further subjects of a code share one row. */
const MAX_OPEN = 500;
const OVERIGE = 'overige';
/** Ids of aansluitingen, fingerprints, our own names. Nine digits alone might be a person. */
const ONDERWERP = /^(?!\d{9}$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,90}$/;

/**
 * Keeps the alarms: in memory, which answers at once, and in the store, which remembers. Reads those that were open when
 * the hub stopped; a source that no longer sees the cause closes them.
 * @throws StoreNietBeschikbaar when the open ones cannot be read.
 */
export async function createAlarmen(delen: AlarmDelen): Promise<AlarmRegister> {
  const { opslag, klok, ids, log, opAantal, opWissel } = delen;
  const bekend = await opslag.lijst({ ookGesloten: false, max: MAX_OPEN * 2 });
  const open = new Map(bekend.toReversed().map((rij) => [sleutelVan(rij.code, rij.onderwerp), rij]));
  for (const code of new Set(bekend.map((rij) => rij.code))) telOpen(code);
  // by id, and each only once: what the store could not take waits here and stays as small as the number of alarms
  let vuil = new Map<string, AlarmRij>();
  let laatsteMs = -Infinity;
  let bezig: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let dicht: Promise<void> | undefined;

  function telOpen(code: AlarmCode): void {
    opAantal(code, [...open.values()].filter((rij) => rij.code === code).length);
  }

  function onthoud(rij: AlarmRij): void {
    vuil.set(rij.id, rij);
    if (timer !== undefined || bezig !== undefined || dicht !== undefined) return;
    const wachtMs = Math.max(0, SCHRIJF_MS - (klok.monotoonMs() - laatsteMs));
    timer = setTimeout(() => void schrijf(), wachtMs).unref();
  }

  function schrijf(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    return (bezig ??= schrijfNu().finally(() => {
      bezig = undefined;
      if (vuil.size > 0 && dicht === undefined) timer ??= setTimeout(() => void schrijf(), SCHRIJF_MS).unref();
    }));
  }

  async function schrijfNu(): Promise<void> {
    const rijen = vuil;
    vuil = new Map();
    laatsteMs = klok.monotoonMs();
    try {
      await opslag.bewaar([...rijen.values()], new Date(klok.nu().getTime() - BEWAAR_MS));
    } catch (fout) {
      // a newer state of the same row wins
      vuil = new Map([...rijen, ...vuil]);
      log.debug('alarmen nog niet bewaard', foutVelden(fout));
    }
  }

  function meld(code: AlarmCode, gegeven = ''): void {
    let onderwerp = netjes(gegeven);
    if (open.size >= MAX_OPEN && !open.has(sleutelVan(code, onderwerp))) onderwerp = OVERIGE;
    const sleutel = sleutelVan(code, onderwerp);
    const eerder = open.get(sleutel);
    const nu = klok.nu();
    const rij: AlarmRij =
      eerder === undefined
        ? { id: ids.uuid(), code, onderwerp, sinds: nu, laatst: nu, aantal: 1 }
        : { ...eerder, laatst: nu, aantal: eerder.aantal + 1 };
    open.set(sleutel, rij);
    onthoud(rij);
    if (eerder !== undefined) return;
    log.error('alarm open', velden(rij));
    telOpen(code);
    opWissel(rij);
  }

  function herstel(code: AlarmCode, gegeven = ''): void {
    const sleutel = sleutelVan(code, netjes(gegeven));
    const eerder = open.get(sleutel);
    if (eerder === undefined) return;
    const rij: AlarmRij = { ...eerder, gesloten: klok.nu() };
    open.delete(sleutel);
    onthoud(rij);
    log.info('alarm gesloten', velden(rij));
    telOpen(code);
    opWissel(rij);
  }

  return {
    meld,
    herstel,
    stelVast(code, onderwerpen) {
      for (const onderwerp of onderwerpen) meld(code, onderwerp);
      const nog = new Set(onderwerpen.map(netjes));
      const weg = [...open.values()].filter((rij) => rij.code === code && !nog.has(rij.onderwerp));
      // the shared row stands for subjects that have no row of their own: it goes with the last of them
      for (const { onderwerp } of weg) if (onderwerp !== OVERIGE || nog.size < MAX_OPEN) herstel(code, onderwerp);
    },
    open: () => [...open.values()],
    async lijst(vraag) {
      await schrijf();
      return opslag.lijst(vraag);
    },
    async wijsToe(id, eigenaar) {
      await schrijf();
      const gelukt = await opslag.wijsToe(id, eigenaar);
      const rij = [...open.values()].find((een) => een.id === id);
      if (gelukt && rij !== undefined) open.set(sleutelVan(rij.code, rij.onderwerp), { ...rij, eigenaar });
      return gelukt;
    },
    bewaar: schrijf,
    close: () =>
      (dicht ??= (async () => {
        clearTimeout(timer);
        await bezig;
        await schrijfNu();
      })()),
  };
}

function sleutelVan(code: AlarmCode, onderwerp: string): string {
  return `${code} ${onderwerp}`;
}

/** A subject that does not look like one of ours is left out: it might be someone's text. */
function netjes(onderwerp: string): string {
  return onderwerp === '' || ONDERWERP.test(onderwerp) ? onderwerp : OVERIGE;
}

/** The logger lets through what fits its fields; a subject of another form is seen in the list of alarms. */
function velden({ code, onderwerp, aantal }: AlarmRij): LogVelden {
  if (onderwerp === '') return { code, aantal };
  const [vingerafdruk = '', soort] = onderwerp.split(':');
  if (/^[0-9a-f]{64}$/.test(vingerafdruk)) return { code, aantal, vingerafdruk, soort };
  return { code, aantal, onderdeel: onderwerp };
}
