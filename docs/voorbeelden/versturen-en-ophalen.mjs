/* global console, process */
// Versturen en ophalen met de clientbibliotheek, tegen het demoknooppunt (npm start):
//   node docs/voorbeelden/versturen-en-ophalen.mjs BERICHT.xml
import { readFileSync, writeFileSync } from 'node:fs';
import { createKnooppuntClient } from '../../dist/src/client/knooppunt-client.js';
import { leesOndertekenaar } from '../../dist/src/client/lees-ondertekenaar.js';
import { createKlok } from '../../dist/src/observe/clock.js';
import { createIds } from '../../dist/src/observe/ids.js';

const { KNOOPPUNT_URL: url = 'http://localhost:8443', KNOOPPUNT_CERTS: map = 'certs-dev' } = process.env;
const lees = (naam) => readFileSync(`${map}/${naam}`);
const hub = { certificaten: [lees('hub.crt.pem')] };
const wie = (naam) => leesOndertekenaar(lees(`${naam}.key.pem`), lees(`${naam}.crt.pem`));
const client = (naam) =>
  createKnooppuntClient({ url, hub, ondertekenaar: wie(naam), klok: createKlok(), ids: createIds() });

// versturen: ondertekend, veilig herhaald, het antwoord bewezen van het knooppunt
const uitkomst = await client('gemeente-amsterdam').verstuur(readFileSync(process.argv[2]));
console.log(uitkomst.soort, uitkomst.traceerId, uitkomst.bevindingen);

// ophalen: pas bevestigen als het bericht veilig is opgeslagen
const aanbieder = client('zorg-voorbeeldhof');
for (const { inhoud, leveringId, traceerId } of await aanbieder.haalOp({ wachtSeconden: 5 })) {
  writeFileSync(`${traceerId}.xml`, inhoud, { flush: true });
  await aanbieder.bevestig(leveringId);
  console.log('opgehaald en bevestigd', traceerId);
}
