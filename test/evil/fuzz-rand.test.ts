import { expect } from 'chai';
import fc from 'fast-check';
import { randomInt, randomUUID } from 'node:crypto';
import { foutGegevens, isFoutCode } from '../../src/bericht/fault-catalogue.ts';
import { jsonVan, openOpstelling, TRAAGHEID, type Opstelling } from './opstelling.ts';
import { stappenVan, type Getekend, type Koppen } from './teken.ts';
import type { RuwAntwoord } from './verbinding.ts';

const KEREN = 250;
const MB = 1_048_576;
/** What may be held beside before: garbage that was not collected yet, stacks, pages that the allocator keeps. */
const ERBIJ_MB = 128;

const STUKJES = [
  '"',
  ';',
  ',',
  ':',
  '=',
  '(',
  ')',
  '?1',
  '@x',
  '\t',
  ' ',
  '..',
  '%00',
  'é',
  '\\',
  '-1',
  '9'.repeat(20),
];

/** Cuts, doubles and replaces in a text; never an end of line, which would be another header. */
const snede = fc.record({
  plek: fc.double({ min: 0, max: 1, noNaN: true }),
  weg: fc.nat(6),
  erin: fc.oneof(fc.constantFrom('', ...STUKJES), fc.string({ maxLength: 4 }).map(zonderRegeleind)),
});
type Snede = typeof snede extends fc.Arbitrary<infer T> ? T : never;

function zonderRegeleind(tekst: string): string {
  return tekst.replaceAll(/[\r\n]/g, '');
}

function snij(tekst: string, sneden: readonly Snede[]): string {
  return sneden.reduce((nu, { plek, weg, erin }) => {
    const op = Math.floor(plek * nu.length);
    return nu.slice(0, op) + erin + nu.slice(op + weg);
  }, tekst);
}

/** What becomes of one header line after signing. */
const kopSchade = fc.record({
  welke: fc.nat(12),
  wat: fc.constantFrom('snij' as const, 'weg' as const, 'dubbel' as const, 'naam' as const),
  sneden: fc.array(snede, { minLength: 1, maxLength: 3 }),
});
type KopSchade = typeof kopSchade extends fc.Arbitrary<infer T> ? T : never;

/** Applies damage to header lines. The length of the body stays, or the request would wait for bytes that never come. */
function beschadigKoppen(koppen: Koppen, schade: readonly KopSchade[]): Koppen {
  return schade.reduce<Koppen>((nu, { welke, wat, sneden }) => {
    const plek = welke % nu.length;
    return nu.flatMap((kop, i): Koppen => {
      const [naam, waarde] = kop;
      if (i !== plek || naam === 'Content-Length') return [kop];
      if (wat === 'weg') return [];
      if (wat === 'dubbel') return [kop, [naam, snij(waarde, sneden)]];
      return wat === 'naam' ? [[snij(naam, sneden), waarde]] : [[naam, snij(waarde, sneden)]];
    });
  }, koppen);
}

const GOEDE_JSON = [
  ['/v1/leveringen', '{"max":1,"leaseSeconden":30,"wachtSeconden":0,"partij":"0363"}'],
  ['/v1/leveringen/bevestigingen', `{"leveringIds":["${randomUUID()}"]}`],
  [`/v1/leveringen/${randomUUID()}/weigeringen`, '{"code":"StUF055","omschrijving":"past niet"}'],
  [`/v1/leveringen/${randomUUID()}/teruggaven`, '{}'],
] as const;

const jsonBody = fc.oneof(
  fc
    .tuple(fc.constantFrom(...GOEDE_JSON), fc.array(snede, { minLength: 1, maxLength: 4 }))
    .map(([[target, tekst], s]) => ({
      target,
      body: Buffer.from(snij(tekst, s)),
    })),
  fc.tuple(fc.constantFrom(...GOEDE_JSON), fc.json({ maxDepth: 6 })).map(([[target], tekst]) => ({
    target,
    body: Buffer.from(tekst),
  })),
  fc
    .tuple(fc.constantFrom(...GOEDE_JSON), fc.uint8Array({ minLength: 1, maxLength: 200 }))
    .map(([[target], bytes]) => ({
      target,
      body: Buffer.from(bytes),
    })),
);

describe('Hostile input: headers and JSON bodies with whatever in them', function () {
  let opstelling: Opstelling;
  const zaad = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));

  before(async function () {
    this.timeout(60_000);
    console.log(`      seed ${zaad} (opnieuw met KNOOPPUNT_SEED=${zaad})`); // eslint-disable-line no-console -- a failure must be repeatable
    opstelling = await openOpstelling({
      limieten: { verzoekenPerSecondePerAdres: '100000', verzoekenPerSecondePerAansluiting: '100000' },
    });
  });
  after(async () => opstelling.ruimOp());

  /** An answer in time, of ours where there is a code, or one of the HTTP parser. Never a fault of the hub. */
  function toets(antwoord: RuwAntwoord): void {
    const { code } = jsonVan(antwoord);
    const uitleg = antwoord.ruw.toString().slice(0, 2000);
    expect(antwoord.status, uitleg).to.be.within(200, 499);
    expect(antwoord.duurMs, 'milliseconds to the answer').to.be.below(1_000 * TRAAGHEID);
    if (antwoord.status >= 400 && typeof code === 'string')
      expect(isFoutCode(code) && foutGegevens(code).http, uitleg).to.equal(antwoord.status);
  }

  for (const profiel of ['jades', 'rfc9421'] as const)
    it(`passes no message of which a covered header changed, and answers every change with a 4xx: ${profiel}`, async function () {
      this.timeout(90_000);
      const { xml } = opstelling.nieuw();
      await fc.assert(
        fc.asyncProperty(fc.array(kopSchade, { minLength: 1, maxLength: 3 }), async (schade) => {
          let voor: Getekend | undefined;
          let na: Koppen = [];

          const antwoord = await opstelling.stuur(
            { body: [Buffer.from(xml)], profiel },
            {
              stappen: (getekend) => {
                voor = getekend;
                na = beschadigKoppen(getekend.koppen, schade);
                return stappenVan({ ...getekend, koppen: na });
              },
            },
          );

          toets(antwoord);
          if (antwoord.status < 300) expect(betekenis(na)).to.deep.equal(betekenis(voor?.koppen ?? []));
        }),
        { seed: zaad, numRuns: KEREN },
      );
    });

  it('answers every JSON body with 2xx, or a 4xx of the catalogue', async function () {
    this.timeout(90_000);
    const voor = process.memoryUsage().rss / MB;
    await fc.assert(
      fc.asyncProperty(jsonBody, async ({ target, body }) => {
        toets(await opstelling.stuur({ target, body: [body], contentType: 'application/json' }));
      }),
      { seed: zaad, numRuns: 2 * KEREN },
    );
    expect(process.memoryUsage().rss / MB - voor, 'megabytes more than before').to.be.below(ERBIJ_MB);
  });

  it('is as well after all of these as before, and called nobody', async () => opstelling.toetsGezond());
});

const GEDEKT = ['host', 'content-type', 'content-length', 'digest', 'content-digest'];

/** What the covered headers say: white space around a value says nothing, nor does a header that is not covered. */
function betekenis(koppen: Koppen): readonly string[] {
  return koppen
    .map(([naam, waarde]) => [naam.toLowerCase(), waarde.trim()] as const)
    .filter(([naam]) => GEDEKT.includes(naam))
    .map(([naam, waarde]) => `${naam}: ${waarde}`)
    .toSorted();
}
