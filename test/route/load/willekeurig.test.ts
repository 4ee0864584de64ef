import { expect } from 'chai';
import fc from 'fast-check';
import { TAFEL_BESTANDEN } from '../../../src/route/load/laad-tafels.ts';
import { TAFEL_FOUTEN } from '../../../src/route/load/tafel-fout.ts';
import { GOEDE_TAFELS, laad } from '../tafel-map.ts';

const STUKJES = [
  '"',
  ',',
  '\n',
  '\r',
  ': ',
  '- ',
  '[',
  '{',
  '&a ',
  '*a',
  '!!x ',
  '|',
  '#',
  '---\n',
  '? ',
  '\t',
  '\0',
  '\ufeff',
];
const WOORDEN = ['__proto__', 'constructor', '0001', '9999-12-31', '<<: ', '"\\u00', '\u{1f600}', '\u2028', '='];

/** A good table with pieces cut out and others put in. */
const beschadigd = fc.record({
  bestand: fc.constantFrom(...TAFEL_BESTANDEN),
  sneden: fc.array(
    fc.record({
      plek: fc.double({ min: 0, max: 1, noNaN: true }),
      weg: fc.nat(12),
      erin: fc.constantFrom('', ...STUKJES, ...WOORDEN),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

function beschadig(tekst: string, sneden: readonly { plek: number; weg: number; erin: string }[]): string {
  return sneden.reduce((nu, { plek, weg, erin }) => {
    const op = Math.floor(plek * nu.length);
    return nu.slice(0, op) + erin + nu.slice(op + weg);
  }, tekst);
}

describe('laadTafels with whatever stands in the files', function () {
  it('gives tables or faults of known files and codes, and never throws', async function () {
    await fc.assert(
      fc.asyncProperty(fc.array(beschadigd, { minLength: 1, maxLength: 3 }), async (schade) => {
        const wijziging = Object.fromEntries(
          schade.map(({ bestand, sneden }) => [bestand, beschadig(GOEDE_TAFELS[bestand] ?? '', sneden)]),
        );

        const uitkomst = await laad(wijziging);

        for (const { bestand, lijn, code, uitleg } of uitkomst.ok ? [] : uitkomst.fout) {
          expect(TAFEL_BESTANDEN).to.include(bestand);
          expect(Object.keys(TAFEL_FOUTEN)).to.include(code);
          expect(lijn).to.be.at.least(0);
          expect(uitleg)
            .to.match(/\.$/)
            .and.not.to.match(/undefined|NaN|\[object/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('refuses any bytes that are no table', async function () {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TAFEL_BESTANDEN),
        fc.uint8Array({ maxLength: 200 }),
        async (bestand, bytes) => {
          const uitkomst = await laad({ [bestand]: Buffer.from(bytes) });

          expect(uitkomst.ok).to.equal(false);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses a hundred thousand faulty lines in every file without running out of memory', async function () {
    const uitkomst = await laad(
      Object.fromEntries(TAFEL_BESTANDEN.map((bestand) => [bestand, 'a,b\n'.repeat(99_990)])),
    );

    expect(uitkomst.ok).to.equal(false);
  });
});
