import { expect } from 'chai';
import { setTimeout as wacht } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator, type SynthetischBericht } from '../../src/cli/generate/generator.ts';
import { lengteVan } from './brokken.ts';
import { belofte } from './groep.ts';
import { GROOT, MAX_BYTES } from './kwaad/vorm.ts';
import { openOpstelling, toetsGeval, TRAAGHEID, type Opstelling } from './opstelling.ts';
import { geval } from './tafel.ts';

const MB = 1_048_576;
/** What a small message may cost at most beside ten times its own size: stacks, buffers, garbage not yet collected. */
const VAST_MB = 128;
/**
 * What the process may hold more than before when all is done. The allocator keeps pages that were once in use: over
 * nine rounds of all of these cases it levelled out at 250 MB above the start, after the fourth.
 */
const TERUG_MB = 224;
/** Buffers of bodies that may still be around. */
const BUFFERS_MB = 16;

// the collector of V8, which otherwise comes when it likes: what is measured is what is held, not what is forgotten
setFlagsFromString('--expose-gc');
const ruimGeheugen = runInNewContext('gc') as () => void;

interface Geheugen {
  /** Resident: the whole process, its worker threads and their WASM memories with it. */
  readonly rssMb: number;
  /** What Buffers of the main thread hold. */
  readonly buffersMb: number;
}

function geheugen(): Geheugen {
  ruimGeheugen();
  const { rss, arrayBuffers } = process.memoryUsage();
  return { rssMb: rss / MB, buffersMb: arrayBuffers / MB };
}

/** Polls memory until it is as low as wanted. @returns the last measure. */
async function geheugenOnder(wens: Geheugen, uiterlijkMs: number): Promise<Geheugen> {
  const einde = performance.now() + uiterlijkMs;
  for (;;) {
    const nu = geheugen();
    if ((nu.rssMb <= wens.rssMb && nu.buffersMb <= wens.buffersMb) || performance.now() > einde) return nu;
    await wacht(100);
  }
}

/** @returns memory once it no longer falls. */
async function geheugenInRust(): Promise<Geheugen> {
  for (let vorig = geheugen(); ;) {
    await wacht(300);
    const nu = geheugen();
    if (nu.rssMb > vorig.rssMb - 2) return nu;
    vorig = nu;
  }
}

describe('Hostile input: what is large', function () {
  this.timeout(60_000);
  let opstelling: Opstelling;
  let voor: Geheugen;
  let groteMap: SynthetischBericht;

  before(async function () {
    // a message of this size costs its worker about a second; here others may use the same two cores
    opstelling = await openOpstelling({ workers: { tijdslimietMs: String(5_000 * TRAAGHEID) } });
    groteMap = createGenerator({
      seed: 47,
      paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
      peildatum: parseDatum('2026-11-01')!,
    }).volgende({ soort: 'WMO301', bytes: MAX_BYTES });
    // the first job of each lane loads schemas: memory that stays
    await opstelling.toetsGezond();
    voor = await geheugenInRust();
  });
  after(async () => opstelling.ruimOp());

  for (const [id, recepten] of Object.entries(GROOT)) {
    const regel = geval(id);
    for (const recept of recepten) {
      const variant = recept.variant === undefined ? '' : ` (${recept.variant})`;
      it(`${id} ${regel.titel}${variant}: ${belofte(regel, recept.anders)}`, async () => {
        const bericht = id === 'H047' || id === 'H048' ? groteMap : opstelling.nieuw();
        const { body = [] } = recept.verzoek({ xml: bericht.xml, lokaas: opstelling.lokaas.poort });
        const rustMb = geheugen().rssMb;
        let hoogste = rustMb;
        const meter = setInterval(() => (hoogste = Math.max(hoogste, process.memoryUsage.rss() / MB)), 10);

        try {
          await toetsGeval(opstelling, regel, recept, { bericht, groot: true });
        } finally {
          clearInterval(meter);
        }

        const magMb = 10 * (lengteVan(body) / MB) + VAST_MB;
        expect(hoogste - rustMb, 'MB more than at rest').to.be.below(magMb);
      });
    }
  }

  it('serves others meanwhile: a small message is answered within a second while large ones are judged', async () => {
    const onderweg = ['H046', 'H051', 'H044', 'H049'].map(async (id) => {
      const [recept] = GROOT[id] ?? [];
      const verzoek = recept!.verzoek({ xml: opstelling.nieuw().xml, lokaas: opstelling.lokaas.poort });
      return (await opstelling.stuur(verzoek)).status;
    });
    const bezig = new Set(onderweg);
    for (const een of onderweg) void een.finally(() => bezig.delete(een));
    const tijden: number[] = [];
    do {
      const klein = await opstelling.stuur({ body: [Buffer.from(opstelling.nieuw().xml)] });
      expect(klein.status, klein.body.toString()).to.equal(202);
      tijden.push(klein.duurMs);
    } while (bezig.size > 0);

    expect(await Promise.all(onderweg)).to.deep.equal([422, 422, 422, 422]);
    expect(Math.max(...tijden), `slowest of ${tijden.length}`).to.be.below(1_000 * TRAAGHEID);
  });

  it('is as well after all of these as before, and its memory is back', async () => {
    await opstelling.toetsGezond();

    const mag = { rssMb: voor.rssMb + TERUG_MB, buffersMb: voor.buffersMb + BUFFERS_MB };
    const na = await geheugenOnder(mag, 10_000 * TRAAGHEID);

    expect(na.buffersMb, 'MB in buffers').to.be.at.most(mag.buffersMb);
    expect(na.rssMb, 'MB resident').to.be.at.most(mag.rssMb);
  });
});
