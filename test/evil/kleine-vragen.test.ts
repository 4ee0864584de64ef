import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { GevalOpties } from './opstelling.ts';
import { jsonVan, openOpstelling, type Opstelling } from './opstelling.ts';
import { metKop, stappenVan, type Getekend, type Verzoek } from './teken.ts';
import type { Stap } from './verbinding.ts';

/** Changes one header line after signing. */
const met =
  (naam: string, waarde: string) =>
  (getekend: Getekend): readonly Stap[] =>
    stappenVan({ ...getekend, koppen: metKop(getekend.koppen, naam, waarde) });

const post = (target: string, body: string): Verzoek => ({
  target,
  body: [Buffer.from(body)],
  contentType: 'application/json',
});

type Vraag = readonly [
  titel: string,
  http: number,
  code: string,
  verzoek: (xml: string) => Verzoek,
  opties?: GevalOpties & { readonly rauw?: (getekend: Getekend) => readonly Stap[] },
];

const bericht =
  (rest: Partial<Verzoek> = {}) =>
  (xml: string): Verzoek => ({ body: [Buffer.from(xml)], ...rest });
const lezen = (target: string) => (): Verzoek => ({ method: 'GET', target, contentType: undefined });

const VRAGEN: readonly Vraag[] = [
  ['an unknown query parameter on a message', 400, 'SYNTAX', bericht({ target: '/v1/berichten?a=1' })],
  ['a charset that is UTF-8, in quotes', 202, '', bericht({ contentType: 'application/xml; charset="UTF-8"' })],
  ['another parameter of the media type', 202, '', bericht({ contentType: 'application/xml; versie=3.2' })],
  ['text/xml', 415, 'MEDIA', bericht({ contentType: 'text/xml' })],
  ['encoding="UTF8"', 422, 'BRS14', (xml) => ({ body: [Buffer.from(xml.replace('"UTF-8"', '"UTF8"'))] })],
  ['no encoding at all', 202, '', (xml) => ({ body: [Buffer.from(xml.replace(' encoding="UTF-8"', ''))] })],
  [
    'a body on a GET',
    400,
    'SYNTAX',
    (xml) => ({ method: 'GET', body: [Buffer.from(xml)], contentType: 'application/xml' }),
  ],
  ['Content-Length with a sign', 400, 'SYNTAX', bericht(), { rauw: met('Content-Length', '+5') }],
  ['an empty signature header', 400, 'HND02', bericht(), { rauw: met('Message-Signature', '') }],
  ['no signature at all', 401, 'HND01', bericht(), { rauw: (g) => stappenVan({ ...g, koppen: g.koppen.slice(0, 3) }) }],
  ['a nil id in a path', 404, 'NIET_GEVONDEN', lezen('/v1/berichten/00000000-0000-0000-0000-000000000000')],
  ['a word as an id in a path', 404, 'NIET_GEVONDEN', lezen('/v1/berichten/abc')],
  ['an id that nobody has', 404, 'NIET_GEVONDEN', lezen(`/v1/berichten/${randomUUID()}`)],
  ['a check of a message that is no XML', 200, '', () => ({ target: '/v1/controles', body: [Buffer.from('x')] })],
  ['an empty list of deliveries', 400, 'SYNTAX', () => post('/v1/leveringen/bevestigingen', '{"leveringIds":[]}')],
  ['a whole number with a fraction of zero', 200, '', () => post('/v1/leveringen', '{"max":5.0}')],
  ['a list in place of an object', 400, 'SYNTAX', () => post('/v1/leveringen', '[]')],
  ['the mailbox of another', 403, 'PARTIJ', () => post('/v1/leveringen', '{"partij":"0384"}')],
];

describe('Hostile input: questions at the edge', function () {
  let opstelling: Opstelling;

  before(async function () {
    this.timeout(60_000);
    opstelling = await openOpstelling();
  });
  after(async () => opstelling.ruimOp());

  for (const [titel, http, code, verzoek, { rauw } = {}] of VRAGEN) {
    it(`${titel}: ${http} ${code}`, async () => {
      const antwoord = await opstelling.stuur(verzoek(opstelling.nieuw().xml), { stappen: rauw });

      expect(antwoord.status, antwoord.ruw.toString()).to.equal(http);
      if (code !== '') expect(jsonVan(antwoord)['code'], antwoord.body.toString()).to.equal(code);
    });
  }

  it('a leading zero in Content-Length: 400, whatever body follows', async () => {
    const antwoord = await opstelling.stuur(bericht()(opstelling.nieuw().xml), {
      stappen: (getekend) => {
        const lengte = getekend.koppen.find(([naam]) => naam === 'Content-Length')?.[1] ?? '';
        return met('Content-Length', `0${lengte}`)(getekend);
      },
    });

    expect(antwoord.status, antwoord.ruw.toString()).to.equal(400);
  });

  it('a certificate of one party under a message of another: 403 BRS03, and nothing of what the checks found', async () => {
    const kapot = opstelling.nieuw().xml.replace('<wmo301:Geslacht>', '<wmo301:Geslacht> ');

    const antwoord = await opstelling.stuur({ body: [Buffer.from(kapot)] }, { als: 'gemeente-diemen' });

    expect(antwoord.status, antwoord.body.toString()).to.equal(403);
    expect(jsonVan(antwoord)).to.include({ code: 'BRS03' }).and.not.have.property('bevindingen');
  });

  it('a header block of a megabyte: 431', async () => {
    const antwoord = await opstelling.stuur({
      body: [Buffer.from(opstelling.nieuw().xml)],
      koppen: [['X-Vulling', 'v'.repeat(1_000_000)]],
    });

    expect(antwoord.status).to.equal(431);
  });
});
