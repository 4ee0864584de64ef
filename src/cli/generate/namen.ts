/**
 * Invented names and places. They are long and unusual on purpose: a test can search all output of the hub for them
 * without meeting an ordinary word.
 */
export const VOORNAMEN_VROUW = [
  'Annelotte',
  'Brechtje',
  'Cathelijne',
  'Dieuwertje',
  'Evelijne',
  'Floortje',
  'Geertruida',
  'Hadewych',
  'Ilonka',
  'Josefien',
  'Katelijne',
  'Liesbeth',
  'Madelief',
  'Noëlle',
  'Oktavia',
  'Pleuntje',
  'Roosmarijn',
  'Sjoukje',
  'Trijntje',
  'Ursulien',
  'Veronique',
  'Wietske',
  'Yasmina',
  'Zwaantje',
  'Soraya',
  'Fatiha',
  'Chaïma',
  'Renée',
] as const;

export const VOORNAMEN_MAN = [
  'Adriaan',
  'Bastiaan',
  'Cornelis',
  'Diederik',
  'Everhard',
  'Ferdinand',
  'Gijsbert',
  'Hubrecht',
  'IJsbrand',
  'Jelmer',
  'Koenraad',
  'Lodewijk',
  'Meindert',
  'Nicolaas',
  'Olivier',
  'Philibert',
  'Quirijn',
  'Reinout',
  'Sjoerd',
  'Thijmen',
  'Ubbo-Jan',
  'Valentijn',
  'Wolfert',
  'Xanderik',
  'Yannick',
  'Zegert',
  'Soufiane',
  'Emrehan',
  'Daniël',
] as const;

export const ACHTERNAAM_BEGIN = [
  'Adder',
  'Bramen',
  'Distel',
  'Elzen',
  'Ganzen',
  'Hazel',
  'Iepen',
  'Kersen',
  'Kievit',
  'Kraaien',
  'Linden',
  'Mispel',
  'Olmen',
  'Popel',
  'Reiger',
  'Rietgors',
  'Sleedoorn',
  'Specht',
  'Tarwe',
  'Vlier',
  'Wilgen',
  'Wulpen',
  'Zilverden',
  'Zwaluw',
] as const;

export const ACHTERNAAM_EIND = [
  'horst',
  'kamp',
  'voorde',
  'stein',
  'veld',
  'waard',
  'brink',
  'lande',
  'hoeve',
  'zoom',
  'gaarde',
  'heuvel',
  'akker',
  'poort',
  'schans',
  'wijck',
  'beemd',
  'donk',
] as const;

export const VOORVOEGSELS = ['van', 'van de', 'van der', 'de', 'ter', "van 't", "in 't", 'ten'] as const;

export const STRAAT_BEGIN = [
  'Kastanje',
  'Molen',
  'Kerk',
  'Dorps',
  'Stations',
  'Beuken',
  'Tulpen',
  'Haven',
  'Zonne',
  'Merel',
  'Koningin',
  'Veen',
] as const;

export const STRAAT_EIND = ['laan', 'straat', 'weg', 'plein', 'dreef', 'hof', 'kade', 'pad'] as const;

export const PLAATSEN = [
  'Waterveen',
  'Eikenhaven',
  'Noorderdam',
  'Zandloo',
  'Oudebrug aan de Lee',
  'Westermeer',
  'Hogewoud',
  "'s-Heerenvoort",
] as const;

export const TALEN = ['Arabisch', 'Turks', 'Oekraïens', 'Tigrinya', 'Pools'] as const;

export const ORGANISATIES = ['Zorgboerderij De Hooiberg', 'Praktijk Noord & Zuid', 'Wijkteam Westermeer'] as const;

/** Remarks without a name in them, with what XML must escape and with more than one line. */
export const COMMENTAREN = [
  'Graag eerst telefonisch contact.',
  'Cliënt & naasten zijn op de hoogte van de inzet.',
  'Inzet < 3 dagdelen per week in de eerste maand.\nDaarna volgens plan.',
  'Afgestemd met het wijkteam; zie "ondersteuningsplan".',
  'Voortzetting van eerdere inzet.',
] as const;
