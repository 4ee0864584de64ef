import type { Express } from 'express';
import type { Config } from '../config/port.ts';
import type { HttpDelen } from '../http/delen.ts';
import { koppelOperaties } from '../http/koppelen.ts';
import type { OndertekendeOperatie, OpenOperatie, Operatie } from '../http/operatie.ts';
import { berichtenOperatie } from './berichten-operatie.ts';
import { alarmOperaties } from './alarmen.ts';
import { beheerOperaties } from './beheer.ts';
import { berichtOperaties } from './berichten.ts';
import { controleOperaties, diagnoseOperaties } from './controles.ts';
import type { ApiDelen } from './delen.ts';
import { gebeurtenisOperaties } from './gebeurtenissen.ts';
import { hubbeheerOperaties } from './hubbeheer.ts';
import { leveringOperaties } from './leveringen.ts';
import { misluktOperaties } from './mislukte-verzoeken.ts';
import { systeemOperaties } from './systeem.ts';

/** All calls of the contract. */
interface Contract {
  readonly open: readonly OpenOperatie[];
  readonly ondertekend: readonly OndertekendeOperatie[];
  /** Those with a door of their own as well, in the order of the document. */
  readonly alle: readonly Operatie[];
}

function contractVan(deuren: readonly Operatie[], delen: ApiDelen): Contract {
  const ondertekend = [
    ...berichtOperaties(delen),
    ...leveringOperaties(delen),
    ...gebeurtenisOperaties(delen),
    ...controleOperaties(delen),
    ...misluktOperaties(delen),
    ...beheerOperaties(delen),
    ...alarmOperaties(delen),
    ...hubbeheerOperaties(delen),
  ];
  const open = [...diagnoseOperaties(delen), ...systeemOperaties(delen, () => alle)];
  const alle: readonly Operatie[] = [...deuren, ...ondertekend, ...open];
  return { open, ondertekend, alle };
}

/** Binds every call of the API. `deuren` are the operations with a door of their own: they stand in the contract too. */
export function koppelApi(app: Express, deuren: readonly Operatie[], delen: ApiDelen, http: HttpDelen): void {
  const { open, ondertekend } = contractVan(deuren, delen);
  koppelOperaties(app, open, ondertekend, deuren, http);
}

/** @returns the operations as a hub of this configuration has them, to read: none can be called without its hub. */
export function leesContract(config: Config): readonly Operatie[] {
  // what an operation says of itself depends on the configuration alone; the other parts are used when it is called
  return contractVan([berichtenOperatie(config.limieten.maxBytes)], { config } as ApiDelen).alle;
}
