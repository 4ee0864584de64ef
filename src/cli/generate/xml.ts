import { XMLBuilder } from 'fast-xml-parser';
import type { BerichtType } from '../../bericht/catalogus.ts';

/** A class of the standard: its elements by name, in schema order; an absent element is `undefined`. */
export interface Klasse {
  readonly [element: string]: string | Klasse | readonly (string | Klasse)[] | undefined;
}

/** A message as text, with the personal facts that stand in it. */
export interface GeschrevenBericht {
  readonly xml: string;
  /** Every different Achternaam and Voornamen, in document order. */
  readonly namen: readonly string[];
  /** Every different Bsn, in document order. */
  readonly bsns: readonly string[];
}

/** Elements whose type is a CDT of the basisschema: what is in them lives in the namespace of the basisschema. */
const MET_BASISTYPE: ReadonlySet<string> = new Set([
  'Adres',
  'BerichtIdentificatie',
  'Communicatie',
  'DeclaratieIdentificatie',
  'DeclaratiePeriode',
  'Geboortedatum',
  'IngediendBedrag',
  'Naam',
  'Omvang',
  'Periode',
  'Product',
  'ProductPeriode',
  'ProductReferentie',
  'Telefoon',
  'TotaalIngediendBedrag',
  'TotaalToegekendBedrag',
  'Verwijzer',
  'XsdVersie',
  'XsdVersieDeclaratie',
  'XsdVersieRetour',
]);

// The library serves: 25 µs for 1.3 kB, 47 µs for 4 kB, 0.45 s for 28 MB; it escapes the five characters, keeps element
// order, and leaves out `undefined`. It does not escape a carriage return or refuse control characters: our texts have none.
// eslint-disable-next-line @typescript-eslint/no-deprecated -- only its name is to move to a package that it contains
const builder = new XMLBuilder({ format: true, indentBy: '  ', ignoreAttributes: false, attributeNamePrefix: '@' });

/**
 * Writes a message with the prefixes that are usual in the sector (`wmo305:`, and `iwmo:` or `ijw:` for what the
 * basisschema declares).
 * @param bericht the classes under the root, Header first
 */
export function schrijfBericht(type: BerichtType, bericht: Klasse): GeschrevenBericht {
  const prefix = type.soort.toLowerCase();
  const namen = new Set<string>();
  const bsns = new Set<string>();

  function metPrefix(klasse: Klasse, eigen: string): Record<string, unknown> {
    const uit: Record<string, unknown> = {};
    for (const [naam, waarde] of Object.entries(klasse)) {
      if (waarde === undefined) continue;
      if (naam === 'Bsn') bsns.add(waarde as string);
      if (naam === 'Achternaam' || naam === 'Voornamen') namen.add(waarde as string);
      const volgend = MET_BASISTYPE.has(naam) ? type.standaard : eigen;
      const een = (deel: string | Klasse): unknown => (typeof deel === 'string' ? deel : metPrefix(deel, volgend));
      uit[`${eigen}:${naam}`] = isLijst(waarde) ? waarde.map(een) : een(waarde);
    }
    return uit;
  }

  const xml = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [`${prefix}:Bericht`]: {
      [`@xmlns:${type.standaard}`]: type.basisNamespace,
      [`@xmlns:${prefix}`]: type.namespace,
      ...metPrefix(bericht, prefix),
    },
  });
  return { xml, namen: [...namen], bsns: [...bsns] };
}

/** `Array.isArray` does not narrow a readonly list. */
function isLijst(waarde: string | Klasse | readonly (string | Klasse)[]): waarde is readonly (string | Klasse)[] {
  return Array.isArray(waarde);
}
