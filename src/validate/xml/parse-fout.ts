import type { Bevinding } from '../../bericht/bevinding.ts';
import { veiligeNaam } from '../veilige-naam.ts';

/** Kinds of fault, by libxml2's numbers (`xmlParserErrors`). Our words: those of the library quote the message. */
const SOORTEN: readonly { readonly nummers: readonly number[]; readonly uitleg: string; readonly verwacht: string }[] =
  [
    {
      nummers: [4, 109],
      uitleg: 'Het bericht begint niet met een element: het is leeg of het is geen XML.',
      verwacht: 'een XML-document met één hoofdelement, zonder inpakken of comprimeren',
    },
    {
      nummers: [5],
      uitleg: 'Na het einde van het hoofdelement staat nog inhoud.',
      verwacht: 'één hoofdelement, en niets daarna',
    },
    {
      nummers: [64],
      uitleg: 'De XML-declaratie staat niet aan het begin, of staat er meer dan eens.',
      verwacht: 'ten hoogste één XML-declaratie, als eerste in het bericht',
    },
    {
      nummers: [76, 73, 74, 77, 102],
      uitleg: 'Begin- en eindtags passen niet bij elkaar, of het bericht is afgebroken.',
      verwacht: 'bij elke begintag een eindtag met dezelfde naam, in de juiste volgorde',
    },
    {
      nummers: [42, 203],
      uitleg: 'Een element heeft twee keer hetzelfde attribuut.',
      verwacht: 'elk attribuut ten hoogste één keer per element',
    },
    {
      nummers: [8, 9],
      uitleg: 'Er staat een teken in het bericht dat in XML 1.0 niet is toegestaan, ook niet als tekenverwijzing.',
      verwacht: 'alleen tekens die XML 1.0 toestaat',
    },
    {
      nummers: [201, 200, 202, 204, 205],
      uitleg: 'Een namespace of prefix is niet, dubbel of onjuist gedeclareerd.',
      verwacht: 'elke gebruikte prefix gedeclareerd met xmlns, en de prefixen xml en xmlns alleen zoals XML ze kent',
    },
    {
      nummers: [68],
      uitleg: 'Er staat een < of een & die geen begin van een element of verwijzing is.',
      verwacht: 'in tekst &lt; in plaats van < en &amp; in plaats van &',
    },
    {
      nummers: [38, 39, 40, 41, 65],
      uitleg: 'Een attribuut is niet goed geschreven.',
      verwacht: 'naam="waarde", met aanhalingstekens, zonder < in de waarde',
    },
    {
      nummers: [44, 45, 80, 62, 63],
      uitleg: 'Commentaar of een CDATA-sectie is niet goed geschreven of niet afgesloten.',
      verwacht: 'commentaar als <!-- … --> zonder -- erin, CDATA als <![CDATA[ … ]]>',
    },
  ];

const OVERIG = {
  uitleg: 'Het bericht is geen welgevormd XML.',
  verwacht: 'welgevormd XML 1.0',
};

const OP_NUMMER = new Map(SOORTEN.flatMap((soort) => soort.nummers.map((nummer) => [nummer, soort] as const)));

/** libxml2 names an entity that nobody declared. */
const ENTITEIT_ONBEKEND = 26;

/** Says in Dutch why a message is not well-formed. Code XML13 for an undefined entity, XML08 for the rest. */
export function parseFout(nummer: number, lijn: number, naam: string): Bevinding {
  const plaats = lijn > 0 ? { lijn } : {};
  const vast = { laag: 'xml', wieIsAanZet: 'leverancier', ernst: 'weigeren' } as const;
  if (nummer === ENTITEIT_ONBEKEND) {
    return {
      ...vast,
      ...plaats,
      code: 'XML13',
      uitleg: `Het bericht gebruikt een entiteit die niet bestaat: "${veiligeNaam(naam)}".`,
      verwacht: 'alleen &lt; &gt; &amp; &apos; &quot; en verwijzingen naar tekens',
    };
  }
  const { uitleg, verwacht } = OP_NUMMER.get(nummer) ?? OVERIG;
  return { ...vast, ...plaats, code: 'XML08', uitleg, verwacht };
}
