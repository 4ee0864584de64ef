import { createHash, generateKeyPairSync } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { openJournaal } from '../../src/compose-audit.ts';
import { plusMaanden } from '../../src/bericht/bewaartermijn.ts';
import { createKlok } from '../../src/observe/clock.ts';
import type { AlarmCode } from '../../src/observe/port.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import { controleerJournaal } from '../../src/trace/controleer-journaal.ts';
import type { JournaalOordeel } from '../../src/trace/controleer-journaal.ts';
import { bestandLengte, leesKoppen } from '../../src/trace/koppen-bestand.ts';
import { createZegelaar } from '../../src/trace/zegelaar.ts';
import type { Zegelaar } from '../../src/trace/zegelaar.ts';
import { bericht } from '../contract/bericht-store/voorbeeld.ts';
import { openSqliteProef } from '../store/sqlite/proef-map.ts';
import type { SqliteProef } from '../store/sqlite/proef-map.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const VINGERAFDRUK = 'ab'.repeat(32);
const [VAN, TOT] = [new Date(0), new Date('2100-01-01')];
const niets = (): void => undefined;
const LOG = { debug: niets, info: niets, warn: niets, error: niets };

describe('the journal: sealed events, checked offline', function () {
  this.timeout(60_000);
  let proef: SqliteProef;
  let bestand: string;
  let alarmen: (AlarmCode | 'hersteld')[];

  const zegelaar = (): Zegelaar =>
    createZegelaar({
      opslag: proef.store.journaal,
      bestand,
      sleutel: {
        alg: 'ES256',
        sleutel: privateKey,
        certificaatDer: Buffer.alloc(0),
        vingerafdruk: VINGERAFDRUK,
        geldigVan: VAN,
        geldigTot: TOT,
      },
      klok: createKlok(),
      log: LOG,
      alarmen: { meld: (code) => alarmen.push(code), herstel: () => alarmen.push('hersteld') },
      plan: () => niets,
    });
  const sql = (tekst: string, ...waarden: unknown[]): void => {
    const db = openSqlite(proef.pad);
    db.prepare(tekst).run(...waarden);
    db.close();
  };
  const controleer = (nu = new Date('2026-12-01'), bewaarMaanden = 84): JournaalOordeel => {
    const lengte = bestandLengte(bestand);
    const lezer = openJournaal(proef.pad);
    try {
      const certificaten = new Map([[VINGERAFDRUK, { sleutel: publicKey, van: VAN, tot: TOT }]]);
      const koppen = () => leesKoppen(bestand);
      return controleerJournaal({ lezer, bestand: koppen, bestandLengte: lengte, certificaten, nu, bewaarMaanden });
    } finally {
      lezer.close();
    }
  };
  const zegel = async (aantal: number): Promise<void> => {
    for (let i = 0; i < aantal; i += 1) await proef.store.registreer(bericht());
    const z = zegelaar();
    await z.close();
  };

  beforeEach(async function () {
    proef = await openSqliteProef();
    bestand = join(dirname(proef.pad), 'journaal', 'koppen.jsonl');
    alarmen = [];
    for (let i = 0; i < 3; i += 1) await proef.store.registreer(bericht());
    const digest = createHash('sha256').update('zout').update('detail').digest();
    sql(
      'update gebeurtenis set detail = ?, detail_zout = ?, detail_digest = ? where volgnummer = 2',
      'detail',
      Buffer.from('zout'),
      digest,
    );
    await zegel(0);
    await zegel(2);
    await zegel(2);
  });
  afterEach(() => proef.ruimOp());

  it('holds, and tells what is not sealed yet', async function () {
    await proef.store.registreer(bericht());

    const { fout, ...rest } = controleer();

    expect(fout).to.equal(undefined);
    expect(rest).to.deep.equal({ breuken: [], koppen: 3, verzegeld: 7, opgeruimd: 0, nietVerzegeld: 1, tot: 7 });
    expect(alarmen).to.deep.equal(['hersteld', 'hersteld', 'hersteld']);
  });

  it('holds when the detail of an event was lawfully deleted', function () {
    sql('update gebeurtenis set detail = null, detail_zout = null where volgnummer = 2');

    expect(controleer().fout).to.equal(undefined);
  });

  it('holds when events went after the months of the settings, and not before', function () {
    const over = (maanden: number, dagen: number): Date =>
      new Date(plusMaanden(new Date(), maanden).getTime() + dagen * 86_400_000);
    sql('delete from gebeurtenis where volgnummer < 3');

    expect(controleer(over(84, -2)).fout).to.include({ volgnummer: 1, soort: 'ontbreekt' });
    expect(controleer(over(84, 1))).to.include({ opgeruimd: 2, verzegeld: 5 });
    expect(controleer(over(84, 1), 120).fout).to.include({ volgnummer: 1, soort: 'ontbreekt' });
    expect(controleer(over(12, 1), 12)).to.include({ opgeruimd: 2, verzegeld: 5 });
  });

  const KOLOMMEN: Readonly<Record<string, unknown>> = {
    bericht: 99,
    zicht: 99,
    moment: 1,
    gebeurtenis: 'x',
    status: 'x',
    actor: 'x',
    code: 'x',
    poging: 99,
    reden: 'x',
    inhoud_sha256: Buffer.from('x'),
    detail: 'x',
    detail_zout: Buffer.from('x'),
    detail_digest: Buffer.from('x'),
  };
  for (const [kolom, waarde] of Object.entries(KOLOMMEN))
    it(`names an event whose ${kolom} was changed`, function () {
      sql(`update gebeurtenis set ${kolom} = ? where volgnummer = 2`, waarde);

      expect(controleer().fout).to.include({ volgnummer: 2, soort: 'gewijzigd' });
    });

  it('names an event that got another number', function () {
    sql('update gebeurtenis set volgnummer = 70 where volgnummer = 4');

    expect(controleer().fout).to.include({ volgnummer: 4, soort: 'ontbreekt' });
  });

  it('names two events that were swapped', function () {
    sql('update gebeurtenis set volgnummer = -1 where volgnummer = 3');
    sql('update gebeurtenis set volgnummer = 3 where volgnummer = 5');
    sql('update gebeurtenis set volgnummer = 5 where volgnummer = -1');

    expect(controleer().fout).to.include({ volgnummer: 3, soort: 'gewijzigd' });
  });

  it('names a tail that was cut, and where the digests went along, the head', function () {
    sql('delete from gebeurtenis where volgnummer > 5');
    expect(controleer().fout).to.include({ volgnummer: 6, soort: 'afgeknipt' });

    sql('delete from journaal_bladen where kop > 2');
    expect(controleer().fout).to.include({ kop: 3, soort: 'gewijzigd' });
  });

  it('names a head that is gone, changed, or signed by another', function () {
    sql('update journaal_kop set handtekening = ? where nummer = 2', 'AAAA');
    expect(controleer().fout).to.include({ kop: 2, soort: 'kop' });

    sql('delete from journaal_kop where nummer = 2');
    expect(controleer().fout).to.include({ kop: 2, soort: 'kop' });
  });

  it('names a line of the file that is gone, changed or cut', async function () {
    const regels = (await readFile(bestand, 'utf8')).split('\n');
    await writeFile(bestand, [regels[0], regels[2], ''].join('\n'));
    expect(controleer().fout).to.include({ kop: 2, soort: 'bestand' });

    await writeFile(bestand, `${regels[0]}\n${regels[1]?.replace('"tot":5', '"tot":6')}\n${regels[2]}\n`);
    expect(controleer().fout).to.include({ kop: 2, soort: 'kop' });

    await writeFile(bestand, `${regels[0]}\n`);
    expect(controleer().fout).to.include({ kop: 2, soort: 'bestand' });
  });

  it('names whichever event a random change hits first', function () {
    const kolom = fc.constantFrom('moment', 'bericht', 'zicht');
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), kolom, (nummers, naam) => {
        for (const n of nummers) sql(`update gebeurtenis set ${naam} = ${naam} + 1 where volgnummer = ?`, n);
        const { fout } = controleer();
        for (const n of nummers) sql(`update gebeurtenis set ${naam} = ${naam} - 1 where volgnummer = ?`, n);

        expect(fout).to.include({ volgnummer: Math.min(...nummers), soort: 'gewijzigd' });
      }),
      { numRuns: 30 },
    );
  });

  it('goes on after a kill between file and table, and after half a line', async function () {
    sql('delete from journaal_kop where nummer = 3');
    sql('delete from journaal_bladen where kop > 2');
    expect(controleer().fout).to.equal(undefined);
    await appendFile(bestand, '{"nummer":4,"to');
    await zegel(1);
    expect(controleer()).to.include({ koppen: 4, verzegeld: 8, tot: 8 });
    expect(alarmen).to.not.include('JOURNAAL');
  });

  it('raises the alarm and seals nothing when file and database contradict each other; acceptance goes on', async function () {
    sql('update gebeurtenis set moment = 1 where volgnummer = 7');
    sql('delete from journaal_kop where nummer = 3');
    sql('delete from journaal_bladen where kop > 2');

    await zegel(1);

    expect(alarmen.at(-1)).to.equal('JOURNAAL');
    expect((await proef.store.registreer(bericht())).soort).to.equal('nieuw');
  });
});
