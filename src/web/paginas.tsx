import type { Express, Request, Response } from 'express';
import type { AansluitingId, Tafels } from '../bericht/aansluiting.ts';
import { parseTraceerId } from '../bericht/traceer-id.ts';
import type { Config } from '../config/port.ts';
import type { HttpDelen } from '../http/delen.ts';
import { bekijkDruk, bekijkKoppen, leesInhoud } from '../http/verzoek.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { Ids } from '../observe/port.ts';
import type { BerichtStore } from '../store/port.ts';
import { MAX_ZOEKTEKST, zoekbezwaar, type Zoekbezwaar, type Zoeken } from '../trace/zoeken.ts';
import { Aanmelden, type Bestemming } from './aanmelden.tsx';
import { Berichtscherm, berichtTitel } from './berichtscherm.tsx';
import { createNamen } from './namen.tsx';
import { Melding } from './pagina.tsx';
import { createSessies, type Sessie } from './sessie.ts';
import type { Stijl } from './stijl.ts';
import { createUitgang } from './uitgang.tsx';
import { zoekPad, Zoekscherm } from './zoekscherm.tsx';

/** What the pages work with. */
export interface WebDelen {
  readonly zoeken: Zoeken;
  readonly store: Pick<BerichtStore, 'registreerInzage'>;
  readonly tafels: () => Tafels;
  readonly ids: Ids;
  readonly stijl: Stijl;
}

/** Far more than a form of ours holds: what is longer than a search may be still gets an answer that says so. */
const FORMULIER = { contentType: 'application/x-www-form-urlencoded', maxBytes: 64 * 1024 } as const;
const BEZWAREN: Readonly<Record<Zoekbezwaar, string>> = {
  bsn: 'Dit lijkt een burgerservicenummer. Daarop zoekt u hier niet. Zoek op het nummer van het bericht of op een partij.',
  te_lang: `Zoek met ten hoogste ${MAX_ZOEKTEKST} tekens.`,
};
const INZAGE_NONCE_MS = 60_000;

/** One visit: the request, its answer, and who it is. */
interface Bezoek {
  readonly req: Request;
  readonly res: Response;
  readonly sessie: Sessie | undefined;
}

/** Tells whether the pages work: in the demo environment on a loopback address only, since their login asks for no proof. */
export function heeftPaginas({ omgeving, adres }: Pick<Config, 'omgeving' | 'adres'>): boolean {
  return omgeving === 'demo' && isLoopback(adres);
}

/** Binds the pages for the helpdesk; where they do not work they say that they are not there yet. */
export function koppelPaginas(app: Express, delen: WebDelen, http: HttpDelen): void {
  const { config, klok } = http;
  const tls = config.tls !== undefined;
  const ingericht = heeftPaginas(config);
  const sessies = createSessies({ ids: delen.ids, klok, tls });
  const uit = createUitgang(delen.stijl);

  const bij =
    (doe: (bezoek: Bezoek) => Promise<void> | void) =>
    (req: Request, res: Response): void => {
      const bezoek = { req, res, sessie: sessies.lees(req.headers.cookie) };
      verwerk(bezoek, doe).catch((fout: unknown) => {
        http.log.error('pagina mislukt', foutVelden(fout));
        const inhoud = <Melding kop="Er ging iets mis" zin="Probeer het over een minuut opnieuw." />;
        if (!res.headersSent) uit.pagina(res, { status: 500, titel: 'Storing', inhoud, sessie: bezoek.sessie });
      });
    };

  async function verwerk(bezoek: Bezoek, doe: (bezoek: Bezoek) => Promise<void> | void): Promise<void> {
    const { req, res, sessie } = bezoek;
    const druk = await bekijkDruk(req, http);
    // the name in Host keeps a site that points its own name at this machine out
    if (!ingericht || !isLoopback(req.socket.remoteAddress ?? '') || !isLoopbackNaam(req.headers.host ?? ''))
      uit.tekst(res, 404, 'De pagina’s van dit knooppunt zijn nog niet ingericht.');
    else if (druk !== undefined) uit.weiger(res, druk, sessie);
    else await doe(bezoek);
  }

  /** Reads a form; answers itself, and gives nothing, where it does not come from a page of ours. */
  async function formulier({ req, res, sessie }: Bezoek): Promise<URLSearchParams | undefined> {
    const ruw = bekijkKoppen(req, FORMULIER) ?? (await leesInhoud(req, FORMULIER, http));
    if (!Buffer.isBuffer(ruw)) {
      if (ruw !== undefined) uit.weiger(res, ruw, sessie);
      return undefined;
    }
    const { origin, host } = req.headers;
    if (origin !== undefined && origin !== `${tls ? 'https' : 'http'}://${host ?? ''}`) {
      const inhoud = <Melding kop="Geweigerd" zin="Dit formulier kwam niet van het knooppunt." />;
      uit.pagina(res, { status: 403, titel: 'Geweigerd', inhoud, sessie });
      return undefined;
    }
    return new URLSearchParams(ruw.toString('utf8'));
  }

  function meldAan({ req, res }: Bezoek, status: number, naar: Bestemming): void {
    const inhoud = <Aanmelden naar={naar} verlopen={sessies.isVerlopen(req.headers.cookie)} />;
    uit.pagina(res, { status, titel: 'Aanmelden', inhoud });
  }

  function weigerZoeken({ res }: Bezoek, sessie: Sessie, bezwaar: Zoekbezwaar): void {
    const inhoud = <Zoekscherm sessie={sessie} fout={BEZWAREN[bezwaar]} />;
    uit.pagina(res, { status: 400, titel: 'Fout: Zoeken', inhoud, sessie });
  }

  app.get(
    '/',
    bij(async (bezoek) => {
      const { req, res, sessie } = bezoek;
      const vraag = new URL(req.originalUrl, 'http://localhost').searchParams;
      const tekst = vraag.get('zoek')?.trim() ?? '';
      const bezwaar = zoekbezwaar(tekst);
      if (sessie === undefined) {
        meldAan(bezoek, 200, bezwaar === undefined ? { zoek: tekst } : {});
        return;
      }
      if (bezwaar !== undefined) {
        weigerZoeken(bezoek, sessie, bezwaar);
        return;
      }
      const voor = /^[0-9]{1,15}$/.exec(vraag.get('voor') ?? '')?.[0];
      const blad = await delen.zoeken.zoek(tekst, voor === undefined ? undefined : Number(voor));
      const uitslag = { blad, tekst, later: voor !== undefined, namen: createNamen(delen.tafels()) };
      const titel = tekst === '' ? 'Zoeken' : `${tekst} - Zoeken`;
      uit.pagina(res, { status: 200, titel, inhoud: <Zoekscherm sessie={sessie} uitslag={uitslag} />, sessie });
    }),
  );

  // a form that asks with GET would put a BSN in the address before anyone can refuse it
  app.post(
    '/zoeken',
    bij(async (bezoek) => {
      const { res, sessie } = bezoek;
      const velden = await formulier(bezoek);
      if (velden === undefined) return;
      const tekst = velden.get('zoek')?.trim() ?? '';
      const bezwaar = zoekbezwaar(tekst);
      if (sessie === undefined) uit.ga(res, bezwaar === undefined ? zoekPad(tekst) : '/');
      else if (!sessies.isEigenFormulier(sessie, velden.get('merk') ?? '')) uit.ga(res, '/');
      else if (bezwaar !== undefined) weigerZoeken(bezoek, sessie, bezwaar);
      else uit.ga(res, zoekPad(tekst));
    }),
  );

  app.post(
    '/aanmelden',
    bij(async (bezoek) => {
      const velden = await formulier(bezoek);
      if (velden === undefined) return;
      const bericht = parseTraceerId(velden.get('bericht') ?? '');
      const tekst = velden.get('zoek') ?? '';
      const zoek = zoekbezwaar(tekst) === undefined ? zoekPad(tekst) : '/';
      uit.ga(
        bezoek.res,
        bericht === undefined ? zoek : `/berichten/${bericht}`,
        sessies.open(velden.get('naam') ?? ''),
      );
    }),
  );

  app.post(
    '/afmelden',
    bij(async (bezoek) => {
      const { res, sessie } = bezoek;
      const velden = await formulier(bezoek);
      if (velden === undefined) return;
      const eigen = sessie !== undefined && sessies.isEigenFormulier(sessie, velden.get('merk') ?? '');
      uit.ga(res, '/', eigen ? sessies.sluit(sessie) : undefined);
    }),
  );

  // who reloads the answer to a form, or keeps its address
  app.get(
    ['/zoeken', '/aanmelden', '/afmelden'],
    bij(({ res }) => uit.ga(res, '/')),
  );

  app.get(
    '/berichten/:traceerId',
    bij(async (bezoek) => {
      const { req, res, sessie } = bezoek;
      const traceerId = parseTraceerId(String(req.params['traceerId']));
      if (sessie === undefined) {
        meldAan(bezoek, 401, traceerId === undefined ? {} : { bericht: traceerId });
        return;
      }
      const gevonden = traceerId === undefined ? undefined : await delen.zoeken.bericht(traceerId);
      if (gevonden === undefined) {
        const inhoud = <Melding kop="Niet gevonden" zin="Het knooppunt kent geen bericht met deze traceerId." />;
        uit.pagina(res, { status: 404, titel: 'Niet gevonden', inhoud, sessie });
        return;
      }
      const nu = klok.nu();
      await delen.store.registreerInzage({
        traceerId: gevonden.stand.traceerId,
        actor: `helpdesk-${sessie.gebruiker.toLowerCase()}` as AansluitingId,
        nu,
        nonce: { sleutel: Buffer.from(delen.ids.willekeurig(16)), tot: new Date(nu.getTime() + INZAGE_NONCE_MS) },
      });
      const inhoud = <Berichtscherm {...gevonden} namen={createNamen(delen.tafels())} termijnen={config.bewaren} />;
      uit.pagina(res, { status: 200, titel: berichtTitel(gevonden.stand), inhoud, sessie });
    }),
  );

  app.get(
    '/stijl/:bestand',
    bij(({ req, res }) => {
      const bestand = delen.stijl.bestanden.get(req.path);
      if (bestand === undefined) uit.tekst(res, 404, 'Niet gevonden.');
      else uit.bestand(res, bestand);
    }),
  );
}

function isLoopback(adres: string): boolean {
  return /^(::ffff:)?127\.[0-9.]+$/.test(adres) || adres === '::1';
}

function isLoopbackNaam(host: string): boolean {
  return /^(localhost|127\.[0-9.]+|\[::1\])(:[0-9]{1,5})?$/.test(host);
}
