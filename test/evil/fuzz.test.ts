import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import { berichtType } from '../../src/bericht/catalogus.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { foutGegevens, isFoutCode } from '../../src/bericht/fault-catalogue.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator, type SynthetischBericht } from '../../src/cli/generate/generator.ts';
import { createLoting, muteer } from './mutatie.ts';
import { jsonVan, openOpstelling, type Opstelling } from './opstelling.ts';

const PER_BERICHT = 15;
const TEGELIJK = 8;
const PAAR = { gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! };

/** Which demo connection acts with a message. */
function alsWie({ soort, afzender, ontvanger }: SynthetischBericht): string {
  const partij = berichtType(soort).handelt === 'afzender' ? afzender : ontvanger;
  return partij === '0363' ? 'gemeente-amsterdam' : 'zorg-voorbeeldhof';
}

describe('Hostile input: all 28 messages with bytes and elements flipped, cut, doubled and moved', function () {
  let opstelling: Opstelling;

  before(async function () {
    this.timeout(60_000);
    opstelling = await openOpstelling();
  });
  after(async () => opstelling.ruimOp());

  it(`answers each of ${28 * PER_BERICHT} with 2xx or a 4xx of the catalogue, and says nothing of a person`, async function () {
    this.timeout(90_000);
    const zaad = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));
    console.log(`      seed ${zaad} (opnieuw met KNOOPPUNT_SEED=${zaad})`); // eslint-disable-line no-console -- a failure must be repeatable
    const loting = createLoting(zaad);
    const generator = createGenerator({ seed: zaad, paren: [PAAR], peildatum: parseDatum('2026-11-01')! });
    const gevallen: { readonly bericht: SynthetischBericht; readonly body: Buffer }[] = [];
    // a first round of stories holds each type once
    for (let i = 0; i < 28; i += 1) {
      const bericht = generator.volgende();
      for (let n = 0; n < PER_BERICHT; n += 1)
        gevallen.push({ bericht, body: muteer(Buffer.from(bericht.xml), loting) });
    }
    const gezien = new Map<string, number>();

    await Promise.all(
      Array.from({ length: TEGELIJK }, async () => {
        for (let geval = gevallen.pop(); geval !== undefined; geval = gevallen.pop()) {
          const { bericht, body } = geval;
          const verzoek = { body: [body], contentType: 'application/xml' };
          const antwoord = await opstelling.stuur(verzoek, { als: alsWie(bericht) });
          const code = (jsonVan(antwoord)['code'] ?? 'goed') as string;
          gezien.set(code, (gezien.get(code) ?? 0) + 1);
          const uitleg = () => `${bericht.soort}: ${antwoord.ruw.toString()}\n${body.toString('base64')}`;
          if (code === 'goed') expect(antwoord.status, uitleg()).to.be.oneOf([200, 202]);
          else {
            expect(antwoord.status, uitleg()).to.be.within(400, 499);
            expect(isFoutCode(code) && foutGegevens(code).http, uitleg()).to.equal(antwoord.status);
          }
          for (const woord of [...bericht.bsns, ...bericht.namen].filter(({ length }) => length > 4))
            expect(antwoord.ruw.includes(woord), uitleg()).to.equal(false);
        }
      }),
    );

    expect([...gezien.keys()]).to.include.members(['BRS13', 'BRS14']);
    for (const zin of ['niet beoordeeld', 'niet vastgelegd']) expect(opstelling.proef.logboek()).not.to.contain(zin);
  });

  it('is as well after all of these as before, and called nobody', async () => opstelling.toetsGezond());
});
