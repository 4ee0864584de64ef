import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoutenBak } from './tafel-fout.ts';

/** A table file as read: its bytes (for the digest) and, when they can be trusted as text, the text. */
export interface TafelBestand {
  readonly bytes: Buffer;
  /** Without byte order mark, every line end as `\n`; absent when the file could not be read as text. */
  readonly tekst?: string;
}

/** What may not stand in a table: control and format characters (bidi, zero width), separators, the replacement mark. */
const VREEMD_TEKEN = /[\p{Cc}\p{Cf}\p{Co}\u2028\u2029\ufffd]/u;

/** A longer line is no table line; it would only cost time. */
const MAX_REGEL = 16_384;

/** More lines than any table needs. The parsers cost up to a kilobyte and 20 µs for a faulty line. */
const MAX_REGELS = 100_000;

/**
 * Reads one file of the tables and tells what is wrong with it as a file. Never throws for what the file system or the
 * contents do: that becomes a fault.
 * @param maxBytes largest size that is read.
 */
export async function leesBestand(
  { map, bestand, maxBytes }: { readonly map: string; readonly bestand: string; readonly maxBytes: number },
  fouten: FoutenBak,
): Promise<TafelBestand> {
  const meld = (lijn: number, ...fout: Fout): void => fouten.meld({ bestand, lijn }, ...fout);
  let bytes: Buffer;
  try {
    const gelezen = await leesBytes(join(map, bestand), maxBytes);
    if (!Buffer.isBuffer(gelezen)) {
      meld(0, ...gelezen);
      return { bytes: Buffer.alloc(0) };
    }
    bytes = gelezen;
  } catch (oorzaak) {
    meld(0, ...systeemFout(oorzaak));
    return { bytes: Buffer.alloc(0) };
  }
  const tekst = naarTekst(bytes, meld);
  if (tekst === undefined) return { bytes };
  return keurRegels(tekst, meld) ? { bytes, tekst } : { bytes };
}

type Fout = [code: Parameters<FoutenBak['meld']>[1], uitleg: string];
type Meld = (lijn: number, ...fout: Fout) => void;

async function leesBytes(pad: string, maxBytes: number): Promise<Buffer | Fout> {
  // not blocking: a named pipe in the folder would otherwise hold the start for ever
  const bestand = await open(pad, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await bestand.stat()).isFile()) return ['BESTAND_ONLEESBAAR', 'Dit is geen gewoon bestand.'];
    const bytes = await leesTot(bestand, maxBytes + 1);
    if (bytes.length <= maxBytes) return bytes;
    return ['BESTAND_TE_GROOT', `Het bestand is groter dan ${maxBytes} bytes. Maak het kleiner.`];
  } finally {
    await bestand.close();
  }
}

/** Reads up to `max` bytes: the size may change while we read, so it is no guide. */
async function leesTot(bestand: FileHandle, max: number): Promise<Buffer> {
  const stukken: Buffer[] = [];
  let totaal = 0;
  while (totaal < max) {
    const stuk = Buffer.allocUnsafe(Math.min(65_536, max - totaal));
    const { bytesRead } = await bestand.read(stuk, 0, stuk.length);
    if (bytesRead === 0) break;
    stukken.push(stuk.subarray(0, bytesRead));
    totaal += bytesRead;
  }
  return Buffer.concat(stukken);
}

function systeemFout(oorzaak: unknown): Fout {
  const code = oorzaak instanceof Error && 'code' in oorzaak ? String(oorzaak.code) : 'onbekend';
  if (code === 'ENOENT')
    return ['BESTAND_ONTBREEKT', 'Het bestand staat niet in de map met tabellen. Zet het er neer.'];
  return ['BESTAND_ONLEESBAAR', `Het bestand kan niet worden gelezen (${code}). Controleer de rechten.`];
}

function naarTekst(bytes: Buffer, meld: Meld): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    meld(1, 'GEEN_UTF8', 'Het bestand is opgeslagen als UTF-16. Sla het op als UTF-8.');
    return undefined;
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    meld(
      lijnVan(bytes, nul),
      'NUL_BYTE',
      'Er staat een NUL-byte in de regel. Sla het bestand op als gewone tekst in UTF-8.',
    );
    return undefined;
  }
  if (!isUtf8(bytes)) {
    meld(ersteNietUtf8(bytes), 'GEEN_UTF8', 'De regel is geen UTF-8. Sla het bestand op als UTF-8.');
    return undefined;
  }
  // TextDecoder takes the byte order mark off
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n');
}

/** @returns the number of the line in which a byte stands; a lone CR ends a line too. */
function lijnVan(bytes: Buffer, tot: number): number {
  return bytes
    .subarray(0, tot)
    .toString('latin1')
    .split(/\r\n?|\n/).length;
}

function ersteNietUtf8(bytes: Buffer): number {
  let begin = 0;
  for (;;) {
    const eind = bytes.indexOf(10, begin);
    if (!isUtf8(bytes.subarray(begin, eind < 0 ? bytes.length : eind))) return lijnVan(bytes, begin);
    if (eind < 0) return 1;
    begin = eind + 1;
  }
}

/** @returns false when the text had better not be parsed at all. */
function keurRegels(tekst: string, meld: Meld): boolean {
  const regels = tekst.split('\n');
  if (regels.length > MAX_REGELS) {
    meld(0, 'TE_VEEL', `Het bestand heeft meer dan ${MAX_REGELS} regels. Maak het kleiner.`);
    return false;
  }
  let leesbaar = true;
  for (const [index, regel] of regels.entries()) {
    if (regel.length > MAX_REGEL) {
      meld(index + 1, 'VORM', `De regel is langer dan ${MAX_REGEL} tekens. Splits de regel.`);
      leesbaar = false;
    } else if (VREEMD_TEKEN.test(regel.replaceAll('\t', ' '))) {
      meld(index + 1, 'TEKEN', 'Er staat een onzichtbaar teken of een stuurteken in de regel. Typ de regel opnieuw.');
    }
  }
  return leesbaar;
}
