import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { maakFoutenDocument } from '../../src/api/fouten-document.ts';
import { FOUTCODES } from '../../src/bericht/fault-catalogue.ts';
import { FOUT_OPLOSSINGEN } from '../../src/bericht/fout-oplossingen.ts';

/** Codes of findings and refusals, as they stand in the source. */
function codesInBron(map: string): readonly string[] {
  return readdirSync(map, { recursive: true, encoding: 'utf8' })
    .filter((naam) => naam.endsWith('.ts'))
    .flatMap((naam) =>
      [...readFileSync(join(map, naam), 'utf8').matchAll(/'((?:HND|BRS|XML|XSD)\d{2,3})'/g)].map(([, code]) => code!),
    );
}

describe('docs/errors.md', function () {
  it('is what the catalogue gives (npm run docs:errors)', function () {
    expect(readFileSync('docs/errors.md', 'utf8')).to.equal(maakFoutenDocument());
  });

  it('names every code that the source gives to a user', function () {
    const document = maakFoutenDocument();

    const ontbreekt = [...new Set([...FOUTCODES, ...codesInBron('src')])].filter(
      (code) => !document.includes(`| \`${code}\` |`),
    );

    expect(ontbreekt).to.deep.equal([]);
  });

  it('has for every code a meaning, a cure and who acts', function () {
    const rijen = maakFoutenDocument()
      .split('\n')
      .filter((regel) => regel.startsWith('| `'))
      .map((regel) => regel.slice(2, -2).split(' | '));

    expect(rijen.length).to.be.greaterThan(FOUTCODES.length);
    for (const cellen of rijen)
      expect(
        cellen.every((cel) => cel.trim() !== ''),
        cellen[0],
      ).to.equal(true);
    for (const code of FOUTCODES) expect(FOUT_OPLOSSINGEN[code], code).to.match(/^[A-Z].*\.$/);
  });
});
