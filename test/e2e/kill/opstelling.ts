import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bevestigKlok } from '../../../src/compose-bewaren.ts';
import { parseDatum } from '../../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../../src/bericht/partij.ts';
import { createGenerator } from '../../../src/cli/generate/generator.ts';
import { ondertekenVerzoek } from '../../../src/signature/onderteken-verzoek.ts';
import type { Ondertekenaar } from '../../../src/signature/ondertekenaar.ts';
import { startHubProces, type HubProces } from '../hub-proces.ts';
import { alsJson, ondertekenaarVan, stuurOndertekend, type RuwAntwoord } from '../ondertekend-verzoek.ts';
import { zorgVoorProefPki } from '../proef-certificaten.ts';
import { PROJECT, vrijePoort } from '../proef-hub.ts';
import { wachtOpRonde } from './eindstand.ts';
import { ruimVal, VAL_OMGEVING, staatVal, zetVal, type ValNaam } from './val.ts';

/** Who receives, with the order that each was promised. */
export const ONTVANGERS = {
  'zorg-voorbeeldhof': { agb: '65656055', volgorde: 'soepel' },
  'zorg-proefveld': { agb: '42420001', volgorde: 'strikt' },
  'softwareleverancier-fictief': { agb: '98989898', volgorde: 'keten' },
} as const;

/** The name of a receiver. */
export type Ontvanger = keyof typeof ONTVANGERS;

export const NAMEN = Object.keys(ONTVANGERS) as readonly Ontvanger[];

/** An item as a receiver gets it. */
export interface Item {
  readonly leveringId: string;
  readonly traceerId: string;
  readonly poging: number;
  readonly herlevering: boolean;
  readonly volgnummer: number;
  readonly inhoud: string;
}

/** A message that can be sent. */
export interface ProefBericht {
  readonly xml: string;
  /** Whom it is about: with the receiver this names its chain. */
  readonly bsn: string;
}

/** A hub in a process of its own with its parties, over as many lives as the test gives it. */
export interface Opstelling {
  readonly valBestand: string;
  readonly dataMap: string;
  readonly routingMap: string;
  readonly poort: number;
  hub(): HubProces;
  /** How often it was started. */
  starts(): number;
  /** Starts it again after it died or stopped; a trap that did not spring is taken away, and `zet` may set another. */
  herstart(zet?: () => void): Promise<void>;
  /** The time on the clocks of hub and parties. */
  nu(): Date;
  /**
   * Kills it, and starts it again so much later, where a person has said that the clock is right. Resolves when its first
   * round of deletion is over.
   */
  herstartLater(ms: number): Promise<void>;
  /** The same, with a trap that it dies in while it starts. */
  sterfBijStart(ms: number, punt: ValNaam): Promise<void>;
  /** Sets its wall clock so far from the real one. Resolves when it has. */
  verzetKlok(ms: number): Promise<void>;
  /** A new message from Amsterdam; the same client again when a BSN of before is given. */
  bericht(aan: Ontvanger, eerder?: ProefBericht): ProefBericht;
  /** @returns `undefined` when the connection broke. */
  zend(bericht: ProefBericht, wens?: { traceerId?: string; nonce?: string }): Promise<RuwAntwoord | undefined>;
  /** @returns the signed headers of a message that the test sends itself. */
  koppenVan(bericht: ProefBericht): Promise<readonly (readonly [string, string])[]>;
  haal(wie: Ontvanger, wens?: { max?: number; wacht?: number; lease?: number }): Promise<readonly Item[] | undefined>;
  handelAf(wie: Ontvanger, leveringId: string, wat: Handeling): Promise<RuwAntwoord | undefined>;
  /** An operator offers it again. */
  herlever(traceerId: string): Promise<RuwAntwoord | undefined>;
  /** Reads as a connection of the tables. */
  lees(als: string, target: string): Promise<RuwAntwoord | undefined>;
  /** The status that the sender sees; `undefined` = there is no such message. */
  statusVan(traceerId: string): Promise<string | undefined>;
  ruimOp(): Promise<void>;
}

/** What a receiver does with an item. */
export type Handeling = 'bevestigingen' | 'weigeringen' | 'teruggaven';

const WEIGERING = Buffer.from(JSON.stringify({ code: 'StUF055', omschrijving: 'past niet op het schema' }));
/** One worker: its start is most of that of the hub. Short terms, so that no clock has to be set past a list of the CA. */
const REGELS = (routingMap: string): readonly string[] => [
  `routingMap: ${routingMap}`,
  'workers: { aantal: 1 }',
  'logniveau: warn',
  'bewaren: { inhoudBevestigdUren: 1, inhoudUiterlijkMaanden: 1 }',
];
/** Without `nu`: a hub whose clock is set sees signatures of now as old or early, so the parties set theirs alike. */
type Wens = Omit<Parameters<typeof stuurOndertekend>[0], 'poort' | 'ondertekenaar'>;

/** Starts a hub whose three receivers have an order mode each. */
export async function openOpstelling(seed: number): Promise<Opstelling> {
  const dataMap = mkdtempSync(join(tmpdir(), 'knooppunt-kill-'));
  const routingMap = join(dataMap, 'routing');
  cpSync(join(PROJECT, 'routing'), routingMap, { recursive: true });
  zetVolgorde(join(routingMap, 'aansluitingen.yaml'));
  const valBestand = join(dataMap, 'val.json');
  const poort = await vrijePoort();
  const certificaten = await zorgVoorProefPki();
  const gemeente = ondertekenaarVan(certificaten, 'gemeente-amsterdam');
  const hubbeheer = ondertekenaarVan(certificaten, 'hubbeheer');
  const sleutels = new Map(NAMEN.map((naam) => [naam, ondertekenaarVan(certificaten, naam)]));
  const generators = new Map(
    NAMEN.map((naam, i) => [
      naam,
      createGenerator({
        seed: seed + i,
        paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode(ONTVANGERS[naam].agb)! }],
        peildatum: parseDatum('2026-11-01')!,
      }),
    ]),
  );
  let nummer = 0;
  let verzet = 0;
  const start = (): Promise<HubProces> =>
    startHubProces(dataMap, poort, REGELS(routingMap), {
      script: new URL('./hub-programma.js', import.meta.url),
      argumenten: ['--verzet', String(verzet)],
      omgeving: { [VAL_OMGEVING]: valBestand },
    });
  let hub = await start();
  let starts = 1;
  const nu = (): Date => new Date(Date.now() + verzet);

  /** Time goes by while it is down. @returns the time to which it came. */
  async function slaLater(ms: number): Promise<Date> {
    if (leeft()) await hub.dood();
    verzet += ms;
    const tot = nu();
    bevestigKlok(dataMap, tot);
    return tot;
  }

  const leeft = (): boolean => hub.kind.exitCode === null && hub.kind.signalCode === null;

  async function vraag(ondertekenaar: Ondertekenaar, wens: Wens): Promise<RuwAntwoord | undefined> {
    try {
      const anders = { nu: nu(), ...wens.anders };
      return await stuurOndertekend({ poort, ondertekenaar, ...wens, anders });
    } catch {
      // it was killed under us
      return undefined;
    }
  }

  return {
    valBestand,
    dataMap,
    routingMap,
    poort,
    hub: () => hub,
    starts: () => starts,
    nu,
    async herstart(zet) {
      ruimVal(valBestand);
      zet?.();
      verzet = 0;
      hub = await start();
      starts += 1;
    },
    async herstartLater(ms) {
      const sinds = await slaLater(ms);
      ruimVal(valBestand);
      hub = await start();
      starts += 1;
      await wachtOpRonde(dataMap, sinds);
    },
    async sterfBijStart(ms, punt) {
      await slaLater(ms);
      zetVal(valBestand, punt);
      starts += 1;
      try {
        hub = await start();
      } catch (fout) {
        // before it was ready
        if (staatVal(valBestand)) throw fout;
        return;
      }
      if (leeft()) await once(hub.kind, 'exit');
    },
    async verzetKlok(ms) {
      // what did not come is not listened for any longer: a hub may be set many times
      const klaar = new AbortController();
      const zolang = { signal: klaar.signal };
      const gezet = Promise.race([once(hub.kind, 'message', zolang), once(hub.kind, 'exit', zolang)]);
      hub.kind.send({ verzetMs: ms });
      verzet = ms;
      await gezet;
      klaar.abort();
    },
    bericht(aan, eerder) {
      nummer += 1;
      if (eerder !== undefined) {
        const identificatie = `H${String(nummer).padStart(8, '0')}`;
        return { bsn: eerder.bsn, xml: eerder.xml.replace(/([<:]Identificatie>)[^<]+/, `$1${identificatie}`) };
      }
      const { xml, bsns } = generators.get(aan)!.volgende({ soort: 'WMO301' });
      return { xml, bsn: bsns[0]! };
    },
    zend: ({ xml }, { traceerId, nonce } = {}) =>
      vraag(gemeente, {
        target: '/v1/berichten',
        body: Buffer.from(xml),
        koppen: traceerId === undefined ? [] : [['Traceer-Id', traceerId]],
        anders: { nonce: nonce ?? randomUUID().replaceAll('-', '') },
      }),
    async koppenVan({ xml }) {
      const body = Buffer.from(xml);
      const host = `localhost:${poort}`;
      const koppen = [
        ['Content-Type', 'application/xml'],
        ['Content-Length', String(body.length)],
      ] as const;
      const getekend = await ondertekenVerzoek(gemeente, {
        profiel: 'jades',
        method: 'POST',
        target: '/v1/berichten',
        scheme: 'http',
        host,
        koppen,
        body,
        nu: nu(),
        nonce: randomUUID().replaceAll('-', ''),
      });
      return [['Host', host], ...koppen, ...getekend.koppen];
    },
    async haal(wie, { max = 20, wacht = 0, lease = 1 } = {}) {
      const antwoord = await vraag(sleutels.get(wie)!, {
        target: '/v1/leveringen',
        ...alsJson({ max, leaseSeconden: lease, wachtSeconden: wacht }),
      });
      return antwoord?.status === 200 ? (antwoord.json['leveringen'] as Item[]) : undefined;
    },
    handelAf: (wie, leveringId, wat) =>
      vraag(sleutels.get(wie)!, {
        target: `/v1/leveringen/${leveringId}/${wat}`,
        ...(wat === 'weigeringen' ? { body: WEIGERING, contentType: 'application/json' } : {}),
      }),
    herlever: (traceerId) =>
      vraag(hubbeheer, {
        target: '/v1/beheer/herleveringen',
        ...alsJson({ reden: 'storing bij de ontvanger', traceerIds: [traceerId] }),
      }),
    lees: (als, target) => vraag(ondertekenaarVan(certificaten, als), { method: 'GET', target }),
    async statusVan(traceerId) {
      const antwoord = await vraag(gemeente, { method: 'GET', target: `/v1/berichten/${traceerId}` });
      if (antwoord?.status === 404) return undefined;
      if (antwoord?.status !== 200) throw new Error(`status lezen gaf ${String(antwoord?.status)}`);
      return antwoord.json['status'] as string;
    },
    async ruimOp() {
      if (leeft()) await hub.dood();
      rmSync(dataMap, { recursive: true, force: true });
    },
  };
}

function zetVolgorde(pad: string): void {
  let tekst = readFileSync(pad, 'utf8');
  for (const naam of NAMEN) {
    const met = `  - id: ${naam}\n    volgorde: ${ONTVANGERS[naam].volgorde}\n`;
    tekst = tekst.replace(`  - id: ${naam}\n`, met);
  }
  writeFileSync(pad, tekst);
}
