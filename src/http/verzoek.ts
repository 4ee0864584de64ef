import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { BewezenVerzoek, HandtekeningFout, OntvangenVerzoek } from '../verify/port.ts';
import { genoemdCertificaat } from '../signature/genoemd-certificaat.ts';
import { koppenBijCode } from '../verify/antwoord-koppen.ts';
import type { HttpDelen } from './delen.ts';
import { leesBody } from './lees-body.ts';
import type { ProbleemDetails } from './probleem.ts';
import { heeftTeVeelKoppen, stuurProbleem } from './server.ts';

/** Demands on a request that must be proven. */
export interface VerzoekEisen {
  readonly operatie: string;
  /** Route of the operation, with its parameters by name. */
  readonly pad: string;
  readonly payloadHandtekeningToegestaan: boolean;
  readonly maxBytes: number;
  /** Media type that the body must have; absent = no body is allowed, `*` = any. */
  readonly contentType?: string;
  /** False: no body at all is fine as well; then no media type is asked. */
  readonly bodyVerplicht?: boolean;
}

/** A request whose sender is proven, with its body. */
export interface ProvenRequest {
  readonly bewezen: BewezenVerzoek;
  readonly body: Buffer;
}

/** A no before or during the proof: sent unsigned, since nobody is proven. */
export interface Afwijzing {
  readonly code: FoutCode;
  readonly details?: ProbleemDetails;
  readonly koppen?: readonly (readonly [string, string | readonly string[]])[];
  /** The rest of the body is not read: the connection ends. */
  readonly sluit?: boolean;
}

const GEHEEL_GETAL = /^(0|[1-9][0-9]{0,15})$/;
const LEEG = Buffer.alloc(0);

/** What is wrong with the framing or the media type, before any signature is looked at. */
export function bekijkKoppen(
  req: IncomingMessage,
  eisen: Pick<VerzoekEisen, 'contentType' | 'maxBytes' | 'bodyVerplicht'>,
): Afwijzing | undefined {
  if (heeftTeVeelKoppen(req)) return { code: 'KOPPEN', sluit: true };
  const { headers } = req;
  const overdracht = headers['transfer-encoding'];
  if (overdracht !== undefined && overdracht.toLowerCase() !== 'chunked') {
    return { code: 'SYNTAX', details: { uitleg: 'Transfer-Encoding mag alleen "chunked" zijn.' }, sluit: true };
  }
  const lengte = headers['content-length'];
  if (lengte !== undefined && !GEHEEL_GETAL.test(lengte)) {
    return {
      code: 'HND02',
      details: { uitleg: 'Content-Length is geen geheel getal zonder voorloopnullen.' },
      sluit: true,
    };
  }
  const heeftBody = overdracht !== undefined || (lengte !== undefined && lengte !== '0');
  if (eisen.contentType === undefined) {
    return heeftBody
      ? { code: 'SYNTAX', details: { uitleg: 'Dit verzoek mag geen inhoud hebben.' }, sluit: true }
      : undefined;
  }
  if (lengte !== undefined && Number(lengte) > eisen.maxBytes) return teGroot(eisen);
  const codering = headers['content-encoding'];
  if (codering !== undefined && codering.trim().toLowerCase() !== 'identity') {
    return { code: 'MEDIA', details: { uitleg: 'Stuur de inhoud zonder Content-Encoding.' }, sluit: true };
  }
  if (!heeftBody && eisen.bodyVerplicht === false) return undefined;
  if (eisen.contentType !== '*' && !isMediaType(headers['content-type'], eisen.contentType)) {
    return { code: 'MEDIA', details: { uitleg: `Stuur de inhoud als ${eisen.contentType}, in UTF-8.` }, sluit: true };
  }
  return undefined;
}

/** BRS06 is about messages; the body of another call that is too large is not of the form that the call describes. */
function teGroot({ contentType, maxBytes }: Pick<VerzoekEisen, 'contentType' | 'maxBytes'>): Afwijzing {
  const code = contentType === 'application/json' ? 'SYNTAX' : 'BRS06';
  const uitleg = maxBytes >= 25_000_000 ? undefined : `De inhoud is groter dan ${maxBytes} bytes.`;
  return { code, ...(uitleg === undefined ? {} : { details: { uitleg } }), sluit: true };
}

/** Compares a Content-Type with the one that is wanted; only `charset=utf-8` is looked at beside it. */
function isMediaType(kop: string | undefined, verwacht: string): boolean {
  if (kop === undefined) return false;
  const [type, ...parameters] = kop.split(';');
  if (type?.trim().toLowerCase() !== verwacht) return false;
  return parameters.every((parameter) => {
    const [naam, waarde] = parameter.split('=');
    if (naam?.trim().toLowerCase() !== 'charset') return true;
    return /^"?utf-8"?$/i.test(waarde?.trim() ?? '');
  });
}

/**
 * Proves a request: bounds, form, signature over headers, body, digest, signature. Answers itself when it says no.
 * @returns the proven request, or `undefined` when an answer was sent (or nobody is left to answer).
 */
export async function bewijsVerzoek(
  req: IncomingMessage,
  res: ServerResponse,
  eisen: VerzoekEisen,
  delen: HttpDelen,
): Promise<ProvenRequest | undefined> {
  const druk = await bekijkDruk(req, delen);
  const bezwaar = druk ?? (delen.stopSignaal.aborted ? STOPT : bekijkKoppen(req, eisen));
  if (bezwaar !== undefined) {
    onthoudGeweigerd(req, { code: bezwaar.code, pad: eisen.pad }, delen);
    wijsAf(res, bezwaar);
    return undefined;
  }
  const begin = delen.klok.monotoonMs();
  const verzoek: OntvangenVerzoek = {
    method: req.method ?? '',
    target: req.url ?? '',
    rawHeaders: req.rawHeaders,
    peerAdres: req.socket.remoteAddress ?? '',
    payloadHandtekeningToegestaan: eisen.payloadHandtekeningToegestaan,
  };
  const kop = delen.verifier.kop(verzoek, delen.klok.nu());
  if (!kop.ok) {
    meldFout(kop.fout, req, eisen, delen);
    wijsAf(res, handtekeningFout(kop.fout, true));
    return undefined;
  }
  const naKop = delen.klok.monotoonMs();
  const body = await leesInhoud(req, eisen, delen);
  if (!Buffer.isBuffer(body)) {
    if (body !== undefined) {
      const { aansluiting, vingerafdruk } = kop.waarde.certificaat;
      onthoudGeweigerd(req, { code: body.code, pad: eisen.pad, beweerd: aansluiting, vingerafdruk }, delen);
      wijsAf(res, body);
    }
    return undefined;
  }
  const naBody = delen.klok.monotoonMs();
  const inhoud = await delen.verifier.inhoud(kop.waarde, body);
  delen.metrieken.stap('verifieer', (delen.klok.monotoonMs() - naBody + (naKop - begin)) / 1000);
  if (!inhoud.ok) {
    meldFout(inhoud.fout, req, eisen, delen);
    wijsAf(res, handtekeningFout(inhoud.fout, false));
    return undefined;
  }
  return { bewezen: inhoud.waarde, body };
}

const STOPT: Afwijzing = { code: 'STOPT', koppen: [['Retry-After', '10']], sluit: true };

/** @returns a no when the address sent more than it may. */
export async function bekijkDruk(req: IncomingMessage, { snelheid }: HttpDelen): Promise<Afwijzing | undefined> {
  const wacht = await snelheid.adres(req.socket.remoteAddress ?? '');
  if (wacht === undefined) return undefined;
  return { code: 'DRUK', koppen: [['Retry-After', String(wacht)]], sluit: true };
}

/**
 * Reads the body inside the limits of size and pace.
 * @returns the bytes, a no, or `undefined` when the caller went away.
 */
export async function leesInhoud(
  req: IncomingMessage,
  eisen: Pick<VerzoekEisen, 'contentType' | 'maxBytes'>,
  delen: HttpDelen,
): Promise<Buffer | Afwijzing | undefined> {
  if (eisen.contentType === undefined) return LEEG;
  const { bodyTimeoutMs, minBytesPerSeconde } = delen.config.limieten;
  const gelezen = await leesBody(
    req,
    { maxBytes: eisen.maxBytes, timeoutMs: bodyTimeoutMs, minBytesPerSeconde },
    delen.klok,
  );
  if (gelezen.ok) return gelezen.waarde;
  if (gelezen.fout === 'te_groot') return teGroot(eisen);
  return gelezen.fout === 'te_langzaam' ? { code: 'TIJD', sluit: true } : undefined;
}

function handtekeningFout(fout: HandtekeningFout, sluit: boolean): Afwijzing {
  return { code: fout.code, details: { uitleg: fout.uitleg }, koppen: koppenBijCode(fout.code), sluit };
}

/** A refusal as its owner finds it back. `vingerafdruk`: absent where the signature was not read, or not to its end. */
interface TeOnthouden extends Pick<HandtekeningFout, 'beweerd' | 'vingerafdruk'> {
  readonly code: FoutCode;
  /** Route of the contract: never the path that came in. */
  readonly pad: string;
}

/**
 * Remembers a request that was refused without becoming a message, for the owner of the certificate that it names:
 * nothing of what was sent is kept.
 */
export function onthoudGeweigerd(
  req: IncomingMessage,
  { code, pad, beweerd, vingerafdruk = genoemdCertificaat(req.rawHeaders) }: TeOnthouden,
  { mislukt, klok }: Pick<HttpDelen, 'mislukt' | 'klok'>,
): void {
  if (vingerafdruk === undefined) return;
  mislukt.meld(
    { vingerafdruk, ...(beweerd === undefined ? {} : { beweerd }) },
    { moment: klok.nu(), methode: req.method ?? '', pad, code },
  );
}

function meldFout(fout: HandtekeningFout, req: IncomingMessage, eisen: VerzoekEisen, delen: HttpDelen): void {
  onthoudGeweigerd(req, { ...fout, pad: eisen.pad }, delen);
  delen.metrieken.verdict(fout.code);
  delen.log.debug('handtekening geweigerd', {
    code: fout.code,
    operatie: eisen.operatie,
    aansluiting: fout.beweerd?.id,
    vingerafdruk: fout.vingerafdruk,
  });
}

/** Sends an unsigned no; the connection ends where the rest of the body is not read. */
export function wijsAf(res: ServerResponse, { code, details, koppen = [], sluit = false }: Afwijzing): void {
  stuurProbleem(res, code, details, sluit ? [...koppen, ['Connection', 'close']] : koppen);
}
