import { cp, readFile } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Aansluiting, Omgeving, Tafels } from '../../src/bericht/aansluiting.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { laadCertificaatBronnen, splitsCas } from '../../src/keys/certificaat-bronnen.ts';
import type { CertificaatBronnen } from '../../src/keys/certificaat-bronnen.ts';
import { leesCertificaat } from '../../src/keys/certificaat-lezen.ts';
import type { GelezenCertificaat } from '../../src/keys/certificaat-lezen.ts';
import { createCertificaatRegister } from '../../src/keys/certificaat-register.ts';
import type { BeheerdCertificaatRegister, CertificaatReden } from '../../src/keys/certificaat-register.ts';
import { geefCrlUit, geefUit } from '../../src/keys/certificaat-uitgeven.ts';
import type { Aanvraag } from '../../src/keys/certificaat-uitgeven.ts';
import { certificaatWaarschuwingen } from '../../src/keys/certificaat-waarschuwingen.ts';
import { leesCertsJson, metOntwikkelCertificaten, ontwikkelAansluitingen } from '../../src/keys/certs-json.ts';
import type { CertsJsonRegel } from '../../src/keys/certs-json.ts';
import { leesCrl } from '../../src/keys/crl.ts';
import type { Crl } from '../../src/keys/crl.ts';
import { zorgVoorOntwikkelPki } from '../../src/keys/ontwikkel-pki.ts';
import { maakSleutel } from '../../src/keys/pki-map.ts';
import { SLECHTE_OIN } from '../../src/keys/pki-slecht.ts';
import type { SlechteSoort, SlechtCertificaat } from '../../src/keys/pki-slecht.ts';
import { GEMEENTE, NU, ZORG, aansluiting, naDagen, proefMap, tafelsMet } from './proef-pki.ts';

const UUR = 3_600_000;
/** An OIN of the range of chambers of commerce, as production has them. */
const ECHT_OIN = '00000003123456780000';

describe('certificate register', function () {
  this.timeout(60_000);
  let map: string;
  let weg: () => Promise<void>;
  let bronnen: CertificaatBronnen;
  let slechte: readonly GelezenCertificaat[];
  let regels: readonly CertsJsonRegel[];
  let slechteRegels: readonly SlechtCertificaat[];

  before(async function () {
    ({ map, weg } = await proefMap());
    const basis = { map, aansluitingen: [GEMEENTE, ZORG], omgeving: 'test', nu: NU } as const;
    await zorgVoorOntwikkelPki({ ...basis, slechte: true });
    bronnen = await laadCertificaatBronnen(map);
    slechte = (await laadCertificaatBronnen(join(map, 'slechte')).then(({ bladen }) => bladen)).slice();
    regels = await leesCertsJson(map);
    slechteRegels = JSON.parse(
      await readFile(join(map, 'slechte', 'slechte.json'), 'utf8'),
    ) as readonly SlechtCertificaat[];
  });
  after(async function () {
    await weg();
  });

  interface Anders {
    readonly tafels?: () => Tafels;
    readonly bronnen?: CertificaatBronnen;
    readonly intrekking?: 'strikt' | 'soepel';
    readonly omgeving?: Omgeving;
  }
  const register = (tafels: Tafels, anders: Anders = {}): BeheerdCertificaatRegister =>
    createCertificaatRegister({
      tafels: () => tafels,
      bronnen: { ...bronnen, bladen: [...bronnen.bladen, ...slechte] },
      intrekking: 'soepel',
      omgeving: 'test',
      ...anders,
    });
  const zorgRegel = (): CertsJsonRegel => regels.find((regel) => regel.aansluiting === ZORG.aansluiting)!;
  const zorg = (anders: Partial<Aansluiting> = {}): Aansluiting =>
    aansluiting('zorg-b', ZORG.oin, [{ vingerafdruk: zorgRegel().vingerafdruk }], anders);
  /** Judges the certificate of zorg-b, or one given by fingerprint. */
  const oordeel = (
    doel: BeheerdCertificaatRegister,
    nu: Date,
    vingerafdruk = zorgRegel().vingerafdruk,
  ): { code: string | undefined; reden: CertificaatReden | undefined; crlNummer: string | undefined } => {
    const certificaat = doel.zoek(vingerafdruk)!;
    const uitkomst = doel.beoordeel(certificaat, nu);
    return {
      code: uitkomst.ok ? undefined : uitkomst.fout,
      crlNummer: uitkomst.ok ? uitkomst.waarde.crlNummer : undefined,
      reden: doel.waaromNiet(certificaat, nu),
    };
  };

  it('finds a certificate by its fingerprint, with the key of our own copy', function () {
    const gevonden = register(tafelsMet(zorg())).zoek(zorgRegel().vingerafdruk)!;

    expect(gevonden).to.deep.include({ sleutelSoort: 'p256', bits: 256 });
    expect(gevonden.aansluiting.id).to.equal('zorg-b');
    expect(
      gevonden.sleutel.equals(
        bronnen.bladen.find(({ vingerafdruk }) => vingerafdruk === gevonden.vingerafdruk)!.sleutel,
      ),
    ).to.equal(true);
  });

  it('knows no certificate that the tables do not name, though its file is there', function () {
    expect(register(tafelsMet()).zoek(zorgRegel().vingerafdruk)).to.equal(undefined);
  });

  it('accepts a good certificate and names the list that was looked at', function () {
    expect(oordeel(register(tafelsMet(zorg())), NU)).to.deep.equal({
      code: undefined,
      crlNummer: '1',
      reden: undefined,
    });
  });

  const REDENEN: readonly (readonly [SlechteSoort, CertificaatReden])[] = [
    ['verlopen', 'buiten_geldigheid'],
    ['nog-niet-geldig', 'buiten_geldigheid'],
    ['verkeerde-ca', 'handtekening_van_uitgever_klopt_niet'],
    ['ingetrokken', 'ingetrokken'],
    ['ca-als-blad', 'is_ca'],
    ['geen-oin', 'geen_oin'],
    ['twee-oins', 'meer_dan_een_oin'],
    ['rsa-1024', 'sleutel'],
    ['sha1', 'handtekening_te_zwak'],
  ];
  for (const [soort, reden] of REDENEN)
    it(`refuses the bad certificate "${soort}" with HND12, for that reason`, function () {
      const { vingerafdruk } = slechteRegels.find((regel) => regel.soort === soort)!;
      const doel = register(tafelsMet(aansluiting('slecht', SLECHTE_OIN, [{ vingerafdruk }])));

      expect(oordeel(doel, NU, vingerafdruk)).to.include({ code: 'HND12', reden });
    });

  it('refuses a certificate that names another OIN than the table line', function () {
    const { vingerafdruk } = zorgRegel();
    const doel = register(tafelsMet(aansluiting('ander', GEMEENTE.oin, [{ vingerafdruk }])));

    expect(oordeel(doel, NU)).to.include({ code: 'HND12', reden: 'andere_oin' });
  });

  it('refuses OINs of the test range in production', function () {
    expect(oordeel(register(tafelsMet(zorg()), { omgeving: 'productie' }), NU)).to.include({
      code: 'HND12',
      reden: 'test_oin_in_productie',
    });
  });

  it('holds to the first and the last second of validity', function () {
    const doel = register(tafelsMet(zorg()), { bronnen: { ...bronnen, crls: [eeuwig()] } });

    expect(oordeel(doel, new Date('2026-11-24T08:29:59.999Z')).reden).to.equal('buiten_geldigheid');
    expect(oordeel(doel, new Date('2026-11-24T08:30:00.000Z')).reden).to.equal(undefined);
    expect(oordeel(doel, new Date('2027-11-24T09:30:00.999Z')).reden).to.equal(undefined);
    expect(oordeel(doel, new Date('2027-11-24T09:30:01.000Z')).reden).to.equal('buiten_geldigheid');
  });

  it('holds to the dates of the table line, as Dutch days', function () {
    const van = parseDatum('2026-11-25')!;
    const tot = parseDatum('2026-11-26')!;
    const doel = register(tafelsMet(zorg({ certificaten: [{ vingerafdruk: zorgRegel().vingerafdruk, van, tot }] })));

    expect(oordeel(doel, new Date('2026-11-24T22:59:59Z')).reden).to.equal('buiten_tabel');
    expect(oordeel(doel, new Date('2026-11-24T23:00:00Z')).code).to.equal(undefined);
    expect(oordeel(doel, new Date('2026-11-26T22:59:59Z')).code).to.equal(undefined);
    expect(oordeel(doel, new Date('2026-11-26T23:00:00Z'))).to.include({ code: 'HND12', reden: 'buiten_tabel' });
  });

  it('soepel: takes a list until 24 hours past its end, then cannot tell (HND13)', function () {
    const doel = register(tafelsMet(zorg()), { intrekking: 'soepel' });

    expect(oordeel(doel, naDagen(60, 23 * UUR)).code).to.equal(undefined);
    expect(oordeel(doel, naDagen(60, 24 * UUR))).to.include({ code: 'HND13', reden: 'intrekkingslijst_verlopen' });
  });

  it('strikt: cannot tell (HND13) as soon as a list is past its end', function () {
    const doel = register(tafelsMet(zorg()), { intrekking: 'strikt' });

    expect(oordeel(doel, naDagen(60, -UUR)).code).to.equal(undefined);
    expect(oordeel(doel, naDagen(60, 1000))).to.include({ code: 'HND13', reden: 'intrekkingslijst_verlopen' });
  });

  it('refuses a revoked certificate also on a list that is past its end', function () {
    const { vingerafdruk } = slechteRegels.find(({ soort }) => soort === 'ingetrokken')!;
    const doel = register(tafelsMet(aansluiting('slecht', SLECHTE_OIN, [{ vingerafdruk }])));

    expect(oordeel(doel, naDagen(90), vingerafdruk)).to.include({ code: 'HND12', reden: 'ingetrokken' });
  });

  it('cannot tell (HND13) without a list of the issuer, under either policy', function () {
    for (const intrekking of ['strikt', 'soepel'] as const) {
      const doel = register(tafelsMet(zorg()), { intrekking, bronnen: { ...bronnen, crls: [] } });

      expect(oordeel(doel, NU), intrekking).to.include({ code: 'HND13', reden: 'geen_intrekkingslijst' });
    }
  });

  it('takes no list that another key signed under the name of the issuer', async function () {
    const sleutel = await maakSleutel('rsa');
    const nep = await geefUit(
      { ...CA, naam: 'Knooppunt ONTWIKKEL Intermediate', sleutel },
      { der: undefined, sleutel },
    );
    const der = await geefCrlUit(
      { nummer: 99n, van: NU, volgende: naDagen(60), ingetrokken: new Map() },
      { der: nep, sleutel },
    );
    const doel = register(tafelsMet(zorg()), { bronnen: { ...bronnen, crls: [leesCrl(der)!] } });

    expect(oordeel(doel, NU)).to.include({ code: 'HND13', reden: 'geen_intrekkingslijst' });
  });

  it('drops what it remembered when new lists are read', function () {
    const doel = register(tafelsMet(zorg()));
    const goed = oordeel(doel, NU);
    const blad = bronnen.bladen.find(({ vingerafdruk }) => vingerafdruk === zorgRegel().vingerafdruk)!;

    doel.herlaad({ ...bronnen, crls: [{ ...eeuwig(), ingetrokken: new Map([[blad.serienummer, NU.getTime()]]) }] });

    expect(goed.code).to.equal(undefined);
    expect(oordeel(doel, NU)).to.include({ code: 'HND12', reden: 'ingetrokken' });
  });

  it('notices new tables by itself', function () {
    let tafels = tafelsMet();
    const doel = register(tafels, { tafels: () => tafels });
    const voor = doel.zoek(zorgRegel().vingerafdruk);

    tafels = tafelsMet(zorg());

    expect(voor).to.equal(undefined);
    expect(doel.zoek(zorgRegel().vingerafdruk)?.aansluiting.id).to.equal('zorg-b');
  });

  it('judges no object that it did not hand out', function () {
    const doel = register(tafelsMet(zorg()));
    const nagemaakt = { ...doel.zoek(zorgRegel().vingerafdruk)! };

    expect(doel.waaromNiet(nagemaakt, NU)).to.equal('onbekend');
  });

  describe('binding by OIN', function () {
    const opOin = (anders: Partial<Aansluiting> = {}): Aansluiting =>
      aansluiting('zorg-b', ZORG.oin, [], { certificaatbinding: 'oin', ...anders });
    const der = (): Buffer => bronnen.bladen.find(({ vingerafdruk }) => vingerafdruk === zorgRegel().vingerafdruk)!.der;

    it('takes a certificate that came along, when it chains to our root and names the OIN of the line', function () {
      const doel = register(tafelsMet(opOin()));

      const gevonden = doel.zoekOpOin(der())!;

      expect(gevonden.aansluiting.id).to.equal('zorg-b');
      expect(doel.zoekOpOin(der())).to.equal(gevonden);
      expect(doel.beoordeel(gevonden, NU)).to.deep.equal({ ok: true, waarde: { crlNummer: '1' } });
    });

    it('takes none for a line that binds by fingerprint', function () {
      expect(register(tafelsMet(opOin({ certificaatbinding: 'vingerafdruk' }))).zoekOpOin(der())).to.equal(undefined);
    });

    it('takes none when two lines carry the OIN', function () {
      const tweede = aansluiting('zorg-c', ZORG.oin, [], { certificaatbinding: 'oin' });

      expect(register(tafelsMet(opOin(), tweede)).zoekOpOin(der())).to.equal(undefined);
    });

    it('takes none of a copied issuer name, none with two OINs, and no noise', function () {
      const doel = register(tafelsMet(aansluiting('slecht', SLECHTE_OIN, [], { certificaatbinding: 'oin' })));
      const van = (soort: SlechteSoort): Buffer => {
        const { vingerafdruk } = slechteRegels.find((regel) => regel.soort === soort)!;
        return slechte.find((blad) => blad.vingerafdruk === vingerafdruk)!.der;
      };

      expect(doel.zoekOpOin(van('verkeerde-ca'))).to.equal(undefined);
      expect(doel.zoekOpOin(van('twee-oins'))).to.equal(undefined);
      expect(doel.zoekOpOin(Buffer.concat([van('verlopen'), Buffer.of(0)]))).to.equal(undefined);
      expect(doel.zoekOpOin(Buffer.from('30'))).to.equal(undefined);
    });

    it('finds a revoked one, and refuses it when it is judged', function () {
      const { vingerafdruk } = slechteRegels.find(({ soort }) => soort === 'ingetrokken')!;
      const doel = register(tafelsMet(aansluiting('slecht', SLECHTE_OIN, [], { certificaatbinding: 'oin' })));

      const gevonden = doel.zoekOpOin(slechte.find((blad) => blad.vingerafdruk === vingerafdruk)!.der)!;

      expect(doel.beoordeel(gevonden, NU)).to.deep.equal({ ok: false, fout: 'HND12' });
    });
  });

  describe('chains of other CAs', function () {
    it('accepts a production certificate of a trusted root, and never the development root', async function () {
      const { pki, blad } = await eigenPki({});
      const lijn = aansluiting('zorg-echt', ECHT_OIN, [{ vingerafdruk: blad.vingerafdruk }]);
      const doel = register(tafelsMet(lijn), { bronnen: pki, omgeving: 'productie' });
      const dev = { ...pki, wortels: bronnen.wortels, tussen: [...bronnen.tussen, ...pki.tussen] };

      expect(oordeel(doel, NU, blad.vingerafdruk).code).to.equal(undefined);
      expect(
        oordeel(register(tafelsMet(lijn), { bronnen: dev, omgeving: 'productie' }), NU, blad.vingerafdruk).reden,
      ).to.equal('geen_vertrouwde_uitgever');
    });

    it('refuses a chain that is longer than the path length of its root', async function () {
      const { pki, blad } = await eigenPki({ padLengteRoot: 0 });
      const lijn = aansluiting('zorg-echt', ECHT_OIN, [{ vingerafdruk: blad.vingerafdruk }]);

      expect(oordeel(register(tafelsMet(lijn), { bronnen: pki }), NU, blad.vingerafdruk)).to.include({
        code: 'HND12',
        reden: 'uitgever_is_geen_ca',
      });
    });

    it('refuses an issuer whose certificate may not sign certificates', async function () {
      const { pki, blad } = await eigenPki({ tussenGebruik: 'ca-als-blad' });
      const lijn = aansluiting('zorg-echt', ECHT_OIN, [{ vingerafdruk: blad.vingerafdruk }]);

      expect(oordeel(register(tafelsMet(lijn), { bronnen: pki }), NU, blad.vingerafdruk).reden).to.equal(
        'uitgever_is_geen_ca',
      );
    });

    it('tries the renewed intermediate when the former one of the same name has ended', async function () {
      const { pki, blad, verlopenTussen } = await eigenPki({});
      const lijn = aansluiting('zorg-echt', ECHT_OIN, [{ vingerafdruk: blad.vingerafdruk }]);
      const beide = { ...pki, tussen: [verlopenTussen, ...pki.tussen] };
      const alleenOud = { ...pki, tussen: [verlopenTussen] };

      expect(oordeel(register(tafelsMet(lijn), { bronnen: beide }), NU, blad.vingerafdruk).code).to.equal(undefined);
      expect(oordeel(register(tafelsMet(lijn), { bronnen: alleenOud }), NU, blad.vingerafdruk).reden).to.equal(
        'buiten_geldigheid',
      );
    });
  });

  describe('development certificates and the tables', function () {
    it('adds their fingerprints to lines without certificates, in demo and test only', function () {
      const tafels = tafelsMet(aansluiting('zorg-b', ZORG.oin, []));

      const erbij = metOntwikkelCertificaten(tafels, regels, 'demo');

      expect(erbij.aansluitingen.get(ZORG.aansluiting)!.certificaten).to.deep.equal([
        { vingerafdruk: zorgRegel().vingerafdruk },
      ]);
      expect(erbij.versie).to.equal(tafels.versie);
      expect(metOntwikkelCertificaten(tafels, regels, 'productie')).to.equal(tafels);
    });

    it('leaves a line that names its own certificates, and one with another OIN', function () {
      const eigen = tafelsMet(aansluiting('zorg-b', ZORG.oin, [{ vingerafdruk: 'a'.repeat(64) }]));
      const ander = tafelsMet(aansluiting('zorg-b', ECHT_OIN, []));

      expect(metOntwikkelCertificaten(eigen, regels, 'demo')).to.equal(eigen);
      expect(metOntwikkelCertificaten(ander, regels, 'demo')).to.equal(ander);
    });

    it('lists the lines that need one', function () {
      const tafels = tafelsMet(
        aansluiting('zorg-b', ZORG.oin, [], { sleutelsoort: 'ec' }),
        aansluiting('gemeente-a', GEMEENTE.oin, []),
        aansluiting('zorg-echt', ECHT_OIN, []),
      );

      const namen = ontwikkelAansluitingen(tafels).map((lijn) => [lijn.aansluiting, lijn.sleutelsoort]);

      expect(namen).to.deep.equal([
        ['zorg-b', 'ec'],
        ['gemeente-a', 'rsa'],
      ]);
    });
  });

  describe('warnings', function () {
    const waarschuwingen = (doel: BeheerdCertificaatRegister, nu: Date): unknown[] =>
      certificaatWaarschuwingen(doel.certificaten(nu), nu).map(({ soort, dagen, grens }) => [soort, dagen, grens]);

    it('warns 60, 30, 14 and 7 days before the end, and when it is past', function () {
      const doel = register(tafelsMet(zorg()), { bronnen: { ...bronnen, crls: [eeuwig()] } });

      expect(waarschuwingen(doel, naDagen(304))).to.deep.equal([]);
      expect(waarschuwingen(doel, naDagen(306))).to.deep.equal([['verloopt', 58, 60]]);
      expect(waarschuwingen(doel, naDagen(336))).to.deep.equal([['verloopt', 28, 30]]);
      expect(waarschuwingen(doel, naDagen(352))).to.deep.equal([['verloopt', 12, 14]]);
      expect(waarschuwingen(doel, naDagen(359))).to.deep.equal([['verloopt', 5, 7]]);
      expect(waarschuwingen(doel, naDagen(366))).to.deep.equal([['verloopt', 0, 0]]);
    });

    it('does not warn when a successor is registered', async function () {
      const tweede = await proefMap();
      await cp(map, tweede.map, { recursive: true });
      await zorgVoorOntwikkelPki({ map: tweede.map, aansluitingen: [ZORG], omgeving: 'test', nu: naDagen(338) });
      const [opvolger] = await leesCertsJson(tweede.map);
      const later = await laadCertificaatBronnen(tweede.map);
      await tweede.weg();
      const beide = { ...later, bladen: [...bronnen.bladen, ...later.bladen] };
      const certificaten = [zorgRegel(), opvolger!].map(({ vingerafdruk }) => ({ vingerafdruk }));

      expect(
        waarschuwingen(register(tafelsMet(zorg({ certificaten })), { bronnen: beide }), naDagen(340)),
      ).to.deep.equal([]);
    });

    it('names a fingerprint that no file holds', function () {
      const certificaten = [{ vingerafdruk: 'b'.repeat(64) }];

      expect(waarschuwingen(register(tafelsMet(zorg({ certificaten }))), NU)).to.deep.equal([
        ['ontbreekt', undefined, undefined],
      ]);
    });
  });

  /** The list of the intermediate as if it never ended. */
  function eeuwig(): Crl {
    const [lijst] = bronnen.crls.filter((crl) => bronnen.tussen.some(({ onderwerp }) => onderwerp === crl.uitgever));
    return { ...lijst!, vanMs: 0, volgendeMs: Number.MAX_SAFE_INTEGER };
  }
});

const CA = { gebruik: 'ca', van: naDagen(-1), tot: naDagen(1000) } as const;

let gemaakt: readonly [KeyObject, KeyObject, KeyObject] | undefined;

/** Three RSA keys, made once: each takes a quarter of a second. */
async function eigenSleutels(): Promise<readonly [KeyObject, KeyObject, KeyObject]> {
  gemaakt ??= [await maakSleutel('rsa'), await maakSleutel('rsa'), await maakSleutel('rsa')];
  return gemaakt;
}

/** A PKI of a name of its own: root, intermediate, leaf with a real OIN, list. */
async function eigenPki({
  padLengteRoot = 1,
  tussenGebruik = 'ca' as Aanvraag['gebruik'],
}): Promise<{ pki: CertificaatBronnen; blad: GelezenCertificaat; verlopenTussen: GelezenCertificaat }> {
  const [rootSleutel, tussenSleutel, bladSleutel] = await eigenSleutels();
  const root = await geefUit(
    { ...CA, naam: 'Proef Root', sleutel: rootSleutel, padLengte: padLengteRoot },
    { der: undefined, sleutel: rootSleutel },
  );
  const vraag = { ...CA, naam: 'Proef Tussen', sleutel: tussenSleutel, gebruik: tussenGebruik } as const;
  const vanRoot = { der: root, sleutel: rootSleutel };
  const tussen = await geefUit(vraag, vanRoot);
  const verlopen = await geefUit({ ...vraag, van: naDagen(-300), tot: naDagen(-1) }, vanRoot);
  const vanTussen = { der: tussen, sleutel: tussenSleutel };
  const blad = await geefUit(
    {
      naam: 'Zorg',
      oins: [ECHT_OIN],
      sleutel: bladSleutel,
      van: naDagen(-1),
      tot: naDagen(300),
      gebruik: 'ondertekenen',
    },
    vanTussen,
  );
  const crl = await geefCrlUit({ nummer: 7n, van: NU, volgende: naDagen(7), ingetrokken: new Map() }, vanTussen);
  const [wortels, tussens] = splitsCas([leesCertificaat(root)!, leesCertificaat(tussen)!]);
  const gelezen = leesCertificaat(blad)!;
  return {
    pki: { wortels, tussen: tussens, bladen: [gelezen], crls: [leesCrl(crl)!] },
    blad: gelezen,
    verlopenTussen: leesCertificaat(verlopen)!,
  };
}
