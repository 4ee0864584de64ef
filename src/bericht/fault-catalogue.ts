import type { WieIsAanZet } from './bevinding.ts';

/**
 * The one catalogue of faults: every code that the hub answers with, its HTTP status, what it means, the cure, and who
 * acts. `docs/errors.md` and the OpenAPI document are made from it.
 */
export interface FoutGegevens {
  /** HTTP status of an answer with this code. */
  readonly http: number;
  /** Short title, in Dutch: `title` of the problem+json. */
  readonly titel: string;
  /** What it means and how it is mended, in Dutch: `detail` where no better one is known. */
  readonly uitleg: string;
  readonly wieIsAanZet: WieIsAanZet;
}

type Rij = readonly [http: number, wie: WieIsAanZet, titel: string, uitleg: string];

const RIJEN = {
  // the signature: JAdES and RFC 9421
  HND01: [
    401,
    'leverancier',
    'Geen handtekening',
    'Het verzoek heeft geen handtekening. Onderteken het verzoek met Message-Signature (JAdES) of met Signature en Signature-Input (RFC 9421).',
  ],
  HND02: [
    400,
    'leverancier',
    'Handtekening onleesbaar',
    'De header met de handtekening heeft niet de vereiste vorm of is te groot, zodat het knooppunt hem niet kan lezen.',
  ],
  HND03: [
    400,
    'leverancier',
    'Label ontbreekt',
    'Signature en Signature-Input noemen niet hetzelfde label. Gebruik in beide headers hetzelfde label.',
  ],
  HND04: [
    401,
    'leverancier',
    'Geen handtekening voor dit knooppunt',
    'Geen van de handtekeningen draagt de tag van dit knooppunt. Onderteken met tag "knooppunt-v1".',
  ],
  HND05: [
    400,
    'leverancier',
    'Meer dan een handtekening',
    'Er staat meer dan een handtekening voor dit knooppunt in het verzoek. Stuur er precies een.',
  ],
  HND06: [
    400,
    'leverancier',
    'Gegevens van de handtekening onjuist',
    'Een verplicht gegeven van de handtekening ontbreekt, is onjuist of spreekt een ander gegeven tegen.',
  ],
  HND07: [
    401,
    'leverancier',
    'Handtekening buiten de tijd',
    'Het tijdstip van de handtekening ligt te ver van de tijd van het knooppunt (300 seconden terug, 60 seconden vooruit). Zet de klok gelijk en onderteken opnieuw.',
  ],
  HND08: [
    401,
    'leverancier',
    'Verplicht onderdeel niet ondertekend',
    'De handtekening dekt een verplicht onderdeel van het verzoek niet; een verandering daarvan zou niet opvallen.',
  ],
  HND09: [
    401,
    'leverancier',
    'Sturende header niet ondertekend',
    'Traceer-Id of Conversatie-Id staat in het verzoek, maar niet onder de handtekening.',
  ],
  HND10: [
    400,
    'leverancier',
    'Ondertekend onderdeel onbruikbaar',
    'Een ondertekend onderdeel is onbekend, ontbreekt in het verzoek of komt er dubbel in voor.',
  ],
  HND11: [
    401,
    'leverancier',
    'Certificaat onbekend',
    'Het certificaat van de handtekening is niet bij dit knooppunt aangemeld. Meld het certificaat aan bij de beheerder.',
  ],
  HND12: [
    401,
    'leverancier',
    'Certificaat niet geldig',
    'Het certificaat is verlopen, nog niet geldig, ingetrokken of niet uitgegeven door een vertrouwde uitgever.',
  ],
  HND13: [
    503,
    'hubbeheer',
    'Intrekking niet vast te stellen',
    'Het knooppunt kan nu niet nagaan of het certificaat is ingetrokken. Probeer het later opnieuw.',
  ],
  HND14: [
    401,
    'leverancier',
    'Algoritme niet toegestaan',
    'Het algoritme van de handtekening is niet toegestaan of past niet bij de sleutel van het certificaat, of die sleutel is te kort.',
  ],
  HND15: [
    401,
    'leverancier',
    'Handtekening klopt niet',
    'De handtekening past niet bij het verzoek. Vraag met POST /v1/controles/handtekening op wat het knooppunt ondertekend verwacht.',
  ],
  HND16: [
    401,
    'leverancier',
    'Verzoek al eerder gezien',
    'Precies dit ondertekende verzoek is al ontvangen. Onderteken een herhaling opnieuw, met een nieuwe nonce of jti.',
  ],
  HND17: [400, 'leverancier', 'Digest ontbreekt', 'De header Digest (JAdES) of Content-Digest (RFC 9421) ontbreekt.'],
  HND18: [
    400,
    'leverancier',
    'Digest onjuist van vorm',
    'De digest heeft niet de vereiste vorm, of noemt alleen onveilige algoritmen. Gebruik SHA-256 of SHA-512.',
  ],
  HND19: [
    400,
    'leverancier',
    'Digest past niet bij de inhoud',
    'De digest hoort bij een andere inhoud dan die is ontvangen: de inhoud is na het berekenen of onderweg veranderd.',
  ],
  HND20: [
    421,
    'leverancier',
    'Host is niet van dit knooppunt',
    'Het verzoek is aan een andere host gericht dan die van dit knooppunt.',
  ],
  HND21: [
    403,
    'hubbeheer',
    'Aansluiting geblokkeerd',
    'Deze aansluiting is geblokkeerd. Neem contact op met de beheerder van het knooppunt.',
  ],
  // who may send what
  BRS01: [
    403,
    'leverancier',
    'Afzender onbekend',
    'De partij die dit bericht stuurt is niet bekend bij dit knooppunt.',
  ],
  BRS02: [
    403,
    'hubbeheer',
    'Rol of grondslag ontbreekt',
    'De partij of de indiener heeft niet de rol of de grondslag (Wmo, Jeugdwet) voor dit bericht.',
  ],
  BRS03: [
    403,
    'afzender',
    'Geen toestemmingsverklaring',
    'De indiener heeft geen geldige toestemmingsverklaring van de partij namens wie het bericht wordt gestuurd.',
  ],
  BRS04: [
    422,
    'afzender',
    'Ontvanger niet aangesloten',
    'De geadresseerde partij is niet bekend bij dit knooppunt, of is opgehouden zonder opvolger.',
  ],
  BRS05: [
    422,
    'afzender',
    'Ontvanger zonder deze grondslag',
    'De geadresseerde partij is niet aangesloten voor deze wet (Wmo of Jeugdwet).',
  ],
  BRS06: [
    413,
    'afzender',
    'Bericht te groot',
    'Het bericht is groter dan 25 MB (25.000.000 bytes). Verdeel de inhoud over meer berichten.',
  ],
  BRS13: [
    422,
    'leverancier',
    'Bericht voldoet niet aan het schema',
    'Het bericht voldoet niet aan het XSD van de standaard. De bevindingen noemen elke plaats.',
  ],
  BRS14: [
    422,
    'leverancier',
    'Bericht is geen bruikbaar XML',
    'Het bericht is niet welgevormd, of gebruikt XML op een manier die niet is toegestaan.',
  ],
  BRS18: [
    422,
    'afzender',
    'Persoon past niet bij deze omgeving',
    'In deze omgeving mag een bericht over deze persoon niet: test kent alleen fictieve personen, productie alleen echte.',
  ],
  BRS20: [
    409,
    'leverancier',
    'Identificatie al gebruikt',
    'Onder deze identificatie is al een bericht met een andere inhoud geaccepteerd. Geef het bericht een nieuwe identificatie.',
  ],
  BRS28: [
    422,
    'leverancier',
    'Bericht voldoet niet aan de regels',
    'Het bericht voldoet niet aan de inhoudelijke regels van de standaard. De bevindingen noemen elke plaats.',
  ],
  BRS33: [
    422,
    'afzender',
    'Geen route',
    'De ontvanger is bekend, maar er is geen aansluiting die dit bericht voor hem ontvangt.',
  ],
  BRS114: [
    409,
    'leverancier',
    'Traceer-Id hoort bij een ander bericht',
    'Deze Traceer-Id is al gebruikt voor een ander bericht. Kies een nieuwe, of laat de header weg.',
  ],
  PAUZE: [
    422,
    'afzender',
    'Berichtsoort tijdelijk gesloten',
    'Dit bericht kan nu niet worden aangeleverd: de berichtsoort is tijdelijk gesloten.',
  ],
  RELEASE: [
    422,
    'leverancier',
    'Release niet in gebruik',
    'Deze release van de standaard is op dit moment niet in gebruik.',
  ],
  // the request itself
  LEEG: [400, 'leverancier', 'Geen inhoud', 'Het verzoek heeft geen inhoud, terwijl deze aanroep die wel verwacht.'],
  SYNTAX: [
    400,
    'leverancier',
    'Verzoek onjuist',
    'Het pad, de vraag, een header of de inhoud van het verzoek heeft niet de vereiste vorm.',
  ],
  MEDIA: [
    415,
    'leverancier',
    'Soort inhoud niet ondersteund',
    'Het knooppunt verwacht hier een ander Content-Type, zonder Content-Encoding.',
  ],
  NIET_GEVONDEN: [404, 'leverancier', 'Niet gevonden', 'Dit bestaat niet, of is niet voor u zichtbaar.'],
  METHODE: [
    405,
    'leverancier',
    'Methode niet toegestaan',
    'Deze methode bestaat hier niet. De header Allow noemt welke er wel zijn.',
  ],
  TIJD: [408, 'leverancier', 'Verzoek kwam te langzaam', 'Het verzoek kwam niet op tijd binnen. Stuur het opnieuw.'],
  VERWACHTING: [
    417,
    'leverancier',
    'Verwachting niet ondersteund',
    'De header Expect noemt iets dat het knooppunt niet kent.',
  ],
  KOPPEN: [
    431,
    'leverancier',
    'Te veel headers',
    'Het verzoek heeft meer dan 100 headers, of ze zijn samen groter dan 32 kB.',
  ],
  GEEN_ROL: [
    403,
    'hubbeheer',
    'Geen rol voor deze aanroep',
    'Deze aansluiting heeft niet de rol die voor deze aanroep nodig is.',
  ],
  PARTIJ: [
    403,
    'leverancier',
    'Partij hoort niet bij deze aansluiting',
    'De genoemde partij wordt niet door deze aansluiting bediend.',
  ],
  AFGEHANDELD: [
    409,
    'ontvanger',
    'Al afgehandeld',
    'Dit bericht is al op een andere manier afgehandeld, of inmiddels opnieuw aangeboden.',
  ],
  INHOUD_WEG: [
    410,
    'niemand',
    'Inhoud niet meer bewaard',
    'De inhoud van dit bericht is verwijderd omdat de bewaartermijn voorbij is.',
  ],
  NIET_NU: [
    409,
    'hubbeheer',
    'Kan niet in deze status',
    'Het bericht is niet (meer) in een status waarin dit kan; berichtStatus zegt waar het nu is. Er is niets veranderd.',
  ],
  AL_ZO: [
    409,
    'hubbeheer',
    'Er valt niets te veranderen',
    'Het is al zo, misschien door een andere beheerder. Er is niets veranderd.',
  ],
  TE_LAAT: [
    409,
    'hubbeheer',
    'Te laat om ongedaan te maken',
    'Dit is langer dan zeven dagen geleden gesloten. Er is niets veranderd.',
  ],
  GEPAUZEERD: [
    409,
    'hubbeheer',
    'Aflevering gepauzeerd',
    'De beheerder van het knooppunt heeft de aflevering aan deze aansluiting gepauzeerd. Uw berichten blijven klaarstaan. Neem contact op met de beheerder.',
  ],
  DRUK: [429, 'leverancier', 'Te veel verzoeken', 'Er komen te veel verzoeken. Wacht zo lang als Retry-After zegt.'],
  // the hub
  NIET_BEOORDEELD: [
    503,
    'hubbeheer',
    'Bericht niet beoordeeld',
    'Het knooppunt kon dit bericht nu niet beoordelen. Het is niet geaccepteerd. Stuur het later opnieuw, met dezelfde Traceer-Id.',
  ],
  STORE: [
    503,
    'hubbeheer',
    'Knooppunt kan nu niets aannemen',
    'Het knooppunt kan nu niets veilig bewaren. Er is niets opgeslagen. Stuur het later opnieuw.',
  ],
  STOPT: [
    503,
    'hubbeheer',
    'Knooppunt stopt',
    'Het knooppunt wordt gestopt en neemt geen nieuwe verzoeken aan. Stuur het later opnieuw.',
  ],
  INTERN: [
    500,
    'hubbeheer',
    'Fout in het knooppunt',
    'Er ging iets mis in het knooppunt. Er is niets toegezegd. Stuur het verzoek opnieuw, of meld het bij de beheerder.',
  ],
} as const satisfies Readonly<Record<string, Rij>>;

/** Codes that stand in the catalogue already and that nothing answers with yet: the content rules are still to come. */
export const NOG_NIET: ReadonlySet<string> = new Set<FoutCode>(['BRS28']);

/** A code of the catalogue. */
export type FoutCode = keyof typeof RIJEN;

/** All codes, in the order of the catalogue. */
export const FOUTCODES = Object.keys(RIJEN) as readonly FoutCode[];

/** @returns what the catalogue says of a code. */
export function foutGegevens(code: FoutCode): FoutGegevens {
  const [http, wieIsAanZet, titel, uitleg] = RIJEN[code];
  return { http, wieIsAanZet, titel, uitleg };
}

/** Tells whether a text is a code of the catalogue. */
export function isFoutCode(tekst: string): tekst is FoutCode {
  return Object.hasOwn(RIJEN, tekst);
}
