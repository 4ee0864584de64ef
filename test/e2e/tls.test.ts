import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { expect } from 'chai';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import { zorgVoorProefPki } from './proef-certificaten.ts';

describe('TLS and mutual TLS', function () {
  this.timeout(60_000);
  let proef: ProefHub;
  let certs: string;

  before(async function () {
    certs = await zorgVoorProefPki();
    proef = await openProefHub({
      tls: {
        sleutel: join(certs, 'hub.key.pem'),
        certificaat: join(certs, 'hub.crt.pem'),
        clientCa: join(certs, 'ca.pem'),
      },
    });
  });
  after(async () => proef.ruimOp());

  const vraag = (met: object): Promise<number> =>
    new Promise((resolve, reject) => {
      const verzoek = request(
        {
          host: 'localhost',
          port: proef.poort,
          path: '/health/live',
          ca: readFileSync(join(certs, 'ca.pem')),
          agent: false,
          ...met,
        },
        (antwoord) => {
          antwoord.resume();
          resolve(antwoord.statusCode ?? 0);
        },
      );
      verzoek.on('error', reject);
      verzoek.end();
    });
  const client = (naam: string): object => ({
    key: readFileSync(join(certs, `${naam}.key.pem`)),
    cert: Buffer.concat([readFileSync(join(certs, `${naam}.crt.pem`)), readFileSync(join(certs, 'ca.pem'))]),
  });

  it('serves a client whose certificate chains to the configured CA', async function () {
    expect(await vraag(client('zorg-voorbeeldhof'))).to.equal(200);
  });

  it('ends the connection of a client without a certificate', async function () {
    const fout = await vraag({}).catch((reden: unknown) => reden);

    expect(fout).to.be.instanceOf(Error);
  });

  it('speaks no TLS older than 1.2', async function () {
    const fout = await vraag({ ...client('zorg-voorbeeldhof'), maxVersion: 'TLSv1.1' }).catch(
      (reden: unknown) => reden,
    );

    expect(fout).to.be.instanceOf(Error);
  });
});
