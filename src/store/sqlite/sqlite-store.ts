import type { TraceerId } from '../../bericht/traceer-id.ts';
import type { AansluitingId } from '../../bericht/aansluiting.ts';
import type { AlarmOpslag } from '../alarm-port.ts';
import type { BerichtStore, Levering, StoreStand, StoreWijziging } from '../port.ts';
import type { BewaarOpslag } from '../bewaar-port.ts';
import type { JournaalOpslag } from '../journaal-port.ts';
import type { BeheerOpslag } from '../beheer-port.ts';
import type { WachtrijOpslag } from '../wachtrij-port.ts';
import { createBeheerOpslag } from './beheer-opslag.ts';
import type { SleutelOpslag } from '../sleutel-port.ts';
import type { ZoekOpslag } from '../zoek-port.ts';
import { startDraad } from './draad.ts';
import type { Draad } from './draad.ts';
import type { LeesOpdrachten, SchrijfOpdrachten } from './opdrachten.ts';
import { pakBewijsIn, pakIn } from './pakket.ts';
import type { RuimDeel } from './schrijf/nonce.ts';

/** How the SQLite store is opened. */
export interface SqliteStoreOpties {
  /** Path of the database file; its folder exists. Beside it come `-wal`, `-shm`, `.slot` and `verwijderd/`. */
  readonly pad: string;
  /**
   * Number of messages that were read whole and are being checked now: a group of registrations waits until at least so
   * many wait. Absent = 0: a group goes as soon as the writer is idle.
   */
  readonly onderweg?: () => number;
  readonly groep?: {
    /** The longest that a write waits for others, in milliseconds; default 20. */
    readonly maxGaarMs?: number;
    /** Most writes in one commit; default 512. */
    readonly maxOpdrachten?: number;
  };
  /** Upper limit of the database file in bytes; absent = as much as the disk holds. */
  readonly maxBytes?: number;
  /** Module whose `faalpunt` is called around each commit and before each read; a test gives one, nothing else may. */
  readonly faalpunten?: URL;
}

/** The store with what the embedded queue and the alarms need of it. */
export interface SqliteStore extends BerichtStore {
  readonly wachtrij: WachtrijOpslag;
  readonly alarmen: AlarmOpslag;
  readonly bewaren: BewaarOpslag;
  readonly journaal: JournaalOpslag;
  readonly beheer: BeheerOpslag;
  readonly sleutels: SleutelOpslag;
  readonly zoeken: ZoekOpslag;
}

const MAX_GAAR_MS = 20;
const MAX_OPDRACHTEN = 512;

/** Nonces that are looked at in one transaction: a few milliseconds of the writer when all of them ended. */
const RUIM_PER_KEER = 2000;

/**
 * Opens the SQLite store: a writer thread that owns the one connection that writes, and a reader thread. No query runs
 * on the calling thread. The caller closes it.
 * @throws StoreNietBeschikbaar when the file cannot be opened or written, or another process has it open.
 * @throws StoreOnbruikbaar when it is damaged, no database, or of a newer version.
 */
export async function createSqliteStore(opties: SqliteStoreOpties): Promise<SqliteStore> {
  const { pad, maxBytes, faalpunten } = opties;
  const verbinding = {
    pad,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(faalpunten === undefined ? {} : { faalpunten: faalpunten.href }),
  };
  const luisteraars = new Set<(wijziging: StoreWijziging) => void>();
  let kopieert = false;

  const schrijver = await startDraad<SchrijfOpdrachten>(
    new URL('./writer-thread.js', import.meta.url),
    verbinding,
    {
      onderweg: opties.onderweg ?? (() => 0),
      maxGaarMs: opties.groep?.maxGaarMs ?? MAX_GAAR_MS,
      maxOpdrachten: opties.groep?.maxOpdrachten ?? MAX_OPDRACHTEN,
    },
    ({ wijziging, checkpoint }) => {
      if (wijziging !== undefined) for (const luisteraar of luisteraars) luisteraar(wijziging);
      if (checkpoint === true) void kopieer();
    },
  );
  let lezer: Draad<LeesOpdrachten>;
  try {
    lezer = await startDraad<LeesOpdrachten>(
      new URL('./reader-thread.js', import.meta.url),
      verbinding,
      { onderweg: () => 0, maxGaarMs: 0, maxOpdrachten: MAX_OPDRACHTEN },
      () => undefined,
    );
  } catch (fout) {
    await schrijver.sluit();
    throw fout;
  }

  /** The reader copies nearly all of the log while the writer goes on; the writer copies the rest in between. */
  async function kopieer(): Promise<void> {
    if (kopieert) return;
    kopieert = true;
    try {
      await lezer.vraag('checkpoint', undefined);
      schrijver.stuur({ soort: 'checkpoint' });
    } catch {
      // the store closes, or the disk is full: then the writes themselves say so
    } finally {
      kopieert = false;
    }
  }

  async function stand(): Promise<StoreStand> {
    const tellers = await schrijver.vraag('tellers', undefined);
    const oudste = await lezer.vraag('oudste', [...tellers.wachtend.keys()]);
    const wachtend = new Map<AansluitingId, { readonly aantal: number; readonly oudste: Date }>();
    for (const [aansluiting, aantal] of tellers.wachtend) {
      const moment = oudste.wachtend.get(aansluiting);
      if (moment !== undefined) wachtend.set(aansluiting, { aantal, oudste: new Date(moment) });
    }
    const { outbox: outboxRijen, openLeases, commits, operaties } = tellers;
    const cijfers = { outboxRijen, wachtend, openLeases, commits, operaties };
    return oudste.outbox === undefined ? cijfers : { ...cijfers, outboxOudste: new Date(oudste.outbox) };
  }

  async function ruimNonces(nu: Date): Promise<number> {
    let totaal = 0;
    let vanaf: Uint8Array | undefined = new Uint8Array(0);
    while (vanaf !== undefined) {
      const deel: RuimDeel = await schrijver.vraag('ruimNonces', { nu, vanaf, max: RUIM_PER_KEER });
      totaal += deel.aantal;
      vanaf = deel.verder;
    }
    return totaal;
  }

  const sluit = async (): Promise<void> => {
    // the writer last: it empties the log into the database file
    await lezer.sluit();
    await schrijver.sluit();
  };
  let beheer: BeheerOpslag;
  try {
    beheer = await createBeheerOpslag(schrijver, lezer);
  } catch (fout) {
    await sluit();
    throw fout;
  }
  let sluiting: Promise<void> | undefined;

  return {
    async registreer(bericht) {
      const registratie = pakIn(bericht);
      const uitkomst = await schrijver.vraag('registreer', registratie.pakket, registratie);
      return typeof uitkomst === 'number'
        ? { soort: 'nieuw', traceerId: bericht.traceerId, volgnummer: uitkomst }
        : uitkomst;
    },
    voegBewijsToe: (traceerId, bewijs) => schrijver.vraag('voegBewijsToe', { traceerId, bewijs: pakBewijsIn(bewijs) }),
    claimOutbox: (vraag) => schrijver.vraag('claimOutbox', vraag),
    markeerGepubliceerd: (outboxIds, nu) => schrijver.vraag('markeerGepubliceerd', { outboxIds, nu }),
    geefOutboxTerug: (outboxIds, misschienAangekomen = []) =>
      schrijver.vraag('geefOutboxTerug', { outboxIds, misschienAangekomen }),
    markeerOnbestelbaar: (traceerId, reden, nu) => schrijver.vraag('markeerOnbestelbaar', { traceerId, reden, nu }),
    async lease(vraag) {
      const leveringen = await schrijver.vraag('lease', vraag);
      return leveringen === 'nonce_bekend' ? leveringen : leveringen.map(asBuffers);
    },
    handelAf: (vraag) => schrijver.vraag('handelAf', vraag),
    verloopLeases: (nu) => schrijver.vraag('verloopLeases', nu),
    onthoudNonce: (nonce) => schrijver.vraag('onthoudNonce', nonce),
    ruimNonces,
    registreerInzage: (vraag) => schrijver.vraag('registreerInzage', vraag),
    async zoekBericht(traceerId: TraceerId) {
      const gevonden = await lezer.vraag('zoekBericht', traceerId);
      return gevonden === undefined ? undefined : { ...gevonden, inhoudSha256: toBuffer(gevonden.inhoudSha256) };
    },
    gebeurtenissenVan: (traceerId) => lezer.vraag('gebeurtenissenVan', traceerId),
    inhoudVan: (traceerId) => lezer.vraag('inhoudVan', traceerId),
    bewijsVan: (traceerId) => lezer.vraag('bewijsVan', traceerId),
    feitenNa: (volgnummer, max) => lezer.vraag('feitenNa', { volgnummer, max }),
    async lijst(vraag) {
      const rijen = await lezer.vraag('lijst', vraag);
      return rijen.map((rij) => ({ ...rij, inhoudSha256: toBuffer(rij.inhoudSha256) }));
    },
    gebeurtenissenNa: (vraag) => lezer.vraag('gebeurtenissenNa', vraag),
    stand,
    proefSchrijven: () => schrijver.vraag('proefSchrijven', undefined),
    opWijziging(terugroep) {
      luisteraars.add(terugroep);
      return () => luisteraars.delete(terugroep);
    },
    close: () => (sluiting ??= sluit()),
    bewaren: {
      ruim: (vraag) => schrijver.vraag('bewaarRuim', vraag),
      feitenVoorControle: (na, max) => lezer.vraag('bewaarFeiten', { na, max }),
      laatsteTijd: () => lezer.vraag('laatsteTijd', undefined),
      onthoudTijd: (nu) => schrijver.vraag('onthoudTijd', nu),
    },
    beheer,
    sleutels: {
      wissel: (handeling, versie, { onafgerond } = { onafgerond: false }) =>
        schrijver.vraag('kekWissel', { handeling, versie, onafgerond }),
      wissels: () => lezer.vraag('kekWissels', undefined),
      teHerwikkelen: (versie, max) => lezer.vraag('kekTeHerwikkelen', { versie, max }),
      herwikkel: (vraag) => schrijver.vraag('kekHerwikkel', vraag),
      rondeKlaar: (versie, nu) => schrijver.vraag('kekRondeKlaar', { versie, nu }),
    },
    zoeken: {
      async zoekBerichten(vraag) {
        const { rijen, teKort } = await lezer.vraag('zoekBerichten', vraag);
        return { rijen: rijen.map((rij) => ({ ...rij, inhoudSha256: toBuffer(rij.inhoudSha256) })), teKort };
      },
      oudsteBericht: () => lezer.vraag('oudsteBericht', undefined),
    },
    wachtrij: {
      zetBij: (vraag) => schrijver.vraag('wachtrijZetBij', vraag),
      neem: (aansluiting, max) => schrijver.vraag('wachtrijNeem', { aansluiting, max }),
      klaar: (ids) => schrijver.vraag('wachtrijRond', { ids, klaar: true }),
      terug: (ids) => schrijver.vraag('wachtrijRond', { ids, klaar: false }),
      diepte: () => lezer.vraag('wachtrijDiepte', undefined),
      proefSchrijven: () => schrijver.vraag('proefSchrijven', undefined),
    },
    alarmen: {
      async bewaar(rijen, ruimVoor) {
        if (rijen.length > 0) await schrijver.vraag('bewaarAlarmen', { rijen, ruimVoor });
      },
      lijst: (vraag) => lezer.vraag('alarmen', vraag),
      wijsToe: (id, eigenaar) => schrijver.vraag('wijsAlarmToe', { id, eigenaar }),
    },
    journaal: {
      volg: (vraag) => lezer.vraag('journaalVolg', vraag),
      laatsteKop: () => lezer.vraag('journaalLaatsteKop', undefined),
      koppenNa: (nummer, max) => lezer.vraag('journaalKoppenNa', { nummer, max }),
      breuken: () => lezer.vraag('journaalBreuken', undefined),
      markeerBreuk: (handtekening) => schrijver.vraag('journaalMarkeerBreuk', handtekening),
      bewaarKop: (kop, bladen) => schrijver.vraag('journaalBewaar', { kop, bladen }),
    },
  };
}

/** A Buffer that crosses between threads arrives as a plain array of bytes. */
function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function asBuffers(levering: Levering): Levering {
  return { ...levering, inhoudSha256: toBuffer(levering.inhoudSha256) };
}
