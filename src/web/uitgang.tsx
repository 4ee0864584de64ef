import type { ServerResponse } from 'node:http';
import type { ComponentChildren } from 'preact';
import { foutGegevens } from '../bericht/fault-catalogue.ts';
import type { Afwijzing } from '../http/verzoek.ts';
import { Melding, tekenPagina } from './pagina.tsx';
import type { Sessie } from './sessie.ts';
import type { Stijl, StijlBestand } from './stijl.ts';

/** A page as a handler gives it. */
export interface Pagina {
  readonly status: number;
  readonly titel: string;
  readonly inhoud: ComponentChildren;
  readonly sessie?: Sessie | undefined;
}

/** The answers that the pages give; every one of them with the headers that keep a browser to our own style. */
export interface Uitgang {
  pagina(res: ServerResponse, pagina: Pagina, koppen?: readonly string[]): void;
  /** Sends the browser on with GET. */
  ga(res: ServerResponse, pad: string, cookie?: string): void;
  /** A no to the request itself: too much, too large, too slow. */
  weiger(res: ServerResponse, afwijzing: Afwijzing, sessie?: Sessie): void;
  tekst(res: ServerResponse, status: number, zin: string): void;
  bestand(res: ServerResponse, bestand: StijlBestand): void;
}

const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const HTML = 'text/html; charset=utf-8';
const PLAT = 'text/plain; charset=utf-8';
const DRUK_ZIN = 'Er kwamen te veel verzoeken in korte tijd. Wacht even en probeer het opnieuw.';
const FORMULIER_ZIN = 'Het knooppunt kon dit formulier niet lezen. Ga terug en probeer het opnieuw.';

/** Makes the answers in one style. */
export function createUitgang(stijl: Stijl): Uitgang {
  function stuur(
    res: ServerResponse,
    status: number,
    { type, inhoud, koppen = [] }: { type: string; inhoud: string; koppen?: readonly string[] },
  ): void {
    const vast = ['Content-Type', type, 'Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'];
    const schild = ['Content-Security-Policy', CSP, 'X-Frame-Options', 'DENY', 'Referrer-Policy', 'same-origin'];
    const lengte = ['Content-Length', String(Buffer.byteLength(inhoud))];
    res.writeHead(status, [...vast, ...schild, ...lengte, ...koppen]).end(inhoud);
  }

  const pagina: Uitgang['pagina'] = (res, { status, titel, inhoud, sessie }, koppen = []) => {
    const html = tekenPagina({ titel, stijl, sessie, inhoud });
    const cookie = sessie?.vernieuwd === undefined ? [] : ['Set-Cookie', sessie.vernieuwd];
    stuur(res, status, { type: HTML, inhoud: html, koppen: [...cookie, ...koppen] });
  };

  return {
    pagina,
    ga(res, pad, cookie) {
      const koppen = ['Location', pad, ...(cookie === undefined ? [] : ['Set-Cookie', cookie])];
      stuur(res, 303, { type: PLAT, inhoud: '', koppen });
    },
    weiger(res, { code, koppen = [], sluit = false }, sessie) {
      const { http: status, titel } = foutGegevens(code);
      const inhoud = <Melding kop={titel} zin={code === 'DRUK' ? DRUK_ZIN : FORMULIER_ZIN} />;
      const extra = koppen.map(([naam, waarde]) => [naam, String(waarde)]).flat();
      pagina(res, { status, titel, inhoud, sessie }, [...extra, ...(sluit ? ['Connection', 'close'] : [])]);
    },
    tekst: (res, status, zin) => stuur(res, status, { type: PLAT, inhoud: `${zin}\n` }),
    bestand(res, { contentType, bytes }) {
      res
        .writeHead(200, {
          'Content-Type': contentType,
          'Content-Length': bytes.length,
          'Cache-Control': 'public, max-age=31536000, immutable',
          'X-Content-Type-Options': 'nosniff',
        })
        .end(bytes);
    },
  };
}
