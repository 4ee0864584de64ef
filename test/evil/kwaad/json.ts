import { randomUUID } from 'node:crypto';
import { herhaal } from '../brokken.ts';
import { json, KANARIE, metVerzoek, type Recept } from './recept.ts';

const weigering = (omschrijving: string, variant: string): Recept =>
  json(`{"code":"StUF055","omschrijving":"${omschrijving}"}`, {
    target: `/v1/leveringen/${randomUUID()}/weigeringen`,
    variant,
  });

const max = (waarde: string): Recept => json(`{"max":${waarde}}`, { variant: `max ${waarde}` });

const lijst = (query: string, variant: string): Recept =>
  metVerzoek(
    {},
    { verzoek: () => ({ method: 'GET', target: `/v1/berichten?${query}`, contentType: undefined }), variant },
  );

/** Group: JSON calls. H134 needs messages to list and has a test of its own. */
export const JSON_AANROEPEN: Readonly<Record<string, readonly Recept[]>> = {
  H127: [
    json(`{"__proto__":{"admin":"${KANARIE}"},"max":1}`, { variant: '__proto__' }),
    json(`{"constructor":{"prototype":{"x":"${KANARIE}"}},"max":1}`, { variant: 'constructor' }),
  ],
  H128: [json('{"max":1,"max":100}'), json('{"max":1,"m\\u0061x":100}', { variant: 'one of them escaped' })],
  H129: [
    json([herhaal('[', 100_000)], { variant: '100 000 arrays' }),
    json([herhaal('{"max":', 9_000), Buffer.from('1'), herhaal('}', 9_000)], { variant: '9 000 objects' }),
    json(`{"max":${'['.repeat(17)}${']'.repeat(17)}}`, { variant: 'just too deep' }),
  ],
  H130: ['1e999', '-1', '1.5', '"20"', 'null', '0', '101', '01', 'NaN'].map(max),
  H131: [weigering('a\\ud800b', 'half a pair'), weigering('a\\u0000c', 'NUL')],
  H132: [
    weigering(`${KANARIE} 999993653`, 'with a BSN'),
    weigering(KANARIE.repeat(30), 'longer than 200 characters'),
    json([Buffer.from('{"code":"StUF055","omschrijving":"'), herhaal('x', 1_000_000), Buffer.from('"}')], {
      target: `/v1/leveringen/${randomUUID()}/weigeringen`,
      variant: 'a megabyte',
    }),
  ],
  H133: [
    json(`\ufeff{"max":1}`, { variant: 'byte order mark' }),
    json(`{"max":1 /* ${KANARIE} */}`, { variant: 'comment' }),
    json('{"max":1,}', { variant: 'comma at the end' }),
    json(Buffer.from('{"partij":"\xff"}', 'latin1'), { variant: 'no UTF-8' }),
  ],
  H135: [
    lijst('status=ontvangen&status=bezorgd', 'status'),
    lijst(`onbekend=${KANARIE}`, 'a name that does not exist'),
  ],
};
