import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { datumInNederland } from '../../src/bericht/datum.ts';
import { createKnooppuntClient } from '../../src/client/knooppunt-client.ts';
import type { ClientOpties, KnooppuntClient } from '../../src/client/client-port.ts';
import { leesOndertekenaar } from '../../src/client/lees-ondertekenaar.ts';
import { laadCertificaatBronnen } from '../../src/keys/certificaat-bronnen.ts';
import { createCertificaatRegister } from '../../src/keys/certificaat-register.ts';
import { leesCertsJson, metOntwikkelCertificaten } from '../../src/keys/certs-json.ts';
import { createKlok } from '../../src/observe/clock.ts';
import { createIds } from '../../src/observe/ids.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';
import { ondertekenAntwoord, type OndertekendAntwoord } from '../../src/signature/onderteken-antwoord.ts';
import { createOndertekenaar } from '../../src/signature/ondertekenaar.ts';
import type { BewezenVerzoek } from '../../src/verify/port.ts';
import { createVerifier } from '../../src/verify/verifier.ts';
import { zorgVoorProefPki } from '../e2e/proef-certificaten.ts';

/** A request that the server received, read to its end. Its signature was verified, or `bewezen` is absent. */
export interface Ontvangen {
  /** 1 for the first request of this server. */
  readonly nummer: number;
  readonly method: string;
  readonly target: string;
  readonly kop: (naam: string) => string | undefined;
  readonly body: Buffer;
  readonly bewezen?: BewezenVerzoek;
}

/** What the server does with a request. `kap` breaks the connection without an answer. */
export type Antwoordt =
  | 'kap'
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly inhoud?: Buffer;
      readonly contentType?: string;
      readonly koppen?: Readonly<Record<string, string>>;
      /** Default: as the hub does. */
      readonly onderteken?: 'ontvangstbewijs' | 'koppen' | 'niet';
      /** Name of the key files of the signer. Default `hub`. */
      readonly door?: string;
      /** Signs as if it answered this request. */
      readonly alsofVoor?: BewezenVerzoek;
      /** Changes the answer after signing. */
      readonly knoei?: (antwoord: Verstuurd) => Verstuurd;
    };

/** An answer as it goes out. */
export interface Verstuurd {
  readonly status: number;
  readonly koppen: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A hub of which the test writes the answers; checking and signing are real. */
export interface ProefServer {
  readonly url: string;
  readonly pki: string;
  readonly ontvangen: readonly Ontvangen[];
  /** Says what to answer from now on, and forgets what was received. */
  speel(antwoordt: (ontvangen: Ontvangen) => Antwoordt | Promise<Antwoordt>): void;
  /** A client of a connection of the demo tables; waits are recorded and take no time. */
  client(aansluiting: string, opties?: Partial<ClientOpties>): KnooppuntClient;
  /** The waits that clients asked for, in milliseconds. */
  readonly wachttijden: number[];
  close(): Promise<void>;
}

/** Opens the server on a port of its own. */
export async function openProefServer(): Promise<ProefServer> {
  const pki = await zorgVoorProefPki();
  const lees = (naam: string): Buffer => readFileSync(join(pki, naam));
  const klok = createKlok();
  const geladen = await laadTafels({ map: resolve('routing'), omgeving: 'demo', op: datumInNederland(klok.nu()) });
  if (!geladen.ok) throw new Error('de demotabellen laden niet');
  const tafels = metOntwikkelCertificaten(geladen.waarde, await leesCertsJson(pki), 'demo');
  const certificaten = createCertificaatRegister({
    tafels: () => tafels,
    bronnen: await laadCertificaatBronnen(pki),
    intrekking: 'soepel',
    omgeving: 'demo',
  });
  const ondertekenaar = (naam: string) =>
    createOndertekenaar(createPrivateKey(lees(`${naam}.key.pem`)), new X509Certificate(lees(`${naam}.crt.pem`)).raw);

  const ontvangen: Ontvangen[] = [];
  const wachttijden: number[] = [];
  let antwoordt: (verzoek: Ontvangen) => Antwoordt | Promise<Antwoordt> = () => 'kap';

  const server = createServer((req, res) => {
    behandel(req, res).catch((fout: unknown) => {
      res.destroy();
      throw fout;
    });
  });
  await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const verifier = createVerifier({
    certificaten,
    publiekeUrls: [url],
    vertrouwdeProxies: [],
    padVoorvoegsel: '',
  });

  async function behandel(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const delen: Buffer[] = [];
    for await (const deel of req) delen.push(deel as Buffer);
    const verzoek = await bewijs(req, Buffer.concat(delen));
    ontvangen.push(verzoek);
    const antwoord = await antwoordt(verzoek);
    if (antwoord === 'kap') {
      res.destroy();
      return;
    }
    const { status, koppen, body } = stelOp(verzoek, antwoord);
    res.writeHead(status, koppen);
    res.end(body);
  }

  async function bewijs(req: IncomingMessage, body: Buffer): Promise<Ontvangen> {
    const { method = '', rawHeaders, url: target = '' } = req;
    const kop = verifier.kop(
      { method, target, rawHeaders, peerAdres: '127.0.0.1', payloadHandtekeningToegestaan: true },
      klok.nu(),
    );
    const inhoud = kop.ok ? await verifier.inhoud(kop.waarde, body) : undefined;
    return {
      nummer: ontvangen.length + 1,
      method,
      target,
      kop: (naam) => req.headers[naam.toLowerCase()] as string | undefined,
      body,
      ...(inhoud?.ok === true ? { bewezen: inhoud.waarde } : {}),
    };
  }

  function stelOp(verzoek: Ontvangen, antwoord: Exclude<Antwoordt, 'kap'>): Verstuurd {
    const { status, json } = antwoord;
    const body = antwoord.inhoud ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)));
    const standaardType = status >= 400 ? 'application/problem+json' : 'application/json';
    const contentType = body.length === 0 ? undefined : (antwoord.contentType ?? standaardType);
    const soort = antwoord.onderteken ?? (heeftBewijs(json) ? 'ontvangstbewijs' : 'koppen');
    const voor = antwoord.alsofVoor ?? verzoek.bewezen;
    const getekend: OndertekendAntwoord['koppen'] =
      soort === 'niet' || voor === undefined
        ? [['Content-Length', String(body.length)]]
        : ondertekenAntwoord(ondertekenaar(antwoord.door ?? 'hub'), {
            verzoek: bindingVan(voor),
            status,
            ...(contentType === undefined ? {} : { contentType }),
            body,
            bindKoppen: soort === 'koppen',
            nu: klok.nu(),
          }).koppen;
    const koppen = {
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
      ...antwoord.koppen,
      ...Object.fromEntries(getekend),
    };
    return (antwoord.knoei ?? ((ongewijzigd) => ongewijzigd))({ status, koppen, body });
  }

  return {
    url,
    pki,
    ontvangen,
    wachttijden,
    speel(nieuw) {
      ontvangen.length = 0;
      wachttijden.length = 0;
      antwoordt = nieuw;
    },
    client: (aansluiting, opties = {}) =>
      createKnooppuntClient({
        url,
        ondertekenaar: leesOndertekenaar(lees(`${aansluiting}.key.pem`), lees(`${aansluiting}.crt.pem`)),
        hub: { certificaten: [lees('hub.crt.pem')] },
        klok,
        ids: createIds(),
        herhaling: {
          pogingen: 3,
          toeval: () => 0.5,
          wacht: (ms) => {
            wachttijden.push(ms);
            return Promise.resolve();
          },
        },
        ...opties,
      }),
    close: () =>
      new Promise((klaar) => {
        server.close(() => klaar());
        server.closeAllConnections();
      }),
  };
}

function heeftBewijs(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'ontvangstbewijs' in json;
}

function bindingVan(bewezen: BewezenVerzoek) {
  const { handtekening, kopnaam, label, method, profiel, target, targetUri, verzoekDigest, verzoekHandtekening } =
    bewezen;
  return {
    profiel,
    kopnaam,
    method,
    target,
    targetUri,
    verzoekDigest,
    verzoekHandtekening,
    handtekening,
    ...(label === undefined ? {} : { label }),
  };
}

/** The receipt of an answer to this request. */
export function ontvangstbewijsVoor({ bewezen, kop }: Ontvangen, httpStatus: number): object {
  if (bewezen === undefined) throw new Error('de handtekening van de client is niet goed');
  const { verzoekDigest, verzoekHandtekening } = bewezen;
  const traceerId = kop('traceer-id');
  return { httpStatus, moment: new Date().toISOString(), traceerId, verzoekDigest, verzoekHandtekening };
}

/** Says yes to a message: 202, or 200 when it is said to be there already. */
export function neemAan(verzoek: Ontvangen, herhaald = false): Exclude<Antwoordt, 'kap'> {
  const status = herhaald ? 200 : 202;
  return {
    status,
    json: {
      traceerId: verzoek.kop('traceer-id'),
      conversatieId: verzoek.kop('conversatie-id') ?? verzoek.kop('traceer-id'),
      status: 'ontvangen',
      berichtsoort: 'WMO301',
      afzender: '0363',
      ontvanger: '65656055',
      bevindingen: [],
      ...(herhaald ? { herhaald: true } : {}),
      ontvangstbewijs: ontvangstbewijsVoor(verzoek, status),
    },
  };
}

/** A no in the form of RFC 9457. */
export function probleem(status: number, code: string, erbij: object = {}): { status: number; json: object } {
  return { status, json: { status, title: 'Proef', detail: 'Een zin over wat er mis is.', code, ...erbij } };
}
