import { randomUUID } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import { stukkenVan } from '../brokken.ts';
import { kopBlok, metKop, stappenVan, type Getekend, type Koppen } from '../teken.ts';
import type { Stap } from '../verbinding.ts';
import { http, KANARIE, metVerzoek, type Recept } from './recept.ts';

/** Adds header lines after signing. */
const erbij = (getekend: Getekend, koppen: Koppen): readonly Stap[] =>
  stappenVan({ ...getekend, koppen: [...getekend.koppen, ...koppen] });

/** Replaces a header line after signing. */
const anders = (getekend: Getekend, naam: string, waarde: string | undefined): readonly Stap[] =>
  stappenVan({ ...getekend, koppen: metKop(getekend.koppen, naam, waarde) });

const GRENS = `x${KANARIE}x`;

/** One part of multipart around the message; the signature is over the whole. */
const multipart = (soort: string): Recept['verzoek'] => {
  return ({ xml }) => ({
    contentType: `multipart/${soort}; boundary=${GRENS}`,
    body: [Buffer.from(`--${GRENS}\r\nContent-Type: application/xml\r\n\r\n${xml}\r\n--${GRENS}--\r\n`)],
  });
};

/** Ten megabytes that gzip makes into ten gigabytes: a block of zeros, flushed so that it may be repeated. */
function bom(): Recept['verzoek'] {
  const blok = deflateRawSync(Buffer.alloc(1_048_576), { finishFlush: constants.Z_FULL_FLUSH });
  const kop = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  return () => ({
    koppen: [['Content-Encoding', 'gzip']],
    body: [kop, { herhaal: blok, aantal: Math.ceil(10_000_000 / blok.length) }],
  });
}

/** A request that says that its body comes in chunks, while the signature was made without a length. */
const inStukken: Recept['verzoek'] = ({ xml }) => ({ body: [Buffer.from(xml)], inStukken: true });

const zonderBody = (target: string, method = 'GET'): Recept['verzoek'] => {
  return () => ({ method, target, contentType: undefined });
};

const ander = (target: string, variant: string, rest: Partial<Recept> = {}): Recept =>
  metVerzoek({ target }, { variant, ...rest });

const methode = (method: string): Recept => metVerzoek({ method }, { variant: method });

/** Group: HTTP, what needs no small limits of its own. */
export const HTTP: Readonly<Record<string, readonly Recept[]>> = {
  H085: [metVerzoek({ contentType: 'application/json' })],
  H086: [metVerzoek({}, { verzoek: multipart('form-data') })],
  H087: [metVerzoek({}, { verzoek: multipart('related') })],
  H088: [metVerzoek({ contentType: undefined })],
  H089: [metVerzoek({}, { soort: 'herhaal', verzoek: bom() })],
  H090: [metVerzoek({ koppen: [['Content-Encoding', 'identity, gzip']] })],
  H091: [metVerzoek({ body: [Buffer.from(`PK\u0003\u0004\u0014\0\0\0\b\0${KANARIE}.xml`, 'latin1')] })],
  H092: [
    http((getekend) => erbij(getekend, [['Transfer-Encoding', 'chunked']]), { variant: 'length first' }),
    http((getekend) => erbij(getekend, [['Content-Length', '5']]), { verzoek: inStukken, variant: 'chunked first' }),
  ],
  H093: [http((getekend) => erbij(getekend, [['Content-Length', '6']]))],
  H094: [
    http((getekend) => anders(getekend, 'Transfer-Encoding', 'xchunked'), { verzoek: inStukken, variant: 'xchunked' }),
    http((getekend) => anders(getekend, 'Transfer-Encoding', 'gzip, chunked'), {
      verzoek: inStukken,
      variant: 'gzip, chunked',
    }),
    http((getekend) => anders(getekend, 'Transfer-Encoding', '\r\n chunked'), {
      verzoek: inStukken,
      variant: 'folded over two lines',
    }),
  ],
  H095: [
    http(
      (getekend) => {
        const brok = [...stukkenVan(getekend.body)][0] ?? Buffer.alloc(0);
        const stukken = Array.from(brok.subarray(0, 64), (byte) => [
          `1;${'a'.repeat(17_000)}\r\n`,
          Buffer.from([byte]),
          '\r\n',
        ]);
        return [kopBlok(getekend), ...stukken.flat()];
      },
      { verzoek: inStukken },
    ),
  ],
  H100: [
    metVerzoek({ koppen: [['X-Vulling', 'v'.repeat(100_000)]] }, { variant: 'one line' }),
    metVerzoek({ koppen: regels(80, 1_250) }, { variant: 'eighty lines' }),
  ],
  H101: [
    metVerzoek({ koppen: regels(1_000, 1) }),
    metVerzoek({ koppen: regels(101, 1) }, { variant: 'just one too many' }),
  ],
  H102: [
    http((getekend) => [
      kopBlok({
        ...getekend,
        koppen: [...metKop(getekend.koppen, 'Content-Length', '1000000000'), ['Expect', '100-continue']],
      }),
    ]),
  ],
  H103: [metVerzoek({ koppen: [['Expect', KANARIE]] })],
  H104: [methode('PUT'), methode('TRACE'), methode('DELETE'), methode('PATCH'), methode('CONNECT')],
  H105: [
    ander('/v1//berichten', 'two slashes'),
    ander('/v1/./berichten', 'a dot'),
    ander('/v1/berichten/', 'a slash at the end'),
    ander('/v1/x/../berichten', 'up and down'),
    ander('/v1/Berichten', 'a capital'),
    ander('//v1/berichten', 'slashes first'),
  ],
  H106: [
    metVerzoek({}, { verzoek: zonderBody(`/v1/berichten/${randomUUID()}%2finhoud`), variant: 'slash' }),
    metVerzoek({}, { verzoek: zonderBody(`/v1/berichten/${randomUUID()}%00`), variant: 'NUL' }),
    metVerzoek({}, { verzoek: zonderBody('/v1/berichten/%zz'), variant: 'no percent-encoding at all' }),
  ],
  H107: [metVerzoek({ host: 'kwaad.example' })],
  H108: [metVerzoek({ target: 'http://kwaad.example/v1/berichten' })],
  H110: [
    metVerzoek({ koppen: [['Traceer-Id', KANARIE]] }, { variant: 'no UUID' }),
    metVerzoek({ koppen: [['Traceer-Id', '00000000-0000-0000-0000-000000000000']] }, { variant: 'nil' }),
    metVerzoek({ koppen: [['Traceer-Id', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF']] }, { variant: 'all ones' }),
    metVerzoek({ koppen: [['Conversatie-Id', `{${randomUUID()}}`]] }, { variant: 'Conversatie-Id in braces' }),
    http((getekend) => erbij(getekend, [['Traceer-Id', `${randomUUID()}\nX-Kwaad: ${KANARIE}`]]), {
      variant: 'with LF',
    }),
    metVerzoek(
      { koppen: [['Traceer-Id', randomUUID().toUpperCase()]] },
      {
        variant: 'in upper case: a UUID like any other',
        anders: { http: 'als geldig', code: '' },
      },
    ),
  ],
};

/** Header lines that mean nothing. */
function regels(aantal: number, lengte: number): Koppen {
  return Array.from({ length: aantal }, (_, i) => [`X-Vulling-${i}`, 'v'.repeat(lengte)] as const);
}
