import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Omgeving, Tafels } from '../bericht/aansluiting.ts';
import { datumInNederland } from '../bericht/datum.ts';
import { gelukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { Klok, Logger } from '../observe/port.ts';
import { laadTafels, TAFEL_BESTANDEN } from './load/laad-tafels.ts';
import type { TafelFout } from './load/tafel-fout.ts';

/** Holds the tables in use and replaces them, as a whole, when the files change and hold no fault. */
export interface TafelHouder {
  /** The tables in use. A message takes them once, and keeps to what it took. */
  huidig(): Tafels;
  /** Faults of the last reload; empty when the files and the tables in use are the same. */
  fouten(): readonly TafelFout[];
  /**
   * Reads the files now, changed or not.
   * @returns the tables in use from now on, or the faults: then the old tables stay in use.
   */
  herlaad(): Promise<Uitkomst<Tafels, readonly TafelFout[]>>;
  /** Calls back after each change of the tables in use. @returns a function that ends it. */
  opWissel(terugroep: (nieuw: Tafels, oud: Tafels) => void): () => void;
  /** Stops watching and waits for a reload under way. Idempotent. */
  close(): Promise<void>;
}

/** What the holder needs. */
export interface TafelHouderDelen {
  readonly map: string;
  readonly omgeving: Omgeving;
  readonly klok: Klok;
  readonly log: Logger;
  /** How long the folder must be quiet before it is read: editors write, rename and write again. Default 200. */
  readonly rustMs?: number;
  /** How often the files are looked at where the file system tells nothing (network disks). Default 5000. */
  readonly kijkMs?: number;
}

/** A reload that a writer disturbs is read again; after this many times what was read is judged as it is. */
const MAX_POGINGEN = 5;

/**
 * Loads the tables and keeps watch over their folder.
 * @returns the holder, or all faults: with faulty tables nothing starts. The caller closes the holder.
 */
export async function createTafelHouder(delen: TafelHouderDelen): Promise<Uitkomst<TafelHouder, readonly TafelFout[]>> {
  const { map, omgeving, klok, log, rustMs = 200, kijkMs = 5000 } = delen;
  const vraag = (vorige?: Tafels) => ({ map, omgeving, op: datumInNederland(klok.nu()), vorige });
  let gelezen = await stempelVan(map);
  const eerste = await laadTafels(vraag());
  if (!eerste.ok) return eerste;

  let tafels = eerste.waarde;
  let fouten: readonly TafelFout[] = [];
  let gesloten = false;
  let bezig: Promise<unknown> = Promise.resolve();
  let rust: NodeJS.Timeout | undefined;
  const terugroepen = new Set<(nieuw: Tafels, oud: Tafels) => void>();

  /** Reads until the files were the same before and after: a file that is being written must not count as whole. */
  async function leesRustig(): Promise<Uitkomst<Tafels, readonly TafelFout[]>> {
    for (let poging = 1; ; poging += 1) {
      const voor = await stempelVan(map);
      const uitkomst = await laadTafels(vraag(tafels));
      if (voor === (await stempelVan(map)) || poging === MAX_POGINGEN) {
        gelezen = voor;
        return uitkomst;
      }
    }
  }

  async function herlaadNu(): Promise<Uitkomst<Tafels, readonly TafelFout[]>> {
    const uitkomst = await leesRustig();
    if (gesloten) return uitkomst;
    if (!uitkomst.ok) {
      fouten = uitkomst.fout;
      const [{ bestand, lijn, code } = { bestand: '', lijn: 0, code: '' }] = fouten;
      const velden = { aantal: fouten.length, bestand, lijn, code, versie: tafels.versie };
      log.error('tabellen niet herladen: de oude blijven in gebruik', velden);
      return uitkomst;
    }
    fouten = [];
    if (uitkomst.waarde.versie === tafels.versie) return gelukt(tafels);
    const oud = tafels;
    tafels = uitkomst.waarde;
    log.info('tabellen herladen', { versie: tafels.versie });
    for (const terugroep of terugroepen) terugroep(tafels, oud);
    return uitkomst;
  }

  /** One reload at a time: two at once could put the older tables last. */
  function herlaad(): Promise<Uitkomst<Tafels, readonly TafelFout[]>> {
    const volgende = bezig.then(herlaadNu);
    bezig = volgende.catch(() => undefined);
    return volgende;
  }

  async function kijk(): Promise<void> {
    if (!gesloten && (await stempelVan(map)) !== gelezen) await herlaad();
  }

  function plan(): void {
    clearTimeout(rust);
    if (!gesloten) rust = setTimeout(() => void kijk(), rustMs).unref();
  }

  const wacht = bewaakMap(map, plan);
  const ronde = setInterval(() => {
    wacht.herstel();
    void stempelVan(map).then((stempel) => {
      if (stempel !== gelezen) plan();
    });
  }, kijkMs).unref();

  return gelukt({
    huidig: () => tafels,
    fouten: () => fouten,
    herlaad,
    opWissel(terugroep) {
      terugroepen.add(terugroep);
      return () => void terugroepen.delete(terugroep);
    },
    async close() {
      gesloten = true;
      clearTimeout(rust);
      clearInterval(ronde);
      wacht.close();
      terugroepen.clear();
      await bezig;
    },
  });
}

/** Watches the folder, not its files: an editor that saves by renaming gives the name another file. */
function bewaakMap(map: string, opTeken: () => void): { herstel(): void; close(): void } {
  let wachter: FSWatcher | undefined;
  let gesloten = false;

  function herstel(): void {
    if (wachter !== undefined || gesloten) return;
    try {
      const nieuw = watch(map, { persistent: false }, opTeken);
      nieuw.on('error', () => {
        nieuw.close();
        if (wachter === nieuw) wachter = undefined;
      });
      wachter = nieuw;
    } catch {
      // the folder is gone or cannot be watched: looking at the files in rounds goes on, and tries again
      wachter = undefined;
    }
  }

  herstel();
  return {
    herstel,
    close() {
      gesloten = true;
      wachter?.close();
      wachter = undefined;
    },
  };
}

/** What tells one state of the files from another without reading them. */
async function stempelVan(map: string): Promise<string> {
  const delen = await Promise.all(
    TAFEL_BESTANDEN.map(async (bestand) => {
      try {
        const { ino, size, mtimeNs, ctimeNs } = await stat(join(map, bestand), { bigint: true });
        return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
      } catch {
        // missing or unreadable is a state like any other; the reload says what is wrong
        return '-';
      }
    }),
  );
  return delen.join('|');
}
