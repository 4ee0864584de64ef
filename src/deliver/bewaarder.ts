import { BEWAAR_REGELS, type Bewaartermijnen } from '../bericht/bewaartermijn.ts';
import { datumInNederland } from '../bericht/datum.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Alarmen, Klok, Klokwacht, Logger } from '../observe/port.ts';
import type { BewaarOpslag, BewaarStap } from '../store/bewaar-port.ts';
import { controleerBewaren } from './bewaar-controle.ts';

/** What the job needs. */
export interface BewaarderDelen {
  readonly opslag: BewaarOpslag;
  readonly termijnen: Bewaartermijnen;
  readonly klok: Klok;
  readonly klokwacht: Klokwacht;
  readonly alarmen: Alarmen;
  readonly log: Logger;
}

/** Deletes by term, round after round. */
export interface Bewaarder {
  /**
   * Does a whole round, batch after batch.
   * @returns the number of deletions; `gestopt` when the clock jumped (then nothing more is deleted) or the job closes.
   */
  ronde(): Promise<{ readonly verwijderd: number; readonly gestopt: boolean }>;
  /** Starts a round now and after each `elkeMs`; after Dutch midnight the check runs as well. */
  start(elkeMs: number): void;
  /** Waits for the batch under way. Idempotent. */
  close(): Promise<void>;
}

/** Metadata goes last: what went before it left its event. */
const STAPPEN: readonly BewaarStap[] = [...BEWAAR_REGELS, 'feiten', 'grafstenen', 'gebeurtenissen'];

/** Makes the job; nothing runs until it is started or asked for a round. */
export function createBewaarder({ opslag, termijnen, klok, klokwacht, alarmen, log }: BewaarderDelen): Bewaarder {
  let dicht = false;
  let timer: NodeJS.Timeout | undefined;
  let bezig: Promise<void> = Promise.resolve();
  // the first check is that of the next night: at the start the round has yet to catch up
  let gecontroleerdOp = datumInNederland(klok.nu());

  async function doeStap(stap: BewaarStap): Promise<{ verwijderd: number; gestopt: boolean }> {
    let verwijderd = 0;
    for (let vanaf = 0, meer = true; meer;) {
      // before each batch: the clock may jump within a round
      if (dicht || klokwacht.sprong() !== undefined) return { verwijderd, gestopt: true };
      const deel = await opslag.ruim({ stap, nu: klok.nu(), termijnen, vanaf });
      verwijderd += deel.verwijderd;
      vanaf = deel.vanaf ?? 0;
      meer = deel.meer;
    }
    return { verwijderd, gestopt: false };
  }

  async function ronde(): Promise<{ verwijderd: number; gestopt: boolean }> {
    let totaal = 0;
    for (const stap of STAPPEN) {
      const { verwijderd, gestopt } = await doeStap(stap);
      totaal += verwijderd;
      if (gestopt) return { verwijderd: totaal, gestopt };
    }
    await opslag.onthoudTijd(klok.nu());
    return { verwijderd: totaal, gestopt: false };
  }

  async function controleer(): Promise<void> {
    const { teOud, teVroegWeg } = await controleerBewaren(opslag, termijnen, klok.nu());
    if (teOud + teVroegWeg === 0) alarmen.herstel('BEWAARTERMIJN');
    else {
      log.error('bewaartermijnen kloppen niet', { aantal: teOud + teVroegWeg });
      alarmen.meld('BEWAARTERMIJN');
    }
  }

  async function beurt(): Promise<void> {
    try {
      const { verwijderd, gestopt } = await ronde();
      if (verwijderd > 0) log.info('verlopen gegevens verwijderd', { aantal: verwijderd });
      const vandaag = datumInNederland(klok.nu());
      if (gestopt || vandaag === gecontroleerdOp) return;
      await controleer();
      gecontroleerdOp = vandaag;
    } catch (fout) {
      log.error('bewaartermijnen niet toegepast', foutVelden(fout));
    }
  }

  function plan(elkeMs: number, overMs: number): void {
    timer = setTimeout(() => {
      bezig = beurt().then(() => {
        if (!dicht) plan(elkeMs, elkeMs);
      });
    }, overMs);
    timer.unref();
  }

  return {
    ronde,
    start: (elkeMs) => plan(elkeMs, 0),
    close() {
      dicht = true;
      clearTimeout(timer);
      return bezig;
    },
  };
}
