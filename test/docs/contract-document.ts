import { leesContract } from '../../src/api/koppel-api.ts';
import { maakOpenApi } from '../../src/api/openapi.ts';
import { leesConfig } from '../../src/config/config.ts';

/** @returns the OpenAPI document of a hub with the default configuration, without a hub. */
export function contractDocument(): Readonly<Record<string, unknown>> {
  const config = leesConfig({ overschrijf: {}, pakketMap: '.', cores: 2 });
  if (!config.ok) throw new Error('de standaardconfiguratie laadt niet');
  return maakOpenApi(leesContract(config.waarde), ['https://knooppunt.example']);
}
