import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { Operatie } from './operatie.ts';

const VAN_HANDTEKENING = [
  ...(['HND01', 'HND02', 'HND03', 'HND04', 'HND05', 'HND06', 'HND07', 'HND08', 'HND09', 'HND10', 'HND11'] as const),
  ...(['HND12', 'HND13', 'HND14', 'HND15', 'HND16', 'HND17', 'HND18', 'HND19', 'HND20', 'HND21'] as const),
] satisfies readonly FoutCode[];

/**
 * Every code that a call can answer with: its own, and those that follow from its form (a body, a signature, a role, an
 * id in the path). The contract names exactly these, and outside production an answer with another code is a fault.
 */
export function codesVan(operatie: Operatie): ReadonlySet<FoutCode> {
  const { body, pad, wie } = operatie;
  const isOndertekend = wie !== 'iedereen';
  return new Set<FoutCode>([
    ...operatie.codes,
    ...(['SYNTAX', 'VERWACHTING', 'KOPPEN', 'DRUK', 'INTERN'] as const),
    ...(body === undefined ? [] : (['MEDIA', 'TIJD'] as const)),
    ...(body?.contentType === 'application/xml' ? (['BRS06'] as const) : []),
    ...(body === undefined || body.verplicht === false ? [] : (['LEEG'] as const)),
    ...(isOndertekend ? ([...VAN_HANDTEKENING, 'STORE', 'STOPT'] as const) : []),
    ...(Array.isArray(wie) ? (['GEEN_ROL'] as const) : []),
    ...(isOndertekend && pad.includes('{') ? (['NIET_GEVONDEN'] as const) : []),
  ]);
}

/** An answer differs from what the contract says: a fault of the hub. */
export class AntwoordAfwijking extends Error {
  readonly code = 'INTERN';
  constructor(operatie: string, wat: string) {
    super(`antwoord van ${operatie} wijkt af van het contract: ${wat}`);
    this.name = 'AntwoordAfwijking';
  }
}

/** @throws AntwoordAfwijking when the contract does not say that this call can answer with this code. */
export function eisCode(operatie: Operatie, code: FoutCode): void {
  if (!codesVan(operatie).has(code)) throw new AntwoordAfwijking(operatie.id, code);
}
