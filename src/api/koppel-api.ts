import type { Express } from 'express';
import type { HttpDelen } from '../http/delen.ts';
import { koppelOperaties } from '../http/koppelen.ts';
import type { Operatie } from '../http/operatie.ts';
import { beheerOperaties } from './beheer.ts';
import { berichtOperaties } from './berichten.ts';
import { controleOperaties, diagnoseOperaties } from './controles.ts';
import type { ApiDelen } from './delen.ts';
import { gebeurtenisOperaties } from './gebeurtenissen.ts';
import { leveringOperaties } from './leveringen.ts';
import { systeemOperaties } from './systeem.ts';

/** Binds every call of the API. `deuren` are the operations with a door of their own: they stand in the contract too. */
export function koppelApi(app: Express, deuren: readonly Operatie[], delen: ApiDelen, http: HttpDelen): void {
  const ondertekend = [
    ...berichtOperaties(delen),
    ...leveringOperaties(delen),
    ...gebeurtenisOperaties(delen),
    ...controleOperaties(delen),
    ...beheerOperaties(delen),
  ];
  const open = [...diagnoseOperaties(delen), ...systeemOperaties(delen, () => alle)];
  const alle: readonly Operatie[] = [...deuren, ...ondertekend, ...open];
  koppelOperaties(app, open, ondertekend, deuren, http);
}
