import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { controleerBewijsstuk } from '../../src/client/bewijsstuk.ts';
import type { Bewijsstuk } from '../../src/client/antwoorden.ts';
import {
  AanroepGeweigerd,
  AntwoordNietBewezen,
  ClientInstellingFout,
  KnooppuntBezet,
  KnooppuntOnbereikbaar,
} from '../../src/client/fouten.ts';
import type { ClientOpties } from '../../src/client/client-port.ts';
import { HUB_OIN } from '../../src/keys/ontwikkel-pki.ts';
import type { BewezenVerzoek } from '../../src/verify/port.ts';
import { foutVan } from './fout-van.ts';
import { neemAan, ontvangstbewijsVoor, openProefServer, probleem, type ProefServer } from './proef-server.ts';

const XML = Buffer.from('<?xml version="1.0"?>\n<Bericht>één</Bericht>\n');
const PROFIELEN: readonly Partial<ClientOpties>[] = [
  { profiel: 'jades' },
  { profiel: 'jades', kopnaam: 'nlgov-adr' },
  { profiel: 'rfc9421' },
];

describe('The client library: sending', function () {
  this.timeout(60_000);
  let server: ProefServer;

  before(async function () {
    server = await openProefServer();
  });
  after(async () => server.close());

  for (const opties of PROFIELEN) {
    for (const wie of ['gemeente-amsterdam', 'zorg-voorbeeldhof']) {
      it(`signs so that the hub believes it, and proves the answer (${opties.profiel} ${opties.kopnaam ?? ''} ${wie})`, async function () {
        server.speel((verzoek) => neemAan(verzoek));

        const uit = await server
          .client(wie, opties)
          .verstuur(XML, { conversatieId: '6d0b9c5e-0000-4000-8000-000000000001' });

        const [ontvangen] = server.ontvangen;
        expect(ontvangen?.bewezen).to.include({ profiel: opties.profiel, kopnaam: opties.kopnaam ?? 'adr' });
        expect(ontvangen?.bewezen?.aansluiting.id).to.equal(wie);
        expect(ontvangen?.body.equals(XML)).to.equal(true);
        expect(ontvangen?.kop('content-type')).to.equal('application/xml');
        expect(uit).to.include({ soort: 'aangenomen', traceerId: ontvangen?.kop('traceer-id'), pogingen: 1 });
        expect(uit).to.include({ conversatieId: '6d0b9c5e-0000-4000-8000-000000000001', ontvanger: '65656055' });
      });
    }
  }

  it('sends again after a cut connection: same Traceer-Id and bytes, another signature, one message', async function () {
    server.speel((verzoek) => (verzoek.nummer === 1 ? 'kap' : neemAan(verzoek, true)));

    const uit = await server.client('gemeente-amsterdam').verstuur(XML);

    const [eerste, tweede] = server.ontvangen;
    expect(server.ontvangen).to.have.length(2);
    expect(tweede?.kop('traceer-id'))
      .to.match(/^[0-9a-f-]{36}$/)
      .and.equal(eerste?.kop('traceer-id'));
    expect(tweede?.body.equals(eerste?.body ?? Buffer.alloc(0))).to.equal(true);
    expect(tweede?.bewezen?.nonce.sleutel.equals(eerste?.bewezen?.nonce.sleutel ?? Buffer.alloc(0))).to.equal(false);
    expect(jti(tweede?.kop('message-signature'))).to.not.equal(jti(eerste?.kop('message-signature')));
    expect(uit).to.include({ soort: 'herhaald', traceerId: eerste?.kop('traceer-id'), pogingen: 2 });
  });

  it('keeps the Traceer-Id that the caller chose', async function () {
    server.speel((verzoek) => neemAan(verzoek));

    const uit = await server
      .client('gemeente-amsterdam')
      .verstuur(XML, { traceerId: '3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b' });

    expect(server.ontvangen[0]?.kop('traceer-id')).to.equal('3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b');
    expect(uit.traceerId).to.equal('3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b');
  });

  for (const [status, retryAfter, wacht] of [
    [503, '7', 7500],
    [429, '1', 1500],
    [408, undefined, 500],
  ] as const) {
    it(`waits as long as Retry-After says after ${status} (${retryAfter ?? 'no header'}), then sends again`, async function () {
      const koppen = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
      server.speel((verzoek) =>
        verzoek.nummer === 1 ? { ...probleem(status, 'DRUK'), koppen, onderteken: 'niet' } : neemAan(verzoek),
      );

      const uit = await server.client('gemeente-amsterdam').verstuur(XML);

      expect(uit).to.include({ soort: 'aangenomen', pogingen: 2 });
      expect(server.wachttijden).to.deep.equal([wacht]);
    });
  }

  it('gives up after its attempts and says under which Traceer-Id to go on', async function () {
    server.speel(() => ({ ...probleem(503, 'NIET_BEOORDEELD'), koppen: { 'Retry-After': '60' } }));

    const fout = await foutVan(() => server.client('gemeente-amsterdam').verstuur(XML), KnooppuntBezet);

    expect(server.ontvangen).to.have.length(3);
    expect(fout).to.include({ code: 'NIET_BEOORDEELD', retryable: true, opnieuwNaSeconden: 60 });
    expect(fout.traceerId).to.equal(server.ontvangen[2]?.kop('traceer-id'));
  });

  it('does not wait longer than it was allowed to: a Retry-After beyond that ends the attempts', async function () {
    server.speel(() => ({ ...probleem(503, 'STORE'), koppen: { 'Retry-After': '3600' }, onderteken: 'niet' }));

    const fout = await foutVan(() => server.client('gemeente-amsterdam').verstuur(XML), KnooppuntBezet);

    expect(fout.opnieuwNaSeconden).to.equal(3600);
    expect([server.ontvangen.length, server.wachttijden.length]).to.deep.equal([1, 0]);
  });

  it('says that the hub cannot be reached, with the Traceer-Id, when nobody listens', async function () {
    const dicht = await openProefServer();
    await dicht.close();
    const client = server.client('gemeente-amsterdam', { url: dicht.url });

    const fout = await foutVan(() => client.verstuur(XML), KnooppuntOnbereikbaar);

    expect(fout.message).to.include('ECONNREFUSED');
    expect(fout.traceerId).to.match(/^[0-9a-f-]{36}$/);
  });

  it('ends an attempt that takes too long', async function () {
    server.speel(() => new Promise(() => undefined));
    const client = server.client('gemeente-amsterdam', { timeoutMs: 50, herhaling: { pogingen: 1 } });

    const fout = await foutVan(() => client.verstuur(XML), KnooppuntOnbereikbaar);

    expect(fout.message).to.equal('Het knooppunt antwoordt niet op tijd.');
  });

  it('stops at once with the reason of the signal', async function () {
    const stop = new AbortController();
    server.speel(() => {
      stop.abort(new Error('de gebruiker stopt'));
      return new Promise(() => undefined);
    });

    const fout = await foutVan(
      () => server.client('gemeente-amsterdam').verstuur(XML, { signaal: stop.signal }),
      Error,
    );

    expect(fout.message).to.equal('de gebruiker stopt');
    expect(server.ontvangen).to.have.length(1);
  });

  it('returns a refusal with its findings and its proof, and never sends it again', async function () {
    const bevinding = {
      laag: 'xsd',
      code: 'XSD01',
      regel: null,
      retourcode: '0001',
      pad: '/Bericht/Header',
      lijn: 3,
      uitleg: 'Hier ontbreekt iets.',
      verwacht: null,
      wieIsAanZet: 'leverancier',
    };
    server.speel((verzoek) => {
      const erbij = { traceerId: verzoek.kop('traceer-id'), bevindingen: [bevinding] };
      return probleem(422, 'BRS13', { ...erbij, ontvangstbewijs: ontvangstbewijsVoor(verzoek, 422) });
    });

    const uit = await server.client('gemeente-amsterdam').verstuur(XML);

    expect(server.ontvangen).to.have.length(1);
    expect(uit).to.include({ soort: 'geweigerd', httpStatus: 422, code: 'BRS13', bewezen: true, pogingen: 1 });
    expect(uit.bevindingen).to.deep.equal([
      {
        laag: 'xsd',
        code: 'XSD01',
        retourcode: '0001',
        pad: '/Bericht/Header',
        lijn: 3,
        uitleg: 'Hier ontbreekt iets.',
        wieIsAanZet: 'leverancier',
      },
    ]);
    expect(uit.ontvangstbewijs?.antwoord.status).to.equal(422);
  });

  it('marks a refusal that the hub did not sign as not proven', async function () {
    server.speel(() => ({ ...probleem(401, 'HND11'), onderteken: 'niet' }));

    const uit = await server.client('gemeente-amsterdam').verstuur(XML);

    expect(uit).to.include({ soort: 'geweigerd', code: 'HND11', bewezen: false });
    expect(uit).to.not.have.property('ontvangstbewijs');
    expect(server.ontvangen).to.have.length(1);
  });

  it('refuses a message above 25 MB itself, without sending it', async function () {
    server.speel((verzoek) => neemAan(verzoek));

    const uit = await server.client('gemeente-amsterdam').verstuur(Buffer.alloc(25_000_001));

    expect(uit).to.include({ soort: 'geweigerd', code: 'BRS06', bewezen: false, pogingen: 0 });
    expect(server.ontvangen).to.have.length(0);
  });

  it('sends no message in clear to another machine', function () {
    expect(() => server.client('gemeente-amsterdam', { url: 'http://hub.voorbeeld.nl' })).to.throw(
      ClientInstellingFout,
      'https',
    );
  });
});

describe('The client library: what it believes of an answer', function () {
  this.timeout(60_000);
  let server: ProefServer;
  let vorige: BewezenVerzoek;

  before(async function () {
    server = await openProefServer();
    server.speel((verzoek) => neemAan(verzoek));
    await server.client('gemeente-amsterdam').verstuur(XML);
    vorige = server.ontvangen[0]!.bewezen!;
  });
  after(async () => server.close());

  const gevallen: readonly [string, string, Parameters<ProefServer['speel']>[0]][] = [
    [
      'a body that was changed on its way',
      'HND19',
      (verzoek) => ({
        ...neemAan(verzoek),
        knoei: (a) => ({ ...a, body: Buffer.from(a.body.toString().replace('65656055', '65656056')) }),
      }),
    ],
    [
      'a 202 that was a 422 when it was signed',
      'BINDING',
      (verzoek) => ({
        ...probleem(422, 'BRS13', { ontvangstbewijs: ontvangstbewijsVoor(verzoek, 422) }),
        knoei: (a) => ({ ...a, status: 202 }),
      }),
    ],
    [
      'a receipt for another request',
      'BINDING',
      (verzoek) => ({
        status: 202,
        json: {
          ontvangstbewijs: {
            ...ontvangstbewijsVoor(verzoek, 202),
            verzoekHandtekening: vorige.verzoekHandtekening,
            verzoekDigest: vorige.verzoekDigest,
          },
        },
      }),
    ],
    ['an acceptance without a signature', 'HND01', (verzoek) => ({ ...neemAan(verzoek), onderteken: 'niet' })],
    ['an acceptance signed by another party', 'HND11', (verzoek) => ({ ...neemAan(verzoek), door: 'zorg-proefveld' })],
    [
      'a signature of which the value was changed',
      'HND15',
      (verzoek) => ({
        ...neemAan(verzoek),
        knoei: (a) => {
          const waarde = a.koppen['Message-Signature'] ?? '';
          const anders = waarde.replace(/\.\.(.)/, (_, teken: string) => `..${teken === 'A' ? 'B' : 'A'}`);
          return { ...a, koppen: { ...a.koppen, 'Message-Signature': anders } };
        },
      }),
    ],
  ];
  for (const [naam, code, antwoordt] of gevallen) {
    it(`refuses ${naam} (${code}), and tells the Traceer-Id to send again under`, async function () {
      server.speel(antwoordt);

      const fout = await foutVan(() => server.client('gemeente-amsterdam').verstuur(XML), AntwoordNietBewezen);

      expect(fout).to.include({ code, retryable: false });
      expect(fout.traceerId).to.equal(server.ontvangen[0]?.kop('traceer-id'));
      expect(server.ontvangen).to.have.length(1);
    });
  }

  it('refuses an answer that was given to another request (RFC 9421)', async function () {
    server.speel((verzoek) => neemAan(verzoek));
    const client = server.client('gemeente-amsterdam', { profiel: 'rfc9421' });
    await client.verstuur(XML);
    const eerder = server.ontvangen[0]!.bewezen!;
    server.speel((verzoek) => ({ ...neemAan(verzoek), alsofVoor: eerder }));

    const fout = await foutVan(() => client.verstuur(XML), AntwoordNietBewezen);

    expect(fout.code).to.equal('HND15');
  });

  it('gives a proof that holds when it is read back from JSON years later, and for this message only', async function () {
    for (const opties of PROFIELEN) {
      server.speel((verzoek) => neemAan(verzoek));
      const uit = await server.client('gemeente-amsterdam', opties).verstuur(XML);
      const bewijsstuk = JSON.parse(JSON.stringify(uit.ontvangstbewijs)) as Bewijsstuk;
      const certificaten = [readFileSync(join(server.pki, 'hub.crt.pem'))];

      const goed = await controleerBewijsstuk({ bewijsstuk, certificaten, bericht: XML });
      const ander = await controleerBewijsstuk({ bewijsstuk, certificaten, bericht: Buffer.from('<Ander/>') });
      const vreemd = await controleerBewijsstuk({
        bewijsstuk,
        certificaten: [readFileSync(join(server.pki, 'hub-rsa.crt.pem'))],
      });

      expect(goed.ok).to.equal(true);
      expect(ander).to.have.nested.property('fout.code', 'HND19');
      expect(vreemd).to.have.nested.property('fout.code', 'HND11');
    }
  });
});

describe('The client library: which hub it believes', function () {
  this.timeout(60_000);
  let server: ProefServer;
  const lees = (naam: string): Buffer => readFileSync(join(server.pki, naam));
  const cas = (): string[] =>
    lees('ca.pem')
      .toString()
      .split(/(?=-----BEGIN)/);
  const wortel = (): string => cas().find((pem) => isZelfUitgegeven(new X509Certificate(pem))) ?? '';
  const toon = (...namen: string[]) => ({
    status: 200,
    onderteken: 'niet' as const,
    json: {
      certificaten: namen.map((naam) => ({
        vingerafdruk: '0'.repeat(64),
        alg: 'ES256',
        geldigVan: '2026-01-01T00:00:00.000Z',
        geldigTot: '2027-01-01T00:00:00.000Z',
        pem: lees(naam).toString(),
        actief: true,
      })),
      keten: [
        lees('ca.pem')
          .toString()
          .split(/(?=-----BEGIN)/)[1] ?? '',
        lees('ca.pem').toString(),
      ],
    },
  });

  before(async function () {
    server = await openProefServer();
  });
  after(async () => server.close());

  it('takes a certificate that the hub shows when it chains to the given root and carries the OIN of the hub', async function () {
    server.speel((verzoek) => (verzoek.method === 'GET' ? toon('hub.crt.pem') : neemAan(verzoek)));
    const client = server.client('gemeente-amsterdam', { hub: { ca: [wortel()], oin: HUB_OIN } });

    const uit = await client.verstuur(XML);
    await client.verstuur(XML);

    expect(uit.soort).to.equal('aangenomen');
    expect(server.ontvangen.filter(({ method }) => method === 'GET')).to.have.length(1);
  });

  it('does not take a certificate of the same root that belongs to another party', async function () {
    server.speel((verzoek) =>
      verzoek.method === 'GET' ? toon('zorg-proefveld.crt.pem') : { ...neemAan(verzoek), door: 'zorg-proefveld' },
    );
    const client = server.client('gemeente-amsterdam', { hub: { ca: [wortel()], oin: HUB_OIN } });

    expect(await foutVan(() => client.verstuur(XML), AntwoordNietBewezen)).to.include({ code: 'HND11' });
  });

  it('does not take a certificate that chains to nothing it was given', async function () {
    server.speel((verzoek) => (verzoek.method === 'GET' ? toon('hub.crt.pem') : neemAan(verzoek)));
    const client = server.client('gemeente-amsterdam', { hub: { ca: [lees('hub-rsa.crt.pem')], oin: HUB_OIN } });

    expect(await foutVan(() => client.verstuur(XML), AntwoordNietBewezen)).to.include({ code: 'HND11' });
  });

  it('takes a certificate by its fingerprint, and asks again when the hub has a new one', async function () {
    const uur = { ms: 0 };
    const klok = { nu: () => new Date(), monotoonMs: () => (uur.ms += 120_000) };
    const vingerafdrukken = ['hub.crt.pem', 'hub-rsa.crt.pem'].map(
      (naam) => new X509Certificate(lees(naam)).fingerprint256,
    );
    let getoond = ['hub.crt.pem'];
    let door = 'hub';
    server.speel((verzoek) => (verzoek.method === 'GET' ? toon(...getoond) : { ...neemAan(verzoek), door }));
    const client = server.client('gemeente-amsterdam', { hub: { vingerafdrukken }, klok });
    await client.verstuur(XML);
    [getoond, door] = [['hub-rsa.crt.pem', 'hub.crt.pem'], 'hub-rsa'];

    const uit = await client.verstuur(XML);

    expect(uit.soort).to.equal('aangenomen');
    expect(server.ontvangen.filter(({ method }) => method === 'GET')).to.have.length(2);
  });
});

describe('The client library: the other calls', function () {
  this.timeout(60_000);
  let server: ProefServer;
  const TRACEER = '3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b';

  before(async function () {
    server = await openProefServer();
  });
  after(async () => server.close());

  it('acknowledges, refuses and gives back at the place of the delivery', async function () {
    server.speel(() => ({ status: 204 }));
    const client = server.client('zorg-voorbeeldhof');

    await client.bevestig(TRACEER);
    await client.weiger(TRACEER, { code: 'StUF055', omschrijving: 'Onleesbaar' });
    await client.geefTerug(TRACEER);

    expect(server.ontvangen.map(({ target }) => target.split('/').at(-1))).to.deep.equal([
      'bevestigingen',
      'weigeringen',
      'teruggaven',
    ]);
    expect(JSON.parse(server.ontvangen[1]!.body.toString())).to.deep.equal({
      code: 'StUF055',
      omschrijving: 'Onleesbaar',
    });
    expect(server.ontvangen.every(({ bewezen }) => bewezen !== undefined)).to.equal(true);
  });

  it('asks for many acknowledgements in portions of a thousand', async function () {
    server.speel(({ body }) => {
      const { leveringIds } = JSON.parse(body.toString()) as { leveringIds: string[] };
      return { status: 200, json: { resultaten: leveringIds.map((leveringId) => ({ leveringId, httpStatus: 204 })) } };
    });

    const uit = await server.client('zorg-voorbeeldhof').bevestigAlle(Array.from({ length: 1001 }, () => TRACEER));

    expect(uit).to.have.length(1001);
    expect(server.ontvangen).to.have.length(2);
  });

  it('throws the no of the hub with its code', async function () {
    server.speel(() => probleem(409, 'AFGEHANDELD'));

    const fout = await foutVan(() => server.client('zorg-voorbeeldhof').bevestig(TRACEER), AanroepGeweigerd);

    expect(fout).to.include({ code: 'AFGEHANDELD', bewezen: true });
    expect(server.ontvangen).to.have.length(1);
  });

  it('says undefined for a trace that is not there, and believes only the hub in that', async function () {
    server.speel(({ nummer }) => ({ ...probleem(404, 'NIET_GEVONDEN'), onderteken: nummer === 1 ? 'koppen' : 'niet' }));
    const client = server.client('zorg-voorbeeldhof');

    const niets = await client.spoor(TRACEER);
    const fout = await foutVan(() => client.spoor(TRACEER), AanroepGeweigerd);

    expect(niets).to.equal(undefined);
    expect(fout.bewezen).to.equal(false);
  });

  it('follows events from a cursor, page after page, until it is told to stop', async function () {
    const stop = new AbortController();
    const gebeurtenis = (volgnummer: number) => ({
      volgnummer,
      moment: '2026-11-25T09:30:00.000Z',
      traceerId: TRACEER,
      gebeurtenis: 'geaccepteerd',
      status: 'ontvangen',
    });
    server.speel(({ nummer }) => {
      if (nummer === 3) return new Promise(() => undefined);
      return { status: 200, json: { gebeurtenissen: [gebeurtenis(nummer * 10)], laatste: nummer * 10 } };
    });
    const gezien: number[] = [];

    for await (const { volgnummer } of server
      .client('zorg-voorbeeldhof')
      .volgGebeurtenissen({ na: 5, signaal: stop.signal })) {
      gezien.push(volgnummer);
      if (volgnummer === 20) stop.abort();
    }

    expect(gezien).to.deep.equal([10, 20]);
    expect(server.ontvangen.map(({ target }) => new URL(target, server.url).searchParams.get('na'))).to.deep.equal([
      '5',
      '10',
    ]);
  });

  it('takes a page of a proxy for what it is: an answer of nobody', async function () {
    server.speel(() => ({ status: 403, inhoud: Buffer.from('<html>'), contentType: 'text/html', onderteken: 'niet' }));

    const fout = await foutVan(
      () => server.client('zorg-voorbeeldhof').lijst({ vanaf: new Date(0) }),
      AanroepGeweigerd,
    );

    expect(fout).to.include({ code: 'ONBEKEND', bewezen: false });
    expect(server.ontvangen[0]?.bewezen?.target).to.equal('/v1/berichten?vanaf=1970-01-01T00%3A00%3A00.000Z');
  });
});

function isZelfUitgegeven(certificaat: X509Certificate): boolean {
  return certificaat.subject === certificaat.issuer;
}

/** The `jti` in the protected header of a signature. */
function jti(waarde = ''): unknown {
  const [beschermd = ''] = waarde.split('..');
  return (JSON.parse(Buffer.from(beschermd, 'base64url').toString()) as { jti?: unknown }).jti;
}
