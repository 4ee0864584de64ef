/**
 * A small strict DER reader: certificates and CRLs hold facts (key usage bits, criticality, raw names) that
 * `node:crypto` does not expose. Reads only; signatures are judged by `node:crypto` over the bytes found here.
 * @see ITU-T X.690
 */

/** One DER value. The buffers are views on the input. */
export interface DerElement {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  /** The content octets. */
  readonly inhoud: Buffer;
  /** Identifier, length and content together. */
  readonly geheel: Buffer;
}

/** Identifier octets that certificates and CRLs use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The bytes are no DER, or not what stands at this place. Holds no bytes of the input. */
export class DerOnleesbaar extends Error {
  override readonly name = 'DerOnleesbaar';
}

/**
 * Reads all values that stand one after another.
 * @throws DerOnleesbaar on a cut value, an indefinite or needlessly long length, or a tag number above 30.
 */
export function leesElementen(bytes: Buffer): readonly DerElement[] {
  const elementen: DerElement[] = [];
  for (let plaats = 0; plaats < bytes.length;) {
    const element = leesEen(bytes, plaats);
    elementen.push(element);
    plaats += element.geheel.length;
  }
  return elementen;
}

/** Reads the values inside one constructed value. @throws DerOnleesbaar when the tag is another, or the bytes are bad. */
export function leesInhoud(element: DerElement | undefined, tag: number): readonly DerElement[] {
  return leesElementen(verwacht(element, tag).inhoud);
}

/** Reads exactly one value that fills the bytes. @throws DerOnleesbaar when there is more or less. */
export function leesEnige(bytes: Buffer, tag: number): DerElement {
  const element = leesEen(bytes, 0);
  if (element.geheel.length !== bytes.length) throw new DerOnleesbaar('bytes after the value');
  return verwacht(element, tag);
}

/** @returns the value when it carries the tag. @throws DerOnleesbaar otherwise. */
export function verwacht(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new DerOnleesbaar('unexpected tag');
  return element;
}

/** @returns an object identifier in dotted form. @throws DerOnleesbaar when it is none. */
export function leesOid(element: DerElement | undefined): string {
  const { inhoud } = verwacht(element, TAG.oid);
  const getallen: number[] = [];
  let getal = 0;
  for (const byte of inhoud) {
    getal = getal * 128 + (byte & 0x7f);
    if (getal > 0xffff_ffff) throw new DerOnleesbaar('object identifier too large');
    if (byte < 0x80) {
      getallen.push(getal);
      getal = 0;
    }
  }
  const eerste = getallen.shift();
  if (eerste === undefined || (inhoud.at(-1) ?? 0x80) >= 0x80) throw new DerOnleesbaar('object identifier cut off');
  const boog = Math.min(Math.floor(eerste / 40), 2);
  return [boog, eerste - boog * 40, ...getallen].join('.');
}

/** @returns a positive integer as lower-case hex without leading zeros. @throws DerOnleesbaar when it is none. */
export function leesHex(element: DerElement | undefined): string {
  const { inhoud } = verwacht(element, TAG.integer);
  if (inhoud.length === 0) throw new DerOnleesbaar('empty integer');
  return inhoud.toString('hex').replace(/^0+(?=.)/, '');
}

/** @returns a moment in milliseconds. @throws DerOnleesbaar unless it is UTCTime or GeneralizedTime in whole seconds, UTC. */
export function leesTijd(element: DerElement | undefined): number {
  const tekst = element?.inhoud.toString('latin1') ?? '';
  const utc = element?.tag === TAG.utcTime;
  const match = (utc ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(
    tekst,
  );
  if (match === null || (!utc && element?.tag !== TAG.generalizedTime)) throw new DerOnleesbaar('no time');
  const [jaar, maand, dag, uur, minuut, seconde] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // RFC 5280 §4.1.2.5.1: two digits from 50 on belong to the former century
  const volJaar = utc ? jaar + (jaar < 50 ? 2000 : 1900) : jaar;
  const moment = Date.UTC(volJaar, maand - 1, dag, uur, minuut, seconde);
  if (Number.isNaN(moment)) throw new DerOnleesbaar('no time');
  return moment;
}

function leesEen(bytes: Buffer, begin: number): DerElement {
  const tag = bytes[begin];
  const eerste = bytes[begin + 1];
  if (tag === undefined || eerste === undefined || (tag & 0x1f) === 0x1f) throw new DerOnleesbaar('no value');
  let plaats = begin + 2;
  let lengte = eerste;
  if (eerste >= 0x80) {
    const octetten = eerste & 0x7f;
    if (octetten === 0 || octetten > 4 || plaats + octetten > bytes.length) throw new DerOnleesbaar('bad length');
    lengte = bytes.readUIntBE(plaats, octetten);
    if (lengte < 0x80 || bytes[plaats] === 0) throw new DerOnleesbaar('length not minimal');
    plaats += octetten;
  }
  if (plaats + lengte > bytes.length) throw new DerOnleesbaar('value cut off');
  return { tag, inhoud: bytes.subarray(plaats, plaats + lengte), geheel: bytes.subarray(begin, plaats + lengte) };
}
