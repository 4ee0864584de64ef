import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { maakReservekopie, zetReservekopieTerug } from '../../src/compose-bewaren.ts';
import { maakNieuweKek } from '../../src/keys/sleutelmap.ts';
import { createKlok } from '../../src/observe/clock.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import { draaiOpdracht } from '../cli/client-opdracht.ts';
import { alsJson, type RuwAntwoord } from './ondertekend-verzoek.ts';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import { wachtTot } from '../wacht-tot.ts';

const REDEN = 'jaarlijkse wisseling';

describe('The key of kept payloads and the clock, over a real socket', function () {
  this.timeout(60_000);
  let proef: ProefHub;
  const generator = createGenerator({
    seed: 71,
    paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
    peildatum: parseDatum('2026-11-01')!,
  });
  const echt = createKlok();
  let verzetMs = 0;
  const klok = { nu: () => new Date(echt.nu().getTime() + verzetMs), monotoonMs: () => echt.monotoonMs() };

  before(async function () {
    proef = await openProefHub({}, undefined, { klok });
  });
  after(async () => proef.ruimOp());

  const vraag = (wie: string, methode: 'GET' | 'POST', pad: string, inhoud?: object): Promise<RuwAntwoord> =>
    proef.als(wie, {
      method: methode,
      target: pad,
      anders: { nu: klok.nu() },
      ...(inhoud === undefined ? {} : alsJson(inhoud)),
    });
  const draai = (...argumenten: string[]) =>
    draaiOpdracht(['beheer', ...argumenten, '--als', 'hubbeheer'], {
      url: proef.url,
      certificatenMap: proef.certificatenMap,
    });
  async function zend(): Promise<{ traceerId: string; xml: Buffer }> {
    const xml = Buffer.from(generator.volgende({ soort: 'WMO301' }).xml);
    const antwoord = await proef.als('gemeente-amsterdam', {
      target: '/v1/berichten',
      body: xml,
      anders: { nu: klok.nu() },
    });
    expect(antwoord.status, antwoord.body.toString()).to.equal(202);
    return { traceerId: String(antwoord.json['traceerId']), xml };
  }
  async function leesVan(traceerId: string): Promise<Buffer> {
    const antwoord = await vraag('gemeente-amsterdam', 'GET', `/v1/berichten/${traceerId}/inhoud`);
    expect(antwoord.status, antwoord.body.toString()).to.equal(200);
    return antwoord.body;
  }
  /** How many payloads stand under each version. */
  function perVersie(): Record<string, number> {
    const db = openSqlite(join(proef.dataMap, 'knooppunt.db'), { readonly: true });
    const rijen = db
      .prepare<[], { kek_versie: number; aantal: number }>(
        'select kek_versie, count(*) as aantal from inhoud group by kek_versie',
      )
      .all();
    db.close();
    return Object.fromEntries(rijen.map(({ aantal, kek_versie }) => [`kek-${kek_versie}`, aantal]));
  }
  it('seals new messages under the new key at once, brings the kept ones under it, and reads both all along', async function () {
    const oud = [await zend(), await zend(), await zend()];
    expect(perVersie()).to.deep.equal({ 'kek-1': 3 });

    const { code, uit } = await draai('sleutels', '--wissel', '--reden', REDEN);
    const nieuw = await zend();

    expect([uit, code]).to.deep.equal(['Sleutel kek-2 is in gebruik. Maak nu een reservekopie van de sleutelmap.', 0]);
    expect(readdirSync(join(proef.dataMap, 'sleutels')).sort()).to.deep.equal([
      'kek-1.sleutel',
      'kek-2.sleutel',
      'persoon-1.sleutel',
    ]);
    await wachtTot(() => perVersie()['kek-2'] === 4, 'niet alles staat onder de nieuwe sleutel');
    expect(perVersie()).to.deep.equal({ 'kek-2': 4 });
    for (const { traceerId, xml } of [...oud, nieuw]) expect((await leesVan(traceerId)).equals(xml)).to.equal(true);
  });

  it('tells who changed it and how far it is, to operators alone, and takes no second change before that is done', async function () {
    const stand = await vraag('hubbeheer', 'GET', '/v1/beheer/sleutels');
    const nogmaals = await vraag('hubbeheer', 'POST', '/v1/beheer/sleutels', { reden: REDEN });
    const vreemde = await vraag('gemeente-amsterdam', 'POST', '/v1/beheer/sleutels', { reden: REDEN });
    const { uit } = await draai('sleutels');

    expect(stand.json).to.deep.include({ actief: 2 });
    const [wissel] = stand.json['wisselingen'] as Record<string, unknown>[];
    expect(wissel).to.include({ versie: 2, door: 'hubbeheer', reden: REDEN, herwikkeld: 3 });
    expect([nogmaals.status, nogmaals.json['code']]).to.deep.equal([409, 'AL_ZO']);
    expect(vreemde.status).to.equal(403);
    expect(readdirSync(join(proef.dataMap, 'sleutels'))).to.have.length(3);
    expect(uit)
      .to.include('onder sleutel kek-2')
      .and.match(/bezig, 3 gedaan/);
    const acten = await vraag('hubbeheer', 'GET', '/v1/beheer/handelingen');
    expect((acten.json['handelingen'] as object[])[0]).to.include({
      gebeurtenis: 'sleutel_gewisseld',
      sleutel: 'kek-2',
    });
  });

  it('takes a key that was made before a crash into use at the next start, and writes down that it did', async function () {
    const { dataMap } = proef;
    await proef.stop();
    await maakNieuweKek(join(dataMap, 'sleutels'));
    // the change to kek-2 was done long ago
    const db = openSqlite(join(dataMap, 'knooppunt.db'));
    db.prepare('update kek_wissel set klaar_op = 1').run();
    db.close();

    proef = await openProefHub({}, dataMap, { klok });

    const stand = await vraag('hubbeheer', 'GET', '/v1/beheer/sleutels');
    expect(stand.json).to.deep.include({ actief: 3 });
    expect((stand.json['wisselingen'] as object[])[1]).to.include({ versie: 3, door: 'hub' });
    await wachtTot(() => Object.keys(perVersie()).join() === 'kek-3', 'niet alles staat onder de nieuwe sleutel');
  });

  it('reads a backup of before the change, with the keys of now', async function () {
    const { traceerId, xml } = await zend();
    const { dataMap } = proef;
    const kopie = mkdtempSync(join(tmpdir(), 'knooppunt-kopie-'));
    maakReservekopie(dataMap, kopie);
    const db = openSqlite(join(dataMap, 'knooppunt.db'));
    db.prepare('update kek_wissel set klaar_op = 1').run();
    db.close();
    const gewisseld = await draai('sleutels', '--wissel', '--reden', REDEN, '--json');
    expect(gewisseld.uit).to.equal('{"versie":4}');
    await proef.stop();

    const { zonderSleutel } = await zetReservekopieTerug({ dataMap, certificatenMap: proef.certificatenMap }, kopie, {
      door: 'proef',
      reden: 'proef',
      nu: klok.nu(),
    });
    proef = await openProefHub({}, dataMap, { klok });

    expect(zonderSleutel).to.deep.equal([]);
    expect((await leesVan(traceerId)).equals(xml)).to.equal(true);
    await wachtTot(() => Object.keys(perVersie()).join() === 'kek-4', 'niet alles staat onder de nieuwe sleutel');
    expect((await leesVan(traceerId)).equals(xml)).to.equal(true);
    rmSync(kopie, { recursive: true });
  });

  it('does not start on a database that was written under a key that is not there, and names it', async function () {
    const { dataMap } = proef;
    await proef.stop();
    rmSync(join(dataMap, 'sleutels', 'kek-4.sleutel'));

    const fout = await openProefHub({}, dataMap, { klok }).then(
      () => undefined,
      (gevangen: unknown) => gevangen as Error,
    );

    expect(fout?.message).to.match(/onder sleutel kek-4, en die ontbreekt/);
  });

  describe('the clock', function () {
    before(async function () {
      proef = await openProefHub({}, undefined, { klok });
    });

    it('is confirmed by an operator after a jump, once, and stays confirmed after a restart', async function () {
      const eerder = await vraag('hubbeheer', 'POST', '/v1/beheer/klok', { reden: 'nagekeken' });
      expect([eerder.status, eerder.json['code']]).to.deep.equal([409, 'AL_ZO']);
      verzetMs = 3 * 86_400_000;
      const gesprongen = await vraag('hubbeheer', 'GET', '/v1/beheer/klok');
      expect((gesprongen.json['sprong'] as { seconden: number }).seconden).to.be.within(259_195, 259_205);

      const tegelijk = await Promise.all(
        [1, 2].map(() => vraag('hubbeheer', 'POST', '/v1/beheer/klok', { reden: 'nagekeken met NTP' })),
      );

      expect(tegelijk.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
      expect((await vraag('hubbeheer', 'GET', '/v1/beheer/klok')).json).to.not.have.property('sprong');
      const acten = await vraag('hubbeheer', 'GET', '/v1/beheer/handelingen');
      expect(acten.json['handelingen']).to.have.length(1);
      const { dataMap } = proef;
      await proef.stop();
      proef = await openProefHub({}, dataMap, { klok });
      expect(proef.hub.klokwacht.sprong()).to.equal(undefined);
    });

    it('is confirmed from the command line, which says so when there was nothing to confirm', async function () {
      verzetMs = 0;

      const eerst = await draai('doorgaan', '--reden', 'nagekeken');
      const nogmaals = await draai('doorgaan', '--reden', 'nagekeken');

      expect([eerst.uit, eerst.code]).to.deep.equal(['Verwijderen en opgeven gaan weer verder.', 0]);
      expect(nogmaals.fouten).to.include('AL_ZO');
      expect(nogmaals.code).to.equal(1);
    });
  });
});
