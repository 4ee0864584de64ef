import type { Express, Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import { naamVanPartij, type AansluitingId, type Tafels } from '../bericht/aansluiting.ts';
import { parseTraceerId } from '../bericht/traceer-id.ts';
import type { HttpDelen } from '../http/delen.ts';
import { bekijkDruk, bekijkKoppen, leesInhoud, wijsAf } from '../http/verzoek.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Ids } from '../observe/port.ts';
import type { BerichtStore } from '../store/port.ts';
import { lijktOpBsn, MAX_ZOEKTEKST, type Zoeken } from '../trace/zoeken.ts';
import { Berichtscherm } from './berichtscherm.tsx';
import { Aanmelden, Melding, tekenPagina } from './pagina.tsx';
import { createSessies, type Sessie } from './sessie.ts';
import type { Stijl } from './stijl.ts';
import { Zoekscherm } from './zoekscherm.tsx';

/** What the pages work with. */
export interface WebDelen {
  readonly zoeken: Zoeken;
  readonly store: Pick<BerichtStore, 'registreerInzage'>;
  readonly tafels: () => Tafels;
  readonly ids: Ids;
  readonly stijl: Stijl;
}

const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const FORMULIER = { contentType: 'application/x-www-form-urlencoded', maxBytes: 4096 } as const;
const BSN_ZIN =
  'Dit lijkt een burgerservicenummer. Daarop zoekt u hier niet. Zoek op het nummer van het bericht of op een partij.';
const INZAGE_NONCE_MS = 60_000;

/**
 * Binds the pages for the helpdesk. They work in the demo environment on a loopback address only, since their login asks
 * for no proof; elsewhere they say that they are not there yet.
 */
export function koppelPaginas(app: Express, delen: WebDelen, http: HttpDelen): void {
  const { config, klok } = http;
  const tls = config.tls !== undefined;
  const ingericht = config.omgeving === 'demo' && isLoopback(config.adres);
  const sessies = createSessies({ ids: delen.ids, klok, tls });
  const naam = (code: string): string => metNaam(code, delen.tafels());

  const pagina =
    (doe: (req: Request, res: Response) => Promise<void> | void) =>
    (req: Request, res: Response): void => {
      verwerk(req, res, doe).catch((fout: unknown) => {
        http.log.error('pagina mislukt', foutVelden(fout));
        if (!res.headersSent)
          toon(res, 500, 'Storing', <Melding kop="Er ging iets mis" zin="Probeer het over een minuut opnieuw." />);
      });
    };

  async function verwerk(
    req: Request,
    res: Response,
    doe: (req: Request, res: Response) => Promise<void> | void,
  ): Promise<void> {
    const druk = await bekijkDruk(req, http);
    if (druk !== undefined) {
      wijsAf(res, druk);
      return;
    }
    // the name in Host keeps a site that points its own name at this machine out
    if (!ingericht || !isLoopback(req.socket.remoteAddress ?? '') || !isLoopbackNaam(req.headers.host ?? '')) {
      stuur(res, 404, 'text/plain; charset=utf-8', 'De pagina’s van dit knooppunt zijn nog niet ingericht.\n');
      return;
    }
    await doe(req, res);
  }

  function stuur(res: Response, status: number, type: string, inhoud: string, koppen: readonly string[] = []): void {
    const vast = ['Content-Type', type, 'Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'];
    const schild = ['Content-Security-Policy', CSP, 'X-Frame-Options', 'DENY', 'Referrer-Policy', 'same-origin'];
    const lengte = ['Content-Length', String(Buffer.byteLength(inhoud))];
    res.writeHead(status, [...vast, ...schild, ...lengte, ...koppen]).end(inhoud);
  }

  function toon(res: Response, status: number, titel: string, inhoud: ComponentChildren, sessie?: Sessie): void {
    stuur(res, status, 'text/html; charset=utf-8', tekenPagina({ titel, css: delen.stijl.css, sessie, inhoud }));
  }

  function ga(res: Response, pad: string, cookie?: string): void {
    const koppen = ['Location', pad, ...(cookie === undefined ? [] : ['Set-Cookie', cookie])];
    stuur(res, 303, 'text/plain; charset=utf-8', '', koppen);
  }

  /** Reads a form; answers itself, and gives nothing, where it does not come from a page of ours. */
  async function formulier(req: Request, res: Response): Promise<URLSearchParams | undefined> {
    const bezwaar = bekijkKoppen(req, FORMULIER);
    const ruw = bezwaar ?? (await leesInhoud(req, FORMULIER, http));
    if (!Buffer.isBuffer(ruw)) {
      if (ruw !== undefined) wijsAf(res, ruw);
      return undefined;
    }
    const { origin, host } = req.headers;
    if (origin !== undefined && origin !== `${tls ? 'https' : 'http'}://${host ?? ''}`) {
      toon(res, 403, 'Geweigerd', <Melding kop="Geweigerd" zin="Dit formulier kwam niet van het knooppunt." />);
      return undefined;
    }
    return new URLSearchParams(ruw.toString('utf8'));
  }

  app.get(
    '/',
    pagina((req, res) => {
      const sessie = sessies.lees(req.headers.cookie);
      if (sessie === undefined) {
        toon(res, 200, 'Aanmelden', <Aanmelden />);
        return;
      }
      const vraag = new URL(req.originalUrl, 'http://localhost').searchParams;
      return zoekscherm(res, sessie, vraag.get('zoek')?.trim() ?? '', vraag.get('voor') ?? '');
    }),
  );

  async function zoekscherm(res: Response, sessie: Sessie, tekst: string, voor: string): Promise<void> {
    const vast = { sessie, naam };
    if (tekst === '') {
      toon(res, 200, 'Zoeken', <Zoekscherm {...vast} />, sessie);
      return;
    }
    if (lijktOpBsn(tekst)) {
      toon(res, 400, 'Zoeken', <Zoekscherm {...vast} fout={BSN_ZIN} />, sessie);
      return;
    }
    if (tekst.length > MAX_ZOEKTEKST) {
      const fout = `Zoek met ten hoogste ${MAX_ZOEKTEKST} tekens.`;
      toon(res, 400, 'Zoeken', <Zoekscherm {...vast} fout={fout} />, sessie);
      return;
    }
    const grens = /^[0-9]{1,15}$/.test(voor) ? Number(voor) : undefined;
    const blad = await delen.zoeken.zoek(tekst, grens);
    toon(res, 200, 'Zoeken', <Zoekscherm {...vast} tekst={tekst} blad={blad} />, sessie);
  }

  // a form that asks with GET would put a BSN in the address before anyone can refuse it
  app.post(
    '/zoeken',
    pagina(async (req, res) => {
      const velden = await formulier(req, res);
      if (velden === undefined) return;
      const sessie = sessies.lees(req.headers.cookie);
      if (sessie === undefined || !sessies.isEigenFormulier(sessie, velden.get('merk') ?? '')) {
        ga(res, '/');
        return;
      }
      const tekst = velden.get('zoek')?.trim() ?? '';
      if (lijktOpBsn(tekst) || tekst.length > MAX_ZOEKTEKST) return zoekscherm(res, sessie, tekst, '');
      ga(res, tekst === '' ? '/' : `/?zoek=${encodeURIComponent(tekst)}`);
    }),
  );

  app.post(
    '/aanmelden',
    pagina(async (req, res) => {
      const velden = await formulier(req, res);
      if (velden !== undefined) ga(res, '/', sessies.open(velden.get('naam') ?? ''));
    }),
  );

  app.post(
    '/afmelden',
    pagina(async (req, res) => {
      const velden = await formulier(req, res);
      if (velden === undefined) return;
      const sessie = sessies.lees(req.headers.cookie);
      const eigen = sessie !== undefined && sessies.isEigenFormulier(sessie, velden.get('merk') ?? '');
      ga(res, '/', eigen ? sessies.sluit : undefined);
    }),
  );

  app.get(
    '/berichten/:traceerId',
    pagina(async (req, res) => {
      const sessie = sessies.lees(req.headers.cookie);
      if (sessie === undefined) {
        toon(res, 401, 'Aanmelden', <Aanmelden />);
        return;
      }
      const traceerId = parseTraceerId(String(req.params['traceerId']));
      const gevonden = traceerId === undefined ? undefined : await delen.zoeken.bericht(traceerId);
      if (gevonden === undefined) {
        const melding = <Melding kop="Niet gevonden" zin="Het knooppunt kent geen bericht met deze traceerId." />;
        toon(res, 404, 'Niet gevonden', melding, sessie);
        return;
      }
      const nu = klok.nu();
      await delen.store.registreerInzage({
        traceerId: gevonden.stand.traceerId,
        actor: `helpdesk-${sessie.gebruiker.toLowerCase()}` as AansluitingId,
        nu,
        nonce: { sleutel: Buffer.from(delen.ids.willekeurig(16)), tot: new Date(nu.getTime() + INZAGE_NONCE_MS) },
      });
      toon(res, 200, 'Bericht', <Berichtscherm {...gevonden} naam={naam} termijnen={config.bewaren} />, sessie);
    }),
  );

  app.get(
    '/stijl/:bestand',
    pagina((req, res) => {
      const bestand = delen.stijl.bestanden.get(req.path);
      if (bestand === undefined) {
        stuur(res, 404, 'text/plain; charset=utf-8', 'Niet gevonden.\n');
        return;
      }
      res
        .writeHead(200, {
          'Content-Type': bestand.contentType,
          'Content-Length': bestand.bytes.length,
          'Cache-Control': 'public, max-age=31536000, immutable',
          'X-Content-Type-Options': 'nosniff',
        })
        .end(bestand.bytes);
    }),
  );
}

function isLoopback(adres: string): boolean {
  return /^(::ffff:)?127\.[0-9.]+$/.test(adres) || adres === '::1';
}

function isLoopbackNaam(host: string): boolean {
  return /^(localhost|127\.[0-9.]+|\[::1\])(:[0-9]{1,5})?$/.test(host);
}

function metNaam(code: string, tafels: Tafels): string {
  const naam = naamVanPartij(tafels, code);
  if (naam !== undefined) return `${naam} (${code})`;
  return code === '' ? 'een onbekende partij' : code;
}
