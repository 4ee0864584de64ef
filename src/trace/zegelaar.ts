import type { HubSleutel } from '../keys/port.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Alarmen, Klok, Logger } from '../observe/port.ts';
import { BEGIN } from '../store/journaal-blad.ts';
import type { JournaalKop, JournaalOpslag } from '../store/journaal-port.ts';
import { tekenKop } from './journaal-keten.ts';
import { bestandLengte, leesKoppen, openKoppenBestand } from './koppen-bestand.ts';
import type { KoppenBestand } from './koppen-bestand.ts';

/** Chains and signs the events, off the path of requests. */
export interface Zegelaar {
  /** Something was committed: it is sealed within a second or so. Waits for nothing. */
  wek(): void;
  /** Seals what there is. Never rejects: what goes wrong is an alarm, and is tried again. */
  zegel(): Promise<void>;
  /** Seals what there is and stops. Idempotent. */
  close(): Promise<void>;
}

/** Database and file contradict each other: sealing on would cover up that one of them was changed. */
export class JournaalGebroken extends Error {
  override readonly name = 'JournaalGebroken';
  readonly code = 'JOURNAAL';
}

/** How long events wait for others under the same head, in milliseconds. */
const ZEGEL_NA_MS = 1000;
/** How long after a failure it is tried again, in milliseconds. */
const OPNIEUW_NA_MS = 5000;
/** Events chained at a time: two to three milliseconds of the thread that reads. */
const PER_KEER = 500;
/** Most events under one head. */
const MAX_ONDER_KOP = 20_000;
/** How much of the end of the file is read at the start: some thousands of heads, where one is to be expected. */
const STAART_BYTES = 1_048_576;

/** Makes a sealer; it does nothing until it is woken. The caller closes it before the store. */
export function createZegelaar(delen: {
  readonly opslag: JournaalOpslag;
  /** Path of the file of heads. */
  readonly bestand: string;
  readonly sleutel: HubSleutel;
  readonly klok: Klok;
  readonly log: Logger;
  readonly alarmen: Alarmen;
  /** Calls back once, after so many milliseconds. @returns takes it back. */
  readonly plan?: (doe: () => void, ms: number) => () => void;
}): Zegelaar {
  const { alarmen, bestand: pad, klok, log, opslag, sleutel, plan = planTimer } = delen;
  let stand: { laatste: JournaalKop | undefined; readonly bestand: KoppenBestand } | undefined;
  let gepland: (() => void) | undefined;
  let bezig = Promise.resolve();
  let mislukt = false;
  let sluiting: Promise<void> | undefined;

  async function open(): Promise<NonNullable<typeof stand>> {
    const lengte = bestandLengte(pad);
    const regels = [...leesKoppen(pad, Math.max(0, lengte - STAART_BYTES))];
    let laatste = await opslag.laatsteKop();
    if (regels.length === 0 && lengte > STAART_BYTES) throw new JournaalGebroken('het bestand heeft geen koppen');
    const inBestand = regels.map(({ kop }) => {
      if (kop === undefined) throw new JournaalGebroken('een regel in het bestand is geen kop');
      return kop;
    });
    const zelfde = inBestand.find(({ nummer }) => nummer === laatste?.nummer);
    if (zelfde !== undefined && zelfde.handtekening !== laatste?.handtekening)
      throw new JournaalGebroken('bestand en database hebben een andere laatste kop');
    for (const kop of inBestand.filter(({ nummer }) => nummer > (laatste?.nummer ?? 0))) {
      const { bladen, ...keten } = await lees(laatste, kop.tot);
      const past = keten.kop === kop.kop && kop.nummer === (laatste?.nummer ?? 0) + 1 && keten.aantal === kop.aantal;
      if (!past) throw new JournaalGebroken('een kop in het bestand past niet op de database');
      await opslag.bewaarKop(kop, bladen);
      laatste = kop;
    }
    const bestand = await openKoppenBestand(pad, regels.at(-1)?.einde ?? 0);
    try {
      let nummer = inBestand.at(-1)?.nummer ?? 0;
      while (laatste !== undefined && nummer < laatste.nummer) {
        const koppen = await opslag.koppenNa(nummer, PER_KEER);
        await bestand.voegToe(koppen);
        nummer = koppen.at(-1)?.nummer ?? laatste.nummer;
      }
    } catch (fout) {
      await bestand.close();
      throw fout;
    }
    return { laatste, bestand };
  }

  /** Follows the chain from a head on, as far as there are events, `tot` and the most under a head allow. */
  async function lees(laatste: JournaalKop | undefined, tot = Number.MAX_SAFE_INTEGER) {
    const stukken: Uint8Array[] = [];
    let { kop, tot: nummer, aantal } = laatste ?? { kop: BEGIN, tot: 0, aantal: 0 };
    let nieuw = 0;
    while (nieuw < MAX_ONDER_KOP) {
      const stuk = await opslag.volg({ vanaf: { kop, tot: nummer }, tot, max: PER_KEER });
      ({ kop, tot: nummer } = stuk);
      aantal += stuk.aantal;
      nieuw += stuk.aantal;
      stukken.push(stuk.bladen);
      if (stuk.aantal < PER_KEER) break;
    }
    return { nieuw, bladen: Buffer.concat(stukken), kop, tot: nummer, aantal };
  }

  async function zegelAlles(): Promise<void> {
    const nu = (stand ??= await open());
    for (let vol = true; vol;) {
      const { bladen, nieuw, ...keten } = await lees(nu.laatste);
      if (nieuw === 0) return;
      const kop = tekenKop(
        {
          ...keten,
          nummer: (nu.laatste?.nummer ?? 0) + 1,
          vorige: nu.laatste?.kop ?? BEGIN,
          moment: klok.nu().toISOString(),
          vingerafdruk: sleutel.vingerafdruk,
        },
        sleutel.sleutel,
      );
      // the file first: a head that the table has and the file lacks would look like one that was cut off
      await nu.bestand.voegToe([kop]);
      await opslag.bewaarKop(kop, bladen);
      nu.laatste = kop;
      vol = nieuw >= MAX_ONDER_KOP;
    }
  }

  async function probeer(): Promise<void> {
    gepland?.();
    gepland = undefined;
    try {
      await zegelAlles();
      if (mislukt) log.info('journaal weer verzegeld');
      alarmen.herstel('JOURNAAL');
      mislukt = false;
    } catch (fout) {
      if (!mislukt) log.error('journaal niet verzegeld', foutVelden(fout));
      mislukt = true;
      alarmen.meld('JOURNAAL');
      // file and table may differ by one head now: the next time begins by looking
      await stand?.bestand.close().catch(() => undefined);
      stand = undefined;
      if (sluiting === undefined) plant(OPNIEUW_NA_MS);
    }
  }

  const zegel = (): Promise<void> => (bezig = bezig.then(probeer));

  function plant(ms: number): void {
    gepland ??= plan(() => {
      gepland = undefined;
      void zegel();
    }, ms);
  }

  return {
    wek() {
      if (sluiting === undefined) plant(ZEGEL_NA_MS);
    },
    zegel,
    close: () =>
      (sluiting ??= (async () => {
        await zegel();
        gepland?.();
        await stand?.bestand.close();
      })()),
  };
}

function planTimer(doe: () => void, ms: number): () => void {
  const timer = setTimeout(doe, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
