import type { WieIsAanZet } from '../../bericht/bevinding.ts';

/** Own codes of the XSD layer, with a short title for the list of codes, who mends it and how. */
export const XSD_CODES = {
  XSD01: {
    titel: 'Onbekend bericht',
    wieIsAanZet: 'leverancier',
    oplossing: 'Gebruik precies het hoofdelement en de namespace van de standaard.',
  },
  XSD02: {
    titel: 'Andere release',
    wieIsAanZet: 'leverancier',
    oplossing: 'Maak het bericht in een release die dit knooppunt kent.',
  },
  XSD03: {
    titel: 'Element ontbreekt',
    wieIsAanZet: 'leverancier',
    oplossing: 'Voeg het element toe op de plaats die de bevinding noemt.',
  },
  XSD04: {
    titel: 'Element hoort hier niet',
    wieIsAanZet: 'leverancier',
    oplossing: 'Haal het element weg, of gebruik het element dat de bevinding noemt.',
  },
  XSD05: {
    titel: 'Element staat op de verkeerde plaats',
    wieIsAanZet: 'leverancier',
    oplossing: 'Zet de elementen in de volgorde van het schema.',
  },
  XSD06: {
    titel: 'Element komt te vaak voor',
    wieIsAanZet: 'leverancier',
    oplossing: 'Gebruik het element niet vaker dan de bevinding noemt.',
  },
  XSD07: {
    titel: 'Element in verkeerde namespace',
    wieIsAanZet: 'leverancier',
    oplossing: 'Zet het element in de namespace die de bevinding noemt.',
  },
  XSD08: {
    titel: 'Waarde niet in de lijst',
    wieIsAanZet: 'leverancier',
    oplossing: 'Kies een waarde uit de codelijst van de standaard.',
  },
  XSD09: {
    titel: 'Waarde heeft verkeerde vorm',
    wieIsAanZet: 'leverancier',
    oplossing: 'Schrijf de waarde in de vorm die de bevinding noemt.',
  },
  XSD10: {
    titel: 'Waarde te lang, te kort of leeg',
    wieIsAanZet: 'leverancier',
    oplossing: 'Maak de waarde korter of langer. Laat een leeg element weg als dat mag.',
  },
  XSD11: {
    titel: 'Waarde van verkeerd type',
    wieIsAanZet: 'leverancier',
    oplossing: 'Schrijf een waarde van het type dat de bevinding noemt.',
  },
  XSD12: {
    titel: 'Getal te groot of te klein',
    wieIsAanZet: 'leverancier',
    oplossing: 'Gebruik een getal binnen de genoemde grenzen.',
  },
  XSD13: {
    titel: 'Vaste waarde klopt niet',
    wieIsAanZet: 'leverancier',
    oplossing: 'Schrijf de vaste waarde die het schema voor dit bericht noemt.',
  },
  XSD14: {
    titel: 'Attribuut niet toegestaan',
    wieIsAanZet: 'leverancier',
    oplossing: 'Haal het attribuut weg.',
  },
  XSD15: {
    titel: 'Elementen in een waarde',
    wieIsAanZet: 'leverancier',
    oplossing: 'Zet in dit element alleen een waarde, zonder elementen erin.',
  },
  XSD16: {
    titel: 'Tekst tussen elementen',
    wieIsAanZet: 'leverancier',
    oplossing: 'Haal de tekst tussen de elementen weg.',
  },
  XSD17: {
    titel: 'Element leeg gemaakt met xsi:nil',
    wieIsAanZet: 'leverancier',
    oplossing: 'Laat xsi:nil weg en vul een waarde in, of laat het element weg.',
  },
  XML11: {
    titel: 'Ander type gekozen met xsi:type',
    wieIsAanZet: 'leverancier',
    oplossing: 'Laat xsi:type weg.',
  },
  XML12: {
    titel: 'Inhoud van elders met XInclude',
    wieIsAanZet: 'leverancier',
    oplossing: 'Laat XInclude weg en zet de inhoud in het bericht zelf.',
  },
  XSD90: {
    titel: 'Meer bevindingen dan getoond',
    wieIsAanZet: 'leverancier',
    oplossing: 'Herstel eerst de getoonde bevindingen en controleer het bericht dan opnieuw.',
  },
  XSD99: {
    titel: 'Voldoet niet aan het schema',
    wieIsAanZet: 'leverancier',
    oplossing: 'Vergelijk het bericht met het schema op de plaats die de bevinding noemt.',
  },
} as const satisfies Readonly<
  Record<string, { readonly titel: string; readonly wieIsAanZet: WieIsAanZet; readonly oplossing: string }>
>;

/** A code of the XSD layer. */
export type XsdCode = keyof typeof XSD_CODES;
