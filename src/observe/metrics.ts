import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { AlarmCode, Metrieken, Stap } from './port.ts';

/** Figures of a moment, asked when the metrics are read. */
export interface Meetstand {
  readonly outboxRijen: number;
  readonly outboxOudsteSeconden: number;
  readonly wachtend: number;
  readonly oudsteWachtendSeconden: number;
  readonly openLeases: number;
  readonly commits: number;
  readonly operaties: number;
  readonly pauzes: number;
  readonly gesloten: number;
}

/** The metrics with their text form for Prometheus. */
export interface PrometheusMetrieken extends Metrieken {
  readonly contentType: string;
  /** Sets how many alarms of a code are open. */
  alarmenOpen(code: AlarmCode, aantal: number): void;
  /** The text of all metrics; asks the store for its figures. */
  tekst(): Promise<string>;
}

/**
 * Makes the metrics. Labels are names of stages and codes of the catalogue only: never a party, an id or text of a
 * message (privacy, and the number of series stays small).
 */
export function createMetrieken(stand: () => Promise<Meetstand | undefined>): PrometheusMetrieken {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'knooppunt_' });
  const stappen = new Histogram({
    name: 'knooppunt_stap_seconden',
    help: 'Duur van elke stap van een bericht',
    labelNames: ['stap'] as const,
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [register],
  });
  const verdicten = new Counter({
    name: 'knooppunt_verdicten_total',
    help: 'Aantal antwoorden op aangeboden berichten, per code',
    labelNames: ['code'] as const,
    registers: [register],
  });
  const tellers = new Counter({
    name: 'knooppunt_handelingen_total',
    help: 'Aantal handelingen van ontvangers en van het knooppunt zelf',
    labelNames: ['handeling'] as const,
    registers: [register],
  });
  const alarmen = new Gauge({
    name: 'knooppunt_alarmen_open',
    help: 'Open alarmen, per code',
    labelNames: ['code'] as const,
    registers: [register],
  });
  const meter = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [register] });
  const outboxRijen = meter('knooppunt_outbox_rijen', 'Berichten die nog naar hun wachtrij moeten');
  const outboxOudste = meter('knooppunt_outbox_oudste_seconden', 'Leeftijd van het oudste bericht in de outbox');
  const wachtend = meter('knooppunt_wachtend', 'Berichten die klaarstaan in postbussen');
  const oudsteWachtend = meter(
    'knooppunt_wachtend_oudste_seconden',
    'Leeftijd van het oudste bericht dat niet is opgehaald',
  );
  const leases = meter('knooppunt_leases_open', 'Aanbiedingen die nog niet zijn afgehandeld');
  const commits = meter('knooppunt_store_commits', 'Commits sinds de start');
  const pauzes = meter('knooppunt_pauzes', 'Aansluitingen waaraan nu niets wordt afgeleverd');
  const gesloten = meter('knooppunt_gesloten', 'Berichten die een beheerder heeft gesloten');
  const operaties = meter('knooppunt_store_operaties', 'Handelingen in die commits');
  // looking up a child by its labels costs more than counting: each is looked up once
  const perStap = onthoud((stap: Stap) => stappen.labels(stap));
  const perCode = onthoud((code: string) => verdicten.labels(code));
  return {
    stap: (stap, seconden) => perStap(stap).observe(seconden),
    verdict: (code) => perCode(code).inc(),
    teller: (naam, aantal = 1) => tellers.labels(naam).inc(aantal),
    alarmenOpen: (code, aantal) => {
      alarmen.set({ code }, aantal);
    },
    contentType: register.contentType,
    async tekst() {
      const nu = await stand();
      if (nu !== undefined) {
        outboxRijen.set(nu.outboxRijen);
        outboxOudste.set(nu.outboxOudsteSeconden);
        wachtend.set(nu.wachtend);
        oudsteWachtend.set(nu.oudsteWachtendSeconden);
        leases.set(nu.openLeases);
        commits.set(nu.commits);
        operaties.set(nu.operaties);
        pauzes.set(nu.pauzes);
        gesloten.set(nu.gesloten);
      }
      return register.metrics();
    },
  };
}

function onthoud<K, V>(maak: (sleutel: K) => V): (sleutel: K) => V {
  const bekend = new Map<K, V>();
  return (sleutel) => {
    let waarde = bekend.get(sleutel);
    if (waarde === undefined) bekend.set(sleutel, (waarde = maak(sleutel)));
    return waarde;
  };
}
