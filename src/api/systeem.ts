import type { OpenOperatie, Operatie } from '../http/operatie.ts';
import { schrijfPem } from '../keys/certificaat-lezen.ts';
import type { ApiDelen } from './delen.ts';
import { maakOpenApi } from './openapi.ts';
import * as schemas from './schemas.ts';

/** Open calls: certificates, health, metrics, and the description of all operations (`alle` is asked when needed). */
export function systeemOperaties(delen: ApiDelen, alle: () => readonly Operatie[]): readonly OpenOperatie[] {
  const { hubSleutels, keten, gezondheid, metrieken, config } = delen;
  // made once: it takes 60 ms, and anybody may ask for it
  let beschrijving: Buffer | undefined;
  const ongesloten = { wie: 'iedereen' as const, groep: 'Systeem', codes: [] };
  return [
    {
      ...ongesloten,
      id: 'getCertificaten',
      methode: 'GET',
      pad: '/v1/certificaten',
      groep: 'Certificaten',
      samenvatting: 'De certificaten waarmee het knooppunt ondertekent, ook eerdere',
      antwoorden: { 200: { beschrijving: 'De certificaten, nieuwste eerst', schema: schemas.certificaten } },
      behandel() {
        const actief = new Map([
          [hubSleutels.es256.vingerafdruk, 'ES256'],
          [hubSleutels.ps256.vingerafdruk, 'PS256'],
        ]);
        const certificaten = hubSleutels.certificaten.map(({ der, vingerafdruk, van, tot }) => ({
          vingerafdruk,
          alg: actief.get(vingerafdruk) ?? 'vroeger',
          geldigVan: van.toISOString(),
          geldigTot: tot.toISOString(),
          pem: schrijfPem(der, 'CERTIFICATE'),
          actief: actief.has(vingerafdruk),
        }));
        return Promise.resolve({ status: 200, json: { certificaten, keten } });
      },
    },
    {
      ...ongesloten,
      id: 'getOpenApi',
      methode: 'GET',
      pad: '/v1/openapi.json',
      samenvatting: 'Deze beschrijving',
      antwoorden: {
        200: {
          beschrijving: 'OpenAPI 3.1',
          schema: schemas.openApiDocument,
          koppen: { 'Access-Control-Allow-Origin': 'Iedere pagina mag deze beschrijving lezen' },
        },
      },
      behandel: () => {
        beschrijving ??= Buffer.from(JSON.stringify(maakOpenApi(alle(), config)));
        return Promise.resolve({
          status: 200,
          inhoud: { contentType: 'application/json', bytes: beschrijving },
          koppen: [['Access-Control-Allow-Origin', '*']],
        });
      },
    },
    {
      ...ongesloten,
      id: 'getHealthLive',
      methode: 'GET',
      pad: '/health/live',
      samenvatting: 'Draait het proces?',
      antwoorden: { 200: { beschrijving: 'Ja', schema: schemas.gezondheid } },
      behandel: () => Promise.resolve({ status: 200, json: { status: 'draait' } }),
    },
    {
      ...ongesloten,
      id: 'getHealthReady',
      methode: 'GET',
      pad: '/health/ready',
      samenvatting: 'Kan het knooppunt berichten aannemen, en zo niet: waarom?',
      antwoorden: {
        200: { beschrijving: 'Ja', schema: schemas.gezondheid },
        503: { beschrijving: 'Nee; de onderdelen zeggen wat er mis is', schema: schemas.gezondheid },
      },
      async behandel() {
        const stand = await gezondheid();
        return { status: stand.status === 'gereed' ? 200 : 503, json: stand };
      },
    },
    {
      ...ongesloten,
      id: 'getMetrics',
      methode: 'GET',
      pad: '/metrics',
      samenvatting: 'Cijfers voor Prometheus',
      antwoorden: { 200: { beschrijving: 'De cijfers', contentType: 'text/plain' } },
      behandel: async () => ({
        status: 200,
        inhoud: { contentType: metrieken.contentType, bytes: Buffer.from(await metrieken.tekst()) },
      }),
    },
  ];
}
