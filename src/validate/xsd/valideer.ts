import type { Bevinding } from '../../bericht/bevinding.ts';
import { openBoom } from '../xml/boom.ts';
import type { Adres, Libxml2 } from '../xml/libxml2.ts';
import { lijnenVanElementen } from '../xml/lijnen.ts';
import { XSD_CODES } from './codes.ts';
import { onderzoek } from './onderzoek.ts';
import type { BerichtSchema } from './schemas.ts';

/** More findings than this help nobody; the last one says that there are more. */
export const MAX_XSD_BEVINDINGEN = 500;

/** One place may give several faults of libxml2. */
const MAX_FOUTEN = 4 * MAX_XSD_BEVINDINGEN;

/**
 * Holds a parsed message against its schema. The verdict is libxml2's; the words, paths and lines are ours.
 * @returns all findings of the layer in document order, at most {@link MAX_XSD_BEVINDINGEN}; empty = valid.
 */
export function valideerXsd(
  libxml2: Libxml2,
  schema: BerichtSchema,
  bericht: { readonly document: Adres; readonly inhoud: Uint8Array },
): readonly Bevinding[] {
  const { geldig, fouten } = libxml2.valideer(schema.schema, bericht.document, MAX_FOUTEN);
  if (geldig) return [];
  // opened anew: the memory may have grown
  const boom = openBoom(libxml2, bericht.document);
  const { vondsten: gevonden, volledig } = onderzoek(boom, schema, fouten, MAX_XSD_BEVINDINGEN + 1);
  const vondsten = gevonden.slice(0, MAX_XSD_BEVINDINGEN);
  const elementen = [...new Set(vondsten.map(({ element }) => element))].sort((a, b) => a - b);
  const lijnen = lijnenVanElementen(bericht.inhoud, elementen);
  const lijnVan = new Map(elementen.map((element, i) => [element, lijnen[i]]));
  const bevindingen = vondsten.map(({ code, pad, element, uitleg, verwacht }): Bevinding => {
    const lijn = lijnVan.get(element);
    return {
      laag: 'xsd',
      code,
      pad,
      ...(lijn === undefined ? {} : { lijn }),
      uitleg,
      ...(verwacht === undefined ? {} : { verwacht }),
      wieIsAanZet: XSD_CODES[code].wieIsAanZet,
      ernst: 'weigeren',
    };
  });
  return volledig && gevonden.length <= MAX_XSD_BEVINDINGEN ? bevindingen : [...bevindingen, MEER];
}

const MEER: Bevinding = {
  laag: 'xsd',
  code: 'XSD90',
  uitleg: 'Het bericht heeft meer fouten dan dit rapport noemt. Herstel deze eerst en controleer het opnieuw.',
  wieIsAanZet: XSD_CODES.XSD90.wieIsAanZet,
  ernst: 'melden',
};
