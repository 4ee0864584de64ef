import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { voorbeeld } from '../../cli/client-opdracht.ts';
import { openRecorder, type Opname, type Recorder } from './recorder.ts';
import { neemBeheerOp } from './scenario-beheer.ts';

export const GEMEENTE = 'gemeente-amsterdam';
export const AANBIEDER = 'zorg-voorbeeldhof';
/** Ids that a sender chose itself. */
const EIGEN = {
  traceerId: '3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b',
  conversatieId: '7d9e6679-7425-40de-944b-e07fc1f90ae7',
  fscTransactionId: '0192f0c1-2b3c-7d4e-8f50-617283940a1b',
  onbekendeLevering: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
} as const;

/** Plays the fixed demo that gives an example of every operation and every good status. @returns what was recorded. */
export async function speelScenario(): Promise<Opname> {
  const recorder = await openRecorder(Object.values(EIGEN));
  try {
    await neemSysteemOp(recorder);
    await neemControlesOp(recorder);
    const bezorgd = await neemBerichtenOp(recorder);
    const afgekeurd = await neemVolgenOp(recorder, bezorgd);
    await neemBeheerOp(recorder, { bezorgd, afgekeurd });
    await neemCijfersOp(recorder);
    return recorder.opname;
  } finally {
    await recorder.close();
  }
}

/** A message in which a date has the wrong form. */
const metFout = (xml: Buffer): Buffer =>
  Buffer.from(xml.toString('utf8').replace(/(<[a-z0-9]+:Begindatum>)[^<]*/, '$125-11-2026'));

const leveringIdUit = (antwoord: { readonly json: Readonly<Record<string, unknown>> }): string =>
  (antwoord.json['leveringen'] as readonly { readonly leveringId: string }[])[0]?.leveringId ?? '';

async function neemSysteemOp({ neem }: Recorder): Promise<void> {
  await neem('getHealthLive', 'draait', { status: 200, samenvatting: 'Het proces draait' });
  await neem('getHealthReady', 'gereed', { status: 200, samenvatting: 'Alle onderdelen zijn in orde' });
  await neem('getCertificaten', 'certificaten', {
    status: 200,
    samenvatting: 'Een sleutel per algoritme (PEM afgekort)',
  });
  await neem('getOpenApi', 'begin', {
    status: 200,
    samenvatting: 'Het begin van deze beschrijving',
    kort: (waarde) => {
      const { openapi, info } = waarde as { openapi: string; info: Record<string, unknown> };
      return { openapi, info: { title: info['title'], version: info['version'], license: info['license'] }, paths: {} };
    },
  });
}

async function neemControlesOp({ neem, doe }: Recorder): Promise<void> {
  const xml = voorbeeld('WMO305', 11);
  const als = AANBIEDER;
  await neem('postControle', 'in-orde', { als, xml, status: 200, samenvatting: 'Een bericht waar niets aan mankeert' });
  await neem('postControle', 'met-bevinding', {
    ...{ als, xml: metFout(xml), status: 200 },
    samenvatting: 'Een datum in de verkeerde vorm',
  });
  await neem('postControleHandtekening', 'klopt', {
    ...{ als, xml, profiel: 'rfc9421', status: 200 },
    samenvatting: 'De handtekening klopt (RFC 9421)',
  });
  const andereInhoud = (koppen: readonly (readonly [string, string])[]) =>
    koppen.map(([naam, waarde]) =>
      naam === 'Traceer-Id' ? ([naam, EIGEN.conversatieId] as const) : ([naam, waarde] as const),
    );
  const koppen = [['Traceer-Id', EIGEN.traceerId]] as const;
  await neem('postControleHandtekening', 'klopt-niet', {
    ...{ als, xml, koppen, status: 200, naOndertekening: andereInhoud },
    samenvatting: 'Een header is na het ondertekenen veranderd (JAdES)',
  });

  // two requests that never became a message
  await doe('postBerichten', { als, xml, koppen, naOndertekening: andereInhoud });
  await doe('postBerichten', {
    ...{ als, xml },
    naOndertekening: (alle) => alle.map(([n, w]) => (n === 'Content-Type' ? [n, 'text/xml'] : [n, w])),
  });
  await neem('getMislukteVerzoeken', 'twee', {
    ...{ als, parameters: { vanaf: '2026-11-25T09:00:00Z', tot: '2026-11-25T10:00:00Z' }, status: 200 },
    samenvatting: 'Een handtekening die niet past, en een verkeerd Content-Type',
  });
}

/** @returns the traceerId of a message that was delivered. */
async function neemBerichtenOp({ neem, doe }: Recorder): Promise<string> {
  const xml = voorbeeld('WMO305', 11);
  const als = AANBIEDER;
  await neem('postBerichten', 'aangenomen', {
    ...{ als, xml, status: 202, samenvatting: 'Aangenomen (JAdES), met een eigen Traceer-Id' },
    koppen: [
      ['Traceer-Id', EIGEN.traceerId],
      ['Conversatie-Id', EIGEN.conversatieId],
      ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
      ['Fsc-Transaction-Id', EIGEN.fscTransactionId],
    ],
  });
  await neem('postBerichten', 'herhaald', {
    ...{ als, xml, profiel: 'rfc9421', status: 200, samenvatting: 'Dezelfde inhoud nog eens (RFC 9421)' },
    koppen: [
      ['Traceer-Id', EIGEN.traceerId],
      ['Fsc-Transaction-Id', EIGEN.fscTransactionId],
    ],
  });

  const vraag = { als: GEMEENTE, json: { partij: '0363', max: 1, leaseSeconden: 300, wachtSeconden: 0 } };
  const eerst = await neem('postLeveringen', 'een-bericht', {
    ...vraag,
    status: 200,
    samenvatting: 'Een bericht in bruikleen',
  });
  await neem('postTeruggave', 'terug', {
    ...{ als: GEMEENTE, json: {}, parameters: { leveringId: leveringIdUit(eerst) }, status: 204 },
    samenvatting: 'Onverwerkt terug: het staat meteen weer klaar',
  });
  const weer = await doe('postLeveringen', vraag);
  await neem('postBevestiging', 'bevestigd', {
    ...{ als: GEMEENTE, json: {}, parameters: { leveringId: leveringIdUit(weer) }, status: 204 },
    samenvatting: 'Veilig opgeslagen',
  });
  await neem('postLeveringen', 'niets', {
    ...{ als: GEMEENTE, profiel: 'rfc9421', json: {}, status: 200 },
    samenvatting: 'Er staat niets klaar',
  });

  await doe('postBerichten', { als, xml: voorbeeld('WMO305', 12) });
  await doe('postBerichten', { als, xml: voorbeeld('WMO305', 13) });
  await neem('postWeigering', 'stuf055', {
    als: GEMEENTE,
    parameters: { leveringId: leveringIdUit(await doe('postLeveringen', vraag)) },
    json: { code: 'StUF055', omschrijving: 'Het bericht is niet te verwerken' },
    status: 204,
    samenvatting: 'Niet verwerkbaar: de afzender ziet de reden',
  });
  await neem('postBevestigingen', 'twee', {
    als: GEMEENTE,
    json: { leveringIds: [leveringIdUit(await doe('postLeveringen', vraag)), EIGEN.onbekendeLevering] },
    status: 200,
    samenvatting: 'De een is bevestigd, de ander bestaat niet',
  });
  return EIGEN.traceerId;
}

/** @returns the traceerId of a message that was refused. */
async function neemVolgenOp({ neem, doe }: Recorder, traceerId: string): Promise<string> {
  const als = AANBIEDER;
  const geweigerd = await doe('postBerichten', { als, xml: metFout(voorbeeld('WMO305', 14)) });
  const afgekeurd = String(geweigerd.json['traceerId']);
  await neem('getBericht', 'bezorgd', { als, parameters: { traceerId }, status: 200, samenvatting: 'Bezorgd' });
  await neem('getBericht', 'afgekeurd', {
    ...{ als, parameters: { traceerId: afgekeurd }, status: 200 },
    samenvatting: 'Afgekeurd, met de plaats van de fout',
  });
  await neem('getBerichtInhoud', 'xml', {
    ...{ als: GEMEENTE, parameters: { traceerId }, status: 200 },
    samenvatting: 'Precies de bytes die zijn ingediend',
  });
  const zoek = {
    status: 'bezorgd',
    berichtsoort: 'WMO305',
    vanaf: '2026-11-25T00:00:00Z',
    tot: '2026-11-26T00:00:00Z',
  };
  const eerste = await neem('getBerichten', 'eerste-pagina', {
    ...{ als, parameters: { ...zoek, max: '1' }, status: 200, samenvatting: 'De nieuwste bezorgde WMO305' },
  });
  await neem('getBerichten', 'tweede-pagina', {
    ...{ als, parameters: { ...zoek, max: '1', cursor: String(eerste.json['volgende']) }, status: 200 },
    samenvatting: 'De pagina erna, de laatste',
  });
  await neem('getGebeurtenissen', 'sinds', {
    ...{ als, profiel: 'rfc9421', parameters: { na: '2', max: '5', wachtSeconden: '0' }, status: 200 },
    samenvatting: 'De eerste vijf na volgnummer 2',
  });
  return afgekeurd;
}

async function neemCijfersOp({ neem, hub, routingMap }: Recorder): Promise<void> {
  await neem('getMetrics', 'cijfers', {
    status: 200,
    samenvatting: 'Enkele van de cijfers',
    kort: (waarde) =>
      `${String(waarde)
        .split('\n')
        .filter((regel) => /knooppunt_(verdicten_total|wachtend)\b/.test(regel))
        .join('\n')}\n`,
  });
  await appendFile(join(routingMap, 'gemeenten.csv'), '36,Te kort,,,\n');
  await hub.herlaad();
  await neem('getHealthReady', 'niet-gereed', { status: 503, samenvatting: 'Een fout in de tabellen' });
}
