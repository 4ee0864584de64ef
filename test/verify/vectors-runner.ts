/**
 * Runs files of signature vectors through the real modules and ends with `N passed, N failed`.
 *
 *   node dist/test/verify/vectors-runner.js jades FILE
 *   node dist/test/verify/vectors-runner.js rfc9421 FILE [--body FILE --certificaat FILE]
 *
 * The last two are for a file with one request whose body and certificate stand beside it.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { draaiJades } from './vectors-jades.ts';
import type { JadesVectoren } from './vectors-jades.ts';
import { draaiRfc9421, draaiVerzoek } from './vectors-rfc9421.ts';
import type { Rfc9421Vectoren, VerzoekVector } from './vectors-rfc9421.ts';
import type { Uitslag } from './uitslag.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { body: { type: 'string' }, certificaat: { type: 'string' } },
});
const [profiel, bestand] = positionals;
if ((profiel !== 'jades' && profiel !== 'rfc9421') || bestand === undefined) {
  process.stderr.write('gebruik: vectors-runner jades|rfc9421 BESTAND [--body BESTAND --certificaat BESTAND]\n');
  process.exit(2);
}

const inhoud = JSON.parse(readFileSync(bestand, 'utf8')) as unknown;
const uitslagen = await draai(profiel, inhoud);
const gezakt = uitslagen.filter(({ gekregen, verwacht }) => gekregen !== verwacht);
for (const { gekregen, id, verwacht } of gezakt) {
  process.stdout.write(`FAILED ${id}: expected ${verwacht}, got ${gekregen}\n`);
}
process.stdout.write(`${uitslagen.length - gezakt.length} passed, ${gezakt.length} failed\n`);
process.exitCode = gezakt.length === 0 ? 0 : 1;

async function draai(soort: 'jades' | 'rfc9421', vectoren: unknown): Promise<readonly Uitslag[]> {
  if (soort === 'jades') return draaiJades(vectoren as JadesVectoren);
  if (Object.hasOwn(vectoren as object, 'vectors')) return draaiRfc9421(vectoren as Rfc9421Vectoren);
  if (values.body === undefined || values.certificaat === undefined)
    throw new Error('--body en --certificaat ontbreken');
  return draaiVerzoek(vectoren as VerzoekVector, readFileSync(values.body), readFileSync(values.certificaat));
}
