import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { gelukt, mislukt, type Uitkomst } from '../bericht/uitkomst.ts';
import type { Config } from './port.ts';

/** One thing that is wrong with the configuration, as a sentence with its place. */
export interface ConfigFout {
  readonly plaats: string;
  readonly uitleg: string;
}

// the file is read as text throughout (YAML would read 0363 as a number), so numbers are read here
const getal = (min: number, max: number) =>
  z
    .string()
    .regex(/^[0-9]{1,12}$/, `verwacht een geheel getal van ${min} tot en met ${max}`)
    .transform(Number)
    .pipe(z.number().min(min, `ten minste ${min}`).max(max, `ten hoogste ${max}`));
const map = z.string().min(1, 'verwacht een pad');
const url = z
  .string()
  .regex(/^https?:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/, 'verwacht een adres zonder pad, zoals https://hub.voorbeeld.nl');

const CONTACT_NAAM = 'Beheer van het knooppunt';

const SCHEMA = z.strictObject({
  omgeving: z.enum(['demo', 'test', 'productie'], { error: 'verwacht demo, test of productie' }).default('demo'),
  adres: z
    .string()
    .refine((tekst) => isIP(tekst) !== 0, 'verwacht een IP-adres')
    .default('127.0.0.1'),
  poort: getal(0, 65535).default(8443),
  dataMap: map.default('./data'),
  routingMap: map.optional(),
  xsdMap: map.optional(),
  certificatenMap: map.optional(),
  publiekeUrls: z.array(url).optional(),
  contact: z
    .strictObject({
      naam: z.string().min(1, 'verwacht een naam').max(200, 'ten hoogste 200 tekens').default(CONTACT_NAAM),
      email: z.email('verwacht een e-mailadres').optional(),
      url: z.url({ protocol: /^https?$/, error: 'verwacht een adres dat begint met https://' }).optional(),
    })
    .prefault({}),
  vertrouwdeProxies: z.array(z.string().refine((tekst) => isIP(tekst) !== 0, 'verwacht een IP-adres')).default([]),
  padVoorvoegsel: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)*$/, 'verwacht een pad zonder schuine streep aan het eind')
    .default(''),
  tls: z.strictObject({ sleutel: map, certificaat: map, clientCa: map.optional() }).optional(),
  intrekking: z.enum(['strikt', 'soepel'], { error: 'verwacht strikt of soepel' }).default('soepel'),
  limieten: z
    .strictObject({
      maxBytes: getal(1000, 25_000_000).default(25_000_000),
      headersTimeoutMs: getal(100, 120_000).default(10_000),
      bodyTimeoutMs: getal(100, 600_000).default(60_000),
      minBytesPerSeconde: getal(0, 10_000_000).default(1024),
      antwoordTimeoutMs: getal(100, 600_000).default(30_000),
      maxVerbindingen: getal(1, 1_000_000).default(4096),
      maxVerbindingenPerAdres: getal(1, 1_000_000).default(512),
      verzoekenPerSecondePerAdres: getal(1, 1_000_000).default(2000),
      verzoekenPerSecondePerAansluiting: getal(1, 1_000_000).default(500),
    })
    .prefault({}),
  levering: z
    .strictObject({ minLeaseSeconden: getal(1, 3600).default(30), maxWachtSeconden: getal(0, 30).default(30) })
    .prefault({}),
  workers: z
    .strictObject({
      aantal: getal(1, 64).optional(),
      tijdslimietMs: getal(100, 60_000).default(5000),
      maxGeheugenMb: getal(64, 4096).default(512),
      grootVanafBytes: getal(10_000, 25_000_000).default(1_000_000),
    })
    .prefault({}),
  alarmen: z.strictObject({ wachtLangMinuten: getal(1, 100_000).default(240) }).prefault({}),
  alarmWebhook: z
    .strictObject({
      url: z.string().refine(isWebhookUrl, 'verwacht een adres dat begint met https://, zonder naam en wachtwoord'),
      bron: z
        .string()
        .regex(/^(urn:[a-z0-9-]{2,32}:|https:\/\/)[A-Za-z0-9._:/-]{1,200}$/, 'verwacht een urn of een https-adres')
        .optional(),
    })
    .optional(),
  bewaren: z
    .strictObject({
      inhoudBevestigdUren: getal(1, 1440).default(24),
      inhoudGeweigerdDagen: getal(1, 60).default(7),
      inhoudUiterlijkMaanden: getal(1, 12).default(2),
      bevindingenMaanden: getal(1, 60).default(2),
      zichtMaanden: getal(1, 60).default(2),
      metagegevensMaanden: getal(2, 120).default(13),
      feitenMaanden: getal(1, 120).default(18),
      grafsteenMaanden: getal(12, 240).default(84),
    })
    .refine(
      (t) =>
        t.metagegevensMaanden > Math.max(t.inhoudUiterlijkMaanden, t.bevindingenMaanden) &&
        t.grafsteenMaanden >= t.metagegevensMaanden,
      'metagegevensMaanden moet langer zijn dan die van inhoud en bevindingen, en niet langer dan grafsteenMaanden',
    )
    .prefault({}),
  logniveau: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'verwacht debug, info, warn of error' })
    .default('info'),
  stopMs: getal(100, 300_000).default(30_000),
});

/** TLS always; plain HTTP to this machine itself is looked at together with the environment. */
function isWebhookUrl(tekst: string): boolean {
  if (!URL.canParse(tekst)) return false;
  const { protocol, username, password, hash } = new URL(tekst);
  return (protocol === 'https:' || protocol === 'http:') && `${username}${password}${hash}` === '';
}

/** News of the hub crosses a network under TLS only. */
function webhookFout(omgeving: string, adres: string | undefined): string | undefined {
  if (adres === undefined) return undefined;
  const { protocol, hostname } = new URL(adres);
  if (protocol === 'https:') return undefined;
  const kaal = hostname.replace(/^\[|\]$/g, '');
  // an address, not a name that begins like one
  const hier = kaal === 'localhost' || (isIP(kaal) !== 0 && isLoopback(kaal));
  return omgeving === 'demo' && hier ? undefined : 'zonder TLS (http) mag alleen in demo, naar deze machine zelf';
}

/** What the command line adds to the file, and where the package's own folders are. */
export interface ConfigBron {
  /** Path of the YAML file; absent = defaults. */
  readonly bestand?: string;
  readonly overschrijf: { readonly dataMap?: string; readonly poort?: string };
  readonly pakketMap: string;
  readonly cores: number;
}

function leesBestand(
  pad: string,
): Uitkomst<{ waarde: unknown; lijnVan: (sleutel: string) => number | undefined }, ConfigFout[]> {
  let tekst: string;
  try {
    tekst = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(pad));
  } catch {
    return mislukt([{ plaats: pad, uitleg: 'het bestand bestaat niet, is niet leesbaar of is geen UTF-8' }]);
  }
  const teller = new LineCounter();
  const document = parseDocument(tekst, { schema: 'failsafe', lineCounter: teller, uniqueKeys: true });
  if (document.errors.length > 0) {
    return mislukt(
      document.errors.map((fout) => ({
        plaats: `${pad}:${teller.linePos(fout.pos[0]).line}`,
        uitleg: fout.code === 'DUPLICATE_KEY' ? 'een sleutel staat er twee keer' : 'dit is geen geldige YAML',
      })),
    );
  }
  const lijnVan = (sleutel: string): number | undefined => {
    for (const [index, lijn] of tekst.split('\n').entries()) {
      if (lijn.trimStart().startsWith(`${sleutel}:`)) return index + 1;
    }
    return undefined;
  };
  let waarde: unknown;
  try {
    waarde = document.toJS({ maxAliasCount: 0 });
  } catch {
    return mislukt([{ plaats: pad, uitleg: 'verwijzingen (*naam) zijn hier niet toegestaan' }]);
  }
  return gelukt({ waarde: waarde ?? {}, lijnVan });
}

function zin(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `onbekende sleutel ${issue.keys.map((k) => `"${k.slice(0, 40)}"`).join(', ')}`;
  if (issue.code === 'invalid_type') return 'hier staat iets van een andere soort dan verwacht';
  return issue.message;
}

/**
 * Reads, checks and freezes the configuration.
 * @returns all that is wrong, with file and line, or the configuration. Nothing is half applied.
 */
export function leesConfig(bron: ConfigBron): Uitkomst<Config, readonly ConfigFout[]> {
  const gelezen =
    bron.bestand === undefined ? gelukt({ waarde: {}, lijnVan: () => undefined }) : leesBestand(bron.bestand);
  if (!gelezen.ok) return gelezen;
  const invoer = { ...(gelezen.waarde.waarde as Record<string, unknown>), ...bron.overschrijf };
  const uitkomst = SCHEMA.safeParse(invoer);
  if (!uitkomst.success) {
    return mislukt(
      uitkomst.error.issues.map((issue) => {
        const sleutel =
          issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path.findLast((deel) => typeof deel === 'string');
        const lijn = sleutel === undefined ? undefined : gelezen.waarde.lijnVan(sleutel);
        const plaats =
          bron.bestand === undefined ? 'instellingen' : `${bron.bestand}${lijn === undefined ? '' : `:${lijn}`}`;
        return { plaats, uitleg: `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${zin(issue)}` };
      }),
    );
  }
  const c = uitkomst.data;
  const onveilig = webhookFout(c.omgeving, c.alarmWebhook?.url);
  if (onveilig !== undefined) {
    const lijn = gelezen.waarde.lijnVan('alarmWebhook');
    const plaats = bron.bestand === undefined || lijn === undefined ? 'instellingen' : `${bron.bestand}:${lijn}`;
    return mislukt([{ plaats, uitleg: `alarmWebhook.url: ${onveilig}` }]);
  }
  const schema = c.tls === undefined ? 'http' : 'https';
  const { tls, alarmWebhook, contact, ...rest } = c;
  const config: Config = {
    ...rest,
    ...(tls === undefined
      ? {}
      : {
          tls: {
            sleutel: tls.sleutel,
            certificaat: tls.certificaat,
            ...(tls.clientCa === undefined ? {} : { clientCa: tls.clientCa }),
          },
        }),
    ...(alarmWebhook === undefined
      ? {}
      : {
          alarmWebhook: {
            url: alarmWebhook.url,
            ...(alarmWebhook.bron === undefined ? {} : { bron: alarmWebhook.bron }),
          },
        }),
    contact: {
      naam: contact.naam,
      ...(contact.email === undefined ? {} : { email: contact.email }),
      ...(contact.url === undefined ? {} : { url: contact.url }),
    },
    routingMap: c.routingMap ?? `${bron.pakketMap}/routing`,
    xsdMap: c.xsdMap ?? `${bron.pakketMap}/xsd`,
    certificatenMap: c.certificatenMap ?? `${bron.pakketMap}/certs-dev`,
    publiekeUrls: c.publiekeUrls ?? [`${schema}://localhost:${c.poort}`, `${schema}://127.0.0.1:${c.poort}`],
    // the main thread is as busy as a worker: one core is for it (decision 0013)
    workers: { ...c.workers, aantal: c.workers.aantal ?? Math.max(1, bron.cores - 1) },
  };
  return gelukt(Object.freeze(config));
}

/** Tells whether an address is of this machine alone. */
export function isLoopback(adres: string): boolean {
  return adres === '::1' || adres.startsWith('127.') || adres.startsWith('::ffff:127.');
}

/**
 * Says why the listener must not open, or `undefined`.
 * Plain HTTP goes on loopback only, unless the configuration names the proxy that stands in front (signing.md D).
 */
export function weigerLuisteren(config: Config): string | undefined {
  if (config.tls !== undefined || isLoopback(config.adres) || config.vertrouwdeProxies.length > 0) return undefined;
  return `Zonder TLS luistert het knooppunt alleen op 127.0.0.1 of ::1. Stel tls in, of noem de proxy ervoor onder vertrouwdeProxies (adres is nu ${config.adres}).`;
}
