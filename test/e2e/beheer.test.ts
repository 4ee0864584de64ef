import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { alsJson, stuurRuw, type RuwAntwoord } from './ondertekend-verzoek.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';

const ONTVANGER = 'gemeente-amsterdam';
const REDEN = 'storing bij de ontvanger';

describe('Operators over a real socket', function () {
  let proef: ProefHub;
  const generator = createGenerator({
    seed: 21,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });

  before(async function () {
    this.timeout(60_000);
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const json = (aansluiting: string, target: string, inhoud: object): Promise<RuwAntwoord> =>
    proef.als(aansluiting, {
      target,
      ...alsJson(inhoud),
    });
  const beheer = (naam: string, inhoud: object): Promise<RuwAntwoord> =>
    json('hubbeheer', `/v1/beheer/${naam}`, { reden: REDEN, ...inhoud });
  const lees = (aansluiting: string, target: string): Promise<RuwAntwoord> =>
    proef.als(aansluiting, {
      method: 'GET',
      target,
    });
  const zend = async (xml: string): Promise<RuwAntwoord> =>
    proef.als('zorg-voorbeeldhof', {
      target: '/v1/berichten',
      body: Buffer.from(xml),
    });
  const haal = async (): Promise<Record<string, unknown>[]> => {
    const antwoord = await json(ONTVANGER, '/v1/leveringen', { max: 100 });
    expect(antwoord.status, antwoord.body.toString()).to.equal(200);
    return antwoord.json['leveringen'] as Record<string, unknown>[];
  };
  async function bezorg(): Promise<string> {
    const { json: aangenomen } = await zend(generator.volgende({ soort: 'WMO305' }).xml);
    await proef.hub.klaargezet();
    for (const { leveringId } of await haal()) {
      const bevestigd = await json(ONTVANGER, `/v1/leveringen/${String(leveringId)}/bevestigingen`, {});
      expect(bevestigd.status).to.equal(204);
    }
    return String(aangenomen['traceerId']);
  }

  it('offers a delivered message again, once, and says where it is to who comes second', async function () {
    const traceerId = await bezorg();

    const eerst = await beheer('herleveringen', { traceerIds: [traceerId] });
    const nogmaals = await beheer('herleveringen', { traceerIds: [traceerId] });

    expect(eerst.status, eerst.body.toString()).to.equal(200);
    expect(eerst.json['resultaten']).to.deep.equal([{ traceerId, httpStatus: 200, berichtStatus: 'in_wachtrij' }]);
    expect(nogmaals.json['resultaten']).to.deep.equal([
      { traceerId, httpStatus: 409, code: 'NIET_NU', berichtStatus: 'in_wachtrij' },
    ]);
    const [item] = await haal();
    expect(item).to.include({ traceerId, herlevering: true, poging: 1 });
    const { json: spoor } = await lees('zorg-voorbeeldhof', `/v1/berichten/${traceerId}`);
    const acties = spoor['gebeurtenissen'] as Record<string, unknown>[];
    expect(acties.find(({ gebeurtenis }) => gebeurtenis === 'opnieuw_aangeboden')).to.include({
      door: 'hubbeheer',
      reden: REDEN,
    });
  });

  it('refuses a request that was seen before, and does the act once', async function () {
    const traceerId = await bezorg();
    const body = Buffer.from(JSON.stringify({ reden: REDEN, traceerIds: [traceerId] }));
    const target = '/v1/beheer/herleveringen';
    let koppen: [string, string][] = [];
    const eerst = await proef.als('hubbeheer', {
      target,
      body,
      contentType: 'application/json',
      naOndertekening: (alle) => (koppen = alle),
    });

    const weer = await stuurRuw(proef.poort, 'POST', target, koppen, body);

    expect(eerst.status).to.equal(200);
    expect([weer.status, weer.json['code']]).to.deep.equal([401, 'HND16']);
  });

  it('lets nobody in without the role, and takes no reason that may hold a BSN or a second line', async function () {
    const vreemde = await json(ONTVANGER, '/v1/beheer/pauzes', { reden: REDEN, aansluiting: ONTVANGER });
    const bsn = await beheer('pauzes', { aansluiting: ONTVANGER, reden: 'klacht van 999900006' });
    const regels = await beheer('pauzes', { aansluiting: ONTVANGER, reden: 'een\ntwee' });
    const leeg = await beheer('pauzes', { aansluiting: ONTVANGER, reden: '' });

    expect([vreemde.status, vreemde.json['code']]).to.deep.equal([403, 'GEEN_ROL']);
    expect([bsn.status, regels.status, leeg.status]).to.deep.equal([400, 400, 400]);
    expect(bsn.body.toString()).to.not.contain('999900006');
    expect((await lees('hubbeheer', '/v1/beheer/pauzes')).json['pauzes']).to.deep.equal([]);
  });

  it('closes a refused message and undoes it; its status stays', async function () {
    const { json: geweigerd } = await zend(
      generator.volgende({ soort: 'WMO305' }).xml.replace(/<([a-z0-9]+:)Begindatum>[^<]*</, '<$1Begindatum>fout<'),
    );
    const { traceerId } = geweigerd;

    expect((await beheer('sluitingen', { traceerId })).status).to.equal(204);
    const dubbel = await beheer('sluitingen', { traceerId });
    const lijst = await lees('hubbeheer', '/v1/beheer/sluitingen');
    expect((await beheer('sluitingen/herroepingen', { traceerId })).status).to.equal(204);

    expect([dubbel.status, dubbel.json['code'], dubbel.json['berichtStatus']]).to.deep.equal([
      409,
      'NIET_NU',
      'afgekeurd',
    ]);
    expect((lijst.json['sluitingen'] as object[])[0]).to.include({ traceerId, status: 'afgekeurd', reden: REDEN });
    expect((await lees('hubbeheer', '/v1/beheer/sluitingen')).json['sluitingen']).to.deep.equal([]);
  });

  it('counts a selection without touching it, and names what need not move', async function () {
    await zend(generator.volgende({ soort: 'WMO305' }).xml);
    await proef.hub.klaargezet();

    const proefje = await beheer('omhangingen', { aansluiting: ONTVANGER, proef: true });
    const echt = await beheer('omhangingen', { aansluiting: ONTVANGER });

    expect(proefje.json['aantal']).to.be.greaterThan(0);
    expect(proefje.json['resultaten']).to.deep.equal([]);
    const codes = (echt.json['resultaten'] as { code: string }[]).map(({ code }) => code);
    expect(new Set(codes)).to.deep.equal(new Set(['AL_ZO']));
  });

  it('keeps a pause over a restart, tells the receiver so, and gives everything after it', async function () {
    this.timeout(60_000);
    expect((await beheer('pauzes', { aansluiting: ONTVANGER })).status).to.equal(204);
    const { status, json: aangenomen } = await zend(generator.volgende({ soort: 'WMO305' }).xml);
    expect(status).to.equal(202);
    await proef.stop();
    proef = await openProefHub({}, proef.dataMap);

    const tijdens = await json(ONTVANGER, '/v1/leveringen', { max: 1 });
    expect([tijdens.status, tijdens.json['code']]).to.deep.equal([409, 'GEPAUZEERD']);
    expect((await beheer('pauzes/beeindigingen', { aansluiting: ONTVANGER })).status).to.equal(204);
    await proef.hub.klaargezet();

    expect((await haal()).map(({ traceerId }) => traceerId)).to.include(aangenomen['traceerId']);
    const { json: audit } = await lees('hubbeheer', '/v1/beheer/handelingen');
    const daden = (audit['handelingen'] as { gebeurtenis: string }[]).map(({ gebeurtenis }) => gebeurtenis);
    expect(daden).to.deep.equal([
      'hervat',
      'gepauzeerd',
      'heropend',
      'gesloten',
      'opnieuw_aangeboden',
      'opnieuw_aangeboden',
    ]);
  });
});
