import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { leesConfig } from '../../src/config/config.ts';
import { SLECHTE_MAP, SLECHTE_OIN, type SlechtCertificaat } from '../../src/keys/pki-slecht.ts';
import { createOndertekenaar } from '../../src/signature/ondertekenaar.ts';
import { zorgVoorProefPki } from '../e2e/proef-certificaten.ts';
import { PROJECT } from '../e2e/proef-hub.ts';
import { jsonVan, openOpstelling, type Opstelling } from './opstelling.ts';
import { stappenVan, teken } from './teken.ts';
import { speel } from './verbinding.ts';

describe('Hostile surroundings: configuration', function () {
  let map: string;

  before(async () => {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-config-'));
  });
  after(async () => rm(map, { recursive: true, force: true }));

  async function foutenVan(inhoud: string | Buffer): Promise<readonly string[]> {
    const bestand = join(map, 'knooppunt.yaml');
    await writeFile(bestand, inhoud);
    const gelezen = leesConfig({ bestand, overschrijf: {}, pakketMap: PROJECT, cores: 2 });
    return gelezen.ok ? [] : gelezen.fout.map(({ plaats, uitleg }) => `${plaats.slice(map.length + 1)} ${uitleg}`);
  }

  it('takes an empty file: everything has a default', async () => {
    expect(await foutenVan('')).to.deep.equal([]);
  });

  it('takes a byte order mark and the line ends of Windows', async () => {
    expect(await foutenVan('\ufeffpoort: 9443\r\nomgeving: test\r\n')).to.deep.equal([]);
  });

  const FOUT: readonly (readonly [titel: string, inhoud: string | Buffer, verwacht: readonly RegExp[]])[] = [
    ['an unknown key', 'poort: 9443\npoortt: 1\n', [/:2 .*"poortt"/]],
    ['an unknown key inside', 'limieten:\n  maxByte: 1000\n', [/:2 .*maxByte/]],
    ['a key that reaches for the prototype', '__proto__: {}\n', [/__proto__/]],
    ['every fault at once', 'omgeving: nep\nadres: hier\nstopMs: 1\n', [/:1 omgeving/, /:2 adres/, /:3 stopMs/]],
    ['a key twice', 'poort: 1\npoort: 2\n', [/:2 .*twee keer/]],
    ['a number with a unit', 'limieten: { maxBytes: 25MB }\n', [/maxBytes/]],
    ['a negative number', 'poort: -1\n', [/:1 poort/]],
    ['a port that does not exist', 'poort: 65536\n', [/:1 poort/]],
    ['a list where one value belongs', 'dataMap: [a, b]\n', [/:1 dataMap/]],
    ['a value where a list belongs', 'publiekeUrls: http://a\n', [/:1 publiekeUrls/]],
    ['an address with a path', 'publiekeUrls: [http://a/b]\n', [/publiekeUrls/]],
    ['a list in place of settings', '- poort: 1\n', [/./]],
    ['a word in place of settings', 'poort\n', [/./]],
    ['no YAML', 'poort: [1\n', [/geen geldige YAML/]],
    ['an alias that multiplies', `a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n`, [/./]],
    ['a tag of another language', 'poort: !!js/function "x"\n', [/./]],
    ['no UTF-8', Buffer.from('omgeving: d\xe9mo\n', 'latin1'), [/UTF-8/]],
    ['UTF-16', Buffer.from('\ufeffpoort: 1\n', 'utf16le'), [/./]],
    ['bytes that are no text', Buffer.from([0, 1, 2, 0xff]), [/./]],
  ];
  for (const [titel, inhoud, verwacht] of FOUT) {
    it(`names ${titel}`, async () => {
      const fouten = await foutenVan(inhoud);

      expect(fouten.length).to.be.at.least(verwacht.length);
      for (const patroon of verwacht)
        expect(
          fouten.some((fout) => patroon.test(fout)),
          fouten.join('\n'),
        ).to.equal(true);
    });
  }

  it('names a file that is not there', () => {
    const gelezen = leesConfig({ bestand: join(map, 'weg.yaml'), overschrijf: {}, pakketMap: PROJECT, cores: 2 });

    expect(gelezen.ok).to.equal(false);
  });
});

describe('Hostile surroundings: tables and certificates at the start', function () {
  this.timeout(60_000);
  let routingMap: string;

  beforeEach(async () => {
    routingMap = await mkdtemp(join(tmpdir(), 'knooppunt-routing-'));
    await cp(join(PROJECT, 'routing'), routingMap, { recursive: true });
  });
  afterEach(async () => rm(routingMap, { recursive: true, force: true }));

  const herschrijf = async (bestand: string, maak: (oud: string) => string): Promise<void> => {
    const pad = join(routingMap, bestand);
    await writeFile(pad, maak(await readFile(pad, 'utf8')));
  };
  async function startFout(): Promise<string> {
    let opstelling: Opstelling | undefined;
    try {
      opstelling = await openOpstelling({ routingMap });
    } catch (fout) {
      return (fout as Error).message;
    }
    await opstelling.ruimOp();
    return '';
  }

  it('reads tables with a byte order mark and the line ends of Windows as if they had none', async () => {
    for (const bestand of ['gemeenten.csv', 'aanbieders.csv', 'mandaten.csv', 'aansluitingen.yaml', 'routes.yaml'])
      await herschrijf(bestand, (oud) => `\ufeff${oud.replaceAll('\n', '\r\n')}`);

    const opstelling = await openOpstelling({ routingMap });

    await opstelling.toetsGezond();
    await opstelling.ruimOp();
  });

  it('does not start on a key or a line that stands twice, and names every one', async () => {
    await herschrijf('aanbieders.csv', (oud) => `${oud}65656055,Nog eens,wmo,,\n`);
    await herschrijf('aansluitingen.yaml', (oud) => oud.replace('    rollen: [gemeente]', '$&\n    rollen: [beheer]'));

    const fout = await startFout();

    expect(fout).to.match(/aanbieders\.csv:\d+ /);
    expect(fout).to.match(/aansluitingen\.yaml:\d+ /);
  });

  it('refuses a signature under a certificate that is expired, revoked or otherwise no good (401 HND12 or HND14)', async () => {
    // a folder of its own, in which the bad certificates stand among those of the parties
    const certificatenMap = await mkdtemp(join(tmpdir(), 'knooppunt-slecht-'));
    await cp(await zorgVoorProefPki(), certificatenMap, { recursive: true });
    const slechte = join(certificatenMap, SLECHTE_MAP);
    await cp(slechte, certificatenMap, { recursive: true, filter: (naam) => !naam.endsWith('.json') });
    const lijst = JSON.parse(await readFile(join(slechte, 'slechte.json'), 'utf8')) as readonly SlechtCertificaat[];
    const regels = lijst.map(({ vingerafdruk }) => `      - vingerafdruk: ${vingerafdruk}`);
    await herschrijf('aansluitingen.yaml', (oud) =>
      [
        oud.trimEnd(),
        '  - id: slecht-voorzien',
        '    naam: Partij met slechte certificaten',
        `    oin: '${SLECHTE_OIN}'`,
        '    rollen: [gemeente]',
        '    levering: { wijze: pull }',
        '    certificaten:',
        ...regels,
        '',
      ].join('\n'),
    );
    const opstelling = await openOpstelling({ routingMap, certificatenMap });
    try {
      const groot = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const uitkomsten: Record<string, string> = {};
      for (const { soort, sleutel, certificaat } of lijst) {
        const pem = await readFile(join(slechte, certificaat));
        const ondertekenaar = createOndertekenaar(
          // a key of 1024 bits is too small to make this signature with: another signs under its certificate
          soort === 'rsa-1024' ? groot.privateKey : createPrivateKey(await readFile(join(slechte, sleutel))),
          new X509Certificate(pem).raw,
        );
        const body = [Buffer.from(opstelling.nieuw().xml)];
        const getekend = await teken(ondertekenaar, opstelling.proef.poort, { body, profiel: 'rfc9421' });
        const antwoord = await speel(stappenVan(getekend), { poort: opstelling.proef.poort });
        uitkomsten[soort] = `${antwoord.status} ${jsonVan(antwoord)['code'] as string}`;
      }
      expect(uitkomsten).to.deep.equal({
        verlopen: '401 HND12',
        'nog-niet-geldig': '401 HND12',
        'verkeerde-ca': '401 HND12',
        ingetrokken: '401 HND12',
        'ca-als-blad': '401 HND12',
        'geen-oin': '401 HND12',
        'twee-oins': '401 HND12',
        'rsa-1024': '401 HND14',
        sha1: '401 HND12',
      });
      await opstelling.toetsGezond();
    } finally {
      await opstelling.ruimOp();
    }
  });
});
