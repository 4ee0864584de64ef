/** What the load generator is asked to do. */
export type LastOpdracht =
  | { readonly soort: 'laad'; readonly bestand: string }
  | {
      readonly soort: 'rijd';
      readonly poort: number;
      readonly verbindingen: number;
      /** Requests `van` up to `tot` of the file. */
      readonly van: number;
      readonly tot: number;
      /** Open loop: so many requests a second on a fixed schedule. Absent = closed loop: the next after the answer. */
      readonly perSeconde?: number;
    }
  | { readonly soort: 'stop' };

/** How a run went. Latencies in milliseconds; of an open loop they count from the moment of the schedule. */
export interface LastUitslag {
  readonly seconden: number;
  readonly aangenomen: number;
  readonly statussen: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p99: number;
  readonly langste: number;
  /** CPU of the load generator itself per request, in microseconds. */
  readonly eigenCpuUs: number;
  /** The first answer that was not 202, shortened, for who looks for the reason. */
  readonly eersteAndere?: string;
}

/** What comes back. */
export type LastAntwoord =
  { readonly soort: 'geladen'; readonly aantal: number } | { readonly soort: 'klaar'; readonly uitslag: LastUitslag };
