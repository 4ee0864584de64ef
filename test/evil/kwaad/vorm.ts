import { herhaal } from '../brokken.ts';
import {
  bytes,
  http,
  KANARIE,
  metInhoud,
  opHoofdelement,
  stroom,
  tekst,
  vervang,
  voorEind,
  type Recept,
} from './recept.ts';
import { kopBlok } from '../teken.ts';
import { stukkenVan } from '../brokken.ts';

/** Puts elements before the end of the first Client. */
function inClient(
  xml: string,
  wat: readonly ReturnType<typeof herhaal>[],
): readonly (Buffer | ReturnType<typeof herhaal>)[] {
  const [voor, na] = voorEind(xml, 'Client');
  return [Buffer.from(voor), ...wat, Buffer.from(na)];
}

/** Puts many repeats of a text in the place of one marked character. */
function opPlaats(xml: string, patroon: string, aantal: number): readonly (Buffer | ReturnType<typeof herhaal>)[] {
  const [voor = '', na = ''] = xml.split('¤');
  return [Buffer.from(voor), herhaal(patroon, aantal), Buffer.from(na)];
}

/** Group: shape and size, what is small. */
export const VORM: Readonly<Record<string, readonly Recept[]>> = {
  H033: [bytes(() => Buffer.alloc(0), { verzoek: () => ({ body: [], contentType: 'application/xml' }) })],
  H034: [tekst(() => ' \n\t \n')],
  H035: [bytes((xml) => Buffer.from(xml).subarray(0, 400))],
  H036: [
    http((getekend) => {
      const [enig] = [...stukkenVan(getekend.body)];
      return [kopBlok(getekend), (enig ?? Buffer.alloc(0)).subarray(0, 400), { doe: 'einde' }];
    }),
  ],
  H037: [tekst((xml) => `${xml}${xml.slice(xml.indexOf('?>') + 2)}`)],
  H038: [tekst((xml) => `${xml}${KANARIE}`)],
  H039: [tekst((xml) => vervang(xml, '</wmo301:Client>', '</wmo301:Klant>'))],
  H042: [tekst((xml) => vervang(xml, '<wmo301:Client>', `<wmo301:Client a="1" a="${KANARIE}">`))],
  H043: [
    tekst((xml) =>
      vervang(xml, '<wmo301:Client>', `<wmo301:Client xmlns:p="urn:x" xmlns:q="urn:x" p:a="1" q:a="${KANARIE}">`),
    ),
  ],
  H050: [
    tekst((xml) => {
      const diep = Array.from({ length: 40 }, (_, i) => `<n:e xmlns:n="urn:${KANARIE}:${i}">`).join('');
      const [voor, na] = voorEind(xml, 'Client');
      return `${voor}${diep}${'</n:e>'.repeat(40)}${na}`;
    }),
  ],
};

/** Exactly as large as a message may be. */
export const MAX_BYTES = 25_000_000;

/** Group: shape and size, what is large. The message of H047 and H048 is of that size already. */
export const GROOT: Readonly<Record<string, readonly Recept[]>> = {
  H040: [stroom((xml) => inClient(xml, [herhaal('<a>', 100_000), herhaal('</a>', 100_000)]))],
  H041: [
    tekst((xml) => {
      const attributen = Array.from({ length: 5_000 }, (_, i) => `a${i}=""`).join(' ');
      return vervang(xml, '<wmo301:Client>', `<wmo301:Client ${attributen}>`);
    }),
  ],
  H044: [stroom((xml) => opPlaats(metInhoud(xml, 'Commentaar', '¤'), `${KANARIE} `, 1_250_000))],
  H045: [
    stroom(
      (xml) => {
        const [voor, na] = voorEind(xml, 'Client');
        return [Buffer.from(`${voor}<`), herhaal('naam', 2_500_000), Buffer.from(`/>${na}`)];
      },
      { variant: 'name' },
    ),
    stroom((xml) => opPlaats(vervang(xml, '<wmo301:Client>', '<wmo301:Client a="¤">'), KANARIE, 1_430_000), {
      variant: 'value of an attribute',
    }),
  ],
  H046: [stroom((xml) => inClient(xml, [herhaal('<element12/>', 2_000_000)]))],
  H047: [tekst((xml) => xml)],
  H048: [
    tekst((xml) => `${xml}\n`, { variant: 'under a Content-Length' }),
    {
      soort: 'herhaal',
      variant: 'in chunks',
      verzoek: ({ xml }) => ({ body: [Buffer.from(`${xml}\n`)], inStukken: true }),
    },
  ],
  H049: [
    {
      soort: 'herhaal',
      verzoek: ({ xml }) => {
        const [voor = '', na = ''] = opHoofdelement(xml, '¤').split('¤');
        const declaraties = Array.from({ length: 300_000 }, (_, i) => `xmlns:n${i}="urn:x"`).join(' ');
        return { body: [Buffer.from(`${voor}${declaraties}${na}`)] };
      },
    },
  ],
  H051: [stroom((xml) => opPlaats(vervang(xml, '<wmo301:Client>', '¤<wmo301:Client>'), ' \n', 12_000_000))],
  H052: [
    stroom((xml) => opPlaats(metInhoud(xml, 'Commentaar', '¤'), ' ', 1_000_000), { variant: 'past the limit' }),
    stroom((xml) => opPlaats(metInhoud(xml, 'Commentaar', '¤'), ' ', 20_000), {
      variant: 'below the limit',
      anders: { code: 'BRS13', bevinding: '' },
    }),
  ],
};
