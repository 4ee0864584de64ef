import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { draaiOpdracht, type Gedraaid } from '../cli/client-opdracht.ts';
import { alsJson, stuurRuw, type RuwAntwoord } from './ondertekend-verzoek.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';

const ONTVANGER = 'gemeente-amsterdam';
const ZENDER = 'zorg-voorbeeldhof';
const REDEN = 'storing bij de ontvanger';

describe('What operators do from the command line', function () {
  this.timeout(60_000);
  let proef: ProefHub;
  const generator = createGenerator({
    seed: 22,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });

  before(async function () {
    proef = await openProefHub();
  });
  after(async () => proef.ruimOp());

  const draai = (...argumenten: string[]): Promise<Gedraaid> =>
    draaiOpdracht([...argumenten], { url: proef.url, certificatenMap: proef.certificatenMap });
  const beheer = (...argumenten: string[]): Promise<Gedraaid> =>
    draai('beheer', ...argumenten, '--als', 'hubbeheer', '--reden', REDEN);
  const post = (wie: string, target: string, inhoud: object): Promise<RuwAntwoord> =>
    proef.als(wie, { target, ...alsJson(inhoud) });
  const stuur = (xml: string): Promise<RuwAntwoord> =>
    proef.als(ZENDER, { target: '/v1/berichten', body: Buffer.from(xml) });
  async function zend(): Promise<string> {
    const { json, status } = await stuur(generator.volgende({ soort: 'WMO305' }).xml);
    expect(status).to.equal(202);
    await proef.hub.klaargezet();
    return String(json['traceerId']);
  }
  async function bezorg(): Promise<string> {
    const traceerId = await zend();
    const { json } = await post(ONTVANGER, '/v1/leveringen', { max: 100 });
    for (const { leveringId } of json['leveringen'] as { leveringId: string }[])
      await post(ONTVANGER, `/v1/leveringen/${leveringId}/bevestigingen`, {});
    return traceerId;
  }

  it('offer named messages again, and say of each why not', async function () {
    const traceerId = await bezorg();

    const eerst = await beheer('herlever', traceerId);
    const weer = await beheer('herlever', traceerId);

    expect([eerst.uit, eerst.code]).to.deep.equal([`${traceerId}: opnieuw aangeboden.`, 0]);
    expect([weer.uit, weer.code]).to.deep.equal([
      `${traceerId}: niet gedaan, dat kan niet in de status van nu (NIET_NU). Het bericht is nu: in_wachtrij.`,
      1,
    ]);
  });

  it('count a selection first, and do it with --ja', async function () {
    const traceerId = await zend();

    const geteld = await beheer('omhangen', ONTVANGER);
    const gedaan = await beheer('omhangen', ONTVANGER, '--ja', '--json');
    const leeg = await beheer('herlever', '--alle', '--dead-letter-reden', 'pogingen_op');

    expect(geteld.uit).to.match(/^\d+ berichten worden opnieuw gerouteerd\. Geef dezelfde opdracht met --ja/);
    expect(geteld.code).to.equal(0);
    const regels = gedaan.uit.split('\n').map((regel) => JSON.parse(regel) as Record<string, unknown>);
    expect(regels.find((een) => een['traceerId'] === traceerId)).to.include({ httpStatus: 409, code: 'AL_ZO' });
    expect(gedaan.code).to.equal(1);
    expect(leeg.uit).to.equal('Er zijn geen berichten die hieraan voldoen. Er is niets veranderd.');
  });

  it('want either names or --alle, and a reason that the hub knows', async function () {
    const niets = await beheer('herlever');
    const beide = await beheer('herlever', '--alle', '01900000-0000-7000-8000-000000000000');
    const los = await beheer('herlever', '01900000-0000-7000-8000-000000000000', '--aansluiting', ONTVANGER);
    const half = await draai('beheer', 'sleutels', '--wissel', '--als', 'hubbeheer');

    for (const { code, fouten } of [niets, beide, los]) {
      expect(code).to.equal(2);
      expect(fouten).to.include('--alle');
    }
    expect([half.code, half.fouten]).to.deep.equal([2, 'Geef --wissel en --reden samen, of geen van beide.']);
  });

  it('pause and close, and the trace and the metrics say so until it is undone', async function () {
    const wachtend = await zend();
    await beheer('pauzeer', ONTVANGER);
    const fout = generator
      .volgende({ soort: 'WMO305' })
      .xml.replace(/<([a-z0-9]+:)Begindatum>[^<]*</, '<$1Begindatum>fout<');
    const { json } = await stuur(fout);
    const geweigerd = String(json['traceerId']);
    await beheer('sluit', geweigerd);
    const metrieken = async (): Promise<string> =>
      (
        await stuurRuw(proef.poort, 'GET', '/metrics', [['Host', `localhost:${proef.poort}`]], Buffer.alloc(0))
      ).body.toString();

    const spoor = await draai('trace', wachtend, '--als', ZENDER);
    const gesloten = await draai('trace', geweigerd, '--als', ZENDER);
    expect(spoor.uit).to.match(/gepauzeerd +sinds .* door hubbeheer: storing bij de ontvanger/);
    expect(gesloten.uit).to.match(/gesloten +sinds .* door hubbeheer: storing bij de ontvanger/);
    expect(await metrieken())
      .to.match(/^knooppunt_pauzes 1$/m)
      .and.match(/^knooppunt_gesloten 1$/m);

    await beheer('hervat', ONTVANGER);
    await beheer('heropen', geweigerd);
    expect((await draai('trace', wachtend, '--als', ZENDER)).uit).to.not.match(/^\s*gepauzeerd +sinds/m);
    expect((await draai('trace', geweigerd, '--als', ZENDER)).uit).to.not.match(/^\s*gesloten +sinds/m);
    expect(await metrieken())
      .to.match(/^knooppunt_pauzes 0$/m)
      .and.match(/^knooppunt_gesloten 0$/m);
  });

  it('show alarms, also when there are none', async function () {
    const { code, uit } = await draai('beheer', 'alarmen', '--als', 'hubbeheer');
    const json = await draai('beheer', 'alarmen', '--als', 'hubbeheer', '--json');

    expect(code).to.equal(0);
    expect(uit).to.match(/Er zijn geen alarmen\.|^Code +Waarover/);
    expect(JSON.parse(json.uit)).to.have.property('alarmen');
  });
});
