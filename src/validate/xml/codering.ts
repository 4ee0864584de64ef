/** What the first bytes say of the encoding. */
export interface Codering {
  /** Place of the fault when the encoding is not strict UTF-8 of XML 1.0. */
  readonly fout?: number;
  readonly bom: 'geen' | 'enkel' | 'dubbel';
  /** Where the scan starts: behind byte order mark and declaration. */
  readonly begin: number;
  /** True when the XML declaration has not the form that the standard prescribes. */
  readonly gebroken: boolean;
}

/** A declaration is short; a longer one is none. */
const MAX_DECLARATIE = 1_024;

const DECLARATIE =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"([^"<&]*)"|'([^'<&]*)')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"<&]*)"|'([^'<&]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"[^"<&]*"|'[^'<&]*'))?[ \t\r\n]*\?>$/;

/**
 * Judges the encoding before a byte is taken for a letter: only strict UTF-8, only XML 1.0, and a declaration that says
 * nothing else. A document in UTF-16, UTF-32, EBCDIC or UTF-7 is refused here, whatever it would say once decoded.
 */
export function beoordeelCodering(bytes: Buffer, isUtf8: boolean): Codering {
  const fout = (plaats: number): Codering => ({ fout: plaats, bom: 'geen', begin: 0, gebroken: false });
  if (isVreemd(bytes)) return fout(0);
  if (!isUtf8) return fout(eersteOngeldige(bytes));
  const nul = bytes.indexOf(0);
  if (nul >= 0) return fout(nul);

  const isBom = (plaats: number): boolean =>
    bytes[plaats] === 0xef && bytes[plaats + 1] === 0xbb && bytes[plaats + 2] === 0xbf;
  const bom = !isBom(0) ? 'geen' : isBom(3) ? 'dubbel' : 'enkel';
  const begin = bom === 'geen' ? 0 : 3;
  if (bytes.toString('latin1', begin, begin + 5) !== '<?xml' || isNaamteken(bytes[begin + 5])) {
    return { bom, begin, gebroken: false };
  }
  const eind = bytes.indexOf('?>', begin, 'latin1');
  if (eind < 0 || eind - begin > MAX_DECLARATIE) return { bom, begin, gebroken: true };
  const delen = DECLARATIE.exec(bytes.toString('latin1', begin, eind + 2));
  if (delen === null) return { bom, begin, gebroken: true };
  const versie = delen[1] ?? delen[2];
  const codering = delen[3] ?? delen[4];
  if (versie !== '1.0' || (codering !== undefined && codering.toLowerCase() !== 'utf-8')) return fout(begin);
  return { bom, begin: eind + 2, gebroken: false };
}

/** `<?xml-stylesheet` is a processing instruction, no declaration. */
function isNaamteken(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0x20 && byte !== 0x3f;
}

/** UTF-16 and UTF-32 with or without byte order mark, and EBCDIC, by their first bytes. */
function isVreemd(bytes: Buffer): boolean {
  const [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  return (
    (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94)
  );
}

/** Place of the first byte that starts no well-formed sequence of UTF-8; only looked for when there is one. */
function eersteOngeldige(bytes: Buffer): number {
  let i = 0;
  while (i < bytes.length) {
    const lengte = reeksLengte(bytes, i);
    if (lengte === 0) return i;
    i += lengte;
  }
  return 0;
}

/** @see Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF */
function reeksLengte(bytes: Buffer, i: number): number {
  const eerste = bytes[i] ?? 0;
  if (eerste < 0x80) return 1;
  const vervolg = (plaats: number, van = 0x80, tot = 0xbf): boolean => {
    const byte = bytes[plaats];
    return byte !== undefined && byte >= van && byte <= tot;
  };
  if (eerste >= 0xc2 && eerste <= 0xdf) return vervolg(i + 1) ? 2 : 0;
  if (eerste >= 0xe0 && eerste <= 0xef) {
    const van = eerste === 0xe0 ? 0xa0 : 0x80;
    const tot = eerste === 0xed ? 0x9f : 0xbf;
    return vervolg(i + 1, van, tot) && vervolg(i + 2) ? 3 : 0;
  }
  if (eerste >= 0xf0 && eerste <= 0xf4) {
    const van = eerste === 0xf0 ? 0x90 : 0x80;
    const tot = eerste === 0xf4 ? 0x8f : 0xbf;
    return vervolg(i + 1, van, tot) && vervolg(i + 2) && vervolg(i + 3) ? 4 : 0;
  }
  return 0;
}
