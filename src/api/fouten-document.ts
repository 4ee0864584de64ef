import type { WieIsAanZet } from '../bericht/bevinding.ts';
import { FOUTCODES, NOG_NIET, foutGegevens, type FoutCode } from '../bericht/fault-catalogue.ts';
import { FOUT_OPLOSSINGEN } from '../bericht/fout-oplossingen.ts';
import { TAFEL_FOUTEN, type TafelFoutCode } from '../route/load/tafel-fout.ts';
import { TAFEL_OPLOSSINGEN } from '../route/load/tafel-oplossingen.ts';
import { XML_CODES, XML_OPLOSSINGEN } from '../validate/xml/codes.ts';
import { XSD_CODES } from '../validate/xsd/codes.ts';

const WIE: Readonly<Record<WieIsAanZet, string>> = {
  afzender: 'afzender',
  leverancier: 'leverancier van de software',
  ontvanger: 'ontvanger',
  hubbeheer: 'beheerder van het knooppunt',
  niemand: 'niemand',
};

/** What the codes of the XML layer mean; those of the parse itself stand in no table of the guard. */
const XML_BETEKENIS: readonly (readonly [code: keyof typeof XML_OPLOSSINGEN, uitleg: string])[] = [
  ...(Object.keys(XML_CODES) as (keyof typeof XML_CODES)[]).map((code) => [code, XML_CODES[code].uitleg] as const),
  ['XML08', 'Het bericht is geen welgevormde XML.'] as const,
  ['XML13', 'Het bericht gebruikt een entiteit die niet bestaat.'] as const,
].toSorted(([a], [b]) => a.localeCompare(b));

/** The answers of the hub, in groups in which a reader looks. */
const GROEPEN: readonly (readonly [titel: string, hoort: (code: FoutCode) => boolean])[] = [
  ['Over de handtekening', (code) => code.startsWith('HND')],
  ['Over het bericht', (code) => code.startsWith('BRS') || code === 'PAUZE' || code === 'RELEASE'],
  ['Over het knooppunt zelf', (code) => foutGegevens(code).http >= 500],
  ['Over het verzoek', () => true],
];

/** Codes that the hub does not answer with: those of a receiver, of the command line and of the client library. */
const ELDERS: readonly (readonly [code: string, uitleg: string, oplossing: string, wie: WieIsAanZet])[] = [
  [
    'StUF055',
    'De ontvanger heeft het bericht geweigerd: zijn systeem kan het niet verwerken. De code en zijn toelichting staan in het spoor van het bericht.',
    'Lees de toelichting van de ontvanger en stuur een verbeterd bericht met een nieuwe identificatie.',
    'afzender',
  ],
  [
    'BESTAND',
    'Het bestand is er niet of is niet te lezen (`knooppunt check`).',
    'Controleer de naam en de rechten van het bestand.',
    'afzender',
  ],
  [
    'ONBEREIKBAAR',
    'Het knooppunt was niet te bereiken, ook niet na herhalen.',
    'Controleer het adres (`--url`), de verbinding en of het knooppunt draait. Opnieuw versturen met dezelfde Traceer-Id kan geen kwaad.',
    'leverancier',
  ],
  [
    'BINDING',
    'Het antwoord is goed ondertekend, maar hoort bij een ander verzoek of heeft een andere status.',
    'Vertrouw het antwoord niet. Kijk wat er tussen u en het knooppunt staat en herhaal het verzoek.',
    'leverancier',
  ],
  [
    'ANTWOORD',
    'Het antwoord heeft niet de vorm die de beschrijving belooft.',
    'Kijk of de versie van de client bij het knooppunt past en meld het bij de beheerder.',
    'hubbeheer',
  ],
  [
    'INSTELLING',
    'De client is niet goed ingesteld: een adres, sleutel of certificaat klopt niet.',
    'Herstel de instelling die de melding noemt.',
    'leverancier',
  ],
  [
    'ONBEKEND',
    'Het antwoord had geen code: het kwam misschien niet van het knooppunt.',
    'Controleer het adres en wat er tussen u en het knooppunt staat.',
    'leverancier',
  ],
];

/** `docs/errors.md`: every code that a user can see, what it means, how it is mended and who acts. Pure. */
export function maakFoutenDocument(): string {
  return `${[
    '# Codes en wat u eraan doet',
    'Dit bestand wordt gemaakt met `npm run docs:errors`. Verander het niet met de hand.',
    'Elke weigering heeft een code. Hieronder staat per code wat die betekent, hoe u het oplost en wie aan zet is.',
    '## Antwoorden van het knooppunt',
    'De code staat in het antwoord (`application/problem+json`) in het veld `code`. Bij elke code staat een voorbeeld in `/v1/openapi.json`.',
    ...GROEPEN.flatMap(([titel, hoort], i) => [
      `### ${titel}`,
      antwoorden(FOUTCODES.filter((code) => hoort(code) && !GROEPEN.slice(0, i).some(([, eerder]) => eerder(code)))),
    ]),
    '## Bevindingen over de XML',
    'Deze codes staan in `bevindingen`, met de plaats in het bericht. De waarde zelf staat er nooit bij.',
    tabel(
      ['Code', 'Betekenis', 'Oplossing', 'Aan zet'],
      XML_BETEKENIS.map(([code, uitleg]) => [`\`${code}\``, uitleg, XML_OPLOSSINGEN[code], WIE.leverancier]),
    ),
    '## Bevindingen over het schema',
    'Ook deze staan in `bevindingen`. Wat er precies verwacht werd, staat daar in `verwacht`.',
    tabel(
      ['Code', 'Betekenis', 'Oplossing', 'Aan zet'],
      Object.entries(XSD_CODES).map(([code, { titel, oplossing, wieIsAanZet }]) => [
        `\`${code}\``,
        titel,
        oplossing,
        WIE[wieIsAanZet],
      ]),
    ),
    '## Fouten in de tabellen',
    'Alleen de beheerder ziet deze codes: bij het starten, bij het herladen en met `knooppunt routes check`. De melding noemt bestand en regel. Zolang er een fout is, blijven de oude tabellen gelden.',
    tabel(
      ['Code', 'Betekenis', 'Oplossing', 'Aan zet'],
      (Object.keys(TAFEL_FOUTEN) as TafelFoutCode[]).map((code) => [
        `\`${code}\``,
        TAFEL_FOUTEN[code],
        TAFEL_OPLOSSINGEN[code],
        WIE.hubbeheer,
      ]),
    ),
    '## Codes van ontvangers, opdrachtregel en clientbibliotheek',
    tabel(
      ['Code', 'Betekenis', 'Oplossing', 'Aan zet'],
      ELDERS.map(([code, uitleg, oplossing, wie]) => [`\`${code}\``, uitleg, oplossing, WIE[wie]]),
    ),
  ].join('\n\n')}\n`;
}

function antwoorden(codes: readonly FoutCode[]): string {
  return tabel(
    ['Code', 'HTTP', 'Titel', 'Betekenis', 'Oplossing', 'Aan zet'],
    codes.map((code) => {
      const { http, titel, uitleg, wieIsAanZet } = foutGegevens(code);
      const betekenis = NOG_NIET.has(code) ? `${uitleg} Komt nu nog niet voor.` : uitleg;
      return [`\`${code}\``, String(http), titel, betekenis, FOUT_OPLOSSINGEN[code], WIE[wieIsAanZet]];
    }),
  );
}

/** Pipes end a cell, so they are escaped; angle brackets would be read as HTML. */
function cel(tekst: string): string {
  return tekst.replaceAll('|', '\\|').replaceAll(/(?<!`)<(?!`)/g, '&lt;');
}

function tabel(koppen: readonly string[], rijen: readonly (readonly string[])[]): string {
  const regel = (cellen: readonly string[]): string => `| ${cellen.map(cel).join(' | ')} |`;
  return [regel(koppen), regel(koppen.map(() => '---')), ...rijen.map(regel)].join('\n');
}
