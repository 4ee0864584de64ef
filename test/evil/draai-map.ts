import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ondertekenaarVan, stuurOndertekend, type RuwAntwoord } from '../e2e/ondertekend-verzoek.ts';
import { openProefHub, type ProefHub } from '../e2e/proef-hub.ts';

/**
 * Sends a folder of hostile samples, each with a correct signature over its bytes, to a fresh hub:
 *   node dist/test/evil/draai-map.js MAP
 * MAP/index.json is the table: `{geval: [{id, groep, http, code, bevinding, bestand}]}`. Samples of messages hold a header
 * only, so "as valid" means that the XSD refuses them (422 BRS13). Ends with `N passed, N failed`.
 */
interface Geval {
  readonly id: string;
  readonly groep: string;
  readonly http: number | string;
  readonly code: string;
  readonly bevinding: string;
  readonly bestand: string | null;
}

const NIET_HIER = 'SOAP and StUF';
const WEIGERING = '/v1/leveringen/3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b/weigeringen';

function zend(proef: ProefHub, { id, groep, bestand }: Geval, body: Buffer): Promise<RuwAntwoord> {
  const ondertekenaar = ondertekenaarVan(proef.certificatenMap, 'gemeente-amsterdam');
  if (groep === 'JSON calls') {
    const target = bestand === 'surrogate.json' ? WEIGERING : '/v1/leveringen';
    return stuurOndertekend({ poort: proef.poort, ondertekenaar, target, body, contentType: 'application/json' });
  }
  const koppen: [string, string][] = id === 'H089' ? [['Content-Encoding', 'gzip']] : [];
  // an empty body has its media type as well
  if (body.length === 0) koppen.push(['Content-Type', 'application/xml']);
  return stuurOndertekend({ poort: proef.poort, ondertekenaar, target: '/v1/berichten', body, koppen });
}

/** @returns what differs from the table, or the empty text. */
function verschil({ http, code, bevinding }: Geval, { status, json }: RuwAntwoord): string {
  const alsGeldig = typeof http === 'string';
  const wens = { http: alsGeldig ? 422 : http, code: alsGeldig ? 'BRS13' : code };
  const codes = ((json['bevindingen'] ?? []) as { code: string }[]).map((een) => een.code);
  const [gezocht = ''] = /XML\d\d/.exec(bevinding) ?? [];
  const klopt =
    status === wens.http &&
    (wens.code === '–' || json['code'] === wens.code) &&
    (gezocht === '' || codes.includes(gezocht));
  if (klopt) return '';
  const verwacht = [wens.http, wens.code, gezocht].join(' ');
  return `expected ${verwacht}, got ${[status, json['code'], ...codes].map(String).join(' ')}`;
}

async function draai(map: string): Promise<boolean> {
  const { geval } = JSON.parse(readFileSync(join(map, 'index.json'), 'utf8')) as { geval: readonly Geval[] };
  const proef = await openProefHub();
  let goed = 0;
  const fouten: string[] = [];
  try {
    for (const een of geval) {
      if (een.bestand === null || een.groep === NIET_HIER) continue;
      const antwoord = await zend(proef, een, readFileSync(join(map, een.bestand)));
      const fout = verschil(een, antwoord);
      if (fout === '') goed += 1;
      else fouten.push(`${een.id} ${een.bestand}: ${fout}`);
    }
  } finally {
    await proef.ruimOp();
  }
  process.stdout.write(`${[...fouten, `${goed} passed, ${fouten.length} failed`].join('\n')}\n`);
  return fouten.length === 0;
}

const [map] = process.argv.slice(2);
if (map === undefined) {
  process.stderr.write('gebruik: npm run cases:evil -- MAP\n');
  process.exitCode = 2;
} else {
  process.exitCode = (await draai(map)) ? 0 : 1;
}
