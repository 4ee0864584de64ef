import { X509Certificate } from 'node:crypto';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import { expect } from 'chai';
import fc from 'fast-check';
import { FlattenedSign, flattenedVerify } from 'jose';
import { EIGEN_ALG, JADES_ALGORITMEN, ondertekenBytes, verifieerBytes } from '../../src/signature/algoritmen.ts';
import { controleerAntwoord } from '../../src/signature/controleer-antwoord.ts';
import { sha256 } from '../../src/signature/digest.ts';
import { leesHubCertificaat } from '../../src/signature/hub-certificaat.ts';
import type { HubCertificaat } from '../../src/signature/hub-certificaat.ts';
import { jadesInvoer } from '../../src/signature/jades-payload.ts';
import { naarRawHeaders } from '../../src/signature/koppen.ts';
import type { KopRegel } from '../../src/signature/koppen.ts';
import { ondertekenAntwoord, ondertekenAntwoordInPool } from '../../src/signature/onderteken-antwoord.ts';
import type { TeTekenenAntwoord } from '../../src/signature/onderteken-antwoord.ts';
import { ondertekenVerzoek } from '../../src/signature/onderteken-verzoek.ts';
import type { OndertekendVerzoek, TeTekenenVerzoek } from '../../src/signature/onderteken-verzoek.ts';
import { bouwJadesKop, createOndertekenaar } from '../../src/signature/ondertekenaar.ts';
import type { BewezenVerzoek } from '../../src/verify/port.ts';
import { beoordeel, BODY, maakVerifier, metKop, NU } from '../verify/proef.ts';
import type { Proefverzoek } from '../verify/proef.ts';
import { EC, EC_ANDER, ED, HUB, HUB_RSA, ondertekenaarVan, P384, RSA } from './sleutels.ts';
import type { Proefsleutel } from './sleutels.ts';

const SEED = { seed: 20261126, numRuns: 60 };
const PROFIELEN = ['jades', 'rfc9421'] as const;
const JSON_TYPE = 'application/json';

function hubCertificaat({ openbaar, vingerafdruk }: Proefsleutel, soort: 'p256' | 'rsa' = 'p256'): HubCertificaat {
  return { vingerafdruk, sleutel: openbaar, soort };
}

interface Getekend extends OndertekendVerzoek {
  readonly verzoek: Proefverzoek;
}

async function teken(anders: Partial<TeTekenenVerzoek> = {}, sleutel = EC): Promise<Getekend> {
  const body = anders.body ?? BODY;
  const teTekenen: TeTekenenVerzoek = {
    profiel: 'jades',
    method: 'POST',
    target: '/v1/berichten',
    scheme: 'https',
    host: 'hub.example.nl',
    koppen:
      body.length === 0
        ? []
        : [
            ['Content-Type', 'application/xml'],
            ['Content-Length', String(body.length)],
          ],
    body,
    nu: NU,
    nonce: 'Zm9vYmFyYmF6cXV4MDAwMQ',
    ...anders,
  };
  const getekend = await ondertekenVerzoek(ondertekenaarVan(sleutel), teTekenen);
  const { method, target } = teTekenen;
  const koppen: KopRegel[] = [['Host', teTekenen.host], ...teTekenen.koppen, ...getekend.koppen];
  return { ...getekend, verzoek: { method, target, koppen, body } };
}

describe('requests that the client signs', function () {
  for (const profiel of PROFIELEN) {
    for (const sleutel of [EC, RSA, P384, ED]) {
      it(`are proven by the hub: ${profiel}, ${EIGEN_ALG[profiel][ondertekenaarVan(sleutel).soort]}`, async function () {
        const koppen: KopRegel[] = [
          ['Content-Type', 'application/xml'],
          ['Content-Length', String(BODY.length)],
          ['Traceer-Id', '0b7f6f0e-3c1d-4b57-9a51-7d2f2f6a9e11'],
          ['Conversatie-Id', '0b7f6f0e-3c1d-4b57-9a51-7d2f2f6a9e12'],
          ['User-Agent', 'proef'],
        ];
        const { binding, verzoek } = await teken({ profiel, koppen, target: '/v1/berichten?a=%2F' }, sleutel);

        const { bewezen } = await beoordeel(maakVerifier(), verzoek);

        expect(bewezen).to.deep.include(binding);
      });
    }
  }

  it('carry the older names, the certificate or a payload signature when asked', async function () {
    const oud = await teken({ kopnaam: 'nlgov-adr', metCertificaat: true });
    const payload = await teken({ vorm: 'payload' });

    expect(oud.koppen.map(([naam]) => naam)).to.deep.equal(['Digest', 'nlgov-adr-message-sig']);
    expect((await beoordeel(maakVerifier(), oud.verzoek)).bewezen).to.include({
      kopnaam: 'nlgov-adr',
      vorm: 'bericht',
    });
    expect(payload.koppen.map(([naam]) => naam)).to.deep.equal(['Digest', 'Payload-Signature']);
    expect((await beoordeel(maakVerifier(), payload.verzoek)).bewezen).to.include({ vorm: 'payload' });
  });

  it('without a body are proven in both profiles', async function () {
    for (const profiel of PROFIELEN) {
      const { verzoek } = await teken({ profiel, method: 'GET', body: Buffer.alloc(0) });

      expect((await beoordeel(maakVerifier(), verzoek)).code).to.equal('ok');
    }
  });

  it('cover further headers that the caller names: those of a push', async function () {
    const koppen: KopRegel[] = [
      ['Content-Type', 'application/xml'],
      ['Content-Length', String(BODY.length)],
      ['Poging', '2'],
      ['Herlevering', 'true'],
    ];
    const extra = { koppen, ookDekken: ['poging', 'herlevering'] };
    const jades = await teken(extra);
    const rfc = await teken({ ...extra, profiel: 'rfc9421', tag: 'knooppunt-push-v1' });

    const anders = { ...jades.verzoek, koppen: metKop(jades.verzoek.koppen, 'Poging', '1') };
    expect((await beoordeel(maakVerifier(), anders)).code).to.equal('HND15');
    expect(rfc.koppen.find(([naam]) => naam === 'Signature-Input')?.[1]).to.include('"poging" "herlevering"');
    expect((await beoordeel(maakVerifier(), rfc.verzoek)).code).to.equal('HND04');
  });

  it('fail on any bit of the body that changes, in any profile', async function () {
    for (const profiel of PROFIELEN) {
      const { verzoek } = await teken({ profiel });
      const verifier = maakVerifier();
      await fc.assert(
        fc.asyncProperty(fc.nat(BODY.length * 8 - 1), async (bit) => {
          const body = Buffer.from(BODY);
          body[bit >> 3]! ^= 1 << (bit & 7);
          expect((await beoordeel(verifier, { ...verzoek, body })).code).to.equal('HND19');
        }),
        SEED,
      );
    }
  });

  it('fail on any bit of a signed header or of the signature that changes, in any profile', async function () {
    for (const profiel of PROFIELEN) {
      const { verzoek } = await teken({ profiel });
      const verifier = maakVerifier();
      await fc.assert(
        fc.asyncProperty(fc.nat(verzoek.koppen.length - 1), fc.nat(), fc.nat(6), async (regel, plaats, bit) => {
          const [naam, waarde] = verzoek.koppen[regel]!;
          // nobody signs the length in RFC 9421: the digest fixes it
          fc.pre(profiel === 'jades' || naam !== 'Content-Length');
          const i = plaats % waarde.length;
          const anders =
            waarde.slice(0, i) + String.fromCharCode(waarde.charCodeAt(i) ^ (1 << bit)) + waarde.slice(i + 1);
          // a capital in our own name is still our name, and the base has it in lower case
          fc.pre(naam !== 'Host' || profiel === 'jades' || anders.toLowerCase() !== waarde);
          const koppen = metKop(verzoek.koppen, naam, anders);
          expect((await beoordeel(verifier, { ...verzoek, koppen })).code).not.to.equal('ok');
        }),
        { ...SEED, numRuns: 300 },
      );
    }
  });

  it('go there and back for any target, body and header value', async function () {
    const verifier = maakVerifier();
    const target = fc
      .array(fc.constantFrom('a', 'Z', '0', '/', '%2F', '%20', '?', '&', '=', '-', '~', '//'), { maxLength: 20 })
      .map((delen) => `/${delen.join('')}`);
    const waarde = fc.string({ unit: 'grapheme-ascii' }).map((tekst) => tekst.trim());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PROFIELEN),
        target,
        fc.uint8Array({ maxLength: 300 }),
        waarde,
        async (profiel, doel, bytes, id) => {
          const body = Buffer.from(bytes);
          const koppen: KopRegel[] = [['Traceer-Id', id]];
          if (body.length > 0)
            koppen.push(['Content-Type', 'application/xml'], ['Content-Length', String(body.length)]);
          const { binding, verzoek } = await teken({ profiel, target: doel, body, koppen });

          expect((await beoordeel(verifier, verzoek)).bewezen).to.deep.include(binding);
        },
      ),
      SEED,
    );
  });
});

describe('answers that the hub signs', function () {
  const hub = ondertekenaarVan(HUB);
  const hubRsa = ondertekenaarVan(HUB_RSA);
  const certificaten = [hubCertificaat(HUB), hubCertificaat(HUB_RSA, 'rsa')];

  function bewijs(bewezen: BewezenVerzoek, status = 202): Buffer {
    const { verzoekDigest, verzoekHandtekening } = bewezen;
    const ontvangstbewijs = { httpStatus: status, moment: NU.toISOString(), verzoekDigest, verzoekHandtekening };
    return Buffer.from(JSON.stringify({ status: 'ontvangen', ontvangstbewijs }));
  }

  async function situatie(profiel: 'jades' | 'rfc9421', anders: Partial<TeTekenenVerzoek> = {}) {
    const { binding, verzoek } = await teken({ profiel, ...anders });
    const { bewezen } = await beoordeel(maakVerifier(), verzoek);
    return { binding, bewezen: bewezen! };
  }

  function ontvangen(antwoord: TeTekenenAntwoord, koppen: readonly KopRegel[]) {
    const type: KopRegel[] = antwoord.contentType === undefined ? [] : [['Content-Type', antwoord.contentType]];
    return { status: antwoord.status, rawHeaders: naarRawHeaders([...type, ...koppen]), body: antwoord.body };
  }

  for (const profiel of PROFIELEN) {
    it(`are believed by the client, with the receipt in the body: ${profiel}`, async function () {
      const { bewezen, binding } = await situatie(profiel);
      const antwoord = {
        verzoek: bewezen,
        status: 202,
        contentType: JSON_TYPE,
        body: bewijs(bewezen),
        bindKoppen: false,
        nu: NU,
      };

      const { bewijs: evidence, koppen } = ondertekenAntwoord(hub, antwoord);
      const controle = await controleerAntwoord({
        verzoek: binding,
        antwoord: ontvangen(antwoord, koppen),
        certificaten,
        nu: NU,
      });

      expect(controle).to.deep.include({ ok: true });
      expect(controle.ok && controle.waarde).to.deep.include({ vingerafdruk: HUB.vingerafdruk, moment: NU });
      expect(controle.ok && controle.waarde.ontvangstbewijs?.verzoekHandtekening).to.equal(binding.verzoekHandtekening);
      expect(evidence).to.include({ profiel, alg: EIGEN_ALG[profiel].p256, moment: NU });
      expect(koppen.map(([naam]) => naam)).not.to.include('Antwoord-Status');
    });

    it(`are believed by the client, bound by two headers: ${profiel}, with and without a body`, async function () {
      const { bewezen, binding } = await situatie(profiel, { method: 'POST', body: Buffer.alloc(0) });
      for (const deel of [
        { status: 204, body: Buffer.alloc(0) },
        { status: 200, body: Buffer.from('[]'), contentType: JSON_TYPE },
      ]) {
        const antwoord = { verzoek: bewezen, bindKoppen: true, nu: NU, ...deel };

        const { koppen } = ondertekenAntwoord(hub, antwoord);
        const controle = await controleerAntwoord({
          verzoek: binding,
          antwoord: ontvangen(antwoord, koppen),
          certificaten,
          nu: NU,
        });

        expect(controle).to.deep.include({ ok: true });
        expect(new Map(koppen).get('Antwoord-Status')).to.equal(String(deel.status));
        expect(new Map(koppen).has('Content-Length')).to.equal(deel.status === 200);
        expect(new Map(koppen).get('Cache-Control')).to.equal('no-store, no-transform');
      }
    });

    it(`of an RSA key come from the thread pool: ${profiel}`, async function () {
      const { bewezen, binding } = await situatie(profiel);
      const antwoord = {
        verzoek: bewezen,
        status: 202,
        contentType: JSON_TYPE,
        body: bewijs(bewezen),
        bindKoppen: false,
        nu: NU,
      };

      const { koppen } = await ondertekenAntwoordInPool(hubRsa, antwoord);
      const controle = await controleerAntwoord({
        verzoek: binding,
        antwoord: ontvangen(antwoord, koppen),
        certificaten,
      });

      expect(controle.ok && controle.waarde.alg).to.equal(EIGEN_ALG[profiel].rsa);
    });

    it(`are refused when anything of them changed: ${profiel}`, async function () {
      const { bewezen, binding } = await situatie(profiel);
      const body = bewijs(bewezen);
      const antwoord = { verzoek: bewezen, status: 202, contentType: JSON_TYPE, body, bindKoppen: false, nu: NU };
      const { koppen } = ondertekenAntwoord(hub, antwoord);
      const goed = ontvangen(antwoord, koppen);
      const ander = await situatie(profiel, { nonce: 'Zm9vYmFyYmF6cXV4MDAwMg' });
      const code = async (anders: Partial<Parameters<typeof controleerAntwoord>[0]>) => {
        const uit = await controleerAntwoord({ verzoek: binding, antwoord: goed, certificaten, nu: NU, ...anders });
        return uit.ok ? 'ok' : uit.fout.code;
      };
      const met = (naam: string, waarde: string | undefined) => ({
        antwoord: {
          ...goed,
          rawHeaders: naarRawHeaders(metKop([['Content-Type', JSON_TYPE], ...koppen], naam, waarde)),
        },
      });
      const digestNaam = profiel === 'jades' ? 'Digest' : 'Content-Digest';
      const handtekening = profiel === 'jades' ? 'Message-Signature' : 'Signature';

      expect(await code({})).to.equal('ok');
      expect(await code({ antwoord: { ...goed, body: Buffer.from(body.toString().replace('202', '200')) } })).to.equal(
        'HND19',
      );
      expect(await code(met(digestNaam, undefined))).to.equal('HND17');
      expect(await code(met('Content-Type', 'text/html'))).to.equal('HND15');
      expect(await code(met(handtekening, undefined))).to.equal('HND01');
      expect(await code(met(handtekening, 'x'))).to.equal('HND02');
      expect(await code({ certificaten: [hubCertificaat(EC_ANDER)] })).to.equal('HND11');
      expect(await code({ certificaten: [{ ...hubCertificaat(EC_ANDER), vingerafdruk: HUB.vingerafdruk }] })).to.equal(
        'HND15',
      );
      expect(await code({ nu: new Date(NU.getTime() + 301_000) })).to.equal('HND07');
      expect(await code({ nu: new Date(NU.getTime() - 62_000) })).to.equal('HND07');
      expect(await code({ verzoek: { ...binding, method: 'PUT' } })).to.equal('HND15');
      // the same call, made twice: the answer belongs to one of them
      expect(await code({ verzoek: ander.binding })).to.equal(profiel === 'jades' ? 'BINDING' : 'HND15');
      expect(await code({ antwoord: { ...goed, status: 200 } })).to.equal(profiel === 'jades' ? 'BINDING' : 'HND15');
    });
  }

  it('in JAdES without receipt and without binding headers prove nothing → BINDING', async function () {
    const { bewezen, binding } = await situatie('jades');
    const antwoord = {
      verzoek: bewezen,
      status: 200,
      contentType: JSON_TYPE,
      body: Buffer.from('{}'),
      bindKoppen: false,
      nu: NU,
    };

    const { koppen } = ondertekenAntwoord(hub, antwoord);
    const controle = await controleerAntwoord({
      verzoek: binding,
      antwoord: ontvangen(antwoord, koppen),
      certificaten,
    });

    expect(controle.ok ? 'ok' : controle.fout.code).to.equal('BINDING');
  });

  it('stand in the header family of the request', async function () {
    const { bewezen } = await situatie('jades', { kopnaam: 'nlgov-adr' });

    const { koppen } = ondertekenAntwoord(hub, {
      verzoek: bewezen,
      status: 204,
      body: Buffer.alloc(0),
      bindKoppen: true,
      nu: NU,
    });

    expect(koppen.map(([naam]) => naam)).to.include('nlgov-adr-message-sig');
  });

  it('name their second, also when the one before is remembered', async function () {
    const { bewezen, binding } = await situatie('jades');
    for (const ms of [0, 400, 1000, 0]) {
      const nu = new Date(NU.getTime() + ms);
      const antwoord = { verzoek: bewezen, status: 204, body: Buffer.alloc(0), bindKoppen: true, nu };
      const { koppen } = ondertekenAntwoord(hub, antwoord);
      const controle = await controleerAntwoord({
        verzoek: binding,
        antwoord: ontvangen(antwoord, koppen),
        certificaten,
      });

      expect(controle.ok && controle.waarde.moment.getTime()).to.equal(NU.getTime() + Math.floor(ms / 1000) * 1000);
    }
  });
});

describe('jose and node:crypto', function () {
  const sleutels = [
    ['ES256', EC],
    ['PS256', RSA],
    ['ES384', P384],
    ['EdDSA', ED],
  ] as const;

  it('sign what the other verifies, and refuse what the other refuses, over any payload', async function () {
    const payload = fc.string({ unit: 'binary-ascii', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sleutels), payload, fc.nat(), async ([alg, sleutel], tekst, plaats) => {
        const kop = bouwJadesKop({ alg, pars: ['digest'], iat: 1, x5t: sleutel.x5t });
        const algoritme = JADES_ALGORITMEN.get(alg)!;
        const opties = { crit: { sigD: true }, algorithms: [alg] };
        const bytes = Buffer.from(tekst, 'latin1');

        const vanJose = await new FlattenedSign(bytes)
          .setProtectedHeader(kop)
          .sign(sleutel.geheim, { crit: { sigD: true } });
        const invoer = jadesInvoer(vanJose.protected!, tekst);
        const joseBytes = Buffer.from(vanJose.signature, 'base64url');
        const nodeBytes = ondertekenBytes(algoritme, sleutel.geheim, invoer);
        const bijJose = (signature: Buffer) =>
          flattenedVerify(
            { protected: vanJose.protected!, payload: bytes, signature: signature.toString('base64url') },
            sleutel.openbaar,
            opties,
          ).then(
            () => true,
            () => false,
          );
        const bedorven = Buffer.from(nodeBytes);
        bedorven[plaats % bedorven.length]! ^= 1;

        expect(verifieerBytes(algoritme, sleutel.openbaar, invoer, joseBytes)).to.equal(true);
        expect(await bijJose(nodeBytes)).to.equal(true);
        expect(verifieerBytes(algoritme, sleutel.openbaar, invoer, bedorven)).to.equal(false);
        expect(await bijJose(bedorven)).to.equal(false);
      }),
      SEED,
    );
  });
});

describe('signers and certificates of the hub', function () {
  it('are made of a private key that may sign, and of nothing else', function () {
    expect(() => createOndertekenaar(EC.openbaar, EC.der)).to.throw('geheime sleutel');
    expect(ondertekenaarVan(EC)).to.include({ soort: 'p256', vingerafdruk: EC.vingerafdruk, x5t: EC.x5t });
  });

  it('read a certificate as PEM and as DER', async function () {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const certificaat = await X509CertificateGenerator.createSelfSigned({
      name: 'CN=hub',
      keys,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    });
    const pem = certificaat.toString('pem');

    const gelezen = leesHubCertificaat(pem);

    expect(gelezen).to.include({ soort: 'p256', vingerafdruk: sha256(new X509Certificate(pem).raw).toString('hex') });
    expect(leesHubCertificaat(new X509Certificate(pem).raw).vingerafdruk).to.equal(gelezen.vingerafdruk);
    expect(() => leesHubCertificaat('geen certificaat')).to.throw();
  });
});
