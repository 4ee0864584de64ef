import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { datumInNederland } from '../../src/bericht/datum.ts';
import { handelendePartij } from '../../src/bericht/kop.ts';
import { parsePartij } from '../../src/bericht/partij.ts';
import type { Config } from '../../src/config/port.ts';
import { VASTE_KOPPEN } from '../../src/http/koppen.ts';
import { leesCertsJson, metOntwikkelCertificaten } from '../../src/keys/certs-json.ts';
import { laadTafels } from '../../src/route/load/laad-tafels.ts';
import { vindRoute } from '../../src/route/vind-route.ts';
import { beoordeelMandaat } from '../../src/verify/mandaat.ts';
import type { ServerAntwoord, ServerVraag } from '../server-vorm.ts';
import { controleer, teken, type BaselineSleutel, type BaselineZender } from './handtekening.ts';
import { openBaselineOpslag } from './opslag.ts';
import { createBaselineXml } from './xml.ts';

/**
 * The plain baseline: what one would write in an afternoon, with the same duty towards the sender (proven, valid,
 * routed, durable, receipted), in one process on one thread, one commit per message.
 */

const antwoord = (bericht: ServerAntwoord): void => void process.send?.(bericht);

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Config;
const { certificatenMap } = config;
const op = datumInNederland(new Date());
const geladen = await laadTafels({ map: config.routingMap, omgeving: config.omgeving, op });
if (!geladen.ok) throw new Error('de tabellen laden niet');
const certs = await leesCertsJson(certificatenMap);
const tafels = metOntwikkelCertificaten(geladen.waarde, certs, config.omgeving);
const zenders = new Map<string, BaselineZender>(
  certs.map(({ aansluiting, certificaat }) => {
    const blad = new X509Certificate(readFileSync(join(certificatenMap, certificaat)));
    return [afdruk(blad.raw), { aansluiting, sleutel: blad.publicKey }] as const;
  }),
);
const hubBlad = new X509Certificate(readFileSync(join(certificatenMap, 'hub.crt.pem')));
const hub: BaselineSleutel = {
  sleutel: createPrivateKey(readFileSync(join(certificatenMap, 'hub.key.pem'))),
  x5c: hubBlad.raw.toString('base64'),
  x5t: afdruk(hubBlad.raw),
};
const xml = createBaselineXml(config.xsdMap);
mkdirSync(config.dataMap, { recursive: true });
const opslag = openBaselineOpslag(join(config.dataMap, 'baseline.db'));
const app = express();
// a fault of the bench shows in the counts, not as ten thousand stack traces
app.disable('x-powered-by').disable('etag').set('env', 'test');

app.post('/v1/berichten', express.raw({ type: 'application/xml', limit: '25mb' }), async (req, res) => {
  const body = req.body as Buffer;
  const doel = req.originalUrl;
  const { zender, handtekening, digest, nonce } = await controleer(req.headers, doel, body, zenders);
  const { kop, type } = xml.keur(body);
  const aansluiting = [...tafels.aansluitingen.values()].find(({ id }) => id === zender.aansluiting);
  const handelt = handelendePartij(kop, type);
  const partij = parsePartij(handelt);
  if (aansluiting === undefined || partij === undefined) throw new Error('onbekende aansluiting');
  const nu = new Date();
  const mandaat = beoordeelMandaat(tafels, { aansluiting, partij, type, op: datumInNederland(nu) });
  const route = vindRoute(tafels, { type, kop, nu, indiener: aansluiting });
  if (!mandaat.ok || !route.ok) throw new Error('niet toegestaan');
  const traceerId = randomUUID();
  opslag.bewaar({
    traceerId,
    sleutel: [handelt, type.berichtcode, kop.identificatie, kop.identificatieRetour ?? ''].join(' '),
    berichtsoort: type.soort,
    afzender: kop.afzender,
    ontvanger: kop.ontvanger,
    aansluiting: route.waarde.aansluiting,
    indiener: aansluiting.id,
    xml: body,
    handtekening,
    nonce,
    moment: nu.getTime(),
  });
  const uit = Buffer.from(
    JSON.stringify({
      traceerId,
      conversatieId: traceerId,
      status: 'ontvangen',
      berichtsoort: type.soort,
      afzender: kop.afzender,
      ontvanger: kop.ontvanger,
      bevindingen: [],
      ontvangstbewijs: {
        httpStatus: 202,
        moment: nu.toISOString(),
        traceerId,
        verzoekDigest: digest,
        verzoekHandtekening: createHash('sha256').update(handtekening).digest('base64url'),
      },
    }),
  );
  const koppen = await teken(hub, doel, uit);
  res.status(202).set({
    ...Object.fromEntries(VASTE_KOPPEN),
    'Content-Type': 'application/json',
    Location: `/v1/berichten/${traceerId}`,
    ...koppen,
  });
  res.send(uit);
});

const server = app.listen(config.poort, '127.0.0.1', () => antwoord({ soort: 'open', poort: config.poort }));

process.on('message', (vraag: ServerVraag) => {
  if (vraag.soort === 'rust') antwoord({ soort: 'rust' });
  else {
    server.close();
    server.closeAllConnections();
    opslag.close();
    process.exit(0);
  }
});

function afdruk(der: Buffer): string {
  return createHash('sha256').update(der).digest('base64url');
}
