import { leesConfig } from '../../src/config/config.ts';
import type { Bewaartermijnen } from '../../src/bericht/bewaartermijn.ts';
import { createBewaarder, type Bewaarder } from '../../src/deliver/bewaarder.ts';
import { createKlokwacht } from '../../src/observe/klokwacht.ts';
import type { AlarmCode, Alarmen, Klok, Klokwacht } from '../../src/observe/port.ts';
import type { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';

/** A clock that stands where it is put. */
export interface ZetKlok extends Klok {
  /** Time goes by: both clocks run to this moment. */
  loopTot(moment: Date): void;
  /** Somebody sets the wall clock; the other one stays. */
  zet(moment: Date): void;
}

export function zetKlok(begin: Date): ZetKlok {
  let wand = begin.getTime();
  let monotoon = 1_000;
  return {
    nu: () => new Date(wand),
    monotoonMs: () => monotoon,
    loopTot(moment) {
      monotoon += moment.getTime() - wand;
      wand = moment.getTime();
    },
    zet(moment) {
      wand = moment.getTime();
    },
  };
}

/** The terms that hold when nothing is configured. */
export function standaardTermijnen(): Bewaartermijnen {
  const gelezen = leesConfig({ overschrijf: {}, pakketMap: '/x', cores: 1 });
  if (!gelezen.ok) throw new Error('de standaard is ongeldig');
  return gelezen.waarde.bewaren;
}

/** The alarms that are open. */
export function verzamelAlarmen(): Alarmen & { readonly open: ReadonlySet<AlarmCode> } {
  const open = new Set<AlarmCode>();
  return { open, meld: (code) => void open.add(code), herstel: (code) => void open.delete(code) };
}

export const STIL = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The job over a store, with a clock in hand. */
export function bewaarderOver(
  store: SqliteStore,
  klok: Klok,
): {
  readonly bewaarder: Bewaarder;
  readonly klokwacht: Klokwacht;
  readonly alarmen: ReturnType<typeof verzamelAlarmen>;
} {
  const alarmen = verzamelAlarmen();
  const klokwacht = createKlokwacht({ klok, alarmen });
  const bewaarder = createBewaarder({
    opslag: store.bewaren,
    termijnen: standaardTermijnen(),
    klok,
    klokwacht,
    alarmen,
    log: STIL,
  });
  return { bewaarder, klokwacht, alarmen };
}
