import { expect } from 'chai';
import type { Ontvanger, Opstelling } from '../opstelling.ts';
import type { ValNaam } from '../val.ts';
import { bevestig, haalEen, isKlaar, neemAan, rondAf, sterfOp, type Proef } from './proef.ts';

/** What an operator does to a message that came to its end. */
export const BEHEER: readonly Proef[] = [
  {
    punten: '29',
    belofte: 'an offer by a person that was not committed can be made by the same words',
    doe: herleverd('beheerHerlever.voor-commit', 'bezorgd', { httpStatus: 200, berichtStatus: 'in_wachtrij' }),
  },
  {
    punten: '29',
    belofte: 'one that was committed is made once: it is on the queue, and cannot be offered again there',
    doe: herleverd('beheerHerlever.na-commit', 'in_wachtrij', {
      httpStatus: 409,
      code: 'NIET_NU',
      berichtStatus: 'in_wachtrij',
    }),
  },
];

function herleverd(punt: ValNaam, daarna: string, tweede: object): Proef['doe'] {
  return async (o: Opstelling, wie: Ontvanger) => {
    const traceerId = await neemAan(o, o.bericht(wie));
    await rondAf(o, wie, traceerId, 1);

    await sterfOp(o, punt, () => o.herlever(traceerId));

    expect(await o.statusVan(traceerId)).to.equal(daarna);
    expect((await o.herlever(traceerId))?.json['resultaten']).to.deep.equal([{ traceerId, ...tweede }]);
    const item = await haalEen(o, wie, traceerId);
    expect([item.poging, item.herlevering]).to.deep.equal([1, true]);
    await bevestig(o, wie, item.leveringId);
    await isKlaar(o, wie, traceerId, 'bezorgd');
  };
}
