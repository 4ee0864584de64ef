import type { WieIsAanZet } from '../../bericht/bevinding.ts';

/** Own codes of the XSD layer, with a short title for the list of codes and who mends it. */
export const XSD_CODES = {
  XSD01: { titel: 'Onbekend bericht', wieIsAanZet: 'leverancier' },
  XSD02: { titel: 'Andere release', wieIsAanZet: 'leverancier' },
  XSD03: { titel: 'Element ontbreekt', wieIsAanZet: 'leverancier' },
  XSD04: { titel: 'Element hoort hier niet', wieIsAanZet: 'leverancier' },
  XSD05: { titel: 'Element staat op de verkeerde plaats', wieIsAanZet: 'leverancier' },
  XSD06: { titel: 'Element komt te vaak voor', wieIsAanZet: 'leverancier' },
  XSD07: { titel: 'Element in verkeerde namespace', wieIsAanZet: 'leverancier' },
  XSD08: { titel: 'Waarde niet in de lijst', wieIsAanZet: 'leverancier' },
  XSD09: { titel: 'Waarde heeft verkeerde vorm', wieIsAanZet: 'leverancier' },
  XSD10: { titel: 'Waarde te lang, te kort of leeg', wieIsAanZet: 'leverancier' },
  XSD11: { titel: 'Waarde van verkeerd type', wieIsAanZet: 'leverancier' },
  XSD12: { titel: 'Getal te groot of te klein', wieIsAanZet: 'leverancier' },
  XSD13: { titel: 'Vaste waarde klopt niet', wieIsAanZet: 'leverancier' },
  XSD14: { titel: 'Attribuut niet toegestaan', wieIsAanZet: 'leverancier' },
  XSD15: { titel: 'Elementen in een waarde', wieIsAanZet: 'leverancier' },
  XSD16: { titel: 'Tekst tussen elementen', wieIsAanZet: 'leverancier' },
  XSD17: { titel: 'Lege waarde met xsi:nil', wieIsAanZet: 'leverancier' },
  XML11: { titel: 'Ander type met xsi:type', wieIsAanZet: 'leverancier' },
  XML12: { titel: 'XInclude', wieIsAanZet: 'leverancier' },
  XSD90: { titel: 'Meer bevindingen dan getoond', wieIsAanZet: 'leverancier' },
  XSD99: { titel: 'Voldoet niet aan het schema', wieIsAanZet: 'leverancier' },
} as const satisfies Readonly<Record<string, { readonly titel: string; readonly wieIsAanZet: WieIsAanZet }>>;

/** A code of the XSD layer. */
export type XsdCode = keyof typeof XSD_CODES;
