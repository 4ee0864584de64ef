import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import forge from 'node-forge';
import type { Bewijsstuk } from '../../src/client/antwoorden.ts';
import { controleerBewijsstuk } from '../../src/client/bewijsstuk.ts';
import { openProefHub, type ProefHub } from '../e2e/proef-hub.ts';
import { draaiOpdracht, uuidIn, voorbeeld, type Gedraaid } from './client-opdracht.ts';

describe('knooppunt send, pull and trace, against a real hub', function () {
  this.timeout(60_000);
  let proef: ProefHub;
  let map: string;

  before(async function () {
    proef = await openProefHub();
    map = await mkdtemp(join(tmpdir(), 'knooppunt-opdrachten-'));
  });
  after(async function () {
    await proef.ruimOp();
    await rm(map, { recursive: true, force: true });
  });

  const draai = (argumenten: readonly string[], stdin?: Buffer): Promise<Gedraaid> =>
    draaiOpdracht(argumenten, { ...proef, ...(stdin === undefined ? {} : { stdin }) });
  const schrijf = async (naam: string, inhoud: Buffer | string): Promise<string> => {
    const pad = join(map, naam);
    await writeFile(pad, inhoud);
    return pad;
  };

  it('sends, fetches into a file, acknowledges and tells the whole story', async function () {
    const xml = voorbeeld('WMO301', 11);
    const bestand = await schrijf('wmo301.xml', xml);
    const naar = join(map, 'postvak');

    const verstuurd = await draai(['send', bestand, '--als', '0363']);
    expect(verstuurd.fouten).to.equal('');
    expect(verstuurd.code).to.equal(0);
    expect(verstuurd.uit).to.match(
      /wmo301\.xml: aangenomen\n {2}bericht {4}WMO301 {2}0363 → 65656055\n {2}status {5}Ontvangen/,
    );
    const traceerId = uuidIn(verstuurd.uit);
    await proef.hub.klaargezet();

    const opgehaald = await draai(['pull', '--als', '65656055', '--naar', naar, '--bevestig']);
    expect(opgehaald.fouten).to.equal('');
    expect(opgehaald.code).to.equal(0);
    expect(opgehaald.uit).to.include(`1 bericht opgehaald in ${naar} en bevestigd.`);
    expect((await readFile(join(naar, `${traceerId}.xml`))).equals(xml)).to.equal(true);
    expect((await stat(join(naar, `${traceerId}.xml`))).mode & 0o777).to.equal(0o600);

    for (const als of ['gemeente-amsterdam', 'voorbeeldhof']) {
      const spoor = await draai(['trace', traceerId, '--als', als]);
      expect(spoor.code).to.equal(0);
      expect(spoor.uit).to.include('WMO301 van 0363 (Amsterdam) naar 65656055 (Thuiszorg De Voorbeeldhof (fictief))');
      expect(spoor.uit).to.match(
        /Bezorgd bij 65656055 .* op \d+ \w+ \d{4} \d\d:\d\d:\d\d; niemand hoeft iets te doen\.\nAan zet: niemand\./,
      );
      expect(spoor.uit).to.match(
        /Aangenomen: alle controles goed +gemeente-amsterdam\n.*Klaargezet voor de ontvanger +het/,
      );
      expect(spoor.uit).to.match(/Ontvangst bevestigd \(poging 1\) +zorg-voorbeeldhof/);
    }
  });

  it('says that fetched messages come again when they are not acknowledged, and marks them when they do', async function () {
    const verstuurd = await draai(['send', await schrijf('nog.xml', voorbeeld('WMO301', 12)), '--als', '0363']);
    await proef.hub.klaargezet();
    const naar = join(map, 'nog');

    const eerste = await draai(['pull', '--als', 'zorg-voorbeeldhof', '--naar', naar]);
    const spoor = await draai(['trace', uuidIn(verstuurd.uit), '--als', '0363']);
    const leeg = await draai(['pull', '--als', 'zorg-voorbeeldhof', '--naar', naar, '--json']);

    expect(eerste.uit).to.match(/Niet bevestigd: het knooppunt biedt ze na \d\d:\d\d:\d\d opnieuw aan/);
    expect(spoor.uit).to.include('maar nog niet bevestigd').and.include('Aan zet: de ontvanger.');
    expect([leeg.uit, leeg.code]).to.deep.equal(['', 0]);
  });

  it('says so when nothing waits', async function () {
    const { code, uit } = await draai(['pull', '--als', '42420001', '--naar', join(map, 'leeg')]);

    expect([uit, code]).to.deep.equal(['Er staat niets klaar voor zorg-proefveld.', 0]);
  });

  it('sends a folder and standard input, refuses with every finding at its line, and ends with 1', async function () {
    const folder = join(map, 'folder');
    await mkdir(folder);
    await writeFile(join(folder, 'b-goed.xml'), voorbeeld('WMO301', 13));
    const slecht = voorbeeld('WMO305', 13)
      .toString()
      .replace(/<(\w+:)?BerichtVersie>3</, '<$1BerichtVersie>x<');
    await writeFile(join(folder, 'a-slecht.xml'), slecht);
    await writeFile(join(folder, 'niet-mee.txt'), 'geen bericht');

    const { code, uit } = await draai(['send', folder, '-', '--als', 'Gemeente Amsterdam'], voorbeeld('JW301', 13));

    expect(code).to.equal(1);
    expect(uit).to.match(/a-slecht\.xml: geweigerd \((BRS03|BRS13), HTTP 4\d\d\)/);
    expect(uit).to.match(/b-goed\.xml: aangenomen/);
    expect(uit).to.match(/standaardinvoer: aangenomen/);
    expect(uit).to.include('3 bestanden: 2 aangenomen, 1 geweigerd.');
  });

  it('shows the findings of a message that fails the schema, with path, line and who acts', async function () {
    const xml = voorbeeld('WMO305', 14)
      .toString()
      .replace(/<(\w+:)?BerichtVersie>3</, '<$1BerichtVersie>x<');
    const bestand = await schrijf('schema.xml', xml);

    const { code, uit } = await draai(['send', bestand, '--als', '65656055']);

    expect(code).to.equal(1);
    expect(uit).to.match(/schema\.xml: geweigerd \(BRS13, HTTP 422\), \d+ bevinding/);
    expect(uit).to.match(/- \[XSD\w+.*\] regel \d+ {2}\/Bericht\/Header\/BerichtVersie/);
    expect(uit).to.include('Aan zet: de leverancier van de software.');
    const spoor = await draai(['trace', uuidIn(uit), '--als', '65656055']);
    expect(spoor.uit)
      .to.include('niet doorgestuurd (BRS13: bericht voldoet niet aan het schema);')
      .and.include('Bevindingen\n  - [XSD');
  });

  it('answers the same again with the same traceerId', async function () {
    const bestand = await schrijf('dubbel.xml', voorbeeld('WMO301', 15));

    const eerste = await draai(['send', bestand, '--als', '0363', '--json']);
    const tweede = await draai(['send', bestand, '--als', '0363', '--json', '--profiel', 'rfc9421']);

    const [een, twee] = [eerste, tweede].map(({ uit }) => JSON.parse(uit) as Record<string, unknown>);
    expect(een).to.include({ bestand, soort: 'aangenomen', berichtsoort: 'WMO301' });
    expect(twee).to.include({ soort: 'herhaald', traceerId: een?.['traceerId'] });
    expect(een).to.not.have.property('ontvangstbewijs');
  });

  it('keeps the receipts of yes and no for a check without the hub', async function () {
    const xml = voorbeeld('WMO301', 16);
    const goed = await schrijf('bewijs.xml', xml);
    const slecht = await schrijf('bewijs-slecht.xml', '<geen-bericht/>');
    const bewijzen = join(map, 'bewijzen');

    const { code } = await draai(['send', goed, slecht, '--als', '0363', '--bewaar', bewijzen]);

    expect(code).to.equal(1);
    const namen = await readdir(bewijzen);
    expect(namen).to.have.length(2);
    const certificaten = [await readFile(join(proef.certificatenMap, 'hub.crt.pem'))];
    for (const naam of namen) {
      const bewijsstuk = JSON.parse(await readFile(join(bewijzen, naam), 'utf8')) as Bewijsstuk;
      const bericht = naam.includes('-202-') ? xml : Buffer.from('<geen-bericht/>');
      expect(await controleerBewijsstuk({ bewijsstuk, certificaten, bericht })).to.have.property('ok', true);
      const pad = join(bewijzen, naam);
      const cert = ['--cert', join(proef.certificatenMap, 'hub.crt.pem')];
      const klopt = await draai(['bewijs', 'controleer', pad, ...cert]);
      expect([klopt.code, klopt.uit]).to.deep.include(0);
      expect(klopt.uit).to.include('Dit bewijs klopt.');
      await writeFile(pad, JSON.stringify({ ...bewijsstuk, verzoek: { ...bewijsstuk.verzoek, verzoekDigest: 'x' } }));
      expect(await draai(['bewijs', 'controleer', pad, ...cert])).to.include({ code: 1 });
    }
  });

  it('checks the journal of a hub that runs', async function () {
    const { code, uit } = await draai(['audit', 'verify', '--data', proef.dataMap, '--certs', proef.certificatenMap]);

    expect(code).to.equal(0);
    expect(uit).to.include('Het journaal klopt');
  });

  it('takes a Traceer-Id for one file, and for no more than one', async function () {
    const traceerId = '3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b';
    const bestand = await schrijf('eigen.xml', voorbeeld('WMO301', 17));

    const goed = await draai(['send', bestand, '--als', '0363', '--traceer-id', traceerId.toUpperCase()]);
    const fout = await draai(['send', bestand, bestand, '--als', '0363', '--traceer-id', traceerId]);

    expect(goed.uit).to.include(`traceerId  ${traceerId}`);
    expect(fout.code).to.equal(2);
    expect(fout.fouten).to.include('--traceer-id hoort bij één bericht');
  });

  it('acts for a party under mandate: sends and fetches through the supplier', async function () {
    const bestand = await schrijf('mandaat.xml', voorbeeld('WMO301', 18, '98989898'));
    const naar = join(map, 'mandaat');
    await draai(['send', bestand, '--als', '0363']);
    await proef.hub.klaargezet();

    const opgehaald = await draai(['pull', '--als', '98989898', '--naar', naar, '--bevestig', '--json']);
    const terug = await schrijf('mandaat-305.xml', voorbeeld('WMO305', 18, '98989898'));
    const verstuurd = await draai(['send', terug, '--als', '98989898']);

    expect(JSON.parse(opgehaald.uit)).to.include({ ontvanger: '98989898', berichtsoort: 'WMO301', bevestigd: true });
    expect(verstuurd.uit).to.include('WMO305  98989898 → 0363');
  });

  it('signs with a PKCS#12 file of which the password stands in a file', async function () {
    const wachtwoord = await schrijf('wachtwoord', 'proef-wachtwoord\n');
    const p12 = await schrijf(
      'sleutel.p12',
      await maakP12(proef.certificatenMap, 'zorg-voorbeeldhof', 'proef-wachtwoord'),
    );
    const bestand = await schrijf('p12.xml', voorbeeld('WMO305', 19));

    const goed = await draai(['send', bestand, '--p12', p12, '--wachtwoord-bestand', wachtwoord]);
    const fout = await draai(['send', bestand, '--p12', p12, '--wachtwoord-bestand', bestand]);
    const zonder = await draai(['send', bestand, '--p12', p12]);

    expect(goed.uit).to.include('WMO305  65656055 → 0363');
    expect([fout.code, zonder.code]).to.deep.equal([2, 2]);
    expect(fout.fouten).to.include('Het wachtwoord past niet bij dit bestand');
    expect(zonder.fouten).to.include('--wachtwoord-bestand');
  });

  it('tells nobody of a message that is not his: 1, as for one that does not exist', async function () {
    const { uit } = await draai(['send', await schrijf('geheim.xml', voorbeeld('WMO301', 20)), '--als', '0363']);

    const ander = await draai(['trace', uuidIn(uit), '--als', '42420001']);

    expect([ander.uit, ander.code]).to.deep.equal(['', 1]);
    expect(ander.fouten).to.include('Voor zorg-proefveld is er geen bericht');
  });

  it('acknowledges nothing that it could not write: the message stays with the hub and comes again', async function () {
    const verstuurd = await draai([
      'send',
      await schrijf('schijf.xml', voorbeeld('JW301', 21, '42420001')),
      '--als',
      '0363',
    ]);
    await proef.hub.klaargezet();
    const traceerId = uuidIn(verstuurd.uit);
    const [vol, leeg] = [join(map, 'vol'), join(map, 'leeg')];
    // root may write anywhere, so a folder takes the place of the file
    await mkdir(join(vol, `${traceerId}.xml`), { recursive: true });

    const mislukt = await draai(['pull', '--als', '42420001', '--naar', vol, '--bevestig']);
    const spoor = await draai(['trace', traceerId, '--als', '42420001', '--json']);
    const gelukt = await draai(['pull', '--als', '42420001', '--naar', leeg, '--bevestig', '--json']);

    expect(mislukt.code).to.equal(2);
    expect(mislukt.fouten).to.include('Er is niets bevestigd');
    expect(JSON.parse(spoor.uit)).to.include({ status: 'in_wachtrij' });
    expect(JSON.parse(gelukt.uit)).to.include({ traceerId, bevestigd: true });
  });
});

describe('knooppunt send, pull and trace: what a person is told', function () {
  this.timeout(60_000);
  let proef: ProefHub;

  before(async function () {
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const id = '3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b';
  const gevallen: readonly [string, readonly string[], string][] = [
    ['nobody is named', ['trace', id], 'Geef met --als namens wie u werkt'],
    ['the party is unknown', ['trace', id, '--als', '9999'], 'Kies er een:\n  '],
    ['the name fits more than one', ['trace', id, '--als', 'gemeente'], 'past bij meer dan een aansluiting'],
    ['the hub is not there', ['trace', id, '--als', '0363', '--url', 'http://localhost:1'], 'Draait het knooppunt'],
    ['the address is no address', ['trace', id, '--als', '0363', '--url', 'hub'], 'geen http- of https-adres'],
    ['the folder has no keys', ['trace', id, '--als', '0363', '--certs', 'docs'], 'knooppunt certs'],
    ['the file does not exist', ['send', 'bestaat-niet.xml', '--als', '0363'], 'is er niet of is niet te lezen'],
    ['the id is no UUID', ['trace', 'abc', '--als', '0363'], 'Verwacht wordt een UUID'],
    ['the number is out of bounds', ['pull', '--als', '0363', '--max', '101'], 'van 1 tot en met 100'],
    ['the profile does not exist', ['pull', '--als', '0363', '--profiel', 'pgp'], 'Kies jades of rfc9421'],
  ];
  for (const [naam, argumenten, zin] of gevallen) {
    it(`ends with 2 and one Dutch sentence when ${naam}`, async function () {
      const { code, fouten, uit } = await draaiOpdracht(argumenten, proef);

      expect([code, uit]).to.deep.equal([2, '']);
      expect(fouten).to.include(zin);
    });
  }

  it('stops at a hub that it does not believe, with the Traceer-Id to go on under', async function () {
    const map = await mkdtemp(join(tmpdir(), 'knooppunt-vreemd-'));
    const bestand = join(map, 'een.xml');
    await writeFile(bestand, voorbeeld('WMO301', 31));

    const { code, fouten } = await draaiOpdracht(
      [
        'send',
        bestand,
        bestand,
        '--als',
        '0363',
        '--hub-certificaat',
        join(proef.certificatenMap, 'zorg-proefveld.crt.pem'),
      ],
      proef,
    );
    await rm(map, { recursive: true });

    expect(code).to.equal(2);
    expect(fouten).to.match(/niet bewezen van het knooppunt.*HND11.*--traceer-id [0-9a-f-]{36}/s);
    expect(fouten).to.include('De overige 1 bestanden zijn niet verstuurd.');
  });
});

/** A PKCS#12 file of a connection, as issuers deliver them. */
async function maakP12(certificatenMap: string, aansluiting: string, wachtwoord: string): Promise<Buffer> {
  const [sleutel, certificaat] = await Promise.all(
    ['key', 'crt'].map((soort) => readFile(join(certificatenMap, `${aansluiting}.${soort}.pem`), 'utf8')),
  );
  const p12 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(sleutel ?? ''),
    [forge.pki.certificateFromPem(certificaat ?? '')],
    wachtwoord,
    { algorithm: '3des' },
  );
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), 'latin1');
}
