import { herhaal } from '../brokken.ts';
import { ebcdic, metBytes, utf16, utf32 } from './codering.ts';
import { bytes, inProloog, KANARIE, metInhoud, metVerzoek, stroom, tekst, vervang, type Recept } from './recept.ts';

const BOM = '\ufeff';

/** Declares an entity `k` beside the message, and uses it as an identification. */
function metEntiteit(xml: string, wat: string): string {
  return inProloog(metInhoud(xml, 'Identificatie', '&k;'), `<!DOCTYPE wmo301:Bericht [${wat}]>`);
}

function vermenigvuldig(): string {
  const regels = [`<!ENTITY k0 "${KANARIE}">`];
  for (let i = 1; i < 10; i += 1) regels.push(`<!ENTITY k${i} "${`&k${i - 1};`.repeat(10)}">`);
  return `${regels.join('\n')}\n<!ENTITY k "&k9;">`;
}

/** Commentaar with this text: what a message says freely. */
const inCommentaar = (xml: string, wat: string): string => metInhoud(xml, 'Commentaar', wat);

/** Group: DTD and entities. */
export const DTD: Readonly<Record<string, readonly Recept[]>> = {
  H001: [tekst((xml) => metEntiteit(xml, vermenigvuldig()))],
  H002: [
    stroom((xml) => {
      const [voor = '', na = ''] = metInhoud(xml, 'Commentaar', '¤').split('¤');
      const [kop = '', rest = ''] = vervang(voor, '?>\n', '?>\n¤').split('¤');
      return [
        Buffer.from(`${kop}<!DOCTYPE wmo301:Bericht [<!ENTITY k "`),
        herhaal(KANARIE, 7_000),
        Buffer.from(`">]>${rest}`),
        herhaal('&k;', 50_000),
        Buffer.from(na),
      ];
    }),
  ],
  H003: [
    tekst((xml) => metEntiteit(xml, '<!ENTITY k SYSTEM "file:///etc/passwd">'), { variant: 'a file that exists' }),
    tekst((xml) => metEntiteit(xml, `<!ENTITY k SYSTEM "file:///etc/${KANARIE}">`), {
      variant: 'a file that does not',
    }),
  ],
  H004: [tekst((xml, { lokaas }) => metEntiteit(xml, `<!ENTITY k SYSTEM "http://127.0.0.1:${lokaas}/${KANARIE}">`))],
  H005: [
    tekst((xml, { lokaas }) =>
      inProloog(xml, `<!DOCTYPE x [<!ENTITY % k SYSTEM "http://127.0.0.1:${lokaas}/${KANARIE}.dtd"> %k;]>`),
    ),
  ],
  H006: [
    tekst((xml) => inProloog(xml, `<!DOCTYPE x SYSTEM "${KANARIE}.dtd">`)),
    tekst((xml, { lokaas }) => inProloog(xml, `<!DOCTYPE x PUBLIC "${KANARIE}" "http://127.0.0.1:${lokaas}/x.dtd">`), {
      variant: 'with a public name',
    }),
  ],
  H007: [tekst((xml) => inProloog(xml, '<!DOCTYPE wmo301:Bericht>'))],
  H008: [tekst((xml) => inProloog(xml, `<!--${KANARIE.padEnd(65_536, '.')}--><!DOCTYPE wmo301:Bericht>`))],
  H009: [tekst((xml) => inProloog(xml, `<!doctype ${KANARIE}>`))],
  H010: [
    tekst((xml) => inCommentaar(xml, `<![CDATA[<!DOCTYPE ${KANARIE}>]]>`), { variant: 'as CDATA' }),
    tekst((xml) => vervang(xml, '<wmo301:Client>', `<!-- <!DOCTYPE ${KANARIE}> --><wmo301:Client>`), {
      variant: 'in a comment between elements',
    }),
  ],
  H011: [bytes((xml) => utf16(`${BOM}${inProloog(zonderCodering(xml), `<!DOCTYPE ${KANARIE}>`)}`, 'le'))],
  H012: [bytes((xml) => utf16(inProloog(zonderCodering(xml), `<!DOCTYPE ${KANARIE}>`), 'be'))],
  H013: [tekst((xml) => inProloog(vervang(xml, 'UTF-8', 'UTF-7'), `+ADwAIQ-DOCTYPE ${KANARIE}+AD4-`))],
  H014: [bytes((xml) => ebcdic(inProloog(vervang(xml, 'UTF-8', 'cp037'), `<!DOCTYPE ${KANARIE}>`)))],
  H015: [tekst((xml) => metInhoud(xml, 'Identificatie', '&onbekend;'))],
  H016: ['&#0;', '&#x1F;', '&#xFFFE;', '&#xD800;', '&#x110000;'].map((wat) =>
    tekst((xml) => metInhoud(xml, 'Identificatie', `${KANARIE}${wat}`), { variant: wat }),
  ),
  H017: [tekst((xml) => inCommentaar(xml, `&amp;lt;script&amp;gt;${KANARIE}&amp;lt;/script&amp;gt;`))],
};

function zonderCodering(xml: string): string {
  return vervang(xml, ' encoding="UTF-8"', '');
}

const naam = (xml: string, wat: string): string => metInhoud(xml, 'Achternaam', wat);

/** Group: encoding. */
export const CODERING: Readonly<Record<string, readonly Recept[]>> = {
  H018: [tekst((xml) => `${BOM}${xml}`)],
  H019: [tekst((xml) => `${BOM}${BOM}${xml}`)],
  H020: [
    bytes((xml) => utf32(xml), { variant: 'big-endian' }),
    bytes((xml) => utf32(`${BOM}${xml}`).swap32(), { variant: 'little-endian with mark' }),
  ],
  H021: [bytes((xml) => Buffer.from(vervang(naam(xml, `${KANARIE}é`), 'UTF-8', 'ISO-8859-1'), 'latin1'))],
  H022: [bytes((xml) => metBytes(naam(xml, `${KANARIE}¤`), [0xe9]))],
  H023: [bytes((xml) => metBytes(naam(xml, `${KANARIE}¤b>`), [0xc0, 0xbc]))],
  H024: [bytes((xml) => metBytes(naam(xml, `${KANARIE}¤`), [0xed, 0xa0, 0x80]))],
  H025: [bytes((xml) => metBytes(naam(xml, `${KANARIE}¤`), [0x00]))],
  H026: [metVerzoek({ contentType: 'application/xml; charset=iso-8859-1' })],
  H027: [tekst((xml) => vervang(xml, 'version="1.0"', 'version="1.1"'))],
  H028: [tekst((xml) => inProloog(xml, '<?xml version="1.0" encoding="UTF-8"?>'))],
  H029: [tekst((xml) => `\n${xml}`)],
  H030: [tekst((xml) => naam(xml, `${KANARIE} Cafe\u0301`))],
  H031: [tekst((xml) => metInhoud(xml, 'Identificatie', `${KANARIE}\u202e12`))],
  H032: ['\u2028', '\u00a0', '\u200b'].map((teken) =>
    tekst((xml) => metInhoud(xml, 'Identificatie', `${KANARIE}${teken}1`), {
      variant: `U+${(teken.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}`,
    }),
  ),
};
