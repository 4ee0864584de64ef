import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { draaiOpdracht, voorbeeld, type Gedraaid } from '../cli/client-opdracht.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import type { RuwAntwoord, VerzoekWens } from './ondertekend-verzoek.ts';

interface Antwoord {
  readonly mislukteVerzoeken: readonly Readonly<Record<string, string>>[];
  readonly vervallen: number;
  readonly sinds: string;
}

const UUR_MS = 3_600_000;
/** A path that must not come back: what stands in it was chosen by who called. */
const PAD = `/v1/berichten/${randomUUID()}`;

describe('Requests refused without becoming a message', function () {
  this.timeout(60_000);
  let proef: ProefHub;

  before(async function () {
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const als: ProefHub['als'] = (aansluiting, wens) => proef.als(aansluiting, wens);
  const vraag = async (aansluiting: string, query = ''): Promise<Antwoord> => {
    const antwoord = await als(aansluiting, { method: 'GET', target: `/v1/mislukte-verzoeken${query}` });
    expect(antwoord.status, antwoord.body.toString()).to.equal(200);
    return antwoord.json as unknown as Antwoord;
  };
  const draai = (argumenten: readonly string[]): Promise<Gedraaid> => draaiOpdracht(argumenten, proef);
  const codes = ({ mislukteVerzoeken }: Antwoord): readonly string[] =>
    mislukteVerzoeken.map(({ methode, pad, code }) => `${methode!} ${pad!} ${code!}`);

  for (const [profiel, eigenaar, ander] of [
    ['jades', 'zorg-voorbeeldhof', 'zorg-proefveld'],
    ['rfc9421', 'gemeente-amsterdam', 'softwareleverancier-fictief'],
  ] as const) {
    it(`are found by the owner of the certificate and by nobody else (${profiel})`, async function () {
      const body = voorbeeld('WMO305', 21);
      const teLaat = await als(eigenaar, {
        method: 'GET',
        target: PAD,
        anders: { profiel, nu: new Date(Date.now() - UUR_MS) },
      });
      // signed for another path than it goes to
      const anderPad = await als(eigenaar, {
        method: 'GET',
        target: PAD,
        anders: { profiel, target: '/v1/berichten/elders' },
      });
      const andereInhoud = await als(eigenaar, {
        target: '/v1/berichten',
        body,
        anders: { profiel, body: Buffer.concat([body, Buffer.from('\n')]) },
      });

      expect([teLaat, anderPad, andereInhoud].map(({ json }) => json['code'])).to.deep.equal([
        'HND07',
        'HND15',
        'HND19',
      ]);
      const eigen = await vraag(eigenaar);
      expect(codes(eigen)).to.deep.equal([
        'GET /v1/berichten/{traceerId} HND07',
        'GET /v1/berichten/{traceerId} HND15',
        'POST /v1/berichten HND19',
      ]);
      expect(JSON.stringify(eigen)).to.not.contain(PAD);
      expect(eigen.vervallen).to.equal(0);
      expect((await vraag(ander)).mislukteVerzoeken).to.deep.equal([]);
    });
  }

  it('can be asked for a period', async function () {
    const [eerste] = (await vraag('zorg-voorbeeldhof')).mislukteVerzoeken;

    const voor = await vraag('zorg-voorbeeldhof', `?tot=${eerste!['moment']!}`);
    const vanaf = await vraag('zorg-voorbeeldhof', `?vanaf=${eerste!['moment']!}`);

    expect(voor.mislukteVerzoeken).to.deep.equal([]);
    expect(vanaf.mislukteVerzoeken).to.deep.include(eerste);
  });

  it('are shown by knooppunt mislukt, as a table and with --json', async function () {
    const tekst = await draai(['mislukt', '--als', '65656055']);
    const json = await draai(['mislukt', '--als', '65656055', '--json']);
    const geen = await draai(['mislukt', '--als', 'zorg-proefveld']);

    expect([tekst.code, json.code, geen.code], tekst.fouten + json.fouten + geen.fouten).to.deep.equal([0, 0, 0]);
    expect(tekst.uit).to.match(/POST \/v1\/berichten +HND19 +Digest past niet bij de inhoud/);
    expect((JSON.parse(json.uit) as Antwoord).mislukteVerzoeken).to.have.lengthOf(3);
    expect(geen.uit).to.match(/geen geweigerde verzoeken sinds \d/);
  });

  it('fall out of a ring of fifty, and the owner sees how many did', async function () {
    for (let i = 0; i < 52; i += 1) {
      await als('zorg-proefveld', { method: 'GET', target: PAD, anders: { nu: new Date(Date.now() - UUR_MS) } });
    }

    const { mislukteVerzoeken, vervallen } = await vraag('zorg-proefveld');

    expect(mislukteVerzoeken).to.have.lengthOf(50);
    expect(vervallen).to.equal(2);
    expect((await draai(['mislukt', '--als', 'zorg-proefveld'])).uit).to.contain('niet meer worden getoond: 2.');
  });

  it('of a certificate that nobody has, are kept for nobody', async function () {
    const { status, json } = await als('zorg-voorbeeldhof', {
      method: 'GET',
      target: PAD,
      anders: { profiel: 'rfc9421' },
      naOndertekening: (koppen) =>
        koppen.map(([naam, waarde]) => [naam, waarde.replace(/keyid="[0-9a-f]{64}"/, `keyid="${'0'.repeat(64)}"`)]),
    });

    expect([status, json['code']]).to.deep.equal([401, 'HND11']);
    expect(codes(await vraag('zorg-voorbeeldhof')).filter((regel) => regel.includes('HND11'))).to.deep.equal([]);
  });

  for (const profiel of ['jades', 'rfc9421'] as const) {
    // each of these was answered and forgotten: the signature had not been looked at, or not to its end
    it(`are found too when they were refused before or beside the signature (${profiel})`, async function () {
      const eigenaar = profiel === 'jades' ? 'gemeente-diemen' : 'softwareleverancier-fictief';
      const body = voorbeeld('WMO305', 22);
      const anders = { profiel };
      const kopNa = (naam: string, waarde: string) => (koppen: [string, string][]) =>
        koppen.map(([n, w]): [string, string] => (n === naam ? [n, waarde] : [n, w]));

      const antwoorden = [
        await als(eigenaar, { target: '/v1/berichten', body, contentType: 'text/xml', anders }),
        await als(eigenaar, {
          target: '/v1/berichten',
          body,
          anders,
          naOndertekening: kopNa('Host', 'elders.example'),
        }),
        await als(eigenaar, {
          target: '/v1/berichten',
          body,
          anders,
          naOndertekening: (koppen) => [...koppen, ['Traceer-Id', randomUUID()], ['Traceer-Id', randomUUID()]],
        }),
        await als(eigenaar, { target: `/v1/bericht/${randomUUID()}`, body, anders }),
        await als(eigenaar, { method: 'DELETE', target: PAD, anders }),
        await als(eigenaar, { method: 'GET', target: '/v1/berichten/%zz', anders }),
        await als(eigenaar, {
          target: '/v1/berichten',
          anders: { ...anders },
          koppen: [['Content-Type', 'application/xml']],
        }),
      ];

      expect(codes(await vraag(eigenaar))).to.deep.equal([
        'POST /v1/berichten MEDIA',
        'POST /v1/berichten HND20',
        'POST /v1/berichten HND10',
        'POST (onbekend) NIET_GEVONDEN',
        'DELETE /v1/berichten/{traceerId} METHODE',
        'GET (onbekend) SYNTAX',
        'POST /v1/berichten LEEG',
      ]);
      expect(antwoorden.map(({ status }) => status)).to.deep.equal([415, 421, 400, 404, 405, 400, 400]);
    });
  }

  it('are found too when the sender was proven and no message was recorded', async function () {
    const eigenaar = 'gemeente-amsterdam';
    const eerder = codes(await vraag(eigenaar)).length;
    const nonce = randomUUID().replaceAll('-', '');
    // the second of these is the very same signed request
    const vast = { profiel: 'rfc9421', nonce, nu: new Date() } as const;
    const traceerId = randomUUID();
    const koppen = [['Traceer-Id', traceerId]] as const;
    const stuur = (seed: number, anders: VerzoekWens['anders']): Promise<RuwAntwoord> =>
      als(eigenaar, { target: '/v1/berichten', body: voorbeeld('WMO301', seed), koppen, anders: { ...anders } });

    const aangenomen = await stuur(31, vast);
    const herhaald = await stuur(32, vast);
    const botsing = await stuur(33, { profiel: 'rfc9421' });

    expect(aangenomen.status, aangenomen.body.toString()).to.equal(202);
    expect([herhaald, botsing].map(({ json }) => json['code'])).to.deep.equal(['HND16', 'BRS114']);
    expect(codes(await vraag(eigenaar)).slice(eerder)).to.deep.equal([
      'POST /v1/berichten HND16',
      'POST /v1/berichten BRS114',
    ]);
  });
});
