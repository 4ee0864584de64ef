/** What a code of the XML layer says, in Dutch, for the person who has to mend it. */
export interface XmlCodeGegevens {
  readonly uitleg: string;
  readonly verwacht: string;
}

/** The codes of the guard and of the parse. XML08 is the parser's own: not well-formed. */
export const XML_CODES = {
  XML01: {
    uitleg: 'Het bericht bevat een DOCTYPE of een entiteitsdeclaratie. Die is niet toegestaan.',
    verwacht: 'een bericht zonder DOCTYPE',
  },
  XML02: {
    uitleg:
      'Het bericht is niet in UTF-8 gecodeerd, bevat een NUL-byte, is geen XML 1.0, of noemt in de XML-declaratie een andere codering.',
    verwacht: 'XML 1.0 in UTF-8, met encoding="UTF-8" of zonder encoding in de XML-declaratie',
  },
  XML03: {
    uitleg: 'Het bericht begint met een byte order mark (BOM).',
    verwacht: 'UTF-8 zonder BOM: het eerste teken is <',
  },
  XML04: {
    uitleg: 'De elementen van het bericht zijn te diep genest.',
    verwacht: 'ten hoogste 64 niveaus',
  },
  XML05: {
    uitleg: 'Een element heeft te veel attributen en namespacedeclaraties.',
    verwacht: 'ten hoogste 64 per element',
  },
  XML06: {
    uitleg: 'Een tekst, een naam of de waarde van een attribuut is te lang.',
    verwacht:
      'een tekst van ten hoogste 65536 bytes, een naam van ten hoogste 256 en een attribuutwaarde van ten hoogste 8192',
  },
  XML07: {
    uitleg: 'Het bericht bevat een verwerkingsinstructie, of commentaar binnen de waarde van een element.',
    verwacht: 'geen verwerkingsinstructies, en commentaar alleen tussen elementen',
  },
  XML09: {
    uitleg: 'Het bericht heeft te veel elementen.',
    verwacht: 'ten hoogste 1000000 elementen',
  },
  XML10: {
    uitleg: 'Het bericht noemt een schemalocatie. Het knooppunt gebruikt die niet.',
    verwacht: 'geen schemaLocation',
  },
  XML14: {
    uitleg:
      'Een kenmerk bevat een stuurteken of een onzichtbaar teken. Dat kan elders anders worden getoond of gelezen.',
    verwacht: 'een kenmerk van zichtbare tekens',
  },
} as const satisfies Readonly<Record<string, XmlCodeGegevens>>;

/** A code of the guard. */
export type XmlCode = keyof typeof XML_CODES;

/** How each is mended, in Dutch; XML08 and XML13 are the parser's own. */
export const XML_OPLOSSINGEN: Readonly<Record<XmlCode | 'XML08' | 'XML13', string>> = {
  XML01: 'Haal de DOCTYPE en alle entiteitsdeclaraties weg. Schrijf de tekst zelf waar een entiteit stond.',
  XML02: 'Sla het bericht op als XML 1.0 in UTF-8, met encoding="UTF-8" of zonder encoding in de XML-declaratie.',
  XML03: 'Sla het bericht op als UTF-8 zonder BOM: het eerste teken is <.',
  XML04: 'Gebruik ten hoogste 64 niveaus. De standaard heeft er veel minder nodig.',
  XML05: 'Gebruik ten hoogste 64 attributen en namespaces per element.',
  XML06:
    'Maak de tekst of de naam korter: een tekst tot 65536 bytes, een naam tot 256, de waarde van een attribuut tot 8192.',
  XML07: 'Haal verwerkingsinstructies weg, en commentaar dat binnen een waarde staat.',
  XML08: 'Herstel de XML op de regel die de bevinding noemt.',
  XML09: 'Verdeel de inhoud over meer berichten: ten hoogste 1000000 elementen per bericht.',
  XML10: 'Haal xsi:schemaLocation weg.',
  XML13: 'Gebruik alleen `&lt;` `&gt;` `&amp;` `&apos;` `&quot;` en verwijzingen naar tekens.',
  XML14: 'Haal het onzichtbare teken uit het kenmerk dat de bevinding noemt.',
};
