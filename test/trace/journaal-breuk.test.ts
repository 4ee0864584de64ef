import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openJournaal, verklaarBreuk } from '../../src/compose-audit.ts';
import { maakReservekopie, zetReservekopieTerug } from '../../src/compose-bewaren.ts';
import { laadHubSleutels } from '../../src/keys/hub-sleutels.ts';
import type { HubSleutels } from '../../src/keys/port.ts';
import { createKlok } from '../../src/observe/clock.ts';
import type { AlarmCode } from '../../src/observe/port.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import { controleerJournaal } from '../../src/trace/controleer-journaal.ts';
import type { JournaalOordeel } from '../../src/trace/controleer-journaal.ts';
import { NUMMER_MARGE } from '../../src/trace/bepaal-breuk.ts';
import { bestandLengte, leesKoppen } from '../../src/trace/koppen-bestand.ts';
import { createZegelaar } from '../../src/trace/zegelaar.ts';
import { draaiOpdracht } from '../cli/client-opdracht.ts';
import { bericht } from '../contract/bericht-store/voorbeeld.ts';
import { zorgVoorProefPki } from '../e2e/proef-certificaten.ts';

const niets = (): void => undefined;
const LOG = { debug: niets, info: niets, warn: niets, error: niets };
const WIE = { door: 'an', reden: 'schijf stuk', nu: new Date('2026-12-01T10:00:00Z') };

describe('A cut in the journal that a person vouches for', function () {
  this.timeout(60_000);
  let map: string;
  let pad: string;
  let bestand: string;
  let certificatenMap: string;
  let sleutels: HubSleutels;
  let alarmen: (AlarmCode | 'hersteld')[];

  /** A hub of one moment: opens, takes messages, seals, and closes. */
  const draai = async (aantal: number): Promise<void> => {
    const store = await createSqliteStore({ pad });
    const zegelaar = createZegelaar({
      opslag: store.journaal,
      bestand,
      sleutel: sleutels.es256,
      klok: createKlok(),
      log: LOG,
      alarmen: { meld: (code) => alarmen.push(code), herstel: () => alarmen.push('hersteld') },
      plan: () => niets,
    });
    for (let i = 0; i < aantal; i += 1) {
      await store.registreer(bericht());
      await zegelaar.zegel();
    }
    await zegelaar.close();
    await store.close();
  };
  const sql = <T>(tekst: string): T[] => {
    const db = openSqlite(pad);
    try {
      const opdracht = db.prepare<[], T>(tekst);
      if (!opdracht.reader) {
        opdracht.run();
        return [];
      }
      return opdracht.pluck().all();
    } finally {
      db.close();
    }
  };
  const nummers = (): number[] => sql('select volgnummer from gebeurtenis order by 1');
  const controleer = (): JournaalOordeel => {
    const lezer = openJournaal(pad);
    try {
      const certificaten = new Map(
        [sleutels.es256].map(({ vingerafdruk, sleutel }) => [
          vingerafdruk,
          { sleutel, van: new Date(0), tot: new Date('2100-01-01') },
        ]),
      );
      return controleerJournaal({
        lezer,
        bestand: () => leesKoppen(bestand),
        bestandLengte: bestandLengte(bestand),
        certificaten,
        nu: new Date(),
        bewaarMaanden: 84,
      });
    } finally {
      lezer.close();
    }
  };
  const zetTerug = (naam: string) => zetReservekopieTerug({ dataMap: map, certificatenMap }, join(map, naam), WIE);
  const verklaar = () => verklaarBreuk({ dataMap: map, certificatenMap }, WIE);
  const metHand = async (naam: string): Promise<void> => {
    for (const staart of ['-wal', '-shm']) await rm(`${pad}${staart}`, { force: true });
    await copyFile(join(map, naam, 'knooppunt.db'), pad);
  };
  const breukRegels = async (): Promise<number> => (await readFile(bestand, 'utf8')).split('"breuk"').length - 1;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-breuk-'));
    pad = join(map, 'knooppunt.db');
    bestand = join(map, 'journaal', 'koppen.jsonl');
    certificatenMap = await zorgVoorProefPki();
    sleutels = await laadHubSleutels(certificatenMap);
    alarmen = [];
    await draai(2);
    maakReservekopie(map, join(map, 'oud'));
    await draai(3);
    expect(nummers()).to.deep.equal([1, 2, 3, 4, 5]);
  });
  afterEach(() => rm(map, { recursive: true, force: true }));

  it('is made by a restore: no number is given out again, nothing raises an alarm, and a check tells of it', async function () {
    const { breuk } = await zetTerug('oud');
    await draai(2);

    expect(breuk).to.include({
      naKop: 2,
      totKop: 5,
      van: 3,
      tot: 5,
      oorzaak: 'teruggezet',
      door: 'an',
      reden: WIE.reden,
    });
    expect(nummers()).to.deep.equal([1, 2, 6, 7]);
    expect(alarmen).to.not.include('JOURNAAL');
    const { breuken, fout, ...telling } = controleer();
    expect(fout).to.equal(undefined);
    expect(breuken).to.deep.equal([breuk]);
    expect(telling).to.deep.equal({ koppen: 4, verzegeld: 4, opgeruimd: 0, nietVerzegeld: 0, tot: 7 });
  });

  it('is shown by audit verify on a line of its own, and in its JSON', async function () {
    await zetTerug('oud');
    await draai(1);
    const opdracht = ['audit', 'verify', '--data', map, '--certs', certificatenMap];
    const bij = { url: '', certificatenMap };

    const tekst = await draaiOpdracht(opdracht, bij);
    const json = await draaiOpdracht([...opdracht, '--json'], bij);

    expect([tekst.code, json.code]).to.deep.equal([0, 0]);
    expect(tekst.uit).to.include('klopt, op 1 verklaarde breuk na').and.include('door an: schijf stuk');
    expect(tekst.uit).to.include('Nummers 3 tot en met 5');
    expect(JSON.parse(json.uit)).to.include({ uitkomst: 'klopt_met_breuk' });
  });

  it('leaves numbers out where the database that was there cannot say how far it came', async function () {
    await rm(pad);

    const { breuk } = await zetTerug('oud');
    await draai(1);

    expect(breuk).to.include({ van: 3, tot: 5 + NUMMER_MARGE });
    expect(nummers()).to.deep.equal([1, 2, 6 + NUMMER_MARGE]);
  });

  it('is not made by a restore that loses nothing', async function () {
    maakReservekopie(map, join(map, 'vers'));

    expect(await zetTerug('vers')).to.not.have.property('breuk');

    await draai(1);
    expect(controleer()).to.deep.include({ breuken: [], koppen: 6 });
  });

  it('settles the alarm of a database that was put back by hand', async function () {
    await metHand('oud');
    await draai(1);
    expect(alarmen.at(-1)).to.equal('JOURNAAL');
    expect(controleer().fout).to.include({ soort: 'kop' });

    await verklaar();
    await draai(1);

    expect(alarmen.at(-1)).to.equal('hersteld');
    expect(controleer()).to.not.have.property('fout');
    expect(nummers().at(-1)).to.equal(6 + NUMMER_MARGE);
    expect(await verklaar()).to.equal(undefined);
  });

  it('settles a lost file of heads, which is not made anew in silence', async function () {
    await rm(bestand);
    await draai(1);
    expect(alarmen.at(-1)).to.equal('JOURNAAL');

    const breuk = await verklaar();
    await draai(1);

    expect(breuk).to.include({ naKop: 5, totKop: 5, oorzaak: 'bestand_kwijt' });
    expect(alarmen.at(-1)).to.equal('hersteld');
    expect(nummers()).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(controleer()).to.deep.include({ breuken: [breuk], verzegeld: 7 });
  });

  it('settles a file that was lost after an earlier cut, and keeps that one', async function () {
    const { breuk: eerste } = await zetTerug('oud');
    await draai(2);
    await rm(bestand);

    const tweede = await verklaar();
    await draai(1);

    expect(controleer()).to.deep.include({ breuken: [eerste, tweede], koppen: 5 });
    expect(controleer()).to.not.have.property('fout');
  });

  it('settles a file that was lost right after an earlier cut: no head and no number comes twice', async function () {
    const { breuk: eerste } = await zetTerug('oud');
    await draai(0);
    await rm(bestand);

    const tweede = await verklaar();
    await draai(1);

    expect(tweede).to.include({ naKop: 2, totKop: 5, tot: 5 });
    expect(controleer()).to.deep.include({ breuken: [eerste, tweede], koppen: 3, tot: 6 });
    expect(sql('select max(nummer) from journaal_kop')).to.deep.equal([6]);
  });

  it('holds through restores one after the other, also back to what an earlier one replaced', async function () {
    maakReservekopie(map, join(map, 'later'));
    await zetTerug('oud');
    await draai(2);
    await zetTerug('later');
    await draai(1);
    expect(nummers()).to.deep.equal([1, 2, 3, 4, 5, 8]);
    expect(controleer()).to.not.have.property('fout');

    await zetTerug('oud');
    await zetTerug('oud');
    await draai(1);

    expect(nummers()).to.deep.equal([1, 2, 9]);
    expect(controleer()).to.not.have.property('fout');
    expect(alarmen).to.not.include('JOURNAAL');
  });

  it('is taken up once, whichever instruction a kill came at', async function () {
    await zetTerug('oud');
    await appendFile(bestand, '{"breuk":{"naK');
    await draai(0);
    // the line was written, its mark was not
    sql('update journaal_breuk set in_bestand = 0');
    await draai(1);
    // the head after it was written to the file, and not to the table
    sql('delete from journaal_kop where nummer = 6');
    sql('delete from journaal_bladen where kop = 6');
    await draai(1);

    expect(await breukRegels()).to.equal(1);
    expect(alarmen).to.not.include('JOURNAAL');
    expect(controleer()).to.include({ koppen: 4, verzegeld: 4 });
    expect(controleer()).to.not.have.property('fout');
  });

  it('is believed under the key of the hub alone: not as a row, and not as a line', async function () {
    await zetTerug('oud');
    sql("update journaal_breuk set reden = 'iets anders'");
    await draai(1);
    expect(alarmen.at(-1)).to.equal('JOURNAAL');
    expect(controleer().fout).to.include({ soort: 'kop' });

    sql(`update journaal_breuk set reden = '${WIE.reden}'`);
    await draai(1);
    expect(controleer()).to.not.have.property('fout');
    const regels = await readFile(bestand, 'utf8');
    await writeFile(bestand, regels.replace(WIE.reden, 'schijf heel'));
    expect(controleer().fout).to.include({ soort: 'handtekening' });
    await writeFile(bestand, regels.replace(/^.*"breuk".*\n/m, ''));
    expect(controleer().fout).to.include({ kop: 3 });
  });

  it('explains no change and no later cut', async function () {
    await zetTerug('oud');
    await draai(3);
    sql('delete from gebeurtenis where volgnummer > 2');
    sql('delete from journaal_bladen where kop > 2');
    sql('delete from journaal_kop where nummer > 2');
    expect(controleer().fout).to.include({ soort: 'kop' });

    sql("update journaal_kop set handtekening = 'AAAA' where nummer = 2");
    const poging: unknown = await verklaar().catch((fout: unknown) => fout);
    expect(poging).to.be.an('error').with.property('message').that.includes('hoort niet bij deze database');
  });
});
