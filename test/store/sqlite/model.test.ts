import type { Handeling } from '../../../src/store/beheer-port.ts';
import type { RegistratieRoute } from '../../../src/store/port.ts';
import { GEMEENTE, nonce, ONTVANGER } from '../../contract/bericht-store/voorbeeld.ts';
import { describeBerichtStoreModel } from '../../contract/bericht-store-model.ts';
import { BEHEERDER } from '../../contract/model/speel.ts';
import { openSqliteProef } from './proef-map.ts';

/** What the tables would give a message that was refused before it had a route. */
const ROUTE: RegistratieRoute = {
  aansluiting: ONTVANGER,
  ontvangendePartij: GEMEENTE,
  tafelVersie: 'beef00',
  tafelRegel: 'routes.yaml:20',
};

const handeling = (nu: Date): Handeling => ({
  actor: BEHEERDER,
  reden: 'storing bij de ontvanger',
  nu,
  nonce: nonce(),
});

describeBerichtStoreModel('SQLite', openSqliteProef, {
  async herlever({ beheer }, { traceerId, route = ROUTE }, nu) {
    const uit = await beheer.herlever(handeling(nu), [{ traceerId, route }]);
    return uit !== 'nonce_bekend' && uit[0]?.soort === 'gedaan';
  },
  async pauzeer({ beheer }, aansluiting, aan, nu) {
    await (aan ? beheer.pauzeer(handeling(nu), aansluiting) : beheer.hervat(handeling(nu), aansluiting));
  },
});
