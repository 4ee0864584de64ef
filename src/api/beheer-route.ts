import { findBerichtType } from '../bericht/catalogus.ts';
import type { Kop } from '../bericht/kop.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';
import { vindRoute } from '../route/vind-route.ts';
import type { NieuweRoute } from '../store/beheer-port.ts';
import type { ApiDelen } from './delen.ts';

/** Messages with the route that they have now, and those for which nothing can be done, as the answer names them. */
export interface Herrouterd {
  readonly routes: readonly NieuweRoute[];
  readonly zonder: readonly object[];
}

/**
 * Judges the routes of messages anew, by the tables of this moment.
 * @returns a function; for `hangOm` what stays where it is comes back as `AL_ZO`.
 */
export function createHerroutering({
  store,
  tafels,
}: Pick<ApiDelen, 'store' | 'tafels'>): (
  ids: readonly TraceerId[],
  nu: Date,
  daad: 'herlever' | 'hangOm',
) => Promise<Herrouterd> {
  return async function herrouteer(ids, nu, daad) {
    const huidig = tafels();
    const routes: NieuweRoute[] = [];
    const zonder: object[] = [];
    for (const [i, stand] of (await Promise.all(ids.map((id) => store.zoekBericht(id)))).entries()) {
      const traceerId = ids[i];
      if (traceerId === undefined) continue;
      const type = findBerichtType(stand?.berichtsoort ?? '');
      if (stand === undefined) {
        zonder.push({ traceerId, httpStatus: 404, code: 'NIET_GEVONDEN' });
        continue;
      }
      const { aansluiting, afzender, ontvanger, status } = stand;
      // never accepted: it has no place in a mailbox to go to
      if (type === undefined || afzender === undefined || ontvanger === undefined || aansluiting === undefined) {
        zonder.push({ traceerId, httpStatus: 409, code: 'NIET_NU', berichtStatus: status });
        continue;
      }
      const indiener = huidig.aansluitingen.get(stand.indiener);
      const route = vindRoute(huidig, {
        type,
        // the route looks at who sends and who receives only
        kop: { soort: type.soort, afzender, ontvanger } as Kop,
        nu,
        ...(indiener === undefined ? {} : { indiener }),
      });
      if (!route.ok) zonder.push({ traceerId, httpStatus: 422, code: 'BRS33', berichtStatus: status });
      else if (daad === 'hangOm' && route.waarde.aansluiting === aansluiting)
        zonder.push({ traceerId, httpStatus: 409, code: 'AL_ZO', berichtStatus: status });
      else routes.push({ traceerId, route: route.waarde });
    }
    return { routes, zonder };
  };
}
