import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import { expect } from 'chai';
import { jsonVan, openOpstelling, type Opstelling } from './opstelling.ts';
import { speel, type RuwAntwoord } from './verbinding.ts';

/** Room for database, log and keys; small enough to fill. */
const SCHIJF_MB = 24;

/** Room for the tables and some messages. */
const DATABASE_MB = 2;

/** Makes a file system of its own, which only root may. @returns the folder, or `undefined`. */
function koppelSchijf(): string | undefined {
  const map = mkdtempSync(join(tmpdir(), 'knooppunt-schijf-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SCHIJF_MB}m`, 'knooppunt-evil', map], { stdio: 'ignore' });
    return map;
  } catch {
    rmSync(map, { recursive: true });
    return undefined;
  }
}

function ontkoppel(map: string): void {
  execFileSync('umount', [map], { stdio: 'ignore' });
  rmSync(map, { recursive: true });
}

/** Writes a file until not a byte is left. */
function maakVol(map: string): string {
  const pad = join(map, 'vulling');
  const bestand = openSync(pad, 'w');
  try {
    for (const stuk of [1_000_000, 4_096, 1])
      for (;;) {
        try {
          if (writeSync(bestand, Buffer.alloc(stuk)) < stuk) break;
        } catch {
          break;
        }
      }
  } finally {
    closeSync(bestand);
  }
  return pad;
}

async function gereed({ proef }: Opstelling): Promise<{ readonly status: number; readonly tekst: string }> {
  const antwoord = await speel(['GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n'], { poort: proef.poort });
  return { status: antwoord.status, tekst: antwoord.body.toString() };
}

/** What must be so while the store cannot write, and again once it can. */
async function toetsWeigertEnHerstelt(
  opstelling: Opstelling,
  { breek, herstel }: { breek: () => void; herstel: () => void },
): Promise<void> {
  const dienIn = (xml: string): Promise<RuwAntwoord> => opstelling.stuur({ body: [Buffer.from(xml)] });
  await opstelling.toetsGezond();
  breek();
  let geweigerd: { readonly xml: string; readonly antwoord: RuwAntwoord } | undefined;
  const aangenomen: string[] = [];
  try {
    // the log has pages that were used before, so that a few messages may still fit
    for (let i = 0; i < 200 && geweigerd === undefined; i += 1) {
      const { xml } = opstelling.nieuw();
      const antwoord = await dienIn(xml);
      if (antwoord.status === 202) aangenomen.push(jsonVan(antwoord)['traceerId'] as string);
      else geweigerd = { xml, antwoord };
    }
    expect(geweigerd?.antwoord.status, geweigerd?.antwoord.ruw.toString()).to.equal(503);
    expect(jsonVan(geweigerd!.antwoord)).to.include({ code: 'STORE' }).and.not.have.property('traceerId');
    expect(Number(geweigerd!.antwoord.koppen.get('retry-after'))).to.be.above(0);
    const stand = await gereed(opstelling);
    expect(stand.status, stand.tekst).to.equal(503);
    expect(stand.tekst).to.contain('opslag');
  } finally {
    herstel();
  }

  // 202 and not 200: of what was refused nothing was kept
  const opnieuw = await dienIn(geweigerd!.xml);
  expect(opnieuw.status, opnieuw.body.toString()).to.equal(202);
  expect((await gereed(opstelling)).status).to.equal(200);
  for (const traceerId of aangenomen) {
    const spoor = await opstelling.stuur({
      method: 'GET',
      target: `/v1/berichten/${traceerId}`,
      contentType: undefined,
    });
    expect(spoor.status, 'every 202 is there').to.equal(200);
  }
}

describe('Hostile surroundings: a disk that is full, a database that may not be written', function () {
  this.timeout(60_000);
  let schijf: string | undefined;

  before(() => {
    schijf = koppelSchijf();
  });
  after(() => {
    if (schijf !== undefined) ontkoppel(schijf);
  });

  it('takes nothing while the disk is full (503 STORE, not ready), and goes on once there is room', async function () {
    if (schijf === undefined) this.skip();
    const map = schijf;
    const opstelling = await openOpstelling({}, join(map, 'data'));
    let vulling = '';
    try {
      await toetsWeigertEnHerstelt(opstelling, {
        breek: () => (vulling = maakVol(map)),
        herstel: () => unlinkSync(vulling),
      });
      expect(statfsSync(map).bavail).to.be.above(0);
    } finally {
      await opstelling.ruimOp();
    }
  });

  it('takes nothing while the database is as large as it may be (503 STORE, not ready), and goes on once rows are gone', async function () {
    const opstelling = await openOpstelling({}, undefined, { maxDatabaseBytes: DATABASE_MB * 1_000_000 });
    // another connection knows no limit: what it takes, the hub lacks, and what it frees the hub may use
    const ander = openSqlite(join(opstelling.proef.dataMap, 'knooppunt.db'), { timeout: 5000 });
    try {
      await toetsWeigertEnHerstelt(opstelling, {
        breek: () => ander.exec(`create table vulling as select zeroblob(${DATABASE_MB * 1_000_000}) as inhoud`),
        herstel: () => ander.exec('drop table vulling'),
      });
    } finally {
      ander.close();
      await opstelling.ruimOp();
    }
  });

  it('does not start on a file system that may only be read, and says so', async function () {
    if (schijf === undefined) this.skip();
    const map = join(schijf, 'alleen-lezen');
    const eerst = await openOpstelling({}, map);
    await eerst.toetsGezond();
    await eerst.proef.stop();
    execFileSync('mount', ['-o', 'remount,ro', schijf], { stdio: 'ignore' });

    let fout: unknown;
    try {
      const opstelling = await openOpstelling({}, map);
      await opstelling.ruimOp();
    } catch (oorzaak) {
      fout = oorzaak;
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', schijf], { stdio: 'ignore' });
    }

    expect(fout, 'a reason not to start').to.be.instanceOf(Error);
    expect((fout as Error).message).to.match(/schrijven|beschreven/);
    const weer = await openOpstelling({}, map);
    await weer.toetsGezond();
    await weer.ruimOp();
  });

  it('takes nothing while its files may not be changed (503 STORE, not ready), and goes on afterwards', async function () {
    const opstelling = await openOpstelling();
    const merk = (vlag: '+i' | '-i'): void => {
      const bestanden = readdirSync(opstelling.proef.dataMap)
        // not the index of the log: it is mapped, and a write to a mapped page of such a file ends the process (SIGBUS)
        .filter((naam) => naam.startsWith('knooppunt.db') && !naam.endsWith('-shm'))
        .map((naam) => join(opstelling.proef.dataMap, naam));
      execFileSync('chattr', [vlag, ...bestanden], { stdio: 'ignore' });
    };
    try {
      merk('+i');
      merk('-i');
    } catch {
      await opstelling.ruimOp();
      this.skip();
    }
    try {
      await toetsWeigertEnHerstelt(opstelling, { breek: () => merk('+i'), herstel: () => merk('-i') });
    } finally {
      await opstelling.ruimOp();
    }
  });
});
