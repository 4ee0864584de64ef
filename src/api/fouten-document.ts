import type { WieIsAanZet } from '../bericht/bevinding.ts';
import { FOUTCODES, foutGegevens } from '../bericht/fault-catalogue.ts';
import { FOUT_OPLOSSINGEN } from '../bericht/fout-oplossingen.ts';
import { TAFEL_FOUTEN } from '../route/load/tafel-fout.ts';
import { XML_CODES } from '../validate/xml/codes.ts';
import { XSD_CODES } from '../validate/xsd/codes.ts';

const WIE: Readonly<Record<WieIsAanZet, string>> = {
  afzender: 'afzender',
  leverancier: 'leverancier van de software',
  ontvanger: 'ontvanger',
  hubbeheer: 'beheerder van het knooppunt',
  niemand: 'niemand',
};

/** Findings of the parse itself, which stand in no table of codes. */
const ONTLEDING: readonly (readonly string[])[] = [
  [
    'XML08',
    'Het bericht is geen welgevormde XML.',
    'Herstel de XML op de regel die de bevinding noemt.',
    WIE.leverancier,
  ],
  [
    'XML13',
    'Het bericht gebruikt een entiteit die niet bestaat.',
    'Gebruik alleen `&lt;` `&gt;` `&amp;` `&apos;` `&quot;` en verwijzingen naar tekens.',
    WIE.leverancier,
  ],
];

/** `docs/errors.md`: every code that a user can see, what it means, how it is mended and who acts. Pure. */
export function maakFoutenDocument(): string {
  return `${[
    '# Codes en wat u eraan doet',
    'Dit bestand wordt gemaakt met `npm run docs:errors`. Verander het niet met de hand.',
    'Elke weigering heeft een code. Hieronder staat per code wat die betekent, hoe u het oplost en wie aan zet is.',
    '## Antwoorden van het knooppunt',
    'De code staat in het antwoord (`application/problem+json`) in het veld `code`.',
    tabel(
      ['Code', 'HTTP', 'Titel', 'Betekenis', 'Oplossing', 'Aan zet'],
      FOUTCODES.map((code) => {
        const { http, titel, uitleg, wieIsAanZet } = foutGegevens(code);
        return [`\`${code}\``, String(http), titel, uitleg, FOUT_OPLOSSINGEN[code], WIE[wieIsAanZet]];
      }),
    ),
    '## Bevindingen over de XML',
    'Deze codes staan in `bevindingen`, met de plaats in het bericht. De waarde zelf staat er nooit bij.',
    tabel(
      ['Code', 'Betekenis', 'Oplossing', 'Aan zet'],
      [
        ...Object.entries(XML_CODES).map(([code, { uitleg, verwacht }]) => [
          code,
          uitleg,
          `Verwacht wordt: ${verwacht}.`,
          WIE.leverancier,
        ]),
        ...ONTLEDING,
      ]
        .sort(([a = ''], [b = '']) => a.localeCompare(b))
        .map(([code = '', ...rest]) => [`\`${code}\``, ...rest]),
    ),
    '## Bevindingen over het schema',
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
    'Alleen de beheerder ziet deze codes: bij het starten, bij het herladen en met `knooppunt routes check`. De melding noemt bestand en regel. Herstel die regel; zolang er een fout is, blijven de oude tabellen gelden.',
    tabel(
      ['Code', 'Betekenis', 'Aan zet'],
      Object.entries(TAFEL_FOUTEN).map(([code, uitleg]) => [`\`${code}\``, uitleg, WIE.hubbeheer]),
    ),
    '## Codes van de opdrachtregel',
    tabel(
      ['Code', 'Betekenis', 'Oplossing', 'Aan zet'],
      [
        [
          '`BESTAND`',
          'Het bestand is er niet of is niet te lezen (`knooppunt check`).',
          'Controleer de naam en de rechten van het bestand.',
          WIE.afzender,
        ],
        [
          '`ONBEKEND`',
          'Het antwoord had geen code: het kwam misschien niet van het knooppunt.',
          'Controleer het adres en wat er tussen u en het knooppunt staat.',
          WIE.leverancier,
        ],
      ],
    ),
  ].join('\n\n')}\n`;
}

/** Pipes end a cell, so they are escaped; angle brackets would be read as HTML. */
function cel(tekst: string): string {
  return tekst.replaceAll('|', '\\|').replaceAll(/(?<!`)<(?!`)/g, '&lt;');
}

function tabel(koppen: readonly string[], rijen: readonly (readonly string[])[]): string {
  const regel = (cellen: readonly string[]): string => `| ${cellen.map(cel).join(' | ')} |`;
  return [regel(koppen), regel(koppen.map(() => '---')), ...rijen.map(regel)].join('\n');
}
