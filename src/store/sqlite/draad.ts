import { Worker } from 'node:worker_threads';
import { StoreNietBeschikbaar } from '../port.ts';
import { toError } from './fouten.ts';
import type { FoutBericht } from './fouten.ts';
import type { Afloop, NaarDraad, Opdracht, Opdrachten, VanDraad } from './opdrachten.ts';
import { voegSamen } from './pakket.ts';
import type { Registratie } from './pakket.ts';

/** How commands are gathered into one group before they go to the thread. */
export interface Gaaropties {
  /** Number of messages that are known to come soon; the group waits for as many as that. */
  readonly onderweg: () => number;
  /** The longest that a command waits for others, in milliseconds: a wrong hint cannot hold it up longer. */
  readonly maxGaarMs: number;
  /** Most commands in one group. */
  readonly maxOpdrachten: number;
}

/** The main thread's end of a thread that owns a connection. */
export interface Draad<S extends Opdrachten<S>> {
  /** Sends a command with the next group. Rejects with a typed error. */
  vraag<K extends keyof S & string>(soort: K, invoer: S[K]['in'], registratie?: Registratie): Promise<S[K]['uit']>;
  /** Asks for a small task between two groups; nothing comes back. */
  stuur(bericht: { readonly soort: 'checkpoint' }): void;
  /** Runs what waits, then ends the thread. Idempotent. */
  sluit(): Promise<void>;
}

interface Wachtende<S extends Opdrachten<S>> {
  readonly opdracht: Opdracht<S>;
  readonly registratie: Registratie | undefined;
  readonly los: (waarde: never) => void;
  readonly faal: (fout: Error) => void;
}

const GESLOTEN = 'De opslag is gesloten. Er is niets opgeslagen.';
const GESTOPT =
  'De opslag is onverwacht gestopt. Het is onzeker wat er van het verzoek is opgeslagen. Herstart het knooppunt.';

/** Bytes of payload after which a group is full. */
const MAX_GROEP_BYTES = 8 * 1024 * 1024;

/**
 * Starts a thread and waits until its database is open.
 *
 * One group is at the thread at a time. The next goes when the thread is idle and at least as many commands wait as
 * messages are still on their way: a closed loop of senders then falls into step, and shares its syncs, without a timer
 * that would slow a lonely message.
 * @throws StoreNietBeschikbaar or StoreOnbruikbaar when it does not open.
 */
export async function startDraad<S extends Opdrachten<S>>(
  bestand: URL,
  opties: object,
  gaar: Gaaropties,
  opGroep: (bericht: Extract<VanDraad, { soort: 'groep' }>) => void,
): Promise<Draad<S>> {
  // short-lived objects only: V8's default would let each thread keep tens of megabytes of them
  const worker = new Worker(bestand, { workerData: opties, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  await wachtOpOpen(worker);

  let wachtend: Wachtende<S>[] = [];
  let bezig: readonly Wachtende<S>[] = [];
  let gepland = false;
  let timer: NodeJS.Timeout | undefined;
  let dood: Error | undefined;
  let sluitend: Promise<void> | undefined;
  let opDicht: (() => void) | undefined;
  let opLeeg: (() => void) | undefined;

  const post = (bericht: NaarDraad<S>, over: readonly ArrayBuffer[] = []): void => worker.postMessage(bericht, over);

  function plan(): void {
    if (gepland || bezig.length > 0 || wachtend.length === 0) return;
    gepland = true;
    // after the sockets of this turn were read: what they bring goes with this group
    setImmediate(() => {
      gepland = false;
      if (bezig.length > 0 || wachtend.length === 0) return;
      if (wachtend.length >= gaar.onderweg() || wachtend.length >= gaar.maxOpdrachten || sluitend !== undefined)
        verstuur();
      else timer ??= setTimeout(verstuur, gaar.maxGaarMs);
    });
  }

  function verstuur(): void {
    clearTimeout(timer);
    timer = undefined;
    if (bezig.length > 0 || wachtend.length === 0 || dood !== undefined) return;
    bezig = neemGroep();
    const registraties = bezig.flatMap(({ registratie }) => (registratie === undefined ? [] : [registratie]));
    const opdrachten = bezig.map(({ opdracht }) => opdracht);
    if (registraties.length === 0) {
      post({ soort: 'groep', opdrachten });
    } else {
      const bytes = voegSamen(registraties);
      post({ soort: 'groep', opdrachten, bytes }, [bytes]);
    }
  }

  function neemGroep(): readonly Wachtende<S>[] {
    let bytes = 0;
    let aantal = 0;
    for (const { registratie } of wachtend) {
      if (aantal >= gaar.maxOpdrachten || bytes > MAX_GROEP_BYTES) break;
      aantal += 1;
      bytes += registratie?.stukken.at(-1)?.byteLength ?? 0;
    }
    const groep = wachtend.slice(0, aantal);
    wachtend = wachtend.slice(aantal);
    return groep;
  }

  function rondAf(aflopen: readonly Afloop[]): void {
    const klaar = bezig;
    bezig = [];
    klaar.forEach(({ los, faal }, i) => {
      const afloop = aflopen[i];
      if (afloop?.[0] === true) los(afloop[1] as never);
      else faal(afloop === undefined ? new StoreNietBeschikbaar(GESTOPT) : toError(afloop[1]));
    });
    if (wachtend.length === 0) opLeeg?.();
    plan();
  }

  function sterf(fout: Error): void {
    dood ??= fout;
    for (const { faal } of [...bezig, ...wachtend]) faal(fout);
    bezig = [];
    wachtend = [];
    opLeeg?.();
    opDicht?.();
  }

  worker.on('message', (bericht: VanDraad) => {
    if (bericht.soort === 'groep') {
      opGroep(bericht);
      rondAf(bericht.aflopen);
    }
  });
  worker.on('error', (cause) => sterf(new StoreNietBeschikbaar(GESTOPT, { cause })));
  worker.on('exit', () => sterf(new StoreNietBeschikbaar(sluitend === undefined ? GESTOPT : GESLOTEN)));

  async function loopLeegEnStop(): Promise<void> {
    if (timer !== undefined) verstuur();
    if (bezig.length > 0 || wachtend.length > 0)
      await new Promise<void>((los) => {
        opLeeg = los;
        plan();
      });
    if (dood !== undefined) return;
    await new Promise<void>((los) => {
      opDicht = los;
      post({ soort: 'sluit' });
    });
  }

  return {
    vraag: (soort, invoer, registratie) =>
      new Promise((los, faal) => {
        if (dood !== undefined || sluitend !== undefined) {
          faal(dood ?? new StoreNietBeschikbaar(GESLOTEN));
          return;
        }
        wachtend.push({ opdracht: [soort, invoer] as Opdracht<S>, registratie, los, faal });
        plan();
      }),
    stuur(bericht) {
      if (dood === undefined && sluitend === undefined) post(bericht);
    },
    sluit: () => (sluitend ??= loopLeegEnStop()),
  };
}

async function wachtOpOpen(worker: Worker): Promise<void> {
  const fout = await new Promise<FoutBericht | undefined>((los, faal) => {
    worker.once('message', (bericht: VanDraad) => {
      los(bericht.soort === 'niet_open' ? bericht.fout : undefined);
    });
    worker.once('error', faal);
  });
  worker.removeAllListeners('error');
  if (fout === undefined) return;
  await worker.terminate();
  throw toError(fout);
}
