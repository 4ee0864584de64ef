import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKnooppuntClient } from '../src/client/knooppunt-client.ts';
import { createKlok } from '../src/observe/clock.ts';
import { createIds } from '../src/observe/ids.ts';
import { createOndertekenaar } from '../src/signature/ondertekenaar.ts';

/**
 * Receivers of the long run: for each aansluiting a loop that fetches and acknowledges as its software would, through the
 * client library. `node ophaler.js POORT CERTS AANSLUITING...`; says how many when it is asked to stop.
 */
const [poort = '', certs = '', ...aansluitingen] = process.argv.slice(2);
const stop = new AbortController();
let opgehaald = 0;

async function haalAlles(aansluiting: string): Promise<void> {
  const lees = (soort: string): Buffer => readFileSync(join(certs, `${aansluiting}.${soort}.pem`));
  const client = createKnooppuntClient({
    url: `http://localhost:${poort}`,
    ondertekenaar: createOndertekenaar(createPrivateKey(lees('key')), new X509Certificate(lees('crt')).raw),
    hub: { certificaten: [readFileSync(join(certs, 'hub.crt.pem'))] },
    klok: createKlok(),
    ids: createIds(),
  });
  while (!stop.signal.aborted) {
    const leveringen = await client.haalOp({ max: 100, wachtSeconden: 2 });
    if (leveringen.length === 0) continue;
    await client.bevestigAlle(leveringen.map(({ leveringId }) => leveringId));
    opgehaald += leveringen.length;
  }
}

const lopend = Promise.all(aansluitingen.map(haalAlles));
lopend.catch((fout: unknown) => {
  process.stderr.write(`ophaler: ${fout instanceof Error ? fout.message : 'onbekende fout'}\n`);
  process.exit(1);
});
process.on('message', () => {
  stop.abort();
  void lopend.then(() => {
    process.send?.({ opgehaald });
    process.exit(0);
  });
});
