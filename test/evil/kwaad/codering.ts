/** @returns the text in UTF-16, big-endian or little-endian, without byte order mark. */
export function utf16(tekst: string, volgorde: 'le' | 'be'): Buffer {
  const le = Buffer.from(tekst, 'utf16le');
  return volgorde === 'le' ? le : le.swap16();
}

/** @returns the text in UTF-32, big-endian, without byte order mark. */
export function utf32(tekst: string): Buffer {
  const punten = Array.from(tekst, (teken) => teken.codePointAt(0) ?? 0);
  const uit = Buffer.alloc(punten.length * 4);
  for (const [i, punt] of punten.entries()) uit.writeUInt32BE(punt, i * 4);
  return uit;
}

const TEKENS: readonly (readonly [string, number])[] = [
  ['abcdefghi', 0x81],
  ['jklmnopqr', 0x91],
  ['stuvwxyz', 0xa2],
  ['ABCDEFGHI', 0xc1],
  ['JKLMNOPQR', 0xd1],
  ['STUVWXYZ', 0xe2],
  ['0123456789', 0xf0],
  [':#@\'="', 0x7a],
  ['.<(+', 0x4b],
  [',%_>?', 0x6b],
  ['-/', 0x60],
  [' ', 0x40],
  ['&', 0x50],
  ['!', 0x5a],
  [';', 0x5e],
  ['\n', 0x25],
];

/** @returns the text in EBCDIC (code page 037); letters outside ASCII become a space. */
export function ebcdic(tekst: string): Buffer {
  const kaart = new Map(
    TEKENS.flatMap(([reeks, begin]) => Array.from(reeks, (teken, i) => [teken, begin + i] as const)),
  );
  return Buffer.from(Array.from(tekst, (teken) => kaart.get(teken) ?? 0x40));
}

/** @returns the text with one marked place (`¤`) replaced by raw bytes. */
export function metBytes(tekst: string, ruw: readonly number[]): Buffer {
  const [voor = '', na = ''] = tekst.split('¤');
  return Buffer.concat([Buffer.from(voor), Buffer.from(ruw), Buffer.from(na)]);
}
