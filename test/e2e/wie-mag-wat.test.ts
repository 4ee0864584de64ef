import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import { alsJson, type RuwAntwoord } from './ondertekend-verzoek.ts';

const gemeente = parseGemeenteCode('0363')!;
const eigen = { gemeente, aanbieder: parseAgbCode('65656055')! };
const onderMandaat = { gemeente, aanbieder: parseAgbCode('98989898')! };
const peildatum = parseDatum('2026-11-01')!;

describe('Who may send, fetch and see what', function () {
  let proef: ProefHub;
  const generators = {
    eigen: createGenerator({ seed: 11, paren: [eigen], peildatum }),
    onderMandaat: createGenerator({ seed: 12, paren: [onderMandaat], peildatum }),
  };

  before(async function () {
    this.timeout(60_000);
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const als: ProefHub['als'] = (aansluiting, wens) => proef.als(aansluiting, wens);
  const zend = (aansluiting: string, xml: string): Promise<RuwAntwoord> =>
    als(aansluiting, { target: '/v1/berichten', body: Buffer.from(xml) });
  const spoor = (aansluiting: string, traceerId: unknown): Promise<RuwAntwoord> =>
    als(aansluiting, { method: 'GET', target: `/v1/berichten/${String(traceerId)}` });
  const haal = (aansluiting: string, vraag: object): Promise<RuwAntwoord> =>
    als(aansluiting, {
      target: '/v1/leveringen',
      ...alsJson(vraag),
    });

  it('lets a supplier send under mandate, and shows the line of the table that allowed it', async function () {
    const antwoord = await zend(
      'softwareleverancier-fictief',
      generators.onderMandaat.volgende({ soort: 'WMO305' }).xml,
    );

    expect(antwoord.status, antwoord.body.toString()).to.equal(202);
    const gezien = await spoor('softwareleverancier-fictief', antwoord.json['traceerId']);
    expect(gezien.json['mandaat']).to.match(/^mandaten\.csv:\d+$/);
    expect(gezien.json['uwRollen']).to.include('indiener');
  });

  it('refuses a message for a party without mandate (BRS03), and hides what the checks found', async function () {
    const { xml } = generators.eigen.volgende({ soort: 'WMO305' });
    const metFout = xml.replace(/<([a-z0-9]+:)?Bsn>/, '<$1Vreemd/><$1Bsn>');

    const antwoord = await zend('softwareleverancier-fictief', metFout);

    expect(antwoord.status).to.equal(403);
    expect(antwoord.json['code']).to.equal('BRS03');
    expect(antwoord.json).to.not.have.property('bevindingen');
  });

  it('shows a message refused for want of a mandate to its Indiener only', async function () {
    const antwoord = await zend('softwareleverancier-fictief', generators.eigen.volgende({ soort: 'WMO305' }).xml);
    const { traceerId } = antwoord.json;

    expect((await spoor('softwareleverancier-fictief', traceerId)).json).to.include({
      status: 'afgekeurd',
      code: 'BRS03',
    });
    expect((await spoor('zorg-voorbeeldhof', traceerId)).status).to.equal(404);
    expect((await spoor('gemeente-amsterdam', traceerId)).status).to.equal(404);
  });

  it('shows a message refused by the XSD to its sender with path and line, and never to the party it was meant for', async function () {
    const { xml } = generators.eigen.volgende({ soort: 'WMO305' });
    const antwoord = await zend(
      'zorg-voorbeeldhof',
      xml.replace(/<([a-z0-9]+:)Begindatum>[^<]*</, '<$1Begindatum>31-12-2026<'),
    );
    const { traceerId } = antwoord.json;

    expect(antwoord.status).to.equal(422);
    const [bevinding] = antwoord.json['bevindingen'] as Record<string, unknown>[];
    expect(bevinding).to.include({ laag: 'xsd', wieIsAanZet: 'leverancier' });
    expect(bevinding!['pad']).to.match(/^\/Bericht\/Client\/StartProducten\/StartProduct(\[1\])?\/Begindatum$/);
    expect(bevinding!['lijn']).to.be.greaterThan(1);
    expect(antwoord.body.toString()).to.not.contain('31-12-2026');
    expect((await spoor('zorg-voorbeeldhof', traceerId)).status).to.equal(200);
    expect((await spoor('gemeente-amsterdam', traceerId)).status).to.equal(404);
  });

  for (const [veld, tekst] of [
    ['Identificatie', 'client 999900006 Jansen'],
    ['Dagtekening', '999900006'],
  ] as const) {
    it(`repeats nothing of what a sender wrote in ${veld} by mistake: not in the answer, the trace or the list`, async function () {
      const { xml } = generators.eigen.volgende({ soort: 'WMO305' });
      const fout = xml.replace(new RegExp(`(<[a-z0-9]+:${veld}>)[^<]*`), `$1${tekst}`);
      const antwoord = await zend('zorg-voorbeeldhof', fout);

      const gezien = await spoor('zorg-voorbeeldhof', antwoord.json['traceerId']);
      const lijst = await als('zorg-voorbeeldhof', { method: 'GET', target: '/v1/berichten?max=5' });

      expect([antwoord.status, gezien.status, lijst.status]).to.deep.equal([422, 200, 200]);
      for (const { body } of [antwoord, gezien, lijst]) expect(body.toString()).to.not.contain('999900006');
    });
  }

  it('answers 404 to a stranger as it does for an id that does not exist', async function () {
    const antwoord = await zend('zorg-voorbeeldhof', generators.eigen.volgende({ soort: 'WMO305' }).xml);

    const vreemde = await spoor('zorg-proefveld', antwoord.json['traceerId']);
    const onbekend = await spoor('zorg-proefveld', 'f47ac10b-58cc-4372-a567-0e02b2c3d479');

    expect(vreemde.status).to.equal(404);
    expect(vreemde.json).to.deep.equal(onbekend.json);
  });

  it('brings a retour 302–320 to the party in Afzender and a 325 to the party in Ontvanger', async function () {
    const retour = await zend('gemeente-amsterdam', generators.eigen.volgende({ soort: 'WMO306' }).xml);
    const antwoord = await zend('gemeente-amsterdam', generators.eigen.volgende({ soort: 'WMO325' }).xml);

    expect([retour.status, antwoord.status]).to.deep.equal([202, 202]);
    for (const { json } of [retour, antwoord]) {
      const { json: gezien } = await spoor('gemeente-amsterdam', json['traceerId']);
      expect((gezien['route'] as { aansluiting: string }).aansluiting).to.equal('zorg-voorbeeldhof');
    }
  });

  it('gives a mailbox to its own aansluiting only', async function () {
    await zend('zorg-voorbeeldhof', generators.eigen.volgende({ soort: 'WMO307' }).xml);
    await proef.hub.klaargezet();

    const ander = await haal('zorg-proefveld', { max: 100 });
    const metPartij = await haal('zorg-proefveld', { max: 100, partij: '0363' });

    expect(ander.json['leveringen']).to.deep.equal([]);
    expect(metPartij.status).to.equal(403);
    expect(metPartij.json['code']).to.equal('PARTIJ');
  });

  it('lists only what the caller may see, newest first, with a cursor that nobody else can use', async function () {
    const pagina = await als('zorg-voorbeeldhof', { method: 'GET', target: '/v1/berichten?max=2' });
    expect(pagina.status, pagina.body.toString()).to.equal(200);
    const cursor = pagina.json['volgende'] as string;

    const volgende = await als('zorg-voorbeeldhof', { method: 'GET', target: `/v1/berichten?max=2&cursor=${cursor}` });
    const geleend = await als('zorg-proefveld', { method: 'GET', target: `/v1/berichten?max=2&cursor=${cursor}` });

    const ids = (antwoord: RuwAntwoord): string[] =>
      (antwoord.json['berichten'] as { traceerId: string }[]).map(({ traceerId }) => traceerId);
    expect(ids(pagina).some((id) => ids(volgende).includes(id))).to.equal(false);
    expect(geleend.status).to.equal(400);
    expect(geleend.json['code']).to.equal('SYNTAX');
  });

  it('tells a sender in gebeurtenissen what happened to his messages since a number, waiting for it when asked', async function () {
    const eerst = await als('zorg-voorbeeldhof', { method: 'GET', target: '/v1/gebeurtenissen?max=1000' });
    const laatste = eerst.json['laatste'] as number;

    const wachten = als('zorg-voorbeeldhof', {
      method: 'GET',
      target: `/v1/gebeurtenissen?na=${laatste}&wachtSeconden=20`,
    });
    const gezonden = await zend('zorg-voorbeeldhof', generators.eigen.volgende({ soort: 'WMO305' }).xml);
    const { json } = await wachten;

    const [gebeurtenis] = json['gebeurtenissen'] as Record<string, unknown>[];
    expect(gebeurtenis).to.include({
      traceerId: gezonden.json['traceerId'],
      gebeurtenis: 'geaccepteerd',
      status: 'ontvangen',
    });
    expect(json['laatste']).to.be.greaterThan(laatste);
  });

  it('gives the exact bytes of the contents back, to the receiver only after the first offer, and leaves an event', async function () {
    const { xml } = generators.eigen.volgende({ soort: 'WMO305' });
    const gezonden = await zend('zorg-voorbeeldhof', xml);
    const traceerId = String(gezonden.json['traceerId']);
    const inhoud = (aansluiting: string): Promise<RuwAntwoord> =>
      als(aansluiting, { method: 'GET', target: `/v1/berichten/${traceerId}/inhoud` });
    await proef.hub.klaargezet();

    expect((await inhoud('zorg-voorbeeldhof')).body.equals(Buffer.from(xml))).to.equal(true);
    expect((await inhoud('gemeente-amsterdam')).status).to.equal(404);
    await haal('gemeente-amsterdam', { max: 100 });
    expect((await inhoud('gemeente-amsterdam')).status).to.equal(200);
    const { json } = await spoor('zorg-voorbeeldhof', traceerId);
    expect(
      (json['gebeurtenissen'] as { gebeurtenis: string }[]).filter(({ gebeurtenis }) => gebeurtenis === 'ingezien'),
    ).to.have.lengthOf(2);
  });

  it('keeps every BSN and every name of the messages out of the log', function () {
    const log = proef.logboek();
    expect(log).to.not.equal('');
    const namen = ['eigen', 'onderMandaat'] as const;
    for (const naam of namen) {
      const opnieuw = createGenerator({
        seed: naam === 'eigen' ? 11 : 12,
        paren: [naam === 'eigen' ? eigen : onderMandaat],
        peildatum,
      });
      for (let i = 0; i < 40; i += 1) {
        const { bsns, namen: personen } = opnieuw.volgende();
        for (const tekst of [...bsns, ...personen.filter((persoon) => persoon.length > 4)])
          expect(log).to.not.contain(tekst);
      }
    }
  });
});
