import { expect } from 'chai';
import { beschrijfGroep } from './groep.ts';
import { GROOT, VORM } from './kwaad/vorm.ts';
import { openOpstelling } from './opstelling.ts';

beschrijfGroep('vorm en omvang', { alleen: ({ id }) => !(id in GROOT) });

describe('Hostile input: a body that is not all there', function () {
  it('leaves nothing behind: the same message, whole, is new (202)', async () => {
    const opstelling = await openOpstelling();
    try {
      const { xml } = opstelling.nieuw();
      const body = [Buffer.from(xml)];
      const stappen = VORM['H036']?.[0]?.stappen;
      expect((await opstelling.stuur({ body }, { stappen })).status).to.equal(400);

      const heel = await opstelling.stuur({ body });

      expect(heel.status, heel.body.toString()).to.equal(202);
    } finally {
      await opstelling.ruimOp();
    }
  });
});
