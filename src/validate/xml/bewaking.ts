import { isUtf8 } from 'node:buffer';
import type { Bevinding } from '../../bericht/bevinding.ts';
import { beoordeelCodering } from './codering.ts';
import { XML_CODES } from './codes.ts';
import type { XmlCode } from './codes.ts';
import { XML_GRENZEN } from './grenzen.ts';
import { createLijnteller } from './lijnen.ts';
import { doorloop } from './doorloop.ts';

/** What the guard saw. */
export interface Bewaking {
  readonly bevindingen: readonly Bevinding[];
  /** True when the scan met something that is no XML: the parser must say what, and may not accept it. */
  readonly gebroken: boolean;
}

/** More findings than this say nothing new; the scan stops. */
const MAX_BEVINDINGEN = 50;

/**
 * Looks at the raw bytes before any parser does: encoding, DOCTYPE, processing instructions, comments inside values,
 * depth, lengths and counts. One pass, constant memory; the content of text, comments and CDATA is never taken for
 * markup. Judges no well-formedness: where the bytes are no XML it stops and says so (`gebroken`).
 * @param bomBeleid what a single UTF-8 byte order mark means; a second one is always refused.
 */
export function bewaak(inhoud: Uint8Array, bomBeleid: 'weigeren' | 'melden'): Bewaking {
  const bytes = Buffer.from(inhoud.buffer, inhoud.byteOffset, inhoud.byteLength);
  const lijn = createLijnteller(bytes);
  const bevindingen: Bevinding[] = [];
  const meld = (code: XmlCode, plaats: number, ernst: Bevinding['ernst'] = 'weigeren'): boolean => {
    const { uitleg, verwacht } = XML_CODES[code];
    bevindingen.push({ laag: 'xml', code, lijn: lijn(plaats), uitleg, verwacht, wieIsAanZet: 'leverancier', ernst });
    return bevindingen.length < MAX_BEVINDINGEN;
  };

  const codering = beoordeelCodering(bytes, isUtf8(bytes));
  if (codering.fout !== undefined) {
    meld('XML02', codering.fout);
    return { bevindingen, gebroken: false };
  }
  if (codering.bom !== 'geen') meld('XML03', 0, codering.bom === 'enkel' ? bomBeleid : 'weigeren');
  if (codering.bom === 'dubbel') return { bevindingen, gebroken: false };
  const gebroken = codering.gebroken || doorloop(bytes, codering.begin, XML_GRENZEN, meld) === 'gebroken';
  return { bevindingen, gebroken };
}
