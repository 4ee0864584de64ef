import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express, NextFunction, Request, Response } from 'express';
import { foutGegevens, type FoutCode } from '../bericht/fault-catalogue.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import type { HttpDelen } from './delen.ts';
import { leesBodyInhoud, leesParams, leesQuery } from './invoer.ts';
import { ONBEKEND_PAD } from './mislukte-verzoeken.ts';
import { AntwoordAfwijking, eisCode } from './operatie-codes.ts';
import {
  isWeigering,
  weiger,
  type Aanroep,
  type Antwoord,
  type OndertekendeOperatie,
  type OpenOperatie,
  type Operatie,
  type Weigering,
} from './operatie.ts';
import { stuurProbleem } from './server.ts';
import { maakVerzendklaar, verstuur } from './verstuur.ts';
import { bekijkDruk, bekijkKoppen, bewijsVerzoek, leesInhoud, onthoudGeweigerd, wijsAf } from './verzoek.ts';

/** Ends when the caller goes away before he was answered, or the hub stops. */
function signaalVan(req: IncomingMessage, res: ServerResponse, stop: AbortSignal): AbortSignal {
  const weg = new AbortController();
  res.once('close', () => weg.abort());
  req.once('error', () => weg.abort());
  return AbortSignal.any([weg.signal, stop]);
}

/** Binds operations to Express: each path answers the methods of the table and nothing else. */
export function koppelOperaties(
  app: Express,
  open: readonly OpenOperatie[],
  ondertekend: readonly OndertekendeOperatie[],
  /** Operations with a door of their own, for the Allow header. */
  elders: readonly Operatie[],
  delen: HttpDelen,
): void {
  const tls = delen.config.tls !== undefined;

  const bewaakt =
    (operatie: Operatie, behandel: (req: Request, res: Response) => Promise<void>) =>
    (req: Request, res: Response): void => {
      behandel(req, res).catch((fout: unknown) => {
        const { code, koppen } = storing(operatie, fout);
        stuurProbleem(res, code, {}, koppen);
      });
    };

  for (const operatie of open) registreer(operatie, (req, res) => beantwoordOpen(operatie, req, res));
  for (const operatie of ondertekend) registreer(operatie, (req, res) => beantwoordOndertekend(operatie, req, res));
  for (const [pad, methoden] of toegestaan([...open, ...ondertekend, ...elders])) {
    app.all(expressPad(pad), (req: Request, res: Response) => {
      onthoudGeweigerd(req, { code: 'METHODE', pad }, delen);
      stuurProbleem(res, 'METHODE', {}, [['Allow', methoden.join(', ')]]);
    });
  }
  const onbekendPad = (req: Request, res: Response, code: FoutCode): void => {
    onthoudGeweigerd(req, { code, pad: ONBEKEND_PAD }, delen);
    stuurProbleem(res, code);
  };
  app.use((req: Request, res: Response) => onbekendPad(req, res, 'NIET_GEVONDEN'));
  app.use((fout: unknown, req: Request, res: Response, _next: NextFunction) => {
    // Express says 400 for a path that cannot be decoded; everything else is a fault of ours
    const status = (fout as { status?: unknown }).status;
    if (status !== 400) delen.log.error('aanroep mislukt', foutVelden(fout));
    onbekendPad(req, res, status === 400 ? 'SYNTAX' : 'INTERN');
  });

  function registreer(operatie: Operatie, behandel: (req: Request, res: Response) => Promise<void>): void {
    const pad = expressPad(operatie.pad);
    if (operatie.methode === 'GET') app.get(pad, bewaakt(operatie, behandel));
    else app.post(pad, bewaakt(operatie, behandel));
  }

  function aanroepVan(
    req: Request,
    res: Response,
    params: Readonly<Record<string, string>>,
    ruw: Buffer,
  ): Omit<Aanroep, 'query' | 'body'> {
    return {
      params,
      ruw,
      method: req.method,
      target: req.originalUrl,
      kop: (naam) => {
        const waarde = req.headers[naam];
        return typeof waarde === 'string' ? waarde : undefined;
      },
      rawHeaders: req.rawHeaders,
      peerAdres: req.socket.remoteAddress ?? '',
      signaal: signaalVan(req, res, delen.stopSignaal),
    };
  }

  async function beantwoordOpen(operatie: OpenOperatie, req: Request, res: Response): Promise<void> {
    const eisen = {
      ...(operatie.body === undefined ? {} : { contentType: '*' }),
      maxBytes: operatie.body?.maxBytes ?? 0,
      bodyVerplicht: false,
    };
    const druk = await bekijkDruk(req, delen);
    const bezwaar = druk ?? (operatie.body === undefined ? undefined : bekijkKoppen(req, eisen));
    const ruw = bezwaar ?? (await leesInhoud(req, eisen, delen));
    if (!Buffer.isBuffer(ruw)) {
      if (ruw !== undefined) wijsAf(res, ruw);
      return;
    }
    const query = leesQuery(req.originalUrl, operatie.query);
    const uit = query.ok
      ? await operatie.behandel({ ...aanroepVan(req, res, {}, ruw), query: query.waarde, body: undefined })
      : query.fout;
    verstuur(res, maakVerzendklaar(gecontroleerd(operatie, uit)), tls);
  }

  async function beantwoordOndertekend(operatie: OndertekendeOperatie, req: Request, res: Response): Promise<void> {
    const params = leesParams(req);
    if (params === 'gecodeerd') {
      onthoudGeweigerd(req, { code: 'SYNTAX', pad: operatie.pad }, delen);
      stuurProbleem(res, 'SYNTAX', { uitleg: 'Een id in het pad is een UUID, zonder codering.' });
      return;
    }
    const bewijs = await bewijsVerzoek(
      req,
      res,
      {
        operatie: operatie.id,
        pad: operatie.pad,
        payloadHandtekeningToegestaan: operatie.payloadHandtekening === true,
        maxBytes: operatie.body?.maxBytes ?? 0,
        ...(operatie.body === undefined ? {} : { contentType: operatie.body.contentType }),
        bodyVerplicht: operatie.body?.verplicht !== false,
      },
      delen,
    );
    if (bewijs === undefined) return;
    const { bewezen, body } = bewijs;
    const wacht = await delen.snelheid.aansluiting(bewezen.aansluiting.id);
    const uit = await uitkomst();
    const klaar = maakVerzendklaar(uit);
    const ondertekend = await delen.tekenaar.teken(bewezen, klaar, 'koppen');
    verstuur(res, { ...klaar, koppen: [...klaar.koppen, ...ondertekend.koppen] }, tls);

    async function uitkomst(): Promise<Antwoord | Weigering> {
      if (wacht !== undefined) return { code: 'DRUK', koppen: [['Retry-After', String(wacht)]] };
      if (params === 'onjuist') return weiger('NIET_GEVONDEN');
      const { wie } = operatie;
      if (wie !== 'aansluiting' && !wie.some((rol) => bewezen.aansluiting.rollen.includes(rol)))
        return weiger('GEEN_ROL');
      const query = leesQuery(req.originalUrl, operatie.query);
      if (!query.ok) return query.fout;
      const inhoud = leesBodyInhoud(operatie, body);
      if (!inhoud.ok) return inhoud.fout;
      const aanroep = {
        ...aanroepVan(req, res, params as Record<string, string>, body),
        query: query.waarde,
        body: inhoud.waarde,
        bewezen,
      };
      try {
        return gecontroleerd(operatie, await operatie.behandel(aanroep));
      } catch (fout) {
        return storing(operatie, fout);
      }
    }
  }

  /** What a caller hears when we fail: a store that cannot now may later. */
  function storing(operatie: Operatie, fout: unknown): Weigering {
    delen.log.error('aanroep mislukt', { operatie: operatie.id, ...foutVelden(fout) });
    const code: FoutCode = (fout as { code?: unknown }).code === 'STORE' ? 'STORE' : 'INTERN';
    return { code, ...(foutGegevens(code).http === 503 ? { koppen: [['Retry-After', '30']] as const } : {}) };
  }

  /** Outside production every answer is held against the contract: a difference is a fault of ours. */
  function gecontroleerd(operatie: Operatie, uit: Antwoord | Weigering): Antwoord | Weigering {
    if (delen.config.omgeving === 'productie') return uit;
    if (isWeigering(uit)) {
      eisCode(operatie, uit.code);
      return uit;
    }
    const beloofd = operatie.antwoorden[uit.status];
    if (beloofd === undefined) throw new AntwoordAfwijking(operatie.id, String(uit.status));
    const gelezen = uit.inhoud === undefined ? beloofd.schema?.safeParse(uit.json) : undefined;
    if (gelezen?.success !== false) return uit;
    throw new AntwoordAfwijking(operatie.id, gelezen.error.issues.map(({ path }) => path.join('.')).join(' '));
  }
}

function expressPad(pad: string): string {
  return pad.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Which methods each path answers, longest-lived paths first as they stand in the table. */
function toegestaan(operaties: readonly Operatie[]): ReadonlyMap<string, string[]> {
  const methoden = new Map<string, string[]>();
  for (const { pad, methode } of operaties)
    methoden.set(pad, [...(methoden.get(pad) ?? []), ...(methode === 'GET' ? ['GET', 'HEAD'] : [methode])]);
  return methoden;
}
