import { expect } from 'chai';
import forge from 'node-forge';
import { geefUit } from '../../src/keys/certificaat-uitgeven.ts';
import { vingerafdrukVan } from '../../src/keys/certificaat-lezen.ts';
import { leesPkcs12 } from '../../src/keys/pkcs12.ts';
import { maakSleutel } from '../../src/keys/pki-map.ts';
import { NU, naDagen } from './proef-pki.ts';

/** Made with openssl 3: an EC key made for this test, its own certificate, AES-256 and SHA-256; password proef-wachtwoord. */
const EC = [
  'MIIEfAIBAzCCBDIGCSqGSIb3DQEHAaCCBCMEggQfMIIEGzCCAtIGCSqGSIb3DQEHBqCCAsMwggK/AgEAMIICuAYJKoZIhvcNAQcB',
  'MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAis3Y6QpZtL+wICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBbk',
  'q4E3M3PzmbIjTFXj3+6AggJQ7JxCgiKXfC7qrpjiCLbisvXL+6Xi4Kfx5MMI2RSG8rlPh2hr+MRiKpwAUdYWUogD23mVU6wHeAjA',
  'Psxc5UcaKtCtrdqgty7BnWMoBjir/d2rxwkHX175vlwOozVwEGyQ9oEt8sWkY3cFb4ahintNiD0ksyW3wjzEhtYOvPBiwsLq3ZRr',
  'WyElj7BQhH21wsVuAhEetzvbScKm4kAhh94Dz4vQxiJXawHimeqpmsrEhs4Mcn+nNVDQYCDYcCZoqgvoNA9iqGAFcgbUKO8ZyPUw',
  'TRuUSZfbB2b3KEDZ4HCt1fui+oWjgXWdkjctTx7eWAtkHvYrNE8+Wsqa3VqEzhZxbrERfGhGnSBm3wFqPJcaTlOGLJjz/gtCcori',
  'zh98BGPBFS6ZPtLRts+T7r2RdQNAYFPGwp7WtbyPx/zyvB5JSt3KnpsiWRRy85UfnNo/ouzTYkMfz/a9r9LseAE8tFW5SJYFzL+b',
  '5l6oGMI0Q83z7+4aSkKiPLMT1DRkTH+2Ex0Q5UHc4QBuJ1zUPLbVxZQJpKg+zOWMNsEZunq5DRe7EmVRobQjVh/Nic1h+YlO/amI',
  'pC9NnGNGFofAPTx3UniHBs/9NdVzO5Xfye7kENKQvmPipbhcQeAItuM1NXu5e3zGc7u0XesNcUqeq7bWDLHjOfSyCr9K+EhLMg1u',
  'yv9IiOe7FW8EoyKI2TFLbS7vf6orOHAIGRbq3wwiU4Gyz4GF8z0ApYwNm1uV8I62Kx4e2cwqie34cZqB1ZN836Zf3uhheczFCbCI',
  'Cb/uOQM10FCZZzCCAUEGCSqGSIb3DQEHAaCCATIEggEuMIIBKjCCASYGCyqGSIb3DQEMCgECoIHvMIHsMFcGCSqGSIb3DQEFDTBK',
  'MCkGCSqGSIb3DQEFDDAcBAgYwRWdKnykHAICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEDGnO2wkD5KWVgoU4oftnXIE',
  'gZDIPrbzJlohoAtDeAbLMbuWZENgsWdx/3WTmXvNVOKP2zi0fo3iPiPmp9X6aAz+eqjgXuZkbU5dTd/o695LH2i371fAJW22qt1w',
  'Tb3Z874enfcXs7n5wlsgSXD0OYhfJl9IxmvZB3I/I9yURQ/WeH68DP5MzyEXR94Uc5klbTarqnl56MMASNJTESPqt/OEHroxJTAj',
  'BgkqhkiG9w0BCRUxFgQUM7phUP9XFQu6Ar4rAqy6uNb3L18wQTAxMA0GCWCGSAFlAwQCAQUABCDlW0jTiPzALyyBPM1wIy86zOE+',
  'vjE3sG/PHnsabSHp0wQIKNCkPLd65W8CAggA',
].join('');

describe('reading PKCS#12', function () {
  let p12: Buffer;
  let blad: Buffer;
  let root: Buffer;
  let sleutelPem: string;

  before(async function () {
    const [caSleutel, sleutel] = [await maakSleutel('rsa'), await maakSleutel('rsa')];
    const termijn = { van: NU, tot: naDagen(30) };
    root = await geefUit(
      { naam: 'Proef CA', sleutel: caSleutel, ...termijn, gebruik: 'ca' },
      { der: undefined, sleutel: caSleutel },
    );
    blad = await geefUit(
      { naam: 'Proef', oins: ['00000099000000004000'], sleutel, ...termijn, gebruik: 'ondertekenen' },
      { der: root, sleutel: caSleutel },
    );
    sleutelPem = sleutel.export({ type: 'pkcs8', format: 'pem' }).toString();
    p12 = maakP12([root, blad], 'geheim één');
  });

  function maakP12(ders: readonly Buffer[], wachtwoord: string): Buffer {
    const certificaten = ders.map((der) =>
      forge.pki.certificateFromAsn1(forge.asn1.fromDer(forge.util.createBuffer(der.toString('latin1')))),
    );
    const asn1 = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(sleutelPem), certificaten, wachtwoord, {
      algorithm: 'aes256',
    });
    return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
  }

  it('gives the RSA key, the certificate of that key byte for byte, and its issuers', async function () {
    const gelezen = await leesPkcs12(p12, 'geheim één');

    if (!gelezen.ok) expect.fail(gelezen.fout);
    const { sleutel, certificaat, vingerafdruk, keten } = gelezen.waarde;
    expect(sleutel.export({ type: 'pkcs8', format: 'pem' })).to.equal(sleutelPem);
    expect(certificaat.raw.equals(blad)).to.equal(true);
    expect(vingerafdruk).to.equal(vingerafdrukVan(blad));
    expect(keten.map(({ raw }) => raw.equals(root))).to.deep.equal([true]);
  });

  it('reads an EC key in a file of openssl 3', async function () {
    const gelezen = await leesPkcs12(Buffer.from(EC, 'base64'), 'proef-wachtwoord');

    if (!gelezen.ok) expect.fail(gelezen.fout);
    const { sleutel, certificaat, vingerafdruk } = gelezen.waarde;
    expect(sleutel.asymmetricKeyDetails).to.include({ namedCurve: 'prime256v1' });
    expect(certificaat.checkPrivateKey(sleutel)).to.equal(true);
    expect(vingerafdruk).to.equal('6ded48bc33a4c5d05f36a70fa07ec30090ab2d348e31985c9f6a49d996d00362');
  });

  it('says so when the password is wrong or a byte was changed', async function () {
    const kapot = Buffer.from(EC, 'base64');
    kapot[400] = kapot[400]! ^ 1;

    for (const [bytes, wachtwoord] of [
      [p12, 'anders'],
      [Buffer.from(EC, 'base64'), ''],
      [kapot, 'proef-wachtwoord'],
    ] as const)
      expect(await leesPkcs12(bytes, wachtwoord)).to.deep.equal({ ok: false, fout: 'wachtwoord_of_bestand_onjuist' });
  });

  it('says so when the file is something else', async function () {
    expect(await leesPkcs12(Buffer.from(sleutelPem), 'x')).to.deep.equal({ ok: false, fout: 'geen_pkcs12' });
    expect(await leesPkcs12(Buffer.alloc(0), 'x')).to.deep.equal({ ok: false, fout: 'geen_pkcs12' });
  });

  it('says so when no certificate belongs to the key', async function () {
    expect(await leesPkcs12(maakP12([root], 'x'), 'x')).to.deep.equal({
      ok: false,
      fout: 'geen_certificaat_bij_sleutel',
    });
  });
});
