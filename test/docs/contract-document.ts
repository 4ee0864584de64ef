import { leesContract } from '../../src/api/koppel-api.ts';
import { maakOpenApi } from '../../src/api/openapi.ts';
import { leesConfig } from '../../src/config/config.ts';
import type { Config } from '../../src/config/port.ts';
import type { Operatie } from '../../src/http/operatie.ts';

function standaardConfig(): Config {
  const config = leesConfig({ overschrijf: {}, pakketMap: '.', cores: 2 });
  if (!config.ok) throw new Error('de standaardconfiguratie laadt niet');
  return { ...config.waarde, publiekeUrls: ['https://knooppunt.example'] };
}

/** @returns the operations of a hub with the default configuration, without a hub. */
export function contractOperaties(): readonly Operatie[] {
  return leesContract(standaardConfig());
}

/** @returns the OpenAPI document of those. */
export function contractDocument(): Readonly<Record<string, unknown>> {
  return maakOpenApi(contractOperaties(), standaardConfig());
}
