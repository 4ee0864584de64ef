import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as wachtTijd } from 'node:timers/promises';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Ids, Klok, Logger } from '../observe/port.ts';
import { ondertekenVerzoek } from '../signature/onderteken-verzoek.ts';
import type { Ondertekenaar } from '../signature/ondertekenaar.ts';
import type { AlarmRij } from '../store/alarm-port.ts';

/** Tells an address of the operator that an alarm opened or closed. */
export interface AlarmWebhook {
  /** Takes the news and returns at once. When too much waits, the oldest news is dropped, with a line in the log. */
  stuur(rij: AlarmRij): void;
  /** Gives up what waits and what is under way. Idempotent. */
  close(): Promise<void>;
}

/** What the webhook works with. */
export interface AlarmWebhookDelen {
  /** Where to; checked by the configuration. */
  readonly url: URL;
  /** Names the hub that speaks: the `source` of the event. */
  readonly bron: string;
  readonly ondertekenaar: Ondertekenaar;
  readonly klok: Klok;
  readonly ids: Ids;
  readonly log: Logger;
  /** Milliseconds before attempt n + 1; default 1 s, doubled each time up to 5 minutes. */
  readonly wachtMs?: (poging: number) => number;
}

const MAX_WACHTEND = 100;
/** With the default waits about half an hour. */
const MAX_POGINGEN = 14;
const ANTWOORD_MS = 10_000;
const standaardWacht = (poging: number): number => Math.min(300_000, 1000 * 2 ** (poging - 1));

/**
 * Makes the webhook. One event at a time, in order, signed as JAdES with the hub's key and certificate, tried again until
 * the receiver answers 2xx. A redirect is a failure: it would send news of the hub to an address that nobody configured.
 */
export function createAlarmWebhook(delen: AlarmWebhookDelen): AlarmWebhook {
  const { url, klok, ids, log, wachtMs = standaardWacht } = delen;
  const stop = new AbortController();
  let wachtrij: Buffer[] = [];
  let bezig: Promise<void> | undefined;

  async function werkAf(): Promise<void> {
    for (let body = wachtrij.shift(); body !== undefined && !stop.signal.aborted; body = wachtrij.shift())
      await bezorg(body);
  }

  async function bezorg(body: Buffer): Promise<void> {
    for (let poging = 1; poging <= MAX_POGINGEN; poging += 1) {
      try {
        const http = await post(body);
        if (http >= 200 && http < 300) return;
        log.warn('webhook van alarmen niet aangenomen', { http, poging });
      } catch (fout) {
        if (stop.signal.aborted) return;
        log.warn('webhook van alarmen niet bereikt', { poging, ...foutVelden(fout) });
      }
      if (poging < MAX_POGINGEN && !(await wacht(wachtMs(poging), stop.signal))) return;
    }
    log.error('webhook van alarmen opgegeven', { poging: MAX_POGINGEN });
  }

  /** Each attempt is signed anew: a signature is fresh for minutes only. */
  async function post(body: Buffer): Promise<number> {
    const https = url.protocol === 'https:';
    const eigen = [
      ['Content-Type', 'application/cloudevents+json; charset=utf-8'],
      ['Content-Length', String(body.length)],
    ] as const;
    const { koppen } = await ondertekenVerzoek(delen.ondertekenaar, {
      profiel: 'jades',
      method: 'POST',
      target: `${url.pathname}${url.search}`,
      scheme: https ? 'https' : 'http',
      host: url.host,
      koppen: eigen,
      body,
      nu: klok.nu(),
      nonce: ids.willekeurig(18),
      metCertificaat: true,
    });
    const headers = Object.fromEntries([...eigen, ...koppen, ['Host', url.host]]);
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(ANTWOORD_MS)]);
    return new Promise((los, faal) => {
      // an agent of its own kind: no connection is kept for news that comes once a week
      const verzoek = (https ? httpsRequest : httpRequest)(url, { method: 'POST', headers, signal, agent: false });
      verzoek.once('error', faal);
      verzoek.once('response', (antwoord) => {
        antwoord.once('error', faal);
        // what it says is not read: only its status counts, and it may be endless
        los(antwoord.statusCode ?? 0);
        antwoord.destroy();
      });
      verzoek.end(body);
    });
  }

  return {
    stuur(rij) {
      if (stop.signal.aborted) return;
      if (wachtrij.length >= MAX_WACHTEND) {
        wachtrij.shift();
        log.warn('webhook van alarmen loopt achter: oudste melding vervallen', { aantal: MAX_WACHTEND });
      }
      wachtrij.push(gebeurtenisVan(rij, delen.bron, ids.uuid()));
      bezig ??= werkAf().finally(() => {
        bezig = undefined;
      });
    },
    async close() {
      stop.abort();
      wachtrij = [];
      await bezig;
    },
  };
}

/**
 * The event as JSON. Holds codes, times and counts only.
 * @see CloudEvents 1.0.2 and the NL GOV profile for CloudEvents: `source` names the system, `type` starts with a reversed
 *   domain name, times are RFC 3339 in UTC
 */
function gebeurtenisVan(rij: AlarmRij, bron: string, id: string): Buffer {
  const { code, onderwerp, sinds, laatst, aantal, gesloten } = rij;
  return Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id,
      source: bron,
      type: gesloten === undefined ? 'nl.knooppunt.alarm-geopend' : 'nl.knooppunt.alarm-gesloten',
      subject: rij.id,
      time: (gesloten ?? laatst).toISOString(),
      datacontenttype: 'application/json',
      data: {
        code,
        ...(onderwerp === '' ? {} : { onderwerp }),
        sinds: sinds.toISOString(),
        aantal,
        ...(gesloten === undefined ? {} : { gesloten: gesloten.toISOString() }),
      },
    }),
  );
}

/** @returns false when the wait was ended. */
function wacht(ms: number, signal: AbortSignal): Promise<boolean> {
  return wachtTijd(ms, true, { signal, ref: false }).catch(() => false);
}
