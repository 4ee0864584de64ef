import { createPublicKey } from 'node:crypto';
import type { HubSleutel } from '../keys/port.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import { planTimer, type Plan } from '../observe/plan.ts';
import type { Alarmen, Klok, Logger } from '../observe/port.ts';
import { BEGIN } from '../store/journaal-blad.ts';
import type { BewaardeBreuk, JournaalBreuk, JournaalKop, JournaalOpslag } from '../store/journaal-port.ts';
import { isBreukGetekend } from './journaal-breuk.ts';
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

/** Where sealing goes on: the chain after the last head that counts, and the number of the last head that there was. */
type Vertrek = Pick<JournaalKop, 'nummer' | 'kop' | 'tot' | 'aantal'>;

const NERGENS: Vertrek = { nummer: 0, kop: BEGIN, tot: 0, aantal: 0 };

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
  readonly plan?: Plan;
}): Zegelaar {
  const { alarmen, bestand: pad, klok, log, opslag, sleutel, plan = planTimer } = delen;
  let stand: { vertrek: Vertrek; readonly bestand: KoppenBestand } | undefined;
  let gepland: (() => void) | undefined;
  let bezig = Promise.resolve();
  let mislukt = false;
  let sluiting: Promise<void> | undefined;

  async function open(): Promise<NonNullable<typeof stand>> {
    const lengte = bestandLengte(pad);
    const regels = [...leesKoppen(pad, Math.max(0, lengte - STAART_BYTES))];
    if (regels.length === 0 && lengte > STAART_BYTES) throw new JournaalGebroken('het bestand heeft geen koppen');
    if (regels.some(({ breuk, kop }) => kop === undefined && breuk === undefined))
      throw new JournaalGebroken('een regel in het bestand is geen kop');
    const [laatste, breuken] = await Promise.all([opslag.laatsteKop(), opslag.breuken()]);
    const zelfde = regels.find(({ kop }) => kop !== undefined && kop.nummer === laatste?.nummer)?.kop;
    if (zelfde !== undefined && zelfde.handtekening !== laatste?.handtekening)
      throw new JournaalGebroken('bestand en database hebben een andere laatste kop');
    const laatsteInBestand = regels.findLast(({ kop }) => kop !== undefined)?.kop?.nummer ?? 0;
    const nieuw = breuken.find(({ inBestand }) => !inBestand);
    const plekVan = ({ handtekening }: JournaalBreuk): number =>
      regels.findIndex(({ breuk }) => breuk?.handtekening === handtekening);
    const staat = (breuk: JournaalBreuk): boolean => plekVan(breuk) >= 0;
    const bestand = await openKoppenBestand(pad, regels.at(-1)?.einde ?? 0);
    try {
      if (nieuw !== undefined) {
        // a kill between the line and its mark: the line is there already
        if (!staat(nieuw)) await schrijfBreuk(bestand, { nieuw, breuken, laatste, laatsteInBestand, staat });
        await opslag.markeerBreuk(nieuw.handtekening);
        log.info('breuk in het journaal vastgelegd');
      } else if (laatsteInBestand < (laatste?.nummer ?? 0)) {
        // a head is in the file before it is in the table: the file was lost, or cut
        throw new JournaalGebroken('het bestand mist koppen die de database heeft');
      }
      const geldt = nieuw ?? regels.findLast(({ breuk }) => breuk?.naKop === (laatste?.nummer ?? 0))?.breuk;
      let vertrek = { ...(laatste ?? NERGENS), nummer: geldt?.totKop ?? laatste?.nummer ?? 0 };
      const na = geldt === undefined ? 0 : plekVan(geldt) + 1;
      const lijn = nieuw !== undefined && !staat(nieuw) ? [] : regels.slice(na);
      for (const { kop } of lijn) {
        if (kop === undefined || kop.nummer <= vertrek.nummer) continue;
        const keten = await lees(vertrek, kop.tot);
        const past = keten.kop === kop.kop && kop.nummer === vertrek.nummer + 1 && keten.aantal === kop.aantal;
        if (!past) throw new JournaalGebroken('een kop in het bestand past niet op de database');
        await opslag.bewaarKop(kop, keten.bladen);
        vertrek = kop;
      }
      return { vertrek, bestand };
    } catch (fout) {
      await bestand.close();
      throw fout;
    }
  }

  /** Writes the line of a cut; before it, what the file lost of heads and cuts that the database still has. */
  async function schrijfBreuk(
    bestand: KoppenBestand,
    stuk: {
      readonly nieuw: JournaalBreuk;
      readonly breuken: readonly BewaardeBreuk[];
      readonly laatste: JournaalKop | undefined;
      readonly laatsteInBestand: number;
      readonly staat: (breuk: JournaalBreuk) => boolean;
    },
  ): Promise<void> {
    const { breuken, laatste, laatsteInBestand, nieuw, staat } = stuk;
    const nummer = laatste?.nummer ?? 0;
    if (!isBreukGetekend(nieuw, createPublicKey(sleutel.sleutel)))
      throw new JournaalGebroken('een breuk in de database is niet ondertekend met de sleutel van het knooppunt');
    if (nieuw.naKop !== nummer || nieuw.totKop < laatsteInBestand)
      throw new JournaalGebroken('een breuk in de database gaat niet over dit bestand');
    let vanaf = laatsteInBestand;
    while (vanaf < nummer) {
      const koppen = await opslag.koppenNa(vanaf, PER_KEER);
      const regels = koppen.flatMap((kop, i) => {
        const vorige = koppen[i - 1]?.nummer ?? vanaf;
        // a cut stands before the head that followed it
        const ertussen = breuken.filter(
          (breuk) => breuk.naKop === vorige && breuk.totKop < kop.nummer && !staat(breuk),
        );
        return [...ertussen, kop];
      });
      await bestand.voegToe(regels);
      vanaf = koppen.at(-1)?.nummer ?? nummer;
    }
    // earlier cuts at this very place come with it when the file lost them
    await bestand.voegToe(breuken.filter((breuk) => breuk.naKop === nummer && !staat(breuk)));
  }

  /** Follows the chain from a head on, as far as there are events, `tot` and the most under a head allow. */
  async function lees(vertrek: Vertrek, tot = Number.MAX_SAFE_INTEGER) {
    const stukken: Uint8Array[] = [];
    let { kop, tot: nummer, aantal } = vertrek;
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
      const { bladen, nieuw, ...keten } = await lees(nu.vertrek);
      if (nieuw === 0) return;
      const kop = tekenKop(
        {
          ...keten,
          nummer: nu.vertrek.nummer + 1,
          vorige: nu.vertrek.kop,
          moment: klok.nu().toISOString(),
          vingerafdruk: sleutel.vingerafdruk,
        },
        sleutel.sleutel,
      );
      // the file first: a head that the table has and the file lacks would look like one that was cut off
      await nu.bestand.voegToe([kop]);
      await opslag.bewaarKop(kop, bladen);
      nu.vertrek = kop;
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
