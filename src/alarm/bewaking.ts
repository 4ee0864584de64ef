import type { AansluitingId } from '../bericht/aansluiting.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { AlarmCode, Klok, Klokwacht, Logger } from '../observe/port.ts';
import type { BeheerOpslag } from '../store/beheer-port.ts';
import type { BerichtStore } from '../store/port.ts';
import type { AlarmRegister } from './alarmen.ts';
import { certificaatOnderwerpen, isOutboxOud, isSchijfVol, onbestelbaarOnderwerpen, wachtLang } from './bronnen.ts';
import { createUitvalMeter } from './uitval.ts';

/** Looks at what can go wrong without anyone noticing, and opens and closes the alarms of it. */
export interface Bewaking {
  /** Looks at everything once. Never rejects: what cannot be looked at leaves its alarms as they are. */
  kijk(): Promise<void>;
  /** A message of this connection was judged, or it settled a delivery. */
  tel(aansluiting: AansluitingId, mislukt: boolean): void;
  /** A message could not be judged: opens NIET_BEOORDEELD, which closes when none came for a quarter of an hour. */
  nietBeoordeeld(): void;
  /** Stops looking. Idempotent. */
  close(): Promise<void>;
}

/** What is watched. */
export interface BewakingDelen {
  readonly alarmen: AlarmRegister;
  readonly store: Pick<BerichtStore, 'stand' | 'proefSchrijven'>;
  readonly beheer: Pick<BeheerOpslag, 'onbestelbaarSinds'>;
  readonly klok: Klok;
  readonly log: Logger;
  readonly wachtLangMinuten: number;
  /** Blocks of the disk that holds the data, as `statfs` gives them. */
  readonly schijf: () => Promise<Parameters<typeof isSchijfVol>[0]>;
  readonly certificaten: (nu: Date) => Parameters<typeof certificaatOnderwerpen>[0];
  /** True while a faulty table or certificate file is not in use. */
  readonly tabellenFout: () => boolean;
  readonly klokwacht?: Klokwacht;
  /** How often it looks; default 15 s. */
  readonly rondeMs?: number;
}

const RONDE_MS = 15_000;
const RUSTIG_MS = 15 * 60_000;

/** Makes the watch and starts its rounds; the first is over when it is asked for with {@link Bewaking.kijk}. */
export function createBewaking(delen: BewakingDelen): Bewaking {
  const { alarmen, store, klok, log } = delen;
  const meter = createUitvalMeter(klok);
  const begonnenMs = klok.monotoonMs();
  let laatstNietBeoordeeldMs = -Infinity;
  let bezig: Promise<void> = Promise.resolve();
  let gepland = false;

  const zet = (code: AlarmCode, aan: boolean): void => {
    alarmen.stelVast(code, aan ? [''] : []);
  };

  async function opslag(): Promise<void> {
    try {
      await store.proefSchrijven();
      zet('OPSLAG', false);
    } catch {
      zet('OPSLAG', true);
    }
  }

  async function wachtenden(): Promise<void> {
    const stand = await store.stand();
    const nu = klok.nu();
    zet('OUTBOX_OUD', isOutboxOud(stand, nu));
    alarmen.stelVast('WACHT_LANG', wachtLang(stand, nu, delen.wachtLangMinuten));
  }

  async function onbestelbaar(): Promise<void> {
    const sinds = await delen.beheer.onbestelbaarSinds();
    alarmen.stelVast('ONBESTELBAAR', onbestelbaarOnderwerpen(sinds, klok.nu()));
  }

  function uitval(): void {
    const nu = new Set(alarmen.open().flatMap(({ code, onderwerp }) => (code === 'UITVAL' ? [onderwerp] : [])));
    alarmen.stelVast('UITVAL', meter.slecht(nu));
    // known since the start only: what was open before it closes when this run stays quiet
    const stil = klok.monotoonMs() - Math.max(laatstNietBeoordeeldMs, begonnenMs);
    if (stil >= RUSTIG_MS) zet('NIET_BEOORDEELD', false);
  }

  function certificaten(): void {
    const nu = klok.nu();
    alarmen.stelVast('CERTIFICAAT', certificaatOnderwerpen(delen.certificaten(nu), nu));
  }

  function klokSprong(): void {
    if (delen.klokwacht !== undefined) zet('KLOK', delen.klokwacht.sprong() !== undefined);
  }

  async function schijf(): Promise<void> {
    zet('SCHIJF_VOL', isSchijfVol(await delen.schijf()));
  }

  function tabellen(): void {
    zet('TABELLEN', delen.tabellenFout());
  }

  const rondes: readonly (() => void | Promise<void>)[] = [
    opslag,
    wachtenden,
    onbestelbaar,
    uitval,
    schijf,
    certificaten,
    tabellen,
    klokSprong,
  ];

  /** Each on its own: that one cannot be looked at must not hide the others. */
  async function ronde(): Promise<void> {
    for (const kijk of rondes) {
      try {
        await kijk();
      } catch (fout) {
        log.warn('een bron van alarmen is niet te lezen', foutVelden(fout));
      }
    }
  }

  /** A look during a look comes after it: what changed in between must be seen. */
  const kijk = (): Promise<void> => (bezig = bezig.then(ronde));
  const timer = setInterval(() => {
    if (gepland) return;
    gepland = true;
    void kijk().finally(() => {
      gepland = false;
    });
  }, delen.rondeMs ?? RONDE_MS);
  timer.unref();

  return {
    kijk,
    tel: (aansluiting, mislukt) => {
      meter.tel(aansluiting, mislukt);
    },
    nietBeoordeeld() {
      laatstNietBeoordeeldMs = klok.monotoonMs();
      alarmen.meld('NIET_BEOORDEELD');
    },
    async close() {
      clearInterval(timer);
      await bezig;
    },
  };
}
