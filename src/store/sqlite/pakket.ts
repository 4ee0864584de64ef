import { berichtType } from '../../bericht/catalogus.ts';
import type { BerichtSoort } from '../../bericht/catalogus.ts';
import type { Verdict } from '../../bericht/verdict.ts';
import type { Bewijs, NieuwBericht } from '../port.ts';

/**
 * How a message crosses to the writer thread: one flat row of texts and numbers, and its bytes behind one another in
 * one buffer per batch. Measured over both threads: 7 µs a message, the nested object 13 and a copy of its buffers more.
 */

/** One row of evidence, flat. */
export type BewijsPakket = readonly [
  handeling: Bewijs['handeling'],
  profiel: Bewijs['profiel'],
  handtekening: string,
  basis: string,
  alg: string,
  vingerafdruk: string,
  crlNummer: string | null,
  inhoudDigest: string,
  moment: number,
];

/** One message, flat. Absent values are null; the lengths tell how many bytes of the batch's buffer are its own. */
export type RegistratiePakket = readonly [
  verdict: Verdict,
  traceerIdGekozen: boolean,
  ontvangenOp: number,
  nonceTot: number,
  nonceLengte: number,
  indiener: string,
  indienerOin: string,
  handelend: string | null,
  sleutel: string | null,
  conversatieId: string,
  berichtsoort: string | null,
  afzender: string | null,
  ontvanger: string | null,
  identificatie: string | null,
  identificatieRetour: string | null,
  dagtekening: string | null,
  declaratieIdentificatie: string | null,
  mandaat: string | null,
  code: string | null,
  bevindingen: string | null,
  bytes: number,
  gewikkeldLengte: number,
  inhoudLengte: number,
  kekVersie: number,
  compressie: string,
  feiten: string | null,
  feitenVersie: number,
  aansluiting: string | null,
  partij: string | null,
  tafelVersie: string | null,
  tafelRegel: string | null,
  opvolging: string | null,
  keten: string | null,
  traceparent: string | null,
  fscTransactionId: string | null,
  bewijs: readonly BewijsPakket[],
];

/** A message with the pieces that go into the batch's buffer, in this order: id, digest, nonce, wrapped key, payload. */
export interface Registratie {
  readonly pakket: RegistratiePakket;
  readonly stukken: readonly Uint8Array[];
}

const LEEG = new Uint8Array(0);

/** Flattens one message. Costs no copy of its bytes. */
export function pakIn(b: NieuwBericht): Registratie {
  const geaccepteerd = b.verdict === 'geaccepteerd';
  const { kop, inhoud, feiten } = b;
  const route = geaccepteerd ? b.route : undefined;
  const soort = b.soort ?? kop?.soort;
  return {
    pakket: [
      b.verdict,
      b.traceerIdGekozen,
      b.ontvangenOp.getTime(),
      b.nonce.tot.getTime(),
      b.nonce.sleutel.byteLength,
      b.indiener.aansluiting,
      b.indiener.oin,
      b.handelendePartij ?? null,
      sleutelVan(b, soort),
      b.conversatieId,
      soort ?? null,
      kop?.afzender ?? null,
      kop?.ontvanger ?? null,
      kop?.identificatie ?? null,
      kop?.identificatieRetour ?? null,
      kop?.dagtekening ?? null,
      kop?.declaratieIdentificatie ?? null,
      b.mandaat ?? null,
      b.code ?? null,
      b.bevindingen.length === 0 ? null : JSON.stringify(b.bevindingen),
      inhoud?.bytes ?? 0,
      inhoud?.gewikkeldeSleutel.byteLength ?? 0,
      inhoud === undefined ? -1 : inhoud.inhoud.byteLength,
      inhoud?.kekVersie ?? 0,
      inhoud?.compressie ?? 'geen',
      feiten === undefined || !geaccepteerd ? null : feiten.json,
      feiten?.versie ?? 0,
      route?.aansluiting ?? null,
      route?.ontvangendePartij ?? null,
      route?.tafelVersie ?? null,
      route?.tafelRegel ?? null,
      route?.opvolging ?? null,
      route === undefined ? null : ketenVan(b, route.ontvangendePartij),
      b.traceparent ?? null,
      b.fscTransactionId ?? null,
      b.bewijs.map(pakBewijsIn),
    ],
    stukken: [
      Buffer.from(b.traceerId.replaceAll('-', ''), 'hex'),
      b.inhoudSha256,
      b.nonce.sleutel,
      inhoud?.gewikkeldeSleutel ?? LEEG,
      inhoud?.inhoud ?? LEEG,
    ],
  };
}

/** Flattens one row of evidence. */
export function pakBewijsIn(b: Bewijs): BewijsPakket {
  return [
    b.handeling,
    b.profiel,
    b.handtekening,
    b.basis,
    b.alg,
    b.vingerafdruk,
    b.crlNummer ?? null,
    b.inhoudDigest,
    b.moment.getTime(),
  ];
}

/** Puts all pieces of a batch behind one another in one buffer that may be transferred. */
export function voegSamen(registraties: readonly Registratie[]): ArrayBuffer {
  let lengte = 0;
  for (const { stukken } of registraties) for (const stuk of stukken) lengte += stuk.byteLength;
  const geheel = new Uint8Array(new ArrayBuffer(lengte));
  let plek = 0;
  for (const { stukken } of registraties)
    for (const stuk of stukken) {
      geheel.set(stuk, plek);
      plek += stuk.byteLength;
    }
  return geheel.buffer;
}

/**
 * The key under which an accepted message is unique: acting party, berichtcode, identificatie, and of a retour its own
 * identificatie as well. U+001F parts them: XML cannot hold it, so no value can imitate the border.
 */
function sleutelVan({ kop, handelendePartij }: NieuwBericht, soort: BerichtSoort | undefined): string | null {
  if (kop === undefined || soort === undefined || handelendePartij === undefined) return null;
  const delen = [handelendePartij, berichtType(soort).berichtcode, kop.identificatie, kop.identificatieRetour ?? ''];
  return delen.join('\u001f');
}

/**
 * The chain within which mode `keten` keeps order: acting party, receiving party, keyed hash of the client. A message
 * of no client or of several belongs to no single one: all such messages between the two parties form one chain, which
 * keeps their order among themselves at the price of some waiting.
 */
function ketenVan({ handelendePartij, feiten }: NieuwBericht, ontvangendePartij: string): string {
  return `${handelendePartij ?? ''}|${ontvangendePartij}|${feiten?.persoon ?? ''}`;
}
