/** One header line: name and value. */
export type KopRegel = readonly [naam: string, waarde: string];

/** The header lines of one message, read once. Bytes are kept as latin1 characters, as Node hands them over. */
export interface Koppen {
  /**
   * Value per lower-case name: spaces and tabs around each line removed, lines of one name joined with `, ` in order.
   * @see draft-cavage-http-signatures-10 §2.3 and RFC 9421 §2.1, which agree on this
   */
  readonly waarden: ReadonlyMap<string, string>;
  /** Lower-case names that stand on more than one line. */
  readonly herhaald: ReadonlySet<string>;
}

const GEEN: ReadonlySet<string> = new Set();

/**
 * Reads header lines as Node's `rawHeaders` has them (name, value, name, value …). `req.headers` will not do: it drops
 * the second line of `Host` and `Content-Type` without a word.
 */
export function leesKoppen(rawHeaders: readonly string[]): Koppen {
  const waarden = new Map<string, string>();
  let herhaald: Set<string> | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const naam = (rawHeaders[i] ?? '').toLowerCase();
    const waarde = trimOws(rawHeaders[i + 1] ?? '');
    const eerder = waarden.get(naam);
    if (eerder === undefined) waarden.set(naam, waarde);
    else {
      waarden.set(naam, `${eerder}, ${waarde}`);
      (herhaald ??= new Set()).add(naam);
    }
  }
  return { waarden, herhaald: herhaald ?? GEEN };
}

/** @returns the same lines as a list of names and values, as {@link leesKoppen} takes it. */
export function naarRawHeaders(regels: readonly KopRegel[]): string[] {
  return regels.flatMap(([naam, waarde]) => [naam, waarde]);
}

/** @returns the text without the spaces and tabs (OWS, RFC 9110 §5.6.3) around it; other white space stays. */
export function trimOws(tekst: string): string {
  let begin = 0;
  let eind = tekst.length;
  while (begin < eind && isOws(tekst.charCodeAt(begin))) begin += 1;
  while (eind > begin && isOws(tekst.charCodeAt(eind - 1))) eind -= 1;
  return begin === 0 && eind === tekst.length ? tekst : tekst.slice(begin, eind);
}

function isOws(teken: number): boolean {
  return teken === 0x20 || teken === 0x09;
}

const TOKEN = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** Tells whether a text is a header name in lower case (`token` of RFC 9110 §5.6.2 without capitals). */
export function isKleineKopnaam(tekst: string): boolean {
  return TOKEN.test(tekst);
}
