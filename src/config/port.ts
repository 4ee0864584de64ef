import type { Omgeving } from '../bericht/aansluiting.ts';
import type { Bewaartermijnen } from '../bericht/bewaartermijn.ts';

/** The configuration: read once, checked, frozen. Durations are in the unit that the name says. */
export interface Config {
  readonly omgeving: Omgeving;
  readonly adres: string;
  readonly poort: number;
  /** Where state lives: database, keys. */
  readonly dataMap: string;
  readonly routingMap: string;
  readonly xsdMap: string;
  readonly certificatenMap: string;
  /** The names under which callers address the hub; the first is the one the demo and the docs use. */
  readonly publiekeUrls: readonly string[];
  /** Whom a supplier asks, as the OpenAPI document names it. `url` absent = the first public URL. */
  readonly contact: { readonly naam: string; readonly email?: string; readonly url?: string };
  /** Addresses of proxies whose `X-Forwarded-Host` and `Client-Cert` are believed. */
  readonly vertrouwdeProxies: readonly string[];
  /** Prefix that the proxy strips from the path, or the empty text. */
  readonly padVoorvoegsel: string;
  readonly tls?: {
    readonly sleutel: string;
    readonly certificaat: string;
    /** Folder or file with the CAs of client certificates; absent = no client certificate is asked. */
    readonly clientCa?: string;
  };
  readonly intrekking: 'strikt' | 'soepel';
  readonly limieten: {
    readonly maxBytes: number;
    readonly headersTimeoutMs: number;
    readonly bodyTimeoutMs: number;
    readonly minBytesPerSeconde: number;
    readonly antwoordTimeoutMs: number;
    readonly maxVerbindingen: number;
    readonly maxVerbindingenPerAdres: number;
    readonly verzoekenPerSecondePerAdres: number;
    readonly verzoekenPerSecondePerAansluiting: number;
  };
  readonly levering: {
    readonly minLeaseSeconden: number;
    readonly maxWachtSeconden: number;
  };
  readonly workers: {
    readonly aantal: number;
    readonly tijdslimietMs: number;
    readonly maxGeheugenMb: number;
    readonly grootVanafBytes: number;
  };
  readonly alarmen: {
    /** A message that waits longer in a mailbox raises WACHT_LANG. */
    readonly wachtLangMinuten: number;
  };
  /** Where to tell that an alarm opened or closed; absent = nowhere. */
  readonly alarmWebhook?: {
    /** https, or in demo http to this machine. */
    readonly url: string;
    /** `source` of the events; absent = the first public URL. */
    readonly bron?: string;
  };
  /** How long data is kept (decision 0015). */
  readonly bewaren: Bewaartermijnen;
  readonly logniveau: 'debug' | 'info' | 'warn' | 'error';
  readonly stopMs: number;
}
